"""Records for tests, plain as they come from a run."""

from __future__ import annotations

from pipeline.record import PlainRecord


def record(doc_id: str, value: float = 3) -> PlainRecord:
    """A record with something in every part; value: its one figure."""
    span = {"start": 0, "end": 4, "text": "قزوی"}
    period = {
        "jalali_start": "1402-01-01",
        "jalali_end": "1402-12-29",
        "gregorian_start": "2023-03-21",
        "gregorian_end": "2024-03-19",
        "precision": "year",
        "start": None,
        "end": None,
        "text": None,
    }
    measure = {"low": value, "high": value, "comparator": "=", "unit": "tonne"}
    return {
        "schema_version": "1",
        "doc_id": doc_id,
        "source": None,
        "title": f"تیتر {doc_id}",
        "agency": {"name": "ایسنا", **span},
        "published": {"jalali": "1402-02-11", "gregorian": "2023-05-01", "origin": "text", **span},
        "reference": {"jalali": "1402-02", "origin": "inferred"},
        "officials": [
            {
                "id": "o1",
                "name": None,
                "positions": [
                    {
                        "title": "استاندار قزوین",
                        "role": "استاندار",
                        "organization": "استانداری قزوین",
                        "province": "IR-26",
                        "former": False,
                        "acting": True,
                    }
                ],
                "mentions": [{**span, "kind": "title"}],
            }
        ],
        "provinces": [
            {"iso": "IR-26", "name": "قزوین", "name_en": "Qazvin", "mentions": [{**span, "via": "name"}]}
        ],
        "quantities": [
            {
                "id": "q1",
                **span,
                **measure,
                "dimension": "mass",
                "object": None,
                "period": period,
                "speaker": "o1",
                "sentence": span,
            }
        ],
        "targets": [
            {
                "id": "t1",
                "kind": "numeric",
                "evidence": {**span, "rule": "rule"},
                "metric": "تولید",
                "value": {"quantity": "q1", **measure},
                "change": None,
                "baseline": None,
                "direction": "reach",
                "period": period,
                "provinces": ["IR-26"],
                "organization": None,
                "speaker": "o1",
            }
        ],
        "warnings": ["نامعلوم"],
    }


def empty_record(doc_id: str) -> PlainRecord:
    """A record of an article in which nothing was found."""
    return {
        "schema_version": "1",
        "doc_id": doc_id,
        **dict.fromkeys(("source", "title", "agency", "published", "reference")),
        **{name: [] for name in ("officials", "provinces", "quantities", "targets", "warnings")},
    }
