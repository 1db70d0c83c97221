"""The failures of a finished run, done again; what succeeds now goes to where the run's records are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.archive.entries import Entry, Unreadable
from pipeline.archive.failures import Failure, failures_of
from pipeline.archive.fingerprint import differences
from pipeline.archive.kernel import hash_of
from pipeline.archive.report import Report
from pipeline.archive.running import Changed, Job, Watcher
from pipeline.archive.shards import chunked


def retry_failures(job: Job, report: Report, watcher: Watcher) -> int:
    """Run again what the errors file (every job here has one) lists, add to the destination what gives a
    record now, and leave the rest in the errors file; how many that is.

    An article is done again only where the archive still holds, in its place, what failed. Raises Changed
    where the run is not finished, and what archive, destination, errors file and workers raise."""
    assert job.errors is not None
    job.errors.check()
    listed = list(job.errors)
    _check_finished(job, watcher)
    if not listed:
        return 0
    outcomes: list[pa.RecordBatch] = []
    with closing(job.workers()) as workers:
        for done in workers.map(chunked(_still_there(job.archive, listed))):
            failures = failures_of(done.outcomes)
            report.count(done, failures)
            outcomes.append(done.outcomes)
            for failure in failures:
                watcher.failed(failure)
            watcher.moved(report)
    remaining = _remaining(listed, outcomes)
    missing = len(listed) - report.articles
    if missing:
        watcher.note(
            f"{missing:,} failed articles are no longer where they were: khabarkav run does a changed "
            "archive again"
        )
    with job.held(), report.spending("writing"):
        if len(remaining) < len(listed):
            tried = pa.concat_batches(outcomes)
            done = tried.filter(pc.is_valid(tried.column("record")))
            job.sink.amend(done.select(["doc_id", "record"]))
        job.errors.replace(remaining)
    report.committed = len(listed) - len(remaining)
    report.end("done")
    return len(remaining)


def _check_finished(job: Job, watcher: Watcher) -> None:
    progress = job.sink.progress(job.run.source)
    if progress is None or not progress.finished:
        raise Changed("there is no finished run of this archive here: khabarkav run finishes it")
    if changed := differences(progress.run.extraction, job.run.extraction):
        watcher.note(
            f"{' and '.join(changed)} changed since the run: only the retried records follow the new"
        )


def _still_there(
    archive: Iterable[Entry | Unreadable], failures: list[Failure]
) -> Iterator[Entry | Unreadable]:
    """The entries that failed, those that are as they were."""
    wanted = {failure.place: failure.hash for failure in failures}
    for entry in archive:
        if entry.place in wanted:
            known = wanted[entry.place]
            if isinstance(entry, Unreadable) or known is None or hash_of(entry.content) == known:
                yield entry


def _remaining(listed: list[Failure], outcomes: list[pa.RecordBatch]) -> list[Failure]:
    """What failed again, with its reason of now, and what was not tried, in the order they were listed."""
    places = {place for batch in outcomes for place in batch.column("place").to_pylist()}
    again = {failure.place: failure for batch in outcomes for failure in failures_of(batch)}
    return [
        again.get(failure.place, failure)
        for failure in listed
        if failure.place in again or failure.place not in places
    ]
