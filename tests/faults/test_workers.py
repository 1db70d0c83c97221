"""Articles that get stuck, fail, or take their process with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from khabarkav_command import Khabarkav, write_archive


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def ids(path: Path) -> list[str]:
    return [record["doc_id"] for record in lines(path)]


@pytest.mark.parametrize("workers", [1, 2])
def test_only_the_article_that_does_harm_is_given_up_on(
    khabarkav: Khabarkav, tmp_path: Path, workers: int
) -> None:
    harm = {40: "stuck", 41: "crash", 100: "killed-once", 130: "failing"}
    archive, out = write_archive(tmp_path / "news.jsonl", 200, harm), tmp_path / "records.jsonl"
    khabarkav.harm()
    result = khabarkav("run", archive, "--to", out, "--workers", str(workers), "--timeout", "3")
    assert result.code == 1
    assert ids(out) == [f"a{number}" for number in range(200) if number not in (40, 41, 130)]
    stuck, crash, failing = lines(tmp_path / "records.jsonl.errors.jsonl")
    assert (stuck["place"], stuck["stage"]) == (f"{archive}, line 41", "timeout")
    assert stuck["reason"] == "took longer than 3 seconds"
    assert (crash["place"], crash["stage"]) == (f"{archive}, line 42", "worker")
    assert crash["reason"] == "its process was killed (SIGSEGV, a crash), 2 times"
    assert (failing["doc_id"], failing["stage"]) == ("a130", "sentences")
    assert failing["reason"] == "ZeroDivisionError: division by zero"


def test_retry_amends_what_succeeds_and_keeps_the_rest(khabarkav: Khabarkav, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "news.jsonl", 100, {3: "failing", 50: "crash"})
    out, errors = tmp_path / "records.jsonl", tmp_path / "records.jsonl.errors.jsonl"
    khabarkav.harm()
    assert khabarkav("run", archive, "--to", out).code == 1
    before = errors.read_bytes()
    assert khabarkav("retry", archive, "--to", out).code == 1
    assert (errors.read_bytes(), len(ids(out))) == (before, 98)
    khabarkav.mend()
    result = khabarkav("retry", archive, "--to", out)
    assert (result.code, result.errors[-1]) == (1, "khabarkav: 1 articles succeeded now, 1 still fail")
    assert [failure["place"] for failure in lines(errors)] == [f"{archive}, line 51"]
    assert sorted(ids(out)) == sorted(f"a{number}" for number in range(100) if number != 50)
    again = khabarkav("run", archive, "--to", out)
    assert again.code == 1
    assert "nothing to do" in again.errors[0]


def test_too_many_failures_stop_a_run_and_a_higher_bound_goes_on(
    khabarkav: Khabarkav, tmp_path: Path
) -> None:
    archive = write_archive(tmp_path / "news.jsonl", 300, dict.fromkeys(range(100, 300, 10), "failing"))
    out = tmp_path / "records.jsonl"
    khabarkav.harm()
    options = ["--to", out, "--shard-size", "50"]
    result = khabarkav("run", archive, *options, "--max-errors", "5")
    assert result.code == 3
    assert "stopped: more than 5 articles failed; give a higher --max-errors" in result.errors[-1]
    assert not out.exists()
    assert khabarkav("run", archive, *options, "--max-errors", "20").code == 1
    assert len(ids(out)) == 280
