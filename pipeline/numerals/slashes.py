"""Which way slash decimals run: 12/5 is 12.5 in most articles and 5.12 in old ones typed from right to left.

Papers of the years before about 2010 stored text in the order it was typed on the page, digits in ASCII: of a
decimal the fraction stands first ("3/70" for 70.3). Where the raw text has a left-to-right mark before the
slash the number runs as everywhere. An article is decided as a whole from its letters, its date and those of
its decimals whose shape leaves no doubt; such a decimal then decides for itself.
"""

import re
from datetime import date

_PAIR = re.compile(r"(?<![0-9/.])([0-9]{1,4})/([0-9]{1,4})(?![0-9/.])")
_SPACED = re.compile(r"(?<![0-9/.])([0-9]{1,3})(?:/ | /)([0-9]{1,3})(?![0-9/.])")
_SHAPE, _CERTAIN = 1, 4  # how much a decimal says by its shape, and by a leading zero
_OLD_LETTERS, _OLD_DATE = 5, 2


def slash_decimals_are_reversed(raw: str, published: date | None) -> bool:
    """Do the slash decimals of this raw article have their fraction first? Only those in ASCII digits can."""
    weight = _OLD_LETTERS if raw.count("ي") > raw.count("ی") else 0
    if published is not None:
        weight += _OLD_DATE if published.year < 2012 else -_OLD_DATE
    slash = raw.find("/")
    while slash >= 0:
        pair = _PAIR.search(raw, max(slash - 5, 0), slash + 6)
        if pair is not None:
            weight += reversal_evidence(pair[1], pair[2])
        slash = raw.find("/", slash + 1)
    return weight > 0


def reversal_evidence(left: str, right: str) -> int:
    """How much one decimal speaks for (positive) or against (negative) the reversed order by its shape."""
    if len(left) > 1 and left[0] == "0":
        return _CERTAIN  # 05/1
    if len(right) > 1 and right[0] == "0":
        return -_CERTAIN  # 1/05
    if (left == "0") != (right == "0"):
        return _SHAPE if right == "0" else -_SHAPE
    if len(left) != len(right):
        return _SHAPE if len(left) < len(right) else -_SHAPE  # fractions are short
    return _SHAPE if left == "5" != right else -_SHAPE if right == "5" != left else 0


def _turned_spaced(match: re.Match[str]) -> str:
    left, right = match[1], match[2]
    if reversal_evidence(left, right) <= -_CERTAIN:
        left, right = right, left
    return f"0{right}.{left}"  # the zero stands for the blank


def turn_slashes(chain: str, raw: str, article_reversed: bool) -> str:
    """A chain with its slash decimals written as whole.fraction; raw: the same stretch of the raw text.

    The length stays, so places in the chain stay too. A blank beside the slash keeps the digits as they were
    typed on the page, from right to left, in every article: "5/ 2" is 2.5.
    """
    if " /" in chain or "/ " in chain:
        chain = _SPACED.sub(_turned_spaced, chain)
    if not raw.isascii() and re.search("[۰-۹٠-٩]", raw):
        return chain
    marked = {i for i, match in enumerate(re.finditer("[\u200e\u202a\u202d]?/", raw)) if len(match[0]) > 1}
    slashes = {place: i for i, place in enumerate(i for i, char in enumerate(chain) if char == "/")}

    def turned(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        if slashes[match.start() + len(left)] in marked:
            return f"{left}.{right}"
        evidence = reversal_evidence(left, right)
        if abs(evidence) < _CERTAIN:
            evidence = 1 if article_reversed else -1
        return f"{right}.{left}" if evidence > 0 else f"{left}.{right}"

    return _PAIR.sub(turned, chain)
