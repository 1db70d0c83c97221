"""Say who speaks in every sentence, and so who states each quantity."""

from bisect import bisect_right

from pipeline.document import Document, Official, SentenceKind, Turn


class Speakers:
    """Fills document.turns and the speaker of every quantity, from the statements that Officials left."""

    name = "speakers"

    def __call__(self, document: Document) -> None:
        statements = {statement.sentence: statement for statement in document.statements}
        current: Official | None = None
        speaking: Official | None = None
        speakers: list[Official | None] = []
        for index, sentence in enumerate(document.sentences):
            statement = statements.get(index)
            if sentence.kind is not SentenceKind.BODY:
                speakers.append(None)
                continue
            if statement is not None:
                if statement.kind == "says":
                    current = speaking = statement.speaker
                elif statement.kind == "pronoun":
                    speaking = current
                else:
                    speaking = None
            speakers.append(speaking)
        _fill_turns(document, speakers)
        starts = document.sentence_starts
        for quantity in document.quantities:
            quantity.speaker = speakers[bisect_right(starts, quantity.start) - 1]


def _fill_turns(document: Document, speakers: list[Official | None]) -> None:
    turns = document.turns
    for sentence, speaker in zip(document.sentences, speakers, strict=True):
        if turns and turns[-1].speaker is speaker:
            turns[-1].end = sentence.end
        else:
            turns.append(Turn(sentence.start, sentence.end, speaker))


def speaker_at(document: Document, position: int) -> Official | None:
    """Who speaks at a place of the folded text, None where nobody named does."""
    turns = document.turns
    index = bisect_right(turns, position, key=lambda turn: turn.start) - 1
    return turns[index].speaker if index >= 0 and position < turns[index].end else None
