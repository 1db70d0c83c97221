"""The reference date that relative expressions are resolved against."""

from dataclasses import dataclass

from pipeline.dates import calendars

# Without a reference, the last year that a two-digit year may mean: "سال ۹۸" is 1398, "سال ۰۳" 1403.
_LAST_UNKNOWN = 1420
# A two-digit year lies at most so far ahead of the reference.
_AHEAD = 20


@dataclass(frozen=True, slots=True)
class Anchor:
    """A reference date as far as it is known: nothing, a Jalali year, or a day (its ordinal) and its year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of_day(cls, ordinal: int) -> "Anchor":
        """The anchor that is known to the day."""
        year, month, _ = calendars.jalali_from_ordinal(ordinal)
        return cls(year, month, ordinal)

    def full_year(self, digits: str) -> int:
        """The year that digits mean: two digits fall into the century that the reference suggests."""
        number = int(digits)
        if len(digits) > 2:
            return number
        last = _LAST_UNKNOWN if self.year is None else self.year + _AHEAD
        if 1400 + number <= last:
            return 1400 + number
        return (1300 if 1300 + number <= max(last, 1300) else 1200) + number
