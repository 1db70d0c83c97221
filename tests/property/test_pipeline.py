"""The invariants of every record, whatever the article: exact places, good references, the schema kept."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import Pipeline
from pipeline.record import PlainRecord, json_schema, plain_json

PIPELINE = Pipeline()
VALIDATOR = jsonschema.Draft202012Validator(json_schema())

# What news is made of, damaged or not, put together at random: near enough to news to wake every rule.
WORDS = """
استاندار وزیر رئیس معاون مدیرکل سرپرست سازمان وزارت شرکت شهرداری دانشگاه
دکتر مهندس سید محمد رضایی کاشانی‌فر
یزد قم کرمان تهران مرکزی فارس البرز خراسان رضوی آذربایجان شرقی شهرستان استان کشور
گفت افزود وی او به گزارش ایسنا خبرگزاری فارس ایرنا با بیان اینکه خبر داد
صادرات تولید اشتغال پروانه بهره‌برداری واحد کلاس روستا گندم طرح
صد هزار میلیون میلیارد همت نیم یک دو سه پنج بیست سوم درصد درصدی برابر ریال تومان دلار
نفر تن هکتار متر مربع روز
و تا از به در که را بیش حدود کمتر ۱۲/۵ ۳٫۵ 1,234,567 ۹۸ ۱۴۰۲ 1398/02/12
۱۳ ۲۰ 3/12 ۱۱هزار ٪۲۰ (۵+۱) ۰۲۱-۸۸۸۸۸۸۸۸
امسال سال گذشته جاری آینده ماهه نخست نیمه دوم پایان دهه فجر هفته دولت
فروردین خرداد اسفند بهمن روز سه‌شنبه
می‌رسد میرسد می رسد خواهد رسید افزایش یابد کاهش رشد
ساخته می‌شود شد است قرار است باید هدف‌گذاری نمی‌شود
کد خبر انتهای پیام نظر شما برچسب‌ها
"""
MARKS = [
    " ",
    "\n",
    "\r\n",
    "\n** ",
    ". ",
    ".",
    "، ",
    "؛ ",
    ": ",
    "!",
    "«",
    "»",
    "(",
    ")",
    "[",
    "](#)",
    "-",
    "/",
    "…",
    "**",
]
ODDITIES = [
    "\u200c",
    "\u200f",
    "\ufeff",
    "\xa0",
    "\t",
    "ـ",
    "َ",
    "ﻻ",
    "ﷲ",
    "ي",
    "ك",
    "😀",
    "&nbsp;",
    "a",
    "CNG",
]
PIECES = [*WORDS.split(), *MARKS, *ODDITIES]

near_news = st.lists(st.sampled_from(PIECES), max_size=60).flatmap(
    lambda pieces: st.sampled_from([" ", "", " "]).map(lambda joint: joint.join(pieces))
)
any_text = st.text(st.characters(), max_size=200)
texts = st.one_of(near_news, any_text)
dates = st.one_of(st.none(), st.dates(date(1950, 1, 2), date(2099, 12, 31)))


def spans(part: Any) -> Iterator[dict[str, Any]]:
    """Every span of a record."""
    if isinstance(part, dict):
        if part.get("start") is not None:
            yield part
        for value in part.values():
            yield from spans(value)
    elif isinstance(part, list):
        for value in part:
            yield from spans(value)


def check_record(text: str, record: PlainRecord) -> None:
    VALIDATOR.validate(json.loads(plain_json(record)))
    article = text if text.isascii() else "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    for span in spans(record):
        assert article[span["start"] : span["end"]] == span["text"]
    officials = {official["id"] for official in record["officials"]}
    quantities = {quantity["id"]: quantity for quantity in record["quantities"]}
    assert list(quantities) == [f"q{n}" for n in range(1, len(quantities) + 1)]
    starts = [quantity["start"] for quantity in record["quantities"]]
    assert starts == sorted(starts)
    for quantity in record["quantities"]:
        assert quantity["text"].strip() == quantity["text"] != ""
        assert quantity["low"] <= quantity["high"]
        assert math.isfinite(quantity["low"]) and math.isfinite(quantity["high"])
        assert (quantity["comparator"] == "range") == (quantity["low"] != quantity["high"])
        assert quantity["speaker"] is None or quantity["speaker"] in officials
        assert (
            quantity["sentence"]["start"]
            <= quantity["start"]
            < quantity["end"]
            <= quantity["sentence"]["end"]
        )
    for target in record["targets"]:
        assert target["speaker"] is None or target["speaker"] in officials
        measures = [target[key] for key in ("value", "change", "baseline") if target[key]]
        assert (target["kind"] == "numeric") == (target["value"] is not None or target["change"] is not None)
        assert target["value"] is None or target["change"] is None
        for measure in measures:
            quantity = quantities[measure["quantity"]]
            assert {key: quantity[key] for key in measure if key != "quantity"} == {
                key: measure[key] for key in measure if key != "quantity"
            }
        evidence, goal = target["evidence"], target["value"] or target["change"]
        if goal:
            number = quantities[goal["quantity"]]
            assert evidence["start"] <= number["start"] < number["end"] <= evidence["end"]
    for official in record["officials"]:
        assert official["mentions"]
        assert official["positions"]
    for period in [
        part["period"] for kind in ("quantities", "targets") for part in record[kind] if part["period"]
    ]:
        for calendar in ("jalali", "gregorian"):
            start, end = period[f"{calendar}_start"], period[f"{calendar}_end"]
            assert start is None or end is None or start <= end


@example("صد \n درصد", None)  # a number and its unit in two lines
@given(texts, dates)
def test_every_record_keeps_the_contract(text: str, published: date | None) -> None:
    check_record(text, PIPELINE.plain(text, published=published))


@given(near_news)
def test_the_same_article_gives_the_same_record(text: str) -> None:
    assert plain_json(PIPELINE.plain(text)) == plain_json(Pipeline().plain(text))


@given(near_news, near_news)
def test_one_article_leaves_nothing_behind_for_the_next(first: str, second: str) -> None:
    alone = PIPELINE.plain(second)
    PIPELINE.plain(first)
    assert PIPELINE.plain(second) == alone


def test_samples_keep_the_contract_and_are_not_empty(sample: str) -> None:
    record = PIPELINE.plain(sample)
    check_record(sample, record)
    assert record["quantities"]
    assert record["officials"]
    assert record["provinces"]
    assert record["targets"]


# Articles as odd as they come. Each is a text of about n characters; what is measured is how the time grows.
ODD: dict[str, Callable[[int], str]] = {
    "letters without a space": lambda n: "خ" * n,
    "one glued word": lambda n: "سرمایهگذاری" * (n // 11),
    "digits": lambda n: "۱" * n,
    "digits and commas": lambda n: "۱,۱۱۱" * (n // 5),
    "slashes": lambda n: "۱/" * (n // 2),
    "dots": lambda n: "۱." * (n // 2),
    "scales": lambda n: "هزار " * (n // 5),
    "number words": lambda n: "بیست و پنج هزار و " * (n // 17),
    "ands": lambda n: "و " * (n // 2),
    "ranges": lambda n: "۵ تا " * (n // 5),
    "opening quotes": lambda n: "«" * n,
    "nested quotes": lambda n: "«(" * (n // 4) + "متن" + ")»" * (n // 4),
    "opening brackets": lambda n: "[متن(" * (n // 5),
    "links": lambda n: "[متن](" * (n // 6),
    "stars": lambda n: "** " * (n // 3),
    "spaces": lambda n: " " * n,
    "cut decimals": lambda n: "نرخ به\n6/47 درصد " * (n // 17),
    "lines": lambda n: "\n" * n,
    "half-spaces": lambda n: "می\u200c" * (n // 3),
    "titles": lambda n: "رئیس سازمان " * (n // 12),
    "names": lambda n: "محمد رضا " * (n // 9),
    "offices": lambda n: "استاندار یزد " * (n // 13),
    "places": lambda n: "قم، یزد، کرمان، " * (n // 16),
    "years": lambda n: "سال ۹۸ تا " * (n // 10),
    "months": lambda n: "۱۲ خرداد ۱۳۹۸ " * (n // 14),
    "percents in one sentence": lambda n: "۲۰ درصد رشد " * (n // 12),
    "goals in one sentence": lambda n: "تولید به ۲۰ تن می‌رسد و " * (n // 24),
    "goals": lambda n: "استاندار یزد گفت: امسال تولید به ۲۰ تن می‌رسد. " * (n // 47),
    "commas": lambda n: "صنعت، معدن، " * (n // 12),
    "residue": lambda n: "کد خبر: ۱۲۳\n" * (n // 12),
    "bidi marks": lambda n: "\u200f\u200e" * (n // 2),
    "ligatures": lambda n: "ﻻ" * n,
    "diacritics": lambda n: "َ" * n,
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_time_is_linear_in_length(odd: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(PIPELINE.plain, ODD[odd], 4_000)


@pytest.mark.parametrize("odd", ODD)
def test_the_record_grows_no_faster_than_the_article(odd: str) -> None:
    once, twice = (len(plain_json(PIPELINE.plain(ODD[odd](count)))) for count in (20_000, 40_000))
    assert twice < 2.2 * once + 10_000


def test_a_million_digits_and_a_long_word_are_read() -> None:
    for text in (
        "۱" * 1_000_000,
        "در " + "خ" * 100_000 + " گفت",
        "استاندار یزد از " + "۹" * 5000 + " تن خبر داد",
    ):
        check_record(text, PIPELINE.plain(text))
