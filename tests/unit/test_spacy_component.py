"""khabarkav inside spaCy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline.spacy_component  # noqa: F401  registers the component also where the package is not installed
from pipeline import Pipeline

TEXT = (
    "به گزارش ایسنا، رضا کویرنیا، استاندار یزد گفت: صادرات استان تا پایان سال ۱۴۰۲ به ۳ میلیارد دلار می‌رسد."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("fa")
    nlp.add_pipe("khabarkav")
    return nlp


def test_doc_is_filled(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc._.record.officials == Pipeline()(TEXT).officials
    assert ("رضا کویرنیا", "PERSON") in [(span.text, span.label_) for span in doc.ents]
    items = {(span.label_, span.id_, span.text) for span in doc.spans["khabarkav"]}
    assert ("OFFICIAL", "o1", "رضا کویرنیا") in items and ("QUANTITY", "q1", "۳ میلیارد دلار") in items


def test_people_of_a_place_are_no_place(nlp: Language) -> None:
    doc = nlp("دیروز اهوازی‌ها در یزد ۲۰۰ درخت کاشتند.")
    assert {province.iso for province in doc._.record.provinces} == {"IR-06", "IR-21"}
    assert [span.text for span in doc.ents if span.label_ == "LOC"] == ["یزد"]


def test_doc_round_trip(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.record == doc._.record
    assert [span.text for span in again.spans["khabarkav"]] == [span.text for span in doc.spans["khabarkav"]]


def test_pipeline_round_trip(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(TEXT)._.record == nlp(TEXT)._.record


def test_two_processes(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT] * 4, n_process=2, batch_size=2))
    assert [doc._.record for doc in docs] == [nlp(TEXT)._.record] * 4


def test_published(nlp: Language) -> None:
    doc = nlp.make_doc("استاندار یزد گفت: امسال ۲۰۰ کلاس ساخته می‌شود.")
    doc._.published = "2019-05-01"
    assert nlp(doc)._.record.published.gregorian == "2019-05-01"


def test_doc_without_the_component() -> None:
    assert spacy.blank("fa")(TEXT)._.record is None


@pytest.mark.parametrize("text", ["", "no Persian", "😀 ۳ میلیارد دلار\r\n"])
def test_odd_texts(nlp: Language, text: str) -> None:
    assert nlp(text)._.record is not None


def test_other_spacy_pipeline(tmp_path: Path) -> None:
    other = spacy.blank("fa")
    other.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "رضا کویرنیا"}])
    other.to_disk(tmp_path)
    text = "🙂 امروز  رضا کویرنیا به یزد رفت."
    document = Pipeline(ner="always", ner_model=str(tmp_path)).read(text)
    assert [document.text[e.start : e.end] for e in document.entities] == ["رضا کویرنیا"]


def test_entry_point() -> None:
    """spaCy finds the component without an import, where khabarkav is installed."""
    script = "import spacy; spacy.blank('fa').add_pipe('khabarkav')"
    subprocess.run([sys.executable, "-c", script], check=True)
