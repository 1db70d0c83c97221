"""Clean Persian letters: one spelling for each, half-spaces inside words and nowhere else.

Unlike folding this keeps what readers need: hamza, آ, tanwin, the half-space.
"""

import re
import unicodedata
from functools import cache

HALF_SPACE = "\u200c"
_LOOK_ALIKES = "\u200b\u200d\u2060\u180e\xac\xad"
_HALF_SPACES = re.compile(f"{HALF_SPACE}+")
_APART = re.compile("[\u0653-\u0655]")  # madda and hamza as characters of their own
_PERSIAN = {
    "ي": "ی", "ى": "ی", "ۍ": "ی", "ې": "ی", "ێ": "ی", "ے": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه",
    "ە": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ۆ": "و", "ۇ": "و", "ګ": "گ", "۔": ".",
}  # fmt: skip


class _Table(dict[int, str | None]):
    """The table for `str.translate`, filled as characters come up."""

    def __missing__(self, code: int) -> str | None:
        self[code] = clean = _clean(chr(code))
        return clean


@cache
def _table() -> _Table:
    return _Table()


def _clean(char: str) -> str | None:
    """What stands for a character, None for nothing."""
    category = unicodedata.category(char)
    if char in _PERSIAN:
        return _PERSIAN[char]
    if char in _LOOK_ALIKES:
        return HALF_SPACE
    if char == HALF_SPACE or char in "\n\r\t":
        return char
    if "\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc":
        plain = unicodedata.normalize("NFKC", char)
        return char if plain == char else plain.translate(_table())
    if char == "ـ" or category in ("Cf", "Cc"):
        return None
    if category in ("Zs", "Zl", "Zp"):
        return " " if category == "Zs" else "\n"
    return char


def clean_letters(text: str) -> str:
    """Persian letters for Arabic ones and presentation forms; invisible signs off; half-spaces in words."""
    if _APART.search(text):
        text = unicodedata.normalize("NFC", text).replace("ی\u0654", "ئ")
    text = text.translate(_table())
    return _HALF_SPACES.sub(_one_or_none, text) if HALF_SPACE in text else text


def _one_or_none(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    inside = start > 0 and end < len(text) and _is_of_word(text[start - 1]) and text[end].isalpha()
    return HALF_SPACE if inside else ""


def _is_of_word(char: str) -> bool:
    return char.isalpha() or unicodedata.category(char) == "Mn"
