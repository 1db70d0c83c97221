"""The lists of names: as they are looked up, in order, each word once, no word contradicting itself."""

import pytest

from pipeline.resources import data_folder
from pipeline.text.folding import fold_phrase

KINDS = ("given", "given_ambiguous", "surnames", "common_words")


def words(kind: str) -> list[str]:
    return (data_folder() / "names" / f"{kind}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_folded_sorted_and_unique(kind: str) -> None:
    listed = words(kind)
    assert listed == sorted(set(listed))
    assert [word for word in listed if fold_phrase(word) != word or not word.isalpha()] == []


# Many a given name is a surname too, and an ambiguous one is a common word by definition.
@pytest.mark.parametrize(
    ("kind", "other"),
    [("given", "given_ambiguous"), ("given", "common_words"), ("surnames", "common_words")],
)
def test_no_word_is_a_name_and_none(kind: str, other: str) -> None:
    assert set(words(kind)) & set(words(other)) == set()
