"""What a run into files keeps beside them: its ledger, and what is not yet in its place.

    OUT.run/lock           held by the run that writes; says which process that is
    OUT.run/ledger.jsonl   a JSON object a line, each synced before the next step:
        {"run": {"source": …, "extraction": …, "shard_size": …}}     first
        {"shard": {"index": 0, "digest": …, …}, "holds": {…}}        a shard is durable; holds: where it ends
        {"moves": {"new": "OUT"}, "removes": […]}                    files are whole and go to their place
        {"finished": true}                                           and are there
    OUT.run/…              shards, and files that are not whole yet; gone once the run is finished

What stands behind the last whole line of the ledger was cut off by a fault and counts for nothing.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from pipeline.archive.writing import flush, sync
from pipeline.sinks.base import DestinationError, Run, Shard

_LOCK = "lock"
_LEDGER = "ledger.jsonl"


@dataclass(frozen=True, slots=True)
class Commit:
    """A durable shard. holds: what its destination needs to find it."""

    shard: Shard
    holds: dict[str, Any]


@dataclass(slots=True)
class Ledger:
    """What the lines of a ledger say. moves: from a name in the run folder to a path beside it."""

    run: Run | None = None
    commits: list[Commit] = field(default_factory=list)
    moves: dict[str, str] = field(default_factory=dict)
    removes: list[str] = field(default_factory=list)
    finished: bool = False

    def take(self, line: dict[str, Any]) -> None:
        """Add what one more line says. Raises KeyError or TypeError for a line that is none of a ledger."""
        if "run" in line:
            self.run = Run(**line["run"])
        elif "shard" in line:
            self.commits.append(Commit(Shard(**line["shard"]), line["holds"]))
        elif "moves" in line:
            self.moves, self.removes, self.finished = line["moves"], line["removes"], False
        else:
            self.finished = line["finished"]


class RunFolder:
    """The run folder of one destination. Moves that a crash cut off are made when it is opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ledger = Ledger()
        self._lock: IO[str] | None = None
        self._file: IO[bytes] | None = None

    @property
    def is_open(self) -> bool:
        return self._lock is not None

    def open(self) -> None:
        """Lock the folder, make it where there is none, and read its ledger."""
        if self.is_open:
            return
        if not self.path.is_dir():
            self.path.mkdir(parents=True)
            sync(self.path.parent)
        self._lock = self._locked()
        try:
            self._file = (self.path / _LEDGER).open("a+b")
            self._read()
            if self.ledger.moves and not self.ledger.finished:
                self._move()
        except BaseException:
            self.close()
            raise

    def begin(self, run: Run, *, resume: bool) -> None:
        """Begin a ledger, and forget the files there are; resume: go on with this one and its files."""
        self._replace_ledger(run, self.ledger.commits if resume else [])
        if not resume:
            self._clear()

    def commit(self, shard: Shard, **holds: Any) -> None:
        """A shard is durable, says the ledger, and now it is."""
        self._write({"shard": asdict(shard), "holds": holds})
        self._sync()

    def finish(self, moves: dict[str, Path], removes: list[Path]) -> None:
        """Move whole and synced files from the folder to their places, all of them whatever happens
        meanwhile, and remove others."""
        base = self.path.parent
        self._write(
            {
                "moves": {name: str(path.relative_to(base)) for name, path in moves.items()},
                "removes": [str(path.relative_to(base)) for path in removes],
            }
        )
        self._sync()
        self._move()

    def places(self) -> list[Path]:
        """Where the files of a finished run are."""
        return [self.path.parent / place for place in self.ledger.moves.values()]

    def close(self) -> None:
        for file in (self._file, self._lock):
            if file is not None:
                file.close()
        self._file = self._lock = None

    def _locked(self) -> IO[str]:
        # A lock of this kind belongs to the process: its workers do not inherit it and keep it after its end.
        lock = (self.path / _LOCK).open("a+", encoding="ascii")
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            holder = lock.read().strip()
            lock.close()
            if error.errno not in (errno.EACCES, errno.EAGAIN):
                raise
            raise DestinationError(
                f"{self.path}: another run (process {holder}) is writing there; wait for its end or give "
                "--to another name"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        return lock

    def _read(self) -> None:
        assert self._file is not None
        self.ledger = Ledger()
        self._file.seek(0)
        good = 0
        for line in self._file:
            try:
                if not line.endswith(b"\n"):
                    break
                self.ledger.take(json.loads(line))
            except (ValueError, KeyError, TypeError):
                break
            good += len(line)
        self._file.truncate(good)

    def _write(self, line: dict[str, Any]) -> None:
        assert self._file is not None
        self._file.write(json.dumps(line).encode() + b"\n")
        self.ledger.take(line)

    def _sync(self) -> None:
        assert self._file is not None
        flush(self._file)

    def _move(self) -> None:
        folders = {self.path}
        for name, place in self.ledger.moves.items():
            target = self.path.parent / place
            if (self.path / name).exists():
                (self.path / name).replace(target)
            folders.add(target.parent)
        for place in self.ledger.removes:
            (self.path.parent / place).unlink(missing_ok=True)
        for folder in folders:
            sync(folder)
        self._write({"finished": True})
        self._sync()
        self._clear()

    def _replace_ledger(self, run: Run, commits: list[Commit]) -> None:
        """A new ledger in place of the old one; whatever happens, one of the two is there."""
        assert self._file is not None
        new = self.path / f"{_LEDGER}.new"
        self._file.close()
        self._file = new.open("wb")
        self.ledger = Ledger()
        self._write({"run": asdict(run)})
        for commit in commits:
            self._write({"shard": asdict(commit.shard), "holds": commit.holds})
        self._sync()
        new.replace(self.path / _LEDGER)
        sync(self.path)

    def _clear(self) -> None:
        for path in self.path.iterdir():
            if path.name in (_LOCK, _LEDGER):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


@contextmanager
def file_faults(address: str) -> Iterator[None]:
    """Errors of the file system as DestinationError."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DestinationError(disk_full(address)) from None
        where = error.filename or address
        reason = " ".join(str(error.strerror or error).split())
        raise DestinationError(f"{where}: cannot be written: {reason}") from None


def disk_full(address: str) -> str:
    return (
        f"{address}: the disk is full; what was written whole stays: make room and run the same command again"
    )
