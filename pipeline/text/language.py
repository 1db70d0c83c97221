"""Tell Persian from what the rules were not made for: nothing, other scripts, Arabic."""

import re

from pipeline.text.rules import text_rules

_WORD = re.compile(r"[^\W\d_]+")
_PERSIAN_LETTER = re.compile("[ء-ۿ]")
_LOOKED_AT = 4000
_NOT_PERSIAN = "the article is not Persian: nothing was extracted"


def language_warning(text: str) -> str | None:
    """A warning where a folded text is empty or not Persian, else None. Looks at its first part only, and
    where that is not Persian, at its middle and its end: a program or a translation may stand before it."""
    warning = _warning(text[:_LOOKED_AT])
    if warning == _NOT_PERSIAN and len(text) > 2 * _LOOKED_AT:
        middle = len(text) // 2
        parts = (text[middle : middle + _LOOKED_AT], text[-_LOOKED_AT:])
        return None if None in map(_warning, parts) else warning
    return warning


def _warning(head: str) -> str | None:
    rules = text_rules()
    if any(f" {word} " in head for word in rules.persian_evidence):
        return None
    if not head.strip():
        return "the article is empty"
    words = _WORD.findall(head)
    persian = [word for word in words if _PERSIAN_LETTER.match(word)]
    if len(persian) * 4 < len(words) or not persian:
        return _NOT_PERSIAN
    arabic = sum(word in rules.arabic_words for word in persian)
    if arabic >= 3 and arabic > 2 * sum(word in rules.persian_words for word in persian):
        return "the article seems to be Arabic, not Persian: nothing was extracted"
    return None
