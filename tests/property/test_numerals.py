"""What always holds for the numerals of a text, whatever the text is."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.article import Article
from pipeline.document import Document
from pipeline.numerals.chains import read_chain
from pipeline.stages.numerals import Numerals

_STAGE = Numerals()
_PIECES = st.sampled_from(
    (
        "یک دو سه نه ده سی صد هزار میلیون میلیارد تریلیون نیم سوم پنجم دهم بیست و تا الی یا ممیز منفی بین "
        "درصد نفر ساعت شماره چند بر - / . , : + ( ) 5 12 300 1398 0 007 3/70 12.5 1,000 ۲۵ ۶/۳ "
        "\n \u200c \u200e a"
    ).split(" ")
)
_TEXTS = st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", "  "])), max_size=40).map(
    lambda pairs: "".join(piece + blank for piece, blank in pairs)
)

_ONES = (
    "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split()
)
_TENS = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود".split()
_HUNDREDS = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد".split()
_SCALES = [(10**12, "تریلیون"), (10**9, "میلیارد"), (10**6, "میلیون"), (1000, "هزار")]


def in_words(value: int) -> str:
    """A whole number as Persian writes it out."""
    for scale, word in _SCALES:
        if value >= scale:
            rest = value % scale
            return f"{in_words(value // scale)} {word}" + (f" و {in_words(rest)}" if rest else "")
    if value >= 100:
        rest = value % 100
        return _HUNDREDS[value // 100 - 1] + (f" و {in_words(rest)}" if rest else "")
    if value >= 20:
        rest = value % 10
        return _TENS[value // 10 - 2] + (f" و {_ONES[rest]}" if rest else "")
    return _ONES[value]


def read(text: str) -> Document:
    document = Document(Article(text, "property", None))
    _STAGE(document)
    return document


@given(st.integers(min_value=1, max_value=10**15 - 1))
def test_a_number_written_out_is_read_back(value: int) -> None:
    (piece,) = read_chain(in_words(value))
    assert (piece.low, piece.high, piece.start, piece.end) == (value, value, 0, len(in_words(value)))


@given(st.integers(min_value=0, max_value=999), st.integers(min_value=1, max_value=999))
def test_digits_and_scales_mix(thousands: int, rest: int) -> None:
    if thousands:
        (piece,) = read_chain(f"{thousands} هزار و {in_words(rest)}")
        assert piece.low == thousands * 1000 + rest
        (piece,) = read_chain(f"{thousands} هزار و {rest} میلیارد")
        assert piece.low == (thousands * 1000 + rest) * 10**9


@given(_TEXTS)
@settings(max_examples=400)
def test_numbers_are_in_order_and_apart(text: str) -> None:
    document = read(text)
    reached = 0
    for number in document.numbers:
        assert reached <= number.start < number.end <= len(document.text)
        assert number.low <= number.high
        assert math.isfinite(number.low) and math.isfinite(number.high)
        reached = number.end


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    read(text)


@given(_TEXTS)
def test_the_half_space_does_not_matter(text: str) -> None:
    plain = text.replace("\u200c", "")
    assert [(n.low, n.high, n.kind, n.role) for n in read(text).numbers] == [
        (n.low, n.high, n.kind, n.role) for n in read(plain).numbers
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "9",
        "9 ",
        "هزار و ",
        "1/2 ",
        "دو",
        "سه تا ",
        "1-",
        "5,",
        "و",
        "ساعت 5 ",
        "1.\n",
        "بین 2 و ",
        "a1",
        "1+",
    ],
)
def test_time_is_linear(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(read, lambda count: unit * (count // len(unit)), 10_000)
