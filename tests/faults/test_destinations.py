"""A disk that fills up, a server that is restarted or stays away, in the middle of a run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from khabarkav_command import Khabarkav, contents, wait_until, write_archive
from postgresql_server import Server
from stored_records import query

OPTIONS = ["--shard-size", "50"]


@pytest.fixture
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A file system of the size that the test gives."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={request.param}", "khabarkav-tests", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("a small file system takes the right to mount one")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize(
    ("small_disk", "name"),
    [("2m", "{}/out.jsonl"), ("200k", "{}/out/*.parquet"), ("2m", "{}/out.duckdb"), ("2m", "{}/out.sqlite")],
    indirect=["small_disk"],
)
def test_a_run_goes_on_once_the_disk_has_room(
    khabarkav: Khabarkav, small_disk: Path, tmp_path: Path, name: str
) -> None:
    archive = write_archive(tmp_path / "news.jsonl", 1000, {500: "failing"})
    khabarkav.harm()
    full = khabarkav("run", archive, "--to", name.format(small_disk), *OPTIONS)
    assert full.code == 3
    assert full.errors[-1].startswith("khabarkav: stopped: ")
    assert "the disk is full" in full.errors[-1]
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    assert khabarkav("run", archive, "--to", name.format(small_disk), *OPTIONS).code == 1
    (tmp_path / "calm").mkdir()
    assert khabarkav("run", archive, "--to", name.format(tmp_path / "calm"), *OPTIONS).code == 1
    assert contents(name.format(small_disk)) == contents(name.format(tmp_path / "calm"))


def test_a_server_is_restarted_in_the_middle_of_a_run(
    khabarkav: Khabarkav, postgresql_server: Server, postgresql: str, tmp_path: Path
) -> None:
    archive = write_archive(tmp_path / "news.jsonl", 1000)
    assert khabarkav("run", archive, "--to", postgresql + "?schema=calm", *OPTIONS).code == 0
    process = khabarkav.start("run", archive, "--to", postgresql + "?schema=shaken", *OPTIONS)
    wait_until(lambda: shards(postgresql + "?schema=shaken") > 2)
    postgresql_server.stop("immediate")
    postgresql_server.start()
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert contents(postgresql + "?schema=shaken") == contents(postgresql + "?schema=calm")


@pytest.mark.skipif("KHABARKAV_KILLS" not in os.environ, reason="takes two minutes")
def test_a_run_goes_on_when_its_server_is_back(
    khabarkav: Khabarkav, postgresql_server: Server, postgresql: str, tmp_path: Path
) -> None:
    """The server stays away for longer than a run waits for it."""
    archive = write_archive(tmp_path / "news.jsonl", 1000)
    assert khabarkav("run", archive, "--to", postgresql + "?schema=calm", *OPTIONS).code == 0
    process = khabarkav.start("run", archive, "--to", postgresql + "?schema=shaken", *OPTIONS)
    wait_until(lambda: shards(postgresql + "?schema=shaken") > 2)
    postgresql_server.stop("immediate")
    try:
        _, said = process.communicate(timeout=180)
    finally:
        postgresql_server.start()
    assert process.returncode == 3
    assert said.splitlines()[-1].startswith("khabarkav: stopped: ")
    assert "Traceback" not in said
    assert khabarkav("run", archive, "--to", postgresql + "?schema=shaken", *OPTIONS).code == 0
    assert contents(postgresql + "?schema=shaken") == contents(postgresql + "?schema=calm")


def shards(address: str) -> int:
    try:
        return int(query(address, "SELECT count(*) FROM khabarkav_shards")[0][0])
    except Exception:  # not made yet
        return 0
