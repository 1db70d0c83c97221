"""Name what a quantity counts, or what it is the value of."""

import re

from pipeline.document import Document, Quantity
from pipeline.quantities.draft import Draft
from pipeline.quantities.phrases import Phrase, PhraseFinder
from pipeline.quantities.units import UnitKind
from pipeline.text.polish import polish

_OF = re.compile(r"[ \n]?از[ \n]")
_OF_THEM = re.compile(r"[ \n]?(?:از )?(?:آن|آنها|این|اینها)(?!\w)")
_PREPOSITION = re.compile(r"(?:به|با|از|تا|در|برای|بر)[ \n]?$")
_FILLERS = re.compile(r"(?:مبلغ|میزان|معادل|برابر|برابر با|رقم|تعداد|مساحت)[ \n]?$")


class ObjectFinder:
    """Finds the objects of one article's quantities, in their order."""

    def __init__(self, document: Document, phrases: PhraseFinder) -> None:
        self._document, self._phrases = document, phrases
        self._last_counted: Quantity | None = None

    def attach(self, quantity: Quantity, draft: Draft) -> None:
        """Set the quantity's object, where one is named."""
        phrases = self._find(quantity, draft)
        if phrases:
            quantity.object = " ".join(self._canonical(phrase) for phrase in phrases)
            quantity.object_start, quantity.object_end = phrases[-1]
        if draft.kind in (UnitKind.CLASSIFIER, UnitKind.PEOPLE, UnitKind.PERSON) and quantity.object:
            self._last_counted = quantity

    def _find(self, quantity: Quantity, draft: Draft) -> list[Phrase]:
        text, kind = self._document.text, draft.kind
        assert draft.unit is not None
        if draft.counted or kind is UnitKind.PEOPLE or kind is UnitKind.HOUSEHOLD:
            return self._listed(self._phrases.following(draft.number.end, draft.limit))
        if kind is UnitKind.CLASSIFIER and _OF_THEM.match(text, draft.end) and self._last_counted:
            quantity.object = self._last_counted.object
            return []
        of = _OF.match(text, draft.end)
        after = self._phrases.following(of.end() if of else draft.end, draft.limit)
        if draft.unit.unit.adjective and kind is not UnitKind.PERSON:
            before = self._phrases.before(draft.modifier_start, draft.floor, most=1)
            return [*self._listed(before), *self._listed(after)]
        if after is not None:
            return [after]
        return self._listed(self._before(draft))

    def _before(self, draft: Draft) -> Phrase | None:
        """The noun phrase before the number, or before the preposition that leads to it, or the clause's first."""
        text, floor = self._document.text, draft.floor
        phrase = self._phrases.before(draft.modifier_start, floor)
        if phrase is not None:
            return phrase
        return self._phrases.clause_subject(draft.modifier_start, floor)

    @staticmethod
    def _listed(phrase: Phrase | None) -> list[Phrase]:
        return [] if phrase is None else [phrase]

    def _canonical(self, phrase: Phrase) -> str:
        words = polish(self._document.raw_text(phrase.start, phrase.end))
        last = words.rsplit(" ", 1)[-1]
        if len(last) > 4 and last.endswith(("ای", "وی")) and "\u200c" not in last:
            return words[:-1]  # the link to what followed (روستای …) goes
        return words
