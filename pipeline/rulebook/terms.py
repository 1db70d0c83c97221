"""Find many fixed phrases at once, at word edges only (قم is not in رقم)."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.rulebook.patterns import spellings

Payload = TypeVar("Payload")


class Hit(NamedTuple, Generic[Payload]):
    """A phrase found at [start, end) of the folded text."""

    start: int
    end: int
    payload: Payload


class TermMatcher(Generic[Payload]):
    """An Aho-Corasick automaton over folded phrases; of overlapping hits the leftmost longest stays."""

    def __init__(self, terms: Iterable[tuple[str, Payload]]) -> None:
        table: dict[str, Payload] = {}
        for phrase, payload in terms:
            for spelling in spellings(phrase):
                table.setdefault(spelling, payload)
        self._payloads = list(table.values())
        self._automaton = AhoCorasick(list(table), matchkind=MatchKind.Standard)

    def find(self, text: str) -> list[Hit[Payload]]:
        """All hits in order, none overlapping another."""
        length = len(text)
        candidates = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if (start == 0 or not text[start - 1].isalnum()) and (end == length or not text[end].isalnum())
        ]
        candidates.sort()
        hits: list[Hit[Payload]] = []
        reached = 0
        for start, negative_end, index in candidates:
            if start >= reached:
                reached = -negative_end
                hits.append(Hit(start, reached, self._payloads[index]))
        return hits
