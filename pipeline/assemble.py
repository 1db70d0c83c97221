"""Document -> Record: spans back to the raw text, ids given, references by id, validated once."""

from typing import Any

from pipeline.document import DateMention, Document, Official, Period, Quantity, SentenceKind, Target
from pipeline.gazetteer import PROVINCES
from pipeline.record import Record
from pipeline.text.polish import polish


def assemble(document: Document) -> Record:
    """Build the record of a document whose stages have run."""
    return _Assembly(document).record()


class _Assembly:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.officials = {id(o): f"o{i}" for i, o in enumerate(document.officials, 1)}
        self.quantities = {id(q): f"q{i}" for i, q in enumerate(document.quantities, 1)}

    def record(self) -> Record:
        document, article = self.document, self.document.article
        agency, published, reference = document.agency, document.published, document.reference
        return Record.model_validate(
            {
                "doc_id": article.doc_id,
                "source": article.source,
                "title": self.title(),
                "agency": agency and {"name": agency.name, **self.span(agency.start, agency.end)},
                "published": published
                and {
                    "jalali": published.jalali,
                    "gregorian": published.gregorian,
                    "origin": published.origin,
                    **self.optional_span(published.start, published.end),
                },
                "reference": reference and {"jalali": reference.jalali, "origin": reference.origin},
                "officials": [self.official(o) for o in document.officials],
                "provinces": self.provinces(),
                "quantities": [self.quantity(q) for q in document.quantities],
                "targets": [self.target(t, n) for n, t in enumerate(document.targets, 1)],
                "warnings": document.warnings,
            }
        )

    def span(self, start: int, end: int) -> dict[str, Any]:
        raw_start, raw_end = self.document.raw_span(start, end)
        return {"start": raw_start, "end": raw_end, "text": self.document.raw[raw_start:raw_end]}

    def optional_span(self, start: int | None, end: int | None) -> dict[str, Any]:
        return {} if start is None or end is None else self.span(start, end)

    def title(self) -> str | None:
        if self.document.article.title:
            return self.document.article.title
        headlines = [s for s in self.document.sentences if s.kind is SentenceKind.HEADLINE]
        if not headlines:
            return None
        return polish(self.document.raw_text(headlines[0].start, headlines[-1].end))

    def period(self, period: Period | None, mention: DateMention | None) -> dict[str, Any] | None:
        if period is None:
            return None
        fields: dict[str, Any] = {
            "jalali_start": period.jalali_start,
            "jalali_end": period.jalali_end,
            "gregorian_start": period.gregorian_start,
            "gregorian_end": period.gregorian_end,
            "precision": period.precision,
        }
        if mention is not None:
            fields |= self.span(mention.start, mention.end)
        return fields

    def official(self, official: Official) -> dict[str, Any]:
        return {
            "id": self.officials[id(official)],
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
            "mentions": [{"kind": m.kind, **self.span(m.start, m.end)} for m in official.mentions],
        }

    def provinces(self) -> list[dict[str, Any]]:
        mentions: dict[str, list[dict[str, Any]]] = {}
        for place in self.document.places:
            if place.certain:
                mentions.setdefault(place.iso, []).append(
                    {"via": place.via, **self.span(place.start, place.end)}
                )
        return [
            {"iso": iso, "name": PROVINCES[iso].name, "name_en": PROVINCES[iso].name_en, "mentions": found}
            for iso, found in mentions.items()
        ]

    def quantity(self, quantity: Quantity) -> dict[str, Any]:
        sentence = self.document.sentences[quantity.sentence]
        return {
            "id": self.quantities[id(quantity)],
            **self.span(quantity.start, quantity.end),
            "low": quantity.low,
            "high": quantity.high,
            "comparator": quantity.comparator,
            "unit": quantity.unit,
            "dimension": quantity.dimension,
            "object": quantity.object or None,
            "period": self.period(quantity.period, quantity.period_mention),
            "speaker": self.speaker(quantity.speaker),
            "sentence": self.span(sentence.start, sentence.end),
        }

    def speaker(self, official: Official | None) -> str | None:
        return None if official is None else self.officials[id(official)]

    def measure(self, quantity: Quantity | None) -> dict[str, Any] | None:
        if quantity is None:
            return None
        return {
            "quantity": self.quantities[id(quantity)],
            "low": quantity.low,
            "high": quantity.high,
            "comparator": quantity.comparator,
            "unit": quantity.unit,
        }

    def target(self, target: Target, number: int) -> dict[str, Any]:
        return {
            "id": f"t{number}",
            "kind": target.kind,
            "evidence": {"rule": target.rule, **self.span(target.start, target.end)},
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
