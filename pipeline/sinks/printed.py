"""Standard output as a destination: records as JSON lines, and nothing to go on with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar, Literal

from pipeline.sinks.base import Progress, Run, Shard, Sink

if TYPE_CHECKING:
    import pyarrow as pa


class Printed(Sink):
    """Prints records as they come."""

    records: ClassVar[Literal["json", "nested"]] = "json"

    def progress(self, source: str) -> Progress | None:
        return None

    def begin(self, run: Run, *, resume: bool) -> None:
        pass

    def write(self, shard: Shard, records: pa.RecordBatch) -> None:
        for record in records.column("record").to_pylist():
            print(record)
        sys.stdout.flush()

    def finish(self) -> None:
        pass

    def amend(self, records: pa.RecordBatch) -> None:
        raise NotImplementedError("what was printed cannot be amended")

    def close(self) -> None:
        pass
