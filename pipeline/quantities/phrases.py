"""The noun phrases around a number, found by the words that cannot stand in one."""

import re
from collections.abc import Container
from typing import NamedTuple

from pipeline.lexicon import WordClass, light_verbs, word_classes
from pipeline.quantities.rules import Wording
from pipeline.quantities.words import letters

_WORD = re.compile(r" ?([^\W\d_]+)")
_MOST_WORDS = 4
_MOST_PIECES = 2 * _MOST_WORDS  # with the closed-class words between them
_REACH_FORWARD = 90  # letters that a noun phrase may take
_REACH_BACK = 48  # letters that three words may take
_AND = "و"
# Words that may stand inside a noun phrase: "طرح این شرکت", "عمرانی و کشاورزی".
_INNER = frozenset((_AND, "این", "آن", "همین", "دیگر", "هر"))
_VERB_PREFIXES = frozenset(("می", "نمی"))
_FUTURE = frozenset(("خواهد", "خواهند", "نخواهد"))  # a light verb follows, mostly
_PREPOSITION = WordClass.PREPOSITION
_LAST_EDGE = re.compile(r'.*(?:[:؛،"«»)]|/ )')
_CLAUSE_REACH = 160  # letters in which a clause's beginning is looked for


class Phrase(NamedTuple):
    """A noun phrase at [start, end) of the folded text.

    predicate: it is one word that belongs to the verb behind it (… پرداخت شد).
    """

    start: int
    end: int
    predicate: bool = False


class PhraseFinder:
    """Noun phrases of one article, whose text has blanks for line ends.

    edges: places where a number begins; no phrase runs over them. measuring: those of quantities.
    """

    def __init__(self, text: str, edges: Container[int], measuring: Container[int], wording: Wording) -> None:
        self._text, self._edges, self._measuring, self._wording = text, edges, measuring, wording
        self._classes, self._light = word_classes(), light_verbs()

    def following(self, position: int, limit: int, most: int = _MOST_WORDS) -> Phrase | None:
        """The noun phrase that begins right at `position` (after one blank at most)."""
        text, classes, edges = self._text, self._classes, self._edges
        cursor = position + 1 if text[position] == " " else position
        stop = cursor + _REACH_FORWARD
        if stop < limit:
            pieces = text[cursor:stop].split(" ", _MOST_PIECES)
            pieces.pop()  # it may have been cut in two
        else:
            pieces = text[cursor:limit].split(" ", _MOST_PIECES)
        words: list[tuple[int, int, str]] = []
        predicate = False
        for piece in pieces:
            word = piece if piece.isalpha() else letters(piece)
            if not word or cursor in edges or len(words) == most:
                break
            end = cursor + len(word)
            if word in classes:
                if not words:
                    break
                if word in _INNER and word is piece and self._is_inner(word, words[-1][2], end, limit):
                    cursor = end + 1
                    continue
                if word in self._light or word in _FUTURE or (word in _VERB_PREFIXES and self._is_light(end)):
                    if len(words) > 1:
                        words.pop()
                    else:
                        predicate = True
                break
            words.append((cursor, end, word))
            if word is not piece:
                if piece[len(word) :] != "،" or not self._continues(word, end + 1, limit):
                    break
                end += 1
            cursor = end + 1
        return self._trimmed(words, limit, predicate) if words else None

    def _is_inner(self, word: str, previous: str, end: int, limit: int) -> bool:
        """Whether the phrase goes on with a closed-class word."""
        return self._continues(previous, end, limit) if word == _AND else self._is_open(end, limit)

    def _trimmed(self, words: list[tuple[int, int, str]], limit: int, predicate: bool) -> Phrase:
        """The phrase of some words, without the action that only precedes its verb."""
        wording = self._wording
        if len(words) > 1:
            end = words[-1][1]
            if self._text.startswith("از ", end + 1):
                if words[-1][2] in wording.governing and self._is_open(end + 3, limit):
                    governed = self.following(end + 3, limit, most=2)
                    return Phrase(words[0][0], governed.end if governed else end)
            else:
                while len(words) > 1 and words[-1][2] in wording.event_nouns:
                    words.pop()
        elif words[0][2] in wording.event_nouns:
            predicate = True
        return Phrase(words[0][0], words[-1][1], predicate)

    def _is_open(self, position: int, limit: int) -> bool:
        """Whether an open-class word follows."""
        match = _WORD.match(self._text, position, limit)
        return match is not None and match[1] not in self._classes and match.start(1) not in self._edges

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

    def _is_light(self, end: int) -> bool:
        """Whether the verb whose prefix ends here is a light one."""
        following = _WORD.match(self._text, end)
        return following is not None and following[1] in self._light

    def before(self, position: int, floor: int, most: int = 3) -> Phrase | None:
        """The noun phrase that ends right before `position`."""
        begin = position - _REACH_BACK
        words = self._text[begin if begin > floor else floor : position].rstrip().split(" ")
        return self.last(words, position, most)

    def last(self, words: list[str], position: int, most: int = 3) -> Phrase | None:
        """The noun phrase at the end of these words, which end right before `position`."""
        text, classes, edges = self._text, self._classes, self._edges
        while text.endswith(" ", 0, position):
            position -= 1
        start = cursor = position
        for word in reversed(words):
            begin = cursor - len(word)
            if word in classes:
                if word != "هر" or start == position:  # "قیمت هر بشکه"
                    break
            elif begin in edges or not word.isalpha():
                break
            else:
                start = begin
                most -= 1
                if not most:
                    break
            cursor = begin - 1
        return Phrase(start, position) if start < position else None

    def clause_subject(self, position: int, floor: int) -> Phrase | None:
        """The first noun phrase of the clause that leads to `position`, free of brackets and prepositions."""
        text = self._text
        end = position
        while end > floor and text[end - 1] in " ،":
            end -= 1
        begin = end
        while edge := _LAST_EDGE.match(text, max(floor, begin - _CLAUSE_REACH), begin):
            if text[edge.end() - 1] != ")":
                begin = edge.end()
                break
            begin = max(text.rfind("(", floor, edge.end()), floor)  # step over what stands in brackets
        else:
            begin = max(floor, begin - _CLAUSE_REACH)
        relative = text.rfind(" که ", begin, end)
        if relative >= 0:
            begin = relative + 4
        return self._first(begin, end)

    def _first(self, position: int, limit: int) -> Phrase | None:
        """The first noun phrase from `position` on that no preposition governs."""
        text, classes, edges = self._text, self._classes, self._edges
        cursor = position + 1 if text[position] == " " else position
        governed = False
        for word in text[cursor:limit].split(" "):
            if cursor in self._measuring:
                return None  # what stands behind another figure belongs to that
            if word in classes:
                governed = classes[word] is _PREPOSITION
            elif cursor in edges or not word.isalpha():
                governed = False
            elif not governed:
                phrase = self.following(cursor, limit)
                return None if phrase is None or phrase.predicate else phrase
            cursor += len(word) + 1
        return None
