"""The words that posts and names are read by: rules/officials.yaml, rules/names.yaml, rules/speakers.yaml and
data/names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from pipeline.lexicon import word_classes
from pipeline.officials.rules import Complement, NamesFile, OfficialsFile, SpeakersFile
from pipeline.resources import data_folder
from pipeline.rulebook.loading import load_rules
from pipeline.rulebook.patterns import any_phrase, spellings
from pipeline.rulebook.trie import any_of
from pipeline.text.alphabet import PhraseMatcher
from pipeline.text.folding import fold_phrase

START = 3  # letters in `_starts`
_AND = "و"
_IN = "در"


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its folded head (for a role that is whole by itself, the main spelling of it), how it is
    written in a record, and what follows it."""

    head: str
    name: str = field(compare=False)
    complement: Complement
    organization: str | None
    office: bool
    person: bool
    charge: bool
    of: re.Pattern[str] | None = field(default=None, compare=False)
    many: bool = False


# A role, or the kind of a word about speech: says | according | report | narrator | pronoun | interview |
# backward.
Cue = Role | str
# (start, end, what it is) of a cue in the folded text.
Hit = tuple[int, int, Cue]


class CueFinder:
    """Finds role words and words about speech, folded. Of overlapping ones the longest whole one stays."""

    def __init__(self, terms: Iterable[tuple[str, Cue]]) -> None:
        table: dict[str, Cue] = {}
        for phrase, cue in terms:
            table.setdefault(phrase, cue)
        self._found = [(len(phrase), cue) for phrase, cue in table.items()]
        self._shorter = [_shorter(phrase, table) for phrase in table]
        self._matcher = PhraseMatcher(table)

    def find(self, encoded: bytes) -> list[Hit]:
        """All hits in order in the text that `encode` encoded."""
        whole, shorter = self._found, self._shorter
        hits: list[Hit] = []
        for index, start, _, closed in self._matcher.find(encoded):
            found = whole[index] if closed else shorter[index]
            if found is not None:
                hits.append((start, start + found[0], found[1]))
        return hits


def _shorter(phrase: str, table: Mapping[str, Cue]) -> tuple[int, Cue] | None:
    """The longest term that this one begins with, in whole words."""
    while " " in phrase:
        phrase = phrase.rsplit(" ", 1)[0]
        if phrase in table:
            return len(phrase), table[phrase]
    return None


class Vocabulary:
    """Everything looked up while posts, names and speech are read. One per process: `vocabulary()`.

    posts, names, speech: the rules as they are written. The rest is made from several lists."""

    def __init__(self, posts: OfficialsFile, names: NamesFile, speech: SpeakersFile) -> None:
        self.posts, self.names, self.speech = posts, names, speech
        self._read_roles()
        self._read_countries()
        self._read_names()
        self._read_titles()

    def _read_roles(self) -> None:
        posts, speech = self.posts, self.speech
        self.roles: list[Role] = []
        self.role_of: dict[str, Role] = {}
        terms: list[tuple[str, Cue]] = []
        for rule in posts.roles:
            for head in rule.heads:
                main = rule.heads[0] if rule.complement == "none" else posts.respelled.get(head, head)
                role = Role(
                    fold_phrase(main),
                    posts.written.get(head, head),
                    rule.complement,
                    rule.organization,
                    rule.office,
                    rule.person,
                    rule.charge,
                    rule.of,
                    rule.many,
                )
                self.roles.append(role)
                spelled = spellings(head)
                self.role_of.update(dict.fromkeys(spelled, role))
                terms.extend((spelling, role) for spelling in spelled)
        for kind, phrases in (
            ("says", speech.says),
            ("according", speech.according_to),
            ("report", speech.reports),
            ("narrator", speech.narrator),
            ("pronoun", posts.pronouns),
            ("interview", speech.interview),
            ("backward", speech.backward),
        ):
            terms.extend((phrase, kind) for phrase in phrases)
        self.cues = CueFinder(terms)
        self.role_words = frozenset(
            spelling for spelling, role in self.role_of.items() if role.of is None
        )  # the others are professions, and surnames too
        self.judges = frozenset(spelling for spelling, role in self.role_of.items() if role.person)

    def _read_countries(self) -> None:
        posts = self.posts
        ministries = any_phrase(name.replace(f" {_AND} ", " ") for name in posts.ministries)
        self.ministry = re.compile(ministries.pattern.replace(" ", rf"[ ،]{{0,2}}{_AND}?[ ،]{{0,2}}"))
        self.glued_posts = frozenset(
            minister + name for minister in posts.ministers for name in posts.ministries
        )
        self.country = re.compile(rf"(?:{any_of(posts.states)} )?{any_phrase(posts.countries).pattern}")
        self.capital = any_phrase(posts.capitals)
        self.seat_abroad = any_phrase(posts.countries | posts.capitals)
        self.foreign_words = _words(posts.countries) - posts.at_home
        self.of_states = _words(posts.countries | posts.capitals) | posts.state_words
        self.vague = posts.vague.union(word + ending for word in self.foreign_words for ending in ("ی", "یی"))
        self.closing = posts.countries | posts.closing

    def _read_names(self) -> None:
        names, posts = self.names, self.posts
        honorific = any_phrase(names.honorifics).pattern
        self.honorifics = re.compile(rf"[ «\"'(‹]*(?:{honorific}[ «\"'(‹]+)*")
        self.honored = re.compile(rf"(?:^|[ «،(]){honorific} $")
        self.honorific_starts = _starts(names.honorifics)
        self.honorific_ends = frozenset(phrase[-START:] for phrase in names.honorifics)
        self.not_names = frozenset(tuple(name.split()) for name in names.not_names)
        self.last_surnames = names.second_surnames | names.last_surnames
        self.given = _listed("given")
        self.given_ambiguous = _listed("given_ambiguous")
        self.surnames = _listed("surnames")
        self.common = _listed("common_words")
        self.opens_name = self.given.union(self.given_ambiguous, names.descent, names.eastern)
        self.no_names = self.role_words | posts.groups
        self.not_in_names = self.no_names.union(posts.countries, names.not_surnames)

    def _read_titles(self) -> None:
        posts, speech = self.posts, self.speech
        self.qualifiers = posts.former | posts.present - posts.courtesies
        self.adjectives = posts.former | posts.present
        self.adjective_starts = _starts(self.adjectives)
        self.courtesy = re.compile(rf"\b(?:{'|'.join(posts.courtesies)})\b ?")
        self.dashed_field = re.compile(rf" ?- ?(?={any_phrase(posts.fields).pattern})")
        self.not_held = tuple(f"{phrase} " for phrase in posts.not_held)
        self.also = tuple(f" {adverb} " for adverb in posts.also)
        self.desks = tuple(f"{desk} " for desk in speech.desks)
        self.headlined = tuple(f"{noun} " for noun in speech.headlined)
        self.speaking = tuple(phrase if len(phrase) > 2 else f"{phrase} " for phrase in speech.speaking)
        self.stops = frozenset(posts.ends.union(speech.says, word_classes()))
        self.parting = self.stops - {_AND, _IN}  # they part a list of places
        self.actions = posts.actions - self.stops
        self.ends = (self.stops | self.actions) - posts.inside_names
        self.companions = posts.groups.difference(posts.also)
        # Before a name that is an organisation's, or somebody's after whom it is called.
        self.no_owners = self.names.papers.union(posts.namesakes, posts.called, posts.units)
        self.glued_behind = self.common | posts.demonstratives  # what «در» may be glued to
        self.not_eastern = (self.common, self.stops, self.not_in_names, self.given)
        self.no_surnames = (self.common - self.surnames).union(self.stops, self.no_names)
        # Words of an organisation's name that are looked at more closely.
        self.turns = self.given.union(
            self.ends,
            posts.groups,
            posts.countries,
            posts.seats,
            posts.addressed,
            posts.ministry_words,
            (_AND,),
        )

    def ends_title(self, word: str) -> bool:
        """Whether a title ends before this word wherever it stands."""
        return (word in self.ends and word not in self.actions) or word in self.posts.groups


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the rules in place."""
    return Vocabulary(
        load_rules("officials", OfficialsFile),
        load_rules("names", NamesFile),
        load_rules("speakers", SpeakersFile),
    )


def _words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in phrase.split())


def _starts(phrases: Iterable[str]) -> frozenset[str]:
    """The first letters that tell most other words from these phrases at once."""
    return frozenset(phrase[:START] for phrase in phrases)


def _listed(kind: str) -> frozenset[str]:
    path = data_folder() / "names" / f"{kind}.txt"
    return frozenset(path.read_text(encoding="utf-8").split())
