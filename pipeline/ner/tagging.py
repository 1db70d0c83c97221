"""Tags of words (B-PERSON, I-PERSON, O) and the spans they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.ner.entities import LABELS

OUTSIDE = "O"
TAGS = (OUTSIDE, *(f"{place}-{label}" for label in LABELS for place in "BI"))


class TaggedSpan(NamedTuple):
    """Words [first, after) of a sentence are one name."""

    first: int
    after: int
    label: str


def tags_of(count: int, spans: Iterable[TaggedSpan]) -> list[str]:
    """A tag for each of `count` words."""
    tags = [OUTSIDE] * count
    for first, after, label in spans:
        tags[first:after] = [f"I-{label}"] * (after - first)
        tags[first] = f"B-{label}"
    return tags


def spans_of(tags: Sequence[str]) -> list[TaggedSpan]:
    """The spans that tags stand for; a name that begins with an I- tag is one too."""
    spans: list[TaggedSpan] = []
    first, label = 0, ""
    for index, tag in enumerate([*tags, OUTSIDE]):
        if label and tag != f"I-{label}":
            spans.append(TaggedSpan(first, index, label))
            label = ""
        if tag != OUTSIDE and not label:
            first, label = index, tag[2:]
    return spans
