"""What a word that only says how much is of: funds, a growth, an age, an adjective of what is counted."""

from pipeline.lexicon import WordClass
from pipeline.quantities.draft import Draft
from pipeline.quantities.phrases import Phrase
from pipeline.quantities.surroundings import Surroundings
from pipeline.quantities.units import unit_reader
from pipeline.quantities.words import word_at
from pipeline.text.polish import polish

_OTHERS, _FROM = " دیگر ", "از "
_AND = "و"
FINITE = (WordClass.VERB, WordClass.LIGHT_VERB, WordClass.COPULA)
_EDGES = (*FINITE, WordClass.CONJUNCTION)


class Owners(Surroundings):
    """Names what such words belong to."""

    def _aged(self, draft: Draft) -> Phrase | None:
        """Who is of an age below or above the number: «جوانان زیر ۲۳ سال»."""
        previous, start = draft.previous, draft.modifier_start
        units = unit_reader()
        people = previous in self._rules.age_groups or previous in units.people or units.are_people(previous)
        if not people or not self._patterns.aged.match(self._text, start):
            return None
        if self._phrases.measured(start, draft.floor) is not None:
            return None  # «میانگین سن ازدواج مردان بالای ۲۷ سال است»
        whole = self._phrases.last(draft.words, start, most=2)
        if whole is not None and self._earlier and whole.start < self._earlier[-1][0].end:
            return self._phrases.last(draft.words, start, most=1)  # «۷ درصد افراد بالای ۳۰ سال»
        return whole

    def _attribute(self, noun: str, draft: Draft) -> str:
        """What an adjective counts, and of what: «پارلمان ۱۲۸ عضوی لبنان», its عضو."""
        owner = self._phrases.last(draft.words, draft.modifier_start, most=1)
        after = self._phrases.following(draft.end, draft.limit, most=2)
        if owner is None or self._classes.get(word_at(self._text, draft.end + 1)) in FINITE:
            return noun  # «با این برد ۲۰ امتیازی شد»
        names = [self._canonical(phrase) for phrase in (owner, after) if phrase and not phrase.predicate]
        return " ".join(
            names if draft.previous in self._words.no_endings else [noun, *names]
        )  # «رشد ۹۰ واحدی»

    def _growth(self, event: Phrase, grown: str) -> str:
        """The growth of what it is told of."""
        happening = self._text[event.start : event.end]
        first = grown.partition(" ")[0]
        return grown if first in self._words.event_nouns else f"{polish(happening)} {grown}"

    def _changed(self, change: Phrase, draft: Draft) -> list[Phrase]:
        """A rise or fall with what rises or falls: «ارزش سهام با کاهش ۱۲ درصدی روبه‌رو شد»."""
        named, preposition = self._text[change.start : change.end], "".join(draft.words[-2:-1])
        if named not in self._rules.changes or preposition not in self._rules.change_prepositions:
            return [change]
        subject = self._phrases.measured(change.start, draft.floor)
        if subject is None:
            subject = self._phrases.clause_subject(change.start, draft.floor)
        return [change] if subject is None or subject.end > change.start else [change, subject]

    def _is_owned(self, phrase: Phrase) -> bool:
        """Whether a phrase behind a figure says what of its owner was measured: «۴۶ کیلومتر طول دارد»."""
        return self._text[phrase.start : phrase.end] in self._rules.owned

    def _owned(self, phrase: Phrase, draft: Draft) -> list[Phrase]:
        """It with its owner, the clause's subject: «این سینما ۴۰ میلیون ریال ضرر داد»."""
        owner = self._phrases.clause_subject(draft.modifier_start, draft.floor)
        if owner is None or owner.end > draft.modifier_start:
            return [phrase]
        name = self._text[owner.start : owner.end]
        first = name.partition(" ")[0]
        if name in self._rules.vacuous or first in self._words.of_events or first.startswith("هر"):
            return [phrase]
        return [phrase, owner]

    def _others(self, draft: Draft) -> Phrase | None:
        """What the others are: «۴ نفر دیگر مشکوک به این بیماری», «دو تن دیگر از اعضا»."""
        if not self._text.startswith(_OTHERS, draft.tail):
            return None
        begin = draft.tail + len(_OTHERS)
        if of_all := self._text.startswith(_FROM, begin):
            begin += len(_FROM)
        word = word_at(self._text, begin)
        if of_all:
            return None if word in self._rules.vacuous else self._phrases.following(begin, draft.limit)
        units = unit_reader()
        if word not in self._words.governing_to and word not in units.people and not units.are_people(word):
            return None
        return self._phrases.following(begin, draft.limit)

    def _with_purpose(self, phrase: Phrase, draft: Draft) -> str | list[Phrase]:
        """Funds with what they are for: «۲۳ میلیارد ریال اعتبار برای احیای قنوات»."""
        if self._text[phrase.start : phrase.end] not in self._rules.funds:
            return [phrase]
        purpose = self._patterns.purpose.match(self._text, phrase.end, draft.limit)
        if purpose is not None:
            return [phrase, *self._some(self._phrases.following(purpose.end(), draft.limit))]
        if draft.previous == "با":
            return self._with_subject(phrase, draft)
        return [phrase, *self._some(self._phrases.purpose(draft.modifier_start, draft.floor))]

    def _with_subject(self, funds: Phrase, draft: Draft) -> str | list[Phrase]:
        """Funds with what has them: «این پل با ۲۳ میلیارد ریال اعتبار», «۵ پل با اعتبار …»."""
        position = min(funds.start, draft.modifier_start)
        subject = self._phrases.clause_subject(position, draft.floor)
        if subject is not None and self._text[subject.start : subject.end] not in self._rules.vacuous:
            return [funds, subject]
        latest = self._latest(draft)
        if latest is None or latest.dimension != "count" or not self._is_one_clause(latest.end, position):
            return [funds]
        return f"{self._canonical(funds)} {latest.object}"

    def _is_one_clause(self, start: int, end: int) -> bool:
        """Whether no other clause begins between two places."""
        between = self._text[start:end]
        return not any(mark in between for mark in "،؛:(") and not any(
            self._classes.get(word) in _EDGES for word in between.split(" ") if word != _AND
        )

    def _points(self, draft: Draft) -> str | None:
        """The index whose points are told, with its rise or fall."""
        text = self._text
        moved = self._patterns.index_moved.match(text, draft.end, draft.limit)
        if (
            moved is None
            and word_at(text, draft.end + 1) not in self._classes
            and self._patterns.points_end.match(text, draft.end, draft.limit) is None
        ):
            return None  # «۲۰ واحد مسکونی»
        indices = list(self._patterns.index.finditer(text, draft.floor, draft.modifier_start))
        if not indices:
            return None
        named = indices[-1]
        name = named[0]
        of = self._phrases.following(named.end(), draft.modifier_start, most=3)
        if of is not None and not of.predicate:
            name = f"{name} {self._canonical(of)}"
        return f"{moved[1]} {name}" if moved else name
