"""The noun phrases around a number, found by the words that cannot stand in one."""

import re
from collections.abc import Container
from typing import NamedTuple

from pipeline.lexicon import WordClass, word_classes
from pipeline.quantities.rules import Wording

_WORD = re.compile(r"[ \n]?([^\W\d_]+)")
_MOST_WORDS = 4
_LIGHT = (WordClass.LIGHT_VERB, WordClass.LIGHT_PARTICIPLE)
_SEPARATORS = " \n"


class Phrase(NamedTuple):
    """A noun phrase at [start, end) of the folded text."""

    start: int
    end: int


class PhraseFinder:
    """Noun phrases of one article. `edges`: places where a number begins; no phrase runs over them."""

    def __init__(self, text: str, edges: Container[int], wording: Wording) -> None:
        self._text, self._edges, self._wording = text, edges, wording
        self._classes = word_classes()

    def following(self, position: int, limit: int, most: int = _MOST_WORDS) -> Phrase | None:
        """The noun phrase that begins right at `position` (after one blank at most)."""
        text, classes = self._text, self._classes
        words: list[tuple[int, int, str]] = []
        joined = 0  # how many words the last "و" or comma brought in
        while len(words) < most:
            match = _WORD.match(text, position, limit)
            if match is None:
                break
            start, end = match.span(1)
            word = match[1]
            if start in self._edges:
                break
            word_class = classes.get(word)
            if word_class is not None:
                if word == "و" and words and self._continues(words[-1][2], end, limit):
                    position = end
                    continue
                if self._is_light(word, word_class, end):
                    self._drop_predicate(words)
                break
            words.append((start, end, word))
            position = end
            following = text[end : end + 1]
            if following == "،" and self._continues(word, end + 1, limit):
                position = end + 1
            elif following not in _SEPARATORS:
                break
        self._drop_events(words)
        return Phrase(words[0][0], words[-1][1]) if words else None

    def _continues(self, word: str, position: int, limit: int) -> bool:
        """Whether what follows "و" or a comma is one more attribute: both are adjectives in ی."""
        match = _WORD.match(self._text, position, limit)
        return (
            match is not None
            and word[-1] == "ی"
            and match[1][-1] == "ی"
            and match.start(1) not in self._edges
            and match[1] not in self._classes
        )

    def _is_light(self, word: str, word_class: WordClass, end: int) -> bool:
        if word_class in _LIGHT or word in ("خواهد", "خواهند", "نخواهد"):
            return True
        if word in ("می", "نمی"):
            following = _WORD.match(self._text, end)
            return following is not None and self._classes.get(following[1]) in _LIGHT
        return False

    def _drop_predicate(self, words: list[tuple[int, int, str]]) -> None:
        """Before a light verb the last word belongs to the verb (… راه‌اندازی شد)."""
        if len(words) > 1:
            words.pop()

    def _drop_events(self, words: list[tuple[int, int, str]]) -> None:
        while len(words) > 1 and words[-1][2] in self._wording.event_nouns:
            words.pop()

    def before(self, position: int, floor: int, most: int = 3) -> Phrase | None:
        """The noun phrase that ends right before `position`."""
        text, classes = self._text, self._classes
        start, end = position, position
        while end > floor and text[end - 1] in _SEPARATORS:
            end -= 1
        stop, count = end, 0
        while count < most and stop > floor and text[stop - 1].isalpha():
            begin = stop
            while begin > floor and text[begin - 1].isalpha():
                begin -= 1
            if text[begin:stop] in classes:
                break
            start, count = begin, count + 1
            if begin == floor or text[begin - 1] not in _SEPARATORS:
                break
            stop = begin - 1
        return Phrase(start, end) if count else None

    def clause_subject(self, position: int, floor: int) -> Phrase | None:
        """The first noun phrase of the clause that `position` stands in: what the sentence is about."""
        text = self._text
        begin = max(text.rfind(mark, floor, position) for mark in (":", "؛", "،", '"', "«", "»", "(", ")"))
        relative = text.rfind(" که ", floor, position)
        begin = max(begin + 1, floor, relative + 4 if relative >= 0 else 0)
        for _ in range(6):
            phrase = self.following(begin, position)
            if phrase is not None:
                return phrase
            match = _WORD.match(text, begin, position)
            if match is None:
                return None
            begin = match.end()
        return None
