"""Find announced goals: which quantities are planned, promised or expected, and what the text says about them."""

from pipeline.document import Document, Quantity, Sentence, SentenceKind, Target
from pipeline.targets.clauses import Clauses, clauses_of
from pipeline.targets.goals import Sighting, deciding_rule, main_clause
from pipeline.targets.measures import baseline_of, measure_of, start_of
from pipeline.targets.metric import metric_of
from pipeline.targets.roles import role_of
from pipeline.targets.scope import due_of, provinces_of

_EARLIER = 8
_REPEATED = "repeated"
_ROLE_FREE = frozenset({"quota", "attained-level"})  # rules that read the role themselves


class Targets:
    name = "targets"

    def __call__(self, document: Document) -> None:
        if document.quantities:
            document.targets.extend(_Finder(document).targets())


class _Finder:
    """The goals of one document. The body comes first, for a headline repeats it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.analysed: dict[int, Clauses] = {}
        self.goals: dict[int, Target] = {}  # by the start of the quantity
        self.last_goal_end = -1

    def targets(self) -> list[Target]:
        headlines: list[tuple[int, Quantity, Sentence]] = []
        for position, quantity in enumerate(self.document.quantities):
            sentence = self.document.sentences[quantity.sentence]
            if sentence.kind is SentenceKind.HEADLINE:
                headlines.append((position, quantity, sentence))
            elif sentence.kind is SentenceKind.BODY:
                self.look(position, quantity, sentence)
        for position, quantity, sentence in headlines:
            same = [other for other in self.document.quantities if _same(other, quantity)]
            repeated = next((self.goals[other.start] for other in same if other.start in self.goals), None)
            if repeated or len(same) == 1:
                self.look(position, quantity, sentence, repeated)
        return [self.goals[start] for start in sorted(self.goals)]

    def look(self, position: int, quantity: Quantity, sentence: Sentence, repeated: Target | None = None) -> None:
        """Enter the quantity as a goal if its clause states one. repeated: the body's goal of the same figure."""
        document, text = self.document, self.document.text
        clauses = self.analysed.get(quantity.sentence)
        if clauses is None:
            clauses = self.analysed[quantity.sentence] = clauses_of(text, sentence.start, sentence.end)
        headline = sentence.kind is SentenceKind.HEADLINE
        start = start_of(quantity)
        clause = clauses.items[clauses.index(start)]
        main = main_clause(text, clauses, start, quantity.end)
        measure = measure_of(text, quantity, clause)
        sighting = Sighting(quantity, start, clauses, clause, main, headline, measure)
        rule = deciding_rule(document, sighting, clauses.start <= self.last_goal_end <= clause.start)
        if repeated is None and (rule is None or not rule.goal):
            return
        rule_id = rule.id if rule is not None and rule.goal else _REPEATED
        if not repeated and rule_id not in _ROLE_FREE and role_of(
            document, quantity, start, clause.start, (sentence.start, sentence.end), measure.change
        ):
            return
        self.last_goal_end = clause.end
        earlier = [
            other
            for other in reversed(document.quantities[max(0, position - _EARLIER) : position])
            if other.start >= clauses.start
            and other.start not in self.goals
            and "negated" not in clauses.items[clauses.index(other.start)].features
        ]
        baseline = baseline_of(text, quantity, clause, measure, earlier)
        direction = measure.direction
        if baseline is not None and baseline.low != quantity.low:
            direction = "increase" if quantity.low > baseline.low else "decrease"
        period = due_of(document, sentence, start, quantity.period) or (repeated.period if repeated else None)
        speaker = None if headline else quantity.speaker
        self.goals[quantity.start] = Target(
            min(clause.start, start),
            max(main.end, quantity.end),
            rule_id,
            metric_of(document, sighting, baseline),
            value=None if measure.change else quantity,
            change=quantity if measure.change else None,
            baseline=baseline,
            direction=direction,
            period=period,
            period_mention=quantity.period_mention if period is quantity.period else None,
            provinces=provinces_of(document, clause, speaker, headline),
            speaker=speaker,
        )


def _same(other: Quantity, quantity: Quantity) -> bool:
    return other.low == quantity.low and other.high == quantity.high and other.unit == quantity.unit
