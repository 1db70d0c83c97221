"""The gazetteer: provinces, counties, cities and other places of Iran, read from data/gazetteer.

A place's spelling is searched in folded text. A space or half-space inside a name is optional there
("خرم آباد" is also "خرمآباد"), for archives write it every way. A place's `doubt` says how much its bare
name is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from pipeline.places.rules import place_rules
from pipeline.resources import data_folder
from pipeline.text.alphabet import PhraseMatcher
from pipeline.text.letters import HALF_SPACE


@dataclass(frozen=True, slots=True)
class Province:
    """One of the 31 provinces: ISO 3166-2 code, Persian and English name."""

    iso: str
    name: str
    name_en: str


class Doubt(StrEnum):
    """What a name needs before it counts as a mention of its place."""

    NONE = ""  # the name is enough: لاهیجان
    CONTEXT = "context"  # a cue beside it, or its province elsewhere in the article: دیلم
    CUE = "cue"  # a common word or a surname: only with شهرستان, فرماندار … before it: بهار


class Place(NamedTuple):
    """What a spelling stands for. isos: its province; several where equal names lie in several provinces.

    kind: province | county | city | island | port | border | zone | region | river | site | old.
    """

    name: str
    isos: tuple[str, ...]
    kind: str
    doubt: Doubt


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table in data/gazetteer, without the line that names its columns."""
    lines = (data_folder() / "gazetteer" / name).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines[1:])


PROVINCES = {iso: Province(iso, name, name_en) for iso, name, name_en in rows("provinces.tsv")}


def spellings(name: str) -> list[str]:
    """The folded spellings of a name: each space or half-space in it as nothing and as a space."""
    folded = name.replace("ئ", "ی").replace("أ", "ا").replace("ؤ", "و").replace(HALF_SPACE, " ")
    first, *others = folded.split(" ")
    found = [first]
    for piece in others:
        found = [start + joint + piece for start in found for joint in (" ", "")]
    if folded.endswith("آباد"):
        found += [spelling[:-4] + "اباد" for spelling in found]
    return found


class Gazetteer:
    """Finds the spellings of all places in a text at once."""

    def __init__(self) -> None:
        table: dict[str, list[Place]] = {}
        for province in PROVINCES.values():
            place = Place(province.name, (province.iso,), "province", Doubt.NONE)
            for spelling in spellings(province.name):
                table[spelling] = [place]
        for title in place_rules().titles:
            table[title] = [Place(title, (), TITLE, Doubt.CUE)]
        doubts = {doubt.value: doubt for doubt in Doubt}
        for name, iso, kind, variants, ambiguous in rows("places.tsv"):
            place = Place(name, (iso,), kind, doubts[ambiguous])
            for variant in (name, *variants.split("|")) if variants else (name,):
                for spelling in spellings(variant):
                    table.setdefault(spelling, []).append(place)
        self.places = {
            spelling: places[0] if len(places) == 1 else _merge(places) for spelling, places in table.items()
        }
        self.by_index = list(self.places.values())
        self._matcher = PhraseMatcher(self.places)

    def find(self, encoded: bytes) -> list[tuple[int, int, int, bool]]:
        """(index in `by_index`, start, end, closed) of every spelling in an encoded text: PhraseMatcher."""
        return self._matcher.find(encoded)


def _merge(places: list[Place]) -> Place:
    """One place for equal spellings: a province outranks a county, a county the towns of its name."""
    for kind in ("province", "county"):
        ranked = [place for place in places if place.kind == kind]
        if ranked:
            break
    else:
        ranked = places
    isos = tuple(dict.fromkeys(place.isos[0] for place in ranked))
    first = ranked[0]
    if len(isos) == 1 and len(ranked) == 1:
        return first
    doubt = max((place.doubt for place in ranked), key=_STRICTNESS.index)
    if len(isos) > 1:
        doubt = max(doubt, Doubt.CONTEXT, key=_STRICTNESS.index)
    return Place(first.name, isos, first.kind, doubt)


# The kind of titles that archives glue to a name, which are found so that the name can be looked up.
TITLE = "title"
_STRICTNESS = [Doubt.NONE, Doubt.CONTEXT, Doubt.CUE]


@cache
def moves() -> dict[str, tuple[str, str]]:
    """Places that have changed their province: spelling -> (last Jalali day in the old one, its ISO code)."""
    return {spelling: (until, iso) for name, until, iso in rows("moved.tsv") for spelling in spellings(name)}


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once per process."""
    return Gazetteer()
