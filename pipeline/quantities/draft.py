"""A number on its way to a quantity."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import Number
from pipeline.quantities.units import UnitKind, UnitMatch


@dataclass(slots=True, eq=False)
class Draft:
    """A number with what was read around it.

    floor, limit: the text before and behind that may bear on it. previous: the word before the number and its
    comparator. unit: None while none was found (it may be elided). counted: the counted noun stands right
    behind the number. tail: where a comparator behind it ends, else its own end.
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
    previous: str
    unit: UnitMatch | None = None
    counted: bool = False
    tail: int = 0

    @property
    def kind(self) -> UnitKind | None:
        return self.unit.unit.kind if self.unit else None
