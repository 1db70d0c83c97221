"""A number on its way to a quantity."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import Number
from pipeline.quantities.units import Unit


@dataclass(slots=True, eq=False)
class Draft:
    """A number with what was read around it.

    floor, limit: the text before and behind that may bear on it. words: the last words before the number and
    its comparator, the first one perhaps cut; previous: the last of them. unit: None while none was found (it
    may be elided). counted: the counted noun stands right behind the number. tail: where a comparator behind
    it ends, else its own end.
    """

    number: Number
    sentence: int
    floor: int
    limit: int
    low: float
    high: float
    end: int
    comparator: str
    modifier_start: int
    words: list[str]
    previous: str
    unit: Unit | None = None
    counted: bool = False
    tail: int = 0

    def follows(self, preposition: str) -> bool:
        """Whether the preposition stands right before the number and its comparator."""
        return self.previous == preposition or self.previous.endswith(")" + preposition)
