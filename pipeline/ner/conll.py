"""Read CoNLL files (`word<TAB>tag`, IOB, a blank line between sentences) as the pipeline sees text.

Words are folded: letters, digits and half-spaces become what stages read. A half-space is dropped (so "kept"
and "lost" are one) or, for archives that turned it into a space, parts the word in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.ner.tagging import TaggedSpan
from pipeline.ner.tokens import words as words_of
from pipeline.text.folding import fold

_HALF_SPACE = "\u200c"
# The labels of PEYMA, ParsTwiNER, ARMAN and NSURL: whatever is not here is no name.
LABELS = {
    "PER": "PERSON", "PERS": "PERSON", "PERSON": "PERSON", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
    "ORG": "ORG", "POG": "ORG",
}  # fmt: skip


class ConllError(ValueError):
    """A file is no CoNLL file: the message names file, line and reason."""


class TaggedSentence(NamedTuple):
    """A sentence's folded words with the names in it."""

    words: list[str]
    spans: list[TaggedSpan]


def read_conll(
    path: Path, *, split: bool = False, labels: Mapping[str, str] = LABELS
) -> Iterator[TaggedSentence]:
    """The sentences of a file. split: half-spaces part words. Raises ConllError.

    A space inside a word of the file stands for a half-space, as it does in PEYMA.
    """
    rows: list[tuple[str, str]] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConllError(f"{path}: cannot be read: {reason}") from None
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            word, tab, tag = line.rpartition("\t")
            if not tab or (tag != "O" and tag[:2] not in ("B-", "I-")):
                raise ConllError(f"{path}, line {number}: expected a word, a tab and a tag (O, B-… or I-…)")
            rows.append((word, tag))
        elif rows:
            sentence = _sentence(rows, split, labels)
            if sentence.words:
                yield sentence
            rows = []


def _sentence(rows: list[tuple[str, str]], split: bool, labels: Mapping[str, str]) -> TaggedSentence:
    words: list[str] = []
    spans: list[TaggedSpan] = []
    inside = False  # whether the word before is part of the last span
    for word, tag in rows:
        first = len(words)
        joint = " " if split else ""
        words += words_of(fold(word.replace(_HALF_SPACE, joint).replace(" ", joint)).text)
        label = labels.get(tag[2:], "")
        if len(words) == first:
            continue
        if label and inside and tag[0] == "I" and spans[-1].label == label:
            spans[-1] = spans[-1]._replace(after=len(words))
        elif label:
            spans.append(TaggedSpan(first, len(words), label))
        inside = bool(label)
    return TaggedSentence(words, spans)
