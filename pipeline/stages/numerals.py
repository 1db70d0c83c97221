"""Find the numerals of an article: their values, and what those stand for that are no quantities."""

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.document import Document, Number
from pipeline.numerals.chains import read_chain, read_short_chain
from pipeline.numerals.lexicon import Lexicon, lexicon
from pipeline.numerals.roles import RoleFinder
from pipeline.numerals.slashes import slash_decimals_are_reversed, turn_slashes

_SHORT = 60  # longer chains are not worth remembering
_LONGEST_NUMBER = 15
_PUNCTUATION = '()«»[]،.:-/"\n؛'
_BLANKS = (" ", "\n", "")
_JOINTS = (".", ",", "/", "،")


class Numerals:
    """Fills `document.numbers`."""

    name = "numerals"

    def __init__(self) -> None:
        self._lexicon: Lexicon | None = None

    def _load(self) -> Lexicon:
        found = lexicon()
        self._automaton = AhoCorasick(list(found.starts), matchkind=MatchKind.Standard)
        self._lexicon = found
        return found

    def __call__(self, document: Document) -> None:
        found = self._lexicon or self._load()
        text, numbers = document.text, document.numbers
        continues = found.continues
        chains = _Chains(document, found)
        settle = chains.roles.settle
        reached = 0
        for start, end in self._triggers(text):
            if start < reached:
                continue
            if end:
                following = text[end : end + 3]
                pair = following[1:3] if following[:1] in _BLANKS else following[:2]
                if (
                    pair not in continues
                    and following[:1] not in _JOINTS
                    and end - start <= _LONGEST_NUMBER
                    and (end - start == 1 or text[start] != "0")
                ):
                    value = int(text[start:end])
                    number = Number(start, end, value, value)
                    if settle(number):
                        numbers.append(number)
                    continue
            reached = chains.read(start) or reached

    def _triggers(self, text: str) -> list[tuple[int, int]]:
        """Where numerals may begin: runs of digits with their ends, and beginnings of number words with 0."""
        codes = np.frombuffer(text.encode("utf-16-le"), dtype=np.uint16)
        digits = np.zeros(len(codes) + 2, dtype=np.int8)
        digits[1:-1] = (codes - np.uint16(48)) < 10
        edges = np.flatnonzero(digits[1:] != digits[:-1]).tolist()
        triggers = list(zip(edges[::2], edges[1::2], strict=True))
        blanked = text
        for char in _PUNCTUATION:
            if char in blanked:
                blanked = blanked.replace(char, " ")
        # A blank put before the text makes up for the one that each beginning has before it.
        triggers += [(start, 0) for _, start, _ in self._automaton.find_matches_as_indexes(" " + blanked)]
        triggers.sort()
        return triggers


class _Chains:
    """Reads the chains of one article, all numerals that are more than a plain integer."""

    def __init__(self, document: Document, lexical: Lexicon) -> None:
        self.roles = RoleFinder(lexical, document.text)
        self._document = document
        self._lexicon = lexical
        self._reversed: bool | None = None

    def read(self, start: int) -> int:
        """Add the numbers of the chain that begins here, if one does; where reading ended, 0 if nothing is here."""
        document, lexical, text = self._document, self._lexicon, self._document.text
        if text[start] > "9":
            idiom = lexical.idiom.match(text, start)
            if idiom is not None:
                return idiom.end()
        match = lexical.chain.match(text, start)
        if match is None:
            return 0
        chain, end = match[0], match.end()
        if "/" in chain:
            if self._reversed is None:
                self._reversed = slash_decimals_are_reversed(document.raw, document.article.published)
            chain = turn_slashes(chain, document.raw_text(start, end), self._reversed)
        between = "و" in chain and start >= 4 and text.startswith("بین ", start - 4)
        falling = "-" in chain and lexical.unit.match(text, end) is not None
        read = read_short_chain if len(chain) < _SHORT else read_chain
        chained = False
        for offset, stop, low, high, kind, scale, elided, role, bare in read(chain, between, falling):
            number = Number(start + offset, start + stop, low, high, kind, role, scale, elided, bare == "یک")
            if self.roles.settle(number, bare, chained):
                document.numbers.append(number)
            chained = True
        return end
