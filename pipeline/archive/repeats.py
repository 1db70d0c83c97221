"""Ids that are given to several articles, noticed in eight bytes an article."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


class Repeats:
    """The ids seen so far, by 64 bits of their hashes: that two of ten million look alike has odds of one in
    300,000."""

    def __init__(self) -> None:
        self._runs: list[NDArray[np.uint64]] = []

    def count(self, ids: pa.Array) -> int:
        """How many of these were seen before, here or earlier."""
        hashes = np.array(
            [int.from_bytes(blake2b(id_.encode(), digest_size=8).digest(), "big") for id_ in ids.to_pylist()],
            np.uint64,
        )
        new = np.unique(hashes)
        repeated = len(hashes) - len(new)
        for run in self._runs:
            where = np.minimum(np.searchsorted(run, new), len(run) - 1)
            seen = run[where] == new
            repeated += int(seen.sum())
            new = new[~seen]
        if len(new):
            self._add(new)
        return repeated

    def _add(self, new: NDArray[np.uint64]) -> None:
        """Sorted runs, each at least twice as long as the next: a few suffice for millions."""
        while self._runs and len(self._runs[-1]) < 2 * len(new):
            new = np.union1d(self._runs.pop(), new)
        self._runs.append(new)
