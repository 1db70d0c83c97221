"""Files of tables: Parquet and CSV, written in pieces and read again in pieces."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.archive.writing import sync

_GROUP = 8 << 20  # bytes that are written at once: a row group of Parquet


class FileFormat(ABC):
    """A format of files. suffix: what their names end in."""

    suffix: str

    @abstractmethod
    def writer(self, path: Path, schema: pa.Schema) -> Any:
        """Something with `write_table` and `close` that writes a file."""

    @abstractmethod
    def read(self, path: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """The rows of a file that `writer` wrote."""


class ParquetFormat(FileFormat):
    suffix = ".parquet"

    def writer(self, path: Path, schema: pa.Schema) -> Any:
        import pyarrow.parquet as pq

        return pq.ParquetWriter(str(path), schema, compression="zstd")

    def read(self, path: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        import pyarrow.parquet as pq

        with pq.ParquetFile(str(path)) as file:
            yield from file.iter_batches()


class CsvFormat(FileFormat):
    """UTF-8 with a header; every text stands in quotes, so that an empty one is told from none."""

    suffix = ".csv"

    def writer(self, path: Path, schema: pa.Schema) -> Any:
        import pyarrow.csv as csv

        return csv.CSVWriter(str(path), schema)

    def read(self, path: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        import pyarrow.csv as csv

        with csv.open_csv(
            str(path),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        ) as reader:
            yield from reader


class TableFiles:
    """New files in a folder, written side by side."""

    def __init__(self, folder: Path, form: FileFormat) -> None:
        self.folder = folder
        self.form = form
        self._writers: dict[str, _Writer] = {}

    def write(self, name: str, rows: pa.Table) -> None:
        """Add rows to the file of this name (without suffix), which is made where it is not there yet."""
        if name not in self._writers:
            path = self.folder / f"{name}{self.form.suffix}"
            self._writers[name] = _Writer(self.form.writer(path, rows.schema), path)
        self._writers[name].write(rows)

    def finish(self, name: str) -> None:
        """No more rows for this file: close and sync it."""
        self._writers[name].finish()

    def finish_all(self) -> list[str]:
        """No more rows: close and sync every file; gives their names with suffix."""
        for writer in self._writers.values():
            writer.finish()
        return [writer.path.name for writer in self._writers.values()]


class _Writer:
    def __init__(self, file: Any, path: Path) -> None:
        self.path = path
        self._file = file
        self._pending: list[pa.Table] = []
        self._size = 0

    def write(self, rows: pa.Table) -> None:
        if not rows.num_rows:  # for which older versions of pyarrow write the header of CSV once more
            return
        self._pending.append(rows)
        self._size += rows.nbytes
        if self._size >= _GROUP:
            self._flush()

    def finish(self) -> None:
        if self._file is None:
            return
        self._flush()
        self._file.close()
        self._file = None
        sync(self.path)

    def _flush(self) -> None:
        if self._pending:
            self._file.write_table(pa.concat_tables(self._pending))
        self._pending = []
        self._size = 0
