"""What stands around a figure, and which figures stood before it."""

import re
from functools import lru_cache

from pipeline.document import Document, Quantity
from pipeline.lexicon import word_classes
from pipeline.quantities.clauses import ClauseReader
from pipeline.quantities.draft import Draft
from pipeline.quantities.object_rules import object_rules
from pipeline.quantities.phrase_rules import phrase_rules
from pipeline.quantities.phrases import Phrase
from pipeline.quantities.units import Unit
from pipeline.quantities.words import word_at
from pipeline.text.polish import polish
from pipeline.text.spacing import spacing

_SOME_REACH, _COMPARED_REACH = 40, 60  # letters
_LONGEST_PREPOSITION, _LONGEST_WORD = 12, 20
_WORD_BEFORE = re.compile(r"(?<!\d )(?<!\w)([^\W\d_]+) $")  # but no unit: «زیر ۲۳ ساله های ایران»
_SOURCE = "محل "  # behind از it adds nothing: «از محل اعتبارات ملی»
_LATEST = 3  # quantities before that are looked at


class Surroundings:
    """The noun phrases around the figures of one article. text: with blanks for its line ends.

    _rules: those of objects; _words: those of noun phrases. _earlier: the quantities that have their object
    already, in their order."""

    def __init__(self, document: Document, text: str, phrases: ClauseReader) -> None:
        self._raw, self._offsets = document.raw, document.folded.offsets
        self._places = document.places
        self._text, self._phrases = text, phrases
        self._rules, self._patterns, self._words = object_rules(), object_rules().patterns, phrase_rules()
        self._classes = word_classes()
        self._earlier: list[tuple[Quantity, Draft]] = []
        self._last: Quantity | None = None  # the last of them, and its sentence
        self._last_sentence = -1

    def _latest(self, draft: Draft) -> Quantity | None:
        """The last quantity before, if it stands in the same sentence."""
        return self._last if self._last_sentence == draft.sentence else None

    def _latest_count(self, draft: Draft) -> Quantity | None:
        """The last quantity before that is no share, if it stands in the same sentence."""
        for quantity, previous in reversed(self._earlier):
            if previous.sentence != draft.sentence:
                return None
            if quantity.dimension != "ratio":
                return quantity
        return None

    def _after(self, draft: Draft) -> Phrase | None:
        """The noun phrase behind the unit, after "از" too and "کل"."""
        whole = self._patterns.of_the_whole.match(self._text, draft.tail)
        assert whole is not None
        if self._patterns.comparative.match(self._text, whole.end()):
            return None  # «۴۰ درصد پایین‌تر از میانگین»
        return self._phrases.following(whole.end(), draft.limit)

    def _may_follow(self, draft: Draft) -> bool:
        """Whether a name goes on behind the rating in it: "پست ۴۰۰ کیلوولت فارس"."""
        after = self._after(draft)
        return after is not None and not after.predicate

    def _head(self, draft: Draft) -> Phrase | None:
        """A noun right before the number that says what it measures (جمعیتی بالغ بر …)."""
        heads, words, end = self._words.measured_heads, draft.words, draft.modifier_start
        if words[-1] in self._rules.equal and "".join(words[-2:-1]).endswith("ی"):  # «اعتباری معادل ۲۰ ریال»
            end = self._text.rindex(words[-1], draft.floor, end)
            words = words[:-1]
        if heads.isdisjoint(words[-4:]) or not self._may_name(words[-1]):
            return None
        phrase = self._phrases.last(words, end)
        if phrase is None or self._is_adverbial(phrase, draft.floor):
            return None
        if self._text.endswith(self._rules.according, draft.floor, phrase.start):
            return None  # «بر اساس این سهم ۲۸ درصد دانش‌آموزان»
        last = words[-1]
        if self._text[phrase.start : phrase.end].partition(" ")[0] not in heads:
            if last not in heads:
                return None
            phrase = Phrase(phrase.end - len(last), phrase.end)
        if self._text.endswith(self._rules.part_of, draft.floor, phrase.start):
            # «سهم هر خانوار از این وام …»
            part = self._phrases.measured(draft.modifier_start, draft.floor)
            if part is not None and part.start < phrase.start:
                return part
        return phrase

    def _with_owner(self, head: Phrase, draft: Draft) -> str | list[Phrase]:
        """The head with the noun it is an attribute of: "شهری با جمعیت …" gives جمعیت شهر."""
        words = draft.words[:-1] if draft.previous in self._rules.equal else draft.words
        alone = self._text[head.start : head.end] == words[-1]
        if not alone or len(words) < 2 or words[-2] not in self._rules.attribute_of:
            return [head]
        if " ".join(words[-2:]) in self._rules.lasting:
            return [head]  # «به مدت ۲ سال»
        owner = self._phrases.last(words[:-2], head.start - len(words[-2]) - 1)
        latest = self._latest(draft)
        if owner is not None and latest is not None and owner.start < latest.end <= owner.end:
            name = self._canonical(head)  # «یک میلیون معامله به ارزش …»
            if latest.object.startswith(name):
                return latest.object
            first = latest.object.partition(" ")[0]
            return name if first in self._words.event_nouns else f"{name} {latest.object}"
        return [head, owner] if owner else [head]

    def _before(self, draft: Draft) -> list[Phrase]:
        """The noun phrase before the number, before "را", or the first of its clause."""
        text, floor, previous, start = self._text, draft.floor, draft.previous, draft.modifier_start
        vacuous = self._rules.vacuous
        compared = None
        if not self._rules.comparing.isdisjoint(draft.words):
            compared = self._patterns.compared.search(text, max(floor, start - _COMPARED_REACH), start)
        if compared is not None:
            start = compared.start()
        if not (self._earlier and start - self._earlier[-1][1].end <= 1):
            phrase = None
            measured = self._phrases.measured(start, floor, previous == "را")
            if measured is not None and text[measured.start : measured.end] not in vacuous:
                return [measured]
            if compared is None:  # not in «صادرات نسبت به سال قبل ۲۰ درصد …»
                phrase = self._beside(draft, start, floor)
                if phrase is not None and self._phrases.is_frame(phrase, start, floor):
                    return []
            if phrase is not None and text[phrase.start : phrase.end] not in vacuous:
                return [phrase]
        subject = self._phrases.antecedent(start, floor)
        if subject is None:
            subject = self._phrases.clause_subject(start, floor)
        if subject is None or text[subject.start : subject.end] in vacuous:
            return []
        return [subject]

    def _beside(self, draft: Draft, start: int, floor: int) -> Phrase | None:
        """The noun phrase that ends before the number, or before the word that joins it to the number."""
        text, previous = self._text, draft.previous
        if previous.startswith(")"):  # "جمعیت سالخورده (۶۵ سال و بیشتر) از …"
            return self._phrases.before(max(text.rfind("(", floor, start), floor), floor)
        if previous in ("را", "با"):
            phrase = self._phrases.last(draft.words[:-1], text.rfind(previous, floor, start))
        elif self._may_name(previous):
            phrase = self._phrases.last(draft.words, start)
        else:
            return None
        if phrase is None or (
            text.startswith(self._rules.each, phrase.start)
            and self._patterns.each_alone.fullmatch(text, phrase.start, phrase.end)
        ):
            return None  # «قیمت بنزین از قرار هر لیتر ۲۰۰ تومان»
        if text.endswith(" به ", floor, phrase.start):
            outer = self._phrases.before(phrase.start - 4, floor)
            if outer and text[outer.start : outer.end].rpartition(" ")[2] in self._words.governing_to:
                return Phrase(outer.start, phrase.end)  # «معتادان مبتلا به ایدز»
        if previous != "با" and self._is_adverbial(phrase, floor):
            return None
        if text.startswith(_SOURCE, phrase.start) and text.endswith("از ", floor, phrase.start):
            return Phrase(phrase.start + len(_SOURCE), phrase.end)  # «از محل اعتبارات ملی ۲۰ میلیارد ریال»
        return phrase

    def _is_province(self, phrase: Phrase) -> bool:
        """Whether a phrase only names a place of the country: «استان قم ۲۰ نفر، قزوین ۱۲ نفر»."""
        start = phrase.start
        if self._text.startswith(self._rules.place_kinds, start, phrase.end):
            start = self._text.index(" ", start) + 1
        return any(place.start == start and place.end == phrase.end for place in self._places)

    def _is_adjective(self, phrase: Phrase) -> bool:
        """Whether a phrase is no noun and only tells things apart («۶ مورد جدید»)."""
        return self._text[phrase.start : phrase.end] in self._rules.adjectives

    def _is_adverbial(self, phrase: Phrase, floor: int) -> bool:
        """Whether a phrase says where, when or what for: «در سطح کشور», «برای این کار»."""
        if self._text.startswith(self._rules.areas, phrase.start):
            return False  # «در بخش صنعت ۸ درصد» says of what
        before = self._text[max(floor, phrase.start - _LONGEST_PREPOSITION) : phrase.start].split()
        if before and before[-1] in self._rules.pointing:
            before.pop()  # «در این مدت»
        return bool(before) and before[-1] in self._rules.adverbial

    def _may_name(self, previous: str) -> bool:
        """Whether the word before a number can end a noun phrase."""
        return previous not in self._classes and previous.isalpha()

    def _has_sector(self, draft: Draft) -> bool:
        """Whether a sector stands right behind the unit."""
        return self._rules.sector.match(self._text, draft.end, draft.limit) is not None

    def _with_sector(self, phrases: list[Phrase], draft: Draft) -> list[Phrase]:
        """ "۱۰ طرح در بخش دامی": the sector belongs to the name."""
        end = phrases[-1].end if phrases else draft.end
        if not self._text.startswith(" در ", end):
            return phrases
        sector = self._rules.sector.match(self._text, end, draft.limit)
        named = self._phrases.following(sector.end(), draft.limit) if sector else None
        return [*phrases, named] if named else phrases

    @staticmethod
    def _some(phrase: Phrase | None) -> list[Phrase]:
        return [phrase] if phrase is not None else []

    def _canonical(self, phrase: Phrase) -> str:
        offsets, start = self._offsets, phrase.start
        while word_at(self._text, start) in self._rules.fragments:
            before = _WORD_BEFORE.search(self._text, max(0, start - _LONGEST_WORD), start)
            if before is None or not spacing().joins(before[1], word_at(self._text, start)):
                break
            start = before.start(1)  # «چشم انداز ۲۰ ساله»
        return _name(self._raw[offsets[start] : offsets[phrase.end - 1] + 1])

    def _of_these(self, draft: Draft) -> str:
        """What was counted before, where the number says how many of these: «از این تعداد ۲ نفر»."""
        floor, start = draft.floor, draft.modifier_start
        these = self._patterns.some_of.search(self._text, max(floor, start - _SOME_REACH), start)
        if these is not None and these[1] not in self._rules.tallies and self._opens(these.start(), floor):
            named = self._phrases.following(these.start(1) - 1, start)
            return self._canonical(named) if named is not None else ""
        relative = draft.previous == "که" and self._latest(draft) is not None
        counted = self._patterns.of_these_before
        if not relative and counted.search(self._text, draft.floor, draft.modifier_start) is None:
            return ""
        for quantity, _ in reversed(self._earlier[-1 if relative else -_LATEST :]):
            if quantity.dimension in ("people", "count") and quantity.object:
                return quantity.object
        return ""

    def _opens(self, position: int, floor: int) -> bool:
        """Whether a clause begins here."""
        before = self._text[max(floor, position - _LONGEST_PREPOSITION) : position].rstrip()
        return position <= floor + 1 or before.endswith(("،", "؛", ":", ".", " که", " و"))

    def _tally(self, draft: Draft) -> list[Phrase]:
        """What a tally is of: «تعداد مبتلایان … به ۹۵ نفر رسید»."""
        start = self._earlier[-1][1].end if self._latest(draft) else draft.floor
        tallies = list(self._patterns.tally.finditer(self._text, start, draft.modifier_start))
        return self._some(self._phrases.following(tallies[-1].end() - 1, draft.limit)) if tallies else []

    def _referred(self, draft: Draft, unit: Unit) -> Quantity | None:
        """The quantity before that «این رقم», the clause's subject, means."""
        text = self._text
        floor = self._earlier[-1][1].end if self._latest(draft) else draft.floor
        if not self._earlier or text.find("ین ", floor, draft.modifier_start) < 0:
            return None
        if self._patterns.this_figure.search(text, floor, draft.modifier_start) is None:
            return None
        for quantity, _ in reversed(self._earlier[-_LATEST:]):
            if quantity.dimension == unit.dimension and quantity.object:
                return quantity
        return None

    def _continued(self, draft: Draft, unit: Unit) -> Quantity | None:
        """The quantity that it is one more value of: "از ۲ میلیون نفر … به ۳ میلیون نفر", "۵ و ۱۰ درصد"."""
        for quantity, previous in self._earlier[:-4:-1]:
            if previous.sentence != draft.sentence:
                break
            if quantity.unit == unit.name:
                if quantity.object and " ".join(draft.words[-2:]) in self._rules.compared_with:
                    return quantity  # «۷۳ تن کالا صادر شد که در مقایسه با ۵۳ تن …»
                if draft.follows("به") and previous.follows("از"):
                    return quantity
                between = self._text[previous.end : draft.number.start]
                if self._patterns.coordinated.fullmatch(between) and self._after(draft) is None:
                    return quantity
                if (
                    quantity.dimension in ("people", "count")
                    and self._text.startswith(" در ", draft.end)
                    and self._patterns.elsewhere.fullmatch(between)
                ):
                    return quantity  # «۸۴ تن در استان قم، ۴۳ تن در استان گیلان»
        return None

    def _converted(self, draft: Draft, unit: Unit) -> Quantity | None:
        """The figure before that a bracket tells in another unit: «۵۰ دلار (۴۰ یورو)»."""
        if not draft.previous.endswith(self._rules.converting):
            return None
        latest = self._latest(draft)
        if latest is None or latest.dimension != unit.dimension or latest.unit == unit.name:
            return None
        between = self._text[self._earlier[-1][1].tail : draft.modifier_start]
        return latest if latest.object and between.strip() in self._rules.converting else None

    def _same_subject(self, draft: Draft, unit: Unit) -> Quantity | None:
        """The quantity before in the sentence, where a clause without a subject goes on about it: «نرخ بیکاری
        ۹ درصد است و به ۸ درصد می‌رسد», «۷۰ درصد دفترها بازند و ۲۰ درصد نیز بسته»."""
        latest = self._latest(draft)
        if latest is None or latest.unit != unit.name or not latest.object:
            return None
        return latest if draft.follows("به") or self._is_shared(latest, draft) else None

    def _is_shared(self, latest: Quantity, draft: Draft) -> bool:
        """Whether all the shares before in the sentence are of the same."""
        if latest.dimension != "ratio" or latest.object in self._rules.no_wholes:
            return False
        for quantity, previous in reversed(self._earlier):
            if previous.sentence != draft.sentence:
                break
            if quantity.dimension == "ratio" and quantity.object != latest.object:
                return False
        return True


@lru_cache(maxsize=65536)
def _name(phrase: str) -> str:
    """A raw noun phrase as it is printed."""
    rules = object_rules()
    words = rules.patterns.tally_of.sub("", polish(phrase))
    last = words.rsplit(" ", 1)[-1]
    if last.endswith("\u200cای") and last == words:
        return words[:-3]  # حواله‌ای که …
    if len(last) > 4 and last.endswith(rules.linked_endings) and "\u200c" not in last:
        return words[:-1]  # the link to what followed (روستای …) goes
    noun = last.removesuffix("ی")
    if noun != last and (noun in rules.indefinite or (last == words and noun in rules.indefinite_alone)):
        return words[:-1]
    return words
