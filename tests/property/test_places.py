"""Invariants of the places stage on any text."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.places.gazetteer import PROVINCES, gazetteer
from pipeline.places.reading import read_places
from pipeline.text.alphabet import encode
from pipeline.text.folding import fold

NAMES = sorted(gazetteer().places)
WORDS = st.sampled_from([*NAMES, "استان", "شهرستان", "خیابان", "و", "،", "در", "خبرگزاری", "های", "-", "\n"])
TEXTS = st.one_of(
    st.text(), st.lists(WORDS, max_size=30).map(" ".join), st.lists(WORDS, max_size=9).map("".join)
)


@given(TEXTS)
def test_mentions_are_spans_of_names_in_order(text: str) -> None:
    folded = fold(text).text
    mentions = read_places(folded)
    assert mentions == sorted(mentions, key=lambda mention: mention.start)
    for before, after in pairwise(mentions):
        assert before.end <= after.start
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(folded)
        assert mention.iso in PROVINCES
        assert mention.via in ("name", "place", "organization")
        assert mention.end == len(folded) or not folded[mention.end].isalpha() or folded[mention.end] == "ی"


@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    folded = fold(text).text
    assert read_places(folded) == read_places(folded, encode(folded))


@given(TEXTS)
def test_one_byte_for_each_character(text: str) -> None:
    folded = fold(text).text
    assert len(encode(folded)) == len(folded) + 2


@given(st.sampled_from(NAMES), st.sampled_from("ابتسمن"))
def test_no_name_inside_a_word(name: str, letter: str) -> None:
    assert not any(m.start == 1 for m in read_places(f"{letter}{name}"))


@pytest.mark.parametrize("unit", ["قم", "قم و ", "شهرستان بهار، ", "1", "استان"])
def test_time_is_linear(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(read_places, lambda count: unit * count)
