"""What destinations that are files have in common: shards become durable one by one, files at the end."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.sinks.base import DestinationError, Progress, Run, Shard, Sink
from pipeline.sinks.run_folder import Commit, RunFolder, file_faults

if TYPE_CHECKING:
    import pyarrow as pa

DIGEST_SIZE = 16


class FileSink(Sink):
    """Subclasses store shards in the run folder and make of them the files that go to their places."""

    def __init__(self, address: str, run_folder: Path) -> None:
        self.address = address
        self.folder = RunFolder(run_folder)

    def progress(self, source: str) -> Progress | None:
        if not self.folder.path.is_dir():
            return None
        with file_faults(self.address):
            self._open()
            ledger = self.folder.ledger
            if ledger.run is None or ledger.run.source != source:
                return None
            if ledger.finished and not all(path.exists() for path in self.folder.places()):
                return None
            shards = tuple(commit.shard for commit in ledger.commits)
            return Progress(ledger.run, shards, ledger.finished)

    def begin(self, run: Run, *, resume: bool) -> None:
        with file_faults(self.address):
            self._open()
            if resume and self.folder.ledger.finished:
                raise DestinationError(f"{self.address}: this run is finished; begin it anew with --restart")
            self.folder.begin(run, resume=resume)
            self.restore(self.folder.ledger.commits)

    def write(self, shard: Shard, records: pa.RecordBatch) -> None:
        with file_faults(self.address):
            self.folder.commit(shard, **self.store(shard, records))

    def finish(self) -> None:
        with file_faults(self.address):
            if not self.folder.ledger.finished:
                moves = self.build(self.folder.ledger.commits)
                self.folder.finish(moves, self.leftovers(moves))

    def amend(self, records: pa.RecordBatch) -> None:
        with file_faults(self.address):
            if self.folder.path.is_dir():
                self._open()
            ledger = self.folder.ledger
            if ledger.run is not None and not ledger.finished:
                raise DestinationError(
                    f"{self.address}: its run is not finished; run the same command again first"
                )
            if not self.present():
                raise DestinationError(
                    f"{self.address}: there are no records yet; run the whole archive first"
                )
            self._open()
            self.folder.finish(self.rebuild(records), [])

    def close(self) -> None:
        self.folder.close()

    def _open(self) -> None:
        if self.folder.is_open:
            return
        self.folder.open()
        ledger = self.folder.ledger
        if not ledger.finished:
            for number, commit in enumerate(ledger.commits):
                if not self.holds(commit):  # somebody removed or cut its file
                    del ledger.commits[number:]
                    break

    @abstractmethod
    def present(self) -> bool:
        """Whether the files of a finished run are there."""

    @abstractmethod
    def holds(self, commit: Commit) -> bool:
        """Whether the run folder holds a shard whole."""

    @abstractmethod
    def restore(self, commits: list[Commit]) -> None:
        """Make ready to store shards behind these; drop what a fault left of others."""

    @abstractmethod
    def store(self, shard: Shard, records: pa.RecordBatch) -> dict[str, Any]:
        """Write and sync a shard in the run folder; gives what the ledger is to keep of it."""

    @abstractmethod
    def build(self, commits: list[Commit]) -> dict[str, Path]:
        """Make the finished files, whole and synced; gives where each of the run folder is to go. Of several
        records with the same id they hold the last."""

    @abstractmethod
    def rebuild(self, records: pa.RecordBatch) -> dict[str, Path]:
        """The finished files again, with these records in place of those of their ids."""

    def leftovers(self, moves: dict[str, Path]) -> list[Path]:
        """Files of an earlier run that are to go once this one's are in place."""
        return []


def id_digests(doc_ids: Iterable[str]) -> bytes:
    """Ids in a form of one size: millions of them fit into memory."""
    return b"".join(blake2b(doc_id.encode(), digest_size=DIGEST_SIZE).digest() for doc_id in doc_ids)


def superseded(digests: bytes) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which of many ids, in their order, comes again later."""
    halves = np.frombuffer(digests, dtype="<u8").reshape(-1, 2)
    order = np.lexsort((halves[:, 1], halves[:, 0]))  # stable: the same id's places stay in order
    same = (halves[order[1:]] == halves[order[:-1]]).all(axis=1)
    marks = np.zeros(len(halves), dtype=bool)
    marks[order[:-1][same]] = True
    return marks
