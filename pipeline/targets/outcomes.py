"""What has become of what was announced: whether it was done, or its time is over."""

from pipeline.document import Document, Quantity, SentenceKind
from pipeline.targets.clauses import Clause, cut
from pipeline.targets.cues import find_cues
from pipeline.targets.features import BITS, PAST
from pipeline.targets.figures import repeats
from pipeline.targets.scope import clause_due, is_past

LONGEST_SENTENCE = 4000  # letters: longer "sentences" are tables or damaged text
_ANNOUNCED = BITS["announced"]


def is_over(document: Document, quantity: Quantity, clause: Clause, today: str) -> bool:
    """Whether what is told of a quantity was done: its period is past, or the article says so later."""
    if quantity.period is not None and is_past(quantity.period, today):
        return clause_due(document, clause, today)[0] is None
    return any(_is_done(document, other) for other in document.quantities if repeats(other, quantity))


def _is_done(document: Document, quantity: Quantity) -> bool:
    """Whether the clause of a quantity tells what was done."""
    sentence = document.sentences[quantity.sentence]
    if sentence.end - sentence.start > LONGEST_SENTENCE or sentence.kind is not SentenceKind.BODY:
        return False
    marks, _ = find_cues(document, sentence.start, sentence.end)
    clauses = cut(document.text, sentence.start, sentence.end, marks)
    return clauses.items[clauses.index(quantity.start)].features & (PAST | _ANNOUNCED) == PAST
