"""The parts of the patterns of rules/dates.yaml that its tables give."""

from collections.abc import Iterable

from pipeline.dates.rules import DatesFile
from pipeline.rulebook.trie import any_of


def _behind(words: Iterable[str]) -> str:
    """A regular expression for the place behind one of these words and a blank."""
    return "(?:" + "|".join(rf"(?<=\b{word} )" for word in words) + ")"


def table_parts(file: DatesFile) -> dict[str, str]:
    """A part for any word of a table, by the table's name; parts for the place behind such words."""
    months = {
        calendar: [name for names in months for name in names] for calendar, months in file.calendars.items()
    }
    relations = {name: any_of(words) for name, words in file.relations.items()}
    words: dict[str, Iterable[str]] = {
        "months": [name for names in months.values() for name in names],
        "jalali_months": months["jalali"],
        "plain_months": file.plain_months,
        "seasons": file.seasons,
        "weekdays": file.weekdays,
        "day_words": file.day_words,
        "cardinals": file.cardinals,
        "ordinals": file.ordinals,
        "number_words": [*file.ordinals, *file.cardinals],
        "relative_years": file.relative_years,
        "units": file.units,
        "eras": file.eras,
        "business_years": file.business_years,
        "counted_after_number": file.counted_after_number,
        "year_heads": file.year_heads,
        "occasions": file.occasions,
        "plans": [name for plan in file.plans for name in plan.names],
        "governments": [name for government in file.governments for name in government.names],
    }
    behind = {**file.behind, "edge": [*file.starts, *file.wholes]}
    return {
        **{name: any_of(table) for name, table in words.items()},
        **{f"behind_{name}": _behind(table) for name, table in behind.items()},
        "relations": "|".join(f"(?P<{name}>{phrases})" for name, phrases in relations.items()),
        "any_relation": "|".join(relations.values()),
    }
