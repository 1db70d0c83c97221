"""What archives do to an article changes where things stand in it and not what it says."""

import re
import textwrap
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from pipeline import Article, Pipeline
from pipeline.gold import read_gold
from pipeline.resources import data_folder
from pipeline.text.folding import fold

Damage = Callable[[str], str]

HALF_SPACE = "\u200c"
PLACES = ("start", "end", "doc_id", "source")  # of the record: they differ


def arabic_letters(text: str) -> str:
    return text.translate(str.maketrans("یک", "يك"))


def western_digits(text: str) -> str:
    return text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))


def windows_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def half_spaces_lost(text: str) -> str:
    return text.replace(HALF_SPACE, "")


def letters_apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def indented(text: str) -> str:
    return "\n".join(f"  {line} " for line in text.split("\n"))


def marked(text: str) -> str:
    return "\n".join(f"\u202b{line}\u202c" for line in text.split("\n"))


def stretched(text: str) -> str:
    return re.sub("(?<=[بتسشمنکگفقلهی])(?=[ا-ی])", "ـ", text)


def blanks_doubled(text: str) -> str:
    return text.replace(" ", "  ")


def justified(text: str) -> str:
    """Blanks of one to five, as in lines that a printer made equally long."""
    return re.sub(" ", lambda blank: " " * (blank.start() * 7 % 5 + 1), text)


def odd_blanks(text: str) -> str:
    return text.replace(" ", "\xa0")


def wrapped(text: str, width: int = 78) -> str:
    """As an editor breaks its lines."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))
        for line in lines
    )


def all_of_it(text: str) -> str:
    return windows_line_ends(half_spaces_lost(arabic_letters(wrapped(text))))


# How many of the 38 articles may give another record. No headline as long as the lines below it can be told
# from them, nor two that are shorter, nor can an article of two or three lines be seen to be wrapped.
DAMAGES: dict[Damage, int] = {
    arabic_letters: 0,
    western_digits: 0,
    windows_line_ends: 0,
    half_spaces_lost: 0,
    letters_apart: 0,
    indented: 0,
    marked: 0,
    stretched: 0,
    blanks_doubled: 0,
    justified: 0,
    odd_blanks: 0,
    wrapped: 5,
    all_of_it: 5,
}


def articles() -> list[Article]:
    samples = sorted((data_folder() / "samples").glob("*.txt"))
    texts = [Article(path.read_bytes().decode(), path.name) for path in samples]
    return texts + [entry.article for entry in read_gold(data_folder() / "gold" / "news.yaml")]


def said(record: Any) -> Any:
    """A record without its places, its strings as letters only: their spelling is another matter."""
    if isinstance(record, dict):
        return {key: said(value) for key, value in record.items() if key not in PLACES}
    if isinstance(record, list):
        return [said(value) for value in record]
    return re.sub(r"\s", "", fold(record).text) if isinstance(record, str) else record


@pytest.fixture(scope="module")
def undamaged() -> list[tuple[Article, Any]]:
    pipeline = Pipeline()
    return [(article, said(pipeline.plain(article))) for article in articles()]


@pytest.mark.parametrize("damage", DAMAGES, ids=[damage.__name__ for damage in DAMAGES])
def test_a_damaged_article_says_the_same(damage: Damage, undamaged: list[tuple[Article, Any]]) -> None:
    pipeline = Pipeline()
    changed = []
    for article, record in undamaged:
        text = damage(article.text)
        found = pipeline.plain(Article(text, published=article.published))
        for mention in found["quantities"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
        if said(found) != record:
            changed.append(article.doc_id)
    assert len(changed) <= DAMAGES[damage], changed
