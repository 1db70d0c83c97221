"""Records for hypothesis and for writing by hand: whole, with odd values, with references that hold."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pipeline.record import PlainRecord, check

# NUL is left out: tables hold U+FFFD in its place, which a test of its own sees to.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12
) | st.sampled_from(
    [
        "",
        " ",
        "\\.",
        "a\n\\.\nb",
        "\\N",
        "NULL",
        "\t",
        "\r\n",
        '"',
        "'",
        ",",
        "می‌رود",
        "🙂",
        "\ufeff",
        "{}",
        "%s",
        "?",
    ]
)
OFFSETS = st.integers(0, 2**31 - 1)
VALUES = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False).map(
    lambda value: int(value) if value.is_integer() and abs(value) < 2**53 else value
)
DATES = st.dates().map(lambda day: day.isoformat())
ISO_CODES = [f"IR-{number:02}" for number in range(31)]
COMPARATORS = st.sampled_from(["=", ">", "<", ">=", "<=", "~", "range"])


def _span(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"start": OFFSETS, "end": OFFSETS, "text": TEXTS, **more})


def _optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


_PLACE = {"start": _optional(OFFSETS), "end": _optional(OFFSETS), "text": _optional(TEXTS)}
_PERIODS = st.fixed_dictionaries(
    {
        "jalali_start": _optional(DATES),
        "jalali_end": _optional(DATES),
        "gregorian_start": _optional(DATES),
        "gregorian_end": _optional(DATES),
        "precision": st.sampled_from(["day", "month", "season", "half", "year", "span"]),
        **_PLACE,
    }
)
_POSITIONS = st.fixed_dictionaries(
    {
        "title": TEXTS,
        "role": TEXTS,
        "organization": _optional(TEXTS),
        "province": _optional(st.sampled_from(ISO_CODES)),
        "former": st.booleans(),
        "acting": st.booleans(),
    }
)


@st.composite
def plain_records(draw: st.DrawFn, doc_ids: st.SearchStrategy[str] = TEXTS) -> PlainRecord:
    """Records in plain dicts, as `pipeline.record.check` takes them."""
    officials = [
        {
            "id": f"o{number}",
            "name": draw(_optional(TEXTS)),
            "positions": draw(st.lists(_POSITIONS, max_size=2)),
            "mentions": draw(st.lists(_span(kind=st.sampled_from(["name", "title", "pronoun"])), max_size=2)),
        }
        for number in range(1, draw(st.integers(0, 2)) + 1)
    ]
    speakers = st.sampled_from([None, *(official["id"] for official in officials)])
    provinces = [
        {
            "iso": iso,
            "name": draw(TEXTS),
            "name_en": draw(TEXTS),
            "mentions": draw(
                st.lists(_span(via=st.sampled_from(["name", "place", "organization"])), max_size=2)
            ),
        }
        for iso in draw(st.lists(st.sampled_from(ISO_CODES), max_size=2, unique=True))
    ]
    quantities = [
        {
            "id": f"q{number}",
            **draw(_span()),
            "low": draw(VALUES),
            "high": draw(VALUES),
            "comparator": draw(COMPARATORS),
            "unit": draw(TEXTS),
            "dimension": draw(TEXTS),
            "object": draw(_optional(TEXTS)),
            "period": draw(_optional(_PERIODS)),
            "speaker": draw(speakers),
            "sentence": draw(_span()),
        }
        for number in range(1, draw(st.integers(0, 2)) + 1)
    ]
    measures = st.none()
    if quantities:
        measures = _optional(
            st.fixed_dictionaries(
                {
                    "quantity": st.sampled_from([quantity["id"] for quantity in quantities]),
                    "low": VALUES,
                    "high": VALUES,
                    "comparator": COMPARATORS,
                    "unit": TEXTS,
                }
            )
        )
    targets = [
        {
            "id": f"t{number}",
            "kind": draw(st.sampled_from(["numeric", "qualitative"])),
            "evidence": draw(_span(rule=TEXTS)),
            "metric": draw(TEXTS),
            "value": draw(measures),
            "change": draw(measures),
            "baseline": draw(measures),
            "direction": draw(st.sampled_from(["increase", "decrease", "reach", "maintain"])),
            "period": draw(_optional(_PERIODS)),
            "provinces": draw(st.lists(st.sampled_from(ISO_CODES), max_size=2)),
            "organization": draw(_optional(TEXTS)),
            "speaker": draw(speakers),
        }
        for number in range(1, draw(st.integers(0, 2)) + 1)
    ]
    return check(
        {
            "schema_version": "1",
            "doc_id": draw(doc_ids),
            "source": draw(_optional(TEXTS)),
            "title": draw(_optional(TEXTS)),
            "agency": draw(_optional(_span(name=TEXTS))),
            "published": draw(
                _optional(
                    st.fixed_dictionaries(
                        {
                            "jalali": DATES,
                            "gregorian": DATES,
                            "origin": st.sampled_from(["metadata", "text"]),
                            **_PLACE,
                        }
                    )
                )
            ),
            "reference": draw(
                _optional(
                    st.fixed_dictionaries(
                        {
                            "jalali": st.sampled_from(["1398", "1398-02", "1398-02-03"]),
                            "origin": st.sampled_from(["metadata", "text", "inferred"]),
                        }
                    )
                )
            ),
            "officials": officials,
            "provinces": provinces,
            "quantities": quantities,
            "targets": targets,
            "warnings": draw(st.lists(TEXTS, max_size=2)),
        }
    )
