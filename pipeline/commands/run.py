"""khabarkav run: the records of a whole archive, written to a file, a folder or a database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.console import (
    ExitCode,
    Ner,
    NerModelOption,
    NerOption,
    WithoutOption,
    say,
)
from pipeline.commands.options import (
    DateFieldOption,
    DelimiterOption,
    EncodingOption,
    ErrorsOption,
    FormatOption,
    IdFieldOption,
    ReportOption,
    ShardOption,
    SourceFieldOption,
    TextFieldOption,
    TimeoutOption,
    TitleFieldOption,
    WorkersOption,
)

if TYPE_CHECKING:
    from pipeline.archive.report import Report
    from pipeline.archive.running import Job


def run(
    source: Annotated[
        str,
        typer.Argument(
            metavar="INPUT", help="A folder, file, pattern or address of articles; - reads standard input."
        ),
    ],
    to: Annotated[str, typer.Option(metavar="DEST", help="Where the records go; - prints them.")],
    workers: WorkersOption = None,
    timeout: TimeoutOption = 60.0,
    max_errors: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Stop when more than so many articles failed.")
    ] = None,
    restart: Annotated[
        bool, typer.Option("--restart", help="Begin anew, whatever an earlier run has done.")
    ] = False,
    shard_size: ShardOption = 1000,
    errors: ErrorsOption = None,
    report: ReportOption = None,
    text_field: TextFieldOption = "text",
    id_field: IdFieldOption = "doc_id",
    date_field: DateFieldOption = "published",
    title_field: TitleFieldOption = "title",
    source_field: SourceFieldOption = "source",
    encoding: EncodingOption = None,
    format: FormatOption = None,
    delimiter: DelimiterOption = None,
    without: WithoutOption = None,
    ner: NerOption = Ner.AUTO,
    ner_model: NerModelOption = None,
) -> None:
    """Read an archive of articles and write a record for each.

    INPUT is a folder, whose files are read; a file; a pattern in quotes; an address such as s3://… or https://…;
    or - for standard input. Articles are .txt and .html files with their path below the folder as id; rows of
    JSONL, CSV, TSV or Parquet with "text" and, where known, "doc_id", "published" (such as 2019-05-01),
    "title", "source"; pages in WARC. Each may be compressed (.gz .zst .bz2 .xz) or lie in a .zip.

    DEST is a file records.jsonl, .jsonl.gz or .jsonl.zst; 'folder/*.parquet', whole records; folder/ or
    'folder/*.csv', flat tables; or a database: news.duckdb, news.sqlite, postgresql://user@host/database.

    Run again, it goes on where it stopped, whatever stopped it. If rules, options or input have changed
    meanwhile, it says so: an unfinished run then needs --restart, a finished one is done again. A finished
    run of an unchanged archive is left as it is.

    Articles that fail are listed in DEST.errors.jsonl, with the reason; khabarkav retry tries them again.

    \b
    Exit codes:
      0 done   1 done, but articles failed   2 wrong use   3 stopped before the end

    \b
    Examples:
      khabarkav run archive/ --to records.jsonl
      khabarkav run news.jsonl --to records.jsonl --workers 4 --report run.json
      khabarkav run news.jsonl --to - | head -1
    """
    from pipeline.archive.entries import Reading
    from pipeline.archive.running import run_archive
    from pipeline.commands.archives import Options, opened

    options = Options(
        source=source,
        to=to,
        reading=Reading(encoding, text_field, id_field, date_field, title_field, source_field),
        format=format,
        delimiter=delimiter,
        without=tuple(without or ()),
        ner=ner.value,
        ner_model=ner_model,
        workers=workers,
        timeout=timeout,
        errors=errors,
        report=report,
        max_errors=max_errors,
        shard_size=shard_size,
    )
    with opened(options, "run the same command again to go on") as (job, watching, counts):
        run_archive(job, counts, watching, restart=restart)
        failures = _summarize(job, counts)
    if failures:
        raise typer.Exit(ExitCode.DONE_WITH_FAILURES)


def _summarize(job: Job, counts: Report) -> int:
    """Say what was done; how many articles have no record now."""
    if counts.state == "unchanged":
        failures = sum(1 for _ in job.errors or ())
        say(f"nothing to do: all {counts.kept:,} articles were done before{_and_failures(failures, job)}")
        return failures
    failures = counts.all_failures
    if job.errors is None:
        if failures:
            say(f"{counts.articles - failures} records printed, {failures} articles failed (named above)")
        return failures
    minutes, seconds = divmod(round(counts.seconds), 60)
    took = f"{minutes} min {seconds} s" if minutes else f"{counts.seconds:.1f} s"
    now = f", {counts.articles:,} of them now," if counts.kept else ""
    say(
        f"{counts.kept + counts.articles:,} articles done{now} in {took}"
        f" ({counts.rate:,.0f} a second){_and_failures(failures, job)}"
    )
    if passed_over := job.archive.passed_over:
        most = ", ".join(f"{ending} ({count:,})" for ending, count in passed_over.most_common(5))
        more = ", …" if len(passed_over) > 5 else ""
        those = "file was" if passed_over.total() == 1 else "files were"
        say(f"{passed_over.total():,} {those} passed over, for no such format is read: {most}{more}")
    if counts.repeated_ids:
        those = "article has" if counts.repeated_ids == 1 else "articles have"
        say(f"{counts.repeated_ids:,} {those} the id of an earlier one, whose record gave way")
    return failures


def _and_failures(failures: int, job: Job) -> str:
    if not failures or job.errors is None:
        return ""
    return f"; {failures:,} failed: they are listed in {job.errors.path}, khabarkav retry tries them again"
