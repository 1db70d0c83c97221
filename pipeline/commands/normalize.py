"""khabarkav normalize: an article as clean Persian, for people."""

from __future__ import annotations

import sys

import typer

from pipeline.commands.console import ExitCode, say
from pipeline.commands.inputs import FilesArgument, inputs_of


def normalize(files: FilesArgument) -> None:
    """Print articles as clean Persian: letters, digits, spacing and half-spaces mended, glued words parted.

    Numbers, dates, web and mail addresses keep their value. Extraction does not need it.

    \b
    Examples:
      khabarkav normalize old.txt > clean.txt
      echo "سیاستهای سرمايه گذاري" | khabarkav normalize -
    """
    from pipeline.article import ArticleError
    from pipeline.text.normalize import normalize as clean

    failures = 0
    for given in inputs_of(files):
        try:
            text = given.text()
        except ArticleError as error:
            say(f"{given.name}: {error}")
            failures += 1
            continue
        cleaned = clean(text)
        sys.stdout.write(cleaned if cleaned.endswith("\n") else cleaned + "\n")
    if failures:
        raise typer.Exit(ExitCode.DONE_WITH_FAILURES)
