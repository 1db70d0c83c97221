"""Read the comparator of a number: "بیش از" before it, "و بیشتر" behind it."""

import re
from typing import NamedTuple

from pipeline.quantities.rules import Wording

_REACH = 40  # letters a comparator and its filler may take before the number
_LONGEST = 4  # words
_WORD_REACH = 16
_OPENINGS = tuple(
    blank + word for blank in (" ", "\n", "") for word in ("و ", "یا ", "به", "نیز ", "هم ", "فرا")
)
_AFTER = re.compile(r"[ \n]?((?:(?:و|یا|به) ?[^\W\d_]+)|(?:(?:نیز|هم) )?فراتر(?!\w))")


class Comparison(NamedTuple):
    """A comparator sign, and where its words begin (before the number) or end (behind it)."""

    sign: str
    position: int


def before(text: str, start: int, floor: int, previous: str, wording: Wording) -> Comparison | None:
    """The comparator that ends right before `start`. floor: where to stop; previous: the last word before."""
    if previous not in wording.comparator_endings:
        return None
    words = text[max(floor, start - _REACH) : start].split()
    if words[-1] in wording.fillers:
        words.pop()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        sign = wording.before.get(" ".join(words[-length:]))
        if sign is not None:
            if sign == ">" and len(words) > length and words[-length - 1] in wording.negations:
                sign = "<="
            return Comparison(sign, text.rfind(words[-length], floor, start))
    return None


def behind(text: str, end: int, wording: Wording) -> Comparison | None:
    """The comparator that begins right after `end`."""
    match = _AFTER.match(text, end) if text.startswith(_OPENINGS, end) else None
    if match is None:
        return None
    sign = wording.after.get(match[1])
    return None if sign is None else Comparison(sign, match.end())


def last_word(text: str, position: int, floor: int) -> str:
    """The word that ends right before `position`, after blanks; whatever sign stands there instead."""
    return text[max(floor, position - _WORD_REACH) : position].rstrip().replace("\n", " ").rpartition(" ")[2]
