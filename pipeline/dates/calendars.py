"""Jalali, Gregorian and lunar Hijri dates, all by way of the day's ordinal (1 is 1 January of the year 1).

The Jalali calendar is jdatetime's: it is asked once for the first day of each year, the rest is addition.

Lunar Hijri dates follow the tabular calendar (civil epoch 16 July 622 Julian; of 30 years the leap ones
are 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29), as Reingold and Dershowitz describe it in "Calendrical
Calculations", chapter "The Islamic Calendar". Iran announces its lunar months by sighting, so a real date
may lie a day beside it: good enough to place a month in its year, and no table of the announced months
covers all years.
"""

from datetime import date
from functools import cache, lru_cache

import jdatetime

from pipeline.document import Period

_HIJRI_EPOCH = 227015
_FIRST_YEAR, _LAST_YEAR = 1, 2000  # Jalali years that the arithmetic takes
GREGORIAN_YEARS = range(1800, 2100)  # a year that is one of these is Gregorian


@cache
def _new_year(year: int) -> int:
    """Ordinal of 1 Farvardin. Raises ValueError for a year outside the calendar."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"no Jalali year {year}")
    day: date = jdatetime.date(year, 1, 1).togregorian()
    return day.toordinal()


def jalali_month_length(year: int, month: int) -> int:
    """Days of a Jalali month: Esfand has 30 in leap years."""
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    if month <= 6:
        return 31
    return 30 if month < 12 else _new_year(year + 1) - _new_year(year) - 336


def jalali_ordinal(year: int, month: int, day: int) -> int:
    """The day's ordinal. Raises ValueError for a day that does not exist, as 30 Esfand of a common year."""
    if not 1 <= day <= jalali_month_length(year, month):
        raise ValueError(f"no day {day} in month {month} of {year}")
    return _new_year(year) + (month - 1) * 30 + min(month - 1, 6) + day - 1


def jalali_from_ordinal(ordinal: int) -> tuple[int, int, int]:
    """Year, month and day in the Jalali calendar."""
    year = date.fromordinal(ordinal).year - 621
    if ordinal < _new_year(year):
        year -= 1
    days = ordinal - _new_year(year)
    if days < 186:
        return year, days // 31 + 1, days % 31 + 1
    return year, (days - 186) // 30 + 7, (days - 186) % 30 + 1


def gregorian_ordinal(year: int, month: int, day: int) -> int:
    """The day's ordinal. Raises ValueError for a day that does not exist."""
    return date(year, month, day).toordinal()


def gregorian_month_length(year: int, month: int) -> int:
    """Days of a Gregorian month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following.toordinal() - date(year, month, 1).toordinal()


def hijri_month_length(year: int, month: int) -> int:
    """Days of a lunar month in the tabular calendar."""
    leap = (14 + 11 * year) % 30 < 11
    return 30 if month % 2 or (month == 12 and leap) else 29


def hijri_ordinal(year: int, month: int, day: int) -> int:
    """The day's ordinal in the tabular calendar. Raises ValueError for a day that does not exist."""
    if not (1 <= year <= 2000 and 1 <= month <= 12 and 1 <= day <= hijri_month_length(year, month)):
        raise ValueError(f"no day {day} in lunar month {month} of {year}")
    return _HIJRI_EPOCH - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day


def hijri_from_ordinal(ordinal: int) -> tuple[int, int, int]:
    """Year, month and day in the tabular lunar calendar."""
    year = (30 * (ordinal - _HIJRI_EPOCH) + 10646) // 10631
    day_of_year = ordinal - hijri_ordinal(year, 1, 1)
    month = min(12, (11 * day_of_year + 330) // 325)
    return year, month, ordinal - hijri_ordinal(year, month, 1) + 1


@lru_cache(maxsize=4096)
def jalali_iso(ordinal: int) -> str:
    """The day as YYYY-MM-DD in the Jalali calendar."""
    year, month, day = jalali_from_ordinal(ordinal)
    return f"{year:04}-{month:02}-{day:02}"


@lru_cache(maxsize=4096)
def gregorian_iso(ordinal: int) -> str:
    """The day as YYYY-MM-DD in the Gregorian calendar."""
    return date.fromordinal(ordinal).isoformat()


@lru_cache(maxsize=4096)
def period(first: int | None, last: int | None, precision: str) -> Period:
    """The period from one day's ordinal to another's, both included; None leaves a bound open."""
    return Period(
        None if first is None else jalali_iso(first),
        None if last is None else jalali_iso(last),
        None if first is None else gregorian_iso(first),
        None if last is None else gregorian_iso(last),
        precision,
    )


def jalali_year(year: int) -> tuple[int, int]:
    """First and last day of a Jalali year, as ordinals."""
    return _new_year(year), _new_year(year + 1) - 1


def jalali_months(year: int, first: int, last: int) -> tuple[int, int]:
    """First and last day of the Jalali months `first` to `last` of a year."""
    return jalali_ordinal(year, first, 1), jalali_ordinal(year, last, jalali_month_length(year, last))


def foreign_year(calendar: str, month: int, jalali: int, near: int | None) -> int:
    """The year of a Gregorian or lunar month, in its own calendar: of the one that begins in a Jalali year,
    or of the one nearest to the day `near`, where that is given."""
    ordinal = gregorian_ordinal if calendar == "gregorian" else hijri_ordinal
    first, _ = jalali_year(jalali)
    year = date.fromordinal(first).year if calendar == "gregorian" else hijri_from_ordinal(first)[0]
    if near is not None:
        return min((year - 1, year, year + 1), key=lambda other: abs(ordinal(other, month, 15) - near))
    return year if ordinal(year, month, 1) >= first else year + 1
