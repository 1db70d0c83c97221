"""The quantities stage: sentences with the quantities they hold, its rules' lists, and the units library."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import Article
from pipeline.document import Document, Quantity, Sentence, SentenceKind
from pipeline.lexicon import WordClass, word_classes
from pipeline.quantities.phrase_rules import phrase_rules
from pipeline.quantities.rules import quantity_rules
from pipeline.quantities.units import unit_reader
from pipeline.stages.dates import Dates
from pipeline.stages.numerals import Numerals
from pipeline.stages.places import Places
from pipeline.stages.quantities import Quantities
from pipeline.stages.sentences import Sentences
from pipeline.text.folding import fold
from pipeline.units import UnitError, convert, dimensionality

_SPECS = Path(__file__).parents[1] / "specs" / "quantities.yaml"
_CASES: list[dict[str, Any]] = yaml.safe_load(_SPECS.read_text(encoding="utf-8"))["cases"]


def read(text: str) -> Document:
    document = Document(Article(text))
    for stage in (Sentences(), Numerals(), Dates(), Quantities()):
        stage(document)
    return document


def shown(document: Document, quantity: Quantity) -> tuple[str, str, str, str]:
    """Span, comparator and unit, object: what of a quantity is compared as text."""
    span = document.raw_text(quantity.start, quantity.end)
    return span, quantity.comparator, quantity.unit, quantity.object


def expected(line: str) -> tuple[tuple[str, str, str, str], float, float]:
    span, value, name = (part.strip() for part in line.split("|"))
    figures, comparator, unit = value.split()
    low, _, high = figures.partition("..")
    return (span, comparator, unit, name), float(Fraction(low)), float(Fraction(high or low))


def test_a_number_glued_to_the_next_place_of_a_list_counts_nothing() -> None:
    document = Document(Article("آمار روز: خراسان جنوبی: ۱۲خراسان شمالی: ۵آذربایجان شرقی: ۷"))
    for stage in (Sentences(), Numerals(), Dates(), Places(), Quantities()):
        stage(document)
    assert document.quantities == []


@pytest.mark.parametrize("case", _CASES, ids=[case["text"] for case in _CASES])
def test_sentence(case: dict[str, Any]) -> None:
    document = read(case["text"])
    wanted = [expected(line) for line in case["quantities"]]
    assert [shown(document, quantity) for quantity in document.quantities] == [text for text, _, _ in wanted]
    for quantity, (_, low, high) in zip(document.quantities, wanted, strict=True):
        assert (quantity.low, quantity.high) == pytest.approx((low, high), rel=1e-9)


@pytest.mark.parametrize(
    ("clean", "damaged"),
    [
        ("تولید به ۳۰۰ هزار تن می‌رسد.", "توليد به 300هزارتن مي رسد."),
        ("اعتبار ۱۱ هزار و ۱۶۵ میلیارد ریال است.", "اعتبار 11هزارو 165ميلياردريال است."),
        ("دبی ۹ متر مکعب بر ثانیه بود.", "دبي ۹ مترمكعب برثانيه بود."),
        ("ظرفیت ۲۰ هزار بشکه‌ای دارد.", "ظرفيت ۲۰ هزار بشكهاي دارد."),
    ],
)
def test_damaged_spelling_gives_the_same(clean: str, damaged: str) -> None:
    first, second = read(clean).quantities, read(damaged).quantities
    assert [(q.low, q.unit, q.comparator) for q in first] == [(q.low, q.unit, q.comparator) for q in second]
    assert len(first) == 1


def test_modifier_begins_before_the_span() -> None:
    document = read("هزینه آن بیش از ۵ میلیارد تومان شد.")
    (quantity,) = document.quantities
    assert document.text[quantity.modifier_start : quantity.start] == "بیش از "


def test_residue_holds_no_quantities() -> None:
    document = Document(Article("۲۵ نظر ثبت شد"))
    document.sentences = [Sentence(0, len(document.text), 0, SentenceKind.RESIDUE)]
    Numerals()(document)
    Quantities()(document)
    assert document.numbers and not document.quantities


def test_where_people_are_does_not_say_who_they_are() -> None:
    text = "در نخستین دوره، یزد ۲۰ نفر و سمنان ۱۲ نفر را معرفی کرد. کارگران ۹ نفر بودند."
    document = Document(Article(text))
    for stage in (Sentences(), Numerals(), Dates(), Places(), Quantities()):
        stage(document)
    assert [quantity.object for quantity in document.quantities] == ["", "", "کارگران"]


def test_every_unit_is_known_to_the_units_library_and_has_one_dimension() -> None:
    examples: dict[str, str] = {}
    for entries in unit_reader()._units.values():
        for _, unit in entries:
            assert dimensionality(unit.name)
            if unit.dimension not in ("money", "data"):
                convert(1, unit.name, examples.setdefault(unit.dimension, unit.name))


def test_rate_is_known_to_the_units_library() -> None:
    document = read("پالایشگاه ۱۲۰ هزار بشکه در روز خوراک می‌گیرد.")
    assert convert(
        document.quantities[0].low, document.quantities[0].unit, "cubic_meter/day"
    ) == pytest.approx(19078.5, rel=1e-4)


def test_conversion() -> None:
    assert convert(2.5, "megawatt", "kilowatt") == pytest.approx(2500)
    assert convert(1, "IRT", "IRR") == pytest.approx(10)
    with pytest.raises(UnitError, match="USD"):
        convert(1, "USD", "IRR")
    with pytest.raises(UnitError, match="unknown unit"):
        dimensionality("parasang_of_old")


def test_lists_hold_folded_phrases() -> None:
    rules = quantity_rules()
    comparators = (*rules.comparators_before, *rules.comparators_after)
    for phrase in (*comparators, *rules.time_words_after, *rules.not_counted, *phrase_rules().event_nouns):
        assert phrase == fold(phrase).text.strip() != ""


@pytest.mark.parametrize(
    "word", ["میرسد", "رسید", "خواهد", "کردهاند", "نمیشود", "است", "می", "شده", "بپردازد"]
)
def test_verbs(word: str) -> None:
    assert word_classes()[word] in {
        WordClass.COPULA,
        WordClass.VERB,
        WordClass.LIGHT_VERB,
        WordClass.PARTICIPLE,
        WordClass.LIGHT_PARTICIPLE,
    }


@pytest.mark.parametrize(
    "word", ["ساخت", "پرداخت", "مردم", "کشت", "استان", "روند", "نهادهای", "بخشی", "شدید"]
)
def test_nouns_are_no_verbs(word: str) -> None:
    assert word not in word_classes()


def test_light_verbs_are_told_from_others() -> None:
    classes = word_classes()
    assert classes["شد"] is WordClass.LIGHT_VERB
    assert classes["رسید"] is WordClass.VERB
    assert classes["شده"] is WordClass.LIGHT_PARTICIPLE
    assert classes["برای"] is WordClass.PREPOSITION


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("کودکان", True), ("نویسندگان", True), ("کودک", False), ("آزاد", False), ("تهران", False)],
)
def test_plural_of_people(noun: str, plural: bool) -> None:
    assert unit_reader().are_people(noun) is plural
