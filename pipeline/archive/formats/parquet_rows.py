"""Parquet: a row is an article; read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.archive.encodings import decode
from pipeline.archive.entries import Entry, Reading, Unreadable
from pipeline.archive.errors import Damaged, reason
from pipeline.archive.formats.content import Content, Options
from pipeline.archive.formats.fields import check_fields, json_row, wanted_fields
from pipeline.archive.streams import BUFFER, ENTRY_LIMIT, TooLong, with_random_access
from pipeline.article import ArticleError

# Few, for a text that stands in the file once may stand in all of them.
_ROWS_AT_ONCE = 32


def parquet_rows(content: Content, options: Options) -> Iterator[Entry | Unreadable]:
    """A group of rows that is broken is one Unreadable; the groups behind it are read."""
    file = _opened(with_random_access(content.stream))
    names = file.schema_arrow.names
    check_fields(names, options.reading, "column")
    columns = [name for name in wanted_fields(options.reading) if name in names]
    number = 0
    for group in range(file.metadata.num_row_groups):
        end = number + file.metadata.row_group(group).num_rows
        try:
            for batch in file.iter_batches(
                _ROWS_AT_ONCE, row_groups=[group], columns=columns, use_threads=False
            ):
                for row in _rows(batch):
                    number += 1
                    yield _entry(f"{content.place}, row {number}", row, options.reading)
        except GeneratorExit:
            raise
        except Exception as error:  # whatever Arrow finds wrong
            rows = f"row {number + 1}" if number + 1 >= end else f"rows {number + 1} to {end}"
            yield Unreadable(f"{content.place}, {rows}", f"broken Parquet data: {reason(error)}")
        number = end


def row_count(stream: Any) -> int:
    """How many rows a Parquet file says it has. Raises Damaged."""
    return int(_opened(stream).metadata.num_rows)


def _opened(stream: Any) -> Any:
    import pyarrow.parquet

    try:
        # Otherwise whole columns of a group of rows are taken in at once.
        return pyarrow.parquet.ParquetFile(stream, buffer_size=BUFFER * 8, pre_buffer=False)
    except Exception as error:
        raise Damaged(f"broken Parquet data: {reason(error)}") from None


def _rows(batch: Any) -> Iterator[dict[str, object]]:
    """Rows as plain values; an exception in place of one that Python cannot hold."""
    names = batch.schema.names
    for row in zip(*map(_values, batch.columns), strict=True):
        yield dict(zip(names, row, strict=True))


def _values(column: Any) -> list[object]:
    import pyarrow

    if pyarrow.types.is_timestamp(column.type):  # Python has no nanoseconds
        column = column.cast(pyarrow.timestamp("us", column.type.tz), safe=False)
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError):
        return [_value(cell) for cell in column]


def _value(cell: Any) -> object:
    try:
        return cell.as_py()
    except (ValueError, OverflowError) as error:  # not UTF-8, or a date beyond the calendar
        return Damaged(reason(error))


def _entry(place: str, row: dict[str, object], reading: Reading) -> Entry | Unreadable:
    try:
        for name, value in row.items():
            if isinstance(value, Damaged):
                raise value
            if isinstance(value, str | bytes) and len(value) > ENTRY_LIMIT:
                raise TooLong
            if isinstance(value, bytes):
                row[name] = decode(value, reading.encoding)
    except (ArticleError, Damaged) as error:
        return Unreadable(place, str(error))
    return Entry(place, "json", json_row(row))
