"""Clean Persian: `normalize`, its lists and rules, and `polish` for short phrases."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.text.normalize import normalize
from pipeline.text.polish import polish

SPECS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "specs" / "orthography.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("raw", "clean"), SPECS["normalize"].values(), ids=SPECS["normalize"])
def test_normalize(raw: str, clean: str) -> None:
    assert normalize(raw) == clean


@pytest.mark.parametrize("text", SPECS["untouched"])
def test_untouched(text: str) -> None:
    assert normalize(text) == text


@pytest.mark.parametrize(("raw", "clean"), SPECS["polish"].values(), ids=SPECS["polish"])
def test_polish(raw: str, clean: str) -> None:
    assert polish(raw) == clean


@pytest.mark.parametrize("unit", ["ب", "۱", "می ", "ها", "۱.", "a.", "« "])
def test_normalize_takes_linear_time(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(normalize, lambda count: unit * count, 4_000)
