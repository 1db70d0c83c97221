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
from pathlib import Path
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
_PERSONS = ("م", "ی", "یم", "ید", "ند")
_NEGATED, _PREFIXES = "ن", ("می", "نمی")
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
    return frozenset(_sections(data_folder() / "lexicon" / "words.txt")["not_a_verb"])


@cache
def word_classes() -> dict[str, WordClass]:
    """Folded word -> its class, for every word of a closed class and every verb form."""
    folder = data_folder() / "lexicon"
    sections = _sections(folder / "words.txt")
    table: dict[str, WordClass] = {}
    for past, present, light in verbs():
        _conjugate(table, past, present, light)
    for word in sections.pop("not_a_verb"):
        table.pop(word, None)
    for name, words in sections.items():
        table.update(dict.fromkeys(words, _SECTIONS[name]))
    table.update(dict.fromkeys(("می", "نمی"), WordClass.VERB))
    return table


@cache
def light_verbs() -> frozenset[str]:
    """The forms of light verbs, participles too."""
    return frozenset(word for word, word_class in word_classes().items() if word_class in _LIGHT)


def is_verb(word: str) -> bool:
    """Whether a folded word is a verb form (participles and the prefix می included)."""
    return word_classes().get(word) in _VERBS


def _sections(path: Path) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for line in fold(path.read_text(encoding="utf-8")).text.splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            words.extend(word.strip() for word in line.split("،"))
    return sections


def _conjugate(table: dict[str, WordClass], past: str, present: str, light: bool) -> None:
    """Enter the forms of one verb: past, present with می, subjunctive with ب, negations, participles."""
    verb = WordClass.LIGHT_VERB if light else WordClass.VERB
    participle = WordClass.LIGHT_PARTICIPLE if light else WordClass.PARTICIPLE
    for stem in (past, _NEGATED + past, *(prefix + past for prefix in _PREFIXES)):
        table[stem] = verb
        table.update((stem + person, verb) for person in _PERSONS)
    for stem in (past + "ه", _NEGATED + past + "ه"):
        table[stem] = participle
        table.update((stem + ending, verb) for ending in ("ام", "است", "ایم", "اید", "اند"))
    joint = "ی" if present[-1] in "اآ" or present == "گو" else ""
    for prefix in (*_PREFIXES, "ب", _NEGATED):
        stem = (prefix + "ی" if present[0] == "ا" and prefix in ("ب", _NEGATED) else prefix) + present + joint
        table.update((stem + person, verb) for person in (*_PERSONS, "د"))
    table[past + "ن"] = verb
