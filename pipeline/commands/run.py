"""khabarkav run: the records of a whole archive, written to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from pipeline.archive.reading import Archive, ArchiveError, Unreadable, open_archive
from pipeline.archive.writing import partial_path, whole_file
from pipeline.article import Article
from pipeline.commands.console import (
    CommandError,
    ExitCode,
    Ner,
    NerModelOption,
    NerOption,
    WithoutOption,
    pipeline_without,
    say,
)

if TYPE_CHECKING:
    from pipeline import Pipeline

STANDARD_OUTPUT = "-"


def run(
    source: Annotated[
        Path, typer.Argument(metavar="INPUT", help="A folder of .txt files, or a JSONL file of articles.")
    ],
    to: Annotated[
        str,
        typer.Option(metavar="OUT.jsonl", help="Where the records go; - prints them."),
    ],
    without: WithoutOption = None,
    ner: NerOption = Ner.AUTO,
    ner_model: NerModelOption = None,
) -> None:
    """Read an archive of articles and write a record for each, as JSONL.

    INPUT is a folder, whose .txt files are articles with their path below it as id, or a .jsonl file with an
    object a line: "text" and, where known, "doc_id", "published" (such as 2019-05-01), "title", "source".

    An article that cannot be read is named on standard error and the others go on; the command then ends with
    exit code 1. The output file is there whole or not at all.

    \b
    Examples:
      khabarkav run archive/ --to records.jsonl
      khabarkav run news.jsonl --to records.jsonl
      khabarkav run news.jsonl --to - | head -1
    """
    try:
        archive = open_archive(source)
    except ArchiveError as error:
        raise CommandError(str(error)) from None
    pipeline = pipeline_without(without or [], ner, ner_model)
    if to == STANDARD_OUTPUT:
        tally = _write_records(pipeline, archive, sys.stdout)
    else:
        target = Path(to)
        _check_target(source, target)
        tally = _run_to_file(pipeline, archive, target)
    if tally.failures:
        say(f"{tally.records} records written, {tally.failures} articles failed (named above)")
        raise typer.Exit(ExitCode.DONE_WITH_FAILURES)


class _Tally:
    """How many records were written, how many articles failed, and which ids there were."""

    def __init__(self) -> None:
        self.records = 0
        self.failures = 0
        self.seen: set[int] = set()

    def is_repeated(self, doc_id: str) -> bool:
        key = hash(doc_id)  # millions of ids fit into memory by their hashes
        repeated = key in self.seen
        self.seen.add(key)
        return repeated


def _check_target(source: Path, target: Path) -> None:
    if target.is_dir():
        raise CommandError(f"--to {target}: this is a folder; give the name of a file in it")
    if not target.parent.is_dir():
        raise CommandError(f"--to {target}: there is no folder {target.parent}; make it first")
    if target.exists() and target.samefile(source):
        raise CommandError(f"--to {target}: this is the input; give another name")


def _run_to_file(pipeline: Pipeline, archive: Archive, target: Path) -> _Tally:
    try:
        with whole_file(target) as out, _progress(archive) as articles:
            return _write_records(pipeline, articles, out)
    except KeyboardInterrupt:
        message = f"stopped; the records made so far are in {partial_path(target)}"
        raise CommandError(message, ExitCode.INTERRUPTED) from None
    except OSError as error:
        raise CommandError(f"--to {target}: cannot be written: {error.strerror}") from None


def _write_records(pipeline: Pipeline, articles: Iterable[Article | Unreadable], out: TextIO) -> _Tally:
    from pipeline import StageError
    from pipeline.record import plain_json

    tally = _Tally()
    for article in articles:
        if isinstance(article, Unreadable):
            say(f"{article.place}: {article.reason}")
            tally.failures += 1
            continue
        try:
            line = plain_json(pipeline.plain(article))
        except StageError as error:
            say(str(error))
            tally.failures += 1
            continue
        if tally.is_repeated(article.doc_id):
            say(f"the id {article.doc_id} is given to several articles; each has a record of its own")
        print(line, file=out)
        tally.records += 1
    return tally


@contextmanager
def _progress(archive: Archive) -> Iterator[Iterable[Article | Unreadable]]:
    """The articles of an archive, with a progress bar where a person watches."""
    if not sys.stderr.isatty():
        yield archive
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield bar.track(archive, total=archive.size, description="Reading articles")
