"""The letter bytes and the matcher over them."""

import pytest

from pipeline.text.alphabet import EDGE, PhraseMatcher, encode


def test_letters_have_bytes_of_their_own_and_all_else_is_an_edge() -> None:
    persian = "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
    encoded = encode(persian)[1:-1]
    assert len(set(encoded)) == len(persian)
    assert EDGE not in encoded
    assert encode("a، 1.\n") == bytes([EDGE, encode("a")[1], *[EDGE] * 6])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("شهر قم است", [(0, 4, 6, True)]),
        ("رقم و قمصر", [(0, 6, 8, False)]),
        ("قم", [(0, 0, 2, True)]),
        ("قم،قم", [(0, 0, 2, True), (0, 3, 5, True)]),
        ("خراسان\nشمالی و خراسان", [(2, 0, 12, True), (1, 15, 21, True)]),
    ],
)
def test_phrases_begin_at_word_edges_and_the_longest_wins(text: str, found: list[tuple[int, ...]]) -> None:
    matcher = PhraseMatcher(["قم", "خراسان", "خراسان شمالی"])
    assert matcher.find(encode(text)) == found


@pytest.mark.parametrize("phrase", ["", " قم", "قم.", "ورزش 3"])
def test_a_phrase_begins_and_ends_with_a_letter(phrase: str) -> None:
    with pytest.raises(ValueError, match="letter"):
        PhraseMatcher(["قم", phrase])
