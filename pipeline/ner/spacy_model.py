"""Another spaCy pipeline in the place of the model that ships."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.document import Document, Entity, Span
from pipeline.ner import ModelError
from pipeline.ner.entities import LABEL_OF


class SpacyModel:
    """Reads the raw text, half-spaces and all, for that is what other models were trained on."""

    def __init__(self, name: str) -> None:
        """name: what spacy.load takes, a package's name or a folder. Raises ModelError."""
        import spacy

        try:
            self._nlp = spacy.load(name)
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise ModelError(
                f"{name}: neither a model's folder nor a spaCy pipeline that can be loaded: {reason}"
            ) from None

    def entities(self, document: Document, stretches: Sequence[Span]) -> list[Entity]:
        """The names in these stretches; labels of other schemes are read as PERSON, ORG or LOC."""
        spans = [document.raw_span(*stretch) for stretch in stretches]
        offsets = document.folded.offsets
        found: list[Entity] = []
        for (begin, _), doc in zip(spans, self._nlp.pipe(document.raw[a:b] for a, b in spans), strict=True):
            for span in doc.ents:
                start = bisect_left(offsets, begin + span.start_char)
                end = bisect_right(offsets, begin + span.end_char - 1)
                label = LABEL_OF.get(span.label_.upper())
                if label is not None and start < end:
                    found.append(Entity(start, end, label))
        return found
