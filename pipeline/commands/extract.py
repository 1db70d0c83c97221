"""khabarkav extract: the records of a few articles, printed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

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

STANDARD_INPUT = "-"


def extract(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Text files (UTF-8), one article each; - reads standard input."),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When the articles were published, such as 2019-05-01."),
    ] = None,
    pretty: Annotated[bool, typer.Option("--pretty", help="Indent the JSON.")] = False,
    without: WithoutOption = None,
    ner: NerOption = Ner.AUTO,
    ner_model: NerModelOption = None,
) -> None:
    """Print the record of each article, one JSON object a line.

    \b
    Examples:
      khabarkav extract news.txt --pretty
      khabarkav extract monday.txt tuesday.txt > records.jsonl
      echo "صادرات یزد تا پایان امسال به ۳ میلیارد دلار می‌رسد." | khabarkav extract - --published 2019-05-01
    """
    from pipeline import ArticleError, StageError
    from pipeline.archive.encodings import decode
    from pipeline.archive.reading import read_text
    from pipeline.article import Article, published_date
    from pipeline.record import plain_json

    try:
        when = published_date(published)
    except ArticleError as error:
        raise CommandError(f"--published: {error}") from None
    pipeline = pipeline_without(without or [], ner, ner_model)
    failures = 0
    for file in files:
        try:
            if file == STANDARD_INPUT:
                article = Article(decode(sys.stdin.buffer.read()), published=when)
            else:
                article = Article(read_text(Path(file)), published=when, source=file)
            print(plain_json(pipeline.plain(article), indent=2 if pretty else None))
        except (ArticleError, StageError) as error:
            say(f"{'standard input' if file == STANDARD_INPUT else file}: {error}")
            failures += 1
    if failures:
        raise typer.Exit(ExitCode.DONE_WITH_FAILURES)
