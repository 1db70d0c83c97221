"""What every model has to offer, and how one is found."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from pipeline.document import Document, Entity, Span
from pipeline.ner import ModelError

LABELS = ("PERSON", "ORG", "LOC")
# Theirs to ours: PEYMA's, ParsTwiNER's, ARMAN's, NSURL's and spaCy's. Whatever is not here is no name.
LABEL_OF = {
    "PER": "PERSON", "PERS": "PERSON", "PERSON": "PERSON", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
    "ORG": "ORG", "POG": "ORG",
}  # fmt: skip


class Recognizer(Protocol):
    """Finds names: the model that ships, or another in its place."""

    def entities(self, document: Document, stretches: Sequence[Span]) -> list[Entity]:
        """The names in these stretches of a document's folded text, in order, none overlapping another."""
        ...


def check_model(model: str | None) -> None:
    """Raises ModelError where nothing is there that `recognizer` could read; reads and imports nothing."""
    if model is None or (model and Path(model).exists()):
        return
    with suppress(ImportError, ValueError):  # no name of a package
        if find_spec(model) is not None:
            return
    raise ModelError(f"{model}: neither a model's folder nor a spaCy pipeline that is installed")


@cache
def recognizer(model: str | None = None) -> Recognizer:
    """The recognizer in use, read once per process.

    model: None for the one that ships, the folder of another made by `khabarkav train-ner`, or the name or
    folder of a spaCy pipeline. Raises ModelError.
    """
    from pipeline.ner import model as conditional_random_field

    if model is None:
        return conditional_random_field.load(conditional_random_field.shipped_folder())
    if (Path(model) / conditional_random_field.META).exists():
        return conditional_random_field.load(Path(model))
    from pipeline.ner.spacy_model import SpacyModel

    return SpacyModel(model)
