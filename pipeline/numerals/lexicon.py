"""The words that numerals are made of, from rules/numerals.yaml, as tables and patterns for folded text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.patterns import spellings


class NumeralRules(RuleFile):
    """rules/numerals.yaml. The long lists are words with blanks between them."""

    words: dict[int, list[str]]
    scales: dict[int, list[str]]
    ordinals: dict[int, list[str]]
    measures: str
    namers: str
    strong_namers: str
    vague: str
    tails: list[str]
    idioms: list[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded spellings with their values, and the patterns built from them.

    starts: how a number word may begin, each with a blank before it. chain: a run of numerals and what joins
    them ("12 هزار و 675", "5 تا 10 میلیون"); it stops where a word turns out to be no number. token: one numeral of a chain.
    measure: a unit or counted noun behind a number.
    """

    words: dict[str, int]
    scales: dict[str, int]
    ordinals: dict[str, int]
    starts: tuple[str, ...]
    chain: re.Pattern[str]
    token: re.Pattern[str]
    idiom: re.Pattern[str]
    measure: re.Pattern[str]
    namers: frozenset[str]
    strong_namers: frozenset[str]
    vague: frozenset[str]


_HALF = "نیم"
_POINT = "ممیز"
# A digit group: thousands, a date's three parts, a decimal or a plain integer.
DIGITS = (
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:[./][0-9]+)?"
    r"|[0-9]{1,3}(?:،[0-9]{3})+(?![0-9،])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9])"
    r"|[0-9]{1,3}(?:/000)+(?![0-9/])"
    r"|[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}(?![0-9])"
    r"|[0-9]+[./][0-9]+(?![./]?[0-9])"
    r"|[0-9]{1,3}\.\n[0-9]{1,3}(?= ?(?:درصد|میلی|هزار|تا))"
    r"|[0-9]+"
)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the shipped rules, built once."""
    rules = load_rules("numerals", NumeralRules)
    words = _table(rules.words)
    scales = _table(rules.scales)
    ordinals = _table(rules.ordinals)
    for word, value in words.items():
        if value not in (0, 1, 2, 3, 30):
            ordinals |= {word + "م": value, word + "مین": value}
    for word, value in scales.items():
        ordinals |= {word + "م": value, word + "مین": value}
    measures = _alternatives(_spell(rules.measures.split()))
    tails = _alternatives(_spell(rules.tails))
    joined = rf"و(?=[ \n0-9]|(?:{_alternatives([*words, *scales, _HALF])})(?!\w))"
    glued = rf"(?:{measures})(?!\w)|(?:{_alternatives(scales)})|(?:{_alternatives(ordinals)})(?!\w)"
    edge = rf"(?:(?![^\W0-9])(?! ?(?:{tails})(?!\w))|(?={joined})|(?={glued}))"
    # A scale may stand glued to any noun behind it (هزارنفر), but for its own derivatives (هزاران, میلیونها).
    scale_edge = r"(?:ی(?!\w)|(?!(?:ه|م|مین|ان|انی|ها|های|هایی|تو|پا|گان)(?!\w)))"
    word = rf"(?:{_alternatives([*words, _HALF])}){edge}"
    ordinal = rf"(?:{_alternatives(ordinals)})(?!\w)"
    bare_scale = rf"(?:{_alternatives(scales)})(?:(?=و(?:[ \n0-9]))|(?!\w))"
    part = rf"(?:{DIGITS}|{ordinal}|{word}|(?:{_alternatives(scales)})(?:(?={joined})|{scale_edge}))"
    joint = rf"(?:[ \n]?و[ \n]?|[ \n]?(?:تا|الی|یا|{_POINT})[ \n]?| ?- ?|[ \n]|)"
    first = rf"(?:منفی |منهای )?(?:{DIGITS}|{ordinal}|{word}|{bare_scale})"
    token = (
        rf"(?P<digits>{DIGITS})|(?P<ordinal>(?:{_alternatives(ordinals)})(?!\w))|(?P<half>{_HALF})"
        rf"|(?P<scale>(?:{_alternatives(scales)})(?:ی(?!\w))?)|(?P<word>{_alternatives(words)})"
    )
    return Lexicon(
        words=words,
        scales=scales,
        ordinals=ordinals,
        starts=tuple(_starts([*words, *scales, *ordinals, _HALF, "منفی", "منهای"])),
        chain=re.compile(rf"{first}(?:{joint}{part})*+"),
        token=re.compile(token),
        idiom=re.compile(rf"(?:{_alternatives(_spell(rules.idioms))})(?!\w)"),
        measure=re.compile(rf"[ \n]?(?:%|(?:{measures})(?!\w))"),
        namers=frozenset(_spell(rules.namers.split())),
        strong_namers=frozenset(_spell(rules.strong_namers.split())),
        vague=frozenset(_spell(rules.vague.split())),
    )


def _table(values: dict[int, list[str]]) -> dict[str, int]:
    return {spelling: value for value, phrases in values.items() for spelling in _spell(phrases)}


def _spell(phrases: Iterable[str]) -> list[str]:
    return [spelling for phrase in phrases for spelling in spellings(phrase)]


def _alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def _starts(words: Iterable[str]) -> list[str]:
    """The shortest beginnings that cover all words, a blank before each."""
    kept: list[str] = []
    for word in sorted(set(words), key=len):
        if not any(word.startswith(start) for start in kept):
            kept.append(word)
    return [" " + word for word in kept]
