"""What a person sees of a run: a bar on a terminal, now and then a line in a log."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from pipeline.commands.console import say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from pipeline.archive.failures import Failure
    from pipeline.archive.opening import Archive
    from pipeline.archive.report import Report

_NAMED = 10  # failures that are named one by one; the errors file has all
_EVERY = 60.0  # seconds between the lines of a log


class Watching:
    """A Watcher. archive: tells how far it is read; name_all: name every failure."""

    def __init__(self, archive: Archive, *, name_all: bool = False) -> None:
        self._archive = archive
        self._name_all = name_all
        self._named = 0
        self._bar = _bar() if sys.stderr.isatty() else None
        self._task: TaskID | None = None
        self._said = time.monotonic()

    def __enter__(self) -> Watching:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def note(self, message: str) -> None:
        say(message)

    def moved(self, report: Report) -> None:
        if self._bar:
            self._show(self._bar, report)
        elif time.monotonic() - self._said > _EVERY:
            self._said = time.monotonic()
            done, of = self._extent(report)
            say(
                f"{report.kept + report.articles:,} articles{_share(done, of)}, {report.rate:,.0f} a second, "
                f"{report.all_failures:,} failures"
            )

    def failed(self, failure: Failure) -> None:
        self._named += 1
        if self._name_all or self._named <= _NAMED:
            say(f"{failure.place}: {described(failure)}")
        elif self._named == _NAMED + 1:
            say("more articles fail; they are named in the errors file only")

    def _show(self, bar: Progress, report: Report) -> None:
        done, of = self._extent(report)
        if self._task is None:
            self._task = bar.add_task("", total=of, completed=done)
        bar.update(
            self._task,
            completed=done,
            articles=f"{report.kept + report.articles:,} articles",
            rate=f"{report.rate:,.0f}/s",
            failures=f"{report.all_failures:,} failed" if report.all_failures else "",
        )

    def _extent(self, report: Report) -> tuple[int, int | None]:
        """How far the run is, and how far it goes: in articles, else in bytes, else unknown."""
        articles = report.kept + report.articles
        if self._archive.size is not None:
            return articles, self._archive.size
        if self._archive.total_bytes is not None:
            return self._archive.bytes_read, self._archive.total_bytes
        return articles, None


def described(failure: Failure) -> str:
    """Why an article failed; what stops it while it is read needs no stage's name."""
    if failure.stage == "reading":
        return failure.reason
    article = f" on article {failure.doc_id}" if failure.doc_id else ""
    return f"stage {failure.stage} failed{article}: {failure.reason}"


def _share(done: int, of: int | None) -> str:
    return f" ({done / of:.0%})" if of else ""


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("Reading articles"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]}"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("[red]{task.fields[failures]}"),
        console=Console(stderr=True),
    )
