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
    from pipeline.archive.report import Report

_NAMED = 10  # failures that are named one by one; the errors file has all
_EVERY = 60.0  # seconds between the lines of a log


class Watching:
    """A Watcher. size: how many articles there are, where that is known; name_all: every failure."""

    def __init__(self, size: int | None, *, name_all: bool = False) -> None:
        self._size = size
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
            of = f" of {self._size:,}" if self._size else ""
            say(
                f"{report.kept + report.articles:,}{of} articles, {report.rate:,.0f} a second"
                f"{_left(report, self._size)}, {report.all_failures:,} failures"
            )

    def failed(self, failure: Failure) -> None:
        self._named += 1
        if self._name_all or self._named <= _NAMED:
            say(f"{failure.place}: {described(failure)}")
        elif self._named == _NAMED + 1:
            say("more articles fail; they are named in the errors file only")

    def _show(self, bar: Progress, report: Report) -> None:
        if self._task is None:
            self._task = bar.add_task("", total=self._size, completed=report.kept)
        bar.update(
            self._task,
            completed=report.kept + report.articles,
            rate=f"{report.rate:,.0f}/s",
            failures=f"{report.all_failures:,} failed" if report.all_failures else "",
        )


def described(failure: Failure) -> str:
    """Why an article failed; what stops it while it is read needs no stage's name."""
    if failure.stage == "reading":
        return failure.reason
    article = f" on article {failure.doc_id}" if failure.doc_id else ""
    return f"stage {failure.stage} failed{article}: {failure.reason}"


def _left(report: Report, size: int | None) -> str:
    if not size or not report.rate:
        return ""
    seconds = (size - report.kept - report.articles) / report.rate
    return f", {seconds / 60:,.0f} minutes left"


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("Reading articles"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("[red]{task.fields[failures]}"),
        console=Console(stderr=True),
    )
