"""Read a chain of numerals: text in, its numbers out. No context but the chain itself is looked at."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.numerals.lexicon import lexicon

_LONGEST_NUMBER = 15  # more digits are no amount, and a float could not hold them
_RANGE_WORDS = frozenset({"تا", "الی"})
_DENOMINATORS = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000})
_MINUS = ("منفی ", "منهای ")


class Piece(NamedTuple):
    """A number of a chain. start, end count from the chain's begin. value fields as in document.Number;
    elided: the value if a scale was left out at its end, else None; role: "date", "code", "phone" or None; bare: the
    word, where the number is one single word."""

    start: int
    end: int
    low: float
    high: float
    kind: str = "cardinal"
    scale: int = 1
    elided: float | None = None
    role: str | None = None
    bare: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    """One numeral of a chain. joint: what stands between it and the token before, without blanks; tight: no
    blank stands there either."""

    start: int
    end: int
    kind: str
    value: float
    text: str
    joint: str
    tight: bool
    role: str | None = None


@dataclass(slots=True)
class _Amount:
    """A number under construction. scales: its scale factors in the order they stand."""

    value: float
    end: int
    scales: list[int]
    kind: str = "cardinal"
    elided: float | None = None
    role: str | None = None


@lru_cache(maxsize=8192)
def read_short_chain(chain: str, between: bool, falling: bool) -> list[Piece]:
    """`read_chain`, remembered: the same few numerals make up most of the news."""
    return read_chain(chain, between, falling)


def read_chain(chain: str, between: bool = False, falling: bool = False) -> list[Piece]:
    """The numbers of a chain in order.

    between: بین stands before it, so its first و joins the ends of a range. falling: a unit follows, so that a
    range with a hyphen may have its ends turned ("4-3 سال" of articles typed from right to left).
    """
    sign, offset = 1, 0
    for word in _MINUS:
        if chain.startswith(word):
            sign, offset = -1, len(word)
    tokens = _tokens(chain, offset)
    pieces: list[Piece] = []
    position = 0
    while position < len(tokens):
        piece, position = _number(tokens, position, between and position == 0, falling)
        if sign < 0:
            piece, position = _negative(tokens, piece, position)
            sign = 1
        pieces.append(piece)
    return pieces


def _negative(tokens: list[_Token], piece: Piece, position: int) -> tuple[Piece, int]:
    """The number behind a minus. Of a falling range only its first end has it ("منفی 5 تا 2")."""
    piece = piece._replace(start=0, low=-piece.high, high=-piece.low, elided=None)
    if position < len(tokens) and tokens[position].joint in _RANGE_WORDS and piece.kind == "cardinal":
        end, position = _amount(tokens, position)
        piece = piece._replace(high=end.value, end=end.end)
    return piece, position


def _tokens(chain: str, offset: int) -> list[_Token]:
    lexical = lexicon()
    tokens: list[_Token] = []
    reached = offset
    for match in lexical.token.finditer(chain, offset):
        kind = match.lastgroup or ""
        text = match[0]
        between = chain[reached : match.start()]
        role, value = None, 0.0
        if kind == "digits":
            role, value = _digits(text)
        elif kind == "word":
            value = lexical.words[text]
        elif kind == "scale":
            value = lexical.scales[text] if text in lexical.scales else lexical.scales[text[:-1]]
        elif kind == "ordinal":
            value = lexical.ordinals[text]
        else:
            value = 0.5
        tokens.append(
            _Token(match.start(), match.end(), kind, value, text, between.strip(), between == between.strip(), role)
        )
        reached = match.end()
    return tokens


def _digits(text: str) -> tuple[str | None, float]:
    """Role and value of a digit group."""
    if text.isdecimal():
        if len(text) > _LONGEST_NUMBER or (text[0] == "0" and len(text) > 1):
            return "phone" if text[0] == "0" and 9 < len(text) < 13 else "code", int(text[:_LONGEST_NUMBER])
        return None, int(text)
    if text.count("/") == 2 and not text.endswith("/000"):
        return "date", 0
    fraction = text.rpartition("/")[2]
    if fraction != text and len(fraction) > 3 and text[0] != "0":
        return "code", 0  # 9891/7408
    if text[-3:-2] == "," or text[-2:-1] == ",":
        text = text.replace(",", ".")
    grouped = text.replace(",", "").replace("،", "").replace("/000", "000").replace("\n", "")
    if grouped.count(".") > 1:
        grouped = grouped.replace(".", "")
    grouped = grouped.replace("/", ".")
    if len(grouped) > _LONGEST_NUMBER + 1:
        return "code", 0
    return None, float(grouped) if "." in grouped else int(grouped)


def _number(tokens: list[_Token], position: int, between: bool, falling: bool) -> tuple[Piece, int]:
    """The number or range that begins at a token, and the position behind it."""
    first = tokens[position]
    start = first.start
    ordinal = _ordinal(tokens, position)
    if ordinal is not None:
        return ordinal
    low, after = _amount(tokens, position)
    bare = first.text if after == position + 1 and first.kind in ("word", "half", "scale") else ""
    piece = Piece(start, low.end, low.value, low.value, low.kind, low.scales[-1] if low.scales else 1,
                  low.elided, low.role, bare)  # fmt: skip
    if after >= len(tokens) or low.role:
        return piece, after
    link = tokens[after]
    if link.joint == "و" and low.scales and first.kind != "digits":
        last = _ordinal(tokens, after)
        if last is not None and last[0].low < low.scales[-1]:
            value = low.value + last[0].low
            return Piece(start, last[0].end, value, value, "ordinal"), last[1]
    if link.kind == "ordinal":
        return piece, after
    if not (
        link.joint in _RANGE_WORDS
        or link.joint in ("-", "یا")
        or (between and link.joint == "و")
        or (link.joint == "" and not link.tight and _neighbours(low, link))
    ):
        return piece, after
    if _ordinal(tokens, after) is not None:
        return piece, after
    high, end = _amount(tokens, after)
    if high.role or high.kind != low.kind:
        return piece, after
    value = _distributed(low, high)
    if link.joint == "-":
        if first.kind != "digits" or link.kind != "digits" or _in_series(tokens, after, end):
            return piece, after
        factor = math.prod(high.scales)
        if not low.scales and low.value > high.value / factor:
            if not falling or not link.tight:
                return piece, after
            value, high.value = high.value, low.value * factor
    if not value < high.value or (link.joint == "یا" and high.value > 2 * value + 1):
        return piece, after
    return Piece(start, high.end, value, high.value, high.kind, high.scales[-1] if high.scales else 1,
                 high.elided), end  # fmt: skip


def _in_series(tokens: list[_Token], link: int, end: int) -> bool:
    """Is a hyphen one of several (4-3-2, 021-88-77)?"""
    return tokens[link - 1].joint == "-" or (end < len(tokens) and tokens[end].joint == "-")


def _neighbours(low: _Amount, link: _Token) -> bool:
    """Do two words side by side name an approximate range (دو سه, ده پانزده, صد دویست)?"""
    if link.kind != "word" or low.scales or low.value != int(low.value) or low.value < 1:
        return False
    step = link.value - low.value
    if low.value < 10:
        return step == 1
    return step == 10 or (low.value == 10 and step == 5) or (low.value >= 100 and step == 100)


def _distributed(low: _Amount, high: _Amount) -> float:
    """The lower end of a range with the scale it shares with the upper one ("5 تا 10 میلیون")."""
    shared = high.scales[len(low.scales) :] if high.scales[: len(low.scales)] == low.scales else []
    if low.scales and len(low.scales) == len(high.scales):
        return low.value
    value = low.value * math.prod(shared) if shared else low.value
    return value if value < high.value else low.value


def _ordinal(tokens: list[_Token], position: int) -> tuple[Piece, int] | None:
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


def _makes_ordinal(tokens: list[_Token], position: int) -> bool:
    """Does a scale with an ordinal ending follow ("10 میلیاردمین")?"""
    if position + 1 >= len(tokens) or tokens[position].kind not in ("word", "digits"):
        return False
    following = tokens[position + 1]
    ordinal_scale = following.kind == "ordinal" and following.value >= 1000 and following.text.endswith("مین")
    return ordinal_scale and following.joint == ""


def _group(tokens: list[_Token], position: int, behind_point: bool = False) -> tuple[_Amount, int]:
    """An amount below its scale: digits, words ("صد و بیست و سه"), decimals in words, halves and fractions.

    behind_point: it is a fraction part whose denominator follows it as a whole ("ممیز بیست و پنج صدم").
    """
    token = tokens[position]
    position += 1
    amount = _Amount(token.value, token.end, [], role=token.role)
    if token.kind == "half":
        amount.kind = "cardinal"
        return amount, position
    if token.kind == "word":
        room = _room(token.value)
        while position < len(tokens):
            following = tokens[position]
            if following.kind == "word" and following.joint == "" and token.value < 10 and following.value == 100:
                amount.value, room = token.value * 100, 100  # نه صد
            elif 0 < following.value < room and _joins(following, room) and (
                behind_point or not _has_ordinal_end(tokens, position)
            ):
                amount.value += following.value
                room = min(room // 10, _room(following.value))
            else:
                break
            amount.end = following.end
            token = following
            position += 1
    if amount.role:
        return amount, position
    return _fractional(tokens, position, amount)


def _room(value: float) -> int:
    """Below which value a word may be added to this one with و."""
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0


def _joins(token: _Token, room: int) -> bool:
    """May this be the next smaller part of a number in words, with و or, sometimes, without?"""
    if token.kind == "word":
        return token.joint in ("", "و")
    return token.kind == "digits" and token.joint == "و" and room == 100 and _whole(token)


def _whole(token: _Token) -> bool:
    return token.role is None and token.value == int(token.value)


def _has_ordinal_end(tokens: list[_Token], position: int) -> bool:
    """Is this the numerator of a fraction ("بیست و سه دهم")?"""
    following = position + 1
    return following < len(tokens) and tokens[following].kind == "ordinal" and tokens[following].joint == ""


def _fractional(tokens: list[_Token], position: int, amount: _Amount) -> tuple[_Amount, int]:
    """Add what may follow a group: "و نیم", "و سه دهم", "ممیز پنج", or make it a fraction ("دو سوم")."""
    if position >= len(tokens):
        return amount, position
    token = tokens[position]
    if token.kind == "half" and token.joint == "و":
        amount.value += 0.5
        amount.end = token.end
        return amount, position + 1
    if token.joint == "ممیز" and token.kind in ("digits", "word"):
        part, after = _group(tokens, position, behind_point=True)
        digits = token.text if token.kind == "digits" else str(int(part.value))
        if part.kind != "fraction":
            part.value = part.value / 10 ** len(digits)
        amount.value += part.value
        amount.end = part.end
        return amount, after
    if token.kind == "ordinal" and token.joint == "" and _is_fraction(amount.value, token):
        amount.value = amount.value / token.value
        amount.kind = "fraction"
        amount.end = token.end
        return amount, position + 1
    if token.joint == "و" and token.kind in ("word", "digits") and _has_ordinal_end(tokens, position):
        denominator = tokens[position + 1]
        if _is_fraction(token.value, denominator):
            amount.value += token.value / denominator.value
            amount.end = denominator.end
            return amount, position + 2
    return amount, position


def _is_fraction(numerator: float, denominator: _Token) -> bool:
    return (
        denominator.value in _DENOMINATORS
        and 0 < numerator < denominator.value
        and numerator == int(numerator)
        and not denominator.text.endswith("ین")
    )


def _amount(tokens: list[_Token], position: int) -> tuple[_Amount, int]:
    """A whole amount with its scales: "هزار و 21", "2 میلیون و 500 هزار", "9 هزار میلیارد"."""
    if tokens[position].kind == "scale":
        amount = _Amount(1, tokens[position].start, [])
    else:
        amount, position = _group(tokens, position)
        if amount.role:
            return amount, position
    position, floor = _scales(tokens, position, amount)
    while position < len(tokens) and floor < math.inf:
        joined = _joined(tokens, position, amount, floor)
        if joined is None:
            break
        position, floor = joined
    return amount, position


def _scales(tokens: list[_Token], position: int, amount: _Amount) -> tuple[int, float]:
    """Multiply by the scale words that follow directly; the last one is the floor of what may be added."""
    floor = math.inf
    while (
        position < len(tokens)
        and tokens[position].kind == "scale"
        and (tokens[position].joint == "" or amount.end == tokens[position].start)
    ):
        token = tokens[position]
        amount.value *= token.value
        amount.scales.append(int(token.value))
        amount.end = token.end
        amount.kind = "cardinal"
        floor = token.value
        position += 1
    if (
        floor < math.inf
        and position < len(tokens)
        and tokens[position].kind == "half"
        and tokens[position].joint == "و"
    ):
        amount.value += floor / 2  # دو میلیون و نیم
        amount.end = tokens[position].end
        position += 1
    return position, floor


def _joined(tokens: list[_Token], position: int, amount: _Amount, floor: float) -> tuple[int, float] | None:
    """Add the next smaller part ("… و 500 هزار"), or None where another number begins."""
    token = tokens[position]
    if floor < 1000 or token.kind not in ("word", "digits") or token.joint not in ("", "و"):
        return None
    part, after = _group(tokens, position)
    if part.role or part.kind == "fraction" or not 0 <= part.value < 1000:
        return None
    own: list[int] = []
    while after < len(tokens) and tokens[after].kind == "scale" and tokens[after].joint == "":
        own.append(int(tokens[after].value))
        part.end = tokens[after].end
        after += 1
    if not own:
        written_out = token.kind == "word" and token.value >= 20
        if token.joint == "" and not written_out and (floor > 1000 or len(token.text) != 3):
            return None
        if not _whole(token):
            return None
        amount.elided = amount.value + part.value * floor / 1000 if floor > 1000 else None
        amount.value += part.value
        amount.end = part.end
        return after, 1
    first, highest = own[0], math.prod(own)
    if first < floor:
        if highest >= floor:
            return None
        amount.value += part.value * highest
    elif floor == 1000 and first > floor and len(own) == 1:
        amount.value = (amount.value + part.value) * first  # 11 هزار و 165 میلیارد
    elif first == floor == 1000 and len(set(amount.scales)) > 1 and len(own) == 1:
        amount.value = (amount.value + part.value) * first  # 357 میلیون و 839 هزار و 740 هزار
    else:
        return None
    amount.scales.append(own[-1])
    amount.end = part.end
    return after, own[-1]
