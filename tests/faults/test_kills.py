"""kill -9 at random moments, of the main process and of those below it: once a run has gone on to its end,
its destination is as if nothing had happened.

KHABARKAV_KILLS: how many for each destination; a few without it."""

from __future__ import annotations

import os
import random
import signal
import time
from functools import partial
from pathlib import Path

import pytest
from khabarkav_command import Khabarkav, below, contents, none_alive, wait_until, write_archive

KILLS = int(os.environ.get("KHABARKAV_KILLS", "2"))
ARTICLES = 2_000 if KILLS > 2 else 800
OPTIONS = ["--workers", "2", "--timeout", "5", "--shard-size", "50"]


@pytest.fixture(params=["{}.jsonl", "{}.jsonl.zst", "{}/*.parquet", "{}.duckdb", "{}.sqlite", "postgresql"])
def destination(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A destination's address, but for its name."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql")) + "?schema={}"
    return str(tmp_path / request.param)


def test_after_kills_a_destination_is_as_if_there_had_been_none(
    khabarkav: Khabarkav, tmp_path: Path, destination: str
) -> None:
    failing = dict.fromkeys(range(0, ARTICLES, 97), "failing")
    archive = write_archive(tmp_path / "news.jsonl", ARTICLES, failing)
    khabarkav.harm()
    run = {
        name: [
            "run",
            archive,
            "--to",
            destination.format(name),
            "--errors",
            tmp_path / f"{name}.errors",
            *OPTIONS,
        ]
        for name in ("calm", "shaken")
    }
    start = time.monotonic()
    assert khabarkav(*run["calm"]).code == 1
    duration = time.monotonic() - start

    killed, restart = 0, []
    while killed < KILLS:
        process = khabarkav.start(*run["shaken"], *restart)
        killed += kill_now_and_then(process.pid, KILLS - killed, duration)
        process.communicate(timeout=300)
        # It may have come to its end before a signal reached it.
        restart = ["--restart"] if process.returncode == 1 else []

    assert khabarkav(*run["shaken"], *restart).code == 1
    assert contents(destination.format("shaken")) == contents(destination.format("calm"))
    errors = (tmp_path / "shaken.errors").read_bytes()
    assert errors == (tmp_path / "calm.errors").read_bytes()
    assert len(errors.splitlines()) == len(failing)


def kill_now_and_then(main: int, most: int, duration: float) -> int:
    """Kill processes below a run, and by turns the run itself, which is the last; gives how many."""
    for number in range(1, most + 1):
        time.sleep(random.uniform(0.05, 0.6 * duration))
        workers = below(main)
        if not workers:
            return number - 1
        if number % 2:
            os.kill(random.choice(workers), signal.SIGKILL)
        else:
            os.kill(main, signal.SIGKILL)
            wait_until(partial(none_alive, workers))
            return number
    return most
