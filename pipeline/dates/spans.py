"""Spans told from the reference day: "۲ سال گذشته", "سه ماه دیگر", "هفته آینده", "روز شنبه"."""

import re
from math import ceil

from pipeline.dates import calendars
from pipeline.dates.anchor import Anchor
from pipeline.dates.meaning import Days, Meaning, Parts, Unresolved
from pipeline.dates.rules import DatesFile, squeeze

_DIGITS = re.compile(r"\d+")


def read_span(parts: Parts, file: DatesFile, anchor: Anchor) -> Meaning:
    """A number of units, or one unit, before or after the reference."""
    this = parts.get("this_unit")
    word = this or parts["unit"] or ""
    unit = file.units[word]
    count = _count(parts.get("until_count") or parts.get("count"), file)
    direction = -1 if parts["back"] or parts["ago"] else 1
    point = bool(parts["ago"] or parts["later"])
    if unit in ("year", "decade"):
        years = (count or 1) * (10 if unit == "decade" else 1)
        return _years(years, direction, point, bool(parts["now"]), anchor)
    if parts["later"] == "بعد" and word not in ("هفته", "ماه"):
        return None  # "دو سال بعد", "روز بعد" are told from what was said before
    if count is None and point and word == "روز":
        return None
    if unit == "hour":
        if anchor.day is None:
            return Unresolved("span")
        days = -(-(count or 1) // 24) * direction
        return Days(min(anchor.day, anchor.day + days), max(anchor.day, anchor.day + days), "span", True)
    if unit == "month":
        return _months(count, direction, point, bool(parts["now"]), anchor)
    return _days(count, 7 if unit == "week" else 1, direction, point, bool(this or parts["now"]), anchor)


def _count(word: str | None, file: DatesFile) -> int | None:
    if word is None:
        return None
    return ceil(float(word)) if word[0].isdigit() else file.numbers[squeeze(word)]


def _years(years: int, direction: int, point: bool, now: bool, anchor: Anchor) -> Meaning:
    """Years and decades: the last ones end with the reference year, the next ones begin with it."""
    if anchor.year is None:
        return Unresolved("span")
    if now:
        decade = anchor.year // 10 * 10
        return Days(calendars.jalali_year(decade)[0], calendars.jalali_year(decade + 9)[1], "span", True)
    other = anchor.year + direction * years
    if point:
        return Days(*calendars.jalali_year(other), "year", True)
    low, high = sorted((anchor.year, other))
    return Days(calendars.jalali_year(low)[0], calendars.jalali_year(high)[1], "span", True)


def _days(count: int | None, length: int, direction: int, point: bool, now: bool, anchor: Anchor) -> Meaning:
    """Days and weeks; a week runs from Saturday to Friday."""
    if anchor.day is None:
        return Unresolved("day" if length == 1 else "span")
    if count is None:
        if length == 1:
            day = anchor.day + (0 if now else direction)
            return Days(day, day, "day", True)
        saturday = anchor.day - (anchor.day + 1) % 7 + (0 if now else 7 * direction)
        return Days(saturday, saturday + 6, "span", True)
    other = anchor.day + direction * count * length
    if point and length == 1:
        return Days(other, other, "day", True)
    if point:
        saturday = other - (other + 1) % 7
        return Days(saturday, saturday + 6, "span", True)
    return Days(min(anchor.day, other), max(anchor.day, other), "span", True)


def _months(count: int | None, direction: int, point: bool, now: bool, anchor: Anchor) -> Meaning:
    """Months, by the Jalali calendar."""
    if anchor.year is None or anchor.month is None or anchor.day is None:
        return Unresolved("month")
    here = anchor.year * 12 + anchor.month - 1
    if count is None:
        return Days(*_month_days(here + (0 if now else direction)), "month", True)
    other = here + direction * count
    if point:
        return Days(*_month_days(other), "month", True)
    year, month, day = calendars.jalali_from_ordinal(anchor.day)
    year, month = divmod(other, 12)
    day = min(day, calendars.jalali_month_length(year, month + 1))
    end = calendars.jalali_ordinal(year, month + 1, day)
    return Days(min(anchor.day, end), max(anchor.day, end), "span", True)


def _month_days(number: int) -> tuple[int, int]:
    """First and last day of a month counted from the year 0."""
    year, month = divmod(number, 12)
    return calendars.jalali_months(year, month + 1, month + 1)


def read_weekday(parts: Parts, file: DatesFile, anchor: Anchor) -> Meaning:
    """A weekday: of the week that the text names, else the reference day or the last one before it."""
    if anchor.day is None:
        return Unresolved("day")
    weekday = file.weekday_numbers[squeeze(parts["weekday"] or "")]
    today = (anchor.day + 1) % 7  # 0 on Saturdays
    relation = parts.get("relation")
    if (said := parts.get("day_word")) and file.day_shifts[squeeze(said)] > 0:
        day = anchor.day + (weekday - today) % 7  # «پنجشنبه (فردا)»
    elif relation is None:
        day = anchor.day - (today - weekday) % 7
    elif turn := file.neighbours.get(relation):
        day = anchor.day + (((weekday - today) * turn) % 7 or 7) * turn
    else:
        day = anchor.day - today + weekday + 7 * file.neighbour_weeks.get(relation, 0)
    return Days(day, day, "day", True)


def read_decade(parts: Parts, file: DatesFile, anchor: Anchor) -> Meaning:
    """The ten years of a decade («دهه ۷۰»), or those from one to another."""
    text = parts["decade"] or ""
    word = file.numbers.get(text)
    numbers = [int(n) for n in _DIGITS.findall(text)] if word is None else [word]
    years = [n if n > 99 else anchor.full_year(f"{n:02}") for n in numbers]
    if years[0] in calendars.GREGORIAN_YEARS or file.era(parts.get("era")) == "gregorian":
        first = years[0] if years[0] > 1800 else 1900 + numbers[0]
        return Days(
            calendars.gregorian_ordinal(first, 1, 1),
            calendars.gregorian_ordinal(first + 9, 12, 31),
            "span",
        )
    last = years[1] if len(years) > 1 else years[0] + 9
    return Days(calendars.jalali_year(years[0])[0], calendars.jalali_year(last)[1], "span")
