"""Find the numerals of an article: their values, and what those stand for that are no quantities."""

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.document import Document, Number
from pipeline.numerals.chains import Piece, read_chain, read_short_chain
from pipeline.numerals.lexicon import Lexicon, lexicon
from pipeline.numerals.roles import RoleFinder
from pipeline.numerals.slashes import slash_decimals_are_reversed, turn_slashes

_SHORT = 60  # longer chains are not worth remembering
_PUNCTUATION = '()«»[]،.:-/"\n؛'


class Numerals:
    """Fills `document.numbers`."""

    name = "numerals"

    def __init__(self) -> None:
        self._lexicon: Lexicon | None = None

    def _load(self) -> Lexicon:
        found = lexicon()
        self._automaton = AhoCorasick(list(found.starts), matchkind=MatchKind.Standard)
        self._roles = RoleFinder(found)
        self._lexicon = found
        return found

    def __call__(self, document: Document) -> None:
        found = self._lexicon or self._load()
        text = document.text
        match_chain, match_idiom = found.chain.match, found.idiom.match
        article_reversed: bool | None = None
        reached = 0
        for start in self._triggers(text):
            if start < reached:
                continue
            if text[start] > "9":
                idiom = match_idiom(text, start)
                if idiom is not None:
                    reached = idiom.end()
                    continue
            match = match_chain(text, start)
            if match is None:
                continue
            chain = match[0]
            reached = match.end()
            if "/" in chain:
                if article_reversed is None:
                    article_reversed = slash_decimals_are_reversed(document.raw, document.article.published)
                chain = turn_slashes(chain, document.raw_text(start, reached), article_reversed)
            between = text.startswith("بین ", start - 4) if start >= 4 else False
            pieces = read_short_chain(chain, between) if len(chain) < _SHORT else read_chain(chain, between)
            for piece in pieces:
                self._add(document, text, start, piece)

    def _triggers(self, text: str) -> list[int]:
        """Where numerals may begin: first digits, and beginnings of words that number words share."""
        codes = np.frombuffer(text.encode("utf-16-le"), dtype=np.uint16)
        digits = (codes - np.uint16(48)) < 10
        starts = digits.copy()
        starts[1:] &= ~digits[:-1]
        triggers: list[int] = np.flatnonzero(starts).tolist()
        blanked = text
        for char in _PUNCTUATION:
            if char in blanked:
                blanked = blanked.replace(char, " ")
        triggers += [start for _, start, _ in self._automaton.find_matches_as_indexes(" " + blanked)]
        triggers.sort()
        return triggers

    def _add(self, document: Document, text: str, offset: int, piece: Piece) -> None:
        start, end = offset + piece.start, offset + piece.end
        number = Number(start, end, piece.low, piece.high, piece.kind, None, piece.scale)
        number.elided = piece.elided
        if self._roles.settle(text, number, piece):
            document.numbers.append(number)
