"""The errors file of a run: a line for each entry that gave no record."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pydantic_core import from_json, to_json

from pipeline.archive.writing import flush

_COLUMNS = ("doc_id", "place", "stage", "reason", "hash")


class ErrorsFileError(Exception):
    """The errors file is not this run's; the message is one line and says what to do."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An entry without a record. doc_id: where it got so far that one was known; place: where it lies; stage:
    the stage that failed, or reading, record, timeout or worker; hash: of its content as found."""

    doc_id: str | None
    place: str
    stage: str
    reason: str
    hash: str | None


def failures_of(outcomes: pa.RecordBatch) -> list[Failure]:
    """The failures among outcomes (see `extract_batch`), in their order."""
    if outcomes.column("stage").null_count == outcomes.num_rows:
        return []
    failed = outcomes.filter(pc.is_valid(outcomes.column("stage"))).select(_COLUMNS)
    return [Failure(**row) for row in failed.to_pylist()]


class ErrorsFile:
    """Failures as JSONL, durable when `append` returns. archive: which archive's, as it may be shown."""

    def __init__(self, path: Path, archive: str) -> None:
        self.path = path
        self._archive = archive

    def begin(self, end: int) -> None:
        """Go on behind `end` bytes, 0 for a new run. Raises ErrorsFileError where that many are not there, or
        where the file is another archive's."""
        self.check()
        size = self.path.stat().st_size if self.path.exists() else 0
        if size < end:
            raise ErrorsFileError(
                f"{self.path}: the failures of the run so far are not here; say with --errors where they "
                "are, or begin anew with --restart"
            )
        if size > end:
            os.truncate(self.path, end)

    def append(self, failures: Iterable[Failure]) -> int:
        """Add lines; the size of the file in bytes."""
        lines = self._lines(failures)
        if not lines:
            return self.path.stat().st_size if self.path.exists() else 0
        with self.path.open("ab") as file:
            file.write(lines)
            flush(file)
            return file.tell()

    def finish(self) -> None:
        """An errors file without errors is none."""
        if self.path.exists() and not self.path.stat().st_size:
            self.path.unlink()

    def replace(self, failures: Iterable[Failure]) -> None:
        """Put these in place of all there are, at once."""
        partial = self.path.with_name(self.path.name + ".partial")
        with partial.open("wb") as file:
            file.write(self._lines(failures))
            flush(file)
        partial.replace(self.path)
        self.finish()

    def __iter__(self) -> Iterator[Failure]:
        """The failures. Raises ErrorsFileError for a line that is none."""
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    row = from_json(line)
                    yield Failure(*(row[name] for name in _COLUMNS))
                except (ValueError, TypeError, KeyError):
                    raise ErrorsFileError(
                        f"{self.path}, line {number}: not a line of an errors file"
                    ) from None

    def check(self) -> None:
        """Raises ErrorsFileError where the file is another archive's, or none of errors."""
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            first = lines.readline()
        if not first:
            return
        try:
            archive = from_json(first)["archive"]
        except (ValueError, TypeError, KeyError):
            raise ErrorsFileError(
                f"{self.path}: this is no errors file; name another with --errors"
            ) from None
        if archive != self._archive:
            raise ErrorsFileError(
                f"{self.path}: holds the failures of another archive, {archive}; move it away, or name "
                "another file with --errors"
            )

    def _lines(self, failures: Iterable[Failure]) -> bytes:
        return b"".join(
            to_json({**asdict(failure), "archive": self._archive}) + b"\n" for failure in failures
        )
