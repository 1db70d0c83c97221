"""Read gold: articles with annotations, in YAML (see data/gold/README.md).

Their places are given by their words, in text order, so that nobody counts characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from pipeline.article import Article
from pipeline.record import Comparator, Direction

Item = dict[str, Any]
Figure = int | float

_ROW = "[words, value or [low, high], comparator, unit, object], and optional as a sixth entry"


class GoldError(ValueError):
    """The gold file is wrong: the message names the article and the annotation."""


@dataclass(slots=True)
class GoldArticle:
    """An article with its annotations, spans resolved to offsets of its raw text."""

    article: Article
    agency: str | None
    published: str | None
    provinces: set[str]
    provinces_optional: set[str]
    officials: list[Item]
    quantities: list[Item]
    targets: list[Item]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Official(_Part):
    name: str | None = None
    titles: list[str]
    optional: bool = False


class _Quantity(_Part):
    words: str
    value: Figure | tuple[Figure, Figure]
    comparator: Comparator
    unit: str
    object: str | None
    optional: Literal["optional"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_row(cls, row: Any) -> Any:
        if not isinstance(row, list) or len(row) not in (5, 6):
            raise ValueError(f"give {_ROW}")
        return dict(zip(cls.model_fields, row, strict=False))


class _Target(_Part):
    """of, baseline: the numbers of the article's quantities, from 1."""

    of: int = Field(ge=1)
    as_: Literal["value", "change"] = Field("value", alias="as")
    metric: str
    direction: Direction = "reach"
    baseline: int | None = Field(None, ge=1)
    year: int | None = None
    provinces: list[str] = []
    speaker: str | None = None
    optional: bool = False


class _Annotated(_Part):
    doc_id: str
    text: str
    published: date | None = None
    published_jalali: str | None = None
    agency: str | None = None
    provinces: set[str] = set()
    provinces_optional: set[str] = set()
    officials: list[_Official] = []
    quantities: list[_Quantity] = []
    targets: list[_Target] = []


_File = TypeAdapter(list[_Annotated])


def read_gold(path: Path) -> list[GoldArticle]:
    """Read a gold file. Raises GoldError where it is none, or where an annotation's words are not in the
    text, in order; OSError where it cannot be read."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError) as error:  # ValueError: no UTF-8, or a date that is none
        raise GoldError(f"not YAML in UTF-8: {' '.join(str(error).split())}") from None
    try:
        return [_resolved(entry) for entry in _File.validate_python(content)]
    except ValidationError as error:
        first = error.errors()[0]
        place = list(first["loc"])
        if place and isinstance(content[place[0]], dict):
            place[0] = content[place[0]].get("doc_id", f"article {int(place[0]) + 1}")
        reason = first["msg"].removeprefix("Value error, ")
        where = ".".join(map(str, place)) or "file"
        raise GoldError(f"{where}: {reason}; data/gold/README.md says what gold holds") from None


def _resolved(entry: _Annotated) -> GoldArticle:
    quantities = list(_quantities(entry))
    return GoldArticle(
        article=Article(entry.text, entry.doc_id, published=entry.published),
        agency=entry.agency,
        published=entry.published_jalali,
        provinces=entry.provinces,
        provinces_optional=entry.provinces_optional,
        officials=[official.model_dump() for official in entry.officials],
        quantities=quantities,
        targets=[_target(target, quantities, entry.doc_id) for target in entry.targets],
    )


def _quantities(entry: _Annotated) -> Iterator[Item]:
    reached = 0
    for row in entry.quantities:
        start = entry.text.find(row.words, reached)
        if start < 0:
            raise GoldError(
                f"{entry.doc_id}: «{row.words}» does not stand in the text behind the quantity before it"
            )
        reached = start + len(row.words)
        low, high = row.value if isinstance(row.value, tuple) else (row.value, row.value)
        yield {
            "start": start, "end": reached, "text": row.words, "low": low, "high": high,
            "comparator": row.comparator, "unit": row.unit, "object": row.object,
            "optional": row.optional is not None,
        }  # fmt: skip


def _target(target: _Target, quantities: list[Item], doc_id: str) -> Item:
    try:
        quantity = quantities[target.of - 1]
        baseline = None if target.baseline is None else quantities[target.baseline - 1]
    except IndexError:
        raise GoldError(
            f"{doc_id}: the target «{target.metric}» is of a quantity that is not there: "
            f"there are {len(quantities)}"
        ) from None
    return {**quantity, **target.model_dump(by_alias=True, exclude={"of"}), "baseline": baseline}
