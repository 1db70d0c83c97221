"""rules/dating.yaml: how a text tells when it was published or written."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.fields import Pattern
from pipeline.rulebook.loading import RuleFile, load_rules


class DatingPatterns(BaseModel):
    """What stands before dates, on date lines and for the year of writing."""

    model_config = ConfigDict(extra="forbid")

    label: Pattern
    beside: Pattern
    this_year: Pattern
    not_now: Pattern
    deadline: Pattern
    future: Pattern
    before_motto: Pattern


class DatingFile(RuleFile):
    """The whole of rules/dating.yaml."""

    patterns: DatingPatterns
    mottos: dict[int, list[str]]


@cache
def dating_rules() -> DatingFile:
    """The installed file, read when an article without a day of publication comes up."""
    return load_rules("dating", DatingFile)
