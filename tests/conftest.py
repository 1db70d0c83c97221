"""What the tests share: one pipeline, the sample articles, and how hard hypothesis tries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipeline import Pipeline
from pipeline.resources import data_folder

settings.register_profile(
    "default", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

SAMPLES = sorted((data_folder() / "samples").glob("*.txt"))


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The default pipeline, its rules loaded once for all tests."""
    return Pipeline()


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> str:
    """Each sample article in turn, its line ends and BOM as they are."""
    path: Path = request.param
    return path.read_bytes().decode("utf-8")
