"""Name what a quantity counts, or what it is the value of."""

import re
from functools import lru_cache

from pipeline.document import Document, Quantity
from pipeline.lexicon import WordClass, word_classes
from pipeline.quantities.draft import Draft
from pipeline.quantities.phrases import Phrase, PhraseFinder
from pipeline.quantities.rules import Wording
from pipeline.quantities.units import Unit, UnitKind
from pipeline.text.polish import polish

_PERSON, _CLASSIFIER = UnitKind.PERSON, UnitKind.CLASSIFIER
_NOUNS = (UnitKind.PEOPLE, UnitKind.HOUSEHOLD)
_OF_THEM = re.compile(r" ?(?:از )?(?:آن|آنها|این|اینها|آنان)(?!\w)")
_FROM_THESE = re.compile(r" از (?:این|آن)(?= (?!تعداد|میان|طریق|محل|رو))")
_DIRECTLY = re.compile(r" (?:به ?(?:صورت|طور|شکل) )?(غیر ?)?مستقیم(?!\w)")
_DIRECTLY_BEFORE = re.compile(r"(غیر ?)?مستقیم $")
_SERVED = re.compile(r" از (?:نعمت )?((?:\w+ ){1,4}?)(بهره ?مند|برخوردار)(?!\w)")
_STATE = re.compile(r" در (?:دست|حال|معرض|انتظار) \w+")
_ATTRIBUTES = ("length", "area", "volume", "mass", "power", "electric_potential", "data")
_RATINGS = ("power", "electric_potential")
_INDEFINITE = frozenset(("جمعیت", "اعتبار", "مساحت", "ظرفیت", "ارزش", "طول", "عمق", "رشد"))
_AS = re.compile(r" (?:به ?عنوان|در نقش|در قالب)(?= )")
_OF_THESE = re.compile(
    r"(?:از|در) (?:این|آن) (?:تعداد|میان|شمار|عده|مجموع|جمع|افراد|رقم|آمار|بین|نفرات)(?!\w)"
)
_TALLY = re.compile(r"(?<!\w)(?:تعداد|شمار|آمار|مجموع|جمع) (?:کل )?(?!این |آن )")
_ADVERBIAL = frozenset(("در", "طی", "جهت", "ظرف", "تا", "بین", "میان"))
_LONGEST_PREPOSITION = 8
_THIS_FIGURE = re.compile(
    r"(?<!از )(?<!\w)(?:این|همین) (?:تعداد|رقم|میزان|شاخص|عدد|نرخ|آمار|سهم|مقدار|شمار|ظرفیت|مبلغ|ضریب|نسبت)(?!\w)(?! از)"
)
_COUNT_OF = re.compile(r"^(?:تعداد|شمار|آمار|مجموع) (?!آن|ان |این)(?=\w)")  # «تعداد مبتلایان» counts مبتلایان
_AND = "و"
_LONGEST_ITEM = 7  # words
_FINITE = (WordClass.VERB, WordClass.LIGHT_VERB, WordClass.COPULA)
_PLACES = frozenset(("استان", "شهرستان", "شهر", "کشور", "روستا", "روستای", "بخش", "منطقه", "شرکت", "دانشگاه"))
_ADJECTIVES = frozenset(("جدید", "دیگر", "مشابه", "مختلف", "متفاوت", "فعال", "قطعی"))
_LATEST = 3  # quantities before that are looked at
_COORDINATED = (" و ", " یا ", "، ", " تا ")
_REACH_BACK = 16
_ATTRIBUTE_OF = frozenset(("با", "به", "از", "دارای"))
_PURE = frozenset(("مورد", "دستگاه", "فقره", "عدد", "باب"))  # they never are the thing itself
_REACH = 90  # letters in which a predicate is looked for


class ObjectFinder:
    """Finds the objects of one article's quantities, in their order. text: with blanks for its line ends."""

    def __init__(self, document: Document, text: str, phrases: PhraseFinder, wording: Wording) -> None:
        self._raw, self._offsets = document.raw, document.folded.offsets
        self._text, self._phrases, self._wording = text, phrases, wording
        self._classes = word_classes()
        self._earlier: list[tuple[Quantity, Draft]] = []
        self._named: dict[tuple[float, str], str] = {}  # (value, counted noun) -> the fullest name it had

    def attach(self, quantity: Quantity, draft: Draft, unit: Unit, following: Draft | None) -> None:
        """Set the quantity's object, where one is named. `following`: the next draft of the article."""
        found = self._find(draft, unit, following)
        if isinstance(found, str):
            quantity.object = found
        elif found:
            first = found[0]
            quantity.object_start, quantity.object_end = first.start, first.end
            quantity.object = self._canonical(first)
            for phrase in found[1:]:
                quantity.object += " " + self._canonical(phrase)
        if draft.counted:
            quantity.object = self._fuller(quantity, draft)
        self._earlier.append((quantity, draft))

    def _fuller(self, quantity: Quantity, draft: Draft) -> str:
        """A counted noun alone has the fuller name that the same count had before, or one in its sentence."""
        name = quantity.object
        head = name.partition(" ")[0]
        if name != head:
            self._named.setdefault((quantity.high, head), name)
            return name
        if known := self._named.get((quantity.high, head)):
            return known
        previous = self._latest(draft)
        if previous is not None and previous.object.startswith(head + " ") and self._is_share(draft):
            return previous.object
        return name

    def _is_share(self, draft: Draft) -> bool:
        """Whether its clause begins with a total: "از ۶۸۰ پایگاه کشور، ۱۷ پایگاه"."""
        start = draft.modifier_start
        return "،" in self._text[max(0, start - 2) : start]

    def _latest(self, draft: Draft) -> Quantity | None:
        """The last quantity before, if it stands in the same sentence."""
        if self._earlier and self._earlier[-1][1].sentence == draft.sentence:
            return self._earlier[-1][0]
        return None

    def _find(self, draft: Draft, unit: Unit, following: Draft | None) -> str | list[Phrase]:
        kind = unit.kind
        if draft.counted or kind in _NOUNS:
            return self._counted(draft, following)
        if unit.adjective or (
            unit.dimension in _RATINGS and self._may_name(draft.previous) and self._may_follow(draft)
        ):
            after = self._after(draft)
            if after is not None and after.predicate:
                after = None
            before = self._phrases.last(draft.words, draft.modifier_start, most=1 if after else 2)
            return [phrase for phrase in (before, after) if phrase is not None]
        if kind is _CLASSIFIER:
            return self._classified(draft)
        if kind is _PERSON and (direct := self._directness(draft)):
            return direct
        if (donor := self._continued(draft, unit)) is not None:
            return donor.object
        if (referred := self._referred(draft, unit)) is not None:
            return referred.object
        if kind is _PERSON:
            return self._people(draft, following)
        return self._measured(draft, unit)

    def _counted(self, draft: Draft, following: Draft | None) -> str | list[Phrase]:
        """The counted noun stands right behind the number."""
        text = self._text
        phrase = self._phrases.following(draft.number.end, draft.limit)
        if phrase is None:
            return []
        if phrase.end < draft.end and not draft.counted:
            phrase = Phrase(phrase.start, draft.end)
        elif phrase.end > draft.end and text.startswith("،", phrase.end) and self._is_place(phrase, draft):
            phrase = Phrase(phrase.start, draft.end)  # «چهار استان قم، یزد و …»
        if phrase.end == draft.end:  # a noun alone
            if served := _SERVED.match(text, draft.end, draft.limit):
                return f"{self._canonical(phrase)} {polish(served[2])} از {polish(served[1].strip())}"
            if state := _STATE.match(text, draft.end, draft.limit):
                return [Phrase(phrase.start, state.end())]
            if following is not None and self._describes(draft, following):
                attribute = self._phrases.following(following.end, draft.limit, most=2)
                return [Phrase(phrase.start, attribute.end if attribute else following.end)]
            noun = text[phrase.start : phrase.end]
            if listed := self._listed(draft, noun):
                return [phrase, listed]
            if noun in self._wording.purposeful and text.startswith(" برای ", phrase.end):
                purpose = self._phrases.following(phrase.end + 5, draft.limit)
                return [Phrase(phrase.start, purpose.end if purpose else phrase.end)]
            if noun == "واحد":  # it says nothing: what the units are stands before
                return self._before(draft) or [phrase]
        return self._with_sector([phrase], draft)

    def _is_place(self, phrase: Phrase, draft: Draft) -> bool:
        """Whether what is counted are places, whose names may follow."""
        return self._text[phrase.start : draft.end] in _PLACES

    def _listed(self, draft: Draft, noun: str) -> Phrase | None:
        """Whose things are counted in a list: «تولیدات گیاهی ۵۵ پروژه، منابع طبیعی ۴۰ پروژه»."""
        latest = self._latest(draft)
        if latest is None or not self._text.endswith(noun, 0, latest.end):
            return None
        comma = self._text.rfind("،", latest.end, draft.modifier_start)
        if comma < 0 or self._text[latest.end : comma].strip():
            return None
        words = self._text[comma + 1 : draft.modifier_start].split()
        if not 0 < len(words) <= _LONGEST_ITEM or any(
            not word.isalpha() or (word in self._classes and word != _AND) for word in words
        ):
            return None
        begin = self._text.index(words[0], comma)
        return Phrase(begin, self._text.rindex(words[-1], begin, draft.modifier_start) + len(words[-1]))

    def _describes(self, draft: Draft, following: Draft) -> bool:
        """Whether the next figure is an attribute of the counted noun: "۴ فیدر ۲۰ کیلوولت خروجی"."""
        return (
            following.number.start - draft.end <= 1
            and following.unit is not None
            and (following.unit.dimension in _ATTRIBUTES)
        )

    def _classified(self, draft: Draft) -> str | list[Phrase]:
        """A classifier (دستگاه) stands between number and noun; or it stands for a noun named before."""
        if these := _FROM_THESE.match(self._text, draft.end):
            return self._some(self._phrases.following(these.end(), draft.limit))
        if not _OF_THEM.match(self._text, draft.end):
            after = self._after(draft)
            if after is not None and not after.predicate and not self._is_adjective(after):
                head = self._head(draft)
                return self._with_sector([head, after] if head else [after], draft)
        if draft.previous == "را" and (named := self._before(draft)):
            return named
        previous = self._latest(draft)
        if previous is not None and previous.object:
            return previous.object
        classifier = self._text[draft.number.end : draft.end].strip()
        if classifier not in _PURE:
            return classifier
        if draft.previous in self._wording.event_nouns:  # «خودروهای برقی به فروش ۳ میلیون دستگاه …»
            subject = self._phrases.clause_subject(draft.modifier_start, draft.floor)
            return self._some(subject)
        return self._before(draft)

    def _people(self, draft: Draft, following: Draft | None) -> str | list[Phrase]:
        """What the people behind نفر are."""
        text, start = self._text, draft.modifier_start
        head = self._head(draft)
        if head is not None:
            return self._with_owner(head, draft)
        reach = min(draft.limit, draft.end + _REACH)
        if following is not None and draft.end < following.number.start < reach:
            between = text[draft.end : following.number.start].split()
            if any(self._classes.get(word) in _FINITE for word in between):
                reach = following.number.start
        predicate = self._wording.predicate.search(text, draft.end, reach)
        if _OF_THEM.match(text, draft.end) and (previous := self._latest(draft)):
            return self._wording.predicates[predicate[1]] if predicate else previous.object
        if role := _AS.match(text, draft.end):
            return self._some(self._phrases.following(role.end(), draft.limit))
        if draft.previous in self._wording.event_ends:
            event = self._wording.event_before.search(text, max(draft.floor, start - _REACH_BACK), start)
            if event is not None:
                return self._wording.events[event[1]]
        served = _SERVED.match(text, draft.end, draft.limit)
        after = None if served else self._after(draft)
        if after is not None and not after.predicate and not (predicate and predicate.start() == after.start):
            return [after]
        if predicate is not None:
            name = self._wording.predicates[predicate[1]]
            return " ".join([name, *map(self._canonical, self._with_sector([], draft))])
        return (
            self._of_these(draft) or self._tally(draft) or self._before(draft) or self._with_sector([], draft)
        )

    def _of_these(self, draft: Draft) -> str:
        """What was counted before, where the number says how many of these: «از این تعداد ۲ نفر»."""
        relative = draft.previous == "که" and self._latest(draft) is not None
        if not relative and _OF_THESE.search(self._text, draft.floor, draft.modifier_start) is None:
            return ""
        for quantity, _ in reversed(self._earlier[-1 if relative else -_LATEST :]):
            if quantity.dimension in ("people", "count") and quantity.object:
                return quantity.object
        return ""

    def _tally(self, draft: Draft) -> list[Phrase]:
        """What a tally is of: «تعداد مبتلایان … به ۹۵ نفر رسید»."""
        start = self._earlier[-1][1].end if self._latest(draft) else draft.floor
        tally = None
        for tally in _TALLY.finditer(self._text, start, draft.modifier_start):
            pass
        return self._some(self._phrases.following(tally.end() - 1, draft.limit)) if tally else []

    @staticmethod
    def _some(phrase: Phrase | None) -> list[Phrase]:
        return [phrase] if phrase is not None else []

    def _measured(self, draft: Draft, unit: Unit) -> str | list[Phrase]:
        """What a sum, a percentage or a measure is the value of."""
        head = self._head(draft)
        if head is not None:
            return self._with_owner(head, draft)
        after = self._after(draft)
        if after is not None and not after.predicate:
            return [after]
        before = self._before(draft)
        if not before and (same := self._same_subject(draft, unit)) is not None:
            return same.object
        return before or ([after] if after and unit.dimension == "ratio" else [])

    def _same_subject(self, draft: Draft, unit: Unit) -> Quantity | None:
        """The quantity before in the sentence, where a clause without a subject goes on about it: «نرخ بیکاری ۹
        درصد است و به ۸ درصد می‌رسد»."""
        latest = self._latest(draft)
        if latest is None or latest.unit != unit.name or not latest.object or not draft.follows("به"):
            return None
        return latest

    def _after(self, draft: Draft) -> Phrase | None:
        """The noun phrase behind the unit, after "از" too."""
        position = draft.tail
        if self._text.startswith("از ", position + 1):
            position += 3
        return self._phrases.following(position, draft.limit)

    def _may_follow(self, draft: Draft) -> bool:
        """Whether a name goes on behind the rating in it: "پست ۴۰۰ کیلوولت فارس"."""
        after = self._after(draft)
        return after is not None and not after.predicate

    def _head(self, draft: Draft) -> Phrase | None:
        """A noun right before the number that says what it measures (جمعیتی بالغ بر …)."""
        heads = self._wording.measured_heads
        if heads.isdisjoint(draft.words[-4:]) or not self._may_name(draft.previous):
            return None
        phrase = self._phrases.last(draft.words, draft.modifier_start)
        if phrase is None or self._is_adverbial(phrase, draft.floor):
            return None
        words = self._text[phrase.start : phrase.end]
        if words.partition(" ")[0] in heads:
            return phrase
        last = draft.previous
        return Phrase(phrase.end - len(last), phrase.end) if last in heads else None

    def _with_owner(self, head: Phrase, draft: Draft) -> list[Phrase]:
        """The head with the noun it is an attribute of: "شهری با جمعیت …" gives جمعیت شهر."""
        words = draft.words
        if head.end - head.start != len(draft.previous) or len(words) < 2 or words[-2] not in _ATTRIBUTE_OF:
            return [head]
        owner = self._phrases.last(words[:-2], head.start - len(words[-2]) - 1)
        return [head, owner] if owner else [head]

    def _before(self, draft: Draft) -> list[Phrase]:
        """The noun phrase before the number, before "را", or the first of its clause."""
        text, floor, previous, start = self._text, draft.floor, draft.previous, draft.modifier_start
        vacuous = self._wording.vacuous
        if not (self._earlier and start - self._earlier[-1][1].end <= 1):
            phrase = None
            measured = self._phrases.measured(start, floor, previous == "را")
            if measured is not None and text[measured.start : measured.end] not in vacuous:
                return [measured]
            if previous in ("را", "با"):
                phrase = self._phrases.last(draft.words[:-1], text.rfind(previous, floor, start))
                if phrase is not None and previous == "را" and self._is_adverbial(phrase, floor):
                    phrase = None
            elif previous.startswith(")"):  # "جمعیت سالخورده (۶۵ سال و بیشتر) از …"
                phrase = self._phrases.before(max(text.rfind("(", floor, start), floor), floor)
            elif self._may_name(previous):
                phrase = self._phrases.last(draft.words, start)
                if phrase is not None and self._is_adverbial(phrase, floor):
                    phrase = None
            if phrase is not None and text[phrase.start : phrase.end] not in vacuous:
                return [phrase]
        subject = self._phrases.clause_subject(start, floor)
        if subject is None or text[subject.start : subject.end] in vacuous:
            return []
        return [subject]

    def _is_adjective(self, phrase: Phrase) -> bool:
        """Whether a phrase is no noun and only tells things apart («۶ مورد جدید»)."""
        return self._text[phrase.start : phrase.end] in _ADJECTIVES

    def _is_adverbial(self, phrase: Phrase, floor: int) -> bool:
        """Whether a phrase says where, when or what for: «در سطح کشور», «برای این کار»."""
        before = self._text[max(floor, phrase.start - _LONGEST_PREPOSITION) : phrase.start].split()
        return bool(before) and before[-1] in _ADVERBIAL

    def _may_name(self, previous: str) -> bool:
        """Whether the word before a number can end a noun phrase."""
        return previous not in self._classes and previous.isalpha()

    def _directness(self, draft: Draft) -> str | None:
        """ "۵۰ نفر به صورت مستقیم": jobs, where nothing else is said."""
        start = draft.modifier_start
        match = _DIRECTLY.match(self._text, draft.end)
        if match is None and self._text.endswith("مستقیم", 0, max(start - 1, 0)):
            match = _DIRECTLY_BEFORE.search(self._text, max(draft.floor, start - _REACH_BACK), start)
        if match is None:
            return None
        return "اشتغال غیرمستقیم" if match[1] else "اشتغال مستقیم"

    def _continued(self, draft: Draft, unit: Unit) -> Quantity | None:
        """The quantity that it is one more value of: "از ۲ میلیون نفر … به ۳ میلیون نفر", "۵ و ۱۰ درصد"."""
        for quantity, previous in self._earlier[:-4:-1]:
            if previous.sentence != draft.sentence:
                break
            if quantity.unit == unit.name:
                if draft.follows("به") and previous.follows("از"):
                    return quantity
                between = self._text[previous.end : draft.number.start]
                if between in _COORDINATED and self._after(draft) is None:
                    return quantity
        return None

    def _referred(self, draft: Draft, unit: Unit) -> Quantity | None:
        """The quantity before that «این رقم», the clause's subject, means."""
        text = self._text
        floor = self._earlier[-1][1].end if self._latest(draft) else draft.floor
        if not self._earlier or text.find("ین ", floor, draft.modifier_start) < 0:
            return None
        if _THIS_FIGURE.search(text, floor, draft.modifier_start) is None:
            return None
        for quantity, _ in reversed(self._earlier[-_LATEST:]):
            if quantity.dimension == unit.dimension and quantity.object:
                return quantity
        return None

    def _with_sector(self, phrases: list[Phrase], draft: Draft) -> list[Phrase]:
        """ "۱۰ طرح در بخش دامی": the sector belongs to the name."""
        end = phrases[-1].end if phrases else draft.end
        if not self._text.startswith(" در ", end):
            return phrases
        sector = self._wording.sector.match(self._text, end, draft.limit)
        named = self._phrases.following(sector.end(), draft.limit) if sector else None
        return [*phrases, named] if named else phrases

    def _canonical(self, phrase: Phrase) -> str:
        offsets = self._offsets
        return _name(self._raw[offsets[phrase.start] : offsets[phrase.end - 1] + 1])


@lru_cache(maxsize=65536)
def _name(phrase: str) -> str:
    """A raw noun phrase as it is printed."""
    words = polish(_COUNT_OF.sub("", phrase))
    last = words.rsplit(" ", 1)[-1]
    if last.endswith("\u200cای") and last == words:
        return words[:-3]  # حواله‌ای که …
    if len(last) > 4 and last.endswith(("ای", "وی")) and "\u200c" not in last:
        return words[:-1]  # the link to what followed (روستای …) goes
    if last[-1:] == "ی" and last[:-1] in _INDEFINITE:
        return words[:-1]
    return words
