"""Invariants of dates: calendars that agree, periods in order, spans in place, time linear, no clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import Article
from pipeline.dates import calendars, parse_published
from pipeline.document import Document
from pipeline.stages.dates import Dates
from pipeline.stages.numerals import Numerals
from pipeline.stages.sentences import Sentences

DAYS = st.dates(date(1850, 1, 1), date(2100, 12, 31))
# Pieces of date expressions, put together at random: near enough to dates to wake every rule.
PIECES = """
سال سال‌های ماه ماهه هفته روز شنبه جمعه امسال پارسال جاری گذشته آینده اخیر پیش دیگر قبل بعد اول دوم نخست
پایان ابتدای نیمه نیمسال تا از در و نسبت به مدت مشابه دهه فجر دولت برنامه ششم پنج‌ساله نوروز بودجه خرداد مهر دی
بهمن می مه اسفند محرم رمضان ژانویه اوت Aug May 24 2019 ۹۸ ۱۳۹۸ ۱۴۰۳ ۳۰ ۳۱ ۱۵ 0 99 1398/12/30 98/13/40
۱۲/۵ سه ده بیست و یکم سی‌ام گفت: ساخته می‌شود شد. ۲۰۰ کلاس ، ( ) - / . میلادی قمری سی و یکم صفر زراعی امروز فردا
""".split()
TEXTS = st.lists(st.sampled_from([*PIECES, "\n"]), max_size=40).map(" ".join)


def read(text: str, published: date | None = None) -> Document:
    document = Document(Article(text, published=published))
    for stage in (Sentences(), Numerals(), Dates()):
        stage(document)
    return document


@given(DAYS)
def test_calendars_agree(day: date) -> None:
    ordinal = day.toordinal()
    year, month, in_month = calendars.jalali_from_ordinal(ordinal)
    expected = jdatetime.date.fromgregorian(date=day)
    assert (year, month, in_month) == (expected.year, expected.month, expected.day)
    assert calendars.jalali_ordinal(year, month, in_month) == ordinal
    assert calendars.hijri_ordinal(*calendars.hijri_from_ordinal(ordinal)) == ordinal


@pytest.mark.parametrize(
    ("year", "days"), [(1398, 29), (1399, 30), (1402, 29), (1403, 30), (1404, 29), (1408, 30)]
)
def test_leap_years(year: int, days: int) -> None:
    assert calendars.jalali_month_length(year, 12) == days


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [((1400, 1, 1), "1979-11-21"), ((1441, 9, 1), "2020-04-24"), ((1442, 1, 1), "2020-08-20")],
)
def test_tabular_hijri(hijri: tuple[int, int, int], gregorian: str) -> None:
    assert date.fromordinal(calendars.hijri_ordinal(*hijri)).isoformat() == gregorian


@given(TEXTS, st.none() | DAYS)
def test_mentions_are_in_place_and_in_order(text: str, published: date | None) -> None:
    document = read(text, published)
    reached = 0
    for mention in document.dates:
        assert reached <= mention.start < mention.end <= len(document.text)
        reached = mention.end
        period = mention.period
        if mention.resolved:
            assert period.jalali_start or period.jalali_end
        else:
            assert period.jalali_start is period.jalali_end is None
        for first, last in (
            (period.jalali_start, period.jalali_end),
            (period.gregorian_start, period.gregorian_end),
        ):
            assert first is None or last is None or first <= last
        for jalali, gregorian in (
            (period.jalali_start, period.gregorian_start),
            (period.jalali_end, period.gregorian_end),
        ):
            assert (jalali is None) is (gregorian is None)
            if jalali is not None and gregorian is not None:
                day = jdatetime.date(*map(int, jalali.split("-"))).togregorian()
                assert day.isoformat() == gregorian
    if any(not mention.resolved for mention in document.dates):
        assert document.warnings


@given(TEXTS)
def test_dates_take_whole_numbers(text: str) -> None:
    document = read(text, date(2019, 8, 24))
    for number in document.numbers:
        for mention in document.dates:
            if mention.start < number.end and number.start < mention.end:
                assert number.role == "date"
                assert mention.start <= number.start and number.end <= mention.end


@given(st.dates(date(1951, 4, 1), date(2070, 12, 31)))
def test_published_round_trip(day: date) -> None:
    jalali = calendars.jalali_iso(day.toordinal())
    assert parse_published(day.isoformat()) == day
    assert parse_published(jalali) == day
    assert parse_published(jalali.replace("-", "/")) == day


@given(st.text(max_size=80))
def test_published_refuses_or_reads(text: str) -> None:
    try:
        parse_published(text)
    except ValueError as error:
        assert "not a publication date" in str(error)


@pytest.mark.parametrize(
    "piece", ["سال ", "۱۳۹۸/", "۹۸", "تا پایان ", "بیست و ", "نسبت به ", "۱۵ خرداد ", "امسال ۲۰ و "]
)
def test_time_is_linear(piece: str, assert_linear: Callable[..., None]) -> None:
    def prepare(text: str) -> Document:
        return Document(Article(text, published=date(2019, 8, 24)))

    assert_linear(Dates(), lambda count: piece * count, prepare=prepare)
