"""Nested records to flat tables, column by column: no row passes through Python."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.sinks.arrow import COMMENT
from pipeline.sinks.tables import DOC_ID, NUMBER, Column, Kind, Table, tables

_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int32(),
    "real": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a flat table."""
    return pa.schema(
        [
            pa.field(column.name, _TYPES[column.kind], not column.required, {COMMENT: column.comment})
            for column in table.columns
        ]
    )


def flat_tables(nested: pa.StructArray) -> dict[str, pa.Table]:
    """The rows of each table, in the order of the records. Of several records with one id the last counts.

    NUL characters, which PostgreSQL cannot hold and many readers of CSV neither, become U+FFFD.
    """
    nested = last_records(nested)
    return {table.name: _rows(table, nested) for table in tables()}


def last_records(nested: pa.StructArray) -> pa.StructArray:
    """Records without those whose id comes again later."""
    doc_ids = _text(pc.struct_field(nested, DOC_ID)).to_pylist()
    last = {doc_id: place for place, doc_id in enumerate(doc_ids)}
    if len(last) == len(doc_ids):
        return nested
    return nested.take(pa.array(sorted(last.values()), pa.int64()))


def without(rows: pa.Table, doc_ids: pa.Array) -> pa.Table:
    """Rows but those of these articles."""
    return rows.filter(pc.invert(pc.is_in(rows.column(DOC_ID), doc_ids)))


def _rows(table: Table, nested: pa.StructArray) -> pa.Table:
    given: dict[str, pa.Array] = {DOC_ID: pc.struct_field(nested, DOC_ID)}
    rows = nested
    for depth, name in enumerate(table.path):
        if depth and table.owner is not None:
            column, known_by = table.owner
            given[column] = pc.struct_field(rows, known_by)
        lists = pc.struct_field(rows, name)
        owners = pc.list_parent_indices(lists)
        given = {column: values.take(owners) for column, values in given.items()}
        given[NUMBER] = _numbers(lists, owners)
        rows = pc.list_flatten(lists)
    columns = [_column(column, rows, given) for column in table.columns]
    return pa.Table.from_arrays(columns, schema=arrow_schema(table))


def _column(column: Column, rows: pa.Array, given: dict[str, pa.Array]) -> pa.Array:
    if not column.path:
        values = given[column.name]
    elif pa.types.is_struct(rows.type):
        values = pc.struct_field(rows, list(column.path))
    else:
        values = rows
    if column.kind == "date":
        seconds = pc.strptime(values, "%Y-%m-%d", "s", error_is_null=True)
        return seconds.cast(pa.date32())
    return _text(values) if column.kind == "text" else values.cast(_TYPES[column.kind])


def _numbers(lists: pa.Array, owners: pa.Array) -> pa.Array:
    """The place of each item in its list, from 1."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    starts = np.concatenate(([0], np.cumsum(lengths)))[owners.to_numpy(zero_copy_only=False)]
    return pa.array(np.arange(1, len(owners) + 1) - starts, pa.int32())


def _text(values: pa.Array) -> pa.Array:
    return pc.replace_substring(values, "\x00", "\ufffd")
