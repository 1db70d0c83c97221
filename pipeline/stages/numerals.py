"""Find the numerals of an article: their values, and what those stand for that are no quantities."""

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipeline.document import Document, Number
from pipeline.numerals.chains import read_chain, read_short_chain
from pipeline.numerals.lexicon import Lexicon, lexicon
from pipeline.numerals.roles import RoleFinder
from pipeline.numerals.slashes import slash_decimals_are_reversed, turn_slashes

_SHORT = 60  # longer chains are not worth remembering
_DIGITS = "0123456789"
_BEFORE = ' («،.:-/"\n؛'  # what may stand before a number word


class Numerals:
    """Fills `document.numbers`."""

    name = "numerals"

    def __init__(self) -> None:
        self._lexicon: Lexicon | None = None

    def _load(self) -> Lexicon:
        found = lexicon()
        starts = [mark + word for mark in _BEFORE for word in found.starts]
        self._automaton = AhoCorasick(
            [*_DIGITS, *starts], matchkind=MatchKind.Standard, implementation=Implementation.DFA
        )
        self._lexicon = found
        return found

    def __call__(self, document: Document) -> None:
        found = self._lexicon or self._load()
        text, numbers = document.text, document.numbers
        plain = found.integer
        chains = _Chains(document, found)
        settle = chains.roles.settle
        reached, digits = 0, len(_DIGITS)
        # With a blank before the text a word's mark is found where the word stands, a digit one place behind.
        for pattern, start, _ in self._automaton.find_matches_as_indexes(" " + text):
            if pattern < digits:
                start -= 1
            if start < reached:
                continue
            integer = plain.match(text, start) if pattern < digits else None
            if integer is None:
                reached = chains.read(start) or reached
                continue
            reached = integer.end()
            value = int(integer[0])
            number = Number(start, reached, value, value)
            if settle(number):
                numbers.append(number)


class _Chains:
    """Reads the chains of one article, all numerals that are more than a plain integer."""

    def __init__(self, document: Document, lexical: Lexicon) -> None:
        self.roles = RoleFinder(lexical, document.text)
        self._document = document
        self._lexicon = lexical
        self._reversed: bool | None = None

    def read(self, start: int) -> int:
        """Add the numbers of the chain that begins here; where it ends, 0 if there is none."""
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
