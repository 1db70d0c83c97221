"""Stage speakers."""

from pipeline.document import Document


class Speakers:
    name = "speakers"

    def __call__(self, document: Document) -> None:
        return
