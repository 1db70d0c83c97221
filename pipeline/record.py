"""What goes out: the record of one article. These models are the record's one definition in code.

Span offsets (`start`, `end`) are half-open and count Unicode code points of the article exactly as it was
given; `article[start:end] == text` always holds.

A record is either a `Record`, for whoever works with one in Python, or the same as plain dicts
(`PlainRecord`), for JSON and tables by the million: checked against the same fields, in a third of the time.
"""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, WithJsonSchema
from pydantic_core import to_json
from typing_extensions import TypedDict

PlainRecord: TypeAlias = dict[str, Any]

SCHEMA_VERSION = "1"

# Whole values are whole numbers in JSON (800, not 800.0); infinity and NaN are none.
Value = Annotated[
    int | Annotated[float, Field(allow_inf_nan=False)],
    WithJsonSchema({"type": "number"}),
]
Offset = Annotated[int, Field(ge=0)]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Comparator = Literal["=", ">", "<", ">=", "<=", "~", "range"]
Direction = Literal["increase", "decrease", "reach", "maintain"]
Precision = Literal["day", "month", "season", "half", "year", "span"]


class Model(BaseModel):
    """A part of a record: never changed once made."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class Span(Model):
    """A place in the raw article."""

    start: Offset
    end: Offset
    text: str


class Agency(Model):
    """The agency or paper the article names as its source, or (then without a place) whose page it was."""

    name: str
    start: Offset | None = None
    end: Offset | None = None
    text: str | None = None


class Published(Model):
    """Publication date, from the caller's metadata or from the text (then with its place)."""

    jalali: IsoDate
    gregorian: IsoDate
    origin: Literal["metadata", "text"]
    start: Offset | None = None
    end: Offset | None = None
    text: str | None = None


class Reference(Model):
    """What relative dates were resolved against: a Jalali year, month or day."""

    jalali: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    origin: Literal["metadata", "text", "inferred"]


class Period(Model):
    """A stretch of days, both ends included; a bound is null where it is open or could not be resolved."""

    jalali_start: IsoDate | None
    jalali_end: IsoDate | None
    gregorian_start: IsoDate | None
    gregorian_end: IsoDate | None
    precision: Precision
    start: Offset | None = None
    end: Offset | None = None
    text: str | None = None


class Position(Model):
    """A post: its title with the organisation as the text says it, and the parts it divides into."""

    title: str
    role: str
    organization: str | None
    province: str | None
    former: bool = False
    acting: bool = False


class OfficialMention(Span):
    kind: Literal["name", "title", "pronoun"]


class Official(Model):
    """A person with a stated post, or (name null) an office named without its holder."""

    id: str
    name: str | None
    positions: list[Position]
    mentions: list[OfficialMention]


class ProvinceMention(Span):
    via: Literal["name", "place", "organization"]


class Province(Model):
    """One of Iran's 31 provinces (ISO 3166-2) and where the article names it."""

    iso: str = Field(pattern=r"^IR-\d{2}$")
    name: str
    name_en: str
    mentions: list[ProvinceMention]


class Quantity(Model):
    """A number that measures or counts something; low and high are in the unit's own scale."""

    id: str
    start: Offset
    end: Offset
    text: str
    low: Value
    high: Value
    comparator: Comparator
    unit: str
    dimension: str
    object: str | None
    period: Period | None
    speaker: str | None
    sentence: Span


class Measure(Model):
    """A level, change or baseline of a target; `quantity` is the id of the quantity it stands for."""

    quantity: str
    low: Value
    high: Value
    comparator: Comparator
    unit: str


class Evidence(Span):
    """The clause that states a target, and the id of the rule that read it."""

    rule: str


class Target(Model):
    """An announced goal: with a number (value or change, never both) or, kind "qualitative", without."""

    id: str
    kind: Literal["numeric", "qualitative"]
    evidence: Evidence
    metric: str
    value: Measure | None
    change: Measure | None
    baseline: Measure | None
    direction: Direction
    period: Period | None
    provinces: list[str]
    organization: str | None
    speaker: str | None


class Record(Model):
    """Everything khabarkav found in one article."""

    schema_version: Literal["1"] = "1"
    doc_id: str
    source: str | None
    title: str | None
    agency: Agency | None
    published: Published | None
    reference: Reference | None
    officials: list[Official]
    provinces: list[Province]
    quantities: list[Quantity]
    targets: list[Target]
    warnings: list[str]

    def to_json(self, indent: int | None = None) -> str:
        """The record as JSON, Persian letters as they are."""
        return self.model_dump_json(indent=indent)


def check(record: PlainRecord) -> PlainRecord:
    """Validate a record of plain dicts, which has to hold every field. Raises pydantic's ValidationError."""
    _plain_adapter().validate_python(record, strict=True)
    return record


def plain_json(record: PlainRecord, indent: int | None = None) -> str:
    """A record of plain dicts as JSON, as `Record.to_json` gives it."""
    return to_json(record, indent=indent).decode()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    schema = Record.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema


@cache
def _plain_adapter() -> TypeAdapter[Any]:
    return TypeAdapter(_typed_dict(Record))


@cache
def _typed_dict(model: type[BaseModel]) -> Any:
    """A model's fields, types and constraints as a TypedDict: checking one makes no objects."""
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        fields[name] = _plain_type(field.annotation)
        for constraint in field.metadata:
            fields[name] = Annotated[fields[name], constraint]
    return TypedDict(model.__name__, fields)  # type: ignore[operator]


def _plain_type(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _typed_dict(annotation)
    parts = get_args(annotation)
    origin = get_origin(annotation)
    if origin is list:
        return list[_plain_type(parts[0])]  # type: ignore[misc]
    if origin in (Union, UnionType):
        return Union[tuple(_plain_type(part) for part in parts)]  # noqa: UP007  (parts known at run time only)
    return annotation
