"""Stage officials."""

from pipeline.document import Document


class Officials:
    name = "officials"

    def __call__(self, document: Document) -> None:
        return
