"""Canonical Persian for what is printed: names, titles, metrics, objects."""

import re
from functools import lru_cache

from pipeline.text.letters import clean_letters
from pipeline.text.spacing import spacing

_EDGES = " \n\t-–—ـ:：؛;،,.…*•|/\\\"'_"
_DIACRITICS = dict.fromkeys(range(0x064B, 0x0656)) | {0x0670: None, ord("ۀ"): "ه"}
_HAS_DIACRITICS = re.compile(f"[{''.join(map(chr, _DIACRITICS))}]")
_LINKED_PLURAL = "\u200cهای"
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("{", "}"))
_HAS_PAIRS = re.compile(r"[()\[\]«»{}]")


@lru_cache(maxsize=65536)
def polish(phrase: str) -> str:
    """A short raw phrase in clean letters, half-spaces restored, single blanks, no signs at its edges."""
    letters = clean_letters(phrase)
    if _HAS_DIACRITICS.search(letters):
        letters = letters.translate(_DIACRITICS)
    return spacing().restore(_trim(" ".join(letters.split())))


def unlinked(phrase: str) -> str:
    """A polished phrase without the link of a plural to what was cut off: هزینه‌های -> هزینه‌ها."""
    return phrase[:-1] if phrase.endswith(_LINKED_PLURAL) else phrase


def _trim(phrase: str) -> str:
    """Without signs at the edges; quotes and brackets stay where they stand in pairs."""
    phrase = phrase.strip(_EDGES)
    if not _HAS_PAIRS.search(phrase):
        return phrase
    for opening, closing in _PAIRS:
        if phrase.startswith(opening) and phrase.endswith(closing) and phrase.count(opening) == 1:
            phrase = phrase[1:-1].strip(_EDGES)
        if phrase.count(opening) != phrase.count(closing):
            phrase = phrase.strip(opening + closing).strip(_EDGES)
    return phrase
