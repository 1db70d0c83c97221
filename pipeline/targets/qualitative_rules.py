"""rules/qualitative.yaml, read once: what announces an action without a number."""

from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet, folded_spellings
from pipeline.rulebook.loading import RuleFile, load_rules


class QualitativePatterns(BaseModel):
    """What each one finds is said in the file."""

    model_config = ConfigDict(extra="forbid")

    aside: Pattern
    fiction: Pattern


class QualitativeRules(RuleFile):
    """What each list means is said in the file. Cues are as rules/targets.yaml writes them.

    examples: sentences with what is planned in each; counterexamples announce nothing.
    """

    triggers: Phrases
    agendas: frozenset[str]
    undertakings: PhraseSet
    vague: PhraseSet
    broken: PhraseSet
    sittings: frozenset[str]
    actions: frozenset[str]
    willed: frozenset[str]
    settled: frozenset[str]
    promised: frozenset[str]
    patterns: QualitativePatterns
    examples: dict[str, str]
    counterexamples: list[str]

    @cached_property
    def folded_actions(self) -> frozenset[str]:
        """The actions as they end a folded phrase."""
        return frozenset(folded_spellings(self.actions))


@cache
def qualitative_rules() -> QualitativeRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("qualitative", QualitativeRules)
