"""Find the provinces an article names: by their own names, through cities and counties, by jurisdictions.

Every spelling of the gazetteer that stands at word edges is a candidate. What stands right before and after
it decides; names in doubt wait for the rest of the article: a city is meant where its province is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from pipeline.document import PlaceMention
from pipeline.places.gazetteer import TITLE, Doubt, Place, gazetteer, spellings
from pipeline.places.rules import NameRule, place_rules
from pipeline.rulebook.patterns import compile_pattern
from pipeline.text.alphabet import encode

_NEIGHBOURHOOD = 24  # characters that a name's own rule reads before it
_WINDOW = 60  # characters read before a name: an organisation's name is rarely longer
_LIST_GAP = 5
_LONGEST_ORGANIZATION = 7  # words
_PLURAL = "های"
_STOPS = '.:؛؟!)"»-'
_WORD = re.compile(r"[^\W\d_]{3,20}(?!\w)")
_FAMILY_GAP = 40
_DOUBTS = {"none": Doubt.NONE, "context": Doubt.CONTEXT, "cue": Doubt.CUE}


class _Name:
    """A compiled NameRule."""

    def __init__(self, rule: NameRule) -> None:
        self.doubt = _DOUBTS[rule.needs]
        self._rule = rule

    @cached_property
    def not_before(self) -> re.Pattern[str] | None:
        return self._beside(self._rule.not_before, r"(?:^|[^\w])(?:{}) ?$")

    @cached_property
    def doubt_before(self) -> re.Pattern[str] | None:
        return self._beside(self._rule.doubt_before, r"(?:^|[^\w])(?:{}) ?$")

    @cached_property
    def cues(self) -> re.Pattern[str] | None:
        return self._beside(self._rule.cues, r"(?:^|[^\w])(?:{}) ?$")

    @cached_property
    def not_after(self) -> re.Pattern[str] | None:
        return self._beside(self._rule.not_after, r" ?(?:{})(?!\w)")

    @cached_property
    def foils(self) -> re.Pattern[str] | None:
        return self._beside(self._rule.foils, r"(?<!\w)(?:{})")

    def _beside(self, pattern: str | None, frame: str) -> re.Pattern[str] | None:
        return compile_pattern(frame.replace("{}", pattern)) if pattern else None


class _Rulebook:
    """rules/places.yaml, and what is made from several of its lists."""

    def __init__(self) -> None:
        self.lists = rules = place_rules()
        # word -> whether it opens an organisation (True) or ends the walk back to one (False)
        self.opens_organization = dict.fromkeys(rules.boundaries, False)
        self.opens_organization |= dict.fromkeys(rules.organizations, True)
        self.opens_organization |= dict.fromkeys(rules.persons, False)
        self.surname_ends = tuple(f" {word}" for word in rules.surname_ends)
        self.surname_end = re.compile(rf"(?:{'|'.join(self.surname_ends)})(?!\w)")
        self.names = {spelling: _Name(rule) for rule in rules.names for spelling in spellings(rule.pattern)}
        self.foils = {spelling: name.foils for spelling, name in self.names.items() if name.foils}
        self.families = {
            head: re.compile(rf"(?: ?، ?| و | ?، ?و )({'|'.join(members)})(?!\w)")
            for head, members in rules.families.items()
        }
        watched = (*self.foils, *rules.families)
        # place, its own rule, and whether foils or a family have to be looked at where it stands
        self.by_index = [
            (place, self.names.get(spelling), spelling.startswith(watched))
            for spelling, place in gazetteer().places.items()
        ]


@cache
def _rulebook() -> _Rulebook:
    return _Rulebook()


@dataclass(slots=True)
class _Candidate:
    """A name under judgement. settled: it counts. cued: a cue stands before it or before its list."""

    start: int
    end: int
    place: Place
    via: str
    settled: bool
    cued: bool


def read_places(text: str, encoded: bytes | None = None) -> list[PlaceMention]:
    """The mentions of places in a folded text, in order; those that stay in doubt are not `certain`.

    encoded: `encode(text)`, where the caller has it.
    """
    flat = text.replace("\n", " ")  # a name may be wrapped over two lines
    rules = _rulebook()
    candidates: list[_Candidate] = []
    previous = None
    watchful = False
    by_index = rules.by_index
    for index, start, end, closed in gazetteer().find(encode(text) if encoded is None else encoded):
        place, name, watched = by_index[index]
        glued = ""
        if place.kind == TITLE:
            unglued = None if closed else _unglue(flat, start, end)
            if unglued is None:
                continue
            start, end, glued, place = unglued
            name, watched = rules.names.get(flat[start:end]), True
        elif not closed and not flat.startswith(rules.lists.people_endings, end):
            continue
        candidate = _judge(rules, flat, start, end, place, name, glued, previous)
        if candidate is not None:
            candidates.append(candidate)
            previous = candidate
            watchful = watchful or watched
    if watchful:
        _foil(rules, flat, candidates)
    confirmed = {candidate.place.isos[0] for candidate in candidates if candidate.settled}
    if len(confirmed) >= rules.lists.many_provinces:
        confirmed |= {
            candidate.place.isos[0] for candidate in candidates if candidate.place.kind == "province"
        }
    mentions = [_mention(candidate, confirmed) for candidate in candidates]
    return _with_families(flat, mentions) if watchful else mentions


@lru_cache(maxsize=16384)
def province_of(phrase_folded: str) -> str | None:
    """The province that a title, an organisation or another phrase names, if any.

    phrase_folded: folded text, e.g. "سازمان صنعت، معدن و تجارت قم" (-> "IR-25"). Of several the last one
    counts: the jurisdiction closes a Persian title.
    """
    certain = [mention.iso for mention in read_places(phrase_folded) if mention.certain]
    return certain[-1] if certain else None


def _unglue(flat: str, start: int, end: int) -> tuple[int, int, str, Place] | None:
    """The place whose name is glued to the title at [start, end): فرماندارپاوه."""
    match = _WORD.match(flat, end)
    if match is None or match.end() - end < 3:
        return None
    place = gazetteer().places.get(match[0])
    if place is None or place.doubt is not Doubt.NONE:
        return None
    return end, match.end(), flat[start:end], place


def _judge(
    rules: _Rulebook,
    flat: str,
    start: int,
    end: int,
    place: Place,
    name: _Name | None,
    glued: str,
    previous: _Candidate | None,
) -> _Candidate | None:
    """The candidate at [start, end), or None where its neighbours forbid it.

    name: its own rule, if it has one. glued: the title glued to it. previous: the candidate before it.
    """
    before = flat[start - _WINDOW if start > _WINDOW else 0 : start]
    lists = rules.lists
    words = before.rstrip(' «"(').rsplit(" ", _LONGEST_ORGANIZATION)
    last = glued or words[-1].lstrip('(«"')
    if last == _PLURAL and len(words) > 1:
        last = words[-2] + last
    if last in lists.streets or (
        flat.startswith(rules.surname_ends, end) and rules.surname_end.match(flat, end)
    ):
        return None
    doubt, doubted = place.doubt, False
    cue = last in (lists.strict_cues if doubt is Doubt.CUE else lists.cues)
    if name:
        doubt = name.doubt
        if (name.not_before and name.not_before.search(before, len(before) - _NEIGHBOURHOOD)) or (
            name.not_after and name.not_after.match(flat, end)
        ):
            return None
        doubted = bool(name.doubt_before and name.doubt_before.search(before, len(before) - _NEIGHBOURHOOD))
        cue = (
            bool(name.cues.search(before, len(before) - _NEIGHBOURHOOD)) if name.cues else last in lists.cues
        )
    if last in lists.persons and doubt is not Doubt.NONE:
        return None
    listed = previous
    if previous is None or start - previous.end > _LIST_GAP or not _joined(rules, flat, previous.end, start):
        listed = None
    cued = cue or (listed is not None and listed.cued)
    via = "name" if place.kind == "province" else "place"
    if _names_organization(rules, words):
        via = "organization"
        cue = cue or (doubt is Doubt.CONTEXT and place.kind in ("province", "county"))
    if doubt is Doubt.NONE:
        settled = True
    elif doubt is Doubt.CONTEXT:
        settled = cue or (listed is not None and listed.settled and _ranks_with(place, listed.place))
    elif cued or (place.kind == "province" and listed and listed.via == "name"):
        settled = place.kind != "city"  # a town with a common word's name needs its province as well
    elif place.kind == "province" and not words[-1][-1:].isalpha():
        settled = False  # in a list of figures, perhaps: "سمنان ۴۰، مرکزی ۸۸"
    else:
        return None
    return _Candidate(start, end, place, via, settled and len(place.isos) == 1 and not doubted, cued)


def _foil(rules: _Rulebook, flat: str, candidates: list[_Candidate]) -> None:
    """Put in doubt what another part of the article speaks against: کردستان where it tells of بارزانی."""
    for spelling, foils in rules.foils.items():
        always = rules.names[spelling].doubt is Doubt.CUE
        doubtful = [c for c in candidates if (always or not c.cued) and flat.startswith(spelling, c.start)]
        if doubtful and foils.search(flat):
            for candidate in doubtful:
                candidate.settled = False


def _ranks_with(place: Place, listed: Place) -> bool:
    """Whether a name in doubt may stand in one list with a settled one: a town only with places near it."""
    return place.kind in ("province", "county") or listed.isos[0] in place.isos


def _joined(rules: _Rulebook, flat: str, end: int, start: int) -> bool:
    """Whether a comma, "و" or a dash joins what ends at `end` and what begins at `start`."""
    return end < start and flat[end:start].strip() in rules.lists.joints


def _names_organization(rules: _Rulebook, words: list[str]) -> bool:
    """Whether the words before a name open an office or organisation that the name closes."""
    if words[-1] == "و":
        return False
    known = rules.opens_organization
    rest = ""  # the word behind, which may be the end of this one: «ذوب آهن», «بیمارستان های»
    for word in words[: -_LONGEST_ORGANIZATION - 1 : -1]:
        if (whole := word + rest) in known:
            return known[whole]
        if word in known and rest not in rules.lists.plurals:
            return known[word]
        if word and word[-1] in _STOPS:
            return False
        rest = word
    return False


def _mention(candidate: _Candidate, confirmed: set[str]) -> PlaceMention:
    """The mention of a candidate; one in doubt is certain where the article names its province elsewhere."""
    iso, certain = candidate.place.isos[0], candidate.settled
    if not certain:
        isos = [iso for iso in candidate.place.isos if iso in confirmed]
        certain = len(isos) == 1
        iso = isos[0] if isos else iso
    return PlaceMention(candidate.start, candidate.end, iso, candidate.via, certain)


def _with_families(flat: str, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """Add the provinces whose head was said once before: خراسان رضوی، شمالی و جنوبی."""
    rules = _rulebook()
    added: list[PlaceMention] = []
    for mention in mentions:
        added.append(mention)
        head = flat[mention.start : mention.end].split(" ", 1)[0].removesuffix(_PLURAL)
        pattern = rules.families.get(head)
        if pattern is None:
            continue
        end = mention.end
        while match := pattern.match(flat, end, min(len(flat), end + _FAMILY_GAP)):
            added.append(
                PlaceMention(match.start(1), match.end(1), rules.lists.families[head][match[1]], mention.via)
            )
            end = match.end()
    return added
