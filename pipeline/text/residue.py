"""Page residue: what a crawler took along that is no part of the article (rules/residue.yaml)."""

import re
from functools import cache
from typing import Literal

from pydantic import Field

from pipeline.rulebook.loading import Rule, RuleFile, load_rules
from pipeline.rulebook.patterns import fold_pattern
from pipeline.text.folding import fold_phrase

Reach = Literal["line", "label", "links", "rest", "piece"]
# A line longer than the first is text; one shorter than the second may be residue with a full stop.
_LONGEST, _SHORT = 400, 60


class ResidueRule(Rule):
    """A residue rule.

    reach: "line" the line that the pattern covers from end to end, unless the article begins with it; "label"
    that line even there; "links" that line and the lines below it that are no sentences (headlines of other
    articles); "rest" everything from that line on; "piece" only what it covers, inside a line of text.
    sentences: whether it looks at long lines with a full stop at their end, too; nearly no residue has one.
    trigger: for pieces, a word that must stand in the article, else the rule isn't tried.
    """

    reach: Reach = "line"
    sentences: bool = False
    trigger: str = ""


class ResidueRules(RuleFile):
    rules: list[ResidueRule] = Field(min_length=1)


class Residue:
    """The compiled rules."""

    def __init__(self, rules: ResidueRules) -> None:
        self._reach: dict[str, Reach] = {}
        self._pieces: list[tuple[str, re.Pattern[str]]] = []
        every: list[str] = []
        for_sentences: list[str] = []
        for number, rule in enumerate(rules.rules):
            pattern = fold_pattern(rule.pattern)
            if rule.reach == "piece":
                self._pieces.append((fold_phrase(rule.trigger), re.compile(pattern)))
                continue
            self._reach[f"r{number}"] = rule.reach
            every.append(rf"(?P<r{number}>{pattern})(?=\n|$)")
            if rule.sentences:
                for_sentences.append(every[-1])
        self._every = re.compile("|".join(every))
        self._for_sentences = re.compile("|".join(for_sentences))

    def reach(self, text: str, start: int, end: int) -> Reach | None:
        """How far the line text[start:end] is residue: the rule's reach, or None where it is text."""
        length = end - start
        if length > _LONGEST:
            return None
        is_sentence = length > _SHORT and text[end - 1] in ".:؟"
        match = (self._for_sentences if is_sentence else self._every).match(text, start, end)
        return self._reach[match.lastgroup] if match and match.lastgroup else None

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Spans of residue inside lines, in order, none overlapping another."""
        spans = sorted(
            match.span()
            for trigger, pattern in self._pieces
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
