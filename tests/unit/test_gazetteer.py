"""The tables in data/gazetteer are whole and well formed."""

from collections import Counter

from pipeline.places.gazetteer import PROVINCES, Doubt, gazetteer, rows, spellings
from pipeline.text.folding import fold_phrase

PLACES = list(rows("places.tsv"))
KINDS = {"province", "county", "city", "island", "port", "border", "zone", "region", "river", "site", "old"}


def test_thirty_one_provinces() -> None:
    assert len(PROVINCES) == 31
    assert set(PROVINCES) == {f"IR-{number:02}" for number in range(31)}
    assert len({province.name for province in PROVINCES.values()}) == 31


def test_rows_are_well_formed() -> None:
    for row in PLACES:
        name, iso, kind, _variants, doubt = row
        assert iso in PROVINCES, row
        assert kind in KINDS, row
        assert doubt in {member.value for member in Doubt}, row
        assert name == name.strip() and "  " not in name, row


def test_no_place_twice_in_a_province() -> None:
    counts = Counter((spellings(name)[-1], iso, kind == "province") for name, iso, kind, _, _ in PLACES)
    assert [place for place, count in counts.items() if count > 1] == []


def test_every_county_lies_in_one_province() -> None:
    provinces: dict[str, set[str]] = {}
    for name, iso, kind, _, _ in PLACES:
        if kind == "county":
            provinces.setdefault(name, set()).add(iso)
    assert {name: isos for name, isos in provinces.items() if len(isos) > 1} == {}
    assert len(provinces) > 470
    assert {iso for isos in provinces.values() for iso in isos} | {"IR-30"} == set(PROVINCES)


def test_size_of_the_list() -> None:
    assert sum(kind == "city" for _, _, kind, _, _ in PLACES) > 950


def test_capitals() -> None:
    capitals = {
        "اراک": "IR-00", "رشت": "IR-01", "ساری": "IR-02", "تبریز": "IR-03", "ارومیه": "IR-04",
        "اهواز": "IR-06",
        "شیراز": "IR-07", "مشهد": "IR-09", "زاهدان": "IR-11", "سنندج": "IR-12", "شهرکرد": "IR-14",
        "خرم‌آباد": "IR-15", "یاسوج": "IR-17", "بندر عباس": "IR-22", "گرگان": "IR-27", "بجنورد": "IR-28",
        "بیرجند": "IR-29", "کرج": "IR-30",
    }  # fmt: skip
    for capital, iso in capitals.items():
        for spelling in spellings(capital):
            place = gazetteer().places[spelling]
            assert (place.isos, place.doubt) == ((iso,), Doubt.NONE), spelling


def test_spellings_are_folded() -> None:
    assert [spelling for spelling in gazetteer().places if fold_phrase(spelling) != spelling] == []


def test_spellings_make_spaces_optional() -> None:
    assert set(spellings("قائم‌شهر")) == {"قایم شهر", "قایمشهر"}
    assert {"نجف آباد", "نجفآباد", "نجف اباد"} <= set(spellings("نجف آباد"))


def test_agencies_are_well_formed() -> None:
    names = [name for name, _, _, _ in rows("agencies.tsv")]
    assert len(names) == len(set(names))
    assert all(ambiguous in ("", "context") for _, _, _, ambiguous in rows("agencies.tsv"))
