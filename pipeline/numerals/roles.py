"""What a numeral is besides a quantity: part of a name, a code, a time, a score, a list number, or no number."""

import re

from pipeline.document import Number
from pipeline.numerals.lexicon import Lexicon

_REACH = 26  # how far back the word before a number may begin
_LATIN_UNIT = re.compile(r" ?(?:km|kg|mw|gw|kw|kv|mm|cm|ml|gb|mb|tb|ha|hz|mhz|ghz|m|g)(?![a-z])", re.IGNORECASE)
_LIST_MARK = re.compile(r" ?[-)–](?! ?[0-9])|\.(?! ?[0-9])")
_CLOCK = re.compile(r":[0-9]{2}(?![0-9])")
_DAY_PART = re.compile(r" (?:صبح|بامداد|بعد ?از ?ظهر|عصر|شب|ظهر)(?!\w)")
_SCORE = re.compile(r" ?بر ?(?:[0-9]{1,3}(?![0-9])|(?:صفر|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده)(?!\w))")
_TIMES = re.compile(r"[ \n]?برابر(?!\w)(?! (?:با|است))")
_ORDINAL_ENDING = re.compile(r" ?(?:ا?مین|ام|م)(?!\w)")
_SIGNED = re.compile(r" ?-(?= |$|%)")  # a minus behind its number
_SIGNED_UNIT = re.compile(r" ?(?:%|در ?صد|درجه)")
_ADDRESS = re.compile(r"https?:|www\.|\.(?:ir|com|org|net|html?|jpg|png)|@", re.IGNORECASE)
_CLOCK_UNITS = frozenset(("روز", "شب", "دقیقه"))  # ساعت 8 روز شنبه
_LAST_MINUTE = 120  # of a match
_TOKEN = 120  # how far an address is followed
_UNCERTAIN = frozenset({"نه", "ده", "سی", "نیم", "صفر"})  # words that are numbers only before a unit or a counted noun
_PLURALS = frozenset(("ها", "های"))
_CERTAIN = frozenset({"یک", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "هزار"})
_PLAIN = frozenset((" ", "\n", "،", "؛", "»", ""))
_TELLING = frozenset(("بر", "صب", "با", "بع", "عص", "شب", "ظه", "ام", "می"))  # how a word behind may begin that tells
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ADDRESS_MARKS = frozenset("_@#=&?")
_ORDINARY = frozenset(' \n()«».،؛:!؟"%/-+')


class RoleFinder:
    """Settles what the numbers of one article are from the text around them, in their order."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self._lexicon = lexicon
        self._cues = lexicon.cues
        self._text = text
        self._previous: Number | None = None

    def settle(self, number: Number, bare: str = "", chained: bool = False) -> bool:
        """Set role, kind, sign and article of a number; False where it is no number at all.

        bare: the word, where the numeral is one single number word. chained: it stands in one chain with the
        number before it.
        """
        text, start, end = self._text, number.start, number.end
        left, right = text[start - 1 : start], text[end : end + 1]
        if left == " ":
            word = text[text.rfind(" ", start - _REACH if start > _REACH else 0, start - 1) + 1 : start - 1]
            cue = self._cues.get(word)
            if cue is None and (word in _PLURALS or not word.isalpha()):
                word = self._bare_word(word) if word not in _PLURALS else self._plural(word, start)
                cue = self._cues.get(word)
        else:
            word = self._bare_word(text[max(start - _REACH, 0) : start].rstrip("\n").rpartition(" ")[2])
            cue = self._cues.get(word)
        if bare and bare not in _CERTAIN and not self._is_numeral(bare, word, start, end):
            return False
        if cue is None and left == " " and right in _PLAIN and number.role is None and number.kind == "cardinal":
            following = text[end + 1 : end + 3] if right == " " else ""
            previous = self._previous
            if following not in _TELLING and (previous is None or previous.role is None):
                self._previous = number
                return True
        elif cue == "vague":
            return False
        if number.role is None and number.kind != "ordinal":
            number.role = self._role(number, word, cue, left, right, chained)
        if number.role is None:
            self._kind(number, left, right)
        self._previous = number
        return True

    def _plural(self, ending: str, start: int) -> str:
        """A noun with its plural ending written apart from it."""
        end = start - len(ending) - 2
        noun = self._bare_word(self._text[max(end - _REACH, 0) : end].rpartition(" ")[2])
        return noun + ending if noun + ending in self._cues else noun

    @staticmethod
    def _bare_word(text: str) -> str:
        """The last word of a stretch; brackets, colons and line ends do not belong to it."""
        return text.rpartition("\n")[2].strip('()«»":-#')

    def _is_numeral(self, bare: str, word: str, start: int, end: int) -> bool:
        if bare in _UNCERTAIN:
            return bool(self._lexicon.measure.match(self._text, end) or _SCORE.match(self._text, end) or word == "بر")
        if self._lexicon.scales.get(bare, 0) > 1000:
            return False  # a million of what? Only behind a number
        if bare == "صد" and word == "در":
            previous = self._previous
            return previous is None or previous.end + 4 != start  # "50 در صد"
        return not (bare == "دو" and self._text[end + 1 : end + 2].isdigit())  # the run: دو 100 متر

    def _role(self, number: Number, word: str, cue: str | None, left: str, right: str, chained: bool) -> str | None:
        text, start, end, previous = self._text, number.start, number.end, self._previous
        if left and left not in _ORDINARY or right and right not in _ORDINARY:
            role = self._glued_role(start, end, left, right)
            if role:
                return role
        if left in ("/", ":", "-", "+", ".") or right in ("/", ":", "+", "-", ".", ")"):
            role = self._marked_role(number, left, right)
            if role:
                return role
        if cue is not None:
            role = self._cued_role(number, word, cue, start, end)
            if role:
                return role
        if left in ("\n", "") and right in ("\n", "") and text[start:end].isdigit():
            return "code"  # a line of its own
        if previous is not None and previous.role is not None and start - previous.end <= 4:
            role = self._inherited_role(previous, number, chained)
            if role:
                return role
        if right in " ب":
            following = text[end : end + 3].strip()[:2]
            if following == "بر" and _SCORE.match(text, end):
                return "score"
            if following in ("صب", "با", "بع", "عص", "شب", "ظه") and number.high <= 24 \
                    and word in ("تا", "از", "ساعت", "الی") and _DAY_PART.match(text, end):  # fmt: skip
                return "time"
        return None

    def _glued_role(self, start: int, end: int, left: str, right: str) -> str | None:
        """Roles that Latin letters and the marks of addresses give."""
        text = self._text
        if not (left in _LATIN or right in _LATIN or left in _ADDRESS_MARKS or right in _ADDRESS_MARKS):
            return None
        begin = text.rfind(" ", max(start - _TOKEN, 0), start) + 1
        finish = text.find(" ", end, end + _TOKEN)
        if _ADDRESS.search(text, begin, finish if finish > 0 else end + _TOKEN):
            return "url"
        if left == "#" or (left not in _LATIN and _LATIN_UNIT.match(text, end)):
            return None
        return "name"

    def _marked_role(self, number: Number, left: str, right: str) -> str | None:
        """Roles that a mark beside the number gives: 8:30, 5+1, 9891/7408, F-16, "1- …"."""
        text, start, end = self._text, number.start, number.end
        beyond, ahead = text[start - 2 : start - 1], text[end + 1 : end + 2]
        if right == ":" and _CLOCK.match(text, end) or (left == ":" and beyond.isdigit()):
            return "time" if number.low < 60 else "score"
        if left == "+" and (beyond.isdigit() or beyond.isalpha()) or right == "+" and ahead.isdigit():
            return "name"
        if left in "-./" and beyond.isascii() and beyond.isalpha():
            return "url" if left in "/." else "name"
        if left == "/" and beyond not in (" ", "\n", "") or right == "/" and ahead.isascii() and ahead.isalnum():
            return "code"
        if left in ("\n", "") and number.high < 100 and _LIST_MARK.match(text, end):
            return "list"
        if left == "-" and beyond in ("\n", "") and not self._lexicon.measure.match(text, end):
            return "list"
        if right == "-" and left == " " and number.high <= 30 and text[end + 1 : end + 3].strip()[:1].isalpha() \
                and not self._lexicon.unit.match(text, end + 1):  # fmt: skip
            return "list"
        if left == "-" and self._previous is not None and self._previous.end == start - 1:
            before = self._previous
            if before.role in ("code", "phone") and number.low >= 1e4:
                before.role = "phone"
                return "phone"
            if before.role in ("name", "score", "list"):
                return before.role
        return None

    def _cued_role(self, number: Number, word: str, cue: str, start: int, end: int) -> str | None:
        text, lexical = self._text, self._lexicon
        if cue == "always":
            return "name"
        if cue == "series":
            whole = number.scale == 1 and number.low == int(number.low)
            return "name" if whole and not lexical.unit.match(text, end) else None
        if cue == "doubtful":
            return "name" if number.scale == 1 and number.high < 10000 and lexical.end.match(text, end) else None
        if cue == "clock":
            previous = self._previous
            unit_of_previous = previous is not None and start - len(word) - 3 <= previous.end <= start - len(word) - 1
            unit = lexical.unit.match(text, end)
            if unit_of_previous or number.scale > 1 or (unit and unit[0].strip() not in _CLOCK_UNITS):
                return None
            return "time" if number.high <= _LAST_MINUTE else None
        if cue == "score":
            return "score" if _SCORE.match(text, end) or "-" in text[start:end] else None
        if cue in ("phone", "code"):
            return cue if number.scale == 1 and not lexical.unit.match(text, end) else None
        return "rank" if number.scale == 1 and not lexical.unit.match(text, end) else None

    def _inherited_role(self, previous: Number, number: Number, chained: bool) -> str | None:
        """The role of the number just before, for the next member of its list or pair."""
        text, role = self._text, previous.role
        between = text[previous.end : number.start]
        if role == "score" and between.strip() == "بر":
            return "score"
        if role == "time" and (chained and "و" in between or between == ":"):
            return "time"
        if role == "name" and between in ("، ", "،", " و ", " و", "و ", "و", " تا ", " یا ") and number.scale == 1 \
                and not self._lexicon.measure.match(text, number.end):  # fmt: skip
            return "name"
        return None

    def _kind(self, number: Number, left: str, right: str) -> None:
        """Multiples, ordinals in digits, signs, and fractions that are amounts of a unit."""
        text, end = self._text, number.end
        if right in " \nبام" and number.kind == "cardinal":
            following = text[end : end + 3].lstrip()[:1]
            if following == "ب" and _TIMES.match(text, end):
                number.kind = "multiple"
            elif following in ("ا", "م") and text[end - 1].isdigit():
                ending = _ORDINAL_ENDING.match(text, end)
                if ending:
                    number.kind, number.end = "ordinal", ending.end()
        elif right == "-" and text[end - 1].isdigit():
            signed = _SIGNED.match(text, end)
            if signed and (_SIGNED_UNIT.match(text, signed.end()) or "/" in text[number.start : end]):
                number.low, number.high, number.end = -number.high, -number.low, signed.end()
        if left == "-" and text[number.start - 2 : number.start - 1] in (" ", "(", "") and text[number.start].isdigit() \
                and self._lexicon.unit.match(text, end):  # fmt: skip
            number.low, number.high, number.start = -number.high, -number.low, number.start - 1
        if number.kind == "fraction" and text.startswith(" نهایی", end):
            number.role = "name"  # the quarter-finals
        if number.kind == "fraction" and self._lexicon.unit.match(text, end):
            number.kind = "cardinal"
