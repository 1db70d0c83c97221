"""Numerals: phrases and the numbers they hold, from tests/specs/numerals.yaml; old articles as a whole."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.article import Article
from pipeline.document import Document, Number
from pipeline.numerals.slashes import slash_decimals_are_reversed
from pipeline.stages.numerals import Numerals

_SPECS = Path(__file__).parents[1] / "specs" / "numerals.yaml"
_STAGE = Numerals()


def numbers_of(text: str, published: date | None = None) -> tuple[Document, list[Number]]:
    document = Document(Article(text, "test", published))
    _STAGE(document)
    return document, document.numbers


def described(document: Document, number: Number) -> str:
    """A number in the notation of the specs."""
    value = f"{number.low:.16g}" if number.low == number.high else f"{number.low:.16g}..{number.high:.16g}"
    parts = [f"{document.text[number.start : number.end]} = {value}"]
    if number.kind != "cardinal":
        parts.append(number.kind)
    if number.role:
        parts.append(f"@{number.role}")
    if number.article:
        parts.append("article")
    if number.elided is not None:
        parts.append(f"elided {number.elided:.16g}")
    return " ".join(parts)


_CASES = [
    pytest.param(phrase, expected, id=f"{group}: {phrase}")
    for group, phrases in yaml.safe_load(_SPECS.read_text(encoding="utf-8")).items()
    for phrase, expected in phrases.items()
]


@pytest.mark.parametrize(("phrase", "expected"), _CASES)
def test_phrase(phrase: str, expected: list[str]) -> None:
    document, numbers = numbers_of(phrase)
    assert [described(document, number) for number in numbers] == expected


_OLD = (
    "نرخ بيكاري از 1/12 درصد به 2/10 درصد رسيد و 3/70 ميليون نفر شاغل‌اند؛ رشد 05/1 درصد و 9\u200e/2 واحد بود."
)


def test_old_articles_print_the_fraction_first() -> None:
    _, numbers = numbers_of(_OLD, date(2006, 1, 2))
    assert [number.low for number in numbers] == [12.1, 10.2, 70_300_000, 1.05, 9.2]


def test_the_same_text_in_persian_digits_runs_forward() -> None:
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    _, numbers = numbers_of(_OLD.replace("05/1", "1/05").translate(digits), date(2006, 1, 2))
    assert [number.low for number in numbers] == [1.12, 2.1, 3_700_000, 1.05, 9.2]


@pytest.mark.parametrize(
    ("text", "published", "reversed_"),
    [
        ("رشد توليد 6/3 درصد بود", None, True),
        ("رشد تولید 6/3 درصد بود", date(2009, 5, 1), True),
        ("رشد تولید 3/6 درصد بود", date(2020, 5, 1), False),
        ("رشد تولید 13/6 و 28/4 و 3/02 درصد بود", date(2011, 5, 1), False),
        ("رشد تولید 05/6 و 5/28 و 4/31 درصد بود", date(2020, 5, 1), True),
    ],
)
def test_an_article_is_decided_as_a_whole(text: str, published: date | None, reversed_: bool) -> None:
    assert slash_decimals_are_reversed(text, published) is reversed_
