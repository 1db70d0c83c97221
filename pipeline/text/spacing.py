"""Half-spaces restored: glued words split ("میشود", "سیاستهای"), separated ones joined ("می شود", "کتاب ها").

The words are in data/orthography (compiled from what many well-written articles have), the affixes in
rules/orthography.yaml.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from pydantic import Field

from pipeline.resources import data_folder
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.text.letters import HALF_SPACE

_LETTERS = f"ء-غف-ٟٱ-ۓەپچژکگی{HALF_SPACE}"
_WORDS = re.compile(f"[{_LETTERS}]+(?: +[{_LETTERS}]+)*")
_LONGEST_WORD = 40  # longer runs of letters are no word
_REMEMBERED = 1 << 15  # words: nearly all of a text are among so many
# Letters that join the next one. Behind the others even careful writers leave a half-space out: "کشورهای".
_JOINING = frozenset("بپتثجچحخسشصضطظعغفقکگلمنهیئ")


class OrthographyRules(RuleFile):
    """The affixes that a half-space divides from their words."""

    verb_prefixes: list[str] = Field(min_length=1)
    plural_suffixes: list[str] = Field(min_length=1)
    comparative_suffixes: list[str] = Field(min_length=1)
    suffixes_after_he: list[str] = Field(min_length=1)
    numerals: list[str] = Field(min_length=1)
    never_joined: list[str]
    always_joined: list[str]
    around_and: list[str]
    never_split: list[str]


class _Word(NamedTuple):
    """A word with its half-spaces.

    first, last: its outer pieces between them. opens, closes: whether one may follow it, or stand before it.
    """

    text: str
    first: str
    last: str
    opens: bool
    closes: bool


class Spacing:
    """Splits and joins words by the lists."""

    def __init__(self, rules: OrthographyRules) -> None:
        self._verb_prefixes = tuple(sorted(rules.verb_prefixes, key=len, reverse=True))
        self._plurals = tuple(sorted(rules.plural_suffixes, key=len, reverse=True))
        self._comparatives = tuple(sorted(rules.comparative_suffixes, key=len, reverse=True))
        self._after_he = tuple(sorted(rules.suffixes_after_he, key=len, reverse=True))
        self._numerals = frozenset(rules.numerals)
        half_spaced = _read("half_spaced")
        glued = "\n".join(half_spaced).replace(HALF_SPACE, "").split("\n")  # all at once: they are many
        self._half_spaced = dict(zip(glued, half_spaced, strict=True))
        self._half_spaced |= {word.replace(HALF_SPACE, ""): word for word in rules.always_joined}
        self._spaced = {words.replace(" ", ""): words for words in _read("spaced")}
        for word in rules.never_split:
            self._half_spaced.pop(word, None)
        self._around_and = {word.replace(HALF_SPACE, ""): word for word in rules.around_and}
        self._whole = frozenset(_read("whole")) | frozenset(rules.never_split)
        self._words = frozenset(_read("words"))
        self._adjectives = frozenset(_read("adjectives"))
        self._verbs = frozenset(_read("verbs"))
        self._firsts = frozenset(_read("firsts"))
        self._seconds = frozenset(_read("seconds"))
        self._joined = frozenset(_read("joined"))
        self._always_joined = frozenset(rules.always_joined)
        self._apart = frozenset(_read("apart")) | frozenset(rules.never_joined)
        # Where two words are joined, the first is one of these or the second one of those.
        pairs = self._joined | self._always_joined
        self._openings = {pair.partition(HALF_SPACE)[0] for pair in pairs}.union(
            self._firsts, self._numerals, self._verb_prefixes
        )
        self._closings = self._seconds.union(self._plurals, self._comparatives, self._after_he)
        self._read = lru_cache(_REMEMBERED)(self._read_word)

    def restore(self, text: str) -> str:
        """A text of clean letters with its half-spaces restored; nothing else in it changes."""
        return _WORDS.sub(self._restore_phrase, text)

    def _restore_phrase(self, match: re.Match[str]) -> str:
        """Words divided by single spaces; a longer blank ends a phrase."""
        words = match[0].split(" ")
        if "و" in words:
            words = self._join_around_and(words)
        before = self._read(words[0])
        restored = [before.text]
        for word in map(self._read, words[1:]):
            may_join = before.opens or word.closes
            restored.append(HALF_SPACE if may_join and self.joins(before.last, word.first) else " ")
            restored.append(word.text)
            before = word
        return "".join(restored)

    def _read_word(self, glued: str) -> _Word:
        """A word as it is restored by itself, with what its neighbours ask about it."""
        text = self.split(glued)
        pieces = text.replace(" ", HALF_SPACE).split(HALF_SPACE)
        first, last = pieces[0], pieces[-1]
        return _Word(text, first, last, last in self._openings, first in self._closings)

    def _join_around_and(self, words: list[str]) -> list[str]:
        """Make one word of "گفت و گو"."""
        for place in range(len(words) - 2, 0, -1):
            if words[place] == "و":
                known = self._around_and.get(f"{words[place - 1]}و{words[place + 1]}")
                if known:
                    words[place - 1 : place + 2] = [known]
        return words

    def split(self, word: str) -> str:
        """A word with the half-spaces, or the space, it has lost, or the word as it is."""
        if HALF_SPACE in word or len(word) < 4 or len(word) > _LONGEST_WORD:
            return word
        known = self._half_spaced.get(word) or self._spaced.get(word)
        if known:
            return known
        if word in self._whole:
            return word
        return self._split_verb(word) or self._split_suffix(word) or word

    def _split_verb(self, word: str) -> str | None:
        for prefix in self._verb_prefixes:
            if word.startswith(prefix) and word[len(prefix) :] in self._verbs:
                return f"{prefix}{HALF_SPACE}{word[len(prefix) :]}"
        return None

    def _split_suffix(self, word: str) -> str | None:
        for suffix in self._plurals:
            if word.endswith(suffix):
                stem = word[: -len(suffix)]
                stem = self._half_spaced.get(stem, stem)
                if HALF_SPACE in stem or (len(stem) > 2 and stem[-1] in _JOINING and stem in self._words):
                    return f"{stem}{HALF_SPACE}{suffix}"
        for suffix in self._comparatives:
            if word.endswith(suffix):
                stem = word[: -len(suffix)]
                stem = self._half_spaced.get(stem, stem)
                if len(stem) > 2 and (HALF_SPACE in stem or stem in self._adjectives):
                    return f"{stem}{HALF_SPACE}{suffix}"
        if word in self._words:
            return None
        for suffix in self._after_he:
            stem = word[: -len(suffix)]
            if suffix != "ی" and word.endswith("ه" + suffix) and len(stem) > 2 and stem in self._words:
                return f"{stem}{HALF_SPACE}{suffix}"
        return None

    def joins(self, first: str, second: str) -> bool:
        """Whether two words that stand apart belong together with a half-space."""
        if not (first and second):
            return False
        pair = f"{first}{HALF_SPACE}{second}"
        if pair in self._always_joined:
            return True
        if first in self._numerals or second in self._numerals:
            return first in self._numerals and second in self._plurals  # "ده‌ها"; never "یک‌میلیون"
        if pair in self._joined and first != "و":
            return True
        if "و" in (first, second) or f"{first} {second}" in self._apart:
            return False
        if first in self._verb_prefixes:
            return second in self._verbs
        if second in self._after_he:
            return first.endswith("ه") and len(first) > 2 and first in self._words
        if second in self._plurals:
            return len(first) > 1
        if second in self._comparatives:
            return first in self._adjectives
        return first in self._firsts or second in self._seconds


def _read(name: str) -> list[str]:
    path = data_folder() / "orthography" / f"{name}.txt"
    return path.read_text(encoding="utf-8").splitlines()


@cache
def spacing() -> Spacing:
    """The lists and rules, read once."""
    return Spacing(load_rules("orthography", OrthographyRules))
