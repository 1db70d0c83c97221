"""Document to record: raw spans, ids in text order, shared parts, whole numbers."""

from __future__ import annotations

import json

from pipeline import Article, Document, Pipeline
from pipeline.assemble import assemble
from pipeline.document import (
    DateMention,
    Mention,
    Number,
    Official,
    Period,
    PlaceMention,
    Position,
    PublishedDate,
    Quantity,
    Sentence,
    SentenceKind,
    Target,
)
from pipeline.record import PlainRecord, Record, check, plain_json

RAW = "تيتر\r\nوی گفت: ۲۰۰ كلاس و ۳۵۰  تخت در قم\u200f."


def document() -> Document:
    """A document as stages may leave it: things found in any order."""
    doc = Document(Article(RAW, "a1"))
    text = doc.text

    def place(phrase: str) -> tuple[int, int]:
        start = text.index(phrase)
        return start, start + len(phrase)

    line = text.index("\n")
    doc.sentences = [Sentence(0, line, 0, SentenceKind.HEADLINE), Sentence(line + 1, len(text), 1)]
    year = Period("1398-01-01", "1398-12-29", "2019-03-21", "2020-03-19", "year")
    mention = DateMention(*place("گفت"), period=year)
    speaker = Official("نادر کویری", None, [Position("مدیر", "مدیر", None, "IR-25", *place("وی"))])
    speaker.mentions = [Mention(*place("قم"), kind="title"), Mention(*place("وی"), kind="pronoun")]
    office = Official(
        None, None, [Position("استاندار قم", "استاندار", "استانداری قم", "IR-25", *place("قم"))]
    )
    office.mentions = [Mention(*place("قم"), kind="title")]
    beds, classes = (
        Quantity(
            *place(phrase), value, value, "=", "count", "count", 1, Number(0, 0, value, value), period=year
        )
        for phrase, value in (("350 تخت", 350.5), ("200 کلاس", 200.0))
    )
    classes.speaker, classes.period_mention = speaker, mention
    beds.period_mention = mention
    doc.officials = [office, speaker]
    doc.quantities = [beds, classes]
    doc.targets = [
        Target(*place("350 تخت"), rule="second", metric="تخت", change=beds),
        Target(*place("200 کلاس و 350 تخت"), rule="first", metric="کلاس", value=classes, speaker=speaker),
    ]
    doc.places = [
        PlaceMention(*place("قم"), iso="IR-25", via="name"),
        PlaceMention(*place("تخت"), iso="IR-07", via="place", certain=False),
    ]
    doc.published = PublishedDate("1398-02-11", "2019-05-01", "metadata")
    return doc


def assembled() -> PlainRecord:
    return check(assemble(document()))


def test_spans_are_those_of_the_raw_article() -> None:
    first, second = assembled()["quantities"]
    assert (first["text"], second["text"]) == ("۲۰۰ كلاس", "۳۵۰  تخت")
    for quantity in (first, second):
        assert RAW[quantity["start"] : quantity["end"]] == quantity["text"]
        assert quantity["sentence"]["text"] == RAW[6:]


def test_ids_are_in_text_order_whatever_the_order_of_finding() -> None:
    record = assembled()
    assert [(official["id"], official["name"]) for official in record["officials"]] == [
        ("o1", "نادر کویری"),
        ("o2", None),
    ]
    assert [mention["kind"] for mention in record["officials"][0]["mentions"]] == ["pronoun", "title"]
    assert [(target["id"], target["evidence"]["rule"]) for target in record["targets"]] == [
        ("t1", "first"),
        ("t2", "second"),
    ]


def test_references_are_by_id() -> None:
    record = assembled()
    assert record["quantities"][0]["speaker"] == record["targets"][0]["speaker"] == "o1"
    assert record["targets"][0]["value"]["quantity"] == "q1"
    assert record["targets"][1]["change"] == {
        "quantity": "q2",
        "low": 350.5,
        "high": 350.5,
        "comparator": "=",
        "unit": "count",
    }


def test_whole_values_are_whole_numbers() -> None:
    first, second = assembled()["quantities"]
    assert (json.dumps(first["low"]), json.dumps(second["low"])) == ("200", "350.5")


def test_periods_have_the_span_of_their_words_and_absent_spans_are_null() -> None:
    record = assembled()
    assert record["quantities"][0]["period"]["text"] == "گفت"
    assert record["targets"][0]["period"] is None
    assert record["published"]["start"] is None


def test_doubtful_places_are_left_out() -> None:
    assert [province["iso"] for province in assembled()["provinces"]] == ["IR-25"]


def test_the_title_is_the_callers_or_else_the_headline() -> None:
    assert assembled()["title"] == "تیتر"
    titled = document()
    titled.article = Article(RAW, "a1", title="تیتر دیگر")
    assert assemble(titled)["title"] == "تیتر دیگر"


def test_residue_above_the_headline_is_no_title() -> None:
    doc = document()
    desk, body = doc.sentences
    desk.kind, body.kind = SentenceKind.RESIDUE, SentenceKind.HEADLINE
    assert assemble(doc)["title"] == "وی گفت: ۲۰۰ کلاس و ۳۵۰ تخت در قم"


def test_assembling_twice_gives_the_same() -> None:
    doc = document()
    assert assemble(doc) == assemble(doc)


def test_plain_and_model_agree() -> None:
    assert Record.model_validate(assembled()).to_json() == plain_json(assembled())


def test_whole_numbers_are_whole_as_long_as_they_are_exact(pipeline: Pipeline) -> None:
    for text, low in (("۹ هزار میلیارد ریال", 9_000_000_000_000), ("۲۰ میلیون میلیارد ریال", 2e16)):
        (quantity,) = pipeline.plain(f"وزیر اقتصاد گفت: بودجه کشور {text} است.")["quantities"]
        assert quantity["low"] == low
        assert type(quantity["low"]) is type(low)
