"""Processes that run the batch kernel, and what happens when one gets stuck or dies.

The processes are pebble's. They share the pipes and locks through which chunks and outcomes pass, so one that
dies may leave these in any state: after each death or timeout all processes are replaced, which takes
milliseconds, and the chunks that were under way are done again. A chunk during which a process got stuck or
died is done again entry by entry; only an entry that gets stuck by itself, or kills its process twice, is a
failure.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import signal
import sys
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa
from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipeline.archive.kernel import Extraction, Stopwatch, extract_batch, failed_batch, outcome_schema

_WINDOW = 16  # chunks under way for each process: enough for all to work while a shard is written
_WINDOW_BYTES = 1 << 26  # not so many where entries are huge
_GRACE = 10.0  # seconds that pebble may take to notice and to replace a process
_TRIES = 2  # for an entry whose process died
_REPAIRS = 5  # without a single outcome between them: then no process can work


class WorkersError(Exception):
    """The processes cannot work at all; the message is one line."""


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk's outcomes (see `extract_batch`), the CPU seconds they took by part, all CPU seconds of another
    process since its last chunk, and the most memory that it has had, in bytes."""

    outcomes: pa.RecordBatch
    seconds: dict[str, float]
    process_seconds: float = 0.0
    peak_memory: int = 0


class Workers(Protocol):
    """What does chunks of entries."""

    def map(self, chunks: Iterable[pa.RecordBatch]) -> Iterator[Done]:
        """The outcomes of each chunk, in their order; takes only some chunks ahead."""

    def close(self) -> None:
        """End at once; what is under way is dropped."""


class InProcess:
    """No other process: nothing ends an article that gets stuck, and a crash ends the run."""

    def __init__(self, extraction: Extraction) -> None:
        self._extraction = extraction

    def map(self, chunks: Iterable[pa.RecordBatch]) -> Iterator[Done]:
        for chunk in chunks:
            watch = Stopwatch()
            outcomes = extract_batch(chunk, self._extraction, watch)
            yield Done(outcomes, watch.seconds)

    def close(self) -> None:
        pass


@dataclass(slots=True, eq=False)
class _Job:
    chunk: pa.RecordBatch
    size: int
    future: ProcessFuture[_Parcel]


class Processes:
    """Worker processes. count: how many; timeout: seconds an entry may take; held: within it, no signal
    interrupts."""

    def __init__(
        self,
        extraction: Extraction,
        count: int,
        timeout: float,
        held: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._extraction = extraction
        self._count = count
        self._timeout = timeout
        self._held = held
        self._jobs: deque[_Job] = deque()
        self._context = _context()
        self._pool = ProcessPool()  # not started yet
        self._progress = 0.0
        self._repairs = 0

    def map(self, chunks: Iterable[pa.RecordBatch]) -> Iterator[Done]:
        self._begin()
        for chunk in chunks:
            self._jobs.append(self._start(chunk))
            while self._has_enough():
                yield self._finish()
        while self._jobs:
            yield self._finish()

    def close(self) -> None:
        self._discard()
        self._jobs.clear()

    def _has_enough(self) -> bool:
        """Whether no more chunks should be taken in before the oldest is through."""
        waiting = len(self._jobs)
        if waiting <= self._count:
            return False
        return waiting >= _WINDOW * self._count or sum(job.size for job in self._jobs) > _WINDOW_BYTES

    def _finish(self) -> Done:
        """The outcomes of the oldest chunk, whatever it takes."""
        try:
            done = self._wait(self._jobs[0])
        except (ProcessExpired, TimeoutError):
            self._renew()
            chunk = self._jobs.popleft().chunk
            return _joined([self._finish_alone(chunk.slice(row, 1)) for row in range(chunk.num_rows)])
        self._jobs.popleft()
        return done

    def _finish_alone(self, entry: pa.RecordBatch) -> Done:
        """The outcome of one entry of a chunk that failed."""
        death = ""
        for _ in range(_TRIES):
            self._jobs.appendleft(self._start(entry))
            try:
                return self._wait(self._jobs[0])
            except TimeoutError:
                self._renew()
                return self._failed(entry, "timeout", f"took longer than {self._timeout:g} seconds")
            except ProcessExpired as error:
                self._renew()
                death = _death(error.exitcode)
            finally:
                self._jobs.popleft()
        return self._failed(entry, "worker", f"its process {death}, {_TRIES} times")

    def _failed(self, entry: pa.RecordBatch, stage: str, reason: str) -> Done:
        return Done(failed_batch(entry, self._extraction, stage, reason), {})

    def _wait(self, job: _Job) -> Done:
        """A job's outcomes. Raises what the kernel raised, ProcessExpired, TimeoutError.

        Pebble ends what takes longer than its timeout; where nothing at all ends for longer than that, a lock
        or a pipe was broken by a death, and the processes are replaced."""
        while True:
            wait([job.future], timeout=1.0)
            if _is_settled(job.future):
                self._repairs = 0
                return job.future.result().unpacked(self._extraction)
            if job.future.done() or time.monotonic() - self._progress > self._timeout + _GRACE:
                self._repair()

    def _start(self, chunk: pa.RecordBatch) -> _Job:
        job = _Job(chunk, chunk.nbytes, ProcessFuture())
        self._schedule(job)
        return job

    def _schedule(self, job: _Job) -> None:
        try:
            job.future = self._pool.schedule(_work, (job.chunk, self._extraction), timeout=self._timeout)
        except RuntimeError:  # the pool broke since it was made
            job.future = ProcessFuture()
            job.future.cancel()  # type: ignore[no-untyped-call]
            return
        job.future.add_done_callback(self._note_progress)

    def _note_progress(self, _: object) -> None:
        self._progress = time.monotonic()

    def _repair(self) -> None:
        """Replace a pool that broke, unless that has not helped again and again."""
        self._repairs += 1
        if self._repairs > _REPAIRS:
            raise WorkersError("worker processes end before they do anything; is there enough memory?")
        self._renew()

    def _renew(self) -> None:
        """Replace all processes, and start again what had not ended."""
        unfinished = [job for job in self._jobs if not _is_settled(job.future)]
        self._discard()
        self._begin()
        for job in unfinished:
            self._schedule(job)

    def _begin(self) -> None:
        """Start processes; a process whose start is interrupted would be nobody's."""
        with self._held():
            self._pool = ProcessPool(self._count, initializer=_prepare, context=self._context)
            try:
                started = self._pool.active
            except BrokenProcessPool as error:
                raise WorkersError(f"no worker process can be started: {error.__cause__ or error}") from None
        if not started:
            raise WorkersError("no worker process can be started")
        self._progress = time.monotonic()

    def _discard(self) -> None:
        """End the processes without asking them; a pool whose pipes are broken may never come to its end."""
        pool = self._pool
        pool.stop()  # type: ignore[no-untyped-call]
        for process in multiprocessing.active_children():
            if process.name == "pebble_pool_worker":
                process.kill()
        end = threading.Thread(target=pool.join, daemon=True)
        end.start()
        end.join(_GRACE)
        for job in self._jobs:
            _let_go(job.future)


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What a worker process sends back. outcomes: without their schema, which takes longer to pickle than
    all the rest."""

    outcomes: bytes
    seconds: dict[str, float]
    process_seconds: float
    peak_memory: int

    def unpacked(self, extraction: Extraction) -> Done:
        outcomes = pa.ipc.read_record_batch(pa.py_buffer(self.outcomes), outcome_schema(extraction.records))
        return Done(outcomes, self.seconds, self.process_seconds, self.peak_memory)


def _work(chunk: pa.RecordBatch, extraction: Extraction) -> _Parcel:
    """In a worker process: a chunk's outcomes."""
    watch = Stopwatch()
    outcomes = extract_batch(chunk, extraction, watch).serialize().to_pybytes()
    return _Parcel(outcomes, watch.seconds, _seconds_since_last(), peak_memory())


def _seconds_since_last(counted: list[float] = [0.0]) -> float:  # noqa: B006 (kept from call to call)
    now = time.process_time()
    since, counted[0] = now - counted[0], now
    return since


def peak_memory() -> int:
    """The most memory this process has had, in bytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _context() -> Any:
    """Workers are forked from a process that has everything loaded and no threads; where there is no such
    thing, each loads for itself."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.archive.warm"])
    return context


def _prepare() -> None:
    """In a new worker process: nothing survives the run's main process, not even an article that is stuck.

    Linux sends the signal when the process dies that workers are forked from; that one ends with the main
    process. Elsewhere a worker ends when it asks for its next chunk."""
    gc.set_threshold(100_000, 50, 100)
    if sys.platform == "linux":
        parent_death_signal = 1
        ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGKILL)


def _joined(parts: list[Done]) -> Done:
    seconds: Counter[str] = Counter()
    for part in parts:
        seconds.update(part.seconds)
    return Done(
        pa.concat_batches([part.outcomes for part in parts]),
        dict(seconds),
        sum(part.process_seconds for part in parts),
        max(part.peak_memory for part in parts),
    )


def _is_settled(future: ProcessFuture[_Parcel]) -> bool:
    """Whether a job has come to its own end, good or bad, rather than to that of its pool."""
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool)


def _let_go(future: ProcessFuture[_Parcel]) -> None:
    """Drop what the error of a broken pool holds: a buffer half sent, at whose end Python 3.13 complains."""
    if future.done() and not future.cancelled():
        error = future.exception()
        if isinstance(error, BrokenProcessPool) and error.__cause__ is not None:
            traceback.clear_frames(error.__cause__.__traceback__)


def _death(exit_code: int) -> str:
    """What a process died of, for people."""
    if exit_code >= 0:
        return f"ended with code {exit_code}"
    number = signal.Signals(-exit_code)
    why = {signal.SIGKILL: ", as for want of memory", signal.SIGSEGV: ", a crash"}.get(number, "")
    return f"was killed ({number.name}{why})"
