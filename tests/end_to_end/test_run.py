"""Runs of whole archives, as a user meets them: what they write and say, how they stop and go on."""

from __future__ import annotations

import gzip
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest
from khabarkav_command import Khabarkav, Result, article, below, none_alive, wait_until, write_archive
from postgresql_server import SUPERUSER, Server
from stored_records import query

from pipeline.cli import main
from pipeline.record import json_schema

SHARDS = ["--shard-size", "50"]


@pytest.fixture
def khabarkav(tmp_path: Path) -> Khabarkav:
    folder = tmp_path / "python"
    folder.mkdir()
    return Khabarkav(folder)


Here = Callable[..., Result]


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str]) -> Here:
    """The command in this process, without workers: quick, and the same but for what happens to workers."""

    def run(*arguments: str | Path) -> Result:
        code = main([str(argument) for argument in [*arguments, "--workers", "0"]])
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        return Result(code, captured.out, captured.err.splitlines())

    return run


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "news.jsonl", 200)


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def add(archive: Path, *articles: str) -> None:
    with archive.open("a", encoding="utf-8") as lines:
        for text in articles:
            print(json.dumps({"text": text}, ensure_ascii=False), file=lines)


def stopped_run(khabarkav: Khabarkav, archive: Path, out: Path) -> Result:
    """A run that ends with two shards of 50 committed, by one failure too many in the third."""
    khabarkav.harm()
    result = khabarkav("run", archive, "--to", out, *SHARDS, "--max-errors", "0", "--workers", "1")
    assert result.code == 3
    return result


# ---------------------------------------------------------------- what is written


def test_a_folder_becomes_records(here: Here, tmp_path: Path) -> None:
    folder = tmp_path / "archive" / "deep"
    folder.mkdir(parents=True)
    (folder / "b.txt").write_text(article(1), encoding="utf-8")
    (folder.parent / "a.txt").write_text(article(0), encoding="utf-8")
    result = here("run", folder.parent, "--to", tmp_path / "out.jsonl")
    assert (result.code, result.out, len(result.errors)) == (0, "", 1)
    assert result.errors[0].startswith("khabarkav: 2 articles done in ")
    made = records(tmp_path / "out.jsonl")
    assert [record["doc_id"] for record in made] == ["a.txt", "deep/b.txt"]
    for record in made:
        jsonschema.validate(record, json_schema())


def test_files_that_are_passed_over_are_counted(here: Here, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    (folder / ".hidden").mkdir(parents=True)
    (folder / "a.txt").write_text(article(0), encoding="utf-8")
    for name in ("b.doc", "c.DOC", "read me", ".hidden/d.doc", ".e.doc"):
        (folder / name).write_text(article(0), encoding="utf-8")
    result = here("run", folder, "--to", tmp_path / "out.jsonl")
    assert result.code == 0
    said = "khabarkav: 3 files were passed over, for no such format is read: .doc (2), read me (1)"
    assert result.errors[1:] == [said]
    assert here("run", folder / "a.txt", "--to", tmp_path / "one.jsonl").errors[1:] == []


@pytest.mark.parametrize("name", ["out.jsonl.gz", "out.duckdb"])
def test_the_number_of_workers_changes_nothing(
    khabarkav: Khabarkav, archive: Path, tmp_path: Path, name: str
) -> None:
    made = []
    for workers in ("0", "1", "3"):
        (tmp_path / workers).mkdir()
        out = tmp_path / workers / name
        assert khabarkav("run", archive, "--to", out, *SHARDS, "--workers", workers).code == 0
        if name.endswith(".gz"):
            made.append(out.read_bytes())
            assert len(gzip.decompress(made[-1]).splitlines()) == 200
        else:
            from stored_records import stored_tables

            made.append(stored_tables(str(out)))
            assert len(made[-1]["articles"]) == 200
    assert made[0] == made[1] == made[2]


def test_an_archive_on_standard_input_is_printed(khabarkav: Khabarkav) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "run", "-", "--to", "-"]
    line = json.dumps({"doc_id": "a", "text": article(0)}, ensure_ascii=False).encode()
    done = subprocess.run(command, input=line, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["doc_id"] == "a"


def test_a_closed_pipe_ends_a_run_quietly(archive: Path) -> None:
    command = f"{sys.executable} -m pipeline.cli run {archive} --to - | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["doc_id"] == "a0"
    assert done.stderr == ""


def test_passwords_show_nowhere(
    here: Here, archive: Path, postgresql_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(archive, "")  # a failure
    with archive.open("a", encoding="utf-8") as lines:
        lines.write("broken\n")
    monkeypatch.chdir(tmp_path)
    name = postgresql_server.create_database()
    good = postgresql_server.address(name, f"{SUPERUSER}:s3cr3t")
    bad = f"postgresql://someone:s3cr3t@127.0.0.1:{postgresql_server.port}/{name}"
    said = []
    for address, code in ((good, 1), (good, 1), (bad, 2), ("postgresql://x:s3cr3t@127.0.0.1:1/x", 2)):
        result = here("run", archive, "--to", address, "--report", "run.json")
        assert result.code == code
        said += [result.out, *result.errors, Path("run.json").read_text(encoding="utf-8")]
    result = here("run", "http://me:s3cr3t@127.0.0.1:1/news.jsonl?token=s3cr3t", "--to", "out.jsonl")
    assert result.code in (1, 2)
    said += [result.out, *result.errors]
    for path in tmp_path.rglob("*"):
        said += [path.name, path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""]
    said += map(str, query(good, "SELECT * FROM khabarkav_runs"))
    postgresql_server.drop_database(name)
    assert not [line for line in said if "s3cr3t" in line]


def test_ids_given_twice_are_noticed(here: Here, archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    archive.write_bytes(content + b"".join(content.splitlines(keepends=True)[:3]))
    result = here("run", archive, "--to", tmp_path / "out.jsonl", *SHARDS)
    assert result.code == 0
    assert "3 articles have the id of an earlier one" in result.errors[-1]
    assert len(records(tmp_path / "out.jsonl")) == 200


def test_a_destination_within_the_input_is_none_of_it(here: Here, archive: Path) -> None:
    out = archive.with_name("out.jsonl")
    for _ in range(2):
        result = here("run", archive.parent, "--to", out, "--report", archive.with_name("report.json"))
        assert result.code == 0
        assert len(records(out)) == 200
    assert "nothing to do" in result.errors[0]


def test_the_report_counts_what_was_done(khabarkav: Khabarkav, archive: Path, tmp_path: Path) -> None:
    with archive.open("a", encoding="utf-8") as lines:
        lines.write('{"doc_id": "broken", "text":\n')
    khabarkav.harm()
    add(archive, "یک خبر failing")
    path = tmp_path / "run.json"
    assert khabarkav("run", archive, "--to", tmp_path / "out.jsonl", "--report", path).code == 1
    report = json.loads(path.read_text(encoding="utf-8"))
    assert (report["state"], report["articles"], report["records"]) == ("done", 202, 200)
    assert report["failures_by_stage"] == {"reading": 1, "sentences": 1}
    assert sum(report["cpu_shares"].values()) == pytest.approx(1, abs=0.001)
    assert 0.2 < report["cpu_shares"]["extraction"] < 1
    assert report["peak_memory_bytes"]["largest_worker"] > 20_000_000
    assert report["articles_per_second"] > 1


# ---------------------------------------------------------------- going on, beginning anew


def test_a_finished_run_is_left_as_it_is(here: Here, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert here("run", archive, "--to", out).code == 0
    before = out.stat().st_mtime_ns
    result = here("run", archive, "--to", out)
    assert (result.code, out.stat().st_mtime_ns) == (0, before)
    assert result.errors == ["khabarkav: nothing to do: all 200 articles were done before"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda archive, folder: add(archive, article(7)), "the input has grown since"),
        (
            lambda archive, folder: archive.write_bytes(archive.read_bytes().replace(b"a150", b"a15x")),
            "changed since",
        ),
        (
            lambda archive, folder: archive.write_bytes(b"".join(archive.open("rb").readlines()[:100])),
            "changed since",
        ),
    ],
    ids=["grown", "edited", "shortened"],
)
def test_a_finished_run_of_a_changed_archive_is_done_again(
    here: Here, archive: Path, tmp_path: Path, change, says: str
) -> None:
    out, fresh = tmp_path / "out.jsonl", tmp_path / "fresh.jsonl"
    assert here("run", archive, "--to", out, *SHARDS).code == 0
    change(archive, tmp_path)
    result = here("run", archive, "--to", out, *SHARDS)
    assert result.code == 0
    assert says in result.errors[0]
    assert here("run", archive, "--to", fresh, *SHARDS).code == 0
    assert out.read_bytes() == fresh.read_bytes()


def test_changed_options_do_a_finished_run_again(here: Here, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert here("run", archive, "--to", out).code == 0
    result = here("run", archive, "--to", out, "--without", "targets")
    assert result.code == 0
    assert "the stages have changed since this run was finished: it is done again" in result.errors[0]
    assert not any(record["targets"] for record in records(out))


def test_a_stopped_run_goes_on_where_it_stopped(khabarkav: Khabarkav, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "news.jsonl", 200, {120: "failing"})
    out, fresh = tmp_path / "out.jsonl", tmp_path / "fresh.jsonl"
    stopped_run(khabarkav, archive, out)
    assert not out.exists()
    khabarkav.mend()
    result = khabarkav("run", archive, "--to", out, *SHARDS)
    assert result.code == 0
    assert "going on behind 100 articles" in result.errors[0]
    assert "200 articles done, 100 of them now" in result.errors[1]
    assert khabarkav("run", archive, "--to", fresh, *SHARDS).code == 0
    assert out.read_bytes() == fresh.read_bytes()


@pytest.mark.parametrize("restart", [False, True])
def test_half_a_run_and_a_changed_archive_need_a_decision(
    khabarkav: Khabarkav, tmp_path: Path, restart: bool
) -> None:
    archive = write_archive(tmp_path / "news.jsonl", 200, {120: "failing"})
    out = tmp_path / "out.jsonl"
    stopped_run(khabarkav, archive, out)
    khabarkav.mend()
    archive.write_bytes(archive.read_bytes().replace(b"a70", b"a7x"))
    result = khabarkav("run", archive, "--to", out, *SHARDS, *["--restart"] * restart)
    if restart:
        assert result.code == 0
        assert len(records(out)) == 200
    else:
        assert result.code == 2
        assert (
            "the input has changed since this run was begun, before entry 101: --restart" in result.errors[-1]
        )


def test_half_a_run_and_changed_rules_need_a_decision(khabarkav: Khabarkav, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "news.jsonl", 200, {120: "failing"})
    out = tmp_path / "out.jsonl"
    stopped_run(khabarkav, archive, out)
    result = khabarkav("run", archive, "--to", out, *SHARDS, "--without", "targets")
    assert (result.code, len(result.errors)) == (2, 1)
    assert "the stages have changed since this run was begun (100 articles" in result.errors[0]


def test_failures_that_were_moved_away_are_asked_for(khabarkav: Khabarkav, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "news.jsonl", 200, {20: "failing", 120: "failing"})
    out, errors = tmp_path / "out.jsonl", tmp_path / "out.jsonl.errors.jsonl"
    khabarkav.harm()
    assert khabarkav("run", archive, "--to", out, *SHARDS, "--max-errors", "1", "--workers", "1").code == 3
    assert len(records(errors)) == 1
    errors.rename(tmp_path / "moved")
    result = khabarkav("run", archive, "--to", out, *SHARDS)
    assert (result.code, len(result.errors)) == (2, 2)
    assert "going on behind 100 articles" in result.errors[0]
    assert "say with --errors where they are" in result.errors[1]
    assert khabarkav("run", archive, "--to", out, *SHARDS, "--errors", tmp_path / "moved").code == 1
    assert len(records(tmp_path / "moved")) == 2


# ---------------------------------------------------------------- being stopped


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_a_run_that_goes_on_later(
    khabarkav: Khabarkav, tmp_path: Path, number: signal.Signals
) -> None:
    archive = write_archive(tmp_path / "news.jsonl", 1500)
    out = tmp_path / "out.jsonl"
    process = khabarkav.start("run", archive, "--to", out, *SHARDS)
    ledger = tmp_path / "out.jsonl.run" / "ledger.jsonl"
    wait_until(lambda: ledger.exists() and '"shard":' in ledger.read_text())
    workers = below(process.pid)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 3
    assert said.splitlines()[-1] == "khabarkav: stopped; run the same command again to go on"
    wait_until(lambda: none_alive(workers), 10)
    result = khabarkav("run", archive, "--to", out, *SHARDS)
    assert (result.code, len(records(out))) == (0, 1500)
    assert "going on behind" in result.errors[0]


def test_a_terminal_shows_how_far_a_run_is(khabarkav: Khabarkav, archive: Path, tmp_path: Path) -> None:
    khabarkav.harm()
    add(archive, "یک خبر failing")
    report, said = tmp_path / "run.json", b""
    terminal, ours = pty.openpty()
    command = ["run", archive, "--to", tmp_path / "out.jsonl", "--report", report, "--workers", "1"]
    with khabarkav.start(*command, stderr=ours) as process:
        os.close(ours)
        with suppress(OSError):  # when the other side is closed
            while part := os.read(terminal, 1 << 16):
                said += part
    shown = said.decode()
    assert process.returncode == 1, shown
    assert "Traceback" not in shown
    for part in ("201 articles", "100%", "/s", "1 failed", "stage sentences failed", "khabarkav retry"):
        assert part in shown


def test_two_runs_into_one_destination_do_not_mix(khabarkav: Khabarkav, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "news.jsonl", 1500)
    out = tmp_path / "out.jsonl"
    first = khabarkav.start("run", archive, "--to", out)
    wait_until((tmp_path / "out.jsonl.run" / "ledger.jsonl").exists)
    second = khabarkav("run", archive, "--to", out)
    assert (second.code, len(second.errors)) == (2, 1)
    assert "another run" in second.errors[0]
    first.communicate(timeout=120)
    assert first.returncode == 0


# ---------------------------------------------------------------- wrong use


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none", "--to", "x.jsonl"], "none: no such file"),
        (["news.jsonl", "--to", "."], "this is a folder"),
        (["news.jsonl", "--to", "nowhere/x.jsonl"], "there is no folder nowhere; make it first"),
        (["news.jsonl"], "Missing option '--to'"),
        (["news.jsonl", "--to", "news.jsonl"], "this is the input; give another name"),
        (["news.jsonl", "--to", "x.docx"], "no such destination"),
        (["news.jsonl", "--to", "x.jsonl", "--text-field", "body"], "body"),
        (["news.jsonl", "--to", "x.jsonl", "--without", "goals"], "no stage is called 'goals'"),
        (["news.jsonl", "--to", "x.jsonl", "--timeout", "soon"], "--timeout"),
        (["empty", "--to", "x.jsonl"], "no file to read is there"),
    ],
)
def test_wrong_use_is_one_line_and_touches_nothing(
    here: Here, archive: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(archive.parent)
    (archive.parent / "empty").mkdir()
    before = archive.read_bytes()
    result = here("run", *arguments)
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert says in result.errors[0]
    assert archive.read_bytes() == before
    assert sorted(os.listdir(archive.parent)) == ["empty", "news.jsonl"]


def test_retry_wants_a_finished_run(here: Here, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert here("run", archive, "--to", out).code == 0
    result = here("retry", archive, "--to", out)
    said = f"khabarkav: nothing to do: no failed article is listed in {out}.errors.jsonl"
    assert (result.code, result.errors) == (0, [said])
    result = here("retry", archive, "--to", "-")
    assert (result.code, len(result.errors)) == (2, 1)
    assert "what was printed is not kept" in result.errors[0]
