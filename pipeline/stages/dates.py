"""Stage dates."""

from pipeline.document import Document


class Dates:
    name = "dates"

    def __call__(self, document: Document) -> None:
        return
