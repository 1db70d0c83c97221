"""Sentences that somebody tagged, to learn from and to be scored on: CoNLL files, and files of names that
were tagged in an archive's articles (`.names`)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from pipeline.ner import ModelError
from pipeline.ner.annotated import NAMES, read_annotated
from pipeline.ner.conll import TaggedSentence, read_conll

Group = list[TaggedSentence]  # a sentence and its variants


class Variants(NamedTuple):
    """A sentence with its half-spaces kept or lost (folded they are one), and with spaces for them."""

    kept: TaggedSentence
    split: TaggedSentence


def read_gold(path: Path, archive: Path | None) -> Iterator[Variants]:
    """The sentences of a file; archive: of the articles that a file of names is about. Raises ConllError,
    AnnotationError, ArchiveError, OSError; ModelError where there are no articles."""
    if path.suffix != NAMES:
        yield from map(Variants, read_conll(path), read_conll(path, split=True))
    elif archive is None:
        raise ModelError(f"no articles that {path} has names of: give them as --silver")
    else:
        yield from starmap(Variants, read_annotated(path, archive))


def training_groups(paths: Iterable[Path], archive: Path | None) -> list[Group]:
    """The different sentences of files, each with its variants; those of one file among those of the others,
    for a part that a network is not to see should have of all. Raises what `read_gold` does; ModelError where
    there are none."""
    seen: set[tuple[str, ...]] = set()
    files = [[*_new(read_gold(path, archive), seen)] for path in paths]
    groups = [group for _, group in heapq.merge(*map(_spread, files), key=itemgetter(0))]
    if not groups:
        raise ModelError("no sentences in the training files")
    return groups


def _new(sentences: Iterable[Variants], seen: set[tuple[str, ...]]) -> Iterator[Group]:
    """What has not been seen."""
    for variants in sentences:
        new = {tuple(sentence.words): sentence for sentence in variants}
        new = {words: sentence for words, sentence in new.items() if words not in seen}
        seen.update(new)
        if new:
            yield list(new.values())


def _spread(groups: Sequence[Group]) -> Iterator[tuple[float, Group]]:
    """Places of groups between 0 and 1, in order."""
    return ((number / len(groups), group) for number, group in enumerate(groups))
