"""What `run` and `retry` do alike around the work itself: opening, stopping, reporting."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.archive.addresses import redact
from pipeline.archive.entries import Reading
from pipeline.archive.errors import ArchiveError
from pipeline.archive.failures import ErrorsFile, ErrorsFileError
from pipeline.archive.files import STANDARD_INPUT
from pipeline.archive.fingerprint import fingerprint
from pipeline.archive.interrupts import Interrupts
from pipeline.archive.kernel import Extraction
from pipeline.archive.opening import Archive, open_archive
from pipeline.archive.report import Report
from pipeline.archive.running import Changed, Job, TooManyFailures
from pipeline.archive.shards import CHUNK_SIZE
from pipeline.archive.workers import InProcess, Processes, Workers, WorkersError
from pipeline.commands.console import CommandError, ExitCode, Ner, pipeline_without, say
from pipeline.commands.watching import Watching
from pipeline.sinks.base import DestinationError, Run
from pipeline.sinks.opening import DATABASE_SUFFIXES, open_sink
from pipeline.sinks.printed import Printed

STANDARD_OUTPUT = "-"
_PRINTED_SHARD = 32  # articles that are printed at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the person asked for: see the options of the commands."""

    source: str
    to: str
    reading: Reading
    format: str | None
    delimiter: str | None
    without: tuple[str, ...]
    ner: str
    ner_model: str | None
    workers: int | None
    timeout: float
    errors: Path | None
    report: Path | None
    max_errors: int | None = None
    shard_size: int = 1000

    @property
    def printed(self) -> bool:
        """Whether the records go to standard output."""
        return self.to == STANDARD_OUTPUT

    @property
    def errors_file(self) -> Path:
        """Where failures are listed."""
        return self.errors or errors_path(self.source, self.to)


class Opened(NamedTuple):
    """A job with who watches it and what it counts."""

    job: Job
    watching: Watching
    report: Report


@contextmanager
def opened(options: Options, go_on: str) -> Iterator[Opened]:
    """Open what the options name. Within it, whatever ends the work is an error of one line; at its end the
    destination is closed and the report written. go_on: what to do after a stop.

    Raises CommandError."""
    for name, given in (("INPUT", options.source), ("--to", options.to)):
        if not given:
            raise CommandError(f"{name} is empty")
    try:
        sink = Printed() if options.printed else open_sink(options.to)
        archive = _open_input(options)
    except (ArchiveError, DestinationError) as error:
        raise CommandError(str(error)) from None
    _check_pipeline(options)
    extraction = Extraction(options.reading, options.without, options.ner, options.ner_model, sink.records)
    run = Run(
        _source(archive, options.reading),
        fingerprint(extraction),
        min(_PRINTED_SHARD, options.shard_size) if options.printed else options.shard_size,
    )
    count = _worker_count(options.workers, archive.size)
    report = Report(run.source, redact(options.to), run.extraction, count)
    with Interrupts(ExitCode.STOPPED) as interrupts, Watching(archive, name_all=options.printed) as watching:
        job = Job(
            run,
            archive,
            sink,
            None if options.printed else ErrorsFile(options.errors_file, run.source),
            lambda: _workers(extraction, count, options.timeout, interrupts),
            once=options.source == STANDARD_INPUT,
            max_errors=options.max_errors,
            held=interrupts.held,
        )
        try:
            with _one_line(report, go_on):
                yield Opened(job, watching, report)
        finally:
            sink.close()
            report.end()
            _write_report(options.report, report)


def _check_pipeline(options: Options) -> None:
    """Raises CommandError for an unknown stage, ModelError for an unknown model: before the work begins."""
    if options.without or options.ner_model is not None:
        pipeline_without(list(options.without), Ner(options.ner), options.ner_model)


def _open_input(options: Options) -> Archive:
    """The archive without what the run itself writes."""
    written = [path for path in (options.errors_file, options.report) if path is not None]
    if not options.printed and "://" not in options.to:
        target = Path(os.path.abspath(options.to))
        target = target.parent if "*" in target.name else target
        if target.is_file() and os.path.exists(options.source) and target.samefile(options.source):
            raise CommandError(f"--to {options.to}: this is the input; give another name")
        written += [target, target.with_name(target.name + ".run")]
    return open_archive(
        options.source,
        options.reading,
        format=options.format,
        delimiter=options.delimiter,
        exclude=written,
    )


def _source(archive: Archive, reading: Reading) -> str:
    """What identifies an archive and how it is read, as it may be shown."""
    usual = asdict(Reading())
    unusual = {name: value for name, value in asdict(reading).items() if value != usual[name]}
    return archive.identity + (f" {json.dumps(unusual, ensure_ascii=False)}" if unusual else "")


def errors_path(source: str, to: str) -> Path:
    """Where failures are listed unless --errors says so: beside a file or folder, for a server in the working
    folder. Archives that share a database have a list each. Names of files are no place for passwords."""
    at_server = "://" in to
    path = Path(_last_part(to) if at_server else to)
    if "*" in path.name:  # the files of a folder
        path = path.parent
    if path.name in ("", ".."):
        path = path.absolute().resolve()
    name = path.name
    if at_server or path.suffix in DATABASE_SUFFIXES:
        name += "." + (re.sub(r"[^\w.-]+", "-", _last_part(source)).strip("-.") or "input")
    return path.with_name(f"{name}.errors.jsonl")


def _last_part(address: str) -> str:
    """The name at the end of a path or address."""
    return re.split(r"[?#]", redact(address))[0].rstrip("/").rpartition("/")[2].rpartition("@")[2]


def _worker_count(asked: int | None, articles: int | None) -> int:
    """As many as asked for or as there are cores, and no more than there are chunks."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count = cores if asked is None else asked
    return count if articles is None else min(count, max(1, -(-articles // CHUNK_SIZE)))


def _workers(extraction: Extraction, count: int, timeout: float, interrupts: Interrupts) -> Workers:
    return Processes(extraction, count, timeout, interrupts.held) if count else InProcess(extraction)


@contextmanager
def _one_line(report: Report, go_on: str) -> Iterator[None]:
    """What ends the work before its end, as an error of one line with its exit code."""
    try:
        yield
    except (Changed, ErrorsFileError) as error:
        raise CommandError(str(error)) from None
    except TooManyFailures as error:
        raise CommandError(
            f"stopped: {error}; give a higher --max-errors, and {go_on}", ExitCode.STOPPED
        ) from None
    except (DestinationError, ArchiveError, WorkersError) as error:
        if not report.begun:
            raise CommandError(str(error)) from None
        raise CommandError(f"stopped: {error}; {go_on}", ExitCode.STOPPED) from None
    except KeyboardInterrupt:
        raise CommandError(f"stopped; {go_on}", ExitCode.STOPPED) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        why = "the disk is full" if full else error.strerror or str(error)
        raise CommandError(f"stopped: {where}{why}; {go_on}", ExitCode.STOPPED) from None


def _write_report(path: Path | None, report: Report) -> None:
    if path is None:
        return
    try:
        path.write_text(json.dumps(report.plain(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        say(f"--report {path}: cannot be written: {error.strerror}")
