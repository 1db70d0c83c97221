"""Read the comparator of a number: "بیش از" before it, "و بیشتر" behind it."""

from pipeline.quantities.rules import quantity_rules

_LONGEST = 4  # words
_FILLERS = 2  # words between it and the number: «حداکثر ظرف مدت»


def before(words: list[str]) -> tuple[str, int] | None:
    """The sign of the comparator that the words before a number end with, and how many words it takes."""
    rules, stop = quantity_rules(), len(words)
    while stop and stop > len(words) - _FILLERS and words[stop - 1] in rules.fillers:
        stop -= 1
    if not stop:
        return None
    if words[stop - 1] not in rules.comparators_before and words[stop - 2] not in rules.comparator_middles:
        return None
    for start in range(max(stop - _LONGEST, 0), stop):
        sign = rules.comparators_before.get(" ".join(words[start:stop]))
        if sign is not None:
            if sign == ">" and start and words[start - 1] in rules.negations:
                sign = "<="
            return sign, len(words) - start
    return None


def behind(text: str, end: int) -> tuple[str, int] | None:
    """The sign of the comparator that begins right after `end`, and where it ends."""
    rules = quantity_rules()
    match = rules.comparator_behind.match(text, end)
    return (rules.comparators_after[match[1]], match.end()) if match else None
