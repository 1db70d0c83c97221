"""Page residue: what a crawler took along that is no part of the article (rules/residue.yaml)."""

import re
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field

from pipeline.rulebook.loading import Rule, RuleFile, load_rules
from pipeline.rulebook.patterns import compile_pattern, expand, fold_pattern

# Longer lines are text: a rule for whole lines looks at none of them.
LONGEST_LINE = 400


class ResidueRule(Rule):
    """A residue rule.

    reach: "line" the line that the pattern covers from end to end; "links" that line and the lines below it
    that are no sentences (headlines of other articles); "rest" everything from that line on; "piece" only
    what the pattern covers, inside a line of text (`trigger`: a word without which the pattern isn't tried).
    """

    reach: Literal["line", "links", "rest", "piece"] = "line"
    trigger: str | None = None


class ResidueRules(RuleFile):
    parts: dict[str, str] = Field(default_factory=dict)
    rules: list[ResidueRule] = Field(min_length=1)


class Piece(NamedTuple):
    """A compiled rule for residue inside a line."""

    trigger: str
    pattern: re.Pattern[str]


class Residue:
    """The compiled rules."""

    def __init__(self, rules: ResidueRules) -> None:
        lines = [rule for rule in rules.rules if rule.reach != "piece"]
        self._reach = {f"r{i}": rule.reach for i, rule in enumerate(lines)}
        self._lines = re.compile(
            "|".join(
                f"(?P<r{i}>{fold_pattern(expand(rule.pattern, rules.parts))})(?=\n|$)"
                for i, rule in enumerate(lines)
            )
        )
        self.pieces = [
            Piece(rule.trigger or "", compile_pattern(rule.pattern, rules.parts))
            for rule in rules.rules
            if rule.reach == "piece"
        ]

    def reach(self, text: str, start: int, end: int) -> str | None:
        """How far the line text[start:end] is residue: "line", "links", "rest", or None where it is text."""
        if end - start > LONGEST_LINE:
            return None
        match = self._lines.match(text, start, end)
        return self._reach[match.lastgroup] if match and match.lastgroup else None

    def pieces_in(self, text: str) -> list[tuple[int, int]]:
        """Spans of residue inside lines, in order, none overlapping another."""
        spans = sorted(
            match.span()
            for trigger, pattern in self.pieces
            if trigger in text
            for match in pattern.finditer(text)
        )
        apart: list[tuple[int, int]] = []
        for span in spans:
            if not apart or span[0] >= apart[-1][1]:
                apart.append(span)
        return apart


@cache
def residue() -> Residue:
    """The rules of rules/residue.yaml, read once."""
    return Residue(load_rules("residue", ResidueRules))
