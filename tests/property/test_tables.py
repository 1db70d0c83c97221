"""Records as Arrow and as flat tables, and back: nothing is lost."""

from __future__ import annotations

import json

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from record_strategies import TEXTS, plain_records
from stored_records import assembled, nested_records

from pipeline.record import PlainRecord
from pipeline.sinks import arrow
from pipeline.sinks.flatten import flat_tables
from pipeline.sinks.tables import tables

# A record takes some hundred draws.
fewer = settings(max_examples=settings.default.max_examples // 3)
RECORDS = st.lists(plain_records(), max_size=2, unique_by=lambda record: record["doc_id"])


def as_json(records: list[PlainRecord]) -> list[str]:
    """To compare by: 800 is not 800.0."""
    return [json.dumps(record, sort_keys=True) for record in records]


def rows_of(records: list[PlainRecord]) -> dict[str, list[dict[str, object]]]:
    flat = flat_tables(arrow.record_batch(records).column("record"))
    return {name: rows.to_pylist() for name, rows in flat.items()}


@fewer
@given(RECORDS)
def test_records_come_back_from_arrow(records: list[PlainRecord]) -> None:
    batch = arrow.record_batch(records)
    batch.validate(full=True)
    again = nested_records(batch)
    assert as_json(again) == as_json(records)


@fewer
@given(RECORDS)
def test_records_come_back_from_flat_tables(records: list[PlainRecord]) -> None:
    by_id = sorted(records, key=lambda record: record["doc_id"])
    assert as_json(assembled(rows_of(records))) == as_json(by_id)


@fewer
@given(RECORDS)
def test_keys_are_unique_references_hold_and_what_is_required_is_there(records: list[PlainRecord]) -> None:
    rows = rows_of(records)
    keys = {}
    for table in tables():
        keys[table.name] = [tuple(row[name] for name in table.key) for row in rows[table.name]]
        assert len(set(keys[table.name])) == len(keys[table.name])
        for row in rows[table.name]:
            assert all(row[column.name] is not None for column in table.columns if column.required)
            for reference in table.references:
                value = tuple(row[name] for name in reference.columns)
                assert None in value or value in keys[reference.table]


@fewer
@given(st.lists(plain_records(st.sampled_from(["a", "b"])), max_size=4))
def test_of_records_with_one_id_the_last_counts(records: list[PlainRecord]) -> None:
    last = {record["doc_id"]: record for record in records}
    assert assembled(rows_of(records)) == [last[doc_id] for doc_id in sorted(last)]


@fewer
@given(st.lists(plain_records(), min_size=3, max_size=4, unique_by=lambda record: record["doc_id"]))
def test_a_slice_of_a_batch_has_its_own_rows(records: list[PlainRecord]) -> None:
    part = arrow.record_batch(records).slice(1, 2)
    flat = flat_tables(part.column("record"))
    expected = sorted(records[1:3], key=lambda record: record["doc_id"])
    assert assembled({name: rows.to_pylist() for name, rows in flat.items()}) == expected


@given(TEXTS, TEXTS)
def test_nul_and_halves_of_pairs_become_replacement_characters(before: str, after: str) -> None:
    record = {
        "schema_version": "1",
        "doc_id": f"{before}\x00\ud800{after}",
        **dict.fromkeys(("source", "title", "agency", "published", "reference")),
        **{name: [] for name in ("officials", "provinces", "quantities", "targets")},
        "warnings": ["\udfff"],
    }
    batch = arrow.record_batch([record])
    assert batch.column("record")[0].as_py()["doc_id"] == f"{before}\x00\ufffd{after}"
    (article,) = rows_of([record])["articles"]
    assert article["doc_id"] == f"{before}\ufffd\ufffd{after}"


def test_every_field_of_the_record_is_in_a_table() -> None:
    def leaves(kind: pa.DataType, path: tuple[str, ...]) -> set[tuple[str, ...]]:
        found = set()
        for field in kind:
            if pa.types.is_list(field.type):
                continue
            inner = leaves(field.type, (*path, field.name)) if pa.types.is_struct(field.type) else set()
            found |= inner or {(*path, field.name)}
        return found

    def lists(kind: pa.DataType, path: tuple[str, ...]) -> set[tuple[str, ...]]:
        found = set()
        for field in kind:
            if pa.types.is_list(field.type):
                item = field.type.value_type
                found |= {(*path, field.name)} | (
                    lists(item, (*path, field.name)) if pa.types.is_struct(item) else set()
                )
        return found

    assert {table.path for table in tables()} == lists(arrow.record_type(), ()) | {()}
    for table in tables():
        kind = arrow.record_type()
        for name in table.path:
            kind = kind.field(name).type.value_type
        if pa.types.is_struct(kind):
            assert {column.path for column in table.columns if column.path} == leaves(kind, ())
