"""Archives: every format and compression, folders and patterns, fields, what is broken in them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from archive_samples import COMPRESS, TABLES, delimited, json_lines, page, parquet, read, warc_record, zipped

from pipeline.archive.entries import Entry, Reading, Unreadable
from pipeline.archive.errors import ArchiveError
from pipeline.archive.opening import open_archive
from pipeline.article import Article

NEWS = 'استاندار یزد گفت: امسال ۲۰۰ کلاس درس\nدر این استان «ساخته» می‌شود, "شاید"؛ و بس.'
ROWS = [
    {
        "doc_id": f"a{number}",
        "text": f"{NEWS} {number}",
        "published": f"2019-05-0{number}",
        "title": f"تیتر {number}",
        "source": f"https://example.org/{number}",
    }
    for number in range(1, 6)
]
ARTICLES = [
    Article(row["text"], row["doc_id"], date.fromisoformat(row["published"]), row["title"], row["source"])
    for row in ROWS
]


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def texts(found: list[Article | Unreadable]) -> list[str]:
    assert all(isinstance(one, Article) for one in found), found
    return [one.text for one in found if isinstance(one, Article)]


def reasons(found: list[Article | Unreadable]) -> list[str]:
    return [f"{one.place}: {one.reason}" for one in found if isinstance(one, Unreadable)]


# ---------------------------------------------------------------- formats and compressions


@pytest.mark.parametrize("compression", COMPRESS)
@pytest.mark.parametrize("suffix", TABLES)
def test_rows_come_back_the_same(suffix: str, compression: str, tmp_path: Path) -> None:
    path = written(tmp_path / f"news{suffix}{compression}", COMPRESS[compression](TABLES[suffix](ROWS)))
    archive = open_archive(str(path))
    assert read(archive) == ARTICLES
    assert read(archive) == ARTICLES  # once more, from the start
    assert archive.bytes_read == archive.total_bytes == path.stat().st_size
    assert archive.identity == str(path)


@pytest.mark.parametrize("compression", COMPRESS)
def test_texts_and_pages_in_a_folder(compression: str, tmp_path: Path) -> None:
    compress = COMPRESS[compression]
    written(tmp_path / f"b/two.txt{compression}", compress("\ufeffدو\r\n".encode()))
    written(tmp_path / f"a.txt{compression}", compress(NEWS.encode()))
    written(tmp_path / f"c.HTML{compression}", compress(page("تیتر", [NEWS])))
    written(tmp_path / "README.md", b"none of it")
    archive = open_archive(str(tmp_path))
    found = read(archive)
    assert archive.size == 3
    assert texts(found)[:2] == [NEWS, "\ufeffدو\r\n"]
    assert texts(found)[2].startswith("تیتر\nاستاندار یزد گفت")
    names = [f"a.txt{compression}", f"b/two.txt{compression}", f"c.HTML{compression}"]
    assert [one.doc_id for one in found if isinstance(one, Article)] == names
    assert [one.source for one in found if isinstance(one, Article)] == [
        str(tmp_path / name) for name in names
    ]


def test_several_members_of_a_compressed_file_are_one(tmp_path: Path) -> None:
    for suffix, compress in COMPRESS.items():
        parts = [
            compress(json_lines(ROWS[:2])),
            compress(json_lines(ROWS[2:])),
            b"\0" * 700 if suffix == ".gz" else b"",
        ]
        assert read(written(tmp_path / f"news.jsonl{suffix}", b"".join(parts))) == ARTICLES


@pytest.mark.parametrize("name", ["news", "news.dat"])
@pytest.mark.parametrize("compression", COMPRESS)
def test_formats_are_told_by_their_beginnings(name: str, compression: str, tmp_path: Path) -> None:
    samples = [
        (json_lines(ROWS), ARTICLES),
        (b"\xef\xbb\xbf \n" + json_lines(ROWS), ARTICLES),
        (parquet(ROWS), ARTICLES),
        (zipped({"x.jsonl": json_lines(ROWS)}), ARTICLES),
    ]
    for content, articles in samples:
        assert read(written(tmp_path / name, COMPRESS[compression](content))) == articles
    page_found = read(written(tmp_path / name, COMPRESS[compression](page("تیتر", [NEWS]))))
    assert texts(page_found)[0].startswith("تیتر\n")
    with pytest.raises(ArchiveError, match=r"news.*cannot be told: say --format"):
        read(written(tmp_path / name, COMPRESS[compression](NEWS.encode())))
    with pytest.raises(ArchiveError, match=r"news.*JSON in one piece: make each article a line"):
        read(written(tmp_path / name, COMPRESS[compression](json.dumps(ROWS).encode())))
    written(tmp_path / name, COMPRESS[compression](NEWS.encode()))
    told = open_archive(str(tmp_path / name), format="text")
    assert texts(read(told)) == [NEWS]
    assert told.identity.endswith(f"{name} as text")


def test_a_format_that_is_told_goes_for_all_files(tmp_path: Path) -> None:
    written(tmp_path / "one", delimited(ROWS[:2]))
    written(tmp_path / "two.txt", delimited(ROWS[2:]))
    assert read(open_archive(str(tmp_path), format="csv")) == ARTICLES
    with pytest.raises(ArchiveError, match="no format 'cvs': text, html, jsonl"):
        open_archive(str(tmp_path), format="cvs")


def test_a_zip_is_read_as_a_folder_is(tmp_path: Path) -> None:
    members = {
        "b/one.txt": NEWS.encode(),
        "خبر.txt": b"two",
        "rows.csv": delimited(ROWS[:2]),
        "deep.zip": zipped({"x.txt": b"three", "y.zip": zipped({"z.txt": b"too deep"})}),
        "__MACOSX/._one.txt": b"\0\5",
        "picture.png": b"\x89PNG",
        "c.txt.gz": COMPRESS[".gz"](b"four"),
    }
    found = read(written(tmp_path / "a.zip", zipped(members)))
    articles = [one for one in found if isinstance(one, Article)]
    assert [one.doc_id for one in articles] == [
        "b/one.txt",
        "خبر.txt",
        "a1",
        "a2",
        "deep.zip/x.txt",
        "c.txt.gz",
    ]
    assert reasons(found) == [
        f"{tmp_path}/a.zip, member deep.zip, member y.zip: an archive in an archive in an archive is not read"
    ]
    below = read(tmp_path)
    assert next(one.doc_id for one in below if isinstance(one, Article)) == "a.zip/b/one.txt"


@pytest.mark.parametrize("compression", ["", ".gz"])
def test_warc_gives_the_pages_of_a_crawl(compression: str, tmp_path: Path) -> None:
    compress = COMPRESS[compression]
    dated = "<meta property='article:published_time' content='2019-08-24T10:30:00+04:30'>"
    records = [
        warc_record("https://example.org/1", page("تیتر یک", [NEWS], dated)),
        warc_record("https://example.org/a.png", b"\x89PNG", "image/png"),
        warc_record("https://example.org/2", page("نیست", [NEWS]), code=404),
        warc_record("https://example.org/3?id=5", page("تیتر سه", [NEWS])),
    ]
    path = written(tmp_path / f"crawl.warc{compression}", b"".join(compress(record) for record in records))
    first, third = read(path)
    assert isinstance(first, Article) and isinstance(third, Article)
    assert (first.doc_id, first.source, first.title) == (
        "https://example.org/1",
        "https://example.org/1",
        "تیتر یک",
    )
    assert first.published == date(2019, 8, 24)
    assert third.published is None  # when it was crawled says nothing
    assert third.doc_id == "https://example.org/3?id=5"


# ---------------------------------------------------------------- where files are


def test_patterns(tmp_path: Path) -> None:
    for name in ("2019/a.txt", "2019/b.jsonl", "2020/deep/c.txt", "2020/d.txt", "2021.txt", "2020/e[1].txt"):
        written(tmp_path / name, json_lines(ROWS[:1]) if name.endswith("jsonl") else name.encode())

    def ids(pattern: str) -> list[str]:
        archive = open_archive(f"{tmp_path}/{pattern}")
        assert archive.identity == f"{tmp_path}/{pattern}"
        return [one.doc_id for one in read(archive) if isinstance(one, Article)]

    assert ids("2019/*.txt") == ["a.txt"] or ids("2019/*.txt") == ["2019/a.txt"]
    assert ids("20*/*.txt") == ["2019/a.txt", "2020/d.txt", "2020/e[1].txt"]
    assert ids("**/*.txt") == ["2019/a.txt", "2020/d.txt", "2020/deep/c.txt", "2020/e[1].txt", "2021.txt"]
    assert ids("20[12][!9]") == ["2020/d.txt", "2020/deep/c.txt", "2020/e[1].txt"]
    assert ids("20?[!0].txt") == ["2021.txt"]
    assert ids("2020/e[1].txt") == ["e[1].txt"]  # a file of that name is that file
    with pytest.raises(ArchiveError, match=r"2018-\*: no file to read is there"):
        read(f"{tmp_path}/2018-*")
    with pytest.raises(ArchiveError, match="there is no folder"):
        read(f"{tmp_path}/none/*.txt")


def test_links_do_not_lead_in_circles_or_outside(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside/secret.txt", b"secret")
    folder = written(tmp_path / "in/a.txt", NEWS.encode()).parent
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "out").symlink_to(outside.parent, target_is_directory=True)
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "c.txt").symlink_to(folder / "none.txt")
    os.mkfifo(folder / "d.txt")
    found = read(folder)
    assert [one.doc_id for one in found if isinstance(one, Article)] == ["a.txt", "b.txt"]
    assert reasons(found) == [f"{folder}/c.txt: No such file or directory"]


def test_hidden_and_excluded_files_are_left_out(tmp_path: Path) -> None:
    written(tmp_path / ".git/x.txt", b"hidden")
    written(tmp_path / ".x.txt", b"hidden")
    written(tmp_path / "records.jsonl", b'{"schema_version": "1"}\n')
    written(tmp_path / "deep/records.jsonl", json_lines(ROWS))
    outputs = [tmp_path / "deep/../records.jsonl", tmp_path / "deep/elsewhere/records.jsonl"]
    assert read(open_archive(str(tmp_path), exclude=outputs)) == ARTICLES


def test_names_that_are_no_utf8_are_printable_and_different(tmp_path: Path) -> None:
    for name in (b"\xd3\xe1.txt", b"\xd3\xe2.txt"):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(NEWS.encode())
    found = read(tmp_path)
    assert texts(found) == [NEWS, NEWS]
    assert [one.doc_id for one in found if isinstance(one, Article)] == ["\\xd3\\xe1.txt", "\\xd3\\xe2.txt"]


@pytest.mark.parametrize("compression", COMPRESS)
def test_standard_input(compression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (json_lines(ROWS), zipped({"a.csv": delimited(ROWS)}), parquet(ROWS)):
        stream = io.BytesIO(COMPRESS[compression](content))
        stream.seekable = lambda: False  # type: ignore[method-assign]
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
        archive = open_archive("-")
        assert (archive.identity, archive.size, archive.total_bytes) == ("-", None, None)
        assert read(archive) == ARTICLES
        with pytest.raises(ArchiveError, match="only once"):
            read(archive)


def test_a_pipe_is_read_as_a_file_is(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, COMPRESS[".gz"](json_lines(ROWS)))
    os.close(writer)
    try:
        assert read(f"/dev/fd/{reader}") == ARTICLES
    finally:
        os.close(reader)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("none", "none: no such file or folder"),
        ("none.txt", "none.txt: no such file or folder"),
        ("empty", "empty: no file to read is there; these are: text (.txt), html, jsonl"),
        ("\0", "cannot be read"),
        ("nowhere://x/y", "nowhere://x/y: Protocol not known: nowhere"),
    ],
)
def test_there_is_no_such_archive(
    source: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArchiveError) as error:
        read(source)
    assert says in str(error.value).replace(str(tmp_path), "")
    assert "\n" not in str(error.value)


# ---------------------------------------------------------------- fields


OTHER = [
    {"کد": str(n), "body": row["text"], "day": f"1398/02/1{n}", "head": row["title"]}
    for n, row in enumerate(ROWS)
]
OTHER_READING = Reading(text_field="body", id_field="کد", date_field="day", title_field="head")


@pytest.mark.parametrize("suffix", TABLES)
def test_fields_are_mapped(suffix: str, tmp_path: Path) -> None:
    path = written(tmp_path / f"x{suffix}", TABLES[suffix](OTHER))
    found = read(path, OTHER_READING)
    assert [(one.text, one.doc_id, one.title) for one in found if isinstance(one, Article)] == [
        (row["body"], row["کد"], row["head"]) for row in OTHER
    ]
    assert isinstance(found[0], Article) and found[0].published == date(2019, 4, 30)


@pytest.mark.parametrize("suffix", TABLES)
@pytest.mark.parametrize(
    ("reading", "says"),
    [
        (Reading(), "\"text\": 'کد', 'body', 'day', 'head' are there; --text-field says which one to take"),
        (Reading(text_field="txt"), "\"txt\": 'کد', 'body'"),
        (
            Reading(text_field="body", date_field="date"),
            "\"date\": 'کد', 'body', 'day', 'head' are there; --date-field",
        ),
    ],
)
def test_a_wrong_field_names_those_there_are(
    reading: Reading, says: str, suffix: str, tmp_path: Path
) -> None:
    path = written(tmp_path / f"x{suffix}", TABLES[suffix](OTHER))
    with pytest.raises(ArchiveError) as error:
        read(path, reading)
    assert says in str(error.value)
    assert str(error.value).startswith(str(path))


def test_a_later_file_without_the_field_is_unreadable(tmp_path: Path) -> None:
    written(tmp_path / "a.csv", delimited(ROWS))
    written(tmp_path / "b.csv", delimited(OTHER))
    written(tmp_path / "c.parquet", parquet(OTHER))
    written(tmp_path / "d.tsv", delimited(ROWS, "\t"))
    found = read(tmp_path)
    assert [one for one in found if isinstance(one, Article)] == ARTICLES * 2
    assert [reason.split(":")[0] for reason in reasons(found)] == [
        f"{tmp_path}/b.csv",
        f"{tmp_path}/c.parquet",
    ]


def test_columns_that_are_not_asked_for_may_be_missing(tmp_path: Path) -> None:
    for suffix, write in TABLES.items():
        found = read(written(tmp_path / f"x{suffix}", write([{"text": NEWS, "more": "1"}])))
        assert found == [Article(NEWS)]


# ---------------------------------------------------------------- CSV


def test_csv_as_spreadsheets_write_it(tmp_path: Path) -> None:
    samples = {
        "semicolons": delimited(ROWS, ";"),
        "a BOM": b"\xef\xbb\xbf" + delimited(ROWS),
        "UTF-16": delimited(ROWS, "\t").decode().encode("utf-16"),
        "UTF-16 without BOM": delimited(ROWS).decode().encode("utf-16-le"),
        "a BOM before quotes": b"\xef\xbb\xbf" + delimited(ROWS).replace(b"doc_id,", b'"doc_id",', 1),
        "blank lines and empty last columns": delimited(ROWS).replace(b"/3\r\n", b"/3,,\r\n\r\n"),
        "Unix line ends": delimited(ROWS).replace(b"\r\n", b"\n"),
    }
    for name, content in samples.items():
        assert read(written(tmp_path / f"{name}.csv", content)) == ARTICLES, name
    told = written(tmp_path / "x.csv", delimited(ROWS, "#"))
    assert read(open_archive(str(told), delimiter="#")) == ARTICLES
    with pytest.raises(ArchiveError, match="a delimiter is one character"):
        open_archive(str(told), delimiter="##")


def test_rows_whose_quotes_went_wrong_are_named(tmp_path: Path) -> None:
    content = 'doc_id,text,title\na,"درست",t\nb,کم\nc,بیش,t,t\nd,"دو\nخط",t\ne,"باز\nf,x,t\n'
    found = read(written(tmp_path / "x.csv", content.encode()))
    assert [one.text for one in found if isinstance(one, Article)] == ["درست", "دو\nخط"]
    assert reasons(found) == [
        f"{tmp_path}/x.csv, line 3: 2 cells where the header has 3: a quote or a delimiter is wrong",
        f"{tmp_path}/x.csv, line 4: 4 cells where the header has 3: a quote or a delimiter is wrong",
        f"{tmp_path}/x.csv, lines 7 to 8: the file ends within quotes",
    ]


def test_rows_of_several_encodings(tmp_path: Path) -> None:
    sentence = "رییس سازمان گفت که این طرح در سال جاری به پایان می‌رسد و از آن بهره‌برداری شد"
    old = sentence.replace("ی", "ي")
    content = b"text,title\r\n" + f"{sentence},t\r\n".encode() + f"{old},t\r\n".encode("cp1256")
    assert texts(read(written(tmp_path / "x.csv", content))) == [sentence, old]
    assert texts(
        read(written(tmp_path / "x.csv", f"text,تيتر\n{old},t\n".encode("cp1256")), Reading("cp1256"))
    ) == [old]


# ---------------------------------------------------------------- Parquet


def test_parquet_types(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    import pyarrow as pa
    import pyarrow.parquet

    table = pa.table(
        {
            "doc_id": pa.array([7, None], pa.int64()),
            "text": pa.array([NEWS.encode(), None], pa.binary()),
            "published": pa.array([datetime(2019, 5, 1, 10, tzinfo=UTC)] * 2, pa.timestamp("ns", "UTC")),
            "title": pa.array(["تیتر"] * 2).dictionary_encode(),
            "more": pa.array([[1], [2]]),
        }
    )
    path = tmp_path / "x.parquet"
    pyarrow.parquet.write_table(table, path)
    archive = open_archive(str(path))
    assert archive.size == 2
    first, second = read(archive)
    assert first == Article(NEWS, "7", date(2019, 5, 1), "تیتر")
    assert second == Unreadable(f"{path}, row 2", '"text" is missing: give the article\'s text as a string')


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize("compression", [suffix for suffix in COMPRESS if suffix])
def test_what_stands_before_a_cut_is_read(compression: str, tmp_path: Path) -> None:
    rows = [{"doc_id": str(number), "text": f"{NEWS} {number * 7919}"} for number in range(2000)]
    content = COMPRESS[compression](json_lines(rows))
    path = written(tmp_path / f"x.jsonl{compression}", content[: len(content) * 2 // 3])
    found = read(path)
    assert [one.doc_id for one in found[:-1] if isinstance(one, Article)] == [
        str(n) for n in range(len(found) - 1)
    ]
    assert reasons(found)[0].startswith(f"{path}: the ")
    assert "is cut off" in reasons(found)[0]
    if len(found) > 1:
        assert f"is cut off; the {len(found) - 1} articles before that were read" in reasons(found)[0]
    if compression != ".bz2":  # its blocks of 900 kB come whole or not at all
        assert len(found) > 300 or compression == ".xz"


@pytest.mark.parametrize("compression", [suffix for suffix in COMPRESS if suffix])
def test_changed_bytes_are_noticed(compression: str, tmp_path: Path) -> None:
    rows = [{"doc_id": str(number), "text": f"{NEWS} {number * 7919}"} for number in range(500)]
    content = bytearray(COMPRESS[compression](json_lines(rows)))
    content[len(content) // 2 : len(content) // 2 + 40] = bytes(40)
    found = read(written(tmp_path / f"x.jsonl{compression}", bytes(content)))
    assert any("broken" in reason or "cut off" in reason or "not JSON" in reason for reason in reasons(found))


def test_a_name_that_promises_compression(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl.gz", json_lines(ROWS))
    assert reasons(read(path)) == [f"{path}: not gzip data, though its name says so"]
    assert read(written(tmp_path / "x.jsonl", COMPRESS[".gz"](json_lines(ROWS)))) == ARTICLES


def test_a_long_line_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.archive.streams.ENTRY_LIMIT", 1 << 20)
    for suffix, compress in COMPRESS.items():
        content = json_lines(ROWS[:2]) + b"x" * (3 << 20) + b"\n" + json_lines(ROWS[2:])
        found = read(written(tmp_path / f"x.jsonl{suffix}", compress(content)))
        assert [one for one in found if isinstance(one, Article)] == ARTICLES
        assert reasons(found) == [f"{tmp_path}/x.jsonl{suffix}, line 3: longer than 1 MB, so no article"]
        found = read(written(tmp_path / f"x.txt{suffix}", compress(b"x" * (3 << 20))))
        assert reasons(found) == [f"{tmp_path}/x.txt{suffix}: longer than 1 MB, so no article"]


def test_bombs_are_left(tmp_path: Path) -> None:
    for suffix in (".zst", ".bz2"):
        zeros = COMPRESS[suffix](bytes(20 << 20)) * 4
        found = read(written(tmp_path / f"x.jsonl{suffix}", zeros))
        assert len(found) == 1
        assert "a bomb, no text" in reasons(found)[0]


def test_broken_zips(tmp_path: Path) -> None:
    good = zipped({"a.txt": NEWS.encode(), "b.txt": b"two " * 100, "c.txt": b"three"})
    crc = bytearray(good)
    crc[good.index(b"b.txt") + 10] ^= 255
    found = read(written(tmp_path / "crc.zip", bytes(crc)))
    assert [one.doc_id for one in found if isinstance(one, Article)] == ["a.txt", "c.txt"]
    assert reasons(found)[0].startswith(f"{tmp_path}/crc.zip, member b.txt: Bad CRC-32")
    assert "broken ZIP" in reasons(read(written(tmp_path / "cut.zip", good[:-30])))[0]
    encrypted = bytearray(good)
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[good.index(header) + flags] |= 1
    found = read(written(tmp_path / "secret.zip", bytes(encrypted)))
    assert "encrypted" in reasons(found)[0]
    assert len(texts(found[1:])) == 2


@pytest.mark.parametrize(
    "name", ["../up.txt", "/etc/passwd.txt", "a/../../up.txt", "..\\up.txt", "C:\\x.txt"]
)
def test_names_that_lead_out_of_an_archive(name: str, tmp_path: Path) -> None:
    found = read(written(tmp_path / "x.zip", zipped({name: b"out", "in.txt": b"in"})))
    assert texts(found[1:]) == ["in"]
    assert "its name leads out of the archive" in reasons(found)[0]


def test_overlapping_members_are_a_bomb(tmp_path: Path) -> None:
    good = zipped({"a.txt": b"x" * 50_000})
    start = good.index(b"PK\x01\x02")
    end = good.index(b"PK\x05\x06")
    central = good[start:end]
    many = bytearray(good[:start] + central * 200 + good[end:])
    tail = many.rindex(b"PK\x05\x06")
    many[tail + 8 : tail + 12] = (200).to_bytes(2, "little") * 2
    many[tail + 12 : tail + 16] = (len(central) * 200).to_bytes(4, "little")
    assert "members overlap" in reasons(read(written(tmp_path / "x.zip", bytes(many))))[0]


def test_broken_parquet(tmp_path: Path) -> None:
    good = parquet(ROWS)
    for broken in (good[:-1], good[:100], good[:-8] + b"\xff\xff\xff\x7fPAR1", b"PAR1", b"PAR1PAR1"):
        found = read(written(tmp_path / "x.parquet", broken))
        assert "broken Parquet data" in reasons(found)[0]
    middle = bytearray(good)
    place = good.index("کلاس درس".encode(), len(good) // 3)
    middle[place - 200 : place] = bytes(200)
    found = read(written(tmp_path / "x.parquet", bytes(middle)))
    assert reasons(found) and len(found) >= 3


def test_broken_warc(tmp_path: Path) -> None:
    records = [warc_record(f"https://example.org/{n}", page(f"تیتر {n}", [NEWS] * 3)) for n in range(20)]
    whole = COMPRESS[".gz"](b"".join(records))
    found = read(written(tmp_path / "x.warc.gz", whole[: len(whole) * 2 // 3]))
    assert len(texts(found[:-1])) > 5
    assert "is cut off" in reasons(found)[0]
    plain = b"".join(records)
    found = read(written(tmp_path / "x.warc", plain[: len(records[0]) + 1000]))
    assert isinstance(found[0], Article)
    found = read(written(tmp_path / "x.warc", b"garbage" * 50 + plain))
    assert found == [] or reasons(found)


def test_lines_that_are_no_articles(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    lines: list[bytes] = [
        json.dumps({"text": NEWS}).encode(),
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"text": "x", "n": ' + b"9" * 5000 + b"}",
        b'{"text": "\\ud83d"}',
        b"\0\0\0",
        b'"text"',
        b"{} {}",
    ]
    found = read(written(path, b"\n".join(lines)))
    assert isinstance(found[0], Article)
    assert [reason.partition(": ")[2][:40] for reason in reasons(found)] == [
        "not JSON of an article: it is nested too",
        "not JSON of an article: it is nested too",
        "not JSON of an article: Exceeds the limi",
        "character 0 is half of a surrogate pair",
        "no text: it is full of control character",
        'give a JSON object a line, such as {"doc',
        "not JSON: Extra data at column 4",
    ]


def test_entries_are_found_lazily(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", json_lines(ROWS * 10_000))
    archive = open_archive(str(path))
    iterator = iter(archive)
    first = next(iterator)
    assert isinstance(first, Entry) and first.place == f"{path}, line 1"
    assert archive.bytes_read < path.stat().st_size / 5


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_line_of_a_gigabyte_takes_little_memory(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", json_lines(ROWS[:1]))
    with path.open("r+b") as file:
        file.truncate(1 << 30)  # zeros, which take no room on most disks
        file.seek(0, os.SEEK_END)
        file.write(b"\n" + json_lines(ROWS[1:2]))
    code = f"""
import re
from pathlib import Path
from pipeline.archive.opening import open_archive
for entry in open_archive({str(path)!r}):
    print(entry.place.rpartition(" ")[2], getattr(entry, "reason", ""))
print(int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) >> 10)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *found, megabytes = done.stdout.splitlines()
    assert found == ["1 ", "2 longer than 64 MB, so no article", "3 "]
    assert int(megabytes) < 250
