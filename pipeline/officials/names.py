"""Read the name of a person at a given place: honorifics off, given name, surname, where it ends."""

import re
from dataclasses import dataclass

from pipeline.officials.name_words import NameWords
from pipeline.officials.vocabulary import START, Vocabulary

_MOST_WORDS = 6
_CHAIN = re.compile(rf"[ء-ی]+(?: [ء-ی]+){{0,{_MOST_WORDS - 1}}}")
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_IN_QUOTES = re.compile(r"([ء-ی]+(?: [ء-ی]+){1,3}) ?[»\"]")
_QUOTED_WORDS = (3, 4)
_INITIALS = re.compile(r"[ء-ی]{1,3}(?:\.[ء-ی]{1,3}){2,}\.?")  # an agency's: «سی.ان.ان»
_OPENING = " «\"'(‹"


@dataclass(slots=True)
class Name:
    """A person's name in the folded text, without honorifics. full: a given name stands in it.

    sure: its given name is hardly ever anything else, or an honorific stands before it."""

    start: int
    end: int
    surname_start: int
    full: bool
    sure: bool


class NameReader(NameWords):
    """Reads names in a text. One word of look-ahead decides where a surname ends."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        self._also = vocabulary.posts.also

    def chain(self, text: str, position: int, stop: int) -> list[str]:
        """The next words, parted by single blanks only; at most six."""
        match = _CHAIN.match(text, position, stop)
        return self._split(match[0]) if match is not None else []

    def _split(self, chain: str) -> list[str]:
        """The words of a chain, those before one that a lost line break glued to the next sentence:
        «پیوستندهمچنین»."""
        words = chain.split(" ")
        for adverb in self._also:
            if adverb in chain:
                glued = next((i for i, word in enumerate(words) if word.endswith(adverb)), len(words))
                return words[:glued]
        return words

    def skip_honorifics(self, text: str, position: int, stop: int) -> tuple[int, bool]:
        """Where the name itself begins (opening quotes skipped), and whether an honorific stood before it."""
        head = text[position : position + START]
        if head not in self._words.honorific_starts and head[:1] not in _OPENING:
            return position, False
        match = self._words.honorifics.match(text, position, stop)
        if match is None or match.end() >= stop:
            return position, False
        if match.end() > position:
            return match.end(), match.end() - position > 4
        if glued := self._rules.patterns.glued_honorific.match(text, position, stop):
            return (glued.end(1), True) if glued[2] in self._words.given else (position, False)
        return position, False

    def at(self, text: str, position: int, stop: int) -> Name | None:
        """The name with a given name that begins at `position`, behind quotes and honorifics."""
        position, honored = self.skip_honorifics(text, position, stop)
        match = _CHAIN.match(text, position, stop)
        return None if match is None else self.read(self._split(match[0]), position, honored)

    def read(self, words: list[str], position: int, honored: bool) -> Name | None:
        """The name with a given name that these words, the first at `position`, begin with."""
        if len(words) < 2 or not (honored or self._may_open(words)) or self._is_noun(words):
            return None
        if tuple(words[:2]) in self._words.not_names:
            return None
        if words[0] in self._rules.eastern and (name := self._eastern(words, position)) is not None:
            return name
        given, sure = self._given_words(words, honored)
        if not given:
            return None
        last = self._surname_end(words, given)
        if last is None or not (sure or honored or self._is_heard(words[given])):
            return None
        if last == given == 1 and words[1] in self._rules.second_surnames:
            return Name(position, _end(words, last, position), position, False, sure)  # «اسدالله نژاد»
        if given == 1 and words[0] in self._rules.hajis:
            return Name(position, _end(words, last, position), position, False, sure)  # «حاجی مرادی»
        return Name(position, _end(words, last, position), _end(words, given - 1, position) + 1, True, sure)

    def _eastern(self, words: list[str], position: int) -> Name | None:
        """A name of the Far East, whose first word is the surname: «کیم سونگ هو»."""
        last = 0
        for word in words[1:3]:
            if len(word) < 2 or any(word in known for known in self._words.not_eastern):
                break
            last += 1
        return Name(position, _end(words, last, position), position, True, True) if last else None

    def surname(self, words: list[str], position: int, honored: bool) -> Name | None:
        """The surname by itself that these words begin with: known as one, or no word we know."""
        if not words or words[0] in self._rules.second_surnames or not self.may_be_surname(words[0]):
            return None
        last = self._surname_end(words, 0)
        return None if last is None else Name(position, _end(words, last, position), position, False, honored)

    def before(self, text: str, end: int, start: int) -> Name | None:
        """The name that ends at `end`, beginning at `start` or later."""
        words: list[str] = []
        opened = False
        for word in reversed(text[max(start, end - 60) : end].split(" ")[-_MOST_WORDS:]):
            if word in self._words.stops or word.endswith(self._also):
                opened = False
                break
            opened = not word.isalpha()
            if opened and _INITIALS.fullmatch(word):
                break
            if opened:  # a sign stands in it, perhaps without its blank: «سو«رضا», «:علی», «5-علی»
                letters = _LAST_LETTERS.search(word)
                if letters is None or letters[0] in self._words.stops:
                    opened = not word[-1:].isdigit()
                    break
                word = letters[0]
            words.insert(0, word)
            if opened:
                break
        if len(words) < 2:
            return None
        position = end - sum(map(len, words)) - len(words) + 1
        begin = position
        for i, word in enumerate(words[:-1]):
            if word[:START] in self._words.honorific_starts or self._may_open(words[i:]):
                name = self.at(text, begin, end)
                if name is not None and name.end == end:
                    while i and name.start == begin and (more := self._goes_back(words[:i])):
                        i -= more
                        name.start = begin = begin - sum(map(len, words[i : i + more])) - more
                    return name
            begin += len(word) + 1
        if opened and len(words) in _QUOTED_WORDS:
            return self._quoted(words, end)
        return self._unheard(words[-2:], words[:-2], end, opened and len(words) == 2)

    def _goes_back(self, before: list[str]) -> int:
        """How many words before a given name belong to the name: «خوزه لوئیس …», «سالم بن ناصر …»."""
        if before[-1] in self._rules.sons:
            return 2 if len(before) > 1 and before[-2] not in self._words.stops else 0
        return int(before[-1] in self._words.given)

    def _quoted(self, words: list[str], end: int) -> Name | None:
        """Three or four words in quotes as a foreign name: one of them at most is a word we know."""
        known = self._words
        if any(word in known.not_in_names for word in words):
            return None
        if sum(word in known.common and word not in self._rules.sons for word in words) > 1:
            return None
        start = end - sum(map(len, words)) - len(words) + 1
        return Name(start, end, end - len(words[-1]), True, False)

    def is_second_surname(self, text: str, position: int) -> bool:
        """Whether the word here is the second part of a surname."""
        words = self.chain(text, position, len(text))
        return bool(words) and words[0] in self._rules.second_surnames

    def _unheard(self, words: list[str], before: list[str], end: int, alone: bool) -> Name | None:
        """Two words as a foreign name: neither is a word we know, or only one is and they stand alone."""
        known, rules = self._words, self._rules
        first, second = words
        shortest = 2 if alone else 3
        if min(len(first), len(second)) < shortest or first in known.no_names or second in known.no_names:
            return None
        if (first in known.common) + (second in known.common) > (
            alone and first not in known.given_ambiguous
        ):
            return None
        if (
            (first in known.surnames and not alone)
            or first in known.posts.countries
            or first in rules.no_first
        ):
            return None
        if first in rules.papers or second in rules.not_surnames or second in rules.messages:
            return None
        if known.honored.match(first + " ") or (not alone and not rules.papers.isdisjoint(before)):
            return None
        start = end - len(first) - len(second) - 1
        full = first not in known.surnames or first[-1] != "ی"
        return Name(start, end, end - len(second) if full else start, full, False)

    def foreign(self, words: list[str], position: int) -> Name | None:
        """Two words that we do not know as somebody's name, or one before a surname."""
        if len(words) < 2 or not self.is_new(words[0]):
            return None
        if not (self.is_new(words[1]) or self.is_plain_surname(words[1])):
            return None
        return Name(position, _end(words, 1, position), _end(words, 0, position) + 1, True, False)

    def quoted(self, text: str, position: int) -> Name | None:
        """Two to four words in quotes, the first at `position`, as a foreign name."""
        match = _IN_QUOTES.match(text, position)
        if match is None or text[position - 1 : position] not in ("«", '"'):
            return None
        words = match[1].split(" ")
        return None if words[0] in self._rules.papers else self._quoted(words, match.end(1))


def _end(words: list[str], last: int, position: int) -> int:
    """Where the word of this index ends."""
    return position + len(" ".join(words[: last + 1]))
