"""The gazetteer of provinces and places, read from data/gazetteer."""

import csv
from dataclasses import dataclass

from pipeline.resources import data_folder


@dataclass(frozen=True, slots=True)
class Province:
    """One of the 31 provinces: ISO 3166-2 code, Persian and English name."""

    iso: str
    name: str
    name_en: str


def _read_provinces() -> dict[str, Province]:
    with (data_folder() / "gazetteer" / "provinces.tsv").open(encoding="utf-8", newline="") as file:
        return {row["iso"]: Province(**row) for row in csv.DictReader(file, delimiter="\t")}


PROVINCES = _read_provinces()
