"""Name what a quantity counts, or what it is the value of."""

import re

from pipeline.document import Document, Quantity
from pipeline.quantities.clauses import ClauseReader
from pipeline.quantities.draft import Draft
from pipeline.quantities.measures import MeasureReader
from pipeline.quantities.owners import FINITE
from pipeline.quantities.phrases import Phrase
from pipeline.quantities.rules import quantity_rules
from pipeline.quantities.units import Unit, UnitKind
from pipeline.text.polish import polish, unlinked

_PERSON, _CLASSIFIER = UnitKind.PERSON, UnitKind.CLASSIFIER
_NOUNS = (UnitKind.PEOPLE, UnitKind.HOUSEHOLD)
_ATTRIBUTES = ("length", "area", "volume", "mass", "power", "electric_potential", "data")
_RATINGS = ("power", "electric_potential")
_QUOTES = (' "', " «")
_DIRECT, _SERVED = "مستقیم", "بهره"
_AND, _THIS, _IN = "و", " این ", " در "
_LONGEST_ITEM = 7  # words
_REACH_BACK = 16
_FEW = 10  # so few may well be others: «دو کشور», «سه مرحله»
_REACH = 90  # letters in which a predicate is looked for


class ObjectFinder(MeasureReader):
    """Finds the objects of one article's quantities, in their order. text: with blanks for its line ends."""

    def __init__(self, document: Document, text: str, phrases: ClauseReader) -> None:
        super().__init__(document, text, phrases)
        self._quantity_rules = quantity_rules()
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
        quantity.object = unlinked(quantity.object)
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
        kind, patterns = unit.kind, self._patterns
        if draft.counted or kind in _NOUNS:
            return self._counted(draft, following)
        if unit.adjective or (
            unit.dimension in _RATINGS and self._may_name(draft.previous) and self._may_follow(draft)
        ):
            after = self._after(draft)
            if after is not None and after.predicate:
                after = None
            before = self._phrases.last(draft.words, draft.modifier_start, most=1 if after else 2)
            if (
                after is None
                and unit.dimension == "ratio"
                and (being := patterns.being.match(self._text, draft.end))
            ):
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
        if added := patterns.added.match(self._text, draft.end, draft.limit):
            return self._some(self._phrases.following(added.end(), draft.limit))
        if unit.name == "year" and (aged := self._aged(draft)) is not None:
            return f"{self._rules.names.age} {self._canonical(aged)}"
        if kind is _PERSON:
            return self._people(draft, following)
        return self._measured(draft, unit)

    def _counted(self, draft: Draft, following: Draft | None) -> str | list[Phrase]:
        """The counted noun stands right behind the number."""
        text, patterns = self._text, self._patterns
        word = text[draft.number.end : draft.end].strip()
        if word in self._quantity_rules.points and (index := self._points(draft)):
            return index
        if draft.counted and (noun := self._rules.attributes.get(word)):
            return self._attribute(noun, draft)
        titles = word in self._quantity_rules.titles  # «۳۱ عنوان کتاب»
        phrase = self._phrases.following(draft.end if titles else draft.number.end, draft.limit)
        if phrase is None:
            return []
        if titles:
            return self._with_sector([phrase], draft)
        if text.find(_THIS, phrase.start, phrase.end) >= 0 and (
            here := patterns.here.search(text, phrase.start, phrase.end)
        ):
            phrase = Phrase(phrase.start, here.start())  # «۷۳ روستای این شهرستان»
        if phrase.end < draft.end and not draft.counted:
            phrase = Phrase(phrase.start, draft.end)
        elif phrase.end > draft.end and text.startswith("،", phrase.end) and self._is_place(phrase, draft):
            phrase = Phrase(phrase.start, draft.end)  # «چهار استان قم، یزد و …»
        if phrase.end == draft.end:  # a noun alone
            if text.startswith(self._rules.from_behind, draft.end) and draft.previous != "در":
                if served := patterns.served.match(text, draft.end, draft.limit):
                    return f"{self._canonical(phrase)} {self._served(served)}"
            elif text.startswith(_IN, draft.end) and (
                state := patterns.state.match(text, draft.end, draft.limit)
            ):
                return [Phrase(phrase.start, state.end())]
            if following is not None and self._describes(draft, following):
                attribute = self._phrases.following(following.end, draft.limit, most=2)
                return [Phrase(phrase.start, attribute.end if attribute else following.end)]
            noun = text[phrase.start : phrase.end]
            if listed := self._listed(draft, noun):
                return [phrase, listed]
            if noun in self._rules.purposeful and text.startswith(" برای ", phrase.end):
                purpose = self._phrases.following(phrase.end + 5, draft.limit)
                return [Phrase(phrase.start, purpose.end if purpose else phrase.end)]
            if (
                noun in self._quantity_rules.points
                and not self._affects(draft)
                and not self._has_sector(draft)
            ):  # what the units are stands before
                return self._before(draft) or [phrase]
        return self._with_sector([phrase], draft)

    def _affects(self, draft: Draft) -> bool:
        """Whether a predicate or its object stands behind the unit: «به ۲۸۹ واحد خسارت کلی وارد کرد»."""
        return self._text[draft.end + 1 : draft.limit].partition(" ")[0] in self._words.beginnings

    def _is_place(self, phrase: Phrase, draft: Draft) -> bool:
        """Whether what is counted are places, whose names may follow."""
        return self._text[phrase.start : draft.end] in self._rules.places

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
        if made_up := self._patterns.made_up.match(self._text, draft.end, draft.limit):
            return polish(made_up[1])
        text = self._text
        classifier, _, noun = text[draft.number.end : draft.end].strip().partition(" ")
        if noun:  # «فقره پرونده»: it is a part of the unit
            return self._some(self._phrases.following(draft.end - len(noun), draft.limit))
        if these := self._patterns.from_these.match(text, draft.end):
            return self._some(self._phrases.following(these.end(), draft.limit))
        if text.startswith(_QUOTES, draft.end):  # «۲۰ میلیون بسته "ماسک"»
            return self._some(self._phrases.following(draft.end + 2, draft.limit)) or classifier
        if not self._patterns.of_them.match(text, draft.end):
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
        if classifier not in self._rules.pure_classifiers:
            return classifier
        if draft.previous in self._words.event_nouns:  # «خودروهای برقی به فروش ۳ میلیون دستگاه …»
            subject = self._phrases.clause_subject(draft.modifier_start, draft.floor)
            return self._some(subject)
        return self._before(draft)

    def _noun_of(self, phrase: Phrase, classifier: str, draft: Draft) -> Phrase:
        """What a classifier stands before, where an adjective stands between: «۳ مورد جدید ابتلا»; it may be
        the noun itself: «دو میدان جدید نفت»."""
        words = self._text[phrase.start : phrase.end].split(" ")
        if len(words) < 2 or words[0] not in self._rules.adjectives:
            return phrase
        if classifier not in self._rules.pure_classifiers:
            return Phrase(draft.end - len(classifier), phrase.end)
        start = phrase.start
        while len(words) > 1 and words[0] in self._rules.adjectives:
            start += len(words.pop(0)) + 1
        return Phrase(start, phrase.end)

    def _people(self, draft: Draft, following: Draft | None) -> str | list[Phrase]:
        """What the people behind نفر are."""
        text, start, rules, patterns = self._text, draft.modifier_start, self._rules, self._patterns
        if made_up := patterns.made_up.match(text, draft.end, draft.limit):
            return polish(made_up[1])
        head = self._head(draft)
        if head is not None:
            return self._with_owner(head, draft)
        if patterns.sized.match(text, start) and (
            place := patterns.place_before.search(text, start - _REACH_BACK, start)
        ):
            return f"{rules.names.population} {polish(place[1].removesuffix('ی'))}"
        reach = min(draft.limit, draft.end + _REACH)
        if following is not None and draft.end < following.number.start < reach:
            between = text[draft.end : following.number.start].split()
            if any(self._classes.get(word) in FINITE for word in between):
                reach = following.number.start
        predicate = rules.predicate.search(text, draft.end, reach)
        if patterns.of_them.match(text, draft.end) and (previous := self._latest(draft)):
            return rules.predicates[predicate[1]] if predicate else previous.object
        if role := patterns.role.match(text, draft.end):
            return self._some(self._phrases.following(role.end(), draft.limit))
        if draft.previous in rules.event_ends:
            event = rules.event_before.search(text, max(draft.floor, start - _REACH_BACK), start)
            if event is not None:
                return rules.events[event[1]]
        served = patterns.served.match(text, draft.end, draft.limit)
        if served:
            return self._served(served)
        after = None if self._affects(draft) else self._after(draft) or self._others(draft)
        if after is not None and not after.predicate and not (predicate and predicate.start() == after.start):
            return [after]
        if predicate is not None:
            name = rules.predicates[predicate[1]]
            return " ".join([name, *map(self._canonical, self._with_sector([], draft))])
        return (
            self._of_these(draft)
            or self._tally(draft)
            or self._people_before(draft)
            or self._with_sector([], draft)
            or ([after] if after and patterns.are.match(text, after.end) else [])
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
        start, patterns, names = draft.modifier_start, self._patterns, self._rules.names.jobs
        match = patterns.directly.match(self._text, draft.end)
        if match is not None and match[2]:
            return names.both
        if match is None and self._text.endswith(_DIRECT, 0, max(start - 1, 0)):
            match = patterns.directly_before.search(self._text, max(draft.floor, start - _REACH_BACK), start)
        if match is None:
            return None
        return names.indirect if match[1] else names.direct

    def _served(self, match: re.Match[str]) -> str:
        """Who is served, of what: «… از آب شرب بهره‌مند شدند»."""
        served = self._rules.names.served
        state = served if match[2].startswith(_SERVED) else match[2]
        return f"{state} از {polish(match[1].strip())}"
