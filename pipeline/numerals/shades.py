"""What a number is more exactly, by the text around it: a multiple, an ordinal in digits, a negative one."""

import re

from pipeline.document import Number
from pipeline.numerals.rules import numeral_rules

_MINUS_BEHIND = re.compile(r" ?-(?= |$|%)")


def shade(text: str, number: Number, unit: re.Pattern[str]) -> None:
    """Set kind, sign and, with them, the span of a number. unit: a unit behind a number."""
    end, patterns = number.end, numeral_rules().patterns
    in_digits = text[end - 1].isdigit()
    if number.kind == "fraction":
        if patterns.final_round.match(text, end):
            number.role = "name"  # a quarter-final
        elif unit.match(text, end):
            number.kind = "cardinal"
    elif number.kind == "cardinal":
        if patterns.multiple.match(text, end):
            number.kind = "multiple"
        elif in_digits and (ending := patterns.ordinal_ending.match(text, end)):
            number.kind, number.end = "ordinal", ending.end()
        elif in_digits and (minus := _MINUS_BEHIND.match(text, end)):
            if patterns.signed_unit.match(text, minus.end()) or "/" in text[number.start : end]:
                number.low, number.high, number.end = -number.high, -number.low, minus.end()
        elif _minus_before(text, number.start) and unit.match(text, end):
            number.low, number.high, number.start = -number.high, -number.low, number.start - 1


def _minus_before(text: str, start: int) -> bool:
    """Does a minus stand directly before digits, and a blank before it?"""
    return text[start - 1 : start] == "-" and text[start].isdigit() and text[start - 2 : start - 1] in " ("
