"""What a sum, a share or a measure is the value of."""

from pipeline.document import Quantity
from pipeline.quantities.draft import Draft
from pipeline.quantities.owners import FINITE, Owners
from pipeline.quantities.phrases import Phrase
from pipeline.quantities.units import Unit
from pipeline.quantities.words import word_at

_MULTIPLE = "برابر"
_SPENT, _WHICH = " صرف ", " که "
_OWNED_BY = ("money", "length", "area", "volume", "mass")


class MeasureReader(Owners):
    """Names what is measured."""

    def _measured(self, draft: Draft, unit: Unit) -> str | list[Phrase]:
        """What a sum, a percentage or a measure is the value of."""
        head, patterns = self._head(draft), self._patterns
        if head is not None:
            return self._with_owner(head, draft)
        if (previous := self._latest(draft)) is not None and previous.object and self._is_of_it(draft):
            return previous.object
        these = patterns.from_these.match(self._text, draft.end)
        if these is None and unit.dimension == "ratio":
            these = patterns.these.match(self._text, draft.end)
        if these is not None:
            return self._some(self._phrases.following(these.end(), draft.limit))
        if unit.dimension == "ratio" and (
            patterns.whole.match(self._text, draft.tail)
            or self._text.endswith(_MULTIPLE, draft.end - 5, draft.end)
        ):  # «سهم تعاون به ۲۵ درصد از کل تولید …», «مصرف آب دو برابر میانگین جهانی است»
            share = self._phrases.measured(draft.modifier_start, draft.floor)
            if share is not None:
                return [share]
        after = self._after(draft)
        money = unit.dimension == "money"
        if (
            money
            and self._text.startswith(_SPENT, draft.end)
            and (spent := self._phrases.following(draft.end + len(_SPENT), draft.limit))
        ):
            return [spent]  # «۱۲ میلیون ریال صرف خرید کتاب شد»
        if after is not None and unit.dimension in _OWNED_BY and self._is_owned(after):
            return self._owned(after, draft)
        if after is not None and money and patterns.invested.fullmatch(self._text, after.start, after.end):
            return [after]
        if after is not None and not after.predicate and not self._is_present(after):
            return self._with_purpose(after, draft) if money else [after]
        if before := self._before(draft):
            return before
        grown = after if unit.dimension == "ratio" else None
        if grown is not None and self._text[grown.start : grown.end] not in self._rules.growth:
            return [grown]
        if (same := self._same_subject(draft, unit)) is not None:
            return same.object if grown is None else self._growth(grown, same.object)
        related = self._related(draft)
        if grown is not None:
            return [grown] if related is None else self._growth(grown, related.object)
        if (
            related is not None
            and unit.dimension != "time"
            and patterns.comparative.match(self._text, draft.tail)
        ):
            return related.object  # «۷۰ تن کالا صادر شد که ۸ درصد بیشتر از …»
        if unit.dimension == "ratio":
            return self._some(self._phrases.whole(draft.modifier_start, draft.floor))
        return []

    def _related(self, draft: Draft) -> Quantity | None:
        """The quantity before that a relative clause goes on about: «۷۰ تن کالا صادر شد که (نسبت به ۶۰ تن سال
        قبل) ۸ درصد رشد دارد»."""
        for quantity, previous in reversed(self._earlier):
            if previous.sentence != draft.sentence:
                break
            if " ".join(previous.words[-2:]) in self._rules.compared_with:
                continue
            if not quantity.object or quantity.dimension == "ratio":
                break
            _, which, clause = self._text[quantity.end : draft.modifier_start].rpartition(_WHICH)
            ended = any(self._classes.get(word) in FINITE for word in clause.split())
            return quantity if which and not ended else None
        return None

    def _is_of_it(self, draft: Draft) -> bool:
        """Whether it is a part of what was told before: «۵۰ درصد آن به بومیان …», but «۵۰ درصد آن شرکت»."""
        of_it = self._patterns.of_it.match(self._text, draft.end, draft.limit)
        if of_it is None or of_it[1] != "آن":
            return of_it is not None
        word = word_at(self._text, of_it.end() + 1)
        if word == "" or word in self._classes or word in self._words.event_nouns:
            return True
        behind = of_it.end() + 1 + len(word)
        return self._patterns.are.match(self._text, behind) is not None  # «۵۶ هکتار آن بارور است»

    def _is_present(self, phrase: Phrase) -> bool:
        """Whether a phrase only says that it is so now: «۲۰ میلیون تومان فعلی»."""
        return self._text[phrase.start : phrase.end] in self._rules.present
