"""Read the name of a person at a given place: honorifics off, given name, surname, where it ends."""

import re
from dataclasses import dataclass

from pipeline.officials.vocabulary import START, Vocabulary

_MOST_WORDS = 6
_CHAIN = re.compile(rf"[ء-ی]+(?: [ء-ی]+){{0,{_MOST_WORDS - 1}}}")
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_IN_QUOTES = re.compile(r"([ء-ی]+(?: [ء-ی]+){1,3}) ?[»\"]")
_SHORTEST_SURNAME = 4
_SHORTEST_JOINED = 7
_MESSAGE = "پیام"  # a given name too
_LOOSE_ENDING, _HOUSE = "ای", "آل"
HAJI = "حاجی"  # rather begins a surname than it is a given name
_PLAIN_BEGINNING = "ابو"
_PLAIN_ENDINGS = ("زاده", "نژاد", "پور", "نیا")
_QUOTED_WORDS = (3, 4)
_SON = ("بن", "بنت", "ابن")
_SHORTEST_STEM = 2  # letters before a surname's ending
_GLUED_HONORIFIC = re.compile(r"(سردار|سرهنگ|دکتر|مهندس|آقای)([ء-ی]+) ")  # «سرداراسکندر مومنی»
_GLUED_ADVERB = "همچنین"
_OPENING = " «\"'(‹"
_COMPOUND_GIVEN = ("الله", "الدین")
_FIRST_GIVEN = ("محمد", "امیر", "غلام", "حسین", "حسن", "احمد")  # محمدابراهیم
_AREAS = ("استان", "شهرستان")  # «جشنواره ابوذر استان سمنان»
_LAST_GIVEN = ("علی", "محمد", "حسین", "حسن", "رضا")  # رجبعلی


@dataclass(slots=True)
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

    def chain(self, text: str, position: int, stop: int) -> list[str]:
        """The next words, parted by single blanks only; at most six."""
        match = _CHAIN.match(text, position, stop)
        return _split(match[0]) if match is not None else []

    def skip_honorifics(self, text: str, position: int, stop: int) -> tuple[int, bool]:
        """Where the name itself begins (opening quotes skipped), and whether an honorific stood before it."""
        head = text[position : position + START]
        if head not in self._words.honorific_starts and head[:1] not in _OPENING:
            return position, False
        match = self._words.honorifics.match(text, position, stop)
        if match is None or match.end() >= stop:
            return position, False
        if match.end() == position and (glued := _GLUED_HONORIFIC.match(text, position, stop)):
            return (glued.end(1), True) if glued[2] in self._words.given else (position, False)
        return match.end(), match.end() - position > 4

    def at(self, text: str, position: int, stop: int) -> Name | None:
        """The name with a given name that begins at `position`, behind quotes and honorifics."""
        position, honored = self.skip_honorifics(text, position, stop)
        match = _CHAIN.match(text, position, stop)
        return None if match is None else self.read(_split(match[0]), position, honored)

    def read(self, words: list[str], position: int, honored: bool) -> Name | None:
        """The name with a given name that these words, the first at `position`, begin with."""
        if len(words) < 2 or not (honored or self._may_open(words)) or self._is_noun(words):
            return None
        if tuple(words[:2]) in self._words.not_names:
            return None
        if words[0] in self._words.eastern and (name := self._eastern(words, position)) is not None:
            return name
        given, sure = self._given_words(words, honored)
        if not given:
            return None
        last = self._surname_end(words, given)
        if last is None or not (sure or honored or self._is_heard(words[given])):
            return None
        if last == given == 1 and words[1] in self._words.second_surnames:
            return Name(position, _end(words, last, position), position, False, sure)  # «اسدالله نژاد»
        if given == 1 and words[0] == HAJI:
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
        if not words or words[0] in self._words.second_surnames or not self.may_be_surname(words[0]):
            return None
        last = self._surname_end(words, 0)
        return None if last is None else Name(position, _end(words, last, position), position, False, honored)

    def before(self, text: str, end: int, start: int) -> Name | None:
        """The name that ends at `end`, beginning at `start` or later."""
        words: list[str] = []
        opened = False
        for word in reversed(text[max(start, end - 60) : end].split(" ")[-_MOST_WORDS:]):
            if word in self._words.stops or word.endswith(_GLUED_ADVERB):
                opened = False
                break
            opened = not word.isalpha()
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
        if before[-1] in _SON:
            return 2 if len(before) > 1 and before[-2] not in self._words.stops else 0
        return int(before[-1] in self._words.given)

    def _quoted(self, words: list[str], end: int) -> Name | None:
        """Three or four words in quotes as a foreign name: one of them at most is a word we know."""
        known = self._words
        if any(word in known.not_in_names for word in words):
            return None
        if sum(word in known.common and word not in _SON for word in words) > 1:
            return None
        start = end - sum(map(len, words)) - len(words) + 1
        return Name(start, end, end - len(words[-1]), True, False)

    def is_second_surname(self, text: str, position: int) -> bool:
        """Whether the word here is the second part of a surname."""
        words = self.chain(text, position, len(text))
        return bool(words) and words[0] in self._words.second_surnames

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name, perhaps a common word too."""
        return word in self._words.given or word in self._words.given_ambiguous

    def is_plain_surname(self, word: str) -> bool:
        """Whether a word is a surname and no word of the news besides."""
        known = self._words
        if word in known.given_ambiguous or len(word) < _SHORTEST_SURNAME:
            return False
        if word.startswith(_PLAIN_BEGINNING):
            return True
        return word not in known.common and (word in known.surnames or word.endswith(_PLAIN_ENDINGS))

    def is_fragment(self, word: str) -> bool:
        """Whether a word is but the end of a surname written in two words: «ساداتی نژاد»."""
        return word in self._words.second_surnames or word.startswith("ال")

    def is_first_surname(self, word: str) -> bool:
        """Whether a word before a surname is the first of its two words: «آذری جهرمی»."""
        if not word.isalpha() or self._words.honored.match(word + " "):
            return False
        if self.is_given(word) or word in self._words.common:
            return False
        return self.is_new(word) or word in self._words.surnames or word.startswith(_PLAIN_BEGINNING)

    def may_be_surname(self, word: str) -> bool:
        """Whether a word may be a surname by itself."""
        known = self._words
        return len(word) > 2 and word not in known.no_surnames and word not in known.glued_posts

    def _may_open(self, words: list[str]) -> bool:
        """Whether a given name may stand here: most words are no name."""
        known, first = self._words, words[0]
        return (
            first in known.opens_name
            or words[1] in known.given
            or words[1] in known.second_given
            or words[1].endswith(_PLAIN_ENDINGS)
            or first.startswith("سید")
            or first.endswith(_COMPOUND_GIVEN)
            or self._is_joined_given(first)
        )

    def _is_noun(self, words: list[str]) -> bool:
        """Whether the first word names something of somebody whose name follows: «سخنان کریمی»."""
        known = self._words
        if words[0] in known.no_first:
            return True
        return (
            words[0] == _MESSAGE
            and len(words) > 2
            and (words[1] in known.given or words[1].startswith("سید"))
        )

    def _is_joined_given(self, word: str) -> bool:
        """Whether two given names are written as one word that no list has: محمدابراهیم."""
        known = self._words
        if len(word) < _SHORTEST_JOINED or word in known.common or word in known.surnames:
            return False
        return any(
            word.startswith(first) and word[len(first) :] in known.given for first in _FIRST_GIVEN
        ) or any(word.endswith(last) and word[: -len(last)] in known.given for last in _LAST_GIVEN)

    def _unheard(self, words: list[str], before: list[str], end: int, alone: bool) -> Name | None:
        """Two words as a foreign name: neither is a word we know, or only one is and they stand alone."""
        known = self._words
        first, second = words
        shortest = 2 if alone else 3
        if min(len(first), len(second)) < shortest or first in known.no_names or second in known.no_names:
            return None
        if (first in known.common) + (second in known.common) > (
            alone and first not in known.given_ambiguous
        ):
            return None
        if (first in known.surnames and not alone) or first in known.countries or first in known.no_first:
            return None
        if first in known.papers or second in known.not_surnames or second == _MESSAGE:
            return None
        if known.honored.match(first + " ") or (not alone and not known.papers.isdisjoint(before)):
            return None
        start = end - len(first) - len(second) - 1
        full = first not in known.surnames or first[-1] != "ی"
        return Name(start, end, end - len(second) if full else start, full, False)

    def _given_words(self, words: list[str], honored: bool) -> tuple[int, bool]:
        """How many words the given name has (0: it is none), and whether it is sure to be one."""
        known = self._words
        first, second = words[0], words[1]
        if first in known.descent and len(words) > 2:
            rest, _ = self._given_words(words[1:], True)
            if not rest and first.startswith("سید") and words[1] not in known.stops:
                rest = int(words[2] in known.surnames and words[1] not in known.no_names)  # «سید البرز کریمی»
            return (rest + 1, True) if rest else (0, False)
        if len(words) > 2 and (
            second in known.second_given or (second in known.given and first + second in known.given)
        ):
            return 2, True
        if first in known.given or self._is_joined_given(first):
            return 1, True
        if len(first) > 6 and first.endswith(_COMPOUND_GIVEN):
            return 1, True
        if first in known.given_ambiguous:
            return 1, honored
        if first.startswith("سید") and len(first) > 5:
            return 1, True
        if honored and self.may_be_surname(first) and self.may_be_surname(second):
            return 1, False
        if second.endswith(_PLAIN_ENDINGS) and self.is_new(first) and self.is_new(second):
            return 1, False
        return 0, False

    def is_new(self, word: str) -> bool:
        """Whether a word is none that we know, and so perhaps a name."""
        known = self._words
        return (
            len(word) >= _SHORTEST_SURNAME
            and word not in known.common
            and word not in known.stops
            and word not in known.not_in_names
            and word not in known.surnames
        )

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
        return None if words[0] in self._words.papers else self._quoted(words, match.end(1))

    def _is_heard(self, word: str) -> bool:
        """Whether a word may be a surname behind what is rarely a given name («ناظر انضباطی» is nobody)."""
        return word not in self._words.common or word in self._words.surnames

    def _surname_end(self, words: list[str], first: int) -> int | None:
        """The index of the surname's last word, None where no surname can stand."""
        known = self._words
        if words[first] in _SON and first + 1 < len(words):
            return self._surname_end(words, first + 1) or first + 1
        last = first
        second = words[first + 1] if first + 1 < len(words) else ""
        if second in known.second_surnames or (second in known.joined_surnames and words[first][-1] != "ی"):
            last = first + 1
        elif not self._begins_surname(words, first):
            return None
        elif words[first] in known.judges:
            last = first + 1
        for i in range(last + 1, min(len(words), first + 4)):
            word = words[i]
            if word in known.stops or word in known.role_words or word in known.trades or word == "و":
                break
            if word == words[i - 1]:
                break  # a slip: «شهبازی شهبازی»
            if word in known.surnames or self._is_surname_shaped(word):
                last = i
            elif word == _LOOSE_ENDING or (word in known.closing_surnames and self._closed(words, i)):
                last = i  # «اژه ای»: the half-space is broken
            elif words[i + 1 : i + 2] == [_LOOSE_ENDING] and word not in known.common:
                last = i
            elif word in known.common or len(word) < 3 or i != last + 1 or not self._closed(words, i):
                break
            else:
                last = i
        if last + 2 < len(words):  # «سالم بن ناصر بن جابر آل خانی»
            if words[last + 1] in _SON:
                return self._surname_end(words, last + 1)
            if words[last + 1] == _HOUSE:
                return last + 2
        return last

    def _begins_surname(self, words: list[str], i: int) -> bool:
        """Whether a surname can begin with this word: none that ends phrases; a common one only behind a
        given name, or where it is a name too."""
        known, word = self._words, words[i]
        if word in known.surname_roles and i > 0 and words[i - 1] in known.given and self._closed(words, i):
            return True
        if word in known.judges and i > 0 and words[i - 1] in known.given:
            return i + 1 < len(words) and self.may_be_surname(words[i + 1])  # سعید قاضی مغربی
        if word in known.role_words or word in _AREAS or len(word) < 2:
            return False
        if word in known.not_surnames:
            return (
                i > 0
                and words[i - 1] in known.given
                and words[i - 1] not in known.common
                and self._closed(words, i)
            )
        if word in known.stops:
            return i > 0 and word in known.surnames  # ستوده
        if word in known.surnames or word in known.given or word in known.given_ambiguous:
            return True
        return word not in known.common or (i > 0 and self._ends_name(words, i))

    def _ends_name(self, words: list[str], i: int) -> bool:
        """Whether a common word behind a given name looks like a surname, or the phrase ends with it."""
        return words[i][-1] == "ی" or self._closed(words, i) or self._closed(words, i + 1)

    def _is_surname_shaped(self, word: str) -> bool:
        """Whether a word can only be a surname or its last part, by its ending or altogether."""
        words = self._words
        if word in words.last_surnames:
            return True
        return word.endswith(words.surname_endings) and any(
            word.endswith(ending) and len(word) >= len(ending) + _SHORTEST_STEM
            for ending in words.surname_endings
        )

    def _closed(self, words: list[str], i: int) -> bool:
        """Whether a phrase ends behind the word."""
        return (
            i + 1 >= len(words) or words[i + 1] in self._words.stops or words[i + 1] in self._words.role_words
        )


def _split(chain: str) -> list[str]:
    """The words of a chain, those before one that a lost line break glued to the next sentence:
    «پیوستندهمچنین»."""
    if _GLUED_ADVERB in chain:
        words = chain.split(" ")
        glued = next((i for i, word in enumerate(words) if word.endswith(_GLUED_ADVERB)), len(words))
        return words[:glued]
    return chain.split(" ")


def _end(words: list[str], last: int, position: int) -> int:
    """Where the word of this index ends."""
    return position + len(" ".join(words[: last + 1]))
