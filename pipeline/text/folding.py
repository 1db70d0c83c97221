"""Fold an article to the one spelling that rules match, and keep the way back.

Folding maps a character to another or drops it: Arabic letters to Persian ones, every digit set to ASCII,
half-spaces, bidi marks, diacritics and tatweel away, odd spaces to one space. So the way back to the raw text
is one increasing array. The only characters that become several are ligatures (ﻻ, ﷲ): their letters share
one offset.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

LETTERS = "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"  # of folded Persian
JOINT = "\ue000"  # no text has it: it may stand for a half-space in a phrase while that is folded
_DROP = 0
_OBJECT = 0xFFFC  # stands for characters outside the basic plane (emoji); rules never match it
_LIGATURE = 0xFFFE  # several letters in one character: expanded before folding
_LIGATURE_SIGN = chr(_LIGATURE)
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
_LOW_LINE = re.compile(r"(?<=\s)_(?=\s)")  # so is a low line between blanks
_MADDA = re.compile("ا\u0653")
_LINE_MARK = re.compile(r"\[n\](?!\()")  # a line end as some archives write it
# In some papers commas moved before the number that they stood behind: «سال،85 جمعیت» was «سال 85، جمعیت».
_YEAR_COMMA = re.compile(r"(?<=سال)،(?=\d\d(?:\d\d)?(?!\d))")
_CARRIAGE_RETURN = re.compile("_x000D_")  # as spreadsheets write it
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
    table[0xD800:0xE000] = _UNKNOWN  # surrogates
    # Chinese, Korean and private characters, most of the plane, stay as they are.
    for code in (*range(0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x10000)):
        char = chr(code)
        category = unicodedata.category(char)
        if category == "Nd":
            table[code] = ord("0") + unicodedata.digit(char)
        elif category in ("Mn", "Cf", "Cc", "Me"):
            table[code] = _DROP
        elif category in ("Zs", "Zl", "Zp"):
            table[code] = _SPACE
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
    offsets: memoryview

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open raw span of a folded one (from its first character to just behind its last)."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(raw: str) -> Folded:
    """Fold a raw article. Linear in its length; any string is accepted, lone surrogates included."""
    text, where = _fold(raw)
    if _LIGATURE_SIGN in text:
        expanded, origins = _expand_ligatures(raw)
        text, where = _fold(expanded)
        where = origins[where]
    offsets = np.empty(len(where) + 1, np.int64)
    offsets[:-1] = where
    offsets[-1] = len(raw)
    return Folded(text, offsets.data)


def _fold(source: str) -> tuple[str, npt.NDArray[np.intp]]:
    """The folded text, ligatures as their sign, and where its characters stand in the source."""
    folded = _table()[_codes(source).astype(np.intp)]
    for start, end, replacement in _markup(source):
        folded[start:end] = _DROP
        if replacement:
            folded[start] = replacement
    where = folded.astype(np.bool_).nonzero()[0]
    folded = folded[where]
    while np.count_nonzero(kept := _no_needless_blank(folded)) < len(folded):
        places = kept.nonzero()[0]
        folded, where = folded[places], where[places]
    return _decode(folded), where


def _no_needless_blank(folded: npt.NDArray[np.uint16]) -> npt.NDArray[np.bool_]:
    """What stays: all but blanks behind a blank, beside a line end or at an end of the text. Some of these
    blanks are needless only when others have gone."""
    stays: npt.NDArray[np.bool_] = folded != _SPACE
    inside = folded[:-2] > _SPACE  # a letter before: neither blank nor line end
    inside &= folded[2:] != _NEWLINE
    stays[1:-1] |= inside
    return stays


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
    if "_" in source:
        for match in _CARRIAGE_RETURN.finditer(source):
            yield match.start(), match.end(), 0
        for match in _LOW_LINE.finditer(source):
            yield match.start(), match.end(), ord("-")
    if "سال،" in source:
        for match in _YEAR_COMMA.finditer(source):
            yield match.start(), match.end(), _SPACE
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
    return str(codes.astype("<u2", copy=False).data, "utf-16-le")


class _LazyTable(dict[int, int | None]):
    """The folding table for `str.translate`, filled as characters come up."""

    def __missing__(self, code: int) -> int | None:
        folded = int(_table()[code]) if code < 0x10000 else _OBJECT
        self[code] = value = folded or None
        return value


_SHORT = _LazyTable()
_IS_FOLDED = re.compile(f"[{LETTERS}{JOINT}]+(?: [{LETTERS}{JOINT}]+)*").fullmatch


def fold_phrase(phrase: str) -> str:
    """Fold a phrase of a rule or a gazetteer as articles are folded; quick, for they are thousands."""
    if _IS_FOLDED(phrase):
        return phrase
    if phrase and max(phrase) >= "\ufb50":  # presentation forms perhaps
        return fold(phrase).text.strip()
    return " ".join(phrase.translate(_SHORT).split())


def _expand_ligatures(raw: str) -> tuple[str, npt.NDArray[np.intp]]:
    """The text with its ligatures in letters, and where each of its characters stood."""
    forms = _ligatures()
    pieces = [forms.get(char, char) for char in raw]
    origins = np.repeat(np.arange(len(raw)), [len(piece) for piece in pieces])
    return "".join(pieces), origins
