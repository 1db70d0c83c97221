"""Document -> record: spans back to the raw text, ids given in text order, references by id.

This runs for every article: plain dicts are built, then checked once (`pipeline.record.check`); parts that
many quantities share (their sentence, the year they hold for) are made once.
"""

from __future__ import annotations

from itertools import dropwhile, takewhile
from operator import attrgetter
from typing import Any

from pipeline import document as found
from pipeline.document import Document, SentenceKind
from pipeline.places.gazetteer import PROVINCES
from pipeline.record import SCHEMA_VERSION, PlainRecord
from pipeline.text.polish import polish

_by_place = attrgetter("start", "end")
_EXACT = 2.0**53  # floats beyond this are no exact whole numbers any more


def assemble(document: Document) -> PlainRecord:
    """The record, in plain dicts with every field, of a document whose stages have run."""
    return _Assembly(document).record()


class _Assembly:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.raw = document.raw
        self.offsets = document.folded.offsets
        self.officials = sorted(document.officials, key=_first_mention)
        self.targets = sorted(document.targets, key=_target_place)
        self.official_ids = {id(o): f"o{n}" for n, o in enumerate(self.officials, 1)}
        self.quantity_ids: dict[int, str] = {}
        self.periods: dict[tuple[int, int], dict[str, Any]] = {}

    def record(self) -> PlainRecord:
        document, article = self.document, self.document.article
        published, reference = document.published, document.reference
        return {
            "schema_version": SCHEMA_VERSION,
            "doc_id": article.doc_id,
            "source": article.source,
            "title": self.title(),
            "agency": self.agency(),
            "published": published and self.published(published),
            "reference": reference and {"jalali": reference.jalali, "origin": reference.origin},
            "officials": [self.official(o) for o in self.officials],
            "provinces": self.provinces(),
            "quantities": self.quantities(),
            "targets": [self.target(t, n) for n, t in enumerate(self.targets, 1)],
            "warnings": document.warnings,
        }

    def span(self, start: int, end: int) -> dict[str, Any]:
        offsets = self.offsets
        raw_start = offsets[start]
        raw_end = offsets[end - 1] + 1 if end > start else raw_start
        return {"start": raw_start, "end": raw_end, "text": self.raw[raw_start:raw_end]}

    def title(self) -> str | None:
        if self.document.article.title:
            return self.document.article.title
        # The headline may take several lines; a repeated line and later subheads are no part of it.
        lines: dict[int, tuple[int, int]] = {}
        news = dropwhile(lambda s: s.kind is SentenceKind.RESIDUE, self.document.sentences)
        for sentence in takewhile(lambda s: s.kind is SentenceKind.HEADLINE, news):
            start, _ = lines.get(sentence.paragraph, (sentence.start, 0))
            lines[sentence.paragraph] = (start, sentence.end)
        texts = dict.fromkeys(polish(self.document.raw_text(start, end)) for start, end in lines.values())
        return " ".join(texts) or None

    def place(self, start: int | None, end: int | None) -> dict[str, Any]:
        """A span that may be missing."""
        if start is None or end is None:
            return {"start": None, "end": None, "text": None}
        return self.span(start, end)

    def agency(self) -> dict[str, Any] | None:
        named, known = self.document.agency, self.document.article.agency
        if named is not None:
            return {"name": named.name, **self.span(named.start, named.end)}
        return {"name": known, **self.place(None, None)} if known else None

    def published(self, published: found.PublishedDate) -> dict[str, Any]:
        return {
            "jalali": published.jalali,
            "gregorian": published.gregorian,
            "origin": published.origin,
            **self.place(published.start, published.end),
        }

    def period(self, period: found.Period | None, mention: found.DateMention | None) -> dict[str, Any] | None:
        if period is None:
            return None
        key = (id(period), id(mention))
        made = self.periods.get(key)
        if made is None:
            place = self.place(None, None) if mention is None else self.span(mention.start, mention.end)
            made = self.periods[key] = {
                "jalali_start": period.jalali_start,
                "jalali_end": period.jalali_end,
                "gregorian_start": period.gregorian_start,
                "gregorian_end": period.gregorian_end,
                "precision": period.precision,
                **place,
            }
        return made

    def official(self, official: found.Official) -> dict[str, Any]:
        return {
            "id": self.official_ids[id(official)],
            "name": official.name,
            "positions": [
                {
                    "title": p.title,
                    "role": p.role,
                    "organization": p.organization,
                    "province": p.province,
                    "former": p.former,
                    "acting": p.acting,
                }
                for p in official.positions
            ],
            "mentions": [
                self.span(m.start, m.end) | {"kind": m.kind} for m in sorted(official.mentions, key=_by_place)
            ],
        }

    def provinces(self) -> list[dict[str, Any]]:
        mentions: dict[str, list[dict[str, Any]]] = {}
        for place in sorted(self.document.places, key=_by_place):
            if place.certain:
                mention = {**self.span(place.start, place.end), "via": place.via}
                mentions.setdefault(place.iso, []).append(mention)
        return [
            {"iso": iso, "name": PROVINCES[iso].name, "name_en": PROVINCES[iso].name_en, "mentions": places}
            for iso, places in mentions.items()
        ]

    def quantities(self) -> list[dict[str, Any]]:
        """By far the most of a record. Afterwards their ids are known, which targets refer to."""
        raw, offsets, sentences = self.raw, self.offsets, self.document.sentences
        official_ids, quantity_ids = self.official_ids, self.quantity_ids
        made: list[dict[str, Any]] = []
        sentence_number, sentence = -1, {}
        for number, quantity in enumerate(sorted(self.document.quantities, key=_by_place), 1):
            quantity_ids[id(quantity)] = name = f"q{number}"
            start, end = offsets[quantity.start], offsets[quantity.end - 1] + 1
            if quantity.sentence != sentence_number:
                sentence_number = quantity.sentence
                sentence = self.span(sentences[sentence_number].start, sentences[sentence_number].end)
            if sentence["end"] < end:  # a unit in the next line of hard-wrapped text
                sentence = self.span(sentences[sentence_number].start, quantity.end)
            low, high, speaker, period = quantity.low, quantity.high, quantity.speaker, quantity.period
            value = _value(low)
            made.append(
                {
                    "id": name,
                    "start": start,
                    "end": end,
                    "text": raw[start:end],
                    "low": value,
                    "high": value if high == low else _value(high),
                    "comparator": quantity.comparator,
                    "unit": quantity.unit,
                    "dimension": quantity.dimension,
                    "object": quantity.object or None,
                    "period": period and self.period(period, quantity.period_mention),
                    "speaker": speaker and official_ids[id(speaker)],
                    "sentence": sentence,
                }
            )
        return made

    def speaker(self, official: found.Official | None) -> str | None:
        return None if official is None else self.official_ids[id(official)]

    def measure(self, quantity: found.Quantity | None) -> dict[str, Any] | None:
        if quantity is None:
            return None
        return {
            "quantity": self.quantity_ids[id(quantity)],
            "low": _value(quantity.low),
            "high": _value(quantity.high),
            "comparator": quantity.comparator,
            "unit": quantity.unit,
        }

    def target(self, target: found.Target, number: int) -> dict[str, Any]:
        return {
            "id": f"t{number}",
            "kind": target.kind,
            "evidence": {**self.span(target.start, target.end), "rule": target.rule},
            "metric": target.metric,
            "value": self.measure(target.value),
            "change": self.measure(target.change),
            "baseline": self.measure(target.baseline),
            "direction": target.direction,
            "period": self.period(target.period, target.period_mention),
            "provinces": target.provinces,
            "organization": target.organization,
            "speaker": self.speaker(target.speaker),
        }


def _value(value: float) -> float:
    """A whole value as a whole number, so that JSON says 800 and not 800.0."""
    return int(value) if -_EXACT < value < _EXACT and value == int(value) else float(value)


def _first_mention(official: found.Official) -> int:
    return min((mention.start for mention in official.mentions), default=0)


def _target_place(target: found.Target) -> tuple[int, int]:
    """By the goal's number, for several goals may stand in one clause."""
    number = target.value or target.change
    return (target.start if number is None else number.start, target.end)
