"""Give a folded article its lines back: what one line break stands for is settled before sentences are cut.

Four kinds of damage are mended, all without losing the way back to the raw text: hard line wraps (the break
becomes a space), paragraphs that only a run of blanks separates (the blank becomes a line break), decimals
that a one-sentence-a-line splitter cut at their point (the break goes), and breaks before a slash decimal in
the midst of a sentence (the break becomes a space).
"""

import re
from bisect import bisect_left
from itertools import pairwise

import numpy as np

from pipeline.text.folding import Folded
from pipeline.text.rules import text_rules

_BLANKS = re.compile(r"[ \t\xa0\u3000]{3,}")
_CUT_DECIMAL = re.compile(r"\.\n\d")
_FRACTION_AFTER = re.compile(r"\d{1,3} ?[^\W\d]")
# "این نرخ به⏎6/47 درصد رسید", behind a word that no line ends with or in a line too long for a headline.
# The break comes first in the pattern: a look behind each letter would take ten times as long.
_CUT_FIGURE = re.compile(r"\n(?<=[^\W\d_]\n)(?=\d{1,3}/\d{1,3} ?\w)")
_LONG_LINE = 60
_SHORTEST_PARAGRAPH = 25  # on an average
_NARROWEST, _WIDEST = 60, 100
_STOPS = ".!؟?:"
_ENDS = _STOPS + '»")'
# So many lines, and so large a part of those that end within a sentence, show that an article is wrapped.
_EVIDENCE, _SHARE = 4, 0.8
_FEW = 2
_RAGGED = 5  # so much shorter than it could be is a line where an editor measured letters, not characters


def reflow(raw: str, folded: Folded) -> Folded:
    """The folded article with its line breaks mended. Linear in its length."""
    folded = _rejoin_decimals(folded)
    text = folded.text
    breaks = text.count("\n")
    if breaks <= 3:
        folded = _restore_paragraphs(raw, folded)
    elif len(text) < breaks * _WIDEST:
        folded = _unwrap(raw, folded)
    return _rejoin_figures(folded)


def _restore_paragraphs(raw: str, folded: Folded) -> Folded:
    """Several runs of three blanks and more in an article of one line are its paragraph breaks, unless they
    are so many that a printer's justified lines or a careless editor made them."""
    runs = [match.start() for match in _BLANKS.finditer(raw)]
    if len(runs) < 3 or len(runs) * _SHORTEST_PARAGRAPH > len(folded.text):
        return folded
    letters = list(folded.text)
    for start in runs:
        index = bisect_left(folded.offsets, start)
        if index < len(letters) and letters[index] == " ":
            letters[index] = "\n"
    return Folded("".join(letters), folded.offsets)


def _unwrap(raw: str, folded: Folded) -> Folded:
    """Replace the line breaks of a hard-wrapped article by spaces; those of paragraphs stay."""
    text, offsets = folded.text, folded.offsets
    lines = text.split("\n")
    if len(lines) < 2 or _are_long(lines):  # as raw ones they are no shorter
        return folded
    raw_lines = []
    at = raw_start = 0
    for line in lines:
        at += len(line)
        raw_end = offsets[at]
        # A decimal may be rejoined there; marks alone are no line.
        raw_lines.append(raw[raw_start:raw_end].strip().rpartition("\n")[2] if line else "")
        raw_start = raw_end + 1
        at += 1
    # Marks, half-spaces and blanks may have come or gone since the lines were wrapped.
    wrapped = max(_wraps(raw_lines), _wraps(lines), key=len)
    if not wrapped:
        return folded
    pieces: list[str] = []
    for i, line in enumerate(lines[:-1]):
        pieces += (line, " " if i in wrapped else "\n")
    return Folded("".join([*pieces, lines[-1]]), offsets)


def _are_long(lines: list[str]) -> bool:
    """Whether more than a quarter of the lines are too long for an editor; the first and last aside."""
    before = [len(line) for line, following in pairwise(lines) if line and following]
    return sum(length > _WIDEST for length in before[1:]) * 4 > len(before)


def _wraps(lines: list[str]) -> set[int]:
    """The lines that an editor broke, where it broke all there are.

    A break is a wrap where the next line's first word would not have fitted on its line any more; or where it
    nearly would not, if that holds for all of them but a headline's, or for most of those within a sentence.
    """
    pairs = [i for i in range(len(lines) - 1) if lines[i] and lines[i + 1]]
    width = max((len(lines[i]) for i in pairs[1:] if len(lines[i]) <= _WIDEST), default=0)
    if width < _NARROWEST or _are_long(lines):
        return set()
    room = {
        i: width - len(lines[i]) - len(lines[i + 1].split(None, 1)[0])
        for i in pairs
        if len(lines[i]) <= width or i > pairs[0]
    }
    wrapped = {i for i, left in room.items() if left <= 0}
    nearly = {i for i, left in room.items() if left <= _RAGGED and lines[i][-1] not in _STOPS}
    first = pairs[0]  # a headline may stand before it
    unfinished = {i for i in pairs if lines[i][-1] not in _ENDS and len(lines[i]) * 2 > width} - {first}
    if not unfinished:
        return set()  # an editor breaks lines within sentences, too
    most = len(wrapped) * 2 >= len(pairs)
    if len(wrapped | nearly | {first}) == len(pairs):
        return wrapped | (nearly - {first} if most else nearly)
    if len(nearly & unfinished) >= max(_EVIDENCE, len(unfinished) * _SHARE):
        return wrapped | (nearly & unfinished)
    # Of a few lines every one has to be full, and none be longer than an editor would leave it.
    if len(unfinished) >= _FEW and unfinished <= wrapped | nearly and max(map(len, lines)) <= width + _RAGGED:
        return wrapped | unfinished
    # Where all those lines end a sentence, their lengths are chance.
    return wrapped if most and any(lines[i][-1] not in _ENDS for i in wrapped) else set()


def _rejoin_figures(folded: Folded) -> Folded:
    """Make the line break before a slash decimal in a sentence a space."""
    text = folded.text
    if "\n" not in text or "/" not in text:
        return folded
    leading_on = tuple(f" {word}" for word in text_rules().leading_on)
    pieces = []
    start = 0
    for match in _CUT_FIGURE.finditer(text):
        at = match.start()
        if text.endswith(leading_on, 0, at) or at - text.rfind("\n", 0, at) > _LONG_LINE:
            pieces.append(text[start:at])
            start = at + 1
    return Folded(" ".join([*pieces, text[start:]]), folded.offsets) if pieces else folded


def _rejoin_decimals(folded: Folded) -> Folded:
    """Take out the line break of "۹۴.⏎۷ میلی‌متر"."""
    text = folded.text
    if ".\n" not in text:
        return folded
    whole_number = text_rules().patterns.whole_number
    cuts = [
        match.start() + 1
        for match in _CUT_DECIMAL.finditer(text)
        if text[match.start() - 1 : match.start()].isdigit()
        and not whole_number.search(text, max(0, match.start() - 20), match.start())
        and _FRACTION_AFTER.match(text, match.end() - 1)
    ]
    if not cuts:
        return folded
    for cut in reversed(cuts):
        text = text[:cut] + text[cut + 1 :]
    return Folded(text, np.delete(np.asarray(folded.offsets), cuts).data)
