"""Invariants of the quantities stage, on sentences put together at random and on any text."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import Article
from pipeline.document import Document
from pipeline.quantities.units import UnitKind, unit_reader
from pipeline.stages.numerals import Numerals
from pipeline.stages.quantities import Quantities
from pipeline.stages.sentences import Sentences

_WORDS = [
    "۵", "۱۲", "۳۰۰", "دو", "یک", "هزار", "میلیون", "۲/۵", "و", "تا", "از", "به", "با", "بیش از",
    "حدود", "درصد", "تومان", "دلار", "هکتار", "نفر", "دستگاه", "سال", "مترمکعب", "در", "ثانیه",
    "روز", "طرح", "عمرانی", "صادرات", "جمعیت", "می\u200cرسد", "شد", "(", ")", "،", ".", "\n", "را",
    "که", "گذشته", "نیم", "برابر", "سنت", "?", "رقم", "مبلغ", "نیز", "فراتر", "قیمت", "مورد", "واحد", "این",
    "می", "شود", "خواهد", "بخش", "افزایش", "ساله", "هر",
]  # fmt: skip
_COMPARATORS = {"=", ">", "<", ">=", "<=", "~", "range"}
_UNITS = {unit.name for entries in unit_reader()._units.values() for _, unit in entries} | {"count"}


def read(text: str) -> Document:
    document = Document(Article(text))
    for stage in (Sentences(), Numerals(), Quantities()):
        stage(document)
    return document


def check(document: Document) -> None:
    reached = 0
    for quantity in document.quantities:
        assert reached <= quantity.start < quantity.end <= len(document.text)
        reached = quantity.start
        assert 0 <= quantity.modifier_start <= quantity.start
        assert quantity.low <= quantity.high
        assert quantity.comparator in _COMPARATORS
        assert (quantity.comparator == "range") == (quantity.low != quantity.high)
        assert quantity.unit.split("/")[0] in _UNITS and quantity.dimension
        sentence = document.sentences[quantity.sentence]
        assert sentence.start <= quantity.start < sentence.end
        if quantity.object_start >= 0:
            assert 0 <= quantity.object_start < quantity.object_end <= len(document.text)
            assert quantity.object


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_any_order_of_words(words: list[str]) -> None:
    check(read(" ".join(words)))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="۰۱۹ هزارمیلیوندکش٪%(),.،؛:\n\u200cو", max_size=80))
def test_any_letters(text: str) -> None:
    check(read(text))


@settings(max_examples=100, deadline=None)
@given(
    st.integers(2, 999), st.sampled_from(sorted({"تومان", "هکتار", "درصد", "کیلومتر", "مگاوات", "خانوار"}))
)
def test_a_measure_is_found_with_its_value(value: int, unit: str) -> None:
    (quantity,) = read(f"اعتبار طرح به {value} {unit} رسید.").quantities
    assert quantity.low == quantity.high == value
    assert unit_reader().read(f"{unit}  ", 0) is not None


def test_time_is_linear(assert_linear: Callable[..., None]) -> None:
    def prepare(text: str) -> Document:
        document = Document(Article(text))
        Sentences()(document)
        Numerals()(document)
        return document

    assert_linear(Quantities(), lambda count: "طرح با ۵ نفر و ۲ درصد به ۳ دستگاه " * count, 300, prepare)


def test_kinds_are_used() -> None:
    kinds = {unit.kind for entries in unit_reader()._units.values() for _, unit in entries}
    assert kinds == set(UnitKind)
