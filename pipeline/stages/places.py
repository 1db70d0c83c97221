"""Stage places."""

from pipeline.document import Document


class Places:
    name = "places"

    def __call__(self, document: Document) -> None:
        return
