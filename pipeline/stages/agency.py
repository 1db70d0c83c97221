"""Find the news agency or paper that an article names as its source.

"به گزارش ایسنا", "سمنان- ایرنا-", "خبرگزاری فارس:", "در گفت‌وگو با خبرنگار ایلنا", "به همشهری گفت": the known
names come from data/gazetteer/agencies.tsv; behind "به گزارش" an unknown one is taken too, where it looks
like a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from pipeline.document import Agency as AgencyMention
from pipeline.document import Document
from pipeline.places.gazetteer import rows, spellings
from pipeline.places.reading import province_of
from pipeline.rulebook.fields import Pattern, Phrase, Phrases, PhraseSet
from pipeline.rulebook.loading import Rule, RuleFile, load_rules
from pipeline.rulebook.patterns import compile_pattern
from pipeline.text.alphabet import EDGE, PhraseMatcher, encode
from pipeline.text.folding import fold_phrase
from pipeline.text.polish import polish

_EDGE = bytes([EDGE])
_PHRASE = 110  # characters behind "به گزارش" that are read
_BEFORE = 60
_BEFORE_COMMON = 28  # a common word has to stand nearer to what introduces it
_DATELINE = 40  # a dateline's agency stands this near to the start of its line
_PARTS = re.compile(r"[|،,:;/()•·–—]| - ")  # of a site's name
_QUOTES = ' «»"“”()[]'
_LONGEST_NAME = 4  # words, where the name says that it is a paper or a site
_LONGEST_BARE = 3
_LONGEST_DESK = 2
_DATELINE_WORDS = 3
_PLACE_AND_DASH = re.compile(r"(?<!\w)\w+ - $")
_BETWEEN_DASHES = re.compile(" - ")
_LONG_LINE = 60  # letters
_NEAR_THE_TOP = 800  # characters; a name that no list knows is the source only there
_SHORTEST = 3  # letters


class AgencyPatterns(BaseModel):
    """The patterns of rules/agency.yaml that are parts of its rules."""

    model_config = ConfigDict(extra="forbid")

    phrase_end: Pattern
    name_end: Pattern
    talked: Pattern
    desk: Pattern
    dateline_end: Pattern
    desk_end: Pattern
    source_end: Pattern


class AgencyRules(RuleFile):
    """rules/agency.yaml, where each list says what it is for."""

    kinds: PhraseSet
    desks: PhraseSet
    dropped: Phrases
    portals: Phrases
    agency_word: Phrase
    bare_lead: Phrase
    our_own: Phrase
    no_agency: PhraseSet
    patterns: AgencyPatterns
    rules: list[Rule]


class _Name(NamedTuple):
    """A known agency; common: its name is a common word as well. paper: it is a paper or a site."""

    name: str
    common: bool
    paper: bool


_Hit = tuple[int, int, _Name | None]


class _Rulebook:
    """rules/agency.yaml, its rules compiled, and the list of agencies."""

    def __init__(self) -> None:
        self.lists = load_rules("agency", AgencyRules)
        self.patterns = self.lists.patterns
        self.dropped = sorted(self.lists.dropped, key=len, reverse=True)
        patterns = {rule.id: rule.pattern for rule in self.lists.rules}
        leads = [spelling for lead in patterns["lead"].split("|") for spelling in spellings(lead)]
        self.credit = compile_pattern(patterns["credit"])
        self.introduction = compile_pattern(patterns["introduction"])
        self.statement = compile_pattern(patterns["statement"])
        self.said = compile_pattern(patterns["said"])
        self.follows = compile_pattern(patterns["follows"])
        self.dateline = compile_pattern(patterns["dateline"])
        known: dict[str, _Name | None] = dict.fromkeys(leads)
        for name, kind, variants, ambiguous in rows("agencies.tsv"):
            agency = _Name(name, bool(ambiguous), kind != "agency")
            for variant in filter(None, (name, *variants.split("|"))):
                for spelling in spellings(variant):
                    known.setdefault(spelling, agency)
        self.known = known
        self._by_index = list(known.values())
        self._matcher = PhraseMatcher(known)

    def find(self, encoded: bytes) -> list[_Hit]:
        """(start, end, agency) of every known name in order; agency None is a lead ("به گزارش").

        A lead may be glued to what follows it: به گزارشمهر.
        """
        by_index = self._by_index
        return [
            (start, end, by_index[index])
            for index, start, end, closed in self._matcher.find(encoded)
            if closed or by_index[index] is None
        ]


@cache
def _rulebook() -> _Rulebook:
    return _Rulebook()


class Agency:
    """Fills document.agency."""

    name = "agency"

    def __call__(self, document: Document) -> None:
        found = find_agency(document.text, document.encoded)
        if found is None:
            return
        name, start, end = found
        document.agency = AgencyMention(name or polish(document.raw_text(start, end)), start, end)


def known_agency(site: str) -> str | None:
    """The known agency or paper that a site's name stands for ("خبرگزاری ایسنا | ISNA" is ایسنا)."""
    rules = _rulebook()
    for part in _PARTS.split(site):
        name = fold_phrase(part)
        kind = next((kind for kind in rules.dropped if name.startswith(f"{kind} ")), "")
        known = rules.known.get(name) or rules.known.get(name.removeprefix(f"{kind} "))
        if known is not None:
            return known.name
    return None


def find_agency(text: str, encoded: bytes | None = None) -> tuple[str, int, int] | None:
    """(name, start, end) of the source that a folded text names; name is "" where no list knows it.

    encoded: `encode(text)`, where the caller has it.
    """
    rules = _rulebook()
    flat = text.replace("\n", " ")
    if encoded is None:
        encoded = encode(text)
    top = encoded[: encoded.find(EDGE, _NEAR_THE_TOP) + 1]
    found = _named(text, flat, encoded, rules.find(top))
    if found and found[2] < len(top) - _BEFORE:  # most articles name it at the top
        return found
    hits = rules.find(encoded)
    return _named(text, flat, encoded, hits) or _credited(flat, hits)


def _named(text: str, flat: str, encoded: bytes, hits: list[_Hit]) -> tuple[str, int, int] | None:
    """The first source that the text itself names; flat: the text in one line."""
    for start, end, agency in hits:
        if agency is None:
            found = _behind_lead(text, flat, encoded, start, end)
            if found:
                return found
            continue
        before = flat[max(0, start - _BEFORE) : start]
        if _opens_line(text, start, end, agency) or _introduced(before, flat, end, agency):
            return agency.name, start, end
    return None


def _credited(flat: str, hits: list[_Hit]) -> tuple[str, int, int] | None:
    """The first agency that the text quotes or credits: "به نقل از تسنیم", "منبع: ایسنا"."""
    credit = _rulebook().credit
    for start, end, agency in hits:
        if agency and credit.search(flat[max(0, start - _BEFORE) : start]):
            return agency.name, start, end
    return None


def _introduced(before: str, flat: str, end: int, agency: _Name) -> bool:
    """Whether somebody speaks to the agency: "در گفت‌وگو با خبرنگار ایلنا", "به همشهری گفت"."""
    rules = _rulebook()
    if rules.statement.search(before):
        return bool(rules.said.match(flat, end))
    near = agency.common and not before.endswith(rules.lists.agency_word + " ")
    if near and rules.patterns.talked.search(before) and not rules.patterns.desk.search(before):
        return False
    if not rules.introduction.search(before[-_BEFORE_COMMON:] if near else before):
        return False
    return _unmistakable(before.split(), agency) or bool(rules.follows.match(flat, end))


def _unmistakable(before: list[str], agency: _Name) -> bool:
    """Whether the name is no common word here: مهر is one, خبرنگار مهر is not, خبرنگار حوزه is again."""
    if not agency.common:
        return True
    rules = _rulebook()
    last = before[-1] if before else ""
    return last == rules.lists.agency_word or (
        last in rules.lists.kinds and agency.name not in rules.lists.desks
    )


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`: "با استناد به گزارش …" quotes a report, and names no source."""
    before = text[max(0, start - 2) : start].rstrip(" ")
    return not before or not before[-1].isalpha()


def _opens_line(text: str, start: int, end: int, agency: _Name) -> bool:
    """Whether the name is the agency of a dateline: "سمنان- ایرنا-", "خبرگزاری فارس:", "ایسنا نوشت:"."""
    if not agency.common and start < _NEAR_THE_TOP and _BETWEEN_DASHES.match(text, end):
        before = text[max(0, start - _BEFORE) : start]
        if _PLACE_AND_DASH.search(before):  # the headline's line may run into it
            return True
    line = text.rfind("\n", max(0, start - _DATELINE - 1), start)
    if line < 0 and start > _DATELINE:
        return False
    rules = _rulebook()
    before = text[line + 1 : start]
    named = rules.lists.agency_word in before
    tail = text[end : end + 10].lstrip(" )]")
    if before.rstrip(_QUOTES).endswith(rules.lists.portals) and tail.startswith((":", "(", "-")):
        return True
    named_and_on = named and rules.patterns.desk_end.match(tail)
    if not rules.patterns.dateline_end.match(tail) and not named_and_on:
        return not agency.common and not before and rules.patterns.source_end.match(tail) is not None
    if agency.common and not named:
        if not before and tail.startswith((":", "-")):
            return _opens_story(text, start, end, agency)
        if tail.startswith((":", "/", "_")):
            return False
        if tail.startswith("-"):
            bracketed = before.endswith("(") and text.startswith(")", end)
            return (before.endswith("- ") or bracketed) and len(before.split()) <= _DATELINE_WORDS
    return bool(rules.dateline.search(before))


def _opens_story(text: str, start: int, end: int, agency: _Name) -> bool:
    """Whether a name that is a word besides opens the story's first long line: «فارس: وزیر نیرو …», not
    «فارس: باران پراکنده» among other provinces."""
    if start > _NEAR_THE_TOP:
        return False  # else «مهر: …» may be who asks in an interview
    if agency.paper and (start == 0 or agency.name in text[:start]):
        return False  # «ابتکار: …» is who says it
    stop = text.find("\n", end)
    return (len(text) if stop < 0 else stop) - end >= _LONG_LINE


def _behind_lead(text: str, flat: str, encoded: bytes, lead: int, start: int) -> tuple[str, int, int] | None:
    """The agency that the phrase behind a lead names; lead: where "به گزارش" begins, start: where it ends."""
    rules = _rulebook()
    full = not flat.startswith(rules.lists.bare_lead, lead) or flat[max(0, lead - 3) : lead].endswith("به ")
    phrase = flat[start : start + _PHRASE]
    if stop := rules.patterns.phrase_end.search(phrase):
        phrase = phrase[: stop.start()]
    letters = _EDGE + encoded[start + 1 : start + 1 + len(phrase)] + _EDGE
    for name_start, name_end, agency in rules.find(letters):
        if agency and _is_source(phrase[:name_start], phrase[name_end:], agency, full=full):
            return agency.name, start + name_start, start + name_end
    if full and lead < _NEAR_THE_TOP and phrase.startswith(" ") and _opens_sentence(text, lead):
        return _unknown(phrase, start)
    return None


def _is_source(before: str, after: str, agency: _Name, *, full: bool) -> bool:
    """Whether a known name in the phrase behind a lead is the source; full: the lead is "به گزارش"."""
    rules = _rulebook()
    words = before.strip(_QUOTES).split()
    if rules.lists.our_own in words:
        return False
    closes = not after.strip(_QUOTES) or bool(rules.follows.match(after))
    if not words:
        return not agency.common or (full and (closes or province_of(after.strip()) is not None))
    if words[-1] in rules.lists.kinds and _unmistakable(words, agency):
        return True
    if words[0] in rules.lists.desks:
        return not agency.common or closes
    if before.lstrip().startswith("«") and after.startswith("»"):
        return full and not agency.common and len(words) <= _LONGEST_DESK  # «بورس تابناک»
    return (
        full and not agency.common and len(words) <= _LONGEST_DESK and words[0] not in rules.lists.no_agency
    )


def _unknown(phrase: str, offset: int) -> tuple[str, int, int] | None:
    """A name that no list knows: short, and beginning with no word for an office."""
    rules = _rulebook()
    if stop := rules.patterns.name_end.search(phrase):
        phrase = phrase[: stop.start()]
    name = phrase.strip(_QUOTES)
    start = phrase.find(name)
    kind = next((kind for kind in rules.dropped if name.startswith(kind + " ")), "")
    if kind:
        rest = name[len(kind) :].lstrip(_QUOTES)
        start, name = start + len(name) - len(rest), rest
    words = name.split()
    if not words or len(words) > (_LONGEST_NAME if kind or words[0] in rules.lists.kinds else _LONGEST_BARE):
        return None
    if (
        words[0] in rules.lists.no_agency
        or len(name) < _SHORTEST
        or not all(word[0].isalpha() for word in words)
    ):
        return None
    return "", offset + start, offset + start + len(name)
