"""Find the quantities: numbers with what they measure or count."""

from bisect import bisect_right

from pipeline.document import Document, Quantity, SentenceKind
from pipeline.quantities.reading import Reader


class Quantities:
    """Turns numbers into quantities. Reads `numbers` and `sentences`; fills `quantities`, in order."""

    name = "quantities"

    def __call__(self, document: Document) -> None:
        candidates = [n for n in document.numbers if n.role is None and n.kind != "ordinal"]
        if not candidates:
            return
        reader = Reader(document)
        starts = document.sentence_starts
        for number in candidates:
            index = max(bisect_right(starts, number.start) - 1, 0)
            sentence = document.sentences[index]
            if sentence.kind is not SentenceKind.RESIDUE:
                reader.read(number, index, sentence.start, sentence.end)
        document.quantities.extend(reader.finish())
        document.quantities.sort(key=_place)


def _place(quantity: Quantity) -> int:
    return quantity.start
