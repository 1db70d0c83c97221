"""Read a chain of numerals: text in, its numbers out. No context but the chain itself is looked at."""

import math
from functools import lru_cache
from typing import NamedTuple

from pipeline.numerals.amounts import Amount, read_amount, times
from pipeline.numerals.rules import numeral_rules
from pipeline.numerals.tokens import Token, read_tokens

_WIDEST = 1000  # a range from what may be a year to more than so many times that is none


class Piece(NamedTuple):
    """A number of a chain, with the fields of a document's Number; places count from the chain's begin.

    role: "date", "code", "phone" where its digits alone say so. bare: the word, if it is one single word.
    """

    start: int
    end: int
    low: float
    high: float
    kind: str = "cardinal"
    scale: int = 1
    elided: float | None = None
    role: str | None = None
    bare: str = ""


@lru_cache(maxsize=8192)
def read_short_chain(chain: str, between: bool, falling: bool) -> list[Piece]:
    """`read_chain`, remembered: the same few numerals make up most of the news."""
    return read_chain(chain, between, falling)


def read_chain(chain: str, between: bool = False, falling: bool = False) -> list[Piece]:
    """The numbers of a chain in order.

    between: بین stands before it, so its first و joins the ends of a range. falling: a unit follows it, so a
    range with a hyphen may have its ends turned ("4-3 سال", typed from right to left).
    """
    sign, offset = 1, 0
    for word in numeral_rules().minus:
        if chain.startswith(word):
            sign, offset = -1, len(word)
    tokens = read_tokens(chain, offset)
    pieces: list[Piece] = []
    position = 0
    while position < len(tokens):
        piece, position = _number(tokens, position, between and position == 0, falling)
        if sign < 0:
            piece, position = _negative(tokens, piece, position)
            sign = 1
        pieces.append(piece)
    return pieces


def _negative(tokens: list[Token], piece: Piece, position: int) -> tuple[Piece, int]:
    """The number behind a minus. Of a falling range only its first end has it ("منفی 5 تا 2")."""
    piece = piece._replace(start=0, low=-piece.high, high=-piece.low, elided=None)
    if position < len(tokens) and tokens[position].joint in numeral_rules().to and piece.kind == "cardinal":
        end, position = read_amount(tokens, position)
        piece = piece._replace(high=end.value, end=end.end)
    return piece, position


def _number(tokens: list[Token], position: int, between: bool, falling: bool) -> tuple[Piece, int]:
    """The number or range that begins at a token, and the position behind it."""
    first = tokens[position]
    ordinal = _ordinal(tokens, position)
    if ordinal is not None:
        return ordinal
    low, after = read_amount(tokens, position)
    bare = first.text if after == position + 1 and first.kind in ("word", "half", "scale") else ""
    piece = _piece(first.start, low.value, low, bare)
    if after >= len(tokens) or low.role:
        return piece, after
    link = tokens[after]
    last = _ordinal(tokens, after)
    if last is not None:
        ending, behind = last
        if link.joint == "و" and low.scales and first.kind != "digits" and ending.low < low.scales[-1]:
            value = low.value + ending.low  # دو هزار و پنجاهمین
            return Piece(first.start, ending.end, value, value, "ordinal"), behind
        return piece, after
    if _opens_range(low, link, between):
        high, behind = read_amount(tokens, after)
        hyphen_is_clear = link.joint != "-" or not (
            first.kind != "digits" or _in_series(tokens, after, behind)
        )
        if high.role is None and high.kind == low.kind and hyphen_is_clear:
            lower = _lower_end(low, high, link, falling)
            if lower is not None:
                return _piece(first.start, lower, high), behind
    return piece, after


def _piece(start: int, low: float, high: Amount, bare: str = "") -> Piece:
    scale = high.scales[-1] if high.scales else 1
    return Piece(start, high.end, low, high.value, high.kind, scale, high.elided, high.role, bare)


def _is_year(value: float) -> bool:
    """May it be a year of today's news? 2000 counts as often."""
    return 1300 < value < 1450 or (1900 < value < 2100 and value != 2000)


def _opens_range(low: Amount, link: Token, between: bool) -> bool:
    """Can what joins this token to the amount before it stand inside a range?"""
    if link.joint == "-":
        return link.kind == "digits"
    if link.joint == "":
        return not link.tight and _neighbours(low, link)
    rules = numeral_rules()
    return link.joint in rules.to or link.joint in rules.alternative or (between and link.joint == "و")


def _lower_end(low: Amount, high: Amount, link: Token, falling: bool) -> float | None:
    """The lower end of a range, None where the two are none; `high` becomes its upper end."""
    value = _distributed(low, high)
    factor = math.prod(high.scales)
    if link.joint == "-" and not low.scales and low.value > high.value / factor:
        if not (falling and link.tight):
            return None
        value, high.value = high.value, times(low.value, factor)
    if not value < high.value or (link.joint in numeral_rules().alternative and high.value > 2 * value + 1):
        return None
    if _is_year(value) and high.scales and high.value > _WIDEST * value:
        return None  # «تا سال 2022 تا 20 میلیارد دلار»
    return value


def _in_series(tokens: list[Token], link: int, end: int) -> bool:
    """Is a hyphen one of several (4-3-2, 021-88-77)?"""
    return tokens[link - 1].joint == "-" or (end < len(tokens) and tokens[end].joint == "-")


def _neighbours(low: Amount, link: Token) -> bool:
    """Do two words side by side name an approximate range (دو سه, ده پانزده, صد دویست)?"""
    if link.kind != "word" or low.scales or low.value != int(low.value) or low.value < 1:
        return False
    step = link.value - low.value
    if low.value < 10:
        return step == 1
    return step == 10 or (low.value == 10 and step == 5) or (low.value >= 100 and step == 100)


def _distributed(low: Amount, high: Amount) -> float:
    """The lower end of a range with the scales it shares with the upper one ("5 تا 10 میلیون")."""
    own = len(low.scales)
    if high.scales[:own] != low.scales:
        return low.value
    value = times(low.value, math.prod(high.scales[own:]))
    return value if value < high.value else low.value


def _ordinal(tokens: list[Token], position: int) -> tuple[Piece, int] | None:
    """An ordinal at a token: پنجم, بیست و پنجم, هزار و سیصد و شصتم."""
    start = position
    value, floor = 0.0, math.inf
    while position < len(tokens):
        token = tokens[position]
        if position > start and token.joint != "و":
            return None
        if token.kind == "ordinal":
            if not token.value < floor:
                return None
            value += token.value
            return Piece(tokens[start].start, token.end, value, value, "ordinal"), position + 1
        if position == start and _makes_ordinal(tokens, position):
            value = token.value * tokens[position + 1].value
            return Piece(token.start, tokens[position + 1].end, value, value, "ordinal"), position + 2
        if token.kind != "word" or not token.value < floor:
            return None
        floor = 100 if token.value >= 100 else 10
        if token.value < 20:
            return None
        value += token.value
        position += 1
    return None


def _makes_ordinal(tokens: list[Token], position: int) -> bool:
    """Does a scale with an ordinal ending follow ("10 میلیاردمین")?"""
    if position + 1 >= len(tokens) or tokens[position].kind not in ("word", "digits"):
        return False
    following = tokens[position + 1]
    ordinal_scale = following.kind == "ordinal" and following.value >= 1000 and following.text.endswith("مین")
    return ordinal_scale and following.joint == ""
