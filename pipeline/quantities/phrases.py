"""The noun phrases around a number, found by the words that cannot stand in one."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import light_verbs, word_classes
from pipeline.quantities.phrase_rules import phrase_rules
from pipeline.quantities.words import letters

_WORD = re.compile(r" ?([^\W\d_]+)")
_MOST_WORDS = 4
_MOST_PIECES = 2 * _MOST_WORDS  # with the closed-class words between them
_REACH_FORWARD = 90  # letters that a noun phrase may take
_REACH_BACK = 48  # letters that three words may take
_AND = "و"
_UNDER = "زیر"  # it governs the word behind it, also where that is a noun of action («زیر کشت»)


@dataclass(slots=True)
class Phrase:
    """A noun phrase at [start, end) of the folded text.

    predicate: it is one word that belongs to the verb behind it (… پرداخت شد).
    """

    start: int
    end: int
    predicate: bool = False


class PhraseFinder:
    """Noun phrases of one article, whose text has blanks for line ends.

    edges: places where a number begins; no phrase runs over them.
    dates: those where a date ends, with where it begins; no phrase holds one.
    """

    def __init__(self, text: str, edges: Container[int], dates: Mapping[int, int]) -> None:
        self._text, self._edges, self._rules = text, edges, phrase_rules()
        self._dates, self._dated = dates, {start: end for end, start in dates.items()}
        self._classes, self._light = word_classes(), _light()
        # What is asked of each word: a model's attributes are slow.
        rules = self._rules
        self._word_endings, self._yearly, self._amounts = rules.word_endings, rules.yearly, rules.amounts
        self._no_attribute, self._beginnings = rules.no_attribute_endings, rules.beginnings
        self._times, self._no_heads = rules.times, rules.no_heads

    def following(self, position: int, limit: int, most: int = _MOST_WORDS) -> Phrase | None:
        """The noun phrase that begins right at `position` (after one blank at most)."""
        text, classes, edges, dated = self._text, self._classes, self._edges, self._dated
        cursor = position + 1 if text[position] == " " else position
        stop = cursor + _REACH_FORWARD
        if stop < limit:
            pieces = text[cursor:stop].split(" ", _MOST_PIECES)
            pieces.pop()  # it may have been cut in two
        else:
            pieces = text[cursor:limit].split(" ", _MOST_PIECES)
        rules = self._rules
        begin = cursor
        words: list[str] = []
        ends: list[int] = []
        predicate = False
        for piece in pieces:
            if words and piece in self._word_endings:
                ends[-1] = cursor + len(piece)
                cursor = ends[-1] + 1
                continue
            if cursor in edges or cursor in dated:
                break
            if len(words) == most:
                predicate = most > 1 and self._is_verbal(piece, cursor)
                break
            whole = piece.isalpha()
            word = piece if whole else letters(piece)
            if words and word in self._yearly and words[0] in rules.measured_heads:
                cursor += len(word) + 1
                continue  # «کمبود سالانه آب»
            if word in classes and not (
                words
                and (
                    f"{words[-1]} {word}" in rules.closed_attributes
                    or text.startswith(rules.attribute_openings, cursor)
                )
            ):
                if not words:
                    return None
                end = cursor + len(word)
                if whole and word in rules.inner and self._is_inner(word, words[-1], end, limit):
                    cursor = end + 1
                    continue
                predicate = word in self._light or (word in rules.verb_prefixes and self._is_light(end))
                if word in rules.auxiliaries and len(words) > 1 and self._is_participle(words[-1], word):
                    words.pop()  # «در سه فصل نوشته‌اند»
                    predicate = False
                break
            if not word or (words and word.endswith(self._no_attribute)):
                break
            if words and words[0] in self._times:
                break
            if words and word in self._amounts and text.startswith(rules.about, cursor + len(word)):
                break
            if words and word in self._beginnings and self._begins_anew(words[0], cursor + len(word)):
                break
            cursor += len(word)
            words.append(word)
            ends.append(cursor)
            if not whole:
                if piece[len(word) :] != "،" or not self._continues(word, cursor + 1, limit):
                    break
                cursor += 1
            cursor += 1
        if not words or words[0] in self._no_heads:
            return None
        if predicate and len(words) > 1 and words[-2] != _UNDER:
            words.pop()
            predicate = False
        if len(words) == 1 and not (words[0] in rules.governing_to and text.startswith(" به ", ends[0])):
            return Phrase(begin, ends[0], predicate or words[0] in rules.no_endings)
        return Phrase(begin, self._trimmed(words, ends, limit))

    def _begins_anew(self, head: str, end: int) -> bool:
        """Whether a word that ends here and may begin a predicate does so behind this head of a phrase."""
        participle = self._rules.patterns.participle_behind
        return head not in self._rules.of_events and not participle.match(self._text, end)

    def _is_inner(self, word: str, previous: str, end: int, limit: int) -> bool:
        """Whether the phrase goes on with a closed-class word."""
        return self._continues(previous, end, limit) if word == _AND else self._is_open(end, limit)

    def _trimmed(self, words: list[str], ends: list[int], limit: int) -> int:
        """Where the phrase of these words ends, without the action that only precedes its verb."""
        rules = self._rules
        last = len(words) - 1
        beyond = ends[last] + 1
        if self._text.startswith("به ", beyond) and words[last] in rules.governing_to:
            return self._governed(beyond + 3, limit) or ends[last]
        if self._text.startswith("از ", beyond):
            return (words[last] in rules.governing and self._governed(beyond + 3, limit)) or ends[last]
        while last and words[last] in rules.no_endings:
            last -= 1
        return ends[last]

    def _governed(self, position: int, limit: int) -> int:
        """Where the noun phrase ends that a preposition before `position` governs, 0 where none does."""
        if not self._is_open(position, limit) or self._text.startswith(self._rules.reasons, position):
            return 0
        governed = self.following(position, limit, most=2)
        return governed.end if governed else 0

    def _is_open(self, position: int, limit: int) -> bool:
        """Whether an open-class word follows."""
        match = _WORD.match(self._text, position, limit)
        return (
            match is not None
            and match[1] not in self._classes
            and match.start(1) not in self._edges
            and match.start(1) not in self._dated
        )

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

    def _is_verbal(self, piece: str, position: int) -> bool:
        """Whether the word that stands at `position` makes the one before it a part of the predicate."""
        word = piece if piece.isalpha() else letters(piece)
        return word in self._light or (
            word in self._rules.verb_prefixes and self._is_light(position + len(word))
        )

    def _is_light(self, end: int) -> bool:
        """Whether the verb whose prefix ends here is a light one."""
        following = _WORD.match(self._text, end)
        verb = following[1] if following else ""
        return verb in self._light and verb not in self._rules.future

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
        if words and words[-1] in self._rules.figure_nouns and text.endswith(f" {words[-1]}", 0, position):
            position, words = position - len(words[-1]) - 1, words[:-1]  # «سود هر سهم مبلغ ۶۰۰ ریال است»
        if (date := self._dates.get(position)) is not None and text[date - 1] == " ":
            words = words[: -len(text[date:position].split(" "))]  # «صادرات سال گذشته ۲ میلیارد دلار بود»
            position = date - 1
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

    def _is_participle(self, word: str, behind: str) -> bool:
        """Whether a word is the participle of the verb that `behind` ends."""
        return word in self._rules.participles or (behind == "اند" and word[-1] == "ه")


@cache
def _light() -> frozenset[str]:
    """What makes the word before it a part of the predicate."""
    return light_verbs() | phrase_rules().future
