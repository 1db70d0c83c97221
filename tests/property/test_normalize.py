"""What holds of `normalize` and `polish` for any text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.normalize import normalize
from pipeline.text.polish import polish

WORDS = [
    "می",
    "شود",
    "کتاب",
    "ها",
    "های",
    "خانه",
    "ای",
    "یک",
    "میلیون",
    "سه",
    "شنبه",
    "بین",
    "المللی",
    "و",
    "گفت",
    "قم",
]
NUMBERS = ["۱۲", "۱۲.۵", "12/5", "1398/02/12", "۱٬۲۳۴", "3-2", "٤٥", "۵٪", "1,234,567", "10:30"]
ADDRESSES = ["http://a.ir/x?y=1,2", "www.example.ir", "a.b@example.ir", "CO2", "F-35"]
BLANKS = [" ", "", "\u200c", " ، ", ". ", "\n", "«", "» ", "(", ")"]
texts = st.lists(st.sampled_from(WORDS + NUMBERS + ADDRESSES + BLANKS), max_size=40).map("".join)
spaced = st.lists(st.sampled_from(WORDS + NUMBERS + ADDRESSES), max_size=30).map(" ".join)
_DIGITS = {ord(char): str(i % 10) for i, char in enumerate("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


@given(texts)
def test_only_blanks_and_half_spaces_change_between_letters(text: str) -> None:
    assert letters(normalize(text)) == letters(text)


@given(spaced)
def test_numbers_dates_and_addresses_stay(text: str) -> None:
    kept = re.compile(r"\S*[0-9A-Za-z]\S*")
    before = kept.findall(text.translate(_DIGITS))
    assert kept.findall(normalize(text).translate(_DIGITS)) == before


@given(texts)
def test_digits_stay_in_order(text: str) -> None:
    def digits(text: str) -> list[str]:
        return re.findall(r"\d", text.translate(_DIGITS))

    assert digits(normalize(text)) == digits(text)


@given(spaced)
def test_normalizing_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


@given(st.text(max_size=80))
def test_any_text_is_accepted(text: str) -> None:
    assert isinstance(normalize(text), str)
    assert polish(text) == polish(text).strip()
