"""Fold an article to the one spelling that rules match, and keep the way back.

Folding maps a character to another or drops it: Arabic letters to Persian ones, every digit set to ASCII,
half-spaces, bidi marks, diacritics and tatweel away, odd spaces to one space. So the way back to the raw text
is one increasing array. The only characters that become several are ligatures (ﻻ, ﷲ): their letters share
one offset.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

_DROP = 0
_OBJECT = 0xFFFC  # stands for characters outside the basic plane (emoji); rules never match it
_LIGATURE = 0xFFFE  # several letters in one character: expanded before folding
_UNKNOWN = 0xFFFD
_SPACE, _NEWLINE = 0x20, 0x0A

_LETTERS = {
    "ي": "ی", "ى": "ی", "ئ": "ی", "ۍ": "ی", "ې": "ی", "ێ": "ی", "ے": "ی", "ۓ": "ی",
    "ك": "ک", "ڪ": "ک", "ګ": "گ",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۂ": "ه", "ۃ": "ه",
    "أ": "ا", "إ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ؤ": "و", "ۆ": "و", "ۇ": "و",
}  # fmt: skip
_SIGNS = {
    "٫": ".", "٬": ",", "﹐": "،", "٪": "%", "﹪": "%", "％": "%", "‰": "‰",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "－": "-",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "＂": '"', "‘": "'", "’": "'",
    "⁄": "/", "∕": "/", "／": "/", "٭": "*", "∗": "*", "؉": "‰", "۔": ".", "。": ".", "．": ".",
    "（": "(", "）": ")", "：": ":", "﴾": "(", "﴿": ")",
    "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip
_LINK = re.compile(r"(!?)\[([^\[\]]{0,300})\]\([^()\s]{0,2000}\)")
_BOLD = re.compile(r"\*{2,}")
# Tatweel that joins nothing is the dash of old keyboards ("گناوه ـ گوره"); "هـ.ش" keeps its letter.
_DASH = re.compile(r"ـ(?<![^\W\d_]ـ)ـ*|ـ(?<=[^\W\d_ه]ـ)ـ*(?=\s)")
_MADDA = re.compile("ا\u0653")
_LINE_MARK = re.compile(r"\[n\](?!\()")  # a line end as some archives write it
_CARRIAGE_RETURN = re.compile("_x000D_")
_LINE_END = re.compile("\r\n")
_ENTITIES = {
    "nbsp": 0x20,
    "zwnj": 0,
    "shy": 0,
    "rlm": 0,
    "lrm": 0,
    "quot": 0x22,
    "laquo": 0xAB,
    "raquo": 0xBB,
    "amp": 0x26,
}
_ENTITY = re.compile("&(" + "|".join(_ENTITIES) + ");")
# The half-space's look-alikes of old archives: NOT SIGN and soft hyphen stood for it in several editors.
_HALF_SPACES = "\u200c\u200d\u200b\u2060\ufeff\xac\xad\u180e"


@cache
def _table() -> npt.NDArray[np.uint16]:
    """code point -> folded code point, 0 where the character is dropped."""
    table = np.arange(0x10000, dtype=np.uint16)
    for code in range(0x10000):
        char = chr(code)
        category = unicodedata.category(char)
        if category == "Nd":
            table[code] = ord("0") + unicodedata.digit(char)
        elif category in ("Mn", "Cf", "Cc", "Me"):
            table[code] = _DROP
        elif category in ("Zs", "Zl", "Zp"):
            table[code] = _SPACE
        elif category == "Cs":
            table[code] = _UNKNOWN
        elif 0xFE70 <= code <= 0xFE7F:
            table[code] = _DROP  # diacritics standing alone
        elif 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFF or 0xFF01 <= code <= 0xFF5E:
            plain = unicodedata.normalize("NFKC", char)
            if len(plain) == 1:
                table[code] = ord(_LETTERS.get(plain, plain))
    for source, target in (_LETTERS | _SIGNS).items():
        table[ord(source)] = ord(target)
    for char in _HALF_SPACES + "ـ":
        table[ord(char)] = _DROP
    table[_NEWLINE], table[ord("\t")] = _NEWLINE, _SPACE
    for char in _ligatures():
        table[ord(char)] = _LIGATURE
    table[0xFFFE], table[0xFFFF] = _UNKNOWN, _OBJECT
    return table


@cache
def _ligatures() -> dict[str, str]:
    """Presentation forms that stand for several letters."""
    forms = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE80, 0xFEFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) > 1 and unicodedata.category(chr(code)) in ("Lo", "So", "Sc"):
            forms[chr(code)] = plain
    return forms


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back.

    text: what rules match. Runs of blanks are one space, line ends are \\n without blanks around them.
    offsets: offsets[i] is where the i-th folded character stands in the raw text; one more entry closes it.
    """

    text: str
    offsets: "array[int]"

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open raw span of a folded one (from its first character to just behind its last)."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(raw: str) -> Folded:
    """Fold a raw article. Linear in its length; any string is accepted, lone surrogates included."""
    source, expanded = raw, None
    folded = _table()[_codes(raw)]
    if len(folded) and folded.max() == _LIGATURE:
        source, expanded = _expand_ligatures(raw)
        folded = _table()[_codes(source)]
    for start, end, replacement in _markup(source):
        folded[start:end] = _DROP
        if replacement:
            folded[start] = replacement
    where = folded.astype(np.bool_).nonzero()[0]
    folded = folded[where]
    text = _decode(folded)
    # Of a run of blanks the first stays; none stays at the edge of a line.
    while "  " in text or " \n" in text or "\n " in text or text[:1] == " " or text[-1:] == " ":
        kept = _kept_blanks(folded)
        folded, where = folded[kept], where[kept]
        text = _decode(folded)
    offsets = array("q", where.astype(np.int64, copy=False).tobytes())
    if expanded is not None:
        offsets = array("q", [expanded[i] for i in offsets])
    offsets.append(len(raw))
    return Folded(text, offsets)


def _kept_blanks(folded: npt.NDArray[np.uint16]) -> npt.NDArray[np.intp]:
    """Where all stand but blanks behind a blank or beside a line end; a second pass takes what then does."""
    kept: npt.NDArray[np.bool_] = folded != _SPACE
    inside = folded[:-2] > _SPACE  # a letter before: neither blank nor line end
    inside &= folded[2:] != _NEWLINE
    kept[1:-1] |= inside
    return kept.nonzero()[0]


def _markup(source: str) -> Iterator[tuple[int, int, int]]:
    """Spans of markup, entities and the like to drop, each with the code of what stands for it, or 0.

    A look for one character first: it is many times quicker than one for two.
    """
    if "]" in source:
        for match in _LINK.finditer(source):
            if match[1]:  # an image
                yield match.start(), match.end(), 0
            else:
                yield match.start(), match.start(2), 0
                yield match.end(2), match.end(), 0
        for match in _LINE_MARK.finditer(source):
            yield match.start(), match.end(), _NEWLINE
    if "*" in source:
        for match in _BOLD.finditer(source):
            yield match.start(), match.end(), 0
    if "\r" in source:
        for match in _LINE_END.finditer(source):
            yield match.start(), match.start() + 1, 0
    if "ـ" in source:
        for match in _DASH.finditer(source):
            yield match.start(), match.end(), ord("-")
    if "\u0653" in source:  # alef and its madda as two characters
        for match in _MADDA.finditer(source):
            yield match.start(), match.end(), ord("آ")
    if "_" in source:  # a carriage return as spreadsheets write it
        for match in _CARRIAGE_RETURN.finditer(source):
            yield match.start(), match.end(), 0
    if "&" in source:
        for match in _ENTITY.finditer(source):
            yield match.start(), match.end(), _ENTITIES[match[1]]


def _codes(text: str) -> npt.NDArray[np.uint16]:
    """The code points of a text; 0xFFFF for those outside the basic plane."""
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if len(units) == len(text):
        return units
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.minimum(codes, 0xFFFF).astype(np.uint16)


def _decode(codes: npt.NDArray[np.uint16]) -> str:
    return codes.astype("<u2", copy=False).tobytes().decode("utf-16-le")


class _LazyTable(dict[int, int | None]):
    """The folding table for `str.translate`, filled as characters come up."""

    def __missing__(self, code: int) -> int | None:
        folded = int(_table()[code]) if code < 0x10000 else _OBJECT
        self[code] = value = folded or None
        return value


_SHORT = _LazyTable()


def fold_phrase(phrase: str) -> str:
    """Fold a phrase of a rule or a gazetteer as articles are folded; quick, for they are thousands."""
    if any("\ufb50" <= char <= "\ufefc" for char in phrase):
        return fold(phrase).text.strip()
    return " ".join(phrase.translate(_SHORT).split())


def _expand_ligatures(raw: str) -> tuple[str, list[int]]:
    forms = _ligatures()
    pieces: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(raw):
        plain = forms.get(char, char)
        pieces.append(plain)
        offsets.extend([i] * len(plain))
    return "".join(pieces), offsets
