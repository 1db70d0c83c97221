"""Find announced goals: which quantities are planned, promised or expected, and what the text says about them."""

from pipeline.document import Document, Quantity, SentenceKind, Target
from pipeline.targets.clauses import Clauses, clauses_of
from pipeline.targets.goals import goal_rule
from pipeline.targets.measures import direction_of
from pipeline.targets.roles import role_of


class Targets:
    name = "targets"

    def __call__(self, document: Document) -> None:
        analysed: dict[int, Clauses] = {}
        for quantity in document.quantities:
            sentence = document.sentences[quantity.sentence]
            if sentence.kind is SentenceKind.RESIDUE:
                continue
            clauses = analysed.get(quantity.sentence)
            if clauses is None:
                clauses = analysed[quantity.sentence] = clauses_of(document.text, sentence.start, sentence.end)
            target = _target(document, quantity, clauses, sentence.kind is SentenceKind.HEADLINE)
            if target is not None:
                document.targets.append(target)


def _target(document: Document, quantity: Quantity, clauses: Clauses, headline: bool) -> Target | None:
    start = quantity.modifier_start if quantity.modifier_start >= 0 else quantity.start
    rule = goal_rule(document.text, clauses, start, quantity.end, headline)
    if rule is None:
        return None
    clause = clauses.items[clauses.index(start)]
    if role_of(document, quantity, clause.start, clause.end):
        return None
    direction, changes = direction_of(document, quantity, clause)
    return Target(
        min(clause.start, start),
        max(clause.end, quantity.end),
        rule,
        quantity.object,
        value=None if changes else quantity,
        change=quantity if changes else None,
        direction=direction,
        period=quantity.period,
        period_mention=quantity.period_mention,
        speaker=None if headline else quantity.speaker,
    )
