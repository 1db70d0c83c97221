"""Stage quantities."""

from pipeline.document import Document


class Quantities:
    name = "quantities"

    def __call__(self, document: Document) -> None:
        return
