"""Amounts: a numeral with all that multiplies it and all that is added to it ("2 میلیون و 500 هزار")."""

import math
from dataclasses import dataclass

from pipeline.numerals.rules import numeral_rules
from pipeline.numerals.tokens import Token

_DENOMINATORS = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000})


@dataclass(slots=True)
class Amount:
    """A number under construction, with the fields of a Piece. scales: its scale factors in their order."""

    value: float
    end: int
    scales: list[int]
    kind: str = "cardinal"
    elided: float | None = None
    role: str | None = None


def times(value: float, factor: int) -> float:
    """A value by a scale factor; 16.4 billion is no 16,399,999,999.999998."""
    return round(value * factor, 6)


def read_amount(tokens: list[Token], position: int) -> tuple[Amount, int]:
    """A whole amount with its scales: "هزار و 21", "2 میلیون و 500 هزار", "9 هزار میلیارد"."""
    if tokens[position].kind == "scale":
        amount = Amount(1, tokens[position].start, [])
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


def _scales(tokens: list[Token], position: int, amount: Amount) -> tuple[int, float]:
    """Multiply by the scale words that follow directly; the last one is the floor of what may be added."""
    floor = math.inf
    while (
        position < len(tokens)
        and tokens[position].kind == "scale"
        and (tokens[position].joint == "" or amount.end == tokens[position].start)
    ):
        token = tokens[position]
        amount.value = times(amount.value, int(token.value))
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


def _joined(tokens: list[Token], position: int, amount: Amount, floor: float) -> tuple[int, float] | None:
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
            if len(own) != 2 or own[1] <= floor or amount.scales != [floor]:
                return None
            amount.value = times(amount.value + part.value * first, own[1])  # 2 میلیون و 500 هزار میلیارد
        else:
            amount.value += times(part.value, highest)
    elif floor == 1000 and first > floor and len(own) == 1:
        amount.value = (amount.value + part.value) * first  # 11 هزار و 165 میلیارد
    elif first == floor == 1000 and len(set(amount.scales)) > 1 and len(own) == 1:
        amount.value = (amount.value + part.value) * first  # 357 میلیون و 839 هزار و 740 هزار
    else:
        return None
    amount.scales.append(own[-1])
    amount.end = part.end
    return after, own[-1]


def _group(tokens: list[Token], position: int, behind_point: bool = False) -> tuple[Amount, int]:
    """An amount below its scale: digits, words ("صد و بیست و سه"), decimals in words, halves, fractions.

    behind_point: it is a fraction part whose denominator follows it as a whole ("ممیز بیست و پنج صدم").
    """
    token = tokens[position]
    position += 1
    amount = Amount(token.value, token.end, [], role=token.role)
    if token.kind == "half" or token.role:
        return amount, position
    room = _room(token.value) if token.kind == "word" else 0
    while token.kind in ("word", "digits") and position < len(tokens):
        following = tokens[position]
        if (
            token.kind == following.kind == "word"
            and following.joint == ""
            and following.value == 100
            and token.value < 10
        ):
            amount.value, room = token.value * 100, 100  # نه صد
        elif (
            0 < following.value < room
            and _joins(following, room)
            and (behind_point or not _has_ordinal_end(tokens, position))
        ):
            amount.value += following.value
            room = min(room // 10, _room(following.value))
        else:
            break
        amount.end = following.end
        token = following
        position += 1
    return _fractional(tokens, position, amount)


def _room(value: float) -> int:
    """Below which value a word may be added to this one with و."""
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0


def _joins(token: Token, room: int) -> bool:
    """May this be the next smaller part of a number in words, with و or, sometimes, without?"""
    if token.kind == "word":
        return token.joint in ("", "و")
    return token.kind == "digits" and token.joint == "و" and room == 100 and _whole(token)


def _whole(token: Token) -> bool:
    return token.role is None and token.value == int(token.value)


def _has_ordinal_end(tokens: list[Token], position: int) -> bool:
    """Is this the numerator of a fraction ("بیست و سه دهم")?"""
    following = position + 1
    return following < len(tokens) and tokens[following].kind == "ordinal" and tokens[following].joint == ""


def _fractional(tokens: list[Token], position: int, amount: Amount) -> tuple[Amount, int]:
    """Add what may follow a group: "و نیم", "و سه دهم", "ممیز پنج", or make it a fraction ("دو سوم")."""
    if position >= len(tokens):
        return amount, position
    token = tokens[position]
    if token.kind == "half" and token.joint == "و":
        amount.value += 0.5
        amount.end = token.end
        return amount, position + 1
    if token.joint in numeral_rules().point and token.kind in ("digits", "word"):
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


def _is_fraction(numerator: float, denominator: Token) -> bool:
    return (
        denominator.value in _DENOMINATORS
        and 0 < numerator < denominator.value
        and numerator == int(numerator)
        and not denominator.text.endswith("ین")
    )
