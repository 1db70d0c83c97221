"""Find announced goals: which quantities are planned, promised or expected, and what the text says about them."""

from pipeline.document import Document, Quantity, SentenceKind, Target
from pipeline.targets.clauses import Clauses, clauses_of
from pipeline.targets.goals import Sighting, deciding_rule, main_clause
from pipeline.targets.measures import baseline_of, measure_of, start_of
from pipeline.targets.roles import role_of


class Targets:
    name = "targets"

    def __call__(self, document: Document) -> None:
        analysed: dict[int, Clauses] = {}
        goals: set[int] = set()
        last_goal_end = -1
        headlines: list[Quantity] = []
        for position, quantity in enumerate(document.quantities):
            sentence = document.sentences[quantity.sentence]
            if sentence.kind is SentenceKind.RESIDUE:
                continue
            clauses = analysed.get(quantity.sentence)
            if clauses is None:
                clauses = analysed[quantity.sentence] = clauses_of(document.text, sentence.start, sentence.end)
            text = document.text
            start = start_of(quantity)
            clause = clauses.items[clauses.index(start)]
            headline = sentence.kind is SentenceKind.HEADLINE
            measure = measure_of(text, quantity, clause)
            sighting = Sighting(
                quantity, start, clauses, clause, main_clause(text, clauses, start, quantity.end), headline, measure
            )
            follows = clauses.start <= last_goal_end <= clause.start
            rule = deciding_rule(document, sighting, follows)
            if rule is None or not rule.goal:
                continue
            if role_of(document, quantity, start, clause.start, (sentence.start, sentence.end)) and rule.id not in ("quota", "attained-level"):
                continue
            goals.add(quantity.start)
            last_goal_end = clause.end
            earlier = [q for q in document.quantities[max(0, position - 8) : position] if q.start >= clauses.start]
            baseline = baseline_of(document, quantity, clause, measure.level, earlier[::-1], goals)
            direction = measure.direction
            if baseline is not None and baseline.low != quantity.low:
                direction = "increase" if quantity.low > baseline.low else "decrease"
            document.targets.append(
                Target(
                    min(sighting.clause.start, start),
                    max(sighting.main.end, quantity.end),
                    rule.id,
                    quantity.object,
                    value=None if measure.change else quantity,
                    change=quantity if measure.change else None,
                    baseline=baseline,
                    direction=direction,
                    period=quantity.period,
                    period_mention=quantity.period_mention,
                    speaker=None if headline else quantity.speaker,
                )
            )
