"""An article as clean Persian: letters, digits, spacing, half-spaces.

Numbers, dates, web and mail addresses and words with Latin letters keep every character: the digits of
numbers are written in Persian, nothing else, and no blank is put into them or taken out.
"""

import re

from pipeline.text.letters import clean_letters
from pipeline.text.spacing import spacing

# A word of Latin letters, digits and the signs of addresses; looked for at its beginning only: linear time.
_SIGNS = r"A-Za-z0-9_@#&/.+\-:%"
_ADDRESS = r"(?:https?://|www\.)[^\s<>«»\"]+"
_LATIN = rf"(?<![{_SIGNS}])[{_SIGNS}]*[A-Za-z][{_SIGNS}]*"
_DIGIT = "0-9٠-٩۰-۹"
_NUMBER = rf"[{_DIGIT}]+(?:[ ]?[./,٫٬:×xX*\-–−_][ ]?[{_DIGIT}]+)*[%٪]?"
_KEPT = re.compile(rf"(?P<word>{_ADDRESS}|{_LATIN})|(?P<number>{_NUMBER})")
_LETTER = r"[ء-غف-يٱ-ۓەپچژکگی]"
_DIGITS = {ord(digit): "۰۱۲۳۴۵۶۷۸۹"[i] for i in range(10) for digit in (str(i), chr(0x660 + i))}
_MARKS = "،؛؟!"
# Blanks around the marks of running text; nothing between two digits is touched.
_BEFORE_MARK = re.compile(rf"(?<=[^\s]) +(?=[{_MARKS}.:»)\]](?![.\d]))")
_AFTER_MARK = re.compile(rf"([{_MARKS}:»)\]]|(?<={_LETTER}{{2}})\.)(?={_LETTER})")
_AFTER_OPENING = re.compile(r"(?<=[«(\[]) +")
_BEFORE_OPENING = re.compile(rf"(?<=[{_MARKS}])(?=[«(\[])|(?<={_LETTER})(?=[«(\[])")
_BLANKS = re.compile(r"[ \t]{2,}|\t")
_LINE_EDGES = re.compile(r"[ \t]*\n[ \t]*")
_EMPTY_LINES = re.compile(r"\n{3,}")


def normalize(text: str) -> str:
    """Clean Persian. Linear in its length."""
    text = _LINE_EDGES.sub(
        "\n", _BLANKS.sub(" ", clean_letters(text.replace("\r\n", "\n").replace("\r", "\n")))
    )
    text = _EMPTY_LINES.sub("\n\n", text).strip()
    pieces: list[str] = []
    reached = 0
    for match in _KEPT.finditer(text):
        pieces += (_clean_words(text[reached : match.start()]), _kept(match))
        reached = match.end()
    pieces.append(_clean_words(text[reached:]))
    return _join(pieces)


def _kept(match: re.Match[str]) -> str:
    return match[0].translate(_DIGITS) if match["number"] else match[0]


def _clean_words(text: str) -> str:
    """Running text between numbers and addresses."""
    if not text.strip():
        return text
    text = _BEFORE_MARK.sub("", text)
    text = _AFTER_MARK.sub(r"\1 ", text)
    text = _BEFORE_OPENING.sub(" ", _AFTER_OPENING.sub("", text))
    return spacing().restore(text)


def _join(pieces: list[str]) -> str:
    """The pieces with a blank where a number touches a word ("۱۷روستا")."""
    joined: list[str] = []
    for piece in pieces:
        if joined and piece and joined[-1]:
            last, first = joined[-1][-1], piece[0]
            if (last in "۰۱۲۳۴۵۶۷۸۹" and _is_letter(first)) or (first in "۰۱۲۳۴۵۶۷۸۹" and _is_letter(last)):
                joined.append(" ")
        if piece:
            joined.append(piece)
    return "".join(joined)


def _is_letter(char: str) -> bool:
    return char.isalpha() and not char.isascii()
