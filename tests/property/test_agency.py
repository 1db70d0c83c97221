"""Invariants of the agency stage on any text."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.places.gazetteer import rows
from pipeline.stages.agency import find_agency
from pipeline.text.folding import fold

NAMES = [name for name, *_ in rows("agencies.tsv")]
WORDS = st.sampled_from(
    [*NAMES, "به گزارش", "خبرگزاری", "خبرنگار", "به", "گفت", "-", ":", "،", "\n", "به نقل از"]
)
TEXTS = st.one_of(
    st.text(), st.lists(WORDS, max_size=20).map(" ".join), st.lists(WORDS, max_size=9).map("".join)
)


@given(TEXTS)
def test_the_source_is_a_span_of_the_text(text: str) -> None:
    folded = fold(text).text
    found = find_agency(folded)
    if found:
        name, start, end = found
        assert 0 <= start < end <= len(folded)
        assert name in NAMES or (name == "" and folded[start:end].strip() == folded[start:end])


@given(st.sampled_from(NAMES))
def test_every_known_agency_reports(name: str) -> None:
    found = find_agency(fold(f"به گزارش {name}، نشست برپا شد").text)
    assert found is not None and found[0] == name


@pytest.mark.parametrize("unit", ["به گزارش ", "خبرنگار ", "فارس ", "به مهر ", "- ", "گزارشگزارش"])
def test_time_is_linear(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(find_agency, lambda count: unit * count)
