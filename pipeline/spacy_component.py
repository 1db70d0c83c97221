"""khabarkav inside spaCy: `nlp.add_pipe("khabarkav")` on any pipeline, best a Persian one.

    import spacy
    nlp = spacy.blank("fa")
    nlp.add_pipe("khabarkav")
    doc = nlp("استاندار یزد گفت: …")
    doc._.record        the article's Record (set doc._.published before, where its date is known)
    doc.ents            PERSON, ORG, LOC, PERCENT, MONEY, QUANTITY
    doc.spans["khabarkav"]   the items of the record: OFFICIAL, TITLE, PROVINCE, AGENCY, QUANTITY, TARGET

spaCy finds the component through the package's entry points, so no import is needed. An item's edges move to
those of the tokens it touches; the exact places are in the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline import Pipeline
from pipeline.assemble import assemble
from pipeline.document import Document
from pipeline.record import PlainRecord, Record, check

SPANS_KEY = "khabarkav"
_USER_DATA = "khabarkav"  # plain values, so that docs can be stored and sent between processes
_ENTITY_OF_UNIT = {"percent": "PERCENT"}


def record_of(doc: Doc) -> Record | None:
    """The record of a doc that went through the component, else None."""
    plain = doc.user_data.get(_USER_DATA)
    return None if plain is None else Record.model_validate(plain)


if not Doc.has_extension("record"):
    Doc.set_extension("record", getter=record_of)
    Doc.set_extension("published", default=None)


@Language.factory(
    "khabarkav",
    assigns=["doc.ents", "doc.spans", "doc._.record"],
    default_config={"ner": "always", "ner_model": None, "published": None},
)
def make_khabarkav(
    nlp: Language, name: str, ner: str, ner_model: str | None, published: str | None
) -> Khabarkav:
    """ner, ner_model: as in `Pipeline`. published: the publication date of every text, where known."""
    return Khabarkav(ner, ner_model, published)


class Khabarkav:
    """The component."""

    def __init__(self, ner: str, ner_model: str | None, published: str | None) -> None:
        self._pipeline = Pipeline(ner=ner, ner_model=ner_model)
        self._published = published

    def __call__(self, doc: Doc) -> Doc:
        """Fill doc.ents, doc.spans and what doc._.record is made of."""
        document = self._pipeline.read(doc.text, published=doc._.published or self._published)
        record = check(assemble(document))
        doc.user_data[_USER_DATA] = record
        doc.spans[SPANS_KEY] = list(_items(doc, record))
        doc.ents = filter_spans([*_entities(doc, document, record), *doc.ents])
        return doc


def _items(doc: Doc, record: PlainRecord) -> Iterator[Span]:
    """Every item of a record with its place in the doc."""
    if record["agency"]:
        yield from _span(doc, record["agency"], "AGENCY")
    for official in record["officials"]:
        for mention in official["mentions"]:
            label = "TITLE" if mention["kind"] == "title" else "OFFICIAL"
            yield from _span(doc, mention, label, official["id"])
    for province in record["provinces"]:
        for mention in province["mentions"]:
            yield from _span(doc, mention, "PROVINCE", province["iso"])
    for quantity in record["quantities"]:
        yield from _span(doc, quantity, "QUANTITY", quantity["id"])
    for target in record["targets"]:
        yield from _span(doc, target["evidence"], "TARGET", target["id"])


def _entities(doc: Doc, document: Document, record: PlainRecord) -> Iterator[Span]:
    """Names by rules first, then by the model; amounts."""
    if record["agency"]:
        yield from _span(doc, record["agency"], "ORG")
    for official in record["officials"]:
        for mention in official["mentions"]:
            if mention["kind"] == "name":
                yield from _span(doc, mention, "PERSON")
    for entity in document.entities:
        start, end = document.raw_span(entity.start, entity.end)
        yield from _span(doc, {"start": start, "end": end}, entity.label)
    for province in record["provinces"]:
        for mention in province["mentions"]:
            inside_word = doc.text[mention["end"] : mention["end"] + 1].isalpha()  # «اهوازی‌ها»: people
            if mention["via"] != "organization" and not inside_word:
                yield from _span(doc, mention, "LOC")
    for quantity in record["quantities"]:
        label = "MONEY" if quantity["dimension"] == "money" else _ENTITY_OF_UNIT.get(quantity["unit"])
        yield from _span(doc, quantity, label or "QUANTITY")


def _span(doc: Doc, place: dict[str, Any], label: str, identity: str = "") -> Iterator[Span]:
    span = doc.char_span(place["start"], place["end"], label=label, span_id=identity, alignment_mode="expand")
    if span is not None:
        yield span
