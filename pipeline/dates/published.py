"""Read the publication dates that come with articles as metadata, in whatever form an archive keeps them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.dates.anchor import Anchor
from pipeline.text.folding import fold

_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ].*)?")
_PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)  # what nearly all archives have
_ZONE = re.compile(r" ?(Z|UTC|GMT|[+-]\d\d:?\d\d)(?:\[.*\])?$")
# 20190824, 2019.08.24, 13980603T1030 …; 24.08.2019
_COMPACT = re.compile(r"((?:13|14|19|20)\d\d)([./]?)(\d\d)\2(\d\d)(?=$|[T ])")
_DAY_FIRST = re.compile(r"(\d\d)\.(\d\d)\.((?:13|14|19|20)\d\d)(?=$|[T ])")
# Seconds since 1970, and thousandths, millionths and billionths of them.
_EPOCH = re.compile(r"-?(\d{9,10}|\d{12,13}|\d{15,16}|\d{18,19})(?:\.\d+)?")
_LATIN = re.compile(r"[A-Za-z]{3}")
_FIRST, _LAST = date(1950, 1, 1), date(2100, 1, 1)


def parse_published(text: str) -> date:
    """The day a metadata string names.

    Takes ISO dates and times, seconds or milliseconds since 1970, Jalali and Gregorian dates in digits
    or words, in Persian or English ("۱۳۹۸/۰۶/۰۲", "شنبه ۲ شهریور ۱۳۹۸", "Sat, 24 Aug 2019 10:30 GMT",
    "۲۴ اوت ۲۰۱۹"). A time with its zone, as seconds since 1970, gives the day it was in Iran; any other
    leaves the day as it is written. Raises ValueError, which says what is accepted, for anything else.
    """
    folded = text if _PLAIN_DAY.fullmatch(text) else fold(text).text.strip()
    folded = _DAY_FIRST.sub(r"\3-\2-\1", _COMPACT.sub(r"\1-\3-\4", folded, count=1), count=1)
    found = _iso(folded) or _epoch(folded) or _persian(folded) or _english(folded)
    if found is None or not _FIRST <= found < _LAST:
        raise ValueError(
            f"not a publication date: {text[:60]!r}; "
            "give it as 2019-08-24, 1398-06-02, ۲ شهریور ۱۳۹۸ or Aug 24, 2019"
        )
    return found


def _iso(text: str) -> date | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    zone = _ZONE.search(text, 11)
    try:
        if zone is not None:
            offset = "Z" if zone[1] in ("UTC", "GMT") else zone[1]
            return _day_in_iran(datetime.fromisoformat(text[: zone.start()] + offset))
    except (ValueError, OverflowError):
        pass
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _epoch(text: str) -> date | None:
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    scale = 1000 ** ((len(match[1]) - 9) // 3)
    return _day_in_iran(datetime.fromtimestamp(float(text) / scale, UTC))


def _day_in_iran(moment: datetime) -> date:
    return moment.astimezone(_iran()).date()


@cache
def _iran() -> tzinfo:
    try:
        return ZoneInfo("Asia/Tehran")
    except ZoneInfoNotFoundError:  # no time zone database, as on a bare Windows
        return timezone(timedelta(hours=3, minutes=30))


def _persian(text: str) -> date | None:
    """A complete date in digits or with a Persian month name, the only one in the text."""
    from pipeline.dates.grammar import grammar
    from pipeline.dates.meaning import Days
    from pipeline.dates.reading import Reader

    if _LATIN.search(text):
        return None
    reader = Reader(grammar().file, Anchor())
    days = {
        meaning.first
        for expression in grammar().find(text)
        if expression.parts.get("year") and isinstance(meaning := reader.read(expression), Days)
        if meaning.precision == "day" and not meaning.relative and meaning.first is not None
    }
    return date.fromordinal(days.pop()) if len(days) == 1 else None


def _english(text: str) -> date | None:
    """Free-form English dates are dateparser's part: it knows their many layouts; with every part required
    and the language fixed it invents nothing."""
    if not _LATIN.search(text) or len(text) > 60:
        return None
    import dateparser

    moment: datetime | None = dateparser.parse(
        text,
        languages=["en"],
        settings={
            "PARSERS": ["absolute-time"],  # "yesterday" would be read against the clock
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
        },
    )
    if moment is None:
        return None
    return moment.date() if moment.tzinfo is None else _day_in_iran(moment)
