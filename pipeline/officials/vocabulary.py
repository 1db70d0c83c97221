"""The words that posts and names are read by: rules/officials.yaml, rules/speakers.yaml and data/names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.lexicon import word_classes
from pipeline.resources import data_folder
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.patterns import fold_pattern, spellings
from pipeline.text.alphabet import PhraseMatcher

HAS_CHARGE = r" (?:نیز |هم )?(?:بر|به) ?عهده "  # behind «ریاست شورا را»
START = 3  # letters in `_starts`
Complement = Literal["none", "place", "ministry", "country", "organization", "court"]
# Closed-class words that stand inside names of organisations (اداره کل, بین الملل, تلفن همراه).
_INSIDE_NAMES = frozenset({"کل", "بین", "میان", "متوسط", "همراه", "دیگر", "برابر", "تمام", "جهت", "و"})
# Words of the countries' names that tell no foreign country.
_AT_HOME = frozenset({"ایران", "اسلامی", "کشور", "کشورمان", "جمهوری", "متحده", "رژیم", "جنوبی", "شمالی", "و"})

_PARTICLES = "و|که|به|با|از|در|را|هم|نیز"  # parted from what follows: no word of an owner's

# Words that stand before a state's name.
_OF_STATES = frozenset(
    {"دولت", "پادشاهی", "رژیم", "اتحادیه", "دایم", "کبیر", "اکردیته", "غیرمقیم", "مقیم", "در", "این", "و"}
)


class RoleRule(BaseModel):
    """Roles of one kind: see the head of rules/officials.yaml."""

    model_config = ConfigDict(extra="forbid")

    heads: list[str]
    complement: Complement
    organization: str | None = None
    office: bool = False
    person: bool = False
    charge: bool = False


class OfficialsFile(RuleFile):
    """rules/officials.yaml."""

    roles: list[RoleRule]
    written: dict[str, str]
    respelled: dict[str, str]
    vague: list[str]
    abroad: list[str]
    courts: list[str]
    bodies: list[str]
    ministries: list[str]
    countries: list[str]
    honorifics: list[str]
    addressed: list[str]
    pronouns: list[str]
    former: list[str]
    present: list[str]
    groups: list[str]
    ends: list[str]
    bridges: list[str]
    not_surnames: list[str]
    namesakes: list[str]
    not_names: list[str]
    no_first: list[str]
    surname_endings: list[str]
    second_surnames: list[str]
    joined_surnames: list[str]
    last_surnames: list[str]
    closing_surnames: list[str]
    second_given: list[str]
    descent: list[str]
    eastern: list[str]
    seats: list[str]
    no_role_after: list[str]
    no_role_before: list[str]
    arts: list[str]
    indefinite: list[str]
    closing: list[str]
    behind_closing: list[str]
    compounds: list[str]
    actions: list[str]
    predicates: list[str]
    units: list[str]
    numbered: list[str]
    areas: list[str]
    called: list[str]
    fields: list[str]
    spoken_of: list[str]
    gatherings: list[str]
    courtesies: list[str]
    capitals: list[str]
    missions: list[str]
    of_people: list[str]
    professions: list[str]
    papers: list[str]
    by: list[str]
    not_held: list[str]
    belongings: list[str]
    appointed: list[str]
    surname_roles: list[str]
    chiefs: list[str]
    chaired: list[str]
    second_posts: list[str]
    member_posts: list[str]
    counted_posts: list[str]
    commission_posts: list[str]
    assemblies: list[str]


class SpeakersFile(RuleFile):
    """rules/speakers.yaml."""

    says: list[str]
    interview: list[str]
    backward: list[str]
    according_to: list[str]
    reports: list[str]
    narrator: list[str]
    contrast: list[str]
    continues: list[str]
    adds: list[str]
    background: list[str]
    no_sections: list[str]
    first_person: str
    headlined: list[str]
    not_subject: list[str]
    subject_after: list[str]
    speaking: list[str]


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its head (for a role that is whole by itself, the main spelling of it), how it is written in a
    record, and what follows it."""

    head: str
    name: str = field(compare=False)
    complement: Complement
    organization: str | None
    office: bool
    person: bool
    charge: bool


# A role, or the kind of a word about speech: says | according | report | narrator | pronoun | interview |
# backward.
Cue = Role | str
# (start, end, what it is) of a cue in the folded text.
Hit = tuple[int, int, Cue]


class CueFinder:
    """Finds role words and words about speech. Of overlapping ones the longest whole one stays."""

    def __init__(self, terms: Iterable[tuple[str, Cue]]) -> None:
        table: dict[str, Cue] = {}
        for phrase, cue in terms:
            for spelling in spellings(phrase):
                table.setdefault(spelling, cue)
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
    """Everything looked up while posts, names and speech are read. One per process: `vocabulary()`."""

    def __init__(self, officials: OfficialsFile, speakers: SpeakersFile) -> None:
        terms: list[tuple[str, Cue]] = []
        self.roles: list[Role] = []
        self.role_of: dict[str, Role] = {}
        for rule in officials.roles:
            for head in rule.heads:
                main = rule.heads[0] if rule.complement == "none" else officials.respelled.get(head, head)
                name = officials.written.get(head, head)
                role = Role(
                    main, name, rule.complement, rule.organization, rule.office, rule.person, rule.charge
                )
                self.roles.append(role)
                self.role_of.update((spelling, role) for spelling in spellings(head))
                terms.append((head, role))
        for kind, phrases in (
            ("says", speakers.says),
            ("according", speakers.according_to),
            ("report", speakers.reports),
            ("narrator", speakers.narrator),
            ("pronoun", officials.pronouns),
            ("interview", speakers.interview),
            ("backward", speakers.backward),
        ):
            terms.extend((phrase, kind) for phrase in phrases)
        self.cues = CueFinder(terms)
        self.role_words = _folded([head for rule in officials.roles for head in rule.heads])
        self.ministry = _alternatives(officials.ministries, between=r"[ ،]{0,2}و?[ ،]{0,2}")
        self.country = re.compile(rf"(?:کشور )?{_alternatives(officials.countries).pattern}")
        self.countries = _folded(officials.countries)
        honorific = _alternatives(officials.honorifics).pattern
        self.honorific_starts = _starts(_folded(officials.honorifics))
        self.honorifics = re.compile(rf"[ «\"'(‹]*(?:{honorific}[ «\"'(‹]+)*")
        self.honored = re.compile(rf"(?:^|[ «،(]){honorific} $")
        self.glued_posts = frozenset(f"وزیر{name}" for name in _folded(officials.ministries))
        self.bridge = _alternatives(officials.bridges)
        self.not_surnames = _folded(officials.not_surnames)
        self.bodies = _folded(officials.bodies)
        self.former = _folded(officials.former)
        self.present = _folded(officials.present)
        self.qualifiers = self.former | self.present - _folded(officials.courtesies)
        self.honorific_ends = frozenset(phrase[-START:] for phrase in _folded(officials.honorifics))
        self.adjectives = self.former | self.present
        self.adjective_starts = _starts(self.adjectives)
        self.groups = _folded(officials.groups)
        self.namesakes = _folded(officials.namesakes)
        self.second_surnames = _folded(officials.second_surnames)
        self.surname_endings = tuple(_folded(officials.surname_endings))
        self.joined_surnames = _folded(officials.joined_surnames)
        self.last_surnames = self.second_surnames | _folded(officials.last_surnames)
        self.closing_surnames = _folded(officials.closing_surnames)
        self.second_given = _folded(officials.second_given)
        self.descent = _folded(officials.descent)
        self.seats = _folded(officials.seats)
        self.no_role_after = _folded(officials.no_role_after)
        self.arts = _folded(officials.arts)
        self.no_role_before = tuple(_folded(officials.no_role_before))
        self.indefinite = _folded(officials.indefinite)
        self.abroad = frozenset(officials.abroad)
        self.court = _alternatives(officials.courts)
        self.closing = self.countries | _folded(officials.closing)
        self.behind_closing = _folded(officials.behind_closing)
        self.compound = _alternatives(officials.compounds)
        self.courtesy = re.compile(rf"\b(?:{'|'.join(officials.courtesies)})\b ?")
        self.foreign_words = frozenset(
            word for country in self.countries for word in country.split() if word not in _AT_HOME
        )
        self.vague = _folded(officials.vague).union(
            word + ending for word in self.foreign_words for ending in ("ی", "یی")
        )
        self.capital = _alternatives(officials.capitals)
        self.seat_abroad = _alternatives([*officials.countries, *officials.capitals])
        self.of_states = _OF_STATES.union(
            *(country.split() for country in self.countries | _folded(officials.capitals))
        )
        self.missions = frozenset(officials.missions)
        self.of_people = frozenset(officials.of_people)
        self.trades = _folded(officials.professions)
        self.papers = _folded(officials.papers)
        self.appointed = _alternatives(officials.appointed)
        self.not_held = tuple(f"{phrase} " for phrase in _folded(officials.not_held))
        self.belonging = re.compile(
            rf"(?<!\w){_alternatives(officials.belongings).pattern}(?: (?!(?:{_PARTICLES}) )\w+)? $"
        )
        self.by = tuple(_folded(officials.by))
        self.judges = _folded([head for rule in officials.roles if rule.person for head in rule.heads])
        self.surname_roles = _folded(officials.surname_roles)
        self.chaired = _alternatives(officials.chaired)
        self.no_first = _folded(officials.no_first)
        self.not_names = frozenset(tuple(name.split()) for name in _folded(officials.not_names))
        self.chiefs = frozenset(officials.chiefs)
        self.second_posts = frozenset(officials.second_posts)
        self.counted_posts = frozenset(officials.counted_posts)
        self.member_posts = frozenset(officials.member_posts)
        self.commission_posts = frozenset(officials.commission_posts)
        self.assembly = _alternatives(officials.assemblies)
        self.not_subject = _folded(speakers.not_subject)
        self.subject_after = _folded(speakers.subject_after)
        self.speaking = tuple(
            phrase if len(phrase) > 2 else phrase + " " for phrase in _folded(speakers.speaking)
        )
        self.headlined = tuple(f"{noun} " for noun in _folded(speakers.headlined))
        self.contrast = _alternatives(speakers.contrast)
        self.continues = tuple(_folded(speakers.continues))
        self.adds = tuple(_folded(speakers.adds))
        self.background = re.compile("|".join(fold_pattern(pattern) for pattern in speakers.background))
        self.no_sections = tuple(_folded(speakers.no_sections))
        self.first_person = re.compile(fold_pattern(speakers.first_person))
        ends = _folded(officials.ends) | _folded([cue for cue in speakers.says if " " not in cue])
        self.stops = frozenset(ends | word_classes().keys())
        self.parting = self.stops - {"و", "در"}  # they part a list of places
        self.actions = _folded(officials.actions) - self.stops
        self.predicates = _folded(officials.predicates)
        self.units = _folded(officials.units)
        self.called = _folded(officials.called)
        self.fields = _folded(officials.fields)
        self.dashed_field = re.compile(rf" ?[-–—ـ] ?(?={_alternatives(officials.fields).pattern})")
        self.of_this = re.compile(
            rf" این {_alternatives(officials.spoken_of).pattern}(?! را(?!{HAS_CHARGE}))"
        )
        self.gatherings = _folded(officials.gatherings)
        self.areas = _folded(officials.areas)
        self.numbered = _folded(officials.numbered)
        # Before a name that is an organisation's, or somebody's after whom it is called.
        self.no_owners = self.papers.union(self.namesakes, self.called, self.units)
        self.ends = (self.stops | self.actions) - _INSIDE_NAMES
        self.given = _names("given")
        self.given_ambiguous = _names("given_ambiguous")
        self.surnames = _names("surnames")
        self.common = _names("common_words")
        self.glued_behind = self.common | {"این", "آن"}  # what «در» may be glued to
        self.eastern = _folded(officials.eastern)
        self.opens_name = self.given.union(self.given_ambiguous, self.descent, self.eastern)
        self.no_names = self.role_words | self.groups
        self.not_in_names = self.no_names.union(self.countries, self.not_surnames)
        self.not_eastern = (self.common, self.stops, self.not_in_names, self.given)
        self.no_surnames = (self.common - self.surnames).union(self.stops, self.no_names)
        # Words of an organisation's name that are looked at more closely.
        self.addressed = _folded(officials.addressed)
        self.turns = self.given.union(
            self.ends, self.groups, self.countries, self.seats, self.addressed, ("و", "وزارت")
        )

    def ends_title(self, word: str) -> bool:
        """Whether a title ends before this word wherever it stands."""
        return (word in self.ends and word not in self.actions) or word in self.groups


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the rules in place."""
    return Vocabulary(load_rules("officials", OfficialsFile), load_rules("speakers", SpeakersFile))


def _folded(phrases: list[str]) -> frozenset[str]:
    return frozenset(spelling for phrase in phrases for spelling in spellings(phrase))


def _starts(phrases: Iterable[str]) -> frozenset[str]:
    """The first letters that tell most other words from these phrases at once."""
    return frozenset(phrase[:START] for phrase in phrases)


def _alternatives(phrases: list[str], between: str = " ") -> re.Pattern[str]:
    """One pattern for fixed phrases at word edges, the longest first."""
    patterns = []
    for spelling in sorted(_folded(phrases), key=len, reverse=True):
        words = [word for word in spelling.split() if word != "و" or between == " "]
        patterns.append(between.join(map(re.escape, words)))
    return re.compile(rf"(?:{'|'.join(patterns)})(?!\w)")


def _names(kind: str) -> frozenset[str]:
    path = data_folder() / "names" / f"{kind}.txt"
    return frozenset(path.read_text(encoding="utf-8").split())
