"""Dates and periods: the rules' own examples, and tests/specs/dates.yaml."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.article import Article
from pipeline.dates import parse_published
from pipeline.dates.governing import Governor, PeriodsFile, clues
from pipeline.dates.grammar import grammar
from pipeline.dates.vocabulary import table_parts
from pipeline.document import DateMention, Document
from pipeline.rulebook.loading import load_rules
from pipeline.rulebook.patterns import compile_pattern
from pipeline.stages.dates import Dates
from pipeline.stages.numerals import Numerals
from pipeline.stages.sentences import Sentences
from pipeline.text.folding import fold

SPECS = yaml.safe_load((Path(__file__).parents[1] / "specs" / "dates.yaml").read_text(encoding="utf-8"))
PHRASES = [
    pytest.param(rule.id, phrase, expected, id=f"{rule.id}: {phrase}")
    for rule in grammar().file.rules
    for phrases, expected in ((rule.examples, True), (rule.counterexamples, False))
    for phrase in phrases
]
CLUES = [
    pytest.param(rule.id, phrase, expected, id=f"{rule.id}: {phrase}")
    for rule in load_rules("periods", PeriodsFile).rules
    for phrases, expected in ((rule.examples, True), (rule.counterexamples, False))
    for phrase in phrases
]


def specs(section: str) -> list[Any]:
    return [pytest.param(spec, id=str(spec)[:90]) for spec in SPECS[section]]


def read(text: str, published: str | None = None) -> Document:
    document = Document(Article(text, published=None if published is None else date.fromisoformat(published)))
    for stage in (Sentences(), Numerals(), Dates()):
        stage(document)
    return document


@pytest.mark.parametrize(("rule", "phrase", "expected"), PHRASES)
def test_rules_match_their_examples(rule: str, phrase: str, expected: bool) -> None:
    assert (rule in {found.rule.id for found in grammar().find(fold(phrase).text)}) is expected


def test_the_number_before_a_trigger_is_found_in_its_examples_only() -> None:
    written = grammar().file.number_before
    compiled = compile_pattern(written.pattern, table_parts(grammar().file))
    for phrases, expected in ((written.examples, True), (written.counterexamples, False)):
        for phrase in phrases:
            assert bool(compiled.search(fold(f"|{phrase}|").text[1:-1])) is expected, phrase


@pytest.mark.parametrize(("rule", "phrase", "expected"), CLUES)
def test_period_rules_match_their_examples(rule: str, phrase: str, expected: bool) -> None:
    # Spaces at the edges count here: these patterns look at what lies between.
    folded = fold(f"|{phrase}|").text[1:-1]
    assert bool(clues()[rule].find(folded)) is expected


def mention_of(document: Document, phrase: str) -> DateMention:
    by_text = {document.raw_text(m.start, m.end): m for m in document.dates}
    assert phrase in by_text, f"found only {list(by_text)}"
    return by_text[phrase]


@pytest.mark.parametrize("spec", specs("periods"))
def test_periods(spec: dict[str, Any]) -> None:
    document = read(spec["text"], spec.get("published"))
    mention = mention_of(document, spec["phrase"])
    assert mention.resolved
    assert (mention.period.jalali_start, mention.period.jalali_end, mention.period.precision) == (
        spec["first"], spec["last"], spec["precision"],
    )  # fmt: skip
    assert mention.comparison is spec.get("comparison", False)


@pytest.mark.parametrize("text", SPECS["nothing"])
def test_no_dates(text: str) -> None:
    document = read(text, "2019-08-24")
    assert [document.raw_text(m.start, m.end) for m in document.dates] == []


@pytest.mark.parametrize("spec", specs("roles"))
def test_roles_of_numbers(spec: dict[str, Any]) -> None:
    document = read(spec["text"], "2019-08-24")
    assert document.numbers
    assert all((number.role == "date") is spec["date"] for number in document.numbers)


@pytest.mark.parametrize("spec", specs("published"))
def test_publication_date_of_the_text(spec: dict[str, Any]) -> None:
    published = read(spec["text"]).published
    assert (published and published.jalali) == spec["date"]
    assert published is None or published.origin == "text"


def test_metadata_goes_before_the_text() -> None:
    document = read("تیتر\nخرداد 3، 1395\nمتن خبر.", "2019-08-24")
    assert document.published is not None
    assert (document.published.jalali, document.published.origin) == ("1398-06-02", "metadata")


@pytest.mark.parametrize("spec", specs("reference"))
def test_reference_year(spec: dict[str, Any]) -> None:
    reference = read(spec["text"]).reference
    assert (reference and reference.jalali) == spec["year"]
    assert reference is None or reference.origin == "inferred"


@pytest.mark.parametrize("spec", specs("metadata"))
def test_metadata_strings(spec: dict[str, Any]) -> None:
    if spec["date"] is None:
        with pytest.raises(ValueError, match="not a publication date"):
            parse_published(spec["text"])
    else:
        assert parse_published(spec["text"]).isoformat() == spec["date"]


@pytest.mark.parametrize("spec", specs("governing"))
def test_governing_period(spec: dict[str, Any]) -> None:
    document = read(spec["text"])
    start = document.text.index(fold(spec["number"]).text)
    mention = Governor(document).mention_for(start, start + len(fold(spec["number"]).text))
    assert (mention and document.raw_text(mention.start, mention.end)) == spec["phrase"]


def test_open_expressions_say_so() -> None:
    document = read("امسال و سال گذشته کارخانه کار کرد.")
    assert [m.resolved for m in document.dates] == [False, False]
    assert all(m.period.jalali_start is None and m.period.gregorian_end is None for m in document.dates)
    assert len(document.warnings) == 1 and "2 relative date expressions" in document.warnings[0]
