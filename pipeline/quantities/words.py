"""Words of a text whose line ends are blanks and that ends with two."""

import re

_LETTERS = re.compile(r"[^\W\d_]*")
_LONGEST = 40  # letters


def word_at(text: str, position: int) -> str:
    """The letters from `position` on; "" if a sign or a blank stands there."""
    word = text[position : position + _LONGEST].partition(" ")[0]
    return word if word.isalpha() else letters(word)


def letters(piece: str) -> str:
    """The letters that a piece of text begins with."""
    match = _LETTERS.match(piece)
    return match[0] if match else ""
