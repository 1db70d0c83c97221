"""Read the name of a person at a given place: honorifics off, given name, surname, where it ends."""

import re
from dataclasses import dataclass

from pipeline.officials.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_NAME = re.compile(r"[ «\"'(‹]*")
_SURNAME_SHAPE = re.compile(
    r".{2,}(?:زاده|زادگان|نژاد|نژادی|پور|پوری|نیا|یان|لو|وند|چیان|منش|خواه|تبار|آبادی|ابادی|اللهی|الهی|پناه|راد|فرد|مند|گر|مقدم|خانی|بیگی|وندی|پرست|ستانی|شهری|رودی)"
    r"|(?:پور|زاده|نژاد|نیا|فر|راد|کیا|مقدم|مطلق|اصل|تبار|فرد|وند|منش|خواه|دوست|پناه|گر|پرور|لو|زادگان)"
)
# What a surname written in two words ends with.
_SECOND_SURNAME = re.compile(r"(?:پور|زاده|نژاد|نیا|فر|راد|کیا|زادگان|وند|منش|خواه|دوست|پناه|پرور|تبار|خیل|آبادی|ابادی)")
_SECOND_PARTS = frozenset({"الله", "اله", "الدین", "السادات", "سادات", "الزمان", "العابدین", "الرضا", "النساء"})
_DESCENT = frozenset({"سید", "سیده", "میر"})
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the folded text, without honorifics. full: a given name stands in it.

    sure: its given name is hardly ever anything else, or an honorific stands before it."""

    start: int
    end: int
    surname_start: int
    full: bool
    sure: bool


class NameReader:
    """Reads names. One word of look-ahead decides where a surname ends."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._memo: dict[str, bool] = {}

    def at(self, text: str, position: int, stop: int) -> Name | None:
        """The name with a given name that begins at `position` (quotes and honorifics skipped), if one does."""
        position, honored = self.skip_honorifics(text, position, stop)
        words = self.words_from(text, position, stop)
        if len(words) < 2:
            return None
        given, sure = self._given_words(text, words, honored)
        if not given:
            return None
        last = self._surname_end(text, words, given)
        if last is None:
            return None
        return Name(words[0][0], words[last][1], words[given][0], True, sure)

    def surname_at(self, text: str, position: int, stop: int) -> Name | None:
        """A surname by itself at `position`: known as one, or a word that is nothing else we know."""
        position, honored = self.skip_honorifics(text, position, stop)
        words = self.words_from(text, position, stop)
        if not words or not self._may_be_surname(text[words[0][0] : words[0][1]]):
            return None
        last = self._surname_end(text, words, 0)
        if last is None:
            return None
        return Name(words[0][0], words[last][1], words[0][0], False, honored)

    def before(self, text: str, end: int, start: int) -> Name | None:
        """The name that ends at `end`, beginning at `start` or later."""
        words = [match.span() for match in _WORD.finditer(text, max(start, end - 60), end)]
        chain = []
        for first, last in reversed(words[-_MOST_WORDS:]):
            if chain and text[last : chain[-1][0]] != " ":
                break
            if text[first:last] in self._words.ends or text[first:last] == "و":
                break
            chain.append((first, last))
        for first, _ in reversed(chain):
            name = self.at(text, first, end)
            if name is not None and name.end == end:
                return name
        return self._unheard(text, chain)

    def _unheard(self, text: str, chain: list[tuple[int, int]]) -> Name | None:
        """The last two words of a chain as a name, where neither is a word we know: a foreign name."""
        if len(chain) < 2:
            return None
        (last_start, last_end), (first_start, first_end) = chain[:2]
        for word in (text[first_start:first_end], text[last_start:last_end]):
            if len(word) < 3 or word in self._words.common or word in self._words.role_words:
                return None
        if text[first_start:first_end] in self._words.surnames:
            return None
        return Name(first_start, last_end, last_start, True, False)

    def skip_honorifics(self, text: str, position: int, stop: int) -> tuple[int, bool]:
        """Where the name itself begins, and whether an honorific stood before it."""
        honored = False
        match = _BEFORE_NAME.match(text, position, stop)
        position = match.end() if match else position
        while found := self._words.honorific.match(text, position, stop):
            after = _BEFORE_NAME.match(text, found.end(), stop)
            next_position = after.end() if after else found.end()
            if next_position >= stop:
                break
            position, honored = next_position, True
        return position, honored

    def words_from(self, text: str, position: int, stop: int) -> list[tuple[int, int]]:
        """The next words, parted by single blanks only."""
        words: list[tuple[int, int]] = []
        while len(words) < _MOST_WORDS:
            match = _WORD.match(text, position, stop)
            if match is None:
                break
            words.append(match.span())
            position = match.end() + 1
            if text[match.end() : position] != " ":
                break
        return words

    def _given_words(self, text: str, words: list[tuple[int, int]], honored: bool) -> tuple[int, bool]:
        """How many words the given name has (0: it is none), and whether it is sure to be one."""
        first = text[slice(*words[0])]
        second = text[slice(*words[1])]
        if first in _DESCENT and len(words) > 2:
            rest, sure = self._given_words(text, words[1:], True)
            return (rest + 1, True) if rest else (0, False)
        if len(words) > 2 and (
            second in _SECOND_PARTS or (first + second in self._words.given and second in self._words.given)
        ):
            return 2, True
        if first in self._words.given or (len(first) > 6 and first.endswith(("الله", "الدین"))):
            return 1, True
        if first in self._words.given_ambiguous:
            return 1, honored
        if first.startswith("سید") and len(first) > 5:
            return 1, True
        if honored and self._may_be_surname(first) and self._may_be_surname(second):
            return 1, False
        return 0, False

    def _surname_end(self, text: str, words: list[tuple[int, int]], first: int) -> int | None:
        """The index of the surname's last word, None where no surname can stand."""
        surnames, common, ends = self._words.surnames, self._words.common, self._words.ends
        word = text[slice(*words[first])]
        compound = first + 1 < len(words) and _SECOND_SURNAME.fullmatch(text[slice(*words[first + 1])]) is not None
        if not compound:
            if word in ends or word in self._words.role_words or len(word) < 2:
                return None
            given = word in self._words.given or word in self._words.given_ambiguous
            if word in common and not (word in surnames or given or self._plausible(text, words, first)):
                return None
        last = first + 1 if compound else first
        for i in range(last + 1, min(len(words), first + 4)):
            word = text[slice(*words[i])]
            if word in ends or word in self._words.role_words or word == "و":
                break
            if word in surnames or _SURNAME_SHAPE.fullmatch(word):
                last = i
            elif word in common or len(word) < 3:
                break
            elif i == last + 1 and self._closed(text, words, i):
                last = i
            else:
                break
        return last

    def _plausible(self, text: str, words: list[tuple[int, int]], first: int) -> bool:
        """Whether a common word may be a surname behind a given name: by its ending, or because a phrase ends there."""
        if first == 0:
            return False
        return text[words[first][1] - 1] == "ی" or any(
            self._closed(text, words, i) for i in range(first, min(first + 2, len(words)))
        )

    def _closed(self, text: str, words: list[tuple[int, int]], i: int) -> bool:
        """Whether a phrase ends behind the word."""
        if i + 1 >= len(words):
            return True
        following = text[slice(*words[i + 1])]
        return following in self._words.ends or following in self._words.role_words

    def _may_be_surname(self, word: str) -> bool:
        words = self._words
        if len(word) < 3 or word in words.ends or word in words.role_words or word in words.groups:
            return False
        return word in words.surnames or word not in words.common
