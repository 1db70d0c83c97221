"""Stage targets."""

from pipeline.document import Document


class Targets:
    name = "targets"

    def __call__(self, document: Document) -> None:
        return
