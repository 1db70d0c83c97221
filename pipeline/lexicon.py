"""Word classes of Persian: what is a verb, a preposition, a conjunction …

No part-of-speech tagger fits the time that extraction has: rules that look for the edges of noun phrases look
words up here.

    classes = word_classes()          # folded word -> WordClass, read once (data/lexicon/*.txt)
    classes.get("میرسد")              # WordClass.VERB
    classes.get("استان")              # None: an open-class word, as far as we know a noun or an adjective
    is_verb("می")

Words are folded, without half-spaces, as `Document.text` has them; the prefix of a verb that stands apart
("می رسد") is a verb here itself. A word that may be a noun as well as a verb (ساخت, پرداخت) is no verb here.
"""

from enum import IntEnum
from functools import cache
from typing import NamedTuple

from pipeline.resources import data_folder
from pipeline.text.folding import fold


class WordClass(IntEnum):
    """Closed classes, and verbs. LIGHT_VERB forms compounds: the word before it is part of the predicate."""

    PREPOSITION = 1
    CONJUNCTION = 2
    PRONOUN = 3
    DETERMINER = 4
    OBJECT_MARKER = 5
    ADVERB = 6
    COPULA = 7
    VERB = 8
    LIGHT_VERB = 9
    PARTICIPLE = 10
    LIGHT_PARTICIPLE = 11


_SECTIONS = {
    "preposition": WordClass.PREPOSITION,
    "conjunction": WordClass.CONJUNCTION,
    "pronoun": WordClass.PRONOUN,
    "determiner": WordClass.DETERMINER,
    "object_marker": WordClass.OBJECT_MARKER,
    "adverb": WordClass.ADVERB,
    "modal": WordClass.VERB,
    "copula": WordClass.COPULA,
    "light_subjunctive": WordClass.LIGHT_VERB,
    "subjunctive": WordClass.VERB,
}
_VERBS = frozenset(
    {
        WordClass.COPULA,
        WordClass.VERB,
        WordClass.LIGHT_VERB,
        WordClass.PARTICIPLE,
        WordClass.LIGHT_PARTICIPLE,
    }
)
_NOT = "ن"
_LIGHT = (WordClass.LIGHT_VERB, WordClass.LIGHT_PARTICIPLE)


class Verb(NamedTuple):
    """past, present: its stems, folded. light: it forms compounds (تولید کرد)."""

    past: str
    present: str
    light: bool


@cache
def verbs() -> tuple[Verb, ...]:
    """The verbs of news (data/lexicon/verbs.txt)."""
    text = fold((data_folder() / "lexicon" / "verbs.txt").read_text(encoding="utf-8")).text
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(Verb(past, present, bool(marks)) for past, present, *marks in lines)


@cache
def not_verbs() -> frozenset[str]:
    """Folded words that have the shape of a verb form and are other words (ساخت, مردم)."""
    return frozenset(_sections()["not_a_verb"])


@cache
def word_classes() -> dict[str, WordClass]:
    """Folded word -> its class, for every word of a closed class and every verb form."""
    sections = _sections()
    table: dict[str, WordClass] = {}
    for verb in verbs():
        _conjugate(table, verb, sections)
    for word in sections["not_a_verb"]:
        table.pop(word, None)
    for name, word_class in _SECTIONS.items():
        table.update(dict.fromkeys(sections[name], word_class))
    table.update(dict.fromkeys(sections["verb_prefix"], WordClass.VERB))
    return table


@cache
def light_verbs() -> frozenset[str]:
    """The forms of light verbs, participles too."""
    return frozenset(word for word, word_class in word_classes().items() if word_class in _LIGHT)


def is_verb(word: str) -> bool:
    """Whether a folded word is a verb form (participles and the prefix می included)."""
    return word_classes().get(word) in _VERBS


@cache
def _sections() -> dict[str, list[str]]:
    """The words of each section of data/lexicon/words.txt, folded."""
    sections: dict[str, list[str]] = {}
    text = (data_folder() / "lexicon" / "words.txt").read_text(encoding="utf-8")
    for line in fold(text).text.splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            words.extend(word.strip() for word in line.split("،"))
    return sections


def _conjugate(table: dict[str, WordClass], verb: Verb, sections: dict[str, list[str]]) -> None:
    """Enter the forms of one verb: past, present with می, subjunctive with ب, negations, participles."""
    past, present, light = verb
    prefixes, persons = sections["verb_prefix"], sections["personal_ending"]
    finite = WordClass.LIGHT_VERB if light else WordClass.VERB
    participle = WordClass.LIGHT_PARTICIPLE if light else WordClass.PARTICIPLE
    for stem in (past, _NOT + past, *(prefix + past for prefix in prefixes)):
        table[stem] = finite
        table.update((stem + person, finite) for person in persons)
    for stem in (past + "ه", _NOT + past + "ه"):
        table[stem] = participle
        table.update((stem + ending, finite) for ending in sections["participle_ending"])
    joint = "ی" if present[-1] in "اآ" or present == "گو" else ""
    for prefix in (*prefixes, "ب", _NOT):
        stem = (prefix + "ی" if present[0] == "ا" and prefix in ("ب", _NOT) else prefix) + present + joint
        table.update((stem + person, finite) for person in (*persons, "د"))
    table[past + "ن"] = finite
