"""Archives as nobody should have them: cut, spliced, in wrong encodings, with null bytes, huge lines, bombs.

Each of 500 mutated files is extracted or listed as a failure; none ends the run or holds it up."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from khabarkav_command import Khabarkav, article

from pipeline.archive.opening import open_archive

COUNT = 500
_ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1256",
    "utf-7",
    "mac_arabic",
    "shift_jis",
]

Mutation = Callable[[bytes, random.Random], bytes]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _without_beginning(content: bytes, chance: random.Random) -> bytes:
    return content[chance.randrange(len(content)) :]


def _spliced(content: bytes, chance: random.Random) -> bytes:
    first, second = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:second] + content[first:]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _nulled(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes(chance.choice([1, 100, 100_000])) + content[place:]


def _repeated(content: bytes, chance: random.Random) -> bytes:
    return content * chance.choice([2, 20])


def _without_line_ends(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"\n", b" ") * chance.choice([1, 50])


MUTATIONS: list[Mutation] = [
    _cut, _without_beginning, _spliced, _flipped, _nulled, _repeated, _without_line_ends
]  # fmt: skip


def _texts(chance: random.Random) -> list[str]:
    return [article(chance.randrange(500)) for _ in range(chance.randrange(1, 4))]


def _encoded(text: str, chance: random.Random) -> bytes:
    return text.encode(chance.choice(_ENCODINGS), "replace")


def _jsonl(chance: random.Random) -> bytes:
    rows = [{"doc_id": chance.choice(["a", 7, "\ud800", None, []]), "text": text} for text in _texts(chance)]
    return b"".join(_encoded(json.dumps(row), chance) + b"\n" for row in rows)


def _csv(chance: random.Random) -> bytes:
    return b"doc_id,text\n" + b"".join(b'1,"' + _encoded(text, chance) + b'"\n' for text in _texts(chance))


def _parquet(chance: random.Random) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"text": _texts(chance)}), file)
    return file.getvalue()


def _zip(chance: random.Random) -> bytes:
    file = io.BytesIO()
    names = chance.sample(["../../up.txt", "/etc/passwd.txt", "a.txt", "ب.html"], 4)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as members:
        for name, text in zip(names, _texts(chance), strict=False):
            members.writestr(name, text)
    return file.getvalue()


def _warc(chance: random.Random) -> bytes:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _page(chance)
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nContent-Length: "
    return head.encode() + f"{len(page)}\r\n\r\n".encode() + page + b"\r\n\r\n"


def _page(chance: random.Random) -> bytes:
    return _encoded(f"<html><title>خبر</title><body><p>{_texts(chance)[0]}</p>", chance)


def _nested_json(chance: random.Random) -> bytes:
    depth = chance.choice([1_000, 100_000])
    return b'{"text": ' + b"[" * depth + b"]" * chance.choice([0, depth]) + b"}\n"


def _nested_page(chance: random.Random) -> bytes:
    return b"<html><body>" + b"<div>" * chance.choice([5_000, 20_000]) + article(1).encode()


def _bomb(chance: random.Random) -> bytes:
    return _compressed(bytes(30_000_000), chance)


def _compressed(content: bytes, chance: random.Random) -> bytes:
    return chance.choice([gzip.compress, bz2.compress, lzma.compress, zstandard.compress])(content)


MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    "txt": lambda chance: _encoded(_texts(chance)[0], chance),
    "html": _page,
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "zip": _zip,
    "warc": _warc,
    "deep.jsonl": _nested_json,
    "deep.html": _nested_page,
}


def _mutated(chance: random.Random) -> tuple[str, bytes]:
    suffix = chance.choice(list(MAKERS))
    content = MAKERS[suffix](chance)
    for _ in range(chance.choice([0, 1, 1, 2])):
        content = chance.choice(MUTATIONS)(content, chance) or b"\0"
    if chance.random() < 0.2:
        packed = _bomb(chance) if chance.random() < 0.2 else _compressed(content, chance)
        return f"{suffix}.{chance.choice(['gz', 'bz2', 'xz', 'zst'])}", chance.choice(
            [packed, _cut(packed, chance)]
        )
    return suffix, content


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(COUNT):
        suffix, content = _mutated(random.Random(number))
        (folder / f"{number:03}.{suffix}").write_bytes(content)
    return folder


def test_mutated_files_are_extracted_or_listed(khabarkav: Khabarkav, archive: Path, tmp_path: Path) -> None:
    out, errors, report = tmp_path / "out.duckdb", tmp_path / "errors", tmp_path / "run.json"
    options = ["--errors", errors, "--report", report, "--timeout", "30"]
    result = khabarkav("run", archive, "--to", out, *options, timeout=500)
    assert result.code == 1, result.errors[-1]
    counts = json.loads(report.read_text(encoding="utf-8"))
    failures = [json.loads(line) for line in errors.read_text(encoding="utf-8").splitlines()]
    found = list(open_archive(str(archive)))
    assert counts["articles"] == len(found)
    assert counts["failures"] == len(failures) > 100
    assert counts["records"] == len(found) - len(failures) > 300
    assert {failure["stage"] for failure in failures} == {"reading"}
    for path in archive.iterdir():
        assert any(path.name in entry.place for entry in found), path
