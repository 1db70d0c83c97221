"""Ctrl-C and SIGTERM: the first lets a run stop in order, a second ends it on the spot."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Interrupted(KeyboardInterrupt):
    """Somebody asked the run to stop."""


class Interrupts:
    """Within it, a signal raises Interrupted; within `held`, once that is left. One more signal ends the
    process with `exit_code`: nothing durable is harmed by that, as by no other sudden end."""

    def __init__(self, exit_code: int) -> None:
        self._exit_code = exit_code
        self._earlier: dict[int, Any] = {}
        self._asked = False
        self._holding = False

    def __enter__(self) -> Interrupts:
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup leaves SIGHUP
                self._earlier[number] = signal.signal(number, self._handle)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, earlier in self._earlier.items():
            signal.signal(number, earlier)

    @contextmanager
    def held(self) -> Iterator[None]:
        """What is done within is done to its end."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._asked:
            raise Interrupted

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            os._exit(self._exit_code)
        self._asked = True
        if not self._holding:
            raise Interrupted
        os.write(2, b"khabarkav: stopping once this is done; at once if you ask again\n")
