"""How good a model is on tagged sentences: a name counts where its edges and its label are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.ner.conll import TaggedSentence
from pipeline.ner.entities import LABELS
from pipeline.ner.tagging import TaggedSpan

Figures = dict[str, float]


def score(sentences: Sequence[TaggedSentence], names: Sequence[Sequence[TaggedSpan]]) -> dict[str, Figures]:
    """Precision, recall and F1 of each label and of "all". names: what a model found in each sentence."""
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (_, spans), guesses in zip(sentences, names, strict=True):
        gold, guess = set(spans), set(guesses)
        for counter, spans_of_kind in ((wanted, gold), (found, guess), (right, gold & guess)):
            counter.update(name.label for name in spans_of_kind)
    for counter in (found, wanted, right):
        counter["all"] = counter.total()
    return {label: _figures(right[label], found[label], wanted[label]) for label in (*LABELS, "all")}


def _figures(right: int, found: int, wanted: int) -> Figures:
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    f1 = 2 * right / (found + wanted) if right else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
