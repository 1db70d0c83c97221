"""Find the quantities: numbers with what they measure or count."""

from bisect import bisect_right
from operator import attrgetter

from pipeline.document import Document, SentenceKind
from pipeline.quantities.reading import Reader

_RESIDUE = SentenceKind.RESIDUE


class Quantities:
    """Turns numbers into quantities. Reads `numbers` and `sentences`; fills `quantities`, in order."""

    name = "quantities"

    def __call__(self, document: Document) -> None:
        candidates = [n for n in document.numbers if n.role is None and n.kind != "ordinal"]
        if not candidates:
            return
        reader = Reader(document)
        sentences, starts = document.sentences, document.sentence_starts
        index = 0
        for number in candidates:
            index = bisect_right(starts, number.start, index + 1) - 1
            sentence = sentences[index]
            if sentence.kind is not _RESIDUE:
                reader.read(number, index, sentence.start, sentence.end)
        document.quantities.extend(reader.finish())
        document.quantities.sort(key=attrgetter("start"))
