"""Say who speaks in every sentence, and so who states each quantity."""

from bisect import bisect_right
from itertools import pairwise

from pipeline.document import Document, Official, Sentence, SentenceKind, Statement, Turn
from pipeline.officials.vocabulary import vocabulary

_BODY = SentenceKind.BODY
_LAST = 3  # background about a place stands in the last sentences
_SILENT, _PARAGRAPHS = 7, 3  # so many sentences, over so many paragraphs, somebody is hardly quoted unnamed
_INTERVIEW = 3  # questions that make an article one


class Speakers:
    """Fills document.turns and the speaker of every quantity, from the statements that Officials left.

    A speaker goes on until another takes over, the paper speaks itself, a heading opens another part of the
    article, or long nothing tells of him.
    Headlines have no speaker."""

    name = "speakers"

    def __call__(self, document: Document) -> None:
        speakers = self._speakers(document)
        _fill_turns(document, speakers)
        starts = document.sentence_starts
        for quantity in document.quantities:
            index = bisect_right(starts, quantity.start) - 1
            quantity.speaker = speakers[index] if index >= 0 else None

    def _speakers(self, document: Document) -> list[Official | None]:
        """The speaker of each sentence."""
        sentences = document.sentences
        speakers: list[Official | None] = [None] * len(sentences)
        asked = _interviewed(document)  # who answers in an interview
        if not document.statements and asked is None:
            return speakers
        statements = {statement.sentence: statement for statement in document.statements}
        last: Official | None = None  # whom a pronoun means
        speaking: Official | None = None
        questions = _questions(document) if asked is not None else set()
        answering = min(questions, default=0)  # from this paragraph on
        heard = 0  # the sentence in which he was last heard
        for index, sentence in enumerate(sentences):
            if sentence.kind is not _BODY:
                if asked is None and _opens_section(document, sentence):
                    speaking = None
                continue
            statement = statements.get(index)
            if statement is not None and (asked is None or sentence.paragraph not in questions):
                heard = index
                if statement.kind == "report":
                    speaking = None
                elif statement.kind == "interview":
                    asked = last = statement.speaker
                    speaking = None
                    questions, answering = _questions(document), 0
                else:
                    speaking = last = statement.speaker if statement.kind == "says" else last
                if statement.backward and speaking is not None:
                    _cover_before(sentences, statements, speakers, index, speaking)
            elif asked is not None:
                answers = sentence.paragraph >= answering and sentence.paragraph not in questions
                speaking = asked if answers else None
            elif speaking is not None and _is_long_after(sentences, heard, index):
                begin, heard = sentences[heard + 1].start, index
                spoken = vocabulary().speech.patterns.first_person.search(document.text, begin, sentence.end)
                if spoken is None and len(_questions(document)) < _INTERVIEW:
                    speaking = None  # the paper has taken over
            speakers[index] = speaking
        self._leave_background(document, statements, speakers)
        return speakers

    def _leave_background(
        self, document: Document, statements: dict[int, Statement], speakers: list[Official | None]
    ) -> None:
        """Nobody says the facts about a place that close an article."""
        background = vocabulary().speech.patterns.background
        last = [i for i, sentence in enumerate(document.sentences) if sentence.kind is _BODY][-_LAST:]
        for index in last:
            sentence = document.sentences[index]
            if speakers[index] is None or index in statements or not _opens_paragraph(document, index):
                continue
            if background.match(document.text, sentence.start, sentence.end):
                for following in range(index, len(speakers)):
                    if following in statements:
                        break
                    speakers[following] = None


def _opens_section(document: Document, sentence: Sentence) -> bool:
    """Whether a line heads a part of the article, so that nobody goes on speaking below it."""
    if sentence.kind is not SentenceKind.HEADLINE:
        return False
    return not document.text.startswith(vocabulary().speech.no_sections, sentence.start)


def _is_long_after(sentences: list[Sentence], heard: int, index: int) -> bool:
    """Whether a sentence stands so far behind a speaker's last statement that he may have ended."""
    return index - heard >= _SILENT and sentences[index].paragraph - sentences[heard].paragraph >= _PARAGRAPHS


def _cover_before(
    sentences: list[Sentence],
    statements: dict[int, Statement],
    speakers: list[Official | None],
    index: int,
    speaker: Official,
) -> None:
    """Give the body sentences right before, which nobody else says, to a speaker."""
    for before in range(index - 1, -1, -1):
        if before in statements or sentences[before].kind is not _BODY:
            return
        speakers[before] = speaker


def _interviewed(document: Document) -> Official | None:
    """Whom the headline of an interview names: «گفت‌وگو با رضا کریمی، شهردار تفت»."""
    if not document.officials or document.sentences[0].kind is not SentenceKind.HEADLINE:
        return None
    talk = vocabulary().speech.patterns.talk.search(document.text, 0, document.sentences[0].end)
    if talk is None or len(_questions(document)) < _INTERVIEW:
        return None
    for official in document.officials:
        for mention in official.mentions:
            if mention.start == talk.end() or mention.end == talk.start():
                return official
    return None


def _questions(document: Document) -> set[int]:
    """The paragraphs that end with a question mark."""
    ends = {sentence.paragraph: sentence.end for sentence in document.sentences}
    return {paragraph for paragraph, end in ends.items() if document.text[end - 1] in "?؟"}


def _opens_paragraph(document: Document, index: int) -> bool:
    return index == 0 or document.sentences[index - 1].paragraph != document.sentences[index].paragraph


def _fill_turns(document: Document, speakers: list[Official | None]) -> None:
    """One turn for each run of sentences of one speaker."""
    sentences = document.sentences
    if not sentences:
        return
    edges = [0, *[i for i, (a, b) in enumerate(pairwise(speakers), 1) if a is not b], len(sentences)]
    document.turns = [
        Turn(sentences[first].start, sentences[after - 1].end, speakers[first])
        for first, after in pairwise(edges)
    ]
