"""Where rules left a question that a model may answer: an office without its holder's name, a verb of speech
without its subject. Both are asked only where a word that may be a name stands where the answer would."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.document import Document, Sentence, Span
from pipeline.officials.names import NameReader
from pipeline.officials.vocabulary import vocabulary

_BESIDE = 45  # letters to each side of a title, at a sentence's head and before a verb that are read
_BEHIND = 20  # letters behind a verb of speech that are read
_TITLES = 3  # mentions of one office that are looked at
_MOST = 6  # open statements of one article
_LONGEST = 20  # letters of a word before a title or a verb
_WORD = re.compile(r"[ء-ی]+")
_JOINT = re.compile(r"[»\"')]* ?[،,-]? ?[«\"'(]*")
_WORD_BEFORE_JOINT = re.compile(r"([ء-ی]+)[»\"')]* ?[،,-] ?[«\"'(]*$")
_WORD_BEFORE = re.compile(r"([ء-ی]+)[»\"')]* $")


def open_stretches(document: Document) -> list[Span]:
    """The stretches of text to read, in order, none touching another, each within a sentence."""
    questions = _Questions(document)
    stretches = []
    for official in document.officials:
        if official.name is None:
            for mention in official.mentions[:_TITLES]:
                if mention.kind == "title" and questions.name_beside(mention.start, mention.end):
                    stretches.append(_beside(document, mention.start, mention.end))
    for index, verb in document.open_statements[:_MOST]:
        sentence = document.sentences[index]
        for start, end in questions.subject(sentence, verb):
            stretches.append(_words(document.text, start, end, sentence))
    return _joined(stretches)


class _Questions:
    """Whether a name may stand where it would answer."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._words = vocabulary()
        self._names = NameReader(self._words)

    def name_beside(self, start: int, end: int) -> bool:
        """Whether a name may touch this title."""
        text = self._text
        joint = _JOINT.match(text, end)
        begin = end if joint is None else joint.end()
        begin, _ = self._names.skip_honorifics(text, begin, len(text))
        before = _WORD_BEFORE_JOINT.search(text, max(0, start - _LONGEST), start)
        return self._opens_name(begin) or (before is not None and self._may_be_name(before[1]))

    def subject(self, sentence: Sentence, verb: int) -> Iterator[Span]:
        """Where a name that is the subject of this verb may stand: see `Linking`."""
        head, _ = self._names.skip_honorifics(self._text, sentence.start, verb)
        if head < verb and self._opens_name(head):
            yield Span(sentence.start, head + _BESIDE)
        before = _WORD_BEFORE.search(self._text, max(sentence.start, verb - _LONGEST), verb)
        if before is not None and self._may_be_name(before[1]):
            yield Span(verb - _BESIDE, verb + _BEHIND)

    def _opens_name(self, position: int) -> bool:
        word = _WORD.match(self._text, position)
        return word is not None and self._may_be_name(word[0])

    def _may_be_name(self, word: str) -> bool:
        known = self._words
        if len(word) < 2 or word in known.stops or word in known.no_names:
            return False
        return word not in known.common or word in known.given or word in known.surnames


def _beside(document: Document, start: int, end: int) -> Span:
    """The words around a title, within its sentence."""
    index = bisect_right(document.sentence_starts, start) - 1
    return _words(document.text, start - _BESIDE, end + _BESIDE, document.sentences[max(index, 0)])


def _words(text: str, start: int, end: int, sentence: Sentence) -> Span:
    """A stretch of a sentence, out to the ends of its words."""
    if start > sentence.start:
        start = text.rfind(" ", sentence.start, start) + 1
    if end < sentence.end:
        end = text.find(" ", end, sentence.end)
    return Span(max(start, sentence.start), sentence.end if end < 0 else min(end, sentence.end))


def _joined(stretches: list[Span]) -> list[Span]:
    """Stretches that overlap as one."""
    joined: list[Span] = []
    for stretch in sorted(stretches):
        if joined and stretch.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, stretch.end))
        else:
            joined.append(stretch)
    return joined
