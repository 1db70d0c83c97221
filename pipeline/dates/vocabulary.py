"""The named parts that the patterns of rules/dates.yaml are built from."""

import re
from collections.abc import Iterable

from pipeline.dates.rules import DatesFile

EDGES = "پایان|انتهای|آخر|اواخر|ابتدای|آغاز|اوایل|اول|شروع|نیمه|اواسط|میانه"
_UNITS = "سال|ماهه?|هفته|روزه?|ساعته?|شبانه‌روز|دهه"
_WHICH = "نخست|اول|ابتدای(?: سال)?|ابتدایی|آغاز(?=(?: از)? سال)|آغازین|دوم|سوم|چهارم|پایانی|آخر|انتهایی"
_ENDS = ("پایان", "انتهای", "آخر")
_SORTS = "مالی|زراعی|آبی|تحصیلی"
_ERAS = "(?:هجری )?(?:شمسی|خورشیدی|میلادی|قمری)"
_PREPOSITIONS = ("در", "تا", "از")
_MONTH_PREPOSITIONS = (*_PREPOSITIONS, "طی", "پایان", "اوایل", "اواخر", "اواسط", "نیمه", "ابتدای")
_SEASON_PREPOSITIONS = ("تا", "برای", "پایان", "انتهای", "آخر", "اواخر", "ابتدای", "اوایل")
_EDGE_WORDS = tuple(EDGES.split("|"))
_DAY = r"3[01]|[12]\d|0?[1-9]"
_MONTH_NUMBER = r"1[0-2]|0?[1-9]"
_FOUR = r"1[34]\d\d|19\d\d|20\d\d"
# "سال قبل از انقلاب" is told from the revolution.
_NOT_FROM = r"(?<!قبل(?= از))(?<!پیش(?= از))(?<!بعد(?= از))"
_TO = "(?:تا|الی|لغایت|و|یا|-)"
# Behind a small number that is a year; a noun says that it counts ("تا پایان سال ۲۵ مدرسه").
_NO_NOUN = rf"[^\w ]|$| ?(?:و|یا|تا|الی|لغایت|به|از|در|با|بر|که|را|است|بود|{_ERAS})(?!\w)"

# Behind a word that counts otherwise: «سال ۵۷ شهید شد», «در سال ۹۹ دستگاه قضایی».
_NO_COUNT = r"(?<=شهید) شد|(?<=کشته) شد|(?<=دستگاه) قضا"


_Tree = dict[str, "_Tree"]


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of these phrases, the longest that fits; it branches by letter."""
    root: _Tree = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(root)


def _branches(node: _Tree) -> str:
    options = [
        (" " if char == " " else re.escape(char)) + _branches(child) for char, child in node.items() if char
    ]
    if not options:
        return ""
    joined = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    return f"(?:{joined})?" if "" in node else joined


def _behind(words: Iterable[str]) -> str:
    """A regular expression for the place behind one of these words and a blank."""
    return "(?:" + "|".join(rf"(?<=\b{word} )" for word in words) + ")"


def pattern_parts(file: DatesFile) -> dict[str, str]:
    """The named parts of the rules' patterns, by name."""
    counted = alternatives(file.counted_after_number)
    relative = rf"(?:{alternatives(file.relative_years)}|سال جدید)(?![^\W\d]){_NOT_FROM}"
    # A year in digits that counts nothing ("برابر با" counts nothing either) and is no decimal.
    year_end = rf"(?!\d|[./,]\d| ?(?:{counted})(?![^\W\d]| با |{_NO_COUNT}))"
    year = rf"(?:12\d\d|{_FOUR}|[03-9]\d|[12]\d(?={_NO_NOUN})){year_end}"
    # Behind a month, a season or the end of a year a small number mostly counts: «تا پایان شهریور ۳۰ طرح».
    recent = rf"(?:12\d\d|{_FOUR}|0\d|5[6-9]|[6-9]\d|[1-5]\d(?={_NO_NOUN})){year_end}"
    named_day = f"{_DAY}|{alternatives(file.ordinals)}|{alternatives(file.cardinals)}"
    count = rf"\d{{1,3}}(?:\.\d)?|{alternatives(file.cardinals)}"
    relations = {name: alternatives(words) for name, words in file.relations.items()}
    all_relations = "|".join(relations.values())
    bare_end = r"(?=[.،؛)\n]|$| (?:به|از|تا|در|با|و|که|را|است|بود)\b)(?![.,/]\d)"
    names = alternatives(file.cardinals)
    months = alternatives(
        name for calendar in file.calendars.values() for names in calendar for name in names
    )
    jalali = alternatives(name for names in file.calendars["jalali"] for name in names)
    return {
        # days
        "numeric_date": rf"(?<![\d/])(?P<year>{_FOUR}|\d\d)(?P<mark>[/-])(?P<month_number>{_MONTH_NUMBER})"
        rf"(?P=mark)(?P<day>{_DAY})(?![\d/-])",
        "reversed_date": rf"(?<![\d/])(?P<day>{_DAY})/(?P<month_number>{_MONTH_NUMBER})/"
        rf"(?P<year>{_FOUR}|[3-9]\d)(?![\d/])",
        "behind_name": _behind(file.names_before_days),
        "weekday": rf"(?:روز )?(?P<weekday>{alternatives(file.weekdays)})(?![^\W\d])",
        "weekday_relation": r"(?P<relation>این هفته|هفته (?:جاری|گذشته|آینده)|گذشته|آینده)(?![^\W\d])",
        "explained": rf" ?[(،] ?(?P<day_word>{alternatives(file.day_words)}) ?[)،]",
        "day_word": rf"(?P<day_word>{alternatives(file.day_words)})(?![^\W\d])",
        "day": f"(?P<day>{named_day})",
        "until_day": f"(?P<until_day>{named_day})",
        # months
        "month": rf"(?P<month>{months})(?P<month_word> ?ماه)?(?![^\W\d])",
        "until_month": rf"(?P<until_month>{months})(?: ?ماه)?(?![^\W\d])",
        "month_word": rf"(?P<month>{months}) ?ماه(?![^\W\d])",
        "month_after_word": rf"(?<=ماه )(?P<month_b>{months})(?![^\W\d])",
        "plain_month": rf"(?:{_behind(_MONTH_PREPOSITIONS)}(?P<month_c>{alternatives(file.plain_months)})"
        rf"|{_behind(_EDGE_WORDS)}(?P<month_d>{jalali}))(?![^\W\d])",
        "season_alone": rf"{_behind(_SEASON_PREPOSITIONS)}(?:فصل )?"
        rf"(?P<season>{alternatives(file.seasons)})(?= (?!و )|[.،؛)]|$)",
        "month_year": rf"(?P<year>{relative}|سال ?(?:(?:{_FOUR})(?!\d|[./,]\d)|{year})"
        rf"|(?:{_FOUR})(?!\d|[./,]\d)|{recent})",
        "month_relation": r"(?P<relation>گذشته|آینده)(?![^\W\d])",
        # years
        "four_digits": rf"(?P<year>{_FOUR})(?!\d)",
        "year_number": rf"(?P<year>{year})",
        "at_end": rf"(?:{'|'.join(f'(?<={edge} سال)' for edge in _ENDS)})(?= ?\d)(?! ?{recent})",
        "old_year": r"(?P<year>\d{1,4})",
        "old_era": r"(?P<era>(?:هجری )?قمری)(?![^\W\d])",
        "two_years": rf"(?P<year>12\d\d|{_FOUR}|\d\d) ?(?:{_TO}|/)(?: سال)? ?(?P<until_year>{year})",
        # the sign between them lost: «سال تحصیلی ۹۸۹۹»
        "glued_years": rf"(?P<year>{_FOUR}|[06-9]\d)(?P<until_year>{_FOUR}|[06-9]\d)(?!\d)",
        "year_in_words": rf"(?P<words>هزار و (?:سیصد|چهارصد)(?: و (?:{names}))*|(?:شصت|هفتاد|هشتاد|نود)"
        rf"(?: و (?:{names}))?)(?![^\W\d])(?! و (?:{names})(?![^\W\d]))(?! ?(?:{counted})(?![^\W\d]))",
        "relative_year": rf"(?P<year>{relative})",
        "year_phrase": rf"(?P<year>{relative}|سال(?:‌های)? ?{year}|سال(?! ?(?:های|ها|{year}))(?![^\W\d]))",
        "bare_year": rf"(?P<bare>{recent})",
        "bare_four": rf"(?:(?P<year>{_FOUR}) (?P<era>{_ERAS})(?![^\W\d])|(?<=\()(?P<year_b>{_FOUR})(?=\))"
        rf"|{_behind((*_PREPOSITIONS, 'برای'))}(?P<year_c>13[5-9]\d|140\d|199\d|20[0-3]\d){bare_end})",
        "era": rf"(?P<era>{_ERAS})(?![^\W\d])",
        "sort": rf"(?P<sort>{_SORTS})",
        "sort_relation": r"(?P<relation>جاری|گذشته|آینده|قبل|جدید)(?![^\W\d])",
        "edge": f"(?P<edge>{EDGES})",
        "end": f"(?:{'|'.join(_ENDS)})",
        "no_plain_year": rf"(?:{recent}|{_SORTS}|{all_relations}|های|ها|جدید|نو|هزار|شصت|هفتاد|هشتاد|نود)",
        "head": alternatives(file.year_heads),
        "decade": r"(?P<decade>(?:1[34])?\d0|19\d0|\d\d ?(?:تا|الی|-) ?\d\d"
        r"|هفتاد|هشتاد|نود|شصت|پنجاه|چهل)(?!\w)",
        # parts of years and spans
        "count": f"(?P<count>{count})",
        "until_count": f"(?P<until_count>{count})",
        "which": rf"(?P<which>{_WHICH})(?![^\W\d])",
        "half": r"(?P<half>اول|نخست|دوم)(?![^\W\d])",
        "season": rf"(?P<season>{alternatives(file.seasons)})(?![^\W\d])",
        "season_relation": r"(?P<relation>گذشته|آینده|جاری|امسال)(?![^\W\d])",
        "unit": f"(?P<unit>{_UNITS})",
        "this_unit": r"این (?P<this_unit>هفته)(?![^\W\d]|\u200c| ?\d"
        rf"| (?:های|ها|{alternatives(file.ordinals)}))",
        "no_addition": r"(?! (?:افزایش|تمدید|اضافه|کاهش|مهلت|فرصت|زمان|وقت)(?![^\W\d]))",
        "relation": "(?:"
        + "|".join(f"(?P<{name}>{words})" for name, words in relations.items())
        + rf")(?![^\W\d])(?! ترین){_NOT_FROM}",
        # named periods
        "occasion": rf"(?P<occasion>{alternatives(file.occasions)})(?![^\W\d])",
        "five_years": "(?:پنج|5) ?ساله",
        "plan": f"(?P<plan>{alternatives(n for p in file.plans for n in p.names)})",
        "no_plan": r"(?:های|ریزی|اول|دوم|سوم|چهارم|پنجم|ششم|هفتم|پنج|\d ?ساله|[4-7](?![\d/.]))",
        "government": f"(?P<government>{alternatives(n for g in file.governments for n in g.names)})",
        # joints
        "comma": " ?[،,]? ?",
        "to": f" ?{_TO}(?: ?سال)? ?",
    }
