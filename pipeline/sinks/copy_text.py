"""Rows as PostgreSQL's COPY reads them, column by column: no row passes through Python."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

_ESCAPES = (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))
_TEXT = pa.large_string()  # a shard may hold more than the 2 GiB of a string column
_NULL = "\\N"


def copy_text(rows: pa.Table) -> Iterator[memoryview]:
    """The rows in COPY's text format, in pieces."""
    for batch in rows.to_batches():
        columns = [_text(column) for column in batch.columns]
        columns[-1] = _joined([columns[-1], pa.scalar("", _TEXT)], "\n")
        lines = _joined(columns, "\t")
        # The values of an Arrow column lie one behind the other in memory: that is the text.
        end = memoryview(lines.buffers()[1]).cast("q")[len(lines)]
        yield memoryview(lines.buffers()[2])[:end]


def _text(column: pa.Array) -> pa.Array:
    if not pa.types.is_string(column.type):
        return column.cast(_TEXT)
    return reduce(lambda values, pair: pc.replace_substring(values, *pair), _ESCAPES, column).cast(_TEXT)


def _joined(columns: list[pa.Array | pa.Scalar], separator: str) -> pa.Array:
    return pc.binary_join_element_wise(
        *columns, pa.scalar(separator, _TEXT), null_handling="replace", null_replacement=_NULL
    )
