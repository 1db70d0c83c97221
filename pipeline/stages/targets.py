"""Find announced goals: which quantities are planned, promised or expected, and what is said about them."""

from bisect import bisect_left
from collections.abc import Iterator

from pipeline.document import (
    DateMention,
    Document,
    Period,
    PlaceMention,
    Quantity,
    Sentence,
    SentenceKind,
    Target,
)
from pipeline.targets.clause_rules import clause_rules
from pipeline.targets.clauses import Clause, Clauses, cut
from pipeline.targets.cues import find_cues
from pipeline.targets.due import (
    due_before,
    due_behind,
    has_own_time,
    headline_due,
    is_brief,
    is_history,
    is_same_time,
    near_due,
    year_of_plan,
)
from pipeline.targets.features import (
    BUDGET,
    CONDITION,
    COPULA,
    EVENT,
    FUTURE,
    HEADLINE,
    NEGATED,
    OPEN,
    PAST,
    QUESTION,
    STRONG,
    VERBLESS,
    bits,
)
from pipeline.targets.figures import by_figure, figure, quantity_of, share_due
from pipeline.targets.gatherings import gathering_due
from pipeline.targets.goals import deciding_rule, is_general, main_clause, open_rules, worth_a_look
from pipeline.targets.items import of_place
from pipeline.targets.measures import Measure, baseline_of, goes_on, start_of
from pipeline.targets.metric import metric_of
from pipeline.targets.outcomes import LONGEST_SENTENCE, is_over
from pipeline.targets.qualitative import qualitative_targets
from pipeline.targets.roles import role_of
from pipeline.targets.scope import (
    Scope,
    budget_year,
    clause_due,
    dates_in,
    due_of,
    is_past,
    organization_of,
    speaks_of_budget,
    today_of,
)
from pipeline.targets.sightings import Sighting
from pipeline.targets.verbs import Tense

_EARLIER, _NEAR_BY, _CLOSE_BY = 8, 12, 3
_FEW = 10
_COUNTED = frozenset({"count", "person", "household"})
_REPEATED, _TODAY = "repeated", "امروز"  # today is also: nowadays
_HEADLINE, _RESIDUE = SentenceKind.HEADLINE, SentenceKind.RESIDUE
_HEADING = ("headline", "announced", "repeated")  # rules of what the body may tell again
_TO_COME = FUTURE | STRONG | EVENT
_TELLING = ("announced", "programme")  # rules of what may be over as well
_JOINING = ("apportioned-as", "many-too")  # of what follows a goal; another one of its clause may follow it
_AGREED = "agreed"  # rules of what was decided on a day named before it
# A headline with one of these says another thing than the body.
_NOT_AGAIN = PAST | COPULA | QUESTION | CONDITION | NEGATED
_NEVER = ("not counted", "duration")  # roles that no rule can do without
_TO_BE_MADE = bits("present", "passive", "productive_named")
_ROLE_FREE = frozenset({"quota", "attained-level"})  # rules that read the role themselves


class Targets:
    name = "targets"

    def __call__(self, document: Document) -> None:
        targets = _Finder(document).targets() if document.quantities else []
        targets.extend(qualitative_targets(document))
        document.targets.extend(sorted(targets, key=lambda target: target.start))


class _Finder:
    """The goals of one document. The body comes first, for a headline repeats it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.today = today_of(document)
        self.scope = Scope(document)
        self.budget = budget_year(document, self.today)
        self.context = BUDGET if self.budget is not None else 0
        self.ahead = [  # where dates stand that are not over yet
            mention.start
            for mention in document.dates
            if mention.period.jalali_end
            and not is_past(mention.period, self.today)
            and not document.text.startswith(_TODAY, mention.start)
        ]
        self.at_home = any(place.certain for place in document.places)
        self.goals: dict[int, Target] = {}  # by the start of the quantity
        self.last: Target | None = None
        self.dated: Target | None = None  # the last one whose due period the text gives
        self.place: PlaceMention | None = None  # the one listed before the last goal

    def targets(self) -> list[Target]:
        headlines: list[tuple[int, Quantity, Sentence, Clauses | None]] = []
        sentences, quantities = self.document.sentences, self.document.quantities
        index = -1
        for position, quantity in enumerate(quantities):
            if quantity.sentence != index:
                index = quantity.sentence
                sentence = sentences[index]
                before = quantity_of(self.last)
                clauses = self.analyse(sentence, before is not None and index - before.sentence <= 1)
            if sentence.kind is _HEADLINE:
                headlines.append((position, quantity, sentence, clauses))
            elif clauses is not None:
                self.look(position, quantity, sentence, clauses)
        heads = {quantity.start for _, quantity, _, _ in headlines}
        figures = by_figure(quantities, {quantity.low for _, quantity, _, _ in headlines})
        for position, quantity, sentence, clauses in headlines:
            same = figures[figure(quantity)]
            repeated = next((self.goals[start] for start in same if start in self.goals), None)
            if clauses is None:
                continue
            if repeated or _is_foretold(clauses, quantity) or all(start in heads for start in same):
                self.look(position, quantity, sentence, clauses, repeated)
        found = [self.goals[start] for start in sorted(self.goals)]
        for goal in found:
            if goal.period is None and goal.rule.startswith(_HEADING):
                self.date_from_body(goal)
        share_due(found)
        return found

    def analyse(self, sentence: Sentence, near: bool = True) -> Clauses | None:
        """Cut a sentence into clauses; its dates say which look ahead. None where it can state no goal.

        near: a goal stands in the sentence before, of which this one may go on."""
        document, start, end = self.document, sentence.start, sentence.end
        if end - start > LONGEST_SENTENCE or sentence.kind is _RESIDUE:
            return None
        marks, seen = find_cues(document, start, end)
        ahead = self.ahead[bisect_left(self.ahead, start) : bisect_left(self.ahead, end)]
        headline = sentence.kind is _HEADLINE
        if headline and clause_rules().patterns.chronicle.match(document.text, start, end):
            return None
        if not (headline or near or worth_a_look((seen | OPEN if ahead else seen) | self.context)):
            return None
        shared = (
            self.context | (HEADLINE if headline else 0) | (QUESTION if document.text[end - 1] in "؟?" else 0)
        )
        clauses = cut(document.text, start, end, marks, shared)
        for position in ahead:
            clauses.items[clauses.index(position)].features |= OPEN
        return clauses

    def look(
        self,
        position: int,
        quantity: Quantity,
        sentence: Sentence,
        clauses: Clauses,
        repeated: Target | None = None,
    ) -> None:
        """Enter the quantity as a goal if its clause states one. repeated: the body's goal of its figure."""
        document, text = self.document, self.document.text
        start = start_of(quantity)
        index = clauses.index(start)
        clause = clauses.items[index]
        main = main_clause(text, clauses, index, quantity)
        rules = open_rules(clause, main)
        if repeated is None and not rules:
            return
        last = self.last
        after_goal = last is not None and (
            clauses.start <= last.end <= clause.start or (last.end == main.end and last.rule in _JOINING)
        )
        near = after_goal, self.of_goal(quantity)
        sighting = Sighting(text, quantity, start, clauses, index, clause, main, *near, self.at_home)
        rule = deciding_rule(sighting, rules)
        if repeated and main.tense is None and quantity.period and is_past(quantity.period, self.today):
            return  # رشد اقتصادی در شش ماه نخست سال: ۶ درصد
        if (repeated is None or main.features & _NOT_AGAIN) and (rule is None or not rule.goal):
            return
        before = self.last if self.last is not None and self.last.start >= clauses.start else None
        measure = sighting.measure
        growth = before.change if before is not None and before.end == main.end else None
        if before is not None and growth is not None and goes_on(text, growth, quantity, measure):
            measure = Measure(False, True, before.direction)
        if before is not None and before.end == main.end and text[clause.start : start].endswith(" در "):
            return  # نصب ۲۱ آسانسور در پنج ایستگاه: where, not what
        rule_id = rule.id if rule is not None and rule.goal else _REPEATED
        role = "" if repeated else role_of(text, sighting)
        if role and (rule_id not in _ROLE_FREE or role in _NEVER):
            return
        if rule_id.startswith(_TELLING) and is_over(document, quantity, main, self.today):
            return  # از کاهش کسری به ۲۴ درصد در سال گذشته خبر داد
        agreed = rule_id.startswith(_AGREED)
        named = dates_in(document, clause.start, quantity.start) if agreed else []
        if any(is_past(mention.period, self.today[:4]) for mention in named):
            return  # ۵ اسفند ۱۳۴۰ با دریافت ۵۵ میلیون مارک موافقت کرد
        if is_history(document, clauses, index, self.today):
            return
        baseline = baseline_of(text, quantity, clause, measure, self.earlier(position, clauses))
        direction = measure.direction
        if baseline is not None and baseline.low != quantity.low:
            direction = "increase" if quantity.low > baseline.low else "decrease"
        period, mention, dated = self.due(
            quantity, sentence, clauses, index, main, repeated or before, agreed
        )
        if period is None and sentence.kind is not _HEADLINE and is_general(rule_id, sighting):
            return
        speaker = None if sentence.kind is _HEADLINE else quantity.speaker
        following = document.quantities[position + 1 : position + 2]  # a place before it belongs to this one
        own_end = min([clause.end, *(other.start for other in following)])
        place = self.scope.listed(start)
        metric = ""
        if place is not None and self.place is not None and before is not None:
            metric = of_place(document, before.metric, self.place, place)
        metric = metric or metric_of(document, sighting, baseline, before.metric if before else "")
        self.place = place
        self.last = self.goals[quantity.start] = Target(
            min(clause.opening(text), start),
            max(main.end, quantity.end),
            rule_id,
            metric,
            value=None if measure.change else quantity,
            change=quantity if measure.change else None,
            baseline=baseline,
            direction=direction,
            period=period,
            period_mention=mention,
            provinces=repeated.provinces
            if repeated
            else [place.iso]
            if place
            else self.scope.provinces(start, own_end, clause, speaker, metric, quantity),
            organization=organization_of(speaker, text[clause.start : main.end]),
            speaker=speaker,
        )
        if dated:
            self.dated = self.last

    def due(
        self,
        quantity: Quantity,
        sentence: Sentence,
        clauses: Clauses,
        index: int,
        main: Clause,
        origin: Target | None,
        agreed: bool,
    ) -> tuple[Period | None, DateMention | None, bool]:
        """By when a goal is due, and whether a date around it says so. origin: whose due period it may have.

        agreed: the day before it may be that on which it was decided.
        """
        document, text, today = self.document, self.document.text, self.today
        open_time = has_own_time(text[main.start : main.end])
        period, mention = due_of(document, None if open_time else quantity, main, today)
        if agreed and mention is not None and mention.start < start_of(quantity) and is_brief(mention.period):
            period = mention = None  # روز یکشنبه تصویب شد
        if period is None and not open_time and (origin is None or origin.period is None):
            period, mention = due_before(document, clauses, index, today)
        if period is None:
            period, mention = due_behind(document, clauses, main, today)
        if period is not None:
            return year_of_plan(document, main, period, mention), mention, True
        if origin is not None and not open_time:
            period, mention = origin.period, origin.period_mention
        if period is None:
            period, mention = near_due(document, main, today)
        if period is None and origin is None and (recent := self.recent(quantity, main)) is not None:
            period, mention = recent.period, recent.period_mention
        if period is None and sentence.kind is _HEADLINE:
            period, mention = headline_due(document, today)
        if period is None:
            period, mention = gathering_due(document, sentence, today)
        if period is None and self.budget is not None and speaks_of_budget(document, sentence):
            period, mention = self.budget.period, self.budget
        return period, mention, False

    def date_from_body(self, goal: Target) -> None:
        """Give a headline's or a lead's goal the date at which the body has as many of the same things."""
        document, measure = self.document, quantity_of(goal)
        if measure is None:
            return
        for other in document.quantities:
            if other.start <= measure.start or figure(other) != figure(measure):
                continue
            clauses = self.analyse(document.sentences[other.sentence])
            if clauses is None or not self.is_more(other, measure):
                continue
            for clause in clauses.items[clauses.index(other.start) :]:
                if clause.features & _TO_COME and not clause.features & PAST:
                    goal.period, goal.period_mention = clause_due(document, clause, self.today)
                    if goal.period is not None:
                        return

    def of_goal(self, quantity: Quantity) -> bool:
        """Whether the last goal, in this sentence or the one before, is in the unit of a quantity."""
        goal = quantity_of(self.last)
        if goal is None or quantity.sentence - goal.sentence > 1:
            return False
        return quantity.unit in (goal.unit, goal.unit.partition("/")[0])  # ۲۰ تن در سال، شامل ۵ تن برنج

    def earlier(self, position: int, clauses: Clauses) -> Iterator[Quantity]:
        """The quantities before one that are no goals, nearest first: its sentence's and the last one above.

        Of a clause that denies (تنها ۵ درصد برخوردار نیستند) the last one is left out."""
        quantities = self.document.quantities
        following = len(clauses.items)
        for other in reversed(quantities[max(0, position - _EARLIER) : position]):
            if other.start < clauses.start:
                near = self.document.quantities[position].sentence - other.sentence == 1
                if near and other.start not in self.goals:
                    yield other
                return
            index = clauses.index(other.start)
            denied = index < following and clauses.items[index].features & NEGATED
            following = index
            if other.start not in self.goals and not denied:
                yield other

    def recent(self, quantity: Quantity, main: Clause) -> Target | None:
        """The goal before whose due period this one has: its sentence names it again, or goes on with it.

        Only the same speaker's, near by. A present tense needs a date and takes it from farther above, as all
        that a budget says has its year; another tense only from a goal for the same things or from a measure
        in the same paragraph.
        """
        if (named := self.named_again(quantity)) is not None:
            return named
        measure = quantity_of(self.dated)
        if measure is None or quantity.speaker is not measure.speaker:
            return None
        distance = quantity.sentence - measure.sentence
        text, sentences = self.document.text, self.document.sentences
        if distance > _NEAR_BY or has_own_time(text[main.start : main.end]):
            return None
        same_time = is_same_time(text[sentences[quantity.sentence].start : main.end])
        if main.tense is Tense.PRESENT or self.context & BUDGET or same_time:
            return self.dated
        if distance > _CLOSE_BY:
            return None
        measured = not {quantity.unit, measure.unit} & _COUNTED
        beside = sentences[quantity.sentence].paragraph == sentences[measure.sentence].paragraph
        return self.dated if (measured and beside) or self.is_more(quantity, measure) else None

    def named_again(self, quantity: Quantity) -> Target | None:
        """The dated goal whose figure stands before a quantity in its sentence: «از ۲۰۰ واحد، ۵۰ واحد»."""
        quantities = self.document.quantities
        position = bisect_left(quantities, quantity.start, key=lambda other: other.start)
        for other in reversed(quantities[max(0, position - _EARLIER) : position]):
            if other.sentence != quantity.sentence:
                break
            for goal in self.goals.values() if other.low > _FEW else ():
                if goal.period is not None and figure(other) == figure(quantity_of(goal) or quantity):
                    return goal
        return None

    def is_more(self, quantity: Quantity, measure: Quantity) -> bool:
        """Whether a quantity is of the same things as an earlier one."""
        if quantity.unit != measure.unit:
            return False
        text = self.document.text
        nouns = {text[each.number.end : each.end].strip() for each in (quantity, measure)}
        firsts = {each.object.partition(" ")[0] for each in (quantity, measure)}
        return len(nouns if quantity.unit in _COUNTED else firsts) == 1


def _is_foretold(clauses: Clauses, quantity: Quantity) -> bool:
    """Whether the clause of a headline looks ahead: by its tense, its date, or as things are to be made."""
    features = clauses.items[clauses.index(quantity.start)].features
    if features & FUTURE or features & (OPEN | VERBLESS) == OPEN | VERBLESS:
        return True
    return features & _TO_BE_MADE == _TO_BE_MADE and quantity.unit != "percent"
