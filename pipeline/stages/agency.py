"""Find the news agency or paper that an article names as its source.

"به گزارش ایسنا", "سمنان- ایرنا-", "خبرگزاری فارس:", "در گفت‌وگو با خبرنگار ایلنا", "به همشهری گفت": the known
names come from data/gazetteer/agencies.tsv; behind "به گزارش" an unknown one is taken too, where it looks
like a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.document import Agency as AgencyMention
from pipeline.document import Document
from pipeline.places.gazetteer import rows, spellings
from pipeline.places.reading import province_of
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
_PHRASE_END = re.compile(r"[،؛:؟!\n]|\.(?!\w)|(?: و )?به ?نقل| بر اساس")
_NAME_END = re.compile(r" (?:از|در|و|که|طی|با|به|طبق|این) ")
_PARTS = re.compile(r"[|،,:;/()•·–—]| - ")  # of a site's name
_QUOTES = ' «»"“”()[]'
_LONGEST_NAME = 4  # words, where the name says that it is a paper or a site
_LONGEST_BARE = 3
_LONGEST_DESK = 2
_DATELINE_WORDS = 3
# Before an agency's name that is a common word: «خبرنگار گروه حوادث مهر», not «خبرنگاران علت کاهش سهم ایران».
_TALKED = re.compile(r"خبرنگار\w*(?: \w+){2,7} $")
_DESK = re.compile(r"خبرنگار\w*(?: (?:گروه|سرویس|حوزه|دفتر|بخش)(?: \w+){1,5}|(?: \w+ی){2,3}) $")
_PLACE_AND_DASH = re.compile(r"(?<!\w)\w+ [-–] $")
_BETWEEN_DASHES = re.compile(r" [-–] ")
_LONG_LINE = 60  # letters
_NEAR_THE_TOP = 800  # characters; a name that no list knows is the source only there
_SHORTEST = 3  # letters


class AgencyRules(RuleFile):
    """rules/agency.yaml, where each list says what it is for."""

    kinds: list[str]
    desks: list[str]
    dropped: list[str]
    portals: list[str]
    agency_word: str
    bare_lead: str
    our_own: str
    no_agency: list[str]
    rules: list[Rule]


class _Name(NamedTuple):
    """A known agency; common: its name is a common word as well. paper: it is a paper or a site."""

    name: str
    common: bool
    paper: bool


_Hit = tuple[int, int, _Name | None]


class _Rulebook:
    """rules/agency.yaml and the list of agencies, folded and compiled."""

    def __init__(self) -> None:
        content = load_rules("agency", AgencyRules)
        patterns = {rule.id: rule.pattern for rule in content.rules}
        leads = [spelling for lead in patterns["lead"].split("|") for spelling in spellings(lead)]
        self.kinds = frozenset(map(fold_phrase, content.kinds))
        self.desks = frozenset(map(fold_phrase, content.desks))
        self.dropped = sorted(map(fold_phrase, content.dropped), key=len, reverse=True)
        self.no_agency = frozenset(map(fold_phrase, content.no_agency))
        self.agency_word = fold_phrase(content.agency_word)
        self.portals = tuple(map(fold_phrase, content.portals))
        self.our_own = content.our_own
        self.bare_lead = content.bare_lead
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
    near = agency.common and not before.endswith(rules.agency_word + " ")
    if near and _TALKED.search(before) and not _DESK.search(before):
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
    return last == rules.agency_word or (last in rules.kinds and agency.name not in rules.desks)


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
    named = rules.agency_word in before
    tail = text[end : end + 10].lstrip(" )]")
    if before.rstrip(_QUOTES).endswith(rules.portals) and tail.startswith((":", "(", "-")):
        return True
    named_and_on = named and tail.startswith(("،", "؛", "گروه"))
    if not tail.startswith((":", "-", "/", "_", "نوشت")) and not named_and_on:
        return not agency.common and not before and tail.startswith(("؛", "به نقل "))
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
    full = not flat.startswith(rules.bare_lead, lead) or flat[max(0, lead - 3) : lead].endswith("به ")
    phrase = flat[start : start + _PHRASE]
    if stop := _PHRASE_END.search(phrase):
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
    if rules.our_own in words:
        return False
    closes = not after.strip(_QUOTES) or bool(rules.follows.match(after))
    if not words:
        return not agency.common or (full and (closes or province_of(after.strip()) is not None))
    if words[-1] in rules.kinds and _unmistakable(words, agency):
        return True
    if words[0] in rules.desks:
        return not agency.common or closes
    if before.lstrip().startswith("«") and after.startswith("»"):
        return full and not agency.common and len(words) <= _LONGEST_DESK  # «بورس تابناک»
    return full and not agency.common and len(words) <= _LONGEST_DESK and words[0] not in rules.no_agency


def _unknown(phrase: str, offset: int) -> tuple[str, int, int] | None:
    """A name that no list knows: short, and beginning with no word for an office."""
    rules = _rulebook()
    if stop := _NAME_END.search(phrase):
        phrase = phrase[: stop.start()]
    name = phrase.strip(_QUOTES)
    start = phrase.find(name)
    kind = next((kind for kind in rules.dropped if name.startswith(kind + " ")), "")
    if kind:
        rest = name[len(kind) :].lstrip(_QUOTES)
        start, name = start + len(name) - len(rest), rest
    words = name.split()
    if not words or len(words) > (_LONGEST_NAME if kind or words[0] in rules.kinds else _LONGEST_BARE):
        return None
    if words[0] in rules.no_agency or len(name) < _SHORTEST or not all(word[0].isalpha() for word in words):
        return None
    return "", offset + start, offset + start + len(name)
