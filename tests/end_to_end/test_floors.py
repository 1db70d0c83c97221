"""The evaluation gate: scores on gold may rise, never fall below tests/floors.yaml."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pipeline import Article, Pipeline
from pipeline.evaluation import evaluate
from pipeline.gold import read_gold
from pipeline.resources import data_folder
from pipeline.text.folding import fold

ROOT = Path(__file__).resolve().parents[2]
FLOORS = yaml.safe_load((ROOT / "tests" / "floors.yaml").read_text(encoding="utf-8"))
SHARED = ROOT.parent / "shared"


def below_floor(measured: dict[str, float], floors: dict[str, float]) -> dict[str, tuple[float, float]]:
    return {name: (measured[name], floor) for name, floor in floors.items() if measured[name] < floor}


def test_scores_on_own_gold_hold_the_floor() -> None:
    gold = read_gold(data_folder() / "gold" / "news.yaml")
    assert len(gold) >= 25
    records = [record.model_dump() for record in Pipeline().run(entry.article for entry in gold)]
    evaluation = evaluate(gold, records)
    measured = {name: evaluation.figure(name) for name in evaluation.scores}
    assert measured["offsets"] == 1.0
    assert not below_floor(measured, FLOORS["own"])


@pytest.mark.skipif(
    not (SHARED / "score" / "score.py").exists(), reason="the shared development set is not here"
)
@pytest.mark.parametrize("split", ["seeds", "dev"])
def test_scores_on_shared_gold_hold_the_floor(split: str, tmp_path: Path) -> None:
    pipeline, records = Pipeline(), tmp_path / "records.jsonl"
    with records.open("w", encoding="utf-8") as out:
        for line in (SHARED / "articles" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            record = pipeline(Article(item["text"], item["doc_id"]), published=item.get("published"))
            print(record.to_json(), file=out)
    score = [sys.executable, str(SHARED / "score" / "score.py"), str(SHARED / "gold" / f"{split}.jsonl")]
    done = subprocess.run(
        [*score, str(records), "--articles", str(SHARED / "articles"), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = json.loads(done.stdout)
    measured = {name: row["f1"] if "f1" in row else row["share"] for name, row in rows.items()}
    measured["officials.organization"] = _organizations(SHARED / "gold" / f"{split}.jsonl", records)
    assert measured["offsets"] == 1.0
    assert not below_floor(measured, FLOORS[split])


def _organizations(gold: Path, records: Path) -> float:
    """The share of right organisations, of the posts whose title was found as the gold has it."""
    found = {(doc_id, name, title): organization for doc_id, name, title, organization in _posts(records)}
    wanted = [(post, organization) for *post, organization in _posts(gold) if tuple(post) in found]
    right = [organization == found[doc_id, name, title] for (doc_id, name, title), organization in wanted]
    return sum(right) / len(right)


def _posts(lines: Path) -> Iterator[tuple[str, str | None, str, str | None]]:
    """(doc_id, name, title, organisation) of the posts that say what organisation they belong to."""
    for line in lines.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for official in record["officials"]:
            for post in official["positions"]:
                if "organization" in post:
                    squeezed = (official["name"], post["title"], post["organization"])
                    yield record["doc_id"], *(text and fold(text).text.replace(" ", "") for text in squeezed)
