"""The texts that a command is given: files, or standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands.console import CommandError

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Given:
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


def given_files(names: Sequence[str]) -> list[Given]:
    """What stands for names of files; - is standard input. Raises CommandError."""
    if names.count(STANDARD_INPUT) > 1:
        raise CommandError("- is given more than once: standard input can be read only once")
    if "" in names:
        raise CommandError("the name of a file is empty")
    return [Given(None, "standard input") if name == STANDARD_INPUT else Given(name, name) for name in names]
