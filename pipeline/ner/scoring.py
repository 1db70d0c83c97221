"""How good a model is on tagged sentences: a name counts where its edges and its label are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from pipeline.ner.conll import TaggedSentence
from pipeline.ner.entities import LABELS
from pipeline.ner.tagging import spans_of

Figures = dict[str, float]


def score(
    sentences: Iterable[TaggedSentence], tag: Callable[[Sequence[str]], Sequence[str]]
) -> dict[str, Figures]:
    """Precision, recall and F1 of each label and of "all". tag: gives the tags of a sentence's words."""
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for words, spans in sentences:
        gold, guess = set(spans), set(spans_of(tag(words)))
        for counter, names in ((wanted, gold), (found, guess), (right, gold & guess)):
            counter.update(name.label for name in names)
    for counter in (found, wanted, right):
        counter["all"] = counter.total()
    return {label: _figures(right[label], found[label], wanted[label]) for label in (*LABELS, "all")}


def _figures(right: int, found: int, wanted: int) -> Figures:
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    f1 = 2 * right / (found + wanted) if right else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
