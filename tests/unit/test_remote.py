"""Archives elsewhere: a real web server, a real S3 server, fsspec's memory."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest
from archive_samples import COMPRESS, json_lines, parquet, read, zipped
from moto.server import ThreadedMotoServer

from pipeline.archive.entries import Reading, Unreadable
from pipeline.archive.errors import ArchiveError
from pipeline.archive.opening import open_archive
from pipeline.article import Article

NEWS = "استاندار یزد گفت: امسال ۲۰۰ کلاس درس در این استان ساخته می‌شود."
ROWS = [{"doc_id": f"a{number}", "text": f"{NEWS} {number * 7919}"} for number in range(3000)]
ARTICLES = [Article(row["text"], row["doc_id"]) for row in ROWS]
LINES = json_lines(ROWS)

Respond = Callable[[BaseHTTPRequestHandler, bytes], None]


def ranges(request: BaseHTTPRequestHandler, content: bytes) -> None:
    """As a storage server answers: whole, or the part that was asked for."""
    match = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
    if match is None:
        request.send_response(200)
    else:
        start, end = int(match[1]), min(int(match[2] or len(content)), len(content) - 1)
        request.send_response(206)
        request.send_header("Content-Range", f"bytes {start}-{end}/{len(content)}")
        content = content[start : end + 1]
    request.send_header("Accept-Ranges", "bytes")
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    if request.command == "GET":
        request.wfile.write(content)


def streamed(request: BaseHTTPRequestHandler, content: bytes) -> None:
    """As a program answers that makes its output as it goes: no length, no ranges."""
    request.send_response(200)
    request.end_headers()
    if request.command == "GET":
        request.wfile.write(content)


@contextmanager
def web_server(content: bytes, respond: Respond) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/none"):
                self.send_error(404)
            elif self.path.startswith("/secret") and "Authorization" not in self.headers:
                self.send_error(401)
            else:
                respond(self, content)

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.archive.remote._FIRST_WAIT", 0.01)
    fsspec.get_filesystem_class("memory").store.clear()


# ---------------------------------------------------------------- https://


@pytest.mark.parametrize("respond", [ranges, streamed])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("news.jsonl", LINES),
        *((f"news.jsonl{suffix}", COMPRESS[suffix](LINES)) for suffix in COMPRESS if suffix),
        ("news.parquet", parquet(ROWS, 500)),
        ("news.zip", zipped({"news.jsonl": LINES})),
    ],
)
def test_a_file_on_the_web(name: str, content: bytes, respond: Respond) -> None:
    with web_server(content, respond) as server:
        archive = open_archive(f"{server}/2019/{name}")
        assert read(archive) == ARTICLES
        assert read(archive) == ARTICLES
        assert archive.identity == f"{server}/2019/{name}"
        assert archive.total_bytes == (len(content) if respond is ranges else None)


def test_an_address_with_parameters() -> None:
    with web_server(LINES, ranges) as server:
        address = f"{server}/download.jsonl?id=7&token=s3cr3t"
        archive = open_archive(address)
        assert archive.identity == f"{server}/download.jsonl?id=7&token=***"
        entries = list(archive)
        assert entries[0].place == f"{server}/download.jsonl?id=7&token=***, line 1"
        assert read(open_archive(f"{server}/get?file=7", format="jsonl")) == ARTICLES


def test_what_is_not_on_the_web() -> None:
    with web_server(LINES, ranges) as server:
        with pytest.raises(ArchiveError, match=r"/none.jsonl: no such file"):
            open_archive(f"{server}/none.jsonl")
        secret = server.replace("//", "//me:s3cr3t@")
        assert read(f"{secret}/secret.jsonl") == ARTICLES
        with pytest.raises(ArchiveError, match="401") as error:
            open_archive(f"{server}/secret.jsonl?key=s3cr3t")
        assert "s3cr3t" not in str(error.value)
    with pytest.raises(ArchiveError) as error:
        open_archive(f"{secret}/news.jsonl")  # the server is gone
    assert "s3cr3t" not in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("respond", [ranges, streamed])
def test_a_connection_that_breaks_is_taken_up_again(
    respond: Respond, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server closes each connection after a part of what it said it would send, three times."""
    monkeypatch.setattr("pipeline.archive.streams.BUFFER", 1 << 12)
    left = 3

    def breaking(request: BaseHTTPRequestHandler, content: bytes) -> None:
        nonlocal left
        if request.command == "GET" and left:
            left -= 1
            request.send_response(200)
            request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content[: len(content) // (left + 2)])
            request.wfile.flush()
            request.connection.shutdown(socket.SHUT_RDWR)
        else:
            respond(request, content)

    with web_server(LINES, breaking) as server:
        assert read(f"{server}/news.jsonl") == ARTICLES
    assert left == 0


def test_a_server_that_goes_away_leaves_what_was_read() -> None:

    def vanishing(request: BaseHTTPRequestHandler, content: bytes) -> None:
        if not request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
            request.connection.shutdown(socket.SHUT_RDWR)
        else:
            ranges(request, content)

    content = json_lines([{"text": f"{NEWS} {number}" * 20} for number in range(6000)])
    assert len(content) > 12 << 20
    with web_server(content, vanishing) as server:
        secret = server.replace("//", "//me:s3cr3t@")
        *found, last = read(f"{secret}/news.jsonl")
    assert len(found) > 1000 and all(isinstance(one, Article) for one in found)
    assert isinstance(last, Unreadable)
    assert f"the {len(found)} articles before that were read" in last.reason
    assert "s3cr3t" not in f"{last.place} {last.reason}"


# ---------------------------------------------------------------- folders elsewhere


def fill(root: str, write: Callable[[str, bytes], None]) -> None:
    write(f"{root}/2019/a.txt", NEWS.encode())
    write(f"{root}/2019/deep/b.jsonl.gz", COMPRESS[".gz"](json_lines(ROWS[:2])))
    write(f"{root}/2020/c.parquet", parquet(ROWS[2:4]))
    write(f"{root}/2020/picture.png", b"\x89PNG")
    write(f"{root}/2020/.hidden.txt", b"hidden")


def check_folder(root: str) -> None:
    first, *rest = read(root)
    assert first == Article(NEWS, "2019/a.txt", source=f"{root}/2019/a.txt")
    assert rest == ARTICLES[:4]
    archive = open_archive(f"{root}/20*/*.txt")
    assert archive.size == 1
    assert archive.identity == f"{root}/20*/*.txt"
    assert read(archive) == [Article(NEWS, "2019/a.txt", source=f"{root}/2019/a.txt")]
    assert read(f"{root}/**/*.gz") == ARTICLES[:2]
    assert read(f"{root}/2020") == ARTICLES[2:4]
    assert read(f"{root}/2019/deep/b.jsonl.gz") == ARTICLES[:2]
    with pytest.raises(ArchiveError, match=f"{root}/2021: no such file or folder"):
        open_archive(f"{root}/2021")
    with pytest.raises(ArchiveError, match="no file to read is there"):
        read(f"{root}/2021*/*.txt")
    with pytest.raises(ArchiveError, match="no column \"body\": 'doc_id', 'text' are there"):
        read(f"{root}/2020", Reading(text_field="body"))


def test_a_folder_in_memory() -> None:
    fill("/news", lambda path, content: fsspec.filesystem("memory").pipe(path, content))
    check_folder("memory://news")


def test_a_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    server = ThreadedMotoServer(port=0)
    server.start()
    try:
        _, port = server.get_host_and_port()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s3cr3t")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.get_filesystem_class("s3").clear_instance_cache()
        system = fsspec.filesystem("s3")
        system.mkdir("bucket")
        fill("bucket/news", system.pipe)
        check_folder("s3://bucket/news")
        with pytest.raises(ArchiveError, match="s3://nowhere/news: no such file or folder"):
            open_archive("s3://nowhere/news")
    finally:
        server.stop()
        fsspec.get_filesystem_class("s3").clear_instance_cache()


@pytest.mark.parametrize(
    ("module", "source", "extra"),
    [
        ("s3fs", "s3://bucket/news", "remote"),
        ("aiohttp", "https://127.0.0.1:1/news.jsonl", "remote"),
        ("warcio", "crawl.warc", "crawl"),
        ("trafilatura", "page.html", "crawl"),
    ],
)
def test_a_library_that_is_missing_is_named(module: str, source: str, extra: str, tmp_path: Path) -> None:
    (tmp_path / "crawl.warc").write_bytes(b"WARC/1.0\r\n")
    (tmp_path / "page.html").write_bytes(b"<html><p>x</p></html>")
    code = f"""
import sys
sys.modules[{module!r}] = None
from pipeline.cli import main
sys.exit(main(["run", {source!r}, "--to", "-"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert f"pip install 'khabarkav[{extra}]'" in line
