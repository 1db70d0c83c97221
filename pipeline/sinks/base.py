"""What a run asks of a destination.

A run cuts an archive into shards, a fixed number of entries each, and commits them in their order. A
destination makes a shard durable whole or not at all, and keeps, beside the records and as durably, which
shards it has: that is all that going on after a fault needs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    import pyarrow as pa


class DestinationError(Exception):
    """A destination cannot take records; the message is one line, says what to do and holds no password."""


@dataclass(frozen=True, slots=True)
class Run:
    """What identifies a run. source: the archive and how it is read, without a password. extraction: a
    fingerprint of rules, data, model, stages and version. shard_size: entries a shard."""

    source: str
    extraction: str
    shard_size: int


@dataclass(frozen=True, slots=True)
class Shard:
    """A stretch of the archive that is committed at once.

    index: 0 for the first. digest: of its entries as found. entries: how many; failures: how many of them
    gave no record. errors_end: the size in bytes of the run's errors file once its failures stand there.
    """

    index: int
    digest: str
    entries: int
    failures: int
    errors_end: int


@dataclass(frozen=True, slots=True)
class Progress:
    """What a destination holds of a run. finished: the run came to its end."""

    run: Run
    shards: tuple[Shard, ...]
    finished: bool


class Sink(ABC):
    """A destination. Opening one (see `open_sink`) touches nothing yet.

    records: the form in which it takes them: "json", a string column `record`; or "nested", a struct column
    `record` of the Arrow type made from the record's models.
    """

    records: ClassVar[Literal["json", "nested"]]

    @abstractmethod
    def progress(self, source: str) -> Progress | None:
        """What an earlier run of this source left here; None where there was none."""

    @abstractmethod
    def begin(self, run: Run, *, resume: bool) -> None:
        """Make ready. resume: go on behind the shards that `progress` gave; else what an unfinished earlier
        run of this source left is dropped (a finished one's file stays until `finish` replaces it)."""

    @abstractmethod
    def write(self, shard: Shard, records: pa.RecordBatch) -> None:
        """Make a shard's records and the shard itself durable, both or neither."""

    @abstractmethod
    def finish(self) -> None:
        """The archive is through: move files to their place, make views, mark the run as finished."""

    @abstractmethod
    def amend(self, records: pa.RecordBatch) -> None:
        """After `finish`, in a run of its own: add records, each in place of an earlier one of its id."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections; nothing that is not durable becomes so."""
