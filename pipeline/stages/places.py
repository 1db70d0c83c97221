"""Find the provinces an article names, as they lay when it appeared."""

from bisect import bisect_right
from functools import cache

from pipeline.document import Document, PlaceMention, SentenceKind
from pipeline.places.gazetteer import moves
from pipeline.places.reading import read_places

_RESIDUE = SentenceKind.RESIDUE


class Places:
    """Fills document.places, in the order of the text."""

    name = "places"

    def __call__(self, document: Document) -> None:
        mentions = read_places(document.text, document.encoded)
        if mentions and _RESIDUE in [sentence.kind for sentence in document.sentences]:
            mentions = [mention for mention in mentions if not _in_residue(document, mention.start)]
        _follow_moves(document, mentions)
        document.places = mentions


def _follow_moves(document: Document, mentions: list[PlaceMention]) -> None:
    """Give places that have changed their province the one they lay in when the article appeared."""
    published = document.published
    if published is None or published.jalali > _last_move():
        return
    for mention in mentions:
        until, iso = moves().get(document.text[mention.start : mention.end], ("", ""))
        if published.jalali <= until:
            mention.iso = iso


@cache
def _last_move() -> str:
    return max(until for until, _ in moves().values())


def _in_residue(document: Document, start: int) -> bool:
    """Whether page residue stands at `start`."""
    index = bisect_right(document.sentence_starts, start) - 1
    if index < 0:
        return False
    sentence = document.sentences[index]
    return sentence.kind is _RESIDUE and start < sentence.end
