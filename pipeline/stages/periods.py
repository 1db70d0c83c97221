"""Give each quantity the period it holds for."""

from pipeline.document import Document


class Periods:
    name = "periods"

    def __call__(self, document: Document) -> None:
        return
