"""The words that numerals are made of, from rules/numerals.yaml, as tables and patterns for folded text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.numerals.rules import NumeralRules, numeral_rules
from pipeline.rulebook.trie import any_of


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded spellings with their values, and the patterns built from them.

    starts: how a number word may begin.
    chain: a run of numerals and what joins them ("12 هزار و 675", "5 تا 10 میلیون").
    integer: an integer that is a chain of its own; not one too long or with a zero before it.
    token: one numeral of a chain.
    idiom: a phrase that only looks like a numeral.
    unit, measure: a unit, or a unit or a counted noun, behind a number.
    end: nothing that is counted follows.
    cues: what a word says about a number behind it.
    """

    words: dict[str, int]
    scales: dict[str, int]
    ordinals: dict[str, int]
    starts: tuple[str, ...]
    integer: re.Pattern[str]
    chain: re.Pattern[str]
    token: re.Pattern[str]
    idiom: re.Pattern[str]
    unit: re.Pattern[str]
    measure: re.Pattern[str]
    end: re.Pattern[str]
    cues: dict[str, str]


# A decimal broken by a line end ("49.⏎5 درصد"), with a comma or with a blank beside its slash:
# only where a unit shows that it is one.
_DOUBTFUL = r"[0-9]{1,3}(?:\.\n[0-9]{1,3}|,[0-9]{1,2}|(?:/ | /)[0-9]{1,3}(?!/))(?![0-9,])"
# A digit group: thousands, a date's three parts, a decimal or a plain integer.
_PLAIN_DIGITS = r"[0-9]++(?![.,/،]| /)"
_DIGITS = (
    r"[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])(?:[./][0-9]++)?"
    r"|[0-9]{1,3}(?:،[0-9]{3})++(?![0-9،])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}+(?![0-9])"
    r"|[0-9]{1,3}(?:/000)++(?![0-9/])"
    r"|[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}(?![0-9/])"
    r"|[0-9]++[./][0-9]++(?![./][0-9])"
    r"|[0-9]++"
)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the shipped rules, built once."""
    rules = numeral_rules()
    words = _table(rules.words)
    scales = _table(rules.scales)
    ordinals = _ordinals(rules, words, scales)
    half, minus = any_of(rules.half), any_of(rules.minus)
    word, scale, ordinal = any_of([*words, *rules.half]), any_of(scales), any_of(ordinals)
    measure = any_of([*rules.units, *rules.counted])
    # What may be glued to a number word: و before more, a unit, a scale, a denominator.
    more = any_of([*words, *scales, *ordinals, *rules.half])
    glued = rf"و(?=[ \n0-9]|(?:{more})(?!\w))|{measure}(?!\w)|{scale}|{ordinal}(?!\w)"
    word_edge = rf"(?:(?![^\W0-9])(?! ?{any_of(rules.tails)}(?!\w))|(?={glued}))"
    scale_edge = rf"(?:ی(?!\w)|(?!{any_of(rules.own_word_endings)}(?!\w)))"
    decimal_unit = any_of(rules.decimal_units)
    digits = rf"(?=[0-9])(?:{_PLAIN_DIGITS}|{_DOUBTFUL}(?= ?{decimal_unit}(?!\w)| تا [0-9])|{_DIGITS})"
    numeral = rf"{digits}|{ordinal}(?!\w)|{word}{word_edge}"
    joints = (*rules.to, *rules.alternative, *rules.point)
    joint = rf"(?:[ \n]?(?:و|{any_of(joints)})[ \n]?| ?- ?|[ \n]|)"
    # Group 1, an empty one, is set once a chain has begun: so numerals are written out, and compiled, once.
    opening = rf"{scale}(?:(?=و[ \n0-9])|(?!\w))"
    link = rf"(?(1){joint})(?:{numeral}|(?(1){scale}{scale_edge}|{opening}))()"
    beginnings = any_of({spelling[:2] for spelling in (*words, *scales, *ordinals, *rules.half, *joints)})
    goes_on = rf"[.,/،]|[ \n]?(?:و[ \n0-9]|-[ 0-9]|{beginnings})"
    return Lexicon(
        words=words,
        scales=scales,
        ordinals=ordinals,
        starts=tuple(_starts([*words, *scales, *ordinals, *rules.half, *map(str.rstrip, rules.minus)])),
        integer=re.compile(rf"(?:[1-9][0-9]{{0,14}}|0)(?![0-9]| /|{goes_on})"),
        chain=re.compile(rf"(?:{minus})?(?:{link})++"),
        token=re.compile(
            rf"(?P<digits>{_PLAIN_DIGITS}|{_DOUBTFUL}|{_DIGITS})|(?P<ordinal>{ordinal}(?!\w))|(?P<half>{half})"
            rf"|(?P<scale>{scale}(?:ی(?!\w))?)|(?P<word>{any_of(words)})"
        ),
        idiom=re.compile(rf"{any_of(rules.idioms)}(?!\w)"),
        unit=re.compile(rf"[ \n]?(?:%|{any_of(rules.units)}(?!\w))"),
        measure=re.compile(rf"[ \n]?(?:%|{measure}(?!\w))"),
        end=re.compile(rf"(?:$|[^\w ]|[ ](?:[^\w]|{any_of(rules.ends)}(?!\w)))"),
        cues=_cues(rules.cues),
    )


def _ordinals(rules: NumeralRules, words: dict[str, int], scales: dict[str, int]) -> dict[str, int]:
    """Ordinals made from number words (پنج: پنجم, پنجمین), and those that are words of their own."""
    own = {value for value in rules.words if value < 4} | set(rules.ordinals)
    regular = {word: value for word, value in {**words, **scales}.items() if value not in own}
    made = {word + ending: value for word, value in regular.items() for ending in ("م", "مین")}
    return made | _table(rules.ordinals)


def _cues(cues: dict[str, str]) -> dict[str, str]:
    """Every cue word with what it says; a noun of a series says it in the plural too."""
    plurals = {word + "های": cue for word, cue in cues.items() if cue in ("always", "series", "doubtful")}
    return plurals | cues


def _table(values: Mapping[int, Iterable[str]]) -> dict[str, int]:
    return {spelling: value for value, spellings in values.items() for spelling in spellings}


def _starts(words: Iterable[str]) -> list[str]:
    """The shortest beginnings that cover all words."""
    kept: set[str] = set()
    for word in sorted(set(words), key=len):
        if kept.isdisjoint(word[:length] for length in range(1, len(word))):
            kept.add(word)
    return sorted(kept)
