"""What a date expression means: from its parts and the reference date to a period."""

import re
from collections.abc import Callable

from pipeline.dates import calendars, spans
from pipeline.dates.anchor import Anchor
from pipeline.dates.grammar import Expression
from pipeline.dates.meaning import Days, Meaning, Parts, Unresolved
from pipeline.dates.rules import DatesFile, Month, Plan, squeeze

_DIGITS = re.compile(r"\d+")


_PRECISIONS = {3: "season", 6: "half", 12: "year", 1: "month"}


def _digits_of(phrase: str) -> str | None:
    """The first digits of a phrase."""
    if phrase.isdecimal():
        return phrase
    digits = _DIGITS.search(phrase)
    return digits[0] if digits else None


class Reader:
    """Reads expressions against one reference date. Expressions are to be given in the order of the text."""

    def __init__(self, file: DatesFile, anchor: Anchor) -> None:
        self.file = file
        self.anchor = anchor
        self.plan: Plan | None = None
        self.part: tuple[int, int] | None = None  # months of the last part of a year that was named

    def read(self, expression: Expression) -> Meaning:
        """The period it stands for."""
        try:
            return _READERS[expression.rule.reads](self, expression.parts)
        except (ValueError, OverflowError):  # a day that does not exist, as 30 Esfand of a common year
            return None

    # -- years

    def year(self, phrase: str | None, era: str | None = None) -> tuple[int, bool] | None:
        """A year phrase as (year, told from the reference or not), or None; era: its calendar, where told."""
        number = None if phrase is None or phrase in self.file.year_shifts else _digits_of(phrase)
        if number is None:
            shift = self.shift(phrase)
            if self.anchor.year is None or shift is None:
                return None
            return self.anchor.year + shift, True
        if len(number) > 2 or era in ("gregorian", "hijri"):
            return int(number), False
        return self.anchor.full_year(number), False

    def shift(self, phrase: str | None) -> int | None:
        """How many years a phrase lies from the reference; none and a bare "سال" lie in its year."""
        if phrase is None:
            return 0
        shift = self.file.year_shifts.get(phrase)
        if shift is None and (key := squeeze(phrase)) == "سالجدید":
            # Towards the end of a year the new one is the next.
            return None if self.anchor.month is None else int(self.anchor.month >= 10)
        return self.file.year_shifts.get(key, 0) if shift is None else shift

    def year_days(self, year: int, era: str | None) -> tuple[int, int]:
        """First and last day of a year in the calendar that it or its era belongs to."""
        if era == "hijri" or (era is None and 1430 <= year < 1460 and self.lunar(year)):
            return calendars.hijri_ordinal(year, 1, 1), calendars.hijri_ordinal(year + 1, 1, 1) - 1
        if year in calendars.GREGORIAN_YEARS:
            return calendars.gregorian_ordinal(year, 1, 1), calendars.gregorian_ordinal(year, 12, 31)
        return calendars.jalali_year(year)

    def lunar(self, year: int) -> bool:
        """Whether a year without an era can only be a lunar one: it lies far ahead of the reference."""
        return self.anchor.year is not None and year - self.anchor.year > 30

    def read_years(self, parts: Parts) -> Meaning:
        phrase = parts.get("year") or parts.get("year_b") or parts.get("year_c")
        if words := parts.get("words"):
            phrase = str(self.sum_of(words))
        era, sort, until = self.file.era(parts.get("era")), parts.get("sort"), parts.get("until_year")
        if sort and not until:
            return self.read_business_year(phrase, parts.get("relation"), sort)
        found = self.year(phrase, era)
        if found is None:
            return Unresolved("year")
        year, relative = found
        if relative and era == "gregorian":
            year += 621 if (self.anchor.month or 1) < 10 or self.anchor.month == 10 else 622
        if not until:
            if len(phrase or "") == 2 and not era and not 1330 <= year <= (self.anchor.year or 1420) + 20:
                return None
            return Days(*self.year_days(year, era), "year", relative)
        if len(until) == 2 and len(phrase or "") == 4:
            until = (phrase or "")[:2] + until  # "1987 تا 90"
        other = self.year(until, era)
        if other is None:
            return None
        low, high = sorted((year, other[0]))
        if high - low > 100:
            return None
        if sort and self.file.business_years[sort] == "autumn" and high - low == 1:
            return Days(
                calendars.jalali_ordinal(low, 7, 1), calendars.jalali_ordinal(high, 6, 31), "span", relative
            )
        return Days(self.year_days(low, era)[0], self.year_days(high, era)[1], "span", relative)

    def read_business_year(self, phrase: str | None, relation: str | None, sort: str) -> Meaning:
        """A fiscal, farming, water or school year, named by one year or by its place ("سال زراعی جاری")."""
        if relation is None:
            found = self.year(phrase)
            return None if found is None else Days(*calendars.jalali_year(found[0]), "year", found[1])
        if self.anchor.year is None:
            return Unresolved("year")
        shift = self.file.neighbours.get(relation, 0)
        if self.file.business_years[sort] == "fiscal":
            return Days(*calendars.jalali_year(self.anchor.year + shift), "year", True)
        if self.anchor.month is None:
            return Unresolved("span")
        # In summer already the new school year is the coming one.
        begins = 4 if relation == "جدید" else 7
        start = self.anchor.year + shift - (self.anchor.month < begins)
        return Days(
            calendars.jalali_ordinal(start, 7, 1), calendars.jalali_ordinal(start + 1, 6, 31), "span", True
        )

    def read_decade(self, parts: Parts) -> Meaning:
        return spans.read_decade(parts, self.file, self.anchor)

    # -- days and months

    def month(self, parts: Parts) -> Month:
        name = next(filter(None, map(parts.get, ("month", "month_b", "month_c", "month_d"))), "")
        return self.file.months[squeeze(name)]

    def number(self, word: str) -> int:
        return int(float(word)) if word[0].isdigit() else self.file.numbers[squeeze(word)]

    def sum_of(self, words: str) -> int:
        """The number that words joined by و say."""
        table = self.file.numbers | self.file.year_words
        return sum(table[word] for word in words.split(" و "))

    def year_of_month(self, month: Month, phrase: str | None) -> tuple[int, bool] | None:
        """The year, in its own calendar, of a month that is named with a year phrase or without one."""
        if phrase and (digits := _digits_of(phrase)):
            if len(digits) > 2:
                return int(digits), False
            if month.calendar == "gregorian":
                return 2000 + int(digits), False
            return self.anchor.full_year(digits), False
        found = self.year(phrase)
        if found is None or month.calendar == "jalali":
            return found
        near = None if phrase else self.anchor.day
        return calendars.foreign_year(month.calendar, month.number, found[0], near), True

    def ordinal(self, month: Month, year: int, day: int) -> int:
        if month.calendar == "jalali" and year not in calendars.GREGORIAN_YEARS:
            return calendars.jalali_ordinal(year, month.number, day)
        if month.calendar == "hijri":
            return calendars.hijri_ordinal(year, month.number, day)
        return calendars.gregorian_ordinal(year, month.number, day)

    def month_length(self, month: Month, year: int) -> int:
        if month.calendar == "jalali":
            return calendars.jalali_month_length(year, month.number)
        if month.calendar == "hijri":
            return calendars.hijri_month_length(year, month.number)
        return calendars.gregorian_month_length(year, month.number)

    def read_date(self, parts: Parts) -> Meaning:
        if parts.get("month_number"):
            return self.read_numeric(parts)
        month, day = self.month(parts), self.number(parts["day"] or "")
        if (
            month.calendar == "gregorian"
            and parts["month"] in self.file.months_with_years
            and not parts.get("year")
        ):
            return None  # می begins countless verbs
        if (
            not (parts.get("year") or parts.get("month_word"))
            and squeeze(parts["day"] or "") in self.file.cardinals
        ):
            return None  # "هفت تیر" is a pistol or a square, "هفتم تیر" a day
        until = parts.get("until_day")
        found = self.year_of_month(month, parts.get("year"))
        if found is None:
            return Unresolved("span" if until else "day")
        year, relative = found
        first = self.ordinal(month, year, day)
        if not until:
            return Days(first, first, "day", relative)
        last = self.ordinal(month, year, self.number(until))
        return Days(min(first, last), max(first, last), "span", relative)

    def read_name(self, parts: Parts) -> Meaning:
        return None

    read_nothing = read_name

    def read_numeric(self, parts: Parts) -> Meaning:
        year, month, day = parts["year"] or "", int(parts["month_number"] or 0), int(parts["day"] or 0)
        if int(year) in calendars.GREGORIAN_YEARS:
            ordinal = calendars.gregorian_ordinal(int(year), month, day)
        else:
            full = self.anchor.full_year(year)
            if not 1250 <= full <= 1450:
                return None
            ordinal = calendars.jalali_ordinal(full, month, day)
        return Days(ordinal, ordinal, "day")

    def read_month(self, parts: Parts) -> Meaning:
        month = self.month(parts)
        until = parts.get("until_month")
        end = self.file.months[squeeze(until)] if until else month
        if end.calendar != month.calendar:
            return None
        found = self.year_of_month(month if parts.get("year") else end, parts.get("year"))
        if found is None:
            return Unresolved("span" if until else "month")
        year, relative = found
        if (relation := parts.get("relation")) and self.anchor.day is not None:
            begins = self.ordinal(month, year, 1)
            turn = self.file.neighbours.get(relation)
            if (turn == -1 and begins + 28 > self.anchor.day) or (turn == 1 and begins < self.anchor.day):
                year += turn
        first = self.ordinal(month, year - (end.number < month.number), 1)
        last = self.ordinal(end, year, self.month_length(end, year))
        return Days(first, last, "span" if until else "month", relative)

    # -- parts of years

    def months_of(self, parts: Parts, first: int, last: int, precision: str) -> Meaning:
        """The months `first` to `last` of the year that the parts name."""
        if not self.likely(parts.get("bare")):
            return None
        self.part = first, last
        found = self.year(parts.get("year") or parts.get("bare"))
        if found is None:
            return Unresolved(precision)
        return Days(*calendars.jalali_months(found[0], first, last), precision, found[1])

    def read_part(self, parts: Parts) -> Meaning:
        count = self.number(parts["count"] or "")
        if not 1 <= count <= 12:
            return None
        which = parts.get("which") or ""
        if which in self.file.last_parts:
            first = 13 - count
        else:
            first = 1 + count * (self.file.numbers.get(which, 1) - 1)
        if first + count > 13:
            return None
        return self.months_of(parts, first, first + count - 1, _PRECISIONS.get(count, "span"))

    def read_half(self, parts: Parts) -> Meaning:
        second = self.file.numbers[parts["half"] or ""] == 2
        if parts.get("month"):
            month = self.month(parts)
            found = self.year_of_month(month, None)
            if found is None:
                return Unresolved("span")
            length = self.month_length(month, found[0])
            first, last = (16, length) if second else (1, 15)
            return Days(
                self.ordinal(month, found[0], first), self.ordinal(month, found[0], last), "span", True
            )
        return self.months_of(parts, *((7, 12) if second else (1, 6)), "half")

    def read_third(self, parts: Parts) -> Meaning:
        """Ten days or a week of a month ("دهه اول محرم", "هفته نخست تیر")."""
        month = self.month(parts)
        length = 7 if parts.get("week") else 10
        number = self.file.numbers.get(parts["which"] or "", 1)
        found = self.year_of_month(month, parts.get("year"))
        if found is None:
            return Unresolved("span")
        last = self.month_length(month, found[0])
        if parts["which"] in self.file.last_thirds:
            first = last - length + 1 if length == 7 else 21
        else:
            first = length * (number - 1) + 1
            last = first + length - 1 if length == 7 or number < 3 else last
        return Days(self.ordinal(month, found[0], first), self.ordinal(month, found[0], last), "span", True)

    def read_season(self, parts: Parts) -> Meaning:
        season = self.file.season_numbers[squeeze(parts["season"] or "")]
        first, last = 3 * season - 2, 3 * season
        if turn := self.file.neighbours.get(parts.get("relation") or ""):
            if self.anchor.day is None or self.anchor.year is None or self.anchor.month is None:
                return Unresolved("season")
            year = self.anchor.year
            if (turn == -1 and self.anchor.month <= last) or (turn == 1 and self.anchor.month >= first):
                year += turn
            return Days(*calendars.jalali_months(year, first, last), "season", True)
        return self.months_of(parts, first, last, "season")

    def read_same(self, parts: Parts) -> Meaning:
        """ "the same period of last year": the months of the part that was named last, if one was."""
        if self.part is not None:
            return self.months_of(parts, *self.part, "span")
        found = self.year(parts.get("year"))
        return (
            Unresolved("year") if found is None else Days(*calendars.jalali_year(found[0]), "year", found[1])
        )

    # -- spans told from the reference

    def read_span(self, parts: Parts) -> Meaning:
        return spans.read_span(parts, self.file, self.anchor)

    def read_weekday(self, parts: Parts) -> Meaning:
        return spans.read_weekday(parts, self.file, self.anchor)

    def read_day_word(self, parts: Parts) -> Meaning:
        if self.anchor.day is None:
            return Unresolved("day")
        day = self.anchor.day + self.file.day_shifts[squeeze(parts["day_word"] or "")]
        return Days(day, day, "day", True)

    # -- named periods

    def likely(self, digits: str | None) -> bool:
        """Whether digits behind a season or an occasion are a year ("بهار ۹۸", not "تابستان ۲۸ درجه")."""
        if digits is None or len(digits) > 2:
            return True
        return int(digits) >= 70 or -10 < self.anchor.full_year(digits) - (self.anchor.year or 0) < 3

    def read_occasion(self, parts: Parts) -> Meaning:
        if not self.likely(parts.get("bare")):
            return None
        name = squeeze(parts["occasion"] or "")
        first, last = self.file.occasion_days[name]
        phrase = parts.get("year") or parts.get("bare")
        found = self.year(phrase)
        if found is None:
            return Unresolved("span")
        year = found[0]
        if not phrase and first[0] == 1 and (self.anchor.month or 1) >= 10:
            year += 1  # in winter, Nowruz is the coming one
        return Days(
            calendars.jalali_ordinal(year, *first), calendars.jalali_ordinal(year, *last), "span", found[1]
        )

    def read_plan(self, parts: Parts) -> Meaning:
        name = parts.get("plan")
        if name:
            self.plan = next(p for p in self.file.plans if name in p.names)
        plan = self.plan
        if plan is None:
            return None
        if self.anchor.year is None or self.anchor.year < plan.law:
            return Unresolved("span")
        first, last = plan.years
        return Days(calendars.jalali_year(first)[0], calendars.jalali_year(last)[1], "span")

    def read_government(self, parts: Parts) -> Meaning:
        name = parts.get("government")
        for government in self.file.governments:
            first = calendars.jalali_ordinal(*government.first)
            last = calendars.jalali_ordinal(*government.last) if government.last else None
            if name in government.names or (
                not name
                and self.anchor.day is not None
                and first <= self.anchor.day
                and (not last or self.anchor.day <= last)
            ):
                return Days(first, last, "span", not name)
        return Unresolved("span")


_READERS: dict[str, Callable[[Reader, Parts], Meaning]] = {
    name.removeprefix("read_"): method for name, method in vars(Reader).items() if name.startswith("read_")
}
