"""khabarkav retry: the articles on which a run failed, once more."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.commands.console import (
    CommandError,
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
    SourceFieldOption,
    TextFieldOption,
    TimeoutOption,
    TitleFieldOption,
    WorkersOption,
)


def retry(
    source: Annotated[str, typer.Argument(metavar="INPUT", help="The archive, as it was given to run.")],
    to: Annotated[str, typer.Option(metavar="DEST", help="Where its records are.")],
    workers: WorkersOption = None,
    timeout: TimeoutOption = 60.0,
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
    """Try the articles again on which a finished run failed: with more time, or with better rules.

    Give the input, destination and options of that run. Articles that succeed are added to the destination
    and leave DEST.errors.jsonl; the others stay there. If the input was mended instead, use khabarkav run:
    it notices, and does the archive again.

    \b
    Exit codes:
      0 no failures left   1 some articles still fail   2 wrong use   3 stopped before the end

    \b
    Examples:
      khabarkav retry news.jsonl --to records.jsonl --timeout 600
      khabarkav retry archive/ --to news.duckdb --workers 1
    """
    from pipeline.archive.entries import Reading
    from pipeline.archive.retrying import retry_failures
    from pipeline.commands.archives import STANDARD_OUTPUT, Options, opened

    if to == STANDARD_OUTPUT:
        raise CommandError("--to -: what was printed is not kept: name the file or database of a run")
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
    )
    with opened(options, "nothing was changed: run the same command again") as (job, watching, counts):
        remaining = retry_failures(job, counts, watching)
        if not counts.articles and not remaining:
            say(f"nothing to do: no failed article is listed in {options.errors_file}")
        else:
            say(f"{counts.committed:,} articles succeeded now, {remaining:,} still fail")
    if remaining:
        raise typer.Exit(ExitCode.DONE_WITH_FAILURES)
