"""Folding: what becomes of every kind of character, and that the way back is exact."""

import pytest

from pipeline.text.folding import fold, fold_phrase

CASES = {
    "Arabic letters": ("كتاب علي ة ۀ أإٱ ؤ ئ ى", "کتاب علی ه ه ااا و ی ی"),
    "digits of every set": ("۱۲۳ ٤٥٦ 789 ०१", "123 456 789 01"),
    "separators": ("۱۲٫۵ ۱٬۲۳۴ ۵٪", "12.5 1,234 5%"),
    "half-space and its look-alikes": (
        "می\u200cشود می\u200bشود می\u00acشود می\u00adشود می\u200dشود",
        "میشود " * 4 + "میشود",
    ),
    "diacritics and tatweel": ("مُحَمَّد کتـــاب حتماً", "محمد کتاب حتما"),
    "a dash typed as tatweel": ("تهران ـ قم و ۹۷ـ۹۸ و هـ.ش", "تهران - قم و 97-98 و ه.ش"),
    "a dash typed as a low line": ("تهران _ قم و a_b", "تهران - قم و a_b"),
    "a comma that moved before its year": (
        "در سال،85 نفت و تا سال،۱۳۸۶ گاز، سال، 87 و سال،120 تن",
        "در سال 85 نفت و تا سال 1386 گاز، سال، 87 و سال،120 تن",
    ),
    "bidi marks and BOM": ("\ufeffقم\u200f \u202bیزد\u202c\u2069", "قم یزد"),
    "presentation forms": ("ﻛﺘﺎﺏ ﻻ ﷲ ﷼ ﺷﺪ", "کتاب لا الله ریال شد"),
    "diacritics standing alone": ("ﹰقم", "قم"),
    "odd spaces": ("\u00a0قم\u2003 \u3000یزد\t\tری ", "قم یزد ری"),
    "line ends": ("یک \r\n دو\rسه\u2028چهار\x85پنج\n\n  شش", "یک\nدو\nسه\nچهار\nپنج\n\nشش"),
    "quotes and dashes": ("“الف” ‘ب’ ـ–—−", "\"الف\" 'ب' ----"),
    "links and images": ("[نشریه نگاه](http://a.ir/x) ![عکس](http://a.ir/y.jpg)پایان", "نشریه نگاه پایان"),
    "a link over two lines": ("[رئیس\nهیئت](http://a.ir/%D9)", "رییس\nهییت"),
    "bold type": ("**وی گفت:** خوب", "وی گفت: خوب"),
    "entities": ("الف&nbsp;ب&zwnj;پ &amp; ت", "الف بپ & ت"),
    "carriage returns of spreadsheets": ("الف_x000D_\nب", "الف\nب"),
    "emoji": ("قم 😀 یزد", "قم \ufffc یزد"),
    "alef and madda as two characters": ("ا\u0653ب", "آب"),
    "nothing": ("", ""),
    "blanks only": (" \u00a0\u200c ", ""),
}


@pytest.mark.parametrize(("raw", "folded"), CASES.values(), ids=CASES.keys())
def test_fold(raw: str, folded: str) -> None:
    assert fold(raw).text == folded


@pytest.mark.parametrize(
    ("raw", "phrase"),
    [
        ("\ufeffدر می\u200cرسد گفت", "میرسد"),
        ("۱ 😀😀 تهرانی", "تهرانی"),
        ("خط\r\nکتـــاب ها", "کتاب"),
        ("[متن](http://a.ir) قم", "قم"),
        ("صنعت ﻻ ﷲ است", "است"),
        ("\ud800 یزد", "یزد"),
    ],
)
def test_way_back(raw: str, phrase: str) -> None:
    """The raw text under a folded phrase folds to that phrase again."""
    folded = fold(raw)
    start = folded.text.index(phrase)
    raw_start, raw_end = folded.raw_span(start, start + len(phrase))
    assert fold(raw[raw_start:raw_end]).text == phrase


def test_letters_of_a_ligature_share_its_place() -> None:
    folded = fold("اﻻن")
    assert folded.text == "الان"
    assert list(folded.offsets) == [0, 1, 1, 2, 3]
    assert folded.raw_span(1, 2) == (1, 2)


def test_phrases_fold_as_articles_do() -> None:
    for raw, folded in CASES.values():
        if "سال،" not in raw and not set(raw) & set("[*&_\u0653\r\x85\u2028\nـ"):
            assert fold_phrase(raw) == folded
