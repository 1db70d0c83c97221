"""khabarkav extract: the records of a few articles, printed."""

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
    pipeline_without,
    say,
)
from pipeline.commands.inputs import FilesArgument, inputs_of


def extract(
    files: FilesArgument,
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
    from pipeline.article import Article, published_date
    from pipeline.record import plain_json

    try:
        when = published_date(published)
    except ArticleError as error:
        raise CommandError(f"--published: {error}") from None
    pipeline = pipeline_without(without or [], ner, ner_model)
    failures = 0
    for given in inputs_of(files):
        try:
            article = Article(given.text(), published=when, source=given.path)
            print(plain_json(pipeline.plain(article), indent=2 if pretty else None))
        except (ArticleError, StageError) as error:
            say(f"{given.name}: {error}")
            failures += 1
    if failures:
        raise typer.Exit(ExitCode.DONE_WITH_FAILURES)
