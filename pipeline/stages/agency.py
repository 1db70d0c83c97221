"""Find the news agency or paper that an article names as its source.

"به گزارش ایسنا", "سمنان- ایرنا-", "خبرگزاری فارس:", "در گفت‌وگو با خبرنگار ایلنا", "به همشهری گفت": the known names come
from data/gazetteer/agencies.tsv; behind "به گزارش" an unknown one is taken too, where it looks like a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.document import Agency as AgencyMention
from pipeline.document import Document
from pipeline.gazetteer import rows, spellings
from pipeline.rulebook.loading import Rule, RuleFile, load_rules
from pipeline.rulebook.patterns import compile_pattern
from pipeline.text.folding import fold_phrase
from pipeline.text.alphabet import PhraseMatcher, encode
from pipeline.text.polish import polish

_PHRASE = 110  # characters behind "به گزارش" that are read
_BEFORE = 60
_DATELINE = 40  # a dateline's agency stands this near to the start of its line
_PHRASE_END = re.compile(r"[،؛:؟!\n]|\.(?!\w)| و به نقل| به نقل| بر اساس")
_NAME_END = re.compile(r" (?:از|در|و|که|طی|با|به|امروز|روز|طبق) ")
_QUOTES = ' «»"“”()[]'
_LONGEST_NAME = 4  # words, where the name says that it is a paper or a site
_LONGEST_BARE = 3
_SHORTEST = 3  # letters


class AgencyRules(RuleFile):
    kinds: list[str]
    desks: list[str]
    dropped: list[str]
    no_agency: list[str]
    rules: list[Rule]


class _Name(NamedTuple):
    """A known agency; common: its name is a common word as well."""

    name: str
    common: bool


class _Rulebook:
    """rules/agency.yaml and the list of agencies, folded and compiled."""

    def __init__(self) -> None:
        content = load_rules("agency", AgencyRules)
        patterns = {rule.id: rule.pattern for rule in content.rules}
        self.kinds = frozenset(map(fold_phrase, content.kinds))
        self.desks = frozenset(map(fold_phrase, content.desks))
        self.dropped = sorted(map(fold_phrase, content.dropped), key=len, reverse=True)
        self.no_agency = frozenset(map(fold_phrase, content.no_agency))
        self.introduction = compile_pattern(patterns["introduction"])
        self.statement = compile_pattern(patterns["statement"])
        self.said = compile_pattern(patterns["said"])
        self.follows = compile_pattern(patterns["follows"])
        self.dateline = compile_pattern(patterns["dateline"])
        leads = [fold_phrase(lead) for lead in patterns["lead"].split("|")]
        known: dict[str, _Name | None] = dict.fromkeys(leads)
        for name, _kind, variants, ambiguous in rows("agencies.tsv"):
            agency = _Name(name, bool(ambiguous))
            for variant in filter(None, (name, *variants.split("|"))):
                for spelling in spellings(variant):
                    known.setdefault(spelling, agency)
        self._by_index = list(known.values())
        self._matcher = PhraseMatcher(known)

    def find(self, encoded: bytes) -> list[tuple[int, int, _Name | None]]:
        """(start, end, agency) of every known name, word by word, in order; agency None is a lead ("به گزارش")."""
        by_index = self._by_index
        return [
            (start, end, by_index[index])
            for index, start, end, closed in self._matcher.find(encoded)
            if closed
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


def find_agency(text: str, encoded: bytes | None = None) -> tuple[str, int, int] | None:
    """(name, start, end) of the source that a folded text names, name "" where no list knows it; None without one.

    encoded: `encode(text)`, where the caller has it.
    """
    rules = _rulebook()
    quoted = None
    flat = text.replace("\n", " ")
    for start, end, agency in rules.find(encode(text) if encoded is None else encoded):
        if agency is None:
            found = _behind_lead(flat, end)
            if found:
                return found
            continue
        before = flat[max(0, start - _BEFORE) : start]
        if (
            (rules.introduction.search(before) and (not agency.common or rules.follows.match(flat, end)))
            or (rules.statement.search(before) and rules.said.match(flat, end))
            or _opens_line(text, start, end, agency)
        ):
            return agency.name, start, end
        if quoted is None and before.endswith(("به نقل از ", "به نقل از خبرگزاری ", 'به نقل از "')):
            quoted = agency.name, start, end
    return quoted


def _opens_line(text: str, start: int, end: int, agency: _Name) -> bool:
    """Whether the name is the agency of a dateline: "سمنان- ایرنا-", "خبرگزاری فارس:"."""
    tail = text[end : end + 2].lstrip(" )]")
    if not tail.startswith((":", "-", "/", "_")):
        return False
    line = text.rfind("\n", max(0, start - _DATELINE - 1), start)
    if line < 0 and start > _DATELINE:
        return False
    before = text[line + 1 : start]
    if agency.common and "خبرگزاری" not in before:
        return before.endswith("- ") and tail.startswith("-") and len(before.split()) <= 3
    return bool(_rulebook().dateline.search(before))


def _behind_lead(flat: str, start: int) -> tuple[str, int, int] | None:
    """The agency that the phrase behind "به گزارش" names."""
    rules = _rulebook()
    phrase = flat[start : start + _PHRASE]
    if stop := _PHRASE_END.search(phrase):
        phrase = phrase[: stop.start()]
    for name_start, name_end, agency in rules.find(encode(phrase)):
        if agency and _is_source(phrase[:name_start], phrase[name_end:], agency):
            return agency.name, start + name_start, start + name_end
    return _unknown(phrase, start)


def _is_source(before: str, after: str, agency: _Name) -> bool:
    """Whether a known name in the phrase behind "به گزارش" is the source it names."""
    rules = _rulebook()
    words = before.strip(_QUOTES).split()
    if not words or " ".join(words) in rules.kinds or words[-1] in rules.kinds:
        return not (agency.common and not words and after.startswith((" ماه", " سال")))
    if words[0] in rules.desks:
        return not agency.common or not after.strip(_QUOTES) or after.startswith((" از ", " در ", "("))
    return not agency.common and len(words) <= 2 and words[0] not in rules.no_agency


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
