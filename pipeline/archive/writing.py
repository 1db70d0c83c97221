"""Make durable what was written: a power cut may come at any moment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any


def flush(file: IO[Any]) -> None:
    """Make durable what was written to an open file."""
    file.flush()
    os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Make durable what a closed file holds, or which files a folder holds."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
