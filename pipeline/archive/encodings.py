"""Text out of bytes: UTF-8, UTF-16 and windows-1256, told apart by what they hold; never a guess.

Each byte means something in windows-1256, so only words can show that a text is in it. What cannot be told
is an error: garbled text would give wrong records.
"""

from __future__ import annotations

import codecs
import re

from pipeline.article import ArticleError
from pipeline.text.rules import text_rules

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose BOM it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Python has these too, for other purposes.
_NO_FILES = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem")
_ARABIC = re.compile("[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
# What Persian news in windows-1256 is made of, beside ASCII: the code page has Latin and Urdu letters too,
# and text of another encoding that is read by it shows them.
_OTHER_THAN_PERSIAN = re.compile(
    r"[^\x00-\x7fءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگک"
    "\u0640\u064b-\u0652\u200c\u200d\u200e\u200f\xa0\xad،؛؟«»“”‘’…–—•·×÷°±]"
)
_WORD = re.compile(r"[ء-ي\u064b-\u0652پچژگک]+")


def decode(content: bytes, encoding: str | None = None, declared: str | None = None) -> str:
    """The text, with its line ends and its BOM (as U+FEFF) as they are.

    encoding: what the user says it is; None to detect it. declared: what a page says of itself, which is
    often wrong and taken only where nothing else shows. Raises ArticleError.
    """
    if encoding is not None:
        return _told(content, encoding)
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _told(content, name)
    if order := _utf16_order(content):
        return _told(content, order)
    if (content.count(0) + content.count(6)) * 20 > len(content):
        raise ArticleError("no text: it is full of control characters")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        where = f"byte 0x{content[error.start]:02X} at offset {error.start}"
    if _is_damaged_utf8(content):
        raise ArticleError(f"not UTF-8: {where}; the rest is: it was cut or changed there")
    text = content.decode("cp1256")
    if is_persian_of_1256(text) or (_is_1256(declared) and not _OTHER_THAN_PERSIAN.search(text)):
        return text
    if declared is not None and not _is_1256(declared):
        try:
            other = content.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            if len(re.findall("[A-Za-z]", other)) * 2 > len(other):
                return other
    raise ArticleError(
        f"not UTF-8: {where}; it may be windows-1256, but nothing shows it: give its encoding, or convert it "
        "first, for example with iconv -f windows-1256 -t utf-8"
    )


def check_encoding(name: str) -> None:
    """Raises ArticleError for an encoding that there is not."""
    try:
        if not codecs.lookup(name)._is_text_encoding or codecs.lookup(name).name in _NO_FILES:
            raise LookupError
    except (LookupError, ValueError, UnicodeError):
        raise ArticleError(
            f"there is no encoding called {name!r}: utf-8, utf-16, windows-1256 and iso-8859-6 are some"
        ) from None


def wide_encoding(start: bytes) -> str | None:
    """The encoding of a file that begins like this, where it takes two or four bytes a character: its lines
    cannot be told before it is decoded."""
    for bom, name in _BOMS[1:]:
        if start.startswith(bom):
            return name
    return _utf16_order(start[: len(start) & ~1])


def is_persian_of_1256(text: str) -> bool:
    """Whether a text read as windows-1256 shows that it was written in it."""
    foreign = len(_OTHER_THAN_PERSIAN.findall(text))
    words = _WORD.findall(text)
    if len(words) < 5 or foreign * 100 > sum(map(len, words)):
        return False
    known = text_rules().words_of_windows_1256
    common = [word for word in words if word in known]
    return len(set(common)) >= 2 and len(common) * 20 >= len(words)


def check_letters(text: str) -> None:
    """Raises ArticleError for letters that were garbled before they came here: UTF-8 or windows-1256 that
    was once read as Latin letters and saved again; halves of surrogate pairs."""
    if "ا" not in text and not text.isascii():
        sample = text[:100_000]
        narrow = "".join(re.findall("[\x00-\xff–—‘-„†‡•…‰€™ŒœŠšŽžŸƒˆ˜‹›]+", sample)).encode(
            "cp1252", "ignore"
        )
        latin = len(re.findall(rb"[\xc0-\xff]", narrow))
        if latin * 5 > len(sample):
            if len(_ARABIC.findall(narrow.decode("utf-8", "ignore"))) * 4 > latin:
                raise ArticleError(
                    "garbled: UTF-8 that was once read as Latin letters; convert it back first"
                )
            if is_persian_of_1256(narrow.decode("cp1256")):
                raise ArticleError(
                    "garbled: windows-1256 that was once read as Latin letters; convert it back first"
                )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArticleError(f"character {error.start} is half of a surrogate pair") from None


def _told(content: bytes, encoding: str) -> str:
    check_encoding(encoding)
    name = codecs.lookup(encoding).name
    if name in ("utf-16", "utf-32"):  # Python's codec would drop the BOM, which counts in offsets
        name = next(
            (found for bom, found in _BOMS if content.startswith(bom) and found.startswith(name)),
            f"{name}-le",
        )
    elif name == "utf-8-sig":
        name = "utf-8"
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        byte = f"byte 0x{content[error.start]:02X}" if error.start < len(content) else "the end"
        raise ArticleError(f"not {encoding}: {byte} at offset {error.start}") from None
    except UnicodeError as error:
        raise ArticleError(f"not {encoding}: {error}") from None


def _utf16_order(content: bytes) -> str | None:
    """utf-16-le or utf-16-be for text in it without a BOM: its bytes of Persian letters and of ASCII are
    paired with 6 and 0, which no other text holds in such numbers."""
    if len(content) < 8 or len(content) % 2 or (content.count(0) + content.count(6)) * 5 < len(content) * 2:
        return None
    plausible = {}
    for order in ("utf-16-le", "utf-16-be"):
        text = content.decode(order, "replace")
        good = len(
            re.findall("[\t\n\r -~\xab\xbb\u060c\u061b\u061f\u0620-\u06cc\u06f0-\u06f9\u200c\u200f]", text)
        )
        plausible[good / len(text)] = order
    best = max(plausible)
    return plausible[best] if best > 0.9 and len(plausible) == 2 and min(plausible) < 0.5 else None


def _is_damaged_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    return len(_ARABIC.findall(text)) > 4 * text.count("\ufffd")


def _is_1256(name: str | None) -> bool:
    try:
        return name is not None and codecs.lookup(name).name == "cp1256"
    except LookupError:
        return False
