"""Clean Persian: `normalize`, its lists and rules, and `polish` for short phrases."""

from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml

from pipeline.text.normalize import normalize
from pipeline.text.polish import polish
from pipeline.text.spacing import spacing

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


def test_normalize_takes_linear_time() -> None:
    def seconds(text: str) -> float:
        begun = perf_counter()
        normalize(text)
        return perf_counter() - begun

    spacing()
    for unit in ("ب", "۱", "می ", "ها", "۱.", "a.", "« "):
        shorter = min(seconds(unit * 4_000) for _ in range(3))
        assert seconds(unit * 64_000) < 16 * shorter * 6 + 0.2, unit
