"""rules/qualitative.yaml, read once: what announces an action without a number."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.fields import Pattern
from pipeline.rulebook.loading import RuleFile, load_rules


class QualitativePatterns(BaseModel):
    """What each one finds is said in the file."""

    model_config = ConfigDict(extra="forbid")

    aside: Pattern
    fiction: Pattern


class QualitativeRules(RuleFile):
    """What each list means is said in the file. Its phrases are as they are written.

    examples: sentences with what is planned in each; counterexamples announce nothing.
    """

    triggers: list[str]
    agendas: frozenset[str]
    undertakings: list[str]
    vague: frozenset[str]
    broken: frozenset[str]
    sittings: frozenset[str]
    actions: frozenset[str]
    willed: frozenset[str]
    settled: frozenset[str]
    promised: frozenset[str]
    patterns: QualitativePatterns
    examples: dict[str, str]
    counterexamples: list[str]


@cache
def qualitative_rules() -> QualitativeRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("qualitative", QualitativeRules)
