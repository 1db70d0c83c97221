"""What the README says is so: its example, its commands, its Python.

`python tests/end_to_end/test_readme.py` writes the example's record and the scores into the README anew.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import Pipeline
from pipeline.cli import app
from pipeline.evaluation import evaluate
from pipeline.gold import read_gold
from pipeline.resources import data_folder

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(marker: str, language: str) -> str:
    """The first code block of a language behind a marker."""
    match = re.search(rf"<!-- {marker} -->.*?```{language}\n(.*?)```", README, re.DOTALL)
    assert match, f"the README has no {language} block behind <!-- {marker} -->"
    return match[1]


def example_sentence() -> str:
    match = re.search(r"<!-- example -->\n> (.*)\n", README)
    assert match
    return match[1]


def test_the_readme_opens_with_a_sentence_and_its_record(pipeline: Pipeline) -> None:
    shown = json.loads(block("example", "json"))
    assert shown == json.loads(pipeline(example_sentence()).to_json())
    assert shown["officials"] and shown["provinces"] and shown["quantities"] and shown["targets"]


def test_the_main_command_runs_on_the_samples(tmp_path: Path) -> None:
    *_, run, show = block("main command", "bash").strip().split(" && ")
    assert show == "head -n 1 records.jsonl"
    arguments = run.split()[1:]
    arguments[arguments.index("records.jsonl")] = str(tmp_path / "records.jsonl")
    subprocess.run([sys.executable, "-m", "pipeline.cli", *arguments], cwd=ROOT, check=True)
    records = (tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()
    samples = ROOT / "data" / "samples"
    rows = (samples / "news.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(records) == len(list(samples.glob("*.txt"))) + len(rows)
    assert all(json.loads(record)["quantities"] for record in records)


def test_continuous_integration_finds_the_test_command() -> None:
    command = block("test command", "bash")
    for tool in ("ruff check", "mypy", "pytest"):
        assert tool in command


def test_every_command_is_in_the_readme() -> None:
    for command in app.registered_commands:
        assert command.callback
        name = command.callback.__name__.replace("_", "-")
        assert f"khabarkav {name}" in README


@pytest.mark.parametrize(
    "code", re.findall(r"```python\n(.*?)```", README, re.DOTALL), ids=["use", "stages", "spacy"]
)
def test_the_readmes_python_runs(code: str) -> None:
    exec(code, {"articles": ["استاندار یزد گفت: ۲۰ کلاس درس ساخته شد."]})


@pytest.mark.parametrize(
    "page", ["README.md", *(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))]
)
def test_links_within_the_project_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def narrow_json(value: object, indent: str = "", width: int = 118) -> str:
    """JSON for people: what fits on a line stands on a line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= width or not isinstance(value, dict | list):
        return line
    inner = indent + " "
    if isinstance(value, list):
        return "[" + f",\n{inner}".join(narrow_json(item, inner, width) for item in value) + "]"
    rows = [""]
    for key, item in value.items():
        field = f"{json.dumps(key)}: {narrow_json(item, inner, width - len(key) - 5)}"
        joined = f"{rows[-1]}, {field}" if rows[-1] else field
        if "\n" in joined or len(inner) + len(joined) > width:
            rows.append(field)
        else:
            rows[-1] = joined
    return "{" + f",\n{inner}".join(row for row in rows if row) + "}"


def measured_scores() -> dict[str, float]:
    gold = read_gold(data_folder() / "gold" / "news.yaml")
    pipeline = Pipeline()
    evaluation = evaluate(gold, [pipeline.plain(entry.article) for entry in gold])
    return {name: evaluation.figure(name) for name in evaluation.scores}


def scores_table(scores: dict[str, float]) -> str:
    return "\n".join(
        [
            "| measure | score |",
            "| --- | --- |",
            *(f"| {name} | {score:.2f} |" for name, score in scores.items()),
        ]
    )


def test_the_readme_claims_no_better_scores_than_are_measured() -> None:
    claimed = dict(re.findall(r"^\| ([a-z_.]+) \| ([01]\.\d\d) \|$", README, re.MULTILINE))
    measured = measured_scores()
    assert set(claimed) == set(measured)
    assert {name: score for name, score in claimed.items() if float(score) > measured[name] + 0.005} == {}


def write() -> None:
    """Put the example's record and the scores as they are now into the README."""
    record = json.loads(Pipeline()(example_sentence()).to_json())
    old = f"```json\n{block('example', 'json')}```"
    text = README.replace(old, f"```json\n{narrow_json(record)}\n```")
    table = scores_table(measured_scores())
    text = re.sub(
        r"(?<=<!-- scores -->\n).*?(?=<!-- end of scores -->)", f"\n{table}\n\n", text, flags=re.DOTALL
    )
    (ROOT / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
