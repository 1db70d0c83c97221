"""What rules/places.yaml holds; each list is explained there."""

from functools import cache

from pydantic import ConfigDict, Field

from pipeline.rulebook.fields import Phrases, PhraseSet
from pipeline.rulebook.loading import Rule, RuleFile, load_rules


class NameRule(Rule):
    """How one name is read: pattern is the name; the others are patterns beside it.

    doubt_before: behind it the name counts only where the article names its province elsewhere.
    """

    model_config = ConfigDict(extra="forbid")

    needs: str = Field(pattern="^(none|context|cue)$")
    not_before: str | None = None
    doubt_before: str | None = None
    not_after: str | None = None
    cues: str | None = None
    foils: str | None = None


class PlaceRules(RuleFile):
    """rules/places.yaml."""

    titles: Phrases
    strict_cues: PhraseSet
    cues: PhraseSet
    organizations: PhraseSet
    plurals: PhraseSet
    boundaries: PhraseSet
    streets: PhraseSet
    persons: PhraseSet
    surname_ends: Phrases
    people_endings: Phrases
    joints: PhraseSet
    many_provinces: int
    families: dict[str, dict[str, str]]
    settlements: PhraseSet
    names: list[NameRule]


@cache
def place_rules() -> PlaceRules:
    """The rules in place, read once per process."""
    return load_rules("places", PlaceRules)
