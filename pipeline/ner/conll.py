"""Read CoNLL files (`word<TAB>tag`, IOB, a blank line between sentences) as the pipeline sees text.

Words are folded: letters, digits and half-spaces become what stages read. A half-space is dropped (so "kept"
and "lost" are one) or, for archives that turned it into a space, parts the word in two.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.ner.entities import LABEL_OF
from pipeline.ner.tagging import TaggedSpan
from pipeline.ner.tokens import words as words_of
from pipeline.text.folding import fold
from pipeline.text.letters import HALF_SPACE


class ConllError(ValueError):
    """A file is no CoNLL file: the message names file, line and reason."""


class TaggedSentence(NamedTuple):
    """A sentence's folded words with the names in it."""

    words: list[str]
    spans: list[TaggedSpan]


def read_conll(path: Path, *, split: bool = False) -> Iterator[TaggedSentence]:
    """The sentences of a file. split: half-spaces part words. Raises ConllError.

    A space inside a word of the file stands for a half-space, as it does in PEYMA.
    """
    rows: list[tuple[str, str]] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConllError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConllError(f"{path}: not UTF-8: byte {error.start}; convert it first") from None
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            word, tab, tag = line.rpartition("\t")
            if not tab or (tag != "O" and tag[:2] not in ("B-", "I-")):
                raise ConllError(f"{path}, line {number}: expected a word, a tab and a tag (O, B-… or I-…)")
            rows.append((word, tag))
        elif rows:
            sentence = _sentence(rows, split)
            if sentence.words:
                yield sentence
            rows = []


def _sentence(rows: list[tuple[str, str]], split: bool) -> TaggedSentence:
    words: list[str] = []
    spans: list[TaggedSpan] = []
    inside = False  # whether the word before is part of the last span
    for word, tag in rows:
        first = len(words)
        joint = " " if split else ""
        words += words_of(fold(word.replace(HALF_SPACE, joint).replace(" ", joint)).text)
        label = LABEL_OF.get(tag[2:], "")
        if len(words) == first:
            continue
        if label and inside and tag[0] == "I" and spans[-1].label == label:
            spans[-1] = spans[-1]._replace(after=len(words))
        elif label:
            spans.append(TaggedSpan(first, len(words), label))
        inside = bool(label)
    return TaggedSentence(words, spans)
