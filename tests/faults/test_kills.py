"""kill -9 at random moments, of the main process and of those below it: after going on, a destination is as
if nothing had happened.

KHABARKAV_KILLS: how many for each destination; a few without it."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

KILLS = int(os.environ.get("KHABARKAV_KILLS", "2"))
ARTICLES = 2_000
SHARD = 50


@pytest.fixture(params=["jsonl", "jsonl.zst", "duckdb"])
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def contents(destination: Path) -> Any:
    """All that is in a destination, so that two can be compared."""
    if destination.suffix == ".duckdb":
        import duckdb

        with duckdb.connect(str(destination), read_only=True) as connection:
            tables = [
                name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()
            ]
            return {
                table: sorted(map(repr, connection.execute(f'select * from "{table}"').fetchall()))
                for table in tables
            }
    return destination.read_bytes()


def test_after_kills_a_destination_is_as_if_there_had_been_none(
    khabarkav: Any, make_archive: Callable[..., Path], processes: Any, tmp_path: Path, suffix: str
) -> None:
    words = dict.fromkeys(range(0, ARTICLES, 97), "failing")
    archive = make_archive(ARTICLES, words)
    khabarkav.harm()
    options = ["--workers", "2", "--timeout", "5", "--shard-size", str(SHARD)]
    calm, shaken = tmp_path / f"calm.{suffix}", tmp_path / f"shaken.{suffix}"
    start = time.monotonic()
    assert khabarkav("run", archive, "--to", calm, *options).code == 1
    duration = time.monotonic() - start

    kills = 0
    chance = random.Random()
    while kills < KILLS:
        run = khabarkav.start("run", archive, "--to", shaken, *options)
        while kills < KILLS:
            time.sleep(chance.uniform(0.05, 0.6 * duration))
            below = processes.below(run.pid)
            if run.poll() is not None:
                break
            kills += 1
            victim = run.pid if kills % 2 or not below else chance.choice(below)
            os.kill(victim, signal.SIGKILL)
            if victim == run.pid:
                run.communicate()
                processes.wait_until(lambda below=below: not any(map(processes.alive, below)), 10)
                break
        else:
            run.communicate(timeout=120)
        if run.returncode == 1 and kills < KILLS:  # it came to its end: begin anew
            khabarkav.start("run", archive, "--to", shaken, *options, "--restart").kill()

    result = khabarkav("run", archive, "--to", shaken, *options)
    assert result.code == 1
    assert contents(shaken) == contents(calm)
    errors = [tmp_path / name for name in os.listdir(tmp_path) if name.endswith(".errors.jsonl")]
    first, second = (path.read_bytes() for path in errors)
    assert first == second
    assert len(first.splitlines()) == len(words)
