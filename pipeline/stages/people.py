"""Ask a model about the people whom no title rule reached."""

from __future__ import annotations

from pipeline.document import Document, SentenceKind, Span
from pipeline.ner.entities import check_model, recognizer
from pipeline.ner.linking import Linking
from pipeline.ner.questions import open_stretches

MODES = ("off", "auto", "always")


class People:
    """Fills document.entities; names offices from it and adds to document.statements.

    mode: "auto" reads only where rules left a question, "always" every sentence. model: see `recognizer`.
    People without a post stay out of document.officials."""

    name = "people"

    def __init__(self, mode: str = "auto", model: str | None = None) -> None:
        """The model is read when it is first needed. Raises ValueError for an unknown mode, ModelError where
        there is no such model."""
        if mode not in MODES[1:]:
            raise ValueError(f"no mode is called {mode!r}: there are {', '.join(MODES)}")
        check_model(model)
        self.mode = mode
        self.model = model

    def __call__(self, document: Document) -> None:
        stretches = open_stretches(document) if self.mode == "auto" else _every_sentence(document)
        if not stretches:
            return
        document.entities = recognizer(self.model).entities(document, stretches)
        Linking(document).link()


def _every_sentence(document: Document) -> list[Span]:
    return [Span(s.start, s.end) for s in document.sentences if s.kind is not SentenceKind.RESIDUE]
