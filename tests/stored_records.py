"""What a destination holds, as records again: from files of records, and from flat tables put together."""

from __future__ import annotations

import csv
import gzip
import io
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from pipeline.record import PlainRecord
from pipeline.sinks.arrow import record_type
from pipeline.sinks.tables import DOC_ID, NUMBER, Column, Table, tables

Rows = list[dict[str, Any]]


def stored_records(address: str) -> list[PlainRecord]:
    """The records of a destination, in the order of its files, or by id where it has none."""
    path = Path(address)
    if ".jsonl" in path.name:
        return stored_lines(path)
    if path.name == "*.parquet":
        return [record for part in sorted(path.parent.glob("*.parquet")) for record in _parquet_records(part)]
    return assembled(stored_tables(address))


def stored_tables(address: str) -> dict[str, Rows]:
    """The rows of each flat table, as they lie there."""
    return {table.name: list(_rows(address, table)) for table in tables()}


def query(address: str, statement: str) -> list[tuple[Any, ...]]:
    """The rows of a query to one of the databases."""
    if "://" in address:
        parts = urlsplit(address)
        schema = parse_qs(parts.query).get("schema", ["public"])[0]
        with psycopg.connect(parts._replace(query="").geturl()) as connection:
            connection.execute(f'SET search_path TO "{schema}"')
            return connection.execute(statement.encode()).fetchall()
    if address.endswith(".duckdb"):
        with duckdb.connect(address, read_only=True) as connection:
            return connection.execute(statement).fetchall()
    with sqlite3.connect(address) as connection:
        found = connection.execute(statement).fetchall()
    connection.close()
    return found


def stored_lines(path: Path) -> list[PlainRecord]:
    """The records of a JSONL file, compressed or not."""
    import json

    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    elif path.suffix == ".zst":
        reader = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(content), read_across_frames=True)
        content = reader.read()
    return [json.loads(line) for line in content.decode().splitlines()]


def assembled(rows: dict[str, Rows]) -> list[PlainRecord]:
    """Records from the rows of the flat tables: each in its place in the record's lists."""
    by_table = {table.name: table for table in tables()}
    articles = by_table.pop("articles")
    records = {}
    for row in sorted(rows["articles"], key=lambda row: row[DOC_ID]):
        record = _item(articles, row, record_type())
        for table in by_table.values():
            if len(table.path) == 1:
                record[table.path[0]] = []
        records[row[DOC_ID]] = record
    for table in by_table.values():
        for row in sorted(rows[table.name], key=lambda row: row[NUMBER]):
            owner = records[row[DOC_ID]]
            if table.owner is not None:
                column, known_by = table.owner
                owner = next(part for part in owner[table.path[0]] if part[known_by] == row[column])
            item = _item(table, row, _item_type(table))
            items = owner.setdefault(table.path[-1], [])
            items.append(item)
            assert len(items) == row[NUMBER]
    for record in records.values():
        for table in by_table.values():  # lists without items have no rows
            if len(table.path) == 2:
                for part in record[table.path[0]]:
                    part.setdefault(table.path[1], [])
    return list(records.values())


def nested_records(batch: pa.RecordBatch) -> list[PlainRecord]:
    """The records of a nested batch as plain dicts again, whole values as whole numbers."""
    return [_whole(record) for record in batch.column("record").to_pylist()]


def _whole(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, list):
        return [_whole(part) for part in value]
    if isinstance(value, dict):
        return {name: _whole(part) for name, part in value.items()}
    return value


def _item(table: Table, row: dict[str, Any], kind: pa.DataType) -> Any:
    if not pa.types.is_struct(kind):
        return row[table.columns[-1].name]
    return _part(table.columns, row, (), kind)


def _part(columns: tuple[Column, ...], row: dict[str, Any], path: tuple[str, ...], kind: pa.DataType) -> Any:
    made: dict[str, Any] = {}
    for field in kind:
        here = (*path, field.name)
        if pa.types.is_struct(field.type):
            made[field.name] = _part(columns, row, here, field.type)
        elif not pa.types.is_list(field.type):
            column = next(column for column in columns if column.path == here)
            made[field.name] = _value(row[column.name], column)
    return made if not path or any(value is not None for value in made.values()) else None


def _value(value: Any, column: Column) -> Any:
    if value is None:
        return None
    if column.kind == "real":
        return _whole(float(value))
    if column.kind == "boolean":
        return bool(value)
    return value.isoformat() if isinstance(value, date) else value


def _item_type(table: Table) -> pa.DataType:
    kind: pa.DataType = record_type()
    for name in table.path:
        kind = kind.field(name).type.value_type
    return kind


def _rows(address: str, table: Table) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    path = Path(address)
    if address.endswith("/"):
        yield from pq.read_table(path / f"{table.name}.parquet").to_pylist()
    elif path.name == "*.csv":
        yield from _csv_rows(path.parent / f"{table.name}.csv", table)
    else:
        for row in query(address, f"SELECT {', '.join(names)} FROM {table.name}"):
            yield dict(zip(names, row, strict=True))


def _csv_rows(path: Path, table: Table) -> Iterator[dict[str, Any]]:
    """By Python's reader, which does not tell an empty text from none: that is left to another test."""
    read = {"integer": int, "real": float, "boolean": lambda text: text == "true"}
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                column.name: None
                if row[column.name] == "" and not column.required
                else read.get(column.kind, str)(row[column.name])
                for column in table.columns
            }


def _parquet_records(path: Path) -> list[PlainRecord]:
    table = pq.read_table(path)
    structs = pa.StructArray.from_arrays(
        [column.combine_chunks() for column in table.columns], names=table.column_names
    )
    return nested_records(pa.RecordBatch.from_arrays([structs], ["record"]))
