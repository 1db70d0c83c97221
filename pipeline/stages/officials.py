"""Find the officials: people with a post and offices named without their holder; and who says what."""

from pipeline.document import Document
from pipeline.officials.reading import Reading


class Officials:
    """Fills document.officials and document.statements. Reads document.sentences and document.places."""

    name = "officials"

    def __call__(self, document: Document) -> None:
        Reading(document).read()
