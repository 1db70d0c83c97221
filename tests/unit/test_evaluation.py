"""The evaluation counts what it says it counts."""

from pathlib import Path

import pytest

from pipeline.evaluation import evaluate
from pipeline.gold import GoldError, read_gold

GOLD = """
- doc_id: a
  text: "استاندار یزد گفت: ۳۰ کلاس تا ۱۴۰۲ ساخته می‌شود و ۲۰ کلاس ساخته شد."
  published_jalali: null
  agency: null
  officials: [{name: null, titles: [استاندار یزد]}]
  provinces: [IR-21]
  quantities:
    - [۳۰ کلاس, 30, "=", count, کلاس]
    - [۲۰ کلاس, 20, "=", count, کلاس, optional]
  targets:
    - {of: 1, metric: ساخت کلاس, year: 1402, provinces: [IR-21]}
"""


def quantity(start: int, value: float, unit: str = "count") -> dict:
    return {
        "id": "q1", "start": start, "end": start + 7, "text": "۳۰ کلاس", "low": value, "high": value,
        "comparator": "=", "unit": unit, "object": "کلاس‌های درس",
    }  # fmt: skip


def measured(tmp_path: Path, **record: object) -> dict[str, float]:
    path = tmp_path / "gold.yaml"
    path.write_text(GOLD, encoding="utf-8")
    evaluation = evaluate(read_gold(path), [{"doc_id": "a", **record}])
    return {name: evaluation.figure(name) for name in evaluation.scores}


def test_a_right_quantity_counts_and_an_optional_one_counts_neither_way(tmp_path: Path) -> None:
    assert measured(tmp_path, quantities=[quantity(18, 30)])["quantities.full"] == 1.0


@pytest.mark.parametrize(
    ("found", "value", "full"),
    [
        (quantity(18, 31), 0.0, 0.0),
        (quantity(18, 30, "percent"), 1.0, 0.0),
        (quantity(18, 30, "person"), 1.0, 1.0),
    ],
)
def test_value_and_unit_are_told_apart(tmp_path: Path, found: dict, value: float, full: float) -> None:
    figures = measured(tmp_path, quantities=[found])
    assert (figures["quantities.value"], figures["quantities.full"]) == (value, full)


def test_a_wrong_offset_shows(tmp_path: Path) -> None:
    assert measured(tmp_path, quantities=[quantity(17, 30)])["offsets"] == 0.0


def test_a_target_needs_year_and_direction(tmp_path: Path) -> None:
    target = {
        "id": "t1", "kind": "numeric", "evidence": {"start": 18, "end": 40}, "metric": "ساخت کلاس درس",
        "value": {"quantity": "q1", "low": 30, "high": 30, "comparator": "=", "unit": "count"},
        "change": None, "baseline": None, "direction": "reach",
        "period": {"jalali_start": None, "jalali_end": "1402-12-29"},
        "provinces": ["IR-21"], "speaker": None,
    }  # fmt: skip
    right = measured(tmp_path, targets=[target])
    assert right["targets.full"] == right["targets.metric"] == right["targets.province"] == 1.0
    late = measured(
        tmp_path, targets=[target | {"period": {"jalali_start": None, "jalali_end": "1403-12-30"}}]
    )
    assert (late["targets.value"], late["targets.full"]) == (1.0, 0.0)


def test_words_that_are_not_in_the_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.yaml"
    path.write_text(GOLD.replace("[۲۰ کلاس, 20", "[۲۱ کلاس, 21"), encoding="utf-8")
    with pytest.raises(GoldError, match="a: «۲۱ کلاس» does not stand in the text"):
        read_gold(path)


@pytest.mark.parametrize(
    ("gold", "says"),
    [
        ("", "file: Input should be a valid list"),
        ("a: [", "not YAML in UTF-8: "),
        ("- {doc_id: x, text: ب, published: 2020-99-99}", "not YAML in UTF-8: month must be in 1..12"),
        ("- x", "0: Input should be a valid dictionary"),
        ("- {text: x}", "article 1.doc_id: Field required"),
        (GOLD.replace("titles", "posts"), "a.officials.0.titles: Field required"),
        (GOLD.replace("agency", "agencies"), "a.agencies: Extra inputs are not permitted"),
        (GOLD.replace(', "=", count, کلاس]', "]"), r"a.quantities.0: give \[words, value"),
        (GOLD.replace("[۳۰ کلاس, 30", "[۳۰ کلاس, thirty"), "a.quantities.0.value"),
        (GOLD.replace("of: 1", "of: 3"), "a: the target «ساخت کلاس» is of a quantity that is not there"),
        (GOLD.replace("of: 1", "of: 0"), "a.targets.0.of: Input should be greater"),
    ],
)
def test_what_is_wrong_in_gold_is_said(tmp_path: Path, gold: str, says: str) -> None:
    path = tmp_path / "gold.yaml"
    path.write_text(gold, encoding="utf-8")
    with pytest.raises(GoldError, match=f"^{says}"):
        read_gold(path)
