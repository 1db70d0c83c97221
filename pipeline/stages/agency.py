"""Stage agency."""

from pipeline.document import Document


class Agency:
    name = "agency"

    def __call__(self, document: Document) -> None:
        return
