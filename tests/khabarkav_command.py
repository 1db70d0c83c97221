"""What tests of runs and faults share: long archives, articles that do harm, the command as a process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from stored_records import query, stored_tables

from pipeline.resources import data_folder

_SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((data_folder() / "samples").glob("*.txt"))]
_DIGITS = "0123456789۰۱۲۳۴۵۶۷۸۹"

# Imported by every Python process that has its folder on the path: so workers meet articles that do harm.
_HARM = """
import os, re, signal
from pipeline.stages.sentences import Sentences

read = Sentences.__call__

def harmed(self, document):
    if "stuck" in document.raw:
        re.match("(a+)+$", "a" * 60 + "b")  # for ever, and deaf to signals
    if "crash" in document.raw:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "killed-once" in document.raw and not os.path.exists(os.environ["KILLED"]):
        open(os.environ["KILLED"], "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    if "failing" in document.raw and not os.path.exists(os.environ["MENDED"]):
        raise ZeroDivisionError("division by zero")
    read(self, document)

Sentences.__call__ = harmed
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    errors: list[str]


class Khabarkav:
    """The command as a process of its own. environment: variables on top of this process's."""

    def __init__(self, folder: Path) -> None:
        self.environment = {**os.environ, "PYTHONPATH": str(folder)}
        self._folder = folder

    def harm(self) -> None:
        """From now on some articles do harm: those with the words stuck, crash, killed-once and failing."""
        (self._folder / "sitecustomize.py").write_text(_HARM, encoding="utf-8")
        self.environment |= {"KILLED": str(self._folder / "killed"), "MENDED": str(self._folder / "mended")}

    def mend(self) -> None:
        """From now on `failing` articles succeed."""
        (self._folder / "mended").touch()

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
        )

    def __call__(self, *arguments: str | Path, timeout: float = 300) -> Result:
        process = self.start(*arguments)
        out, errors = process.communicate(timeout=timeout)
        assert "Traceback" not in errors, errors
        return Result(process.returncode, out, errors.splitlines())


def article(number: int) -> str:
    """A sample article with figures of its own."""

    def other(digit: re.Match[str]) -> str:
        script = _DIGITS.index(digit[0]) // 10 * 10
        return _DIGITS[script + (number // len(_SAMPLES) + digit.start()) % 9 + 1]

    return re.sub("[1-9۱-۹]", other, _SAMPLES[number % len(_SAMPLES)])


def write_archive(path: Path, count: int, words: Mapping[int, str] = MappingProxyType({})) -> Path:
    """A JSONL file of so many articles. words: what is added to some of them, by their numbers from 0."""
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            text = article(number) + (f"\n{words[number]}" if number in words else "")
            print(json.dumps({"doc_id": f"a{number}", "text": text}, ensure_ascii=False), file=lines)
    return path


def contents(address: str) -> Any:
    """All that is in a destination, so that two can be compared."""
    if "://" in address or address.endswith((".duckdb", ".sqlite")):
        rows = {name: sorted(map(repr, rows)) for name, rows in stored_tables(address).items()}
        ledger = query(
            address, "SELECT shard, digest, entries, failures FROM khabarkav_shards ORDER BY shard"
        )
        return rows, ledger
    path = Path(address)
    if path.name == "*.parquet":
        return {part.name: part.read_bytes() for part in path.parent.glob("*.parquet")}
    return path.read_bytes()


def below(pid: int) -> list[int]:
    """Those a process has started, and theirs."""
    found = []
    for child in children(pid):
        found += [child, *below(child)]
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def none_alive(processes: list[int]) -> bool:
    return not any(map(alive, processes))


def wait_until(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def children(pid: int) -> Iterable[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
