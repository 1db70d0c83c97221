"""What rules/officials.yaml, rules/names.yaml and rules/speakers.yaml hold; each list is explained there."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.fields import AnyPhrase, Pattern, Phrases, PhraseSet
from pipeline.rulebook.loading import RuleFile

Complement = Literal["none", "place", "ministry", "country", "organization", "court"]


class RoleRule(BaseModel):
    """Roles of one kind: see the head of rules/officials.yaml."""

    model_config = ConfigDict(extra="forbid")

    heads: list[str]
    complement: Complement
    organization: str | None = None
    office: bool = False
    person: bool = False
    charge: bool = False
    of: AnyPhrase | None = None
    many: bool = False


class OfficialsPatterns(BaseModel):
    """The patterns of rules/officials.yaml."""

    model_config = ConfigDict(extra="forbid")

    area: Pattern
    central_district: Pattern
    place_name: Pattern
    constituency: Pattern
    people_of: Pattern
    number: Pattern
    scope: Pattern
    in_seat: Pattern
    enumeration: Pattern
    pair: Pattern
    of_ministry: Pattern
    blessing: Pattern
    in_area: Pattern
    great: Pattern
    son_of: Pattern
    delegation: Pattern
    of_this: Pattern
    this_country: Pattern
    charge: Pattern
    contest: Pattern
    no_office: Pattern
    told_to: Pattern
    verb_object: Pattern
    wider: Pattern
    dated: Pattern
    glued_title: Pattern
    belonging: Pattern
    given: Pattern
    gets_post: Pattern
    has_next_post: Pattern
    of_office: Pattern
    together: Pattern
    who: Pattern
    holds: Pattern
    career_end: Pattern
    career_opening: Pattern
    chief: Pattern
    this_deputy: Pattern
    among: Pattern
    told_among: Pattern
    of_theirs: Pattern
    list_opening: Pattern
    list_joint: Pattern


class OfficialsFile(RuleFile):
    """rules/officials.yaml: posts."""

    roles: list[RoleRule]
    written: dict[str, str]
    respelled: dict[str, str]
    vague: PhraseSet
    abroad: PhraseSet
    led: AnyPhrase
    courts: AnyPhrase
    bodies: PhraseSet
    outlawed: PhraseSet
    ministries: Phrases
    countries: PhraseSet
    states: PhraseSet
    at_home: PhraseSet
    state_words: PhraseSet
    addressed: PhraseSet
    pronouns: Phrases
    former: PhraseSet
    present: PhraseSet
    groups: PhraseSet
    ends: PhraseSet
    inside_names: PhraseSet
    demonstratives: PhraseSet
    compounds: AnyPhrase
    closing: PhraseSet
    behind_closing: PhraseSet
    actions: PhraseSet
    predicates: PhraseSet
    units: PhraseSet
    ministry_words: PhraseSet
    numbered: PhraseSet
    bridges: AnyPhrase
    namesakes: PhraseSet
    seats: PhraseSet
    areas: PhraseSet
    no_role_after: PhraseSet
    arts: PhraseSet
    no_role_before: Phrases
    indefinite: PhraseSet
    called: PhraseSet
    fields: PhraseSet
    gatherings: PhraseSet
    courtesies: PhraseSet
    missions: PhraseSet
    capitals: PhraseSet
    of_people: PhraseSet
    by: Phrases
    not_held: Phrases
    appointed: AnyPhrase
    chiefs: PhraseSet
    chaired: AnyPhrase
    second_posts: PhraseSet
    member_posts: PhraseSet
    counted_posts: PhraseSet
    commission_posts: PhraseSet
    assemblies: AnyPhrase
    acting: PhraseSet
    members: PhraseSet
    representatives: PhraseSet
    envoys: Phrases
    in_a_place: Phrases
    deputies: Phrases
    scoped: Phrases
    ministers: PhraseSet
    governors: PhraseSet
    district_heads: PhraseSet
    ambassadors: PhraseSet
    sent_abroad: PhraseSet
    never_at_home: PhraseSet
    designates: PhraseSet
    preachers: PhraseSet
    in_charge: PhraseSet
    executors: Phrases
    shortened: PhraseSet
    chairs: PhraseSet
    parliament: PhraseSet
    glued_roles: Phrases
    misspelt_roles: Phrases
    also: Phrases
    before_from: PhraseSet
    paired: PhraseSet
    other_organizations: PhraseSet
    people: Phrases
    home: PhraseSet
    links: PhraseSet
    glued_prepositions: Phrases
    indefinite_endings: Phrases
    given_words: PhraseSet
    first_ministers: Phrases
    before_now: Phrases
    career_before_now: Phrases
    patterns: OfficialsPatterns


class NamesPatterns(BaseModel):
    """The patterns of rules/names.yaml."""

    model_config = ConfigDict(extra="forbid")

    glued_honorific: Pattern


class NamesFile(RuleFile):
    """rules/names.yaml: the names of people."""

    honorifics: PhraseSet
    not_names: PhraseSet
    no_first: PhraseSet
    surname_endings: Phrases
    second_surnames: PhraseSet
    joined_surnames: PhraseSet
    last_surnames: PhraseSet
    closing_surnames: PhraseSet
    second_given: PhraseSet
    descent: PhraseSet
    eastern: PhraseSet
    not_surnames: PhraseSet
    surname_roles: PhraseSet
    professions: PhraseSet
    papers: PhraseSet
    first_given: Phrases
    last_given: Phrases
    compound_given: Phrases
    sayyids: Phrases
    hajis: PhraseSet
    messages: PhraseSet
    plain_beginnings: Phrases
    plain_endings: Phrases
    sons: PhraseSet
    houses: PhraseSet
    loose_endings: PhraseSet
    no_surname_beginnings: PhraseSet
    no_surname_endings: Phrases
    patterns: NamesPatterns


class SpeakersPatterns(BaseModel):
    """The patterns of rules/speakers.yaml."""

    model_config = ConfigDict(extra="forbid")

    first_person: Pattern
    background: Pattern
    told_pronoun: Pattern
    opening: Pattern
    elsewhere: Pattern
    ago: Pattern
    formula: Pattern
    letter: Pattern
    had_said: Pattern
    had_done: Pattern
    glued_verb: Pattern
    talk: Pattern


class SpeakersFile(RuleFile):
    """rules/speakers.yaml: speech."""

    says: Phrases
    interview: Phrases
    backward: Phrases
    according_to: Phrases
    reports: Phrases
    narrator: Phrases
    contrast: AnyPhrase
    continues: Phrases
    adds: Phrases
    no_sections: Phrases
    headlined: Phrases
    not_subject: PhraseSet
    subject_after: PhraseSet
    speaking: Phrases
    desks: Phrases
    patterns: SpeakersPatterns
