"""What the tests share: one pipeline, the sample articles, and how hard hypothesis tries."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from postgresql_server import Server, installed_programs

from pipeline import Pipeline
from pipeline.resources import data_folder

settings.register_profile(
    "default", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# A shell that starts the tests in the background has them, and what they start, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

SAMPLES = sorted((data_folder() / "samples").glob("*.txt"))


LinearCheck = Callable[..., None]


@pytest.fixture
def assert_linear() -> LinearCheck:
    """assert_linear(read, make): reading make(8 n) takes about eight times what reading make(n) takes.

    Quadratic growth would take 64 times; 24 are let pass, in CPU time, in one of three tries, for the machine
    may be busy. prepare, if given, makes of the text what `read` is timed on.
    """

    def check(
        read: Callable[[object], object],
        make: Callable[[int], str],
        count: int = 2_000,
        prepare: Callable[[str], object] = lambda text: text,
    ) -> None:
        def seconds(text: str) -> float:
            best = float("inf")
            for _ in range(3):
                prepared = prepare(text)
                start = time.process_time()
                read(prepared)
                best = min(best, time.process_time() - start)
            return best

        short, long = make(count), make(8 * count)
        seconds(short)
        gc.disable()
        try:
            ratios = []
            for _ in range(3):
                ratios.append(seconds(long) / max(seconds(short), 0.001))
                if ratios[-1] < 24:
                    return
        finally:
            gc.enable()
        raise AssertionError(f"8 times {short[:20]!r} took {min(ratios):.0f} times as long")

    return check


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The default pipeline, its rules loaded once for all tests."""
    return Pipeline()


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> str:
    """Each sample article in turn, its line ends and BOM as they are."""
    path: Path = request.param
    return path.read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL server for all tests. Whoever stops it starts it again."""
    programs = installed_programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL server on this machine (Debian: apt-get install postgresql)")
    server = Server(programs)
    try:
        yield server
    finally:
        server.remove()


@pytest.fixture
def postgresql(postgresql_server: Server) -> Iterator[str]:
    """The address of an empty database."""
    name = postgresql_server.create_database()
    yield postgresql_server.address(name)
    postgresql_server.drop_database(name)
