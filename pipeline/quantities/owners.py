"""What a word that only says how much is of: funds, a growth, an age, an adjective of what is counted."""

import re

from pipeline.lexicon import WordClass
from pipeline.quantities.draft import Draft
from pipeline.quantities.phrases import GOVERNING_TO, Phrase
from pipeline.quantities.surroundings import Surroundings
from pipeline.quantities.units import unit_reader
from pipeline.quantities.words import word_at
from pipeline.text.polish import polish

_AGED = re.compile(r"(?:زیر|بالای|بالاتر از) ")
_GROUPS = ("افراد", "جمعیت", "ملی", "امید", "کودک", "نوجوان")  # beside the plurals of people
_CHANGES = frozenset(("رشد", "افزایش", "کاهش", "افت", "جهش", "سقوط"))
_WITH = frozenset(("با", "از"))
_OWNED = frozenset("ضرر زیان سود درآمد بدهی طول عرض عمق ارتفاع مساحت وسعت وزن".split())
_OTHERS = " دیگر "
_FUNDS = frozenset(("اعتبار", "بودجه", "تسهیلات", "وام", "یارانه", "هزینه"))
_PURPOSE = re.compile(r" (?:برای|جهت|به منظور)(?= (?!این|آن|سال|هر))")
_AND = "و"
# «شاخص کل با ۴۳ واحد صعود در رقم ۶ هزار واحد ایستاد»
_INDEX = re.compile(r"(?<!\w)(?<!این )شاخص( کل)?(?= [^\W\d_])")
_MOVED = re.compile(r" ?(صعود|رشد|افزایش|کاهش|افت|نزول|سقوط|جهش|ریزش)(?!\w)")
_POINTS_END = re.compile(r" ?(?:[^\w ]|$|\d)| (?:رقم|عدد|سطح|کانال)(?!\w)")
FINITE = (WordClass.VERB, WordClass.LIGHT_VERB, WordClass.COPULA)
_EDGES = (*FINITE, WordClass.CONJUNCTION)


class Owners(Surroundings):
    """Names what such words belong to."""

    def _aged(self, draft: Draft) -> Phrase | None:
        """Who is of an age below or above the number: «جوانان زیر ۲۳ سال»."""
        previous, start = draft.previous, draft.modifier_start
        units = unit_reader()
        people = previous in _GROUPS or previous in units.people or units.are_people(previous)
        if not people or not _AGED.match(self._text, start):
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
            names if draft.previous in self._wording.trailing else [noun, *names]
        )  # «رشد ۹۰ واحدی»

    def _growth(self, event: Phrase, grown: str) -> str:
        """The growth of what it is told of."""
        happening = self._text[event.start : event.end]
        first = grown.partition(" ")[0]
        return grown if first in self._wording.event_nouns else f"{polish(happening)} {grown}"

    def _changed(self, change: Phrase, draft: Draft) -> list[Phrase]:
        """A rise or fall with what rises or falls: «ارزش سهام با کاهش ۱۲ درصدی روبه‌رو شد»."""
        words = draft.words
        if self._text[change.start : change.end] not in _CHANGES or "".join(words[-2:-1]) not in _WITH:
            return [change]
        subject = self._phrases.measured(change.start, draft.floor)
        if subject is None:
            subject = self._phrases.clause_subject(change.start, draft.floor)
        return [change] if subject is None or subject.end > change.start else [change, subject]

    def _is_owned(self, phrase: Phrase) -> bool:
        """Whether a phrase behind a figure says what of its owner was measured: «۴۶ کیلومتر طول دارد»."""
        return self._text[phrase.start : phrase.end] in _OWNED

    def _owned(self, phrase: Phrase, draft: Draft) -> list[Phrase]:
        """It with its owner, the clause's subject: «این سینما ۴۰ میلیون ریال ضرر داد»."""
        owner = self._phrases.clause_subject(draft.modifier_start, draft.floor)
        if owner is None or owner.end > draft.modifier_start:
            return [phrase]
        name = self._text[owner.start : owner.end]
        first = name.partition(" ")[0]
        if name in self._wording.vacuous or first in self._wording.of_events or first.startswith("هر"):
            return [phrase]
        return [phrase, owner]

    def _others(self, draft: Draft) -> Phrase | None:
        """What the others are: «۴ نفر دیگر مشکوک به این بیماری»."""
        if not self._text.startswith(_OTHERS, draft.tail):
            return None
        word = word_at(self._text, draft.tail + len(_OTHERS))
        units = unit_reader()
        if word not in GOVERNING_TO and word not in units.people and not units.are_people(word):
            return None
        return self._phrases.following(draft.tail + len(_OTHERS), draft.limit)

    def _with_purpose(self, phrase: Phrase, draft: Draft) -> str | list[Phrase]:
        """Funds with what they are for: «۲۳ میلیارد ریال اعتبار برای احیای قنوات»."""
        if self._text[phrase.start : phrase.end] not in _FUNDS:
            return [phrase]
        purpose = _PURPOSE.match(self._text, phrase.end, draft.limit)
        if purpose is not None:
            return [phrase, *self._some(self._phrases.following(purpose.end(), draft.limit))]
        if draft.previous == "با":
            return self._with_subject(phrase, draft)
        return [phrase, *self._some(self._phrases.purpose(draft.modifier_start, draft.floor))]

    def _with_subject(self, funds: Phrase, draft: Draft) -> str | list[Phrase]:
        """Funds with what has them: «این پل با ۲۳ میلیارد ریال اعتبار», «۵ پل با اعتبار …»."""
        position = min(funds.start, draft.modifier_start)
        subject = self._phrases.clause_subject(position, draft.floor)
        if subject is not None and self._text[subject.start : subject.end] not in self._wording.vacuous:
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
        moved = _MOVED.match(text, draft.end, draft.limit)
        if (
            moved is None
            and word_at(text, draft.end + 1) not in self._classes
            and _POINTS_END.match(text, draft.end, draft.limit) is None
        ):
            return None  # «۲۰ واحد مسکونی»
        indices = list(_INDEX.finditer(text, draft.floor, draft.modifier_start))
        if not indices:
            return None
        named = indices[-1]
        name = "شاخص کل" if named[1] else "شاخص"
        of = self._phrases.following(named.end(), draft.modifier_start, most=3)
        if of is not None and not of.predicate:
            name = f"{name} {self._canonical(of)}"
        return f"{moved[1]} {name}" if moved else name
