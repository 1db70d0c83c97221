"""The texts that `extract` and `normalize` are given: files, or standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from pipeline.archive.files import STANDARD_INPUT
from pipeline.commands.console import CommandError

FilesArgument = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Text files, one article each; - reads standard input.")
]


@dataclass(frozen=True, slots=True)
class Input:
    """path: of a file, None for standard input. name: what messages call it."""

    path: str | None
    name: str

    def text(self) -> str:
        """Raises ArticleError where it cannot be read or is no text."""
        from pipeline.archive.encodings import decode
        from pipeline.archive.reading import read_text
        from pipeline.article import ArticleError

        if self.path is not None:
            return read_text(Path(self.path))
        try:
            return decode(sys.stdin.buffer.read())
        except OSError as error:
            raise ArticleError(f"cannot be read: {error.strerror}") from None


def inputs_of(files: Sequence[str]) -> list[Input]:
    """What a command is given. Raises CommandError for a name that is none."""
    if files.count(STANDARD_INPUT) > 1:
        raise CommandError("- is given more than once: standard input can be read only once")
    if "" in files:
        raise CommandError("the name of a file is empty")
    return [Input(None, "standard input") if file == STANDARD_INPUT else Input(file, file) for file in files]
