"""Folders of Parquet or CSV files: records as they are, in parts, or the flat tables, a file each.

A shard is stored in the run folder as Arrow. The files are made of all shards at the end, a few at a time in
memory: so each table is in one piece, and of several records with one id the last is in it.
"""

from __future__ import annotations

import re
import shutil
from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.archive.writing import sync
from pipeline.sinks.arrow import record_type
from pipeline.sinks.base import DestinationError, Run, Shard
from pipeline.sinks.files import DIGEST_SIZE, FileSink, id_digests, superseded
from pipeline.sinks.flatten import arrow_schema, flat_tables, last_records, without
from pipeline.sinks.run_folder import Commit
from pipeline.sinks.table_files import FileFormat, ParquetFormat, TableFiles
from pipeline.sinks.tables import DOC_ID, Table, tables

_SHARDS = "shards"
_NEW = "new"
_PART = 50_000  # records in a file
_PART_NAME = re.compile(r"records-(\d+)\.parquet")


class FolderSink(FileSink):
    """Subclasses say which rows go to which files."""

    records: ClassVar[Literal["json", "nested"]] = "nested"

    def __init__(self, address: str, folder: Path, form: FileFormat, run_folder: str) -> None:
        super().__init__(address, folder / run_folder)
        self.target = folder
        self.form = form

    @abstractmethod
    def put(self, files: TableFiles, nested: pa.StructArray) -> None:
        """Write records to the files they belong to."""

    @abstractmethod
    def keep(self, files: TableFiles, doc_ids: pa.Array) -> None:
        """Write what the finished files hold to new ones, without the rows of these articles."""

    def holds(self, commit: Commit) -> bool:
        path = self._shard(commit.shard.index)
        return path.exists() and path.stat().st_size == int(commit.holds["bytes"])

    def restore(self, commits: list[Commit]) -> None:
        (self.folder.path / _SHARDS).mkdir(exist_ok=True)

    def store(self, shard: Shard, records: pa.RecordBatch) -> dict[str, Any]:
        path = self._shard(shard.index)
        nested = records.column("record")
        batch = pa.record_batch({DOC_ID: pc.struct_field(nested, DOC_ID), "record": nested})
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.ipc.new_file(str(path), batch.schema, options=options) as file:
            file.write_batch(batch)
        sync(path)
        sync(path.parent)
        return {"bytes": path.stat().st_size}

    def build(self, commits: list[Commit]) -> dict[str, Path]:
        paths = [self._shard(commit.shard.index) for commit in commits]
        digests = [id_digests(_doc_ids(path)) for path in paths]
        dropped = superseded(b"".join(digests))
        files = self._new_files()
        self.put(files, pa.array([], record_type()))  # so that each file is there, whatever the archive holds
        end = 0
        for path, digest in zip(paths, digests, strict=True):
            start, end = end, end + len(digest) // DIGEST_SIZE
            nested = _read(path)
            if dropped[start:end].any():
                nested = nested.filter(pa.array(~dropped[start:end]))
            self.put(files, nested)
        return self._moves(files)

    def rebuild(self, records: pa.RecordBatch) -> dict[str, Path]:
        nested = last_records(records.column("record"))
        files = self._new_files()
        self.keep(files, pc.struct_field(nested, DOC_ID))
        self.put(files, nested)
        return self._moves(files)

    def rows(self, path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
        """The rows of a finished file, in pieces."""
        for batch in self.form.read(path, schema):
            yield pa.Table.from_batches([batch]).cast(schema)

    def _new_files(self) -> TableFiles:
        folder = self.folder.path / _NEW
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return TableFiles(folder, self.form)

    def _moves(self, files: TableFiles) -> dict[str, Path]:
        names = files.finish_all()
        sync(files.folder)
        return {f"{_NEW}/{name}": self.target / name for name in names}

    def _shard(self, index: int) -> Path:
        return self.folder.path / _SHARDS / f"{index:06}.arrow"


class TablesSink(FolderSink):
    """The flat tables, a file each."""

    def put(self, files: TableFiles, nested: pa.StructArray) -> None:
        for name, rows in flat_tables(nested).items():
            files.write(name, rows)

    def keep(self, files: TableFiles, doc_ids: pa.Array) -> None:
        for table in tables():
            for rows in self.rows(self._path(table), arrow_schema(table)):
                files.write(table.name, without(rows, doc_ids))

    def present(self) -> bool:
        return all(self._path(table).is_file() for table in tables())

    def _path(self, table: Table) -> Path:
        return self.target / f"{table.name}{self.form.suffix}"


class RecordsSink(FolderSink):
    """Records as they are, nested, in Parquet files of so many records each."""

    def __init__(self, address: str, folder: Path) -> None:
        super().__init__(address, folder, ParquetFormat(), "_records.run")
        self._part = 0
        self._in_part = 0

    def begin(self, run: Run, *, resume: bool) -> None:
        if self.target.is_dir():
            others = [path.name for path in self.target.glob("*.parquet") if _part_number(path) < 0]
            if others:
                raise DestinationError(
                    f"{self.address}: this folder holds other Parquet files, such as {others[0]}; give a "
                    "folder of its own"
                )
        super().begin(run, resume=resume)

    def put(self, files: TableFiles, nested: pa.StructArray) -> None:
        name = f"records-{self._part:05}"
        batch = pa.RecordBatch.from_struct_array(nested)
        files.write(name, pa.Table.from_batches([batch], _record_schema()))
        self._in_part += len(nested)
        if self._in_part >= _PART:
            files.finish(name)
            self._part, self._in_part = self._part + 1, 0

    def keep(self, files: TableFiles, doc_ids: pa.Array) -> None:
        import pyarrow.parquet as pq

        parts = self._parts()
        for path in parts:
            held = pq.read_table(path, columns=[DOC_ID]).column(DOC_ID)
            if pc.any(pc.is_in(held, doc_ids)).as_py():
                for rows in self.rows(path, _record_schema()):
                    files.write(path.stem, without(rows, doc_ids))
        self._part, self._in_part = 1 + max(_part_number(path) for path in parts), 0

    def present(self) -> bool:
        return bool(self._parts())

    def build(self, commits: list[Commit]) -> dict[str, Path]:
        self._part, self._in_part = 0, 0
        return super().build(commits)

    def leftovers(self, moves: dict[str, Path]) -> list[Path]:
        return [path for path in self._parts() if path not in moves.values()]

    def _parts(self) -> list[Path]:
        return sorted(path for path in self.target.glob("*.parquet") if _part_number(path) >= 0)


def _part_number(path: Path) -> int:
    """The number of a part; negative for another file."""
    match = _PART_NAME.fullmatch(path.name)
    return int(match[1]) if match else -1


def _record_schema() -> pa.Schema:
    return pa.schema(list(record_type()))


def _doc_ids(shard: Path) -> list[str]:
    options = pa.ipc.IpcReadOptions(included_fields=[0])
    with pa.memory_map(str(shard)) as source, pa.ipc.open_file(source, options=options) as file:
        return [doc_id for batch in _batches(file) for doc_id in batch.column(0).to_pylist()]


def _read(shard: Path) -> pa.StructArray:
    with pa.memory_map(str(shard)) as source, pa.ipc.open_file(source) as file:
        return next(_batches(file)).column(1)


def _batches(file: pa.ipc.RecordBatchFileReader) -> Iterator[pa.RecordBatch]:
    return (file.get_batch(number) for number in range(file.num_record_batches))
