"""Where rules left a question that a model may answer: an office without its holder's name, a verb of speech
without its subject."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.document import Document, Span

_BESIDE = 70  # letters to each side of a title that are read
_BEHIND = 30  # letters behind a verb of speech that are read
_REACH = 260  # how far into a sentence its subject is looked for
_TITLES = 3  # mentions of one office that are looked at
_MOST = 6  # open statements of one article


def open_stretches(document: Document) -> list[Span]:
    """The stretches of text to read, in order, none touching another, each within a sentence."""
    stretches = []
    for official in document.officials:
        if official.name is None:
            for mention in official.mentions[:_TITLES]:
                stretches.append(_beside(document, mention.start, mention.end))
    for index, verb in document.open_statements[:_MOST]:
        sentence = document.sentences[index]
        end = min(verb + _BEHIND, sentence.start + _REACH, sentence.end)
        stretches.append(Span(sentence.start, _word_end(document.text, end, sentence.end)))
    return _joined(stretches)


def _beside(document: Document, start: int, end: int) -> Span:
    """The words around a title, within its sentence."""
    index = bisect_right(document.sentence_starts, start) - 1
    sentence = document.sentences[max(index, 0)]
    begin = max(sentence.start, start - _BESIDE)
    if begin > sentence.start:
        begin = document.text.rfind(" ", sentence.start, begin) + 1 or sentence.start
    return Span(begin, _word_end(document.text, min(end + _BESIDE, sentence.end), sentence.end))


def _word_end(text: str, position: int, stop: int) -> int:
    if position >= stop:
        return stop
    end = text.find(" ", position, stop)
    return stop if end < 0 else end


def _joined(stretches: list[Span]) -> list[Span]:
    """Stretches that overlap as one."""
    joined: list[Span] = []
    for stretch in sorted(stretches):
        if joined and stretch.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, stretch.end))
        else:
            joined.append(stretch)
    return joined
