"""Stage numerals."""

from pipeline.document import Document


class Numerals:
    name = "numerals"

    def __call__(self, document: Document) -> None:
        return
