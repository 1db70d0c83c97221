"""Encodings: told apart by what a text holds; what cannot be told is an error and never garbled text."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive_samples import json_lines, page, read
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.encodings import check_letters, decode
from pipeline.archive.entries import Reading, Unreadable
from pipeline.archive.errors import ArchiveError
from pipeline.archive.opening import open_archive
from pipeline.article import Article, ArticleError

# What windows-1256 has no letter for, as software of its time wrote it.
_OLD = {ord("ی"): "ي", ord("ۀ"): "ه", **{0x6F0 + digit: str(digit) for digit in range(10)}}
_ARABIC_ONLY = {ord("ک"): "ك", ord("گ"): "ك", ord("پ"): "ب", ord("چ"): "ج", ord("ژ"): "ز", 0x200C: " "}


def old(text: str, encoding: str) -> tuple[bytes, str]:
    """A text as it was written in an old code page, and what it says."""
    text = text.translate(_OLD)
    if encoding in ("iso8859_6", "mac_arabic", "cp720"):
        text = text.translate(_ARABIC_ONLY)
    content = text.encode(encoding, "ignore")
    assert len(content) > len(text) * 0.9
    return content, content.decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_unicode_is_told(encoding: str, bom: str, sample: str) -> None:
    text = bom + sample.removeprefix("\ufeff")
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_utf32_is_told_by_its_bom(encoding: str, sample: str) -> None:
    assert decode(("\ufeff" + sample).encode(encoding)) == "\ufeff" + sample


def test_windows_1256_is_told(sample: str) -> None:
    content, text = old(sample, "cp1256")
    assert decode(content) == text


@pytest.mark.parametrize(
    "text",
    [
        "وزير نيرو گفت: اين سد تا پايان سال آينده به بهره‌برداري مي‌رسد و آب شرب دو شهر را تامين مي‌كند.",
        "به گزارش خبرنگار ما، ۳ هزار تن گندم از كشاورزان اين استان خريداري شد که با سال پيش برابر است.",
        "مدیر گفت: پل و ژرفا و چاه و گچ را با کمک مردم در این روستا ساختیم و از همه آن‌ها سپاسگزاریم.",
    ],
)
def test_sentences_of_windows_1256_with_both_kinds_of_kaf(text: str) -> None:
    content, expected = old(text, "cp1256")
    assert decode(content) == expected


@pytest.mark.parametrize("encoding", ["iso8859_6", "mac_arabic", "mac_farsi", "cp720"])
def test_other_code_pages_are_not_taken_for_windows_1256(encoding: str, sample: str) -> None:
    content, text = old(sample, encoding)
    with pytest.raises(ArticleError, match=r"not UTF-8: byte 0x.. at offset"):
        decode(content)
    assert decode(content, encoding) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Les élèves de l'école ont été reçus à l'hôtel de ville, où l'on fêtait déjà Noël.", "cp1252"),
        ("Die Größe der Flüsse ändert sich übrigens jährlich, außer in Österreich.", "cp1252"),
        ("Türkiye'nin güneyinde yağışlı hava, çarşamba günü İstanbul'a ulaşacak.", "cp1254"),
        ("Министр сообщил, что в этом году построят двести новых школ и больниц.", "cp1251"),
        ("Министр сообщил, что в этом году построят двести новых школ и больниц.", "koi8_r"),
        ("省长说，今年将建成两百所新学校，明年还要再建一百所。", "gb18030"),
        ("知事は今年二百の学校を建設すると述べた。", "shift_jis"),
        ("Ο υπουργός είπε ότι φέτος θα χτιστούν διακόσια νέα σχολεία.", "cp1253"),
        ("השר אמר כי השנה ייבנו מאתיים בתי ספר חדשים.", "cp1255"),
        ("سلام", "cp1256"),
        ("كيهان ورزشي", "cp1256"),
    ],
)
def test_what_cannot_be_told_is_an_error(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    with pytest.raises(ArticleError, match="it may be windows-1256, but nothing shows it"):
        decode(content)
    assert decode(content, encoding) == text


def test_damaged_utf8_is_no_other_encoding(sample: str) -> None:
    content = sample.encode()
    for damaged in (content[:-1] + b"\xd8", content[:200] + b"\xff" + content[200:], content[1:]):
        if damaged.decode("utf-8", "ignore").encode() != damaged:
            with pytest.raises(ArticleError, match=r"(?i)not UTF-8: byte 0x.. at offset \d+"):
                decode(damaged)


def test_an_encoding_that_is_told(sample: str) -> None:
    content, text = old(sample, "cp1256")
    assert decode(content, "windows-1256") == text
    assert decode("\ufeffمتن".encode(), "utf-8") == decode("\ufeffمتن".encode(), "utf-8-sig") == "\ufeffمتن"
    assert decode("\ufeffمتن".encode("utf-16-be"), "utf-16") == "\ufeffمتن"
    assert decode("متن".encode("utf-16-le"), "utf-16") == "متن"
    with pytest.raises(ArticleError, match=r"not utf-8: byte 0x.. at offset"):
        decode(content, "utf-8")
    with pytest.raises(ArticleError, match=r"not utf-16: .* at offset"):
        decode(b"\xff\xfea", "utf-16")


@pytest.mark.parametrize("name", ["utf-9", "", "base64", "rot13", "\0", "x" * 300, "idna", "undefined"])
def test_there_is_no_such_encoding(name: str, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no encoding called"):
        open_archive(str(tmp_path), Reading(encoding=name))


def test_letters_that_were_garbled_before(sample: str) -> None:
    check_letters(sample)
    check_letters("Café à l'école: «résumé» of Ångström, naïve")
    check_letters("تیتر Ø 20 mm")
    twice = sample.encode().decode("cp1252", "ignore")
    with pytest.raises(ArticleError, match="garbled: UTF-8 that was once read"):
        check_letters(twice)
    with pytest.raises(ArticleError, match="garbled: UTF-8 that was once read"):
        check_letters(sample.encode().decode("latin-1"))
    with pytest.raises(ArticleError, match="garbled: windows-1256 that was once read"):
        check_letters(old(sample, "cp1256")[0].decode("cp1252", "ignore"))


def test_an_archive_of_many_encodings(tmp_path: Path, sample: str) -> None:
    content, text = old(sample, "cp1256")
    (tmp_path / "a.txt").write_bytes(content)
    (tmp_path / "b.txt").write_bytes(sample.removeprefix("\ufeff").encode("utf-16"))
    (tmp_path / "c.txt").write_bytes(sample.encode())
    (tmp_path / "d.jsonl").write_bytes(
        b'{"text": "x"}\n' + json_lines([{"text": text}]).decode().encode("cp1256")
    )
    (tmp_path / "e.jsonl").write_bytes(json_lines([{"text": sample}]).decode().encode("utf-16"))
    (tmp_path / "f.html").write_bytes(page("تيتر", [text]).decode().translate(_OLD).encode("cp1256"))
    (tmp_path / "g.txt").write_bytes("سلام".encode("cp1256"))
    *found, page_found, short = read(tmp_path)
    assert [one.text for one in found if isinstance(one, Article)] == [
        text,
        "\ufeff" + sample.removeprefix("\ufeff"),
        sample,
        "x",
        text,
        sample,
    ]
    assert isinstance(page_found, Article) and page_found.text.startswith("تيتر\n")
    assert isinstance(short, Unreadable) and "it may be windows-1256" in short.reason


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16"])
def test_an_encoding_that_is_told_for_lines(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(json_lines([{"text": "سلام"}, {"text": "كيهان"}]).decode().encode(encoding))
    found = read(path, Reading(encoding=encoding))
    assert [one.text for one in found if isinstance(one, Article)] == ["سلام", "كيهان"]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_an_error(content: bytes) -> None:
    try:
        text = decode(content)
    except ArticleError as error:
        assert "\n" not in str(error)
    else:
        assert text.encode("utf-8") == content or text.encode("utf-16", "surrogatepass")


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_utf8_is_always_utf8(text: str) -> None:
    if text.count("\0") + text.count("\6") == 0 and text[:1] not in ("\ufeff",):
        assert decode(text.encode()) == text
