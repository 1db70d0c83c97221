"""What holds of folding for any string whatever."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.folding import fold
from pipeline.text.reflow import reflow

PERSIAN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأؤئيكةۀ"
INVISIBLE = "\u200c\u200d\u200e\u200f\u202b\u202c\u2066\u2069\ufeff\xa0\xac\xad\u064b\u0651\u0653"
ODD = INVISIBLE + "ـﻻﷲ﷼ﺷ😀🇮🇷\r\n\t \x85\u2028*[]()!&_#"
texts = st.text(
    st.one_of(
        st.sampled_from(PERSIAN + ODD + "0123456789۰۱۲۳٤٥.,،؛:؟!«»٪"),
        st.characters(),
        st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF),
    ),
    max_size=200,
) | st.lists(
    st.sampled_from(["[قم](http://a)", "**", "&nbsp;", "\r\n", " \n", "می\u200cشود", "ﻻ", "😀", "  "]),
    max_size=40,
).map("".join)


@given(texts)
def test_offsets_increase_and_stay_inside(raw: str) -> None:
    folded = fold(raw)
    offsets = list(folded.offsets)
    assert len(offsets) == len(folded.text) + 1
    assert offsets[-1] == len(raw)
    for before, after in pairwise(offsets):
        assert before < after or raw[before] in "ﻻﷲ﷼" or raw[before] >= "\ufb50"
    assert all(0 <= place < len(raw) for place in offsets[:-1])


@given(texts)
def test_folding_inserts_nothing_but_the_letters_of_ligatures(raw: str) -> None:
    folded = fold(raw)
    if not any("\ufb50" <= char <= "\ufefc" for char in raw):
        assert len(folded.text) <= len(raw)
        assert len(set(folded.offsets)) == len(folded.offsets)


@given(texts)
def test_folded_text_is_clean(raw: str) -> None:
    text = fold(raw).text
    assert not set(text) & set("\u200c\u200d\u200e\u200f\ufeff\xa0\xad\r\tيكـ")
    assert "  " not in text and " \n" not in text and "\n " not in text
    assert text == text.strip(" ")
    assert not any("\ud800" <= char <= "\udfff" for char in text)


@given(texts)
def test_folding_twice_changes_nothing(raw: str) -> None:
    once = fold(raw).text
    if not set(once) & set("[*&_\xac"):  # what is left of broken markup may make markup
        assert fold(once).text == once


@given(texts, st.integers(0, 200), st.integers(0, 200))
def test_every_span_has_its_raw_text(raw: str, first: int, second: int) -> None:
    folded = fold(raw)
    start, end = sorted((min(first, len(folded.text)), min(second, len(folded.text))))
    raw_start, raw_end = folded.raw_span(start, end)
    assert 0 <= raw_start <= raw_end <= len(raw)
    assert (raw_start == raw_end) == (start == end)


@given(texts)
def test_mending_line_breaks_moves_no_letter(raw: str) -> None:
    folded = fold(raw)
    mended = reflow(raw, folded)
    assert len(mended.text) + 1 == len(mended.offsets)
    places = {
        place: char for place, char in zip(folded.offsets, folded.text, strict=False) if char not in " \n"
    }
    kept = {
        place: char for place, char in zip(mended.offsets, mended.text, strict=False) if char not in " \n"
    }
    assert places == kept
