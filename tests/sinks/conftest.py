"""Every destination in turn, and records to write to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sink_runs import KINDS


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of each kind of destination, where nothing is yet."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    return f"{tmp_path}/{request.param}"


@pytest.fixture
def other_address(request: pytest.FixtureRequest, address: str, tmp_path: Path) -> str:
    """Another of the same kind, to compare with."""
    if "://" in address:
        return f"{address}?schema=another"
    (tmp_path / "other").mkdir()
    return address.replace(str(tmp_path), str(tmp_path / "other"))
