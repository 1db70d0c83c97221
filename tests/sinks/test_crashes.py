"""Runs that are killed at every step: going on gives what an undisturbed run gives."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sample_records import record
from sink_runs import DATABASES, RUN, archive_shard, batch, load, shard
from stored_records import stored_records

from pipeline.sinks.database import Database
from pipeline.sinks.opening import open_sink

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")

Step = tuple[Any, str]

SHARDS = [archive_shard(0), archive_shard(1)[:1] + archive_shard(0)[:1]]

FILE_STEPS: list[Step] = [(os, "fsync"), (os, "replace"), (os, "unlink"), (os, "ftruncate")]


def _kinds_of(base: type) -> list[type]:
    return [base, *(kind for derived in base.__subclasses__() for kind in _kinds_of(derived))]


def database_steps() -> list[Step]:
    import pipeline.sinks.duckdb
    import pipeline.sinks.postgresql
    import pipeline.sinks.sqlite  # noqa: F401

    return [
        (kind, name)
        for kind in _kinds_of(Database)
        for name in ("execute", "append", "delete")
        if name in vars(kind) and kind is not Database
    ]


def steps_taken(steps: list[Step], work: Callable[[], object]) -> int:
    """How many steps work takes."""
    taken = 0
    with pytest.MonkeyPatch.context() as patch:

        def counted(call: Callable[..., Any]) -> Callable[..., Any]:
            def step(*arguments: Any, **named: Any) -> Any:
                nonlocal taken
                taken += 1
                return call(*arguments, **named)

            return step

        for owner, name in steps:
            patch.setattr(owner, name, counted(getattr(owner, name)))
        work()
    return taken


def killed_at(count: int, steps: list[Step], work: Callable[[], object]) -> bool:
    """Do work in a process that is killed before its so many-th step; whether it came that far."""
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        left = count

        def counted(call: Callable[..., Any]) -> Callable[..., Any]:
            def step(*arguments: Any, **named: Any) -> Any:
                nonlocal left
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*arguments, **named)

            return step

        for owner, name in steps:
            setattr(owner, name, counted(getattr(owner, name)))
        try:
            work()
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


# Compression and format of a file make no step of their own.
@pytest.fixture(params=["records.jsonl.gz", "nested/*.parquet", "tables/*.csv"])
def file_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{tmp_path}/{request.param}"


def test_files_killed_at_every_step(file_address: str, tmp_path: Path) -> None:
    load_archive(file_address)
    expected = _finished_files(tmp_path)
    taken = steps_taken(FILE_STEPS, lambda: load_archive(file_address))
    assert taken > 12
    for count in _some(taken):
        folder = tmp_path / f"run-{count}"
        folder.mkdir()
        address = file_address.replace(str(tmp_path), str(folder))
        assert killed_at(count, FILE_STEPS, lambda to=address: load_archive(to))
        load_archive(address)
        assert _finished_files(folder) == expected, f"killed before step {count}"


def test_files_killed_again_and_again(file_address: str, tmp_path: Path) -> None:
    address = file_address.replace(str(tmp_path), str(tmp_path / "again"))
    (tmp_path / "again").mkdir()
    load_archive(file_address)
    kills = 0
    while killed_at(4 + 2 * kills, FILE_STEPS, lambda: load_archive(address)):
        kills += 1
    assert kills > 2
    assert _finished_files(tmp_path / "again") == {
        name: content for name, content in _finished_files(tmp_path).items() if not name.startswith("again")
    }


def test_an_old_output_stays_until_the_new_one_is_whole(file_address: str, tmp_path: Path) -> None:
    load_archive(file_address)
    old = _finished_files(tmp_path)
    sink = open_sink(file_address)
    sink.begin(RUN, resume=False)
    for index in range(3):
        sink.write(shard(index, [{}]), batch(sink, [record(f"new-{index}")]))
        assert _finished_files(tmp_path) == old
    sink.close()
    assert _finished_files(tmp_path) == old
    sink = open_sink(file_address)
    assert sink.progress(RUN.source) is not None
    sink.begin(RUN, resume=True)
    sink.finish()
    sink.close()
    assert [made["doc_id"] for made in stored_records(file_address)] == ["new-0", "new-1", "new-2"]


def test_files_amended_and_killed_at_every_step(file_address: str, tmp_path: Path) -> None:
    def amend(address: str) -> None:
        sink = open_sink(address)
        sink.amend(batch(sink, [record("s0-1", 42), record("new")]))
        sink.close()

    load_archive(file_address)
    amend(file_address)
    expected = stored_records(file_address)
    taken = steps_taken(FILE_STEPS, lambda: amend(file_address))
    for count in _some(taken):
        folder = tmp_path / f"run-{count}"
        folder.mkdir()
        address = file_address.replace(str(tmp_path), str(folder))
        load_archive(address)
        assert killed_at(count, FILE_STEPS, lambda to=address: amend(to))
        amend(address)
        assert stored_records(address) == expected, f"killed before step {count}"


@pytest.mark.parametrize("kind", DATABASES)
def test_databases_killed_at_steps(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if kind == "postgresql":
        base = request.getfixturevalue("postgresql")

    def address_of(name: object) -> str:
        return f"{base}?schema=run_{name}" if kind == "postgresql" else f"{tmp_path}/{name}-{kind}"

    undisturbed = address_of("undisturbed")
    load_archive(undisturbed)
    expected = stored_records(undisturbed)
    steps = database_steps()
    taken = steps_taken(steps, lambda: load_archive(address_of("counted")))
    # The first steps make the tables; the others are spread over all that shards and the end take.
    for count in (1, taken // 3, *range(taken - 60, taken, 9)):
        address = address_of(count)
        assert killed_at(count, steps, lambda to=address: load_archive(to))
        load_archive(address)
        assert stored_records(address) == expected, f"killed before step {count}"


def load_archive(address: str) -> None:
    load(address, SHARDS)


def _some(taken: int) -> list[int]:
    """Every step, or of many about a dozen, among them the first and the last ones."""
    return sorted({*range(1, taken + 1, 1 + taken // 13), taken - 1, taken})


def _finished_files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".run/" not in str(path) and "run-" not in str(path.relative_to(folder))
    }
