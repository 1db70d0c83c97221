"""What a numeral is besides a quantity: part of a name, a code, a time, a score, a list number, or none."""

import re

from pipeline.document import Number
from pipeline.lexicon import is_verb
from pipeline.numerals.lexicon import Lexicon
from pipeline.numerals.rules import numeral_rules
from pipeline.numerals.shades import shade

_REACH = 26  # how far back the word before a number may begin
_TOKEN = 120  # how far an address is followed
_LAST_HOUR = 24
_LAST_MINUTE = 120  # of a match
_NINE, _NEGATION = "نه", 60  # letters in which a denial stands
_PLAIN = frozenset((" ", "\n", "،", "؛", "»", ""))
_ORDINARY = frozenset((*' \n()«».،؛:!؟"%/-+', ""))
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ADDRESS_MARKS = frozenset("_@#=&?")

_ADDRESS = re.compile(r"https?:|www\.|\.(?:ir|com|org|net|html?|jpg|png)|@", re.IGNORECASE)
_LATIN_UNIT = re.compile(r" ?(?:[kc]?m|kg|g|[kmg]w|kv|mm|ml|[gmt]b|ha|[mg]?hz|khz)(?![a-z])", re.IGNORECASE)
_LIST_MARK = re.compile(r" ?[-)](?! ?[0-9])|\.(?! ?[0-9])")
_INNER_LIST_MARK = re.compile(r"- ?(?=[^\W0-9])")
_INNER_CODE = re.compile(r"(?!و)[^\W\d_]{1,4}[0-9]")
_CLOCK = re.compile(r":[0-9]{2}(?![0-9])")


class RoleFinder:
    """Settles what the numbers of one article are from the text around them, in their order."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self._lexicon = lexicon
        self._rules, self._cues = numeral_rules(), lexicon.cues
        self._patterns = self._rules.patterns
        self._text = text
        self._previous: Number | None = None

    def settle(self, number: Number, bare: str = "", chained: bool = False) -> bool:
        """Set role, kind and sign of a number; False where it is no number at all.

        bare: the word, where the numeral is one single number word. chained: it stands in one chain with the
        number before it.
        """
        text, start, end, rules = self._text, number.start, number.end, self._rules
        left, right = text[start - 1 : start], text[end : end + 1]
        if left == " ":
            word = text[text.rfind(" ", start - _REACH if start > _REACH else 0, start - 1) + 1 : start - 1]
            cue = self._cues.get(word)
            if cue is None and (word in rules.plurals or not word.isalpha()):
                word = self._plural(word, start) if word in rules.plurals else _trimmed(word)
                cue = self._cues.get(word)
        else:
            word = _trimmed(text[max(start - _REACH, 0) : start].rstrip("\n").rpartition(" ")[2])
            cue = self._cues.get(word)
        if cue == "vague" or (
            bare and bare not in rules.certain and not self._is_numeral(bare, word, number)
        ):
            return False
        previous, self._previous = self._previous, number
        if number.role is not None:
            return True
        if cue is None and left == " " and right in _PLAIN and number.kind == "cardinal":
            following = text[end + 1 : end + 3] if right == " " else ""
            if following not in rules.telling and (previous is None or previous.role is None):
                return True  # the common case: nothing about it tells
        if number.kind != "ordinal":
            number.role = self._role(number, previous, word, cue, left, right, chained)
        if number.role is None:
            shade(text, number, self._lexicon.unit)
        return True

    def _plural(self, ending: str, start: int) -> str:
        """A noun with its plural ending written apart from it, as the cues have it."""
        end = start - len(ending) - 2
        noun = _trimmed(self._text[max(end - _REACH, 0) : end].rpartition(" ")[2])
        return noun if ending == "های" and noun in self._cues else noun + ending

    def _is_numeral(self, bare: str, word: str, number: Number) -> bool:
        """Is an uncertain word, standing alone, a number here?"""
        text, end = self._text, number.end
        if bare == _NINE and self._negates(number, word):
            return False
        if bare in self._rules.uncertain:
            measured = word == "بر" or self._lexicon.measure.match(text, end)
            return bool(measured or self._patterns.score.match(text, end))
        if bare == "صد" and word == "در":
            return self._previous is None or self._previous.end + len(" در ") != number.start  # 50 در صد
        if bare == "دو":
            return not text[end + 1 : end + 2].isdigit()  # the run: دو 100 متر
        return self._lexicon.scales.get(bare, 0) <= 1000  # a million only behind a number

    def _negates(self, number: Number, word: str) -> bool:
        """Whether نه is not: «نماینده مردم است نه نماینده حزب», «نه شهر دارند و نه روستا»."""
        text, start, end, patterns = self._text, number.start, number.end, self._patterns
        return (
            is_verb(word)
            or patterns.denial_before.search(text, max(start - _NEGATION, 0), start) is not None
            or patterns.denial_behind.search(text, end, end + _NEGATION) is not None
        )

    def _role(
        self,
        number: Number,
        previous: Number | None,
        word: str,
        cue: str | None,
        left: str,
        right: str,
        chained: bool,
    ) -> str | None:
        """The first role that something around the number gives it."""
        text, start, end = self._text, number.start, number.end
        role = None
        if left not in _ORDINARY or right not in _ORDINARY:
            role = self._glued_role(start, end, left, right)
        if role is None and (left in "/:-+.\n" or right in "/:+-.)"):
            role = self._marked_role(number, previous, left, right)
        if role is None and cue is not None:
            role = self._cued_role(number, previous, word, cue)
        if role is None and left in "\n" and right in "\n" and text[start:end].isdigit():
            role = "code"  # a line of its own
        if role is None and previous is not None and previous.role is not None and start - previous.end <= 4:
            role = self._inherited_role(number, previous, chained)
        return role or self._announced_role(number, word, right)

    def _glued_role(self, start: int, end: int, left: str, right: str) -> str | None:
        """Roles that Latin letters and the marks of addresses give."""
        text = self._text
        if left.isalpha() and _INNER_CODE.match(text, end):
            return "name"  # اچ5ان1
        if not (left in _LATIN or right in _LATIN or left in _ADDRESS_MARKS or right in _ADDRESS_MARKS):
            return None
        begin = max(text.rfind(" ", max(start - _TOKEN, 0), start) + 1, start - _TOKEN)
        finish = text.find(" ", end, end + _TOKEN)
        if _ADDRESS.search(text, begin, finish if finish > 0 else end + _TOKEN):
            return "url"
        if left == "#" or (left not in _LATIN and _LATIN_UNIT.match(text, end)):
            return None
        return "name"

    def _marked_role(self, number: Number, previous: Number | None, left: str, right: str) -> str | None:
        """Roles that a mark beside the number gives: 8:30, 5+1, 9891/7408, F-16, "1- …"."""
        text, start, end = self._text, number.start, number.end
        beyond, ahead = text[start - 2 : start - 1], text[end + 1 : end + 2]
        if (right == ":" and _CLOCK.match(text, end)) or (left == ":" and beyond.isdigit()):
            return "time" if number.low < 60 else "score"
        if (left == "+" and beyond.isalnum()) or (right == "+" and ahead.isdigit()):
            return "name"
        if left and left in "-./" and beyond in _LATIN:
            return "name" if left == "-" else "url"
        if (left == "/" and beyond not in " \n") or (right == "/" and (ahead in _LATIN or ahead.isdigit())):
            return "code"
        if left in "\n" and number.high < 100 and _LIST_MARK.match(text, end):
            return "list"
        if (
            left == "-"
            and beyond in "\n"
            and text[start].isdigit()
            and not self._lexicon.measure.match(text, end)
        ):
            return "list"  # but no word: «-دو سرباز»
        if left == " " and number.high <= 30 and _INNER_LIST_MARK.match(text, end):
            return None if self._lexicon.unit.match(text, end + 1) else "list"
        if left == "-" and previous is not None and previous.end == start - 1:
            if previous.role in ("code", "phone") and number.low >= 1e4:
                previous.role = "phone"
            return previous.role
        return None

    def _cued_role(self, number: Number, previous: Number | None, word: str, cue: str) -> str | None:
        """The role that the word before the number gives it."""
        text, lexical = self._text, self._lexicon
        unit = lexical.unit.match(text, number.end)
        if cue == "always":
            pointed = text.endswith(self._rules.pointing, 0, number.start - len(word) - 1)
            return None if pointed and (unit is not None or word in self._rules.holding) else "name"
        if cue == "score":
            is_score = self._patterns.score.match(text, number.end)
            return "score" if is_score or "-" in text[number.start : number.end] else None
        if number.scale > 1:
            return None
        if cue == "clock":
            noun = (
                number.start - len(word) - 1
            )  # where ساعت stands, perhaps as the unit of a number before it
            if (previous is not None and noun - 2 <= previous.end <= noun) or number.high > _LAST_MINUTE:
                return None
            return "time" if unit is None or unit[0].strip() in self._rules.clock_units else None
        if cue == "doubtful":
            return "name" if number.high < 10_000 and lexical.end.match(text, number.end) else None
        if unit is not None:
            return None
        if cue == "series":
            return "name" if number.low == int(number.low) else None
        return cue  # phone, code, rank

    def _inherited_role(self, number: Number, previous: Number, chained: bool) -> str | None:
        """The role of the number just before, for the next member of its list or pair."""
        between = self._text[previous.end : number.start]
        if previous.role == "score" and between.strip() == "بر":
            return "score"
        if previous.role == "time" and ((chained and "و" in between) or between == ":"):
            return "time"
        if previous.role == "name" and self._patterns.list_joint.fullmatch(between) and number.scale == 1:
            return None if self._lexicon.measure.match(self._text, number.end) else "name"
        return None

    def _announced_role(self, number: Number, word: str, right: str) -> str | None:
        """Roles that the word behind the number gives: "2 بر 1", "تا 10 شب"."""
        if right not in (" ", "ب"):
            return None
        text, end = self._text, number.end
        if self._patterns.score.match(text, end):
            return "score"
        hour = number.high <= _LAST_HOUR and word in self._rules.hour_prepositions
        if hour and self._patterns.day_part.match(text, end):
            return "time"
        return None


def _trimmed(word: str) -> str:
    """A word without the line before it and without brackets, colons and the like around it."""
    return word.rpartition("\n")[2].strip('()«»":-#')
