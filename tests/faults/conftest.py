"""The command as a process, for tests of its faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from khabarkav_command import Khabarkav


@pytest.fixture
def khabarkav(tmp_path: Path) -> Khabarkav:
    """The command, which can be made to meet articles that do harm."""
    folder = tmp_path / "python"
    folder.mkdir()
    return Khabarkav(folder)
