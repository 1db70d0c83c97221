"""A run: an archive's entries through the kernel into a destination, shard after shard.

A shard is committed whole, in order, with its failures. After whatever fault, a run of the same archive into
the same destination goes on behind the last shard committed, once the archive proved to be the same so far.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.archive.entries import Entry, Unreadable
from pipeline.archive.failures import ErrorsFile, Failure, failures_of
from pipeline.archive.fingerprint import differences
from pipeline.archive.repeats import Repeats
from pipeline.archive.report import Report
from pipeline.archive.shards import ArchiveChanged, Chunk, cut
from pipeline.archive.workers import Done, Workers
from pipeline.sinks.base import Progress, Run, Shard, Sink


class Changed(Exception):
    """A run that was begun cannot go on, for what it depends on has changed; the message says what, and what
    to do."""


class TooManyFailures(Exception):
    """More failures than were allowed."""


class Archive(Protocol):
    """Where entries come from. bytes_read: how far it is read. passed_over: files that are of no format."""

    @property
    def bytes_read(self) -> int: ...
    @property
    def passed_over(self) -> Counter[str]: ...

    def __iter__(self) -> Iterator[Entry | Unreadable]: ...


class Watcher(Protocol):
    """Who watches a run."""

    def note(self, message: str) -> None:
        """Something a person should know."""

    def moved(self, report: Report) -> None:
        """Articles were read."""

    def failed(self, failure: Failure) -> None:
        """An article gave no record."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is run. archive: its entries, each time anew, or just once where `once`. errors: None to keep
    none. workers: makes what does the work, once there is some. held: within it, no signal interrupts."""

    run: Run
    archive: Archive
    sink: Sink
    errors: ErrorsFile | None
    workers: Callable[[], Workers]
    once: bool = False
    max_errors: int | None = None
    held: Callable[[], AbstractContextManager[None]] = nullcontext


def run_archive(job: Job, report: Report, watcher: Watcher, *, restart: bool = False) -> None:
    """Run an archive to its end, or say why that needs nothing to be done; `report` tells what was.

    Raises Changed, TooManyFailures, what the archive, the destination and the workers raise; then, what is
    committed stays, and the same call goes on there."""
    progress = None if restart else job.sink.progress(job.run.source)
    if progress is not None and progress.finished:
        changes = _changes_of_finished(job, progress)
        if not changes:
            _keep(report, progress.shards)
            report.end("unchanged")
            return
        watcher.note(f"{changes} since this run was finished: it is done again, and replaces what there was")
        progress = None
    if progress is not None:
        _refuse_changes(job.run, progress)
    _go_on(job, progress, report, watcher)


def _changes_of_finished(job: Job, progress: Progress) -> str:
    """What has changed since a run was finished, in words; empty for nothing."""
    if progress.run != job.run:
        return _changed_parts(progress.run, job.run)
    if job.once:
        return "the input may have changed"
    try:
        for _ in cut(job.archive, job.run.shard_size, progress.shards):
            return "the input has grown"
    except ArchiveChanged:
        return "the input has changed"
    return ""


def _refuse_changes(run: Run, progress: Progress) -> None:
    """Half a run with these rules and half with others would be neither."""
    if progress.run != run:
        raise Changed(
            f"{_changed_parts(progress.run, run)} since this run was begun ({_done(progress.shards)}): "
            "--restart begins anew; to go on, give back what was there"
        )


def _go_on(job: Job, progress: Progress | None, report: Report, watcher: Watcher) -> None:
    committed = progress.shards if progress else ()
    _keep(report, committed)
    _check_failures(job, report)
    if committed:
        watcher.note(f"going on behind {_done(committed)}, which are compared with the archive first")
    chunks = _behind(job, committed, report)
    if job.errors:
        job.errors.begin(committed[-1].errors_end if committed else 0)
    job.sink.begin(job.run, resume=progress is not None)
    report.begun = True
    with closing(job.workers()) as workers:
        commit = _Committing(job, report, watcher)
        for chunk, done in _worked(job.archive, chunks, workers, report):
            commit.add(chunk, done)
    with job.held(), report.spending("writing"):
        job.sink.finish()
        if job.errors:
            job.errors.finish()
    report.end("done")


def _behind(job: Job, committed: tuple[Shard, ...], report: Report) -> Iterator[Chunk]:
    """The chunks behind the committed shards. Nothing has been touched yet when the first is found: an
    archive that cannot be read, or is no longer what it was, leaves everything as it is. Raises Changed."""
    chunks = cut(job.archive, job.run.shard_size, committed)
    try:
        with report.spending("reading"):
            first = next(chunks, None)
    except ArchiveChanged as error:
        raise Changed(
            "the input has changed since this run was begun, before entry "
            f"{_end_of(error.shard, committed):,}: --restart begins anew; to go on, give back what was there"
        ) from None
    return chain([first], chunks) if first else chunks


def _worked(
    archive: Archive, chunks: Iterator[Chunk], workers: Workers, report: Report
) -> Iterator[tuple[Chunk, Done]]:
    """Chunks with their outcomes, in order."""
    ahead: deque[tuple[Chunk, int]] = deque()

    def batches() -> Iterator[pa.RecordBatch]:
        while True:
            with report.spending("reading"):
                chunk = next(chunks, None)
            if chunk is None:
                return
            ahead.append((chunk, archive.bytes_read))
            yield chunk.entries

    for done in workers.map(batches()):
        chunk, report.bytes_read = ahead.popleft()
        yield chunk, done


class _Committing:
    """Gathers outcomes until a shard is whole, and commits it."""

    def __init__(self, job: Job, report: Report, watcher: Watcher) -> None:
        self._job = job
        self._report = report
        self._watcher = watcher
        self._outcomes: list[pa.RecordBatch] = []
        self._failures: list[Failure] = []
        self._repeats = Repeats()

    def add(self, chunk: Chunk, done: Done) -> None:
        self._outcomes.append(done.outcomes)
        failures = failures_of(done.outcomes)
        self._failures += failures
        self._report.count(done, failures)
        for failure in failures:
            self._watcher.failed(failure)
        self._watcher.moved(self._report)
        _check_failures(self._job, self._report)
        if chunk.digest is not None:
            self._commit(chunk.shard, chunk.digest)

    def _commit(self, index: int, digest: str) -> None:
        outcomes = pa.concat_batches(self._outcomes)
        failures = self._failures
        records = outcomes.filter(pc.is_valid(outcomes.column("record"))).select(["doc_id", "record"])
        with self._job.held(), self._report.spending("writing"):
            errors_end = self._job.errors.append(failures) if self._job.errors else 0
            self._job.sink.write(Shard(index, digest, outcomes.num_rows, len(failures), errors_end), records)
        self._report.committed += outcomes.num_rows
        self._report.repeated_ids += self._repeats.count(records.column("doc_id"))
        self._outcomes, self._failures = [], []


def _check_failures(job: Job, report: Report) -> None:
    if job.max_errors is not None and report.all_failures > job.max_errors:
        raise TooManyFailures(f"more than {job.max_errors} articles failed")


def _keep(report: Report, shards: tuple[Shard, ...]) -> None:
    report.kept = sum(shard.entries for shard in shards)
    report.kept_failures = sum(shard.failures for shard in shards)


def _changed_parts(before: Run, now: Run) -> str:
    names = differences(before.extraction, now.extraction)
    if before.shard_size != now.shard_size:
        names.append("size of shards")
    plural = len(names) > 1 or names[0] in ("rules", "stages")
    return f"the {' and '.join(names)} {'have' if plural else 'has'} changed"


def _done(shards: tuple[Shard, ...]) -> str:
    return f"{sum(shard.entries for shard in shards):,} articles in {len(shards)} shards"


def _end_of(last: Shard, shards: tuple[Shard, ...]) -> int:
    return sum(shard.entries for shard in shards if shard.index <= last.index) + 1
