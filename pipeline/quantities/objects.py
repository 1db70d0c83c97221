"""Name what a quantity counts, or what it is the value of."""

import re

from pipeline.document import Document, Quantity
from pipeline.quantities.clauses import ClauseReader
from pipeline.quantities.draft import Draft
from pipeline.quantities.measures import ARE, FROM_THESE, MeasureReader
from pipeline.quantities.owners import FINITE
from pipeline.quantities.phrases import Phrase
from pipeline.quantities.rules import Wording
from pipeline.quantities.surroundings import ADJECTIVES
from pipeline.quantities.units import Unit, UnitKind
from pipeline.text.polish import polish

_PERSON, _CLASSIFIER = UnitKind.PERSON, UnitKind.CLASSIFIER
_NOUNS = (UnitKind.PEOPLE, UnitKind.HOUSEHOLD)
# «۵۲ نفر از این افراد را بیماران تالاسمی تشکیل می‌دهند»
_MADE_UP = re.compile(
    r"(?: از (?:این|آن) [^\W\d_]+| از آنها)? را ((?:[^\W\d_]+ ){0,4}?[^\W\d_]+)(?: تشکیل| شامل|،(?= \d))"
)
_OF_THEM = re.compile(r" ?(?:از )?(?:آن|آنها|این|اینها|آنان)(?!\w)")
_DIRECTLY = re.compile(r" (?:به ?(?:صورت|طور|شکل) )?(غیر ?)?مستقیم( و غیر ?مستقیم)?(?!\w)")
_DIRECTLY_BEFORE = re.compile(r"(غیر ?)?مستقیم $")
_SERVED = re.compile(
    r"(?: نیز| هم)? از (?:نعمت )?((?:\w+ ){1,5}?)(بهره ?مند|برخوردار|بهره(?= (?:می ?)?بر))(?!\w)"
)
_STATE = re.compile(r" در (?:دست|حال|معرض|انتظار) \w+")
_ATTRIBUTES = ("length", "area", "volume", "mass", "power", "electric_potential", "data")
_RATINGS = ("power", "electric_potential")
_HERE = re.compile(r" این (?:شهرستان|استان|شهر|منطقه|کشور|بخش|روستا)")
_AS = re.compile(r" (?:به ?عنوان|در نقش|در قالب)(?= )")
_BEING = re.compile(r" بودن(?= )")  # «۱۶ درصدی بودن نرخ سود»
_QUOTES = (' "', " «")
_POINTS = "واحد"
_AND, _TITLES, _THIS, _IN = "و", "عنوان", " این ", " در "
_FROM = (" از ", " نیز از ", " هم از ")
_LONGEST_ITEM = 7  # words
_PLACES = frozenset(("استان", "شهرستان", "شهر", "کشور", "روستا", "روستای", "بخش", "منطقه", "شرکت", "دانشگاه"))
# «۵ هزار نفر به مشترکان اضافه شد»
_ADDED = re.compile(
    r" (?:دیگر )?به (?!عنوان|صورت|طور)(?:(?:این|تعداد|شمار|آمار|جمع) ){0,2}"
    r"(?=[^\W\d_]{3,}(?: [^\W\d_]+){0,5} (?:اضافه|افزوده)(?!\w))"
)
# «شهرهای زیر ۲۰ هزار نفر»
_SIZED = re.compile(r"(?:زیر|بالای|کمتر از) ")
_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?<!این )(?<!آن )(شهر|شهرها|شهرهای|روستا|روستاها|روستاهای|دهستان|دهستانهای) $"
)
_REACH_BACK = 16
_PURE = frozenset(("مورد", "دستگاه", "فقره", "عدد", "باب"))  # they never are the thing itself
_FEW = 10  # so few may well be others: «دو کشور», «سه مرحله»
_REACH = 90  # letters in which a predicate is looked for


class ObjectFinder(MeasureReader):
    """Finds the objects of one article's quantities, in their order. text: with blanks for its line ends."""

    def __init__(self, document: Document, text: str, phrases: ClauseReader, wording: Wording) -> None:
        super().__init__(document, text, phrases, wording)
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
        if draft.counted and draft.previous != "این":
            quantity.object = self._fuller(quantity, draft)
        self._earlier.append((quantity, draft))
        self._last, self._last_sentence = quantity, draft.sentence

    def _fuller(self, quantity: Quantity, draft: Draft) -> str:
        """A counted noun alone has the fuller name that the same count had before, or one in its sentence."""
        name = quantity.object
        head = name.partition(" ")[0]
        if name != head:
            self._named.setdefault((quantity.high, head), name)
            return name
        if quantity.high > _FEW and (known := self._named.get((quantity.high, head))):
            return known
        previous = self._latest(draft)
        if previous is not None and previous.object.startswith(head + " ") and self._is_share(draft):
            return previous.object
        return name

    def _is_share(self, draft: Draft) -> bool:
        """Whether its clause begins with a total: "از ۶۸۰ پایگاه کشور، ۱۷ پایگاه"."""
        start = draft.modifier_start
        return "،" in self._text[max(0, start - 2) : start]

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
            if after is None and unit.dimension == "ratio" and (being := _BEING.match(self._text, draft.end)):
                after = self._phrases.following(being.end(), draft.limit)
            if before is not None and after is None and unit.dimension == "ratio":
                return self._changed(before, draft)
            return [phrase for phrase in (before, after) if phrase is not None]
        if kind is _CLASSIFIER:
            return self._classified(draft)
        if kind is _PERSON and (direct := self._directness(draft)):
            return direct
        if (donor := self._continued(draft, unit)) is not None:
            return donor.object
        if (other := self._converted(draft, unit)) is not None:
            return other.object
        if (referred := self._referred(draft, unit)) is not None:
            return referred.object
        if added := _ADDED.match(self._text, draft.end, draft.limit):
            return self._some(self._phrases.following(added.end(), draft.limit))
        if unit.name == "year" and (aged := self._aged(draft)) is not None:
            return f"سن {self._canonical(aged)}"
        if kind is _PERSON:
            return self._people(draft, following)
        return self._measured(draft, unit)

    def _counted(self, draft: Draft, following: Draft | None) -> str | list[Phrase]:
        """The counted noun stands right behind the number."""
        text = self._text
        word = text[draft.number.end : draft.end].strip()
        if word == _POINTS and (index := self._points(draft)):
            return index
        if draft.counted and (noun := self._wording.attributes.get(word)):
            return self._attribute(noun, draft)
        titles = word == _TITLES  # «۳۱ عنوان کتاب»
        phrase = self._phrases.following(draft.end if titles else draft.number.end, draft.limit)
        if phrase is None:
            return []
        if titles:
            return self._with_sector([phrase], draft)
        if text.find(_THIS, phrase.start, phrase.end) >= 0 and (
            here := _HERE.search(text, phrase.start, phrase.end)
        ):
            phrase = Phrase(phrase.start, here.start())  # «۷۳ روستای این شهرستان»
        if phrase.end < draft.end and not draft.counted:
            phrase = Phrase(phrase.start, draft.end)
        elif phrase.end > draft.end and text.startswith("،", phrase.end) and self._is_place(phrase, draft):
            phrase = Phrase(phrase.start, draft.end)  # «چهار استان قم، یزد و …»
        if phrase.end == draft.end:  # a noun alone
            if text.startswith(_FROM, draft.end) and draft.previous != "در":
                if served := _SERVED.match(text, draft.end, draft.limit):
                    return f"{self._canonical(phrase)} {_served(served)}"
            elif text.startswith(_IN, draft.end) and (state := _STATE.match(text, draft.end, draft.limit)):
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
            if (
                noun == _POINTS and not self._affects(draft) and not self._has_sector(draft)
            ):  # what the units are stands before
                return self._before(draft) or [phrase]
        return self._with_sector([phrase], draft)

    def _affects(self, draft: Draft) -> bool:
        """Whether a predicate or its object stands behind the unit: «به ۲۸۹ واحد خسارت کلی وارد کرد»."""
        return self._text[draft.end + 1 : draft.limit].partition(" ")[0] in self._wording.beginnings

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
        if draft.end == draft.number.end and (tally := self._tally(draft)):
            return tally  # «شمار قربانیان به ۴۵ رسید»
        if made_up := _MADE_UP.match(self._text, draft.end, draft.limit):
            return polish(made_up[1])
        text = self._text
        classifier, _, noun = text[draft.number.end : draft.end].strip().partition(" ")
        if noun:  # «فقره پرونده»: it is a part of the unit
            return self._some(self._phrases.following(draft.end - len(noun), draft.limit))
        if these := FROM_THESE.match(text, draft.end):
            return self._some(self._phrases.following(these.end(), draft.limit))
        if text.startswith(_QUOTES, draft.end):  # «۲۰ میلیون بسته "ماسک"»
            return self._some(self._phrases.following(draft.end + 2, draft.limit)) or classifier
        if not _OF_THEM.match(text, draft.end):
            after = self._after(draft)
            if after is not None and not after.predicate and not self._is_adjective(after):
                after = self._noun_of(after, classifier, draft)
                head = self._head(draft)
                return self._with_sector([head, after] if head else [after], draft)
        if draft.previous == "را" and (named := self._before(draft)):
            return named
        if classifier and text.find(classifier + "ها ", draft.floor, draft.modifier_start) >= 0:
            return classifier  # «سایر دستگاه‌ها که ۱۶ دستگاه هستند»
        previous = self._latest_count(draft)
        if previous is not None and previous.object:
            return previous.object
        if classifier not in _PURE:
            return classifier
        if draft.previous in self._wording.event_nouns:  # «خودروهای برقی به فروش ۳ میلیون دستگاه …»
            subject = self._phrases.clause_subject(draft.modifier_start, draft.floor)
            return self._some(subject)
        return self._before(draft)

    def _noun_of(self, phrase: Phrase, classifier: str, draft: Draft) -> Phrase:
        """What a classifier stands before, where an adjective stands between: «۳ مورد جدید ابتلا»; it may be
        the noun itself: «دو میدان جدید نفت»."""
        words = self._text[phrase.start : phrase.end].split(" ")
        if len(words) < 2 or words[0] not in ADJECTIVES:
            return phrase
        if classifier not in _PURE:
            return Phrase(draft.end - len(classifier), phrase.end)
        start = phrase.start
        while len(words) > 1 and words[0] in ADJECTIVES:
            start += len(words.pop(0)) + 1
        return Phrase(start, phrase.end)

    def _people(self, draft: Draft, following: Draft | None) -> str | list[Phrase]:
        """What the people behind نفر are."""
        text, start = self._text, draft.modifier_start
        if made_up := _MADE_UP.match(text, draft.end, draft.limit):
            return polish(made_up[1])
        head = self._head(draft)
        if head is not None:
            return self._with_owner(head, draft)
        if _SIZED.match(text, start) and (place := _PLACE_BEFORE.search(text, start - _REACH_BACK, start)):
            return f"جمعیت {polish(place[1].removesuffix('ی'))}"
        reach = min(draft.limit, draft.end + _REACH)
        if following is not None and draft.end < following.number.start < reach:
            between = text[draft.end : following.number.start].split()
            if any(self._classes.get(word) in FINITE for word in between):
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
        if served:
            return _served(served)
        after = None if self._affects(draft) else self._after(draft) or self._others(draft)
        if after is not None and not after.predicate and not (predicate and predicate.start() == after.start):
            return [after]
        if predicate is not None:
            name = self._wording.predicates[predicate[1]]
            return " ".join([name, *map(self._canonical, self._with_sector([], draft))])
        return (
            self._of_these(draft)
            or self._tally(draft)
            or self._people_before(draft)
            or self._with_sector([], draft)
            or ([after] if after and ARE.match(text, after.end) else [])
        )

    def _people_before(self, draft: Draft) -> str | list[Phrase]:
        """Who stands before the number; where they are does not say who they are."""
        before = self._before(draft)
        if not before or not self._is_province(before[0]):
            return before
        latest = self._latest(draft)
        return latest.object if latest is not None and latest.dimension == "people" else []

    def _directness(self, draft: Draft) -> str | None:
        """ "۵۰ نفر به صورت مستقیم": jobs, where nothing else is said."""
        start = draft.modifier_start
        match = _DIRECTLY.match(self._text, draft.end)
        if match is None and self._text.endswith("مستقیم", 0, max(start - 1, 0)):
            match = _DIRECTLY_BEFORE.search(self._text, max(draft.floor, start - _REACH_BACK), start)
        if match is None:
            return None
        if match.re is _DIRECTLY and match[2]:
            return "اشتغال مستقیم و غیرمستقیم"
        return "اشتغال غیرمستقیم" if match[1] else "اشتغال مستقیم"


def _served(match: re.Match[str]) -> str:
    """Who is served, of what: «… از آب شرب بهره‌مند شدند»."""
    state = "بهره‌مند" if match[2].startswith("بهره") else match[2]
    return f"{state} از {polish(match[1].strip())}"
