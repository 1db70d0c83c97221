"""What goes wrong with archives, and how it is said."""

from __future__ import annotations

import importlib.util

from pipeline.archive.addresses import redact


class ArchiveError(Exception):
    """There is no such archive, or none that can be read; the message is one line and says what to give."""


class Damaged(Exception):
    """A file is broken from here on; the message says how. What was read before stays."""


class Unsuited(Damaged):
    """A file is none of the kind that was asked for: all of it, so that something is to be told otherwise."""


def check_library(name: str, purpose: str, extra: str) -> None:
    """Raises ArchiveError, which says how to get it, where a library is not installed; does not import it."""
    try:
        found = importlib.util.find_spec(name) is not None
    except ValueError:  # it was put aside
        found = False
    if not found:
        raise ArchiveError(f"{purpose} needs the library {name}: pip install 'khabarkav[{extra}]'")


def reason(error: BaseException) -> str:
    """Why something could not be read, on one line, without secrets and without the name of the file."""
    if isinstance(error, OSError) and error.strerror:
        said = error.strerror
    elif isinstance(error, FileNotFoundError):
        said = "no such file"
    else:
        said = str(error) or type(error).__name__
    return redact(" ".join(said.split())[:300])
