"""Secrets in addresses: none is shown, and everything else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.addresses import redact, scrub, secrets


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (
            "postgresql://reader:s3cr3t@db.example.org:5432/news",
            "postgresql://reader:***@db.example.org:5432/news",
        ),
        ("postgresql://reader@db.example.org/news", "postgresql://reader@db.example.org/news"),
        ("postgresql://reader:a@b/c:d@db/news", "postgresql://reader:***@db/news"),
        ("postgresql://reader:a/b@c@db/news", "postgresql://reader:***@db/news"),
        ("postgresql://reader:a?b#c@db/news", "postgresql://reader:***@db/news"),
        ("postgresql://db/news?user=me&password=s3cr3t", "postgresql://db/news?user=me&password=***"),
        ("host=db user=me password=s3cr3t dbname=news", "host=db user=me password=*** dbname=news"),
        ("host=db password = 'two \\' words' dbname=news", "host=db password = *** dbname=news"),
        ("https://me:s3cr3t@example.org/news.jsonl.gz", "https://***@example.org/news.jsonl.gz"),
        ("https://s3cr3ttoken@example.org/news.jsonl", "https://***@example.org/news.jsonl"),
        ("https://example.org:8080/a@b.jsonl", "https://example.org:8080/a@b.jsonl"),
        ("https://[::1]:8080/a@b.jsonl", "https://[::1]:8080/a@b.jsonl"),
        (
            "https://b.s3.amazonaws.com/a.gz?X-Amz-Credential=AKIA&X-Amz-Signature=0a1b&X-Amz-Expires=60",
            "https://b.s3.amazonaws.com/a.gz?X-Amz-Credential=***&X-Amz-Signature=***&X-Amz-Expires=60",
        ),
        ("https://example.org/a?x=0123456789abcdef0123456789&page=2", "https://example.org/a?x=***&page=2"),
        (
            "https://example.org/a?file=archive-of-news.jsonl",
            "https://example.org/a?file=archive-of-news.jsonl",
        ),
        ("s3://key:s3cr3t@bucket/news/*.jsonl", "s3://key:***@bucket/news/*.jsonl"),
        ("s3://bucket/2019/a@b.txt", "s3://bucket/2019/a@b.txt"),
        ("s3://bucket/a.csv?secret_key=abc", "s3://bucket/a.csv?secret_key=***"),
        ("simplecache::https://me:s3cr3t@example.org/a", "simplecache::https://***@example.org/a"),
        ("zip://a.txt::https://me:s3cr3t@example.org/a.zip", "zip://a.txt::https://***@example.org/a.zip"),
        ("archive/news 2019.jsonl", "archive/news 2019.jsonl"),
        ("C:\\news\\a.txt", "C:\\news\\a.txt"),
        (
            "cannot open 'https://me:s3cr3t@example.org/a': 403, see ftp://you:s3cr3t@example.org",
            "cannot open 'https://***@example.org/a': 403, see ftp://you:***@example.org",
        ),
    ],
)
def test_what_is_shown_of_an_address(address: str, shown: str) -> None:
    assert redact(address) == shown
    assert redact(shown) == shown


def test_a_message_that_quotes_only_the_secret() -> None:
    address = "postgresql://reader:s3%20cr3t@db/news?sslpassword=other"
    assert set(secrets(address)) == {"s3%20cr3t", "s3 cr3t", "other"}
    message = "authentication failed\n with 's3 cr3t' or s3%20cr3t or other"
    assert scrub(message, address) == "authentication failed with '***' or *** or ***"
    assert scrub("no such file", "a.txt") == "no such file"


_SECRET = st.text("abcXYZ019._~!$*+,-", min_size=6)


@given(_SECRET, st.sampled_from(["postgresql", "https", "http", "s3", "mysql", "ftp"]))
def test_no_password_survives(secret: str, scheme: str) -> None:
    secret = f"q{secret}q"
    for address in (
        f"{scheme}://user:{secret}@host:99/path",
        f"{scheme}://host/path?password={secret}",
        f"cannot read {scheme}://user:{secret}@host/path: no",
    ):
        assert secret not in redact(address)
        assert redact(redact(address)) == redact(address)
