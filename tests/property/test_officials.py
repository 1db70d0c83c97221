"""Invariants of officials and speakers on any text."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.article import Article
from pipeline.document import Document
from pipeline.stages.officials import Officials
from pipeline.stages.places import Places
from pipeline.stages.sentences import Sentences
from pipeline.stages.speakers import Speakers

WORDS = """استاندار یزد وزیر رئیس سازمان علی محمد رضایی کریمی گفت: افزود وی معاون و ، . « » ** نیز مدیرعامل
شرکت سید دکتر عضو ۱۲ ( ) ؟"""
PHRASES = """راه و شهرسازی|صنعت، معدن و تجارت|به گفته|به گزارش|با حضور|گفتنی است|شورای شهر
|حسین زاده|نماینده مردم|در مجلس"""
PIECES = st.sampled_from([*WORDS.split(), *PHRASES.split("|"), "\n", "\u200c"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join))


def read(text: str) -> Document:
    document = Document(Article(text))
    for stage in (Sentences(), Places(), Officials(), Speakers()):
        stage(document)
    return document


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_officials_are_whole(text: str) -> None:
    document = read(text)
    for official in document.officials:
        assert official.positions
        assert official.mentions
        assert official.name is None or re.search(r"[^\W\d_]", official.name)
        for mention in official.mentions:
            assert 0 <= mention.start < mention.end <= len(document.text)
            assert mention.kind in ("name", "title", "pronoun")
        for position in official.positions:
            assert position.title and position.role
            assert position.title.strip() == position.title


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_turns_cover_sentences_in_order(text: str) -> None:
    document = read(text)
    assert all(a.end <= b.start for a, b in zip(document.turns, document.turns[1:], strict=False))
    known = {id(official) for official in document.officials}
    assert all(turn.speaker is None or id(turn.speaker) in known for turn in document.turns)
    for sentence in document.sentences:
        assert any(turn.start <= sentence.start and sentence.end <= turn.end for turn in document.turns)
        document.speaker_at(sentence.start)


@pytest.mark.parametrize(
    "piece", ["رئیس ", "علی رضایی گفت ", "استاندار یزد، علی رضایی گفت. ", "و ", "ا", "وزیر راه و "]
)
def test_time_is_linear(piece: str, assert_linear: Callable[..., None]) -> None:
    def prepare(text: str) -> Document:
        document = Document(Article(text))
        Sentences()(document)
        return document

    def run(document: Document) -> None:
        Officials()(document)
        Speakers()(document)

    assert_linear(run, lambda count: piece * count, 1_000, prepare)
