"""Words of folded text, as the model sees them: letters, digits and signs apart."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
# A Viterbi path over more words than this is cut: no sentence of prose is so long, and time stays linear.
LONGEST = 400


class Token(NamedTuple):
    """A word, number or sign of the folded text."""

    start: int
    end: int
    text: str


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of folded text."""
    return [Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text, start, end)]


def words(text: str) -> list[str]:
    """The words, numbers and signs of a folded text."""
    return _TOKEN.findall(text)
