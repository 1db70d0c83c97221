"""Parquet: a row is an article; read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.archive.encodings import decode
from pipeline.archive.entries import Entry, Reading, Unreadable
from pipeline.archive.errors import Damaged, reason
from pipeline.archive.formats.content import Content, Options
from pipeline.archive.formats.fields import check_fields, json_row, wanted_fields
from pipeline.archive.streams import ENTRY_LIMIT, TooLong, with_random_access
from pipeline.article import ArticleError

_BATCH_BYTES = 4 << 20
_BATCH_ROWS = 512


def parquet_rows(content: Content, options: Options) -> Iterator[Entry | Unreadable]:
    """A group of rows that is broken is one Unreadable; the groups behind it are read."""
    stream = with_random_access(content.stream)
    file = _opened(stream)
    check_fields(file.schema_arrow.names, options.reading, "column")
    wanted = [name for name in wanted_fields(options.reading) if name in file.schema_arrow.names]
    number = 0
    for group in range(file.metadata.num_row_groups):
        end = number + file.metadata.row_group(group).num_rows
        try:
            for batch in file.iter_batches(
                _batch_size(file, group), row_groups=[group], columns=wanted, use_threads=False
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
        # Strings as a dictionary: a long one that is repeated stands in memory once.
        file = pyarrow.parquet.ParquetFile(stream, buffer_size=1 << 20)
        strings = [
            file.schema_arrow.names[index]
            for index in range(len(file.schema_arrow.names))
            if str(file.schema_arrow.types[index]) in ("string", "large_string", "binary", "large_binary")
        ]
        return pyarrow.parquet.ParquetFile(stream, buffer_size=1 << 20, read_dictionary=strings)
    except Exception as error:
        raise Damaged(f"broken Parquet data: {reason(error)}") from None


def _batch_size(file: Any, group: int) -> int:
    metadata = file.metadata.row_group(group)
    size = max(metadata.total_byte_size // max(metadata.num_rows, 1), 1)
    return int(min(max(_BATCH_BYTES // size, 1), _BATCH_ROWS))


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    for row in zip(*batch.columns, strict=True):
        yield dict(zip(batch.schema.names, row, strict=True))


def _entry(place: str, row: dict[str, Any], reading: Reading) -> Entry | Unreadable:
    try:
        given = {name: _plain(cell, reading) for name, cell in row.items()}
    except (ArticleError, Damaged) as error:
        return Unreadable(place, str(error))
    return Entry(place, "json", json_row(given))


def _plain(cell: Any, reading: Reading) -> object:
    """A cell as JSON has it: dates as ISO dates, bytes decoded."""
    import pyarrow

    if pyarrow.types.is_timestamp(cell.type):
        cell = cell.cast(pyarrow.timestamp("us", cell.type.tz), safe=False)
    try:
        value = cell.as_py()
    except (ValueError, OverflowError) as error:  # not UTF-8, or a date beyond the calendar
        raise Damaged(reason(error)) from None
    if isinstance(value, str | bytes) and len(value) > ENTRY_LIMIT:
        raise TooLong
    if isinstance(value, bytes):
        return decode(value, reading.encoding)
    return value.isoformat() if hasattr(value, "isoformat") else value
