"""Name what a quantity counts, or what it is the value of."""

import re

from pipeline.document import Document, Quantity
from pipeline.lexicon import WordClass, word_classes
from pipeline.quantities.draft import Draft
from pipeline.quantities.phrases import Phrase, PhraseFinder
from pipeline.quantities.rules import Wording
from pipeline.quantities.units import UnitKind
from pipeline.text.polish import polish

_OF = re.compile(r"[ \n]از[ \n]")
_OF_THEM = re.compile(r"[ \n]?(?:از )?(?:آن|آنها|این|اینها|آنان)(?!\w)")
_COPULA = re.compile(r"[ \n](?:است|هستند|بود|بودند|بوده|می ?باشند?|خواهد بود)(?!\w)")
_DIRECTLY = re.compile(r"[ \n](?:به ?(?:صورت|طور|شکل) )?(غیر ?)?مستقیم(?!\w)")
_SERVED = re.compile(r"[ \n]از (?:نعمت )?((?:\w+ ){1,4}?)(بهره ?مند|برخوردار)(?!\w)")
_STATE = re.compile(r"[ \n]در (?:دست|حال|معرض|انتظار) \w+")
_ATTRIBUTE_OF = re.compile(r"(?:با|به|از|دارای)[ \n]$")
_PURE = frozenset(("مورد", "دستگاه", "فقره", "عدد", "باب"))  # they never are the thing itself
_ATTRIBUTES = ("length", "area", "volume", "mass", "power", "electric_potential", "data")
_COORDINATED = (" و ", " یا ", "، ", " تا ")
_REACH = 90  # letters in which a predicate is looked for


class ObjectFinder:
    """Finds the objects of one article's quantities, in their order."""

    def __init__(self, document: Document, phrases: PhraseFinder, wording: Wording) -> None:
        self._document, self._phrases, self._wording = document, phrases, wording
        self._text = document.text
        self._previous: tuple[Quantity, Draft] | None = None

    def attach(self, quantity: Quantity, draft: Draft, following: Draft | None) -> None:
        """Set the quantity's object, where one is named. `following`: the next draft of the article."""
        found = self._find(draft, following)
        if isinstance(found, str):
            quantity.object = found
        elif found:
            quantity.object = " ".join(self._canonical(phrase) for phrase in found)
            quantity.object_start, quantity.object_end = found[0].start, found[0].end
        self._previous = quantity, draft

    def _find(self, draft: Draft, following: Draft | None) -> str | list[Phrase]:
        kind = draft.kind
        if draft.counted or kind in (UnitKind.PEOPLE, UnitKind.HOUSEHOLD):
            return self._counted(draft, following)
        if kind is UnitKind.CLASSIFIER:
            return self._classified(draft)
        assert draft.unit is not None
        if draft.unit.unit.adjective:
            before = self._phrases.before(draft.modifier_start, draft.floor, most=1)
            after = self._after(draft.end, draft)
            return [phrase for phrase in (before, after) if phrase is not None]
        if self._continues(draft):
            return self._inherited()
        if kind is UnitKind.PERSON:
            return self._people(draft)
        return self._measured(draft)

    def _counted(self, draft: Draft, following: Draft | None) -> str | list[Phrase]:
        """The counted noun stands right behind the number."""
        text = self._text
        phrase = self._phrases.following(draft.number.end, draft.limit)
        if phrase is None:
            return []
        if draft.kind is not UnitKind.CLASSIFIER and phrase.end < draft.end:
            phrase = Phrase(phrase.start, draft.end)
        if phrase.end == draft.end:  # a noun alone
            if served := _SERVED.match(text, draft.end, draft.limit):
                return f"{self._canonical(phrase)} {polish(served[2])} از {polish(served[1].strip())}"
            if state := _STATE.match(text, draft.end, draft.limit):
                return [Phrase(phrase.start, state.end())]
            if following is not None and self._describes(draft, following):
                attribute = self._phrases.following(following.end, draft.limit, most=2)
                return [Phrase(phrase.start, attribute.end if attribute else following.end)]
            if text[phrase.start : phrase.end] == "واحد" and _COPULA.match(text, draft.end):
                subject = self._phrases.clause_subject(draft.modifier_start, draft.floor)
                return [subject or phrase]
        return self._with_sector([phrase], draft)

    def _describes(self, draft: Draft, following: Draft) -> bool:
        """Whether the next figure is an attribute of the counted noun: "۴ فیدر ۲۰ کیلوولت خروجی"."""
        return (
            following.number.start - draft.end <= 1
            and following.unit is not None
            and (following.unit.dimension in _ATTRIBUTES)
        )

    def _classified(self, draft: Draft) -> str | list[Phrase]:
        """A classifier (دستگاه) stands between number and noun; or it stands for a noun named before."""
        if not _OF_THEM.match(self._text, draft.end):
            after = self._after(draft.end, draft)
            if after is not None and not after.predicate:
                head = self._head(draft)
                return self._with_sector([head, after] if head else [after], draft)
        if (
            self._previous is not None
            and self._previous[1].sentence == draft.sentence
            and self._previous[0].object
        ):
            return self._inherited()
        return self._before(draft)

    def _people(self, draft: Draft) -> str | list[Phrase]:
        """What the people behind نفر are."""
        text = self._text
        if directly := _DIRECTLY.match(text, draft.end):
            return "اشتغال غیرمستقیم" if directly[1] else "اشتغال مستقیم"
        head = self._head(draft)
        if head is not None:
            return self._with_owner(head, draft)
        served = _SERVED.match(text, draft.end, draft.limit)
        limit = min(draft.limit, draft.end + _REACH)
        predicate = self._wording.predicate.search(text, draft.end, limit)
        after = None if served else self._after(draft.end, draft)
        if after is not None and not after.predicate and not (predicate and predicate.start() == after.start):
            return [after]
        if predicate is not None:
            name = self._wording.predicates[predicate[0]]
            return " ".join([name, *map(self._canonical, self._with_sector([], draft))])
        before = self._before(draft)
        return before or self._with_sector([], draft)

    def _measured(self, draft: Draft) -> list[Phrase]:
        """What a sum, a percentage or a measure is the value of."""
        head = self._head(draft)
        if head is not None:
            return self._with_owner(head, draft)
        after = self._after(draft.end, draft)
        if after is not None and not after.predicate:
            return [after]
        return self._before(draft) or ([after] if after else [])

    def _after(self, position: int, draft: Draft) -> Phrase | None:
        of = _OF.match(self._text, position)
        if of is None and self._text.startswith("از ", position + 1):
            return None
        return self._phrases.following(of.end() if of else position, draft.limit)

    def _head(self, draft: Draft) -> Phrase | None:
        """A noun right before the number that says what it measures (جمعیتی بالغ بر …)."""
        phrase = self._phrases.before(draft.modifier_start, draft.floor)
        if phrase is None:
            return None
        words = self._text[phrase.start : phrase.end]
        if words.partition(" ")[0] in self._wording.measured_heads:
            return phrase
        last = words.rpartition(" ")[2]
        return Phrase(phrase.end - len(last), phrase.end) if last in self._wording.measured_heads else None

    def _with_owner(self, head: Phrase, draft: Draft) -> list[Phrase]:
        """The head with the noun it is an attribute of: "شهری با جمعیت …" gives جمعیت شهر."""
        if " " in self._text[head.start : head.end]:
            return [head]
        link = _ATTRIBUTE_OF.search(self._text, max(draft.floor, head.start - 6), head.start)
        owner = self._phrases.before(link.start(), draft.floor) if link else None
        return [head, owner] if owner else [head]

    def _before(self, draft: Draft) -> list[Phrase]:
        """The noun phrase before the number, before "را", or the first of its clause."""
        text, floor = self._text, draft.floor
        start = draft.modifier_start
        previous = self._previous[1] if self._previous else None
        if previous is None or start - previous.end > 1:
            while start > floor and text[start - 1] in " \n":
                start -= 1
            if text.endswith(" را", floor, start):
                start -= 3
            phrase = self._phrases.before(start, floor)
            if phrase is not None and text[phrase.start : phrase.end] not in self._wording.vacuous:
                return [phrase]
        subject = self._phrases.clause_subject(draft.modifier_start, floor)
        return [subject] if subject else []

    def _continues(self, draft: Draft) -> bool:
        """Whether it is one more value of the same thing: "از ۲ میلیون نفر … به ۳ میلیون نفر", "۵ و ۱۰ درصد"."""
        if self._previous is None:
            return False
        previous = self._previous[1]
        if previous.sentence != draft.sentence or previous.unit is None or draft.unit is None:
            return False
        if previous.unit.name != draft.unit.name:
            return False
        if self._opens(previous, "از") and self._opens(draft, "به"):
            return True
        return (
            self._text[previous.end : draft.number.start] in _COORDINATED
            and self._after(draft.end, draft) is None
        )

    def _opens(self, draft: Draft, preposition: str) -> bool:
        start = draft.modifier_start
        return self._text[max(draft.floor, start - 4) : start].rstrip().endswith(preposition)

    def _inherited(self) -> str:
        assert self._previous is not None
        return self._previous[0].object

    def _with_sector(self, phrases: list[Phrase], draft: Draft) -> list[Phrase]:
        """ "۱۰ طرح در بخش دامی": the sector belongs to the name."""
        end = phrases[-1].end if phrases else draft.end
        sector = self._wording.sector.match(self._text, end, draft.limit)
        if sector is None:
            return phrases
        named = self._phrases.following(sector.end(), draft.limit)
        return [*phrases, named] if named else phrases

    def _canonical(self, phrase: Phrase) -> str:
        words = polish(self._document.raw_text(phrase.start, phrase.end))
        last = words.rsplit(" ", 1)[-1]
        if len(last) > 4 and last.endswith(("ای", "وی")) and "\u200c" not in last:
            return words[:-1]  # the link to what followed (روستای …) goes
        if last.endswith("ی") and last[:-1] in (
            "جمعیت",
            "اعتبار",
            "مساحت",
            "ظرفیت",
            "ارزش",
            "طول",
            "عمق",
            "رشد",
        ):
            return words[:-1]
        return words
