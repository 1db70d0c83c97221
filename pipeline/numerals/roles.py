"""What a numeral is besides a quantity: part of a name, a code, a time, a score, a list number, or no number."""

import re

from pipeline.document import Number
from pipeline.numerals.chains import Piece
from pipeline.numerals.lexicon import Lexicon

_BEFORE = 24  # how far back a word that decides may begin
_LATIN_UNIT = re.compile(r"(?:km|kg|mw|gw|kw|kv|mm|cm|ml|gb|mb|tb|ha|hz|mhz|ghz|m|k|g)(?![a-z])", re.IGNORECASE)
_LIST_MARK = re.compile(r" ?[-)–.] ?(?=[^\W0-9])")
_CLOCK = re.compile(r":[0-9]{2}")


class RoleFinder:
    """Settles role and kind of a number from the text around it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def settle(self, text: str, number: Number, piece: Piece) -> bool:
        """Set role, kind and article; False where it is no number at all."""
        lexical = self._lexicon
        start, end = number.start, number.end
        before = text[max(0, start - _BEFORE) : start]
        word = before.rstrip().rpartition(" ")[2].rpartition("\n")[2].lstrip('(«"') if before else ""
        if piece.bare and not self._is_number_word(text, number, piece.bare, before, word):
            return False
        if word in lexical.vague:
            return False
        if piece.shape != "plain":
            number.role = piece.shape
            return True
        following = text[end : end + 1]
        if number.kind == "ordinal":
            return True
        if before and (before[-1].isascii() and before[-1].isalpha() or before[-1] in "_@#+=") or (
            following.isascii() and following.isalpha() and not _LATIN_UNIT.match(text, end)
        ) or following in ("+", "_", "@"):
            number.role = "name"
        elif _CLOCK.match(text, end) or (before[-1:] == ":" and before[-2:-1].isdigit()):
            number.role = "time"
        elif word == "ساعت":
            number.role = "time"
        elif number.low < 100 and (not before or before[-1] == "\n") and _LIST_MARK.match(text, end):
            number.role = "list"
        elif word in lexical.namers and (
            word in lexical.strong_namers or not lexical.measure.match(text, end)
        ) and number.scale == 1:
            number.role = "name"
        elif text.startswith(" برابر", end):
            number.kind = "multiple"
        elif number.kind == "fraction" and lexical.measure.match(text, end):
            number.kind = "cardinal"
        return True

    def _is_number_word(self, text: str, number: Number, bare: str, before: str, word: str) -> bool:
        if bare == "یک":
            number.article = True
            return True
        if bare in ("نه", "سی", "نیم", "صفر", "ده"):
            if not self._lexicon.measure.match(text, number.end):
                return False
        elif bare == "صد" and word == "در" and (before[:-3].rstrip()[-1:].isdigit()):
            return False
        return True
