"""Canonical Persian for what is printed: names, titles, metrics, objects."""

from functools import lru_cache

from pipeline.text.letters import clean_letters
from pipeline.text.spacing import spacing

_EDGES = " \n\t-–—ـ:：؛;،,.…*•|/\\\"'_"
_DIACRITICS = dict.fromkeys(range(0x064B, 0x0656)) | {0x0670: None, ord("ۀ"): "ه"}
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("{", "}"))


@lru_cache(maxsize=65536)
def polish(phrase: str) -> str:
    """A short raw phrase in clean letters, half-spaces restored, single blanks, no signs at its edges."""
    letters = clean_letters(phrase).translate(_DIACRITICS)
    return spacing().restore(_trim(" ".join(letters.split())))


def _trim(phrase: str) -> str:
    """Without signs at the edges; quotes and brackets stay where they stand in pairs."""
    phrase = phrase.strip(_EDGES)
    for opening, closing in _PAIRS:
        if phrase.startswith(opening) and phrase.endswith(closing) and phrase.count(opening) == 1:
            phrase = phrase[1:-1].strip(_EDGES)
        if phrase.count(opening) != phrase.count(closing):
            phrase = phrase.strip(opening + closing).strip(_EDGES)
    return phrase
