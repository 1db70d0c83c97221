"""What a run did, counted: for its summary and for machines."""

from __future__ import annotations

import platform
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pipeline.archive.failures import Failure
from pipeline.archive.workers import Done, peak_memory


@dataclass
class Report:
    """Counts of one call of the command; what earlier calls of the same run committed is `kept`.

    state: done, unchanged (there was nothing to do), or stopped. begun: whether the destination was touched.
    articles: those that are through, of which `committed` are durable. bytes_read: where in the archive they
    end. repeated_ids: articles whose id an earlier one had.
    """

    archive: str
    destination: str
    extraction: str
    workers: int
    state: str = "stopped"
    begun: bool = False
    kept: int = 0
    kept_failures: int = 0
    articles: int = 0
    committed: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    repeated_ids: int = 0
    bytes_read: int = 0
    peak_memory_of_worker: int = 0

    def __post_init__(self) -> None:
        self._parts: Counter[str] = Counter()  # CPU seconds by what they went to
        self._elsewhere = 0.0  # CPU seconds of the workers
        self._began = (time.monotonic(), time.process_time())
        self._ended: tuple[float, float] | None = None

    def count(self, done: Done, failures: list[Failure]) -> None:
        """Take in a chunk's outcomes."""
        self.articles += done.outcomes.num_rows
        self.failures.update(failure.stage for failure in failures)
        self._parts.update(done.seconds)
        self._elsewhere += done.process_seconds
        self.peak_memory_of_worker = max(self.peak_memory_of_worker, done.peak_memory)

    @contextmanager
    def spending(self, part: str) -> Iterator[None]:
        """CPU time of this process that goes to a part."""
        start = time.process_time()
        try:
            yield
        finally:
            self._parts[part] += time.process_time() - start  # type: ignore[assignment]

    def end(self, state: str | None = None) -> None:
        """The call is over."""
        self.state = state or self.state
        self._ended = self._ended or (time.monotonic(), time.process_time())

    @property
    def seconds(self) -> float:
        return (self._ended[0] if self._ended else time.monotonic()) - self._began[0]

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds if self.seconds else 0.0

    @property
    def all_failures(self) -> int:
        return self.kept_failures + self.failures.total()

    def cpu_seconds(self) -> dict[str, float]:
        """Of all processes: reading the archive, extraction, writing, and moving, which is all the rest:
        what passes between processes, and the run itself."""
        parts = {part: self._parts[part] for part in ("reading", "extraction", "writing")}
        return {**parts, "moving": max(0.0, self.main_seconds + self._elsewhere - sum(parts.values()))}

    @property
    def main_seconds(self) -> float:
        """CPU seconds of this process."""
        return (self._ended[1] if self._ended else time.process_time()) - self._began[1]

    def plain(self) -> dict[str, Any]:
        """The report as plain values, for JSON."""
        from pipeline import __version__

        cpu_seconds = self.cpu_seconds()
        spent = sum(cpu_seconds.values()) or 1.0
        return {
            "state": self.state,
            "archive": self.archive,
            "destination": self.destination,
            "articles": self.articles,
            "records": self.articles - self.failures.total(),
            "failures": self.failures.total(),
            "failures_by_stage": dict(sorted(self.failures.items())),
            "repeated_ids": self.repeated_ids,
            "committed": self.committed,
            "committed_before": {"articles": self.kept, "failures": self.kept_failures},
            "seconds": round(self.seconds, 3),
            "articles_per_second": round(self.rate, 1),
            "workers": self.workers,
            "cpu_seconds": {part: round(seconds, 3) for part, seconds in cpu_seconds.items()},
            "cpu_shares": {part: round(seconds / spent, 4) for part, seconds in cpu_seconds.items()},
            "cpu_seconds_of_main_process": round(self.main_seconds, 3),
            "peak_memory_bytes": {"main": peak_memory(), "largest_worker": self.peak_memory_of_worker},
            "versions": {
                "khabarkav": __version__,
                "python": platform.python_version(),
                "extraction": self.extraction,
            },
        }
