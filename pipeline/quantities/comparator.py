"""Read the comparator of a number: "بیش از" before it, "و بیشتر" behind it."""

import re

from pipeline.quantities.rules import Wording

_LONGEST = 4  # words
_FILLERS = 2  # words between it and the number: «حداکثر ظرف مدت»
_OPENINGS = tuple(blank + word for blank in (" ", "") for word in ("و ", "یا ", "به", "نیز ", "هم ", "فرا"))
_AFTER = re.compile(r" ?((?:(?:و|یا|به) ?[^\W\d_]+)|(?:(?:نیز|هم) )?فراتر(?!\w))")


def before(words: list[str], wording: Wording) -> tuple[str, int] | None:
    """The sign of the comparator that the words before a number end with, and how many words it takes."""
    stop = len(words)
    while stop and stop > len(words) - _FILLERS and words[stop - 1] in wording.fillers:
        stop -= 1
    if not stop:
        return None
    if words[stop - 1] not in wording.before and words[stop - 2] not in wording.comparator_middles:
        return None
    for start in range(max(stop - _LONGEST, 0), stop):
        sign = wording.before.get(" ".join(words[start:stop]))
        if sign is not None:
            if sign == ">" and start and words[start - 1] in wording.negations:
                sign = "<="
            return sign, len(words) - start
    return None


def behind(text: str, end: int, wording: Wording) -> tuple[str, int] | None:
    """The sign of the comparator that begins right after `end`, and where it ends."""
    if not text.startswith(_OPENINGS, end):
        return None
    match = _AFTER.match(text, end)
    sign = wording.after.get(match[1]) if match else None
    return None if sign is None or match is None else (sign, match.end())
