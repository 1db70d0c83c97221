"""The texts that `extract` and `normalize` are given: files, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.archive.files import STANDARD_INPUT

FilesArgument = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Text files, one article each; - reads standard input.")
]


def read_input(file: str) -> str:
    """The text of a file, or of standard input for "-". Raises ArticleError."""
    from pipeline.archive.encodings import decode
    from pipeline.archive.reading import read_text

    return decode(sys.stdin.buffer.read()) if file == STANDARD_INPUT else read_text(Path(file))


def shown(file: str) -> str:
    """A file as messages name it."""
    return "standard input" if file == STANDARD_INPUT else file
