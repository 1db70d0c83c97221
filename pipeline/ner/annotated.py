"""Names that somebody tagged in an archive's articles, kept apart from the articles: a line a sentence,

    doc_id <TAB> start <TAB> end <TAB> checksum [<TAB> LABEL start end …]

start, end: code points of the article's text; a name's count from the sentence's start. checksum: CRC-32 of
the sentence in UTF-8, eight hexadecimal digits. So names can be given away where texts cannot, and nobody
trains on names that stand in another text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from pipeline.ner.conll import TaggedSentence
from pipeline.ner.entities import LABELS
from pipeline.ner.plain_articles import articles
from pipeline.ner.tagging import TaggedSpan
from pipeline.ner.tokens import tokenize
from pipeline.text.folding import fold
from pipeline.text.letters import HALF_SPACE

NAMES = ".names"  # what the name of such a file ends with


class AnnotationError(ValueError):
    """A file is none of annotated sentences, or not of these articles: the message says where and why."""


class Name(NamedTuple):
    """A name's place in its sentence."""

    label: str
    start: int
    end: int


class AnnotatedSentence(NamedTuple):
    """A sentence's place in its article's text, and the names in it."""

    start: int
    end: int
    checksum: str
    names: list[Name]


def read_annotated(path: Path, archive: Path) -> Iterator[tuple[TaggedSentence, TaggedSentence]]:
    """The sentences in the order of the archive's articles, each with half-spaces as they are, and as spaces.
    Raises AnnotationError, ArchiveError, OSError."""
    annotated = _read(path)
    for article in articles(archive):
        for sentence in annotated.pop(article.doc_id, ()):
            raw = article.text[sentence.start : sentence.end]
            if checksum_of(raw) != sentence.checksum:
                place = f"{article.doc_id}, {sentence.start} to {sentence.end}"
                raise AnnotationError(f"{path}: another text stands in {archive} at {place}")
            yield _tagged(raw, sentence.names), _tagged(raw.replace(HALF_SPACE, " "), sentence.names)
    if annotated:
        missing = f"{min(annotated)} and {len(annotated) - 1} more" if len(annotated) > 1 else min(annotated)
        raise AnnotationError(f"{path}: {archive} does not have the articles {missing}")


def checksum_of(sentence: str) -> str:
    """What tells that a sentence is the one that was annotated."""
    return f"{crc32(sentence.encode('utf-8')):08x}"


def _read(path: Path) -> dict[str, list[AnnotatedSentence]]:
    """doc_id -> its sentences."""
    annotated = defaultdict(list)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise AnnotationError(f"{path}: not UTF-8: byte {error.start}; convert it first") from None
    for number, line in enumerate(lines, 1):
        try:
            doc_id, start, end, checksum, *names = line.split("\t")
            of_sentence = AnnotatedSentence(int(start), int(end), checksum, [_name(name) for name in names])
        except ValueError:
            raise AnnotationError(
                f"{path}, line {number}: expected doc_id, start, end, checksum and names (LABEL start end)"
            ) from None
        annotated[doc_id].append(of_sentence)
    return annotated


def _name(field: str) -> Name:
    label, start, end = field.split(" ")
    if label not in LABELS:
        raise ValueError(label)
    return Name(label, int(start), int(end))


def _tagged(raw: str, names: list[Name]) -> TaggedSentence:
    """The folded words of a sentence with those that names touch."""
    folded = fold(raw)
    tokens = tokenize(folded.text, 0, len(folded.text))
    places = [folded.raw_span(token.start, token.end) for token in tokens]
    spans = []
    for label, start, end in names:
        touched = [number for number, place in enumerate(places) if place[0] < end and start < place[1]]
        if touched:
            spans.append(TaggedSpan(touched[0], touched[-1] + 1, label))
    return TaggedSentence([token.text for token in tokens], spans)
