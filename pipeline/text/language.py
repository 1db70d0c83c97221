"""Tell Persian from what the rules were not made for: nothing, other scripts, Arabic."""

import re

_EVIDENCE = (" در ", " به ", " از ", " که ", " این ", " را ", " با ")
_WORD = re.compile(r"[^\W\d_]+")
_PERSIAN_LETTER = re.compile("[ء-ۿ]")
# Words of folded text that make up a good part of any Persian, or any Arabic, text.
_PERSIAN = frozenset("در به از که این را با است شد برای می شده وی نیز های آن تا هم خود گفت".split())
_ARABIC = frozenset("فی الی التی الذی هذا هذه عن مع قال ان کان قد الذین بین ذلک خلال بعد لم".split())
_LOOKED_AT = 4000


def language_warning(text: str) -> str | None:
    """A warning where a folded text is empty or not Persian, else None. Looks at its first part only."""
    head = text[:_LOOKED_AT]
    if any(word in head for word in _EVIDENCE):
        return None
    if not text.strip():
        return "the article is empty"
    words = _WORD.findall(head)
    persian = [word for word in words if _PERSIAN_LETTER.match(word)]
    if len(persian) * 4 < len(words) or not persian:
        return "the article is not Persian: nothing was extracted"
    arabic = sum(word in _ARABIC for word in persian)
    if arabic >= 3 and arabic > 2 * sum(word in _PERSIAN for word in persian):
        return "the article seems to be Arabic, not Persian: nothing was extracted"
    return None
