"""Whatever text an archive holds comes back the same; whatever bytes it holds, reading ends with an article
or a reason."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from archive_samples import (
    COMPRESS,
    TABLES,
    delimited,
    json_lines,
    page,
    parquet,
    read,
    warc_record,
    zipped,
)
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.entries import Entry, Form, Reading, Unreadable
from pipeline.archive.errors import ArchiveError
from pipeline.archive.opening import open_archive
from pipeline.archive.reading import read_entry
from pipeline.article import Article, ArticleError

# Anything that can be written, as news is: Persian letters among marks, quotes, delimiters, line ends.
_LETTERS = st.characters(codec="utf-8", exclude_characters="\x00\x06\x1e")
_PERSIAN = st.sampled_from("استاندار یزد گفت می\u200cشود ۱۲۰ ,;\t|\"'«»\r\n\\{}[]<>&\ufeff\u2028\x85é")
TEXTS = st.text(st.one_of(_PERSIAN, _LETTERS), max_size=80).map(lambda text: f"ا{text}")
NEWS = "استاندار یزد گفت: امسال ۲۰۰ کلاس درس در این استان ساخته می‌شود. "


def stored(name: str, content: bytes, reading: Reading | None = None) -> list[Article | Unreadable]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return read(path, reading)


@given(
    st.lists(TEXTS, min_size=1, max_size=5),
    st.sampled_from(sorted(TABLES)),
    st.sampled_from(sorted(COMPRESS)),
)
def test_texts_come_back_out_of_tables(texts: list[str], table: str, compression: str) -> None:
    rows = [{"doc_id": str(number), "text": text} for number, text in enumerate(texts)]
    found = stored(f"x{table}{compression}", COMPRESS[compression](TABLES[table](rows)))
    assert found == [Article(row["text"], row["doc_id"]) for row in rows]


@given(TEXTS, st.sampled_from(sorted(COMPRESS)), st.booleans())
def test_texts_come_back_out_of_files(text: str, compression: str, in_zip: bool) -> None:
    content = COMPRESS[compression](text.encode())
    if in_zip:
        found = stored("x.zip", zipped({f"x.txt{compression}": content}))
    else:
        found = stored(f"x.txt{compression}", content)
    assert [one.text for one in found if isinstance(one, Article)] == [text]


@given(
    st.one_of(st.binary(max_size=300), TEXTS.map(str.encode), TEXTS.map(lambda text: text.encode("utf-16"))),
    st.sampled_from(["text", "html", "json"]),
    st.sampled_from([None, "utf-8", "utf-16", "windows-1256"]),
)
def test_any_bytes_are_an_article_or_a_reason(content: bytes, form: Form, encoding: str | None) -> None:
    try:
        article = read_entry(Entry("x", form, content), Reading(encoding=encoding))
    except ArticleError as error:
        assert str(error) and "\n" not in str(error)
    else:
        article.text.encode()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    ),
    st.sampled_from(["text", "doc_id", "published", "title", "source"]),
)
def test_any_value_of_any_field_is_read_or_refused(value: object, key: str) -> None:
    import json

    content = json.dumps({"text": NEWS, key: value}).encode()
    try:
        read_entry(Entry("x", "json", content), Reading())
    except ArticleError as error:
        assert str(error) and "\n" not in str(error)


# ---------------------------------------------------------------- mutated archives

_ROWS = [
    {"doc_id": f"a{number}", "text": NEWS * (number + 1), "published": "2019-05-01"} for number in range(40)
]
_PAGES = [page(f"تیتر {number}", [NEWS * 3] * (number + 1)) for number in range(10)]
_WARC = b"".join(warc_record(f"https://example.org/{number}", html) for number, html in enumerate(_PAGES))
SEEDS: dict[str, bytes] = {
    "x.jsonl": json_lines(_ROWS),
    "x.csv": delimited(_ROWS),
    "x.parquet": parquet(_ROWS, 8),
    "x.warc": _WARC,
    "x.zip": zipped({f"{number}.txt": row["text"].encode() for number, row in enumerate(_ROWS)}),
    "y.zip": zipped({"a.jsonl": json_lines(_ROWS), "b.csv.gz": COMPRESS[".gz"](delimited(_ROWS))}),
    "x.html": _PAGES[-1],
    "x.txt": (NEWS * 30).encode(),
    "y.txt": (NEWS * 30).encode("utf-16"),
    **{f"x.jsonl{suffix}": compress(json_lines(_ROWS)) for suffix, compress in COMPRESS.items() if suffix},
    "x.warc.gz": b"".join(
        COMPRESS[".gz"](warc_record(f"https://example.org/{number}", html))
        for number, html in enumerate(_PAGES)
    ),
}


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _without_beginning(content: bytes, chance: random.Random) -> bytes:
    return content[chance.randrange(len(content)) :]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _with_nulls(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes(chance.choice((1, 100, 5000))) + content[place:]


def _spliced(content: bytes, chance: random.Random) -> bytes:
    other = SEEDS[chance.choice(sorted(SEEDS))]
    return content[: chance.randrange(len(content))] + other[chance.randrange(len(other)) :]


def _swapped(content: bytes, chance: random.Random) -> bytes:
    start, middle, end = sorted(chance.randrange(len(content)) for _ in range(3))
    return content[:start] + content[middle:end] + content[start:middle] + content[end:]


def _recoded(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("latin-1")
    return text.encode(chance.choice(("utf-8", "utf-16", "utf-32-be", "utf-7")))


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut,
    _without_beginning,
    _flipped,
    _with_nulls,
    _spliced,
    _swapped,
    _recoded,
)


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_mutated_archives_give_articles_and_reasons(
    name: str, mutate: Callable[[bytes, random.Random], bytes], tmp_path: Path
) -> None:
    """No crash; whatever is not an article has its place and reason, and the same the second time."""
    whole = stored(name, SEEDS[name])
    assert whole and all(isinstance(one, Article) for one in whole)
    for seed in range(6):
        chance = random.Random(f"{name} {mutate.__name__} {seed}")
        path = tmp_path / name
        path.write_bytes(mutate(SEEDS[name], chance))
        archive = open_archive(str(path))
        try:
            found = read(archive)
        except ArchiveError as error:
            assert "\n" not in str(error) and str(path) in str(error)
            continue
        for one in found:
            if isinstance(one, Unreadable):
                assert one.place.startswith(str(path)) and one.reason and "\n" not in one.reason
            else:
                one.text.encode()
        assert read(archive) == found
