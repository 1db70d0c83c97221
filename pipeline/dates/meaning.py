"""What reading a date expression gives."""

from typing import NamedTuple

from pipeline.dates import calendars
from pipeline.document import Period

Parts = dict[str, str | None]


class Days(NamedTuple):
    """First and last day as ordinals, None where open; precision as in Period.

    relative: the reference date decided it.
    """

    first: int | None
    last: int | None
    precision: str
    relative: bool = False

    def period(self) -> Period:
        """The period from the first day to the last."""
        return calendars.period(self.first, self.last, self.precision)


class Unresolved(NamedTuple):
    """An expression that needs a reference which the article does not give."""

    precision: str


Meaning = Days | Unresolved | None  # None: no date after all
