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

# What several models say of their fields; it stands in the JSON Schema and beside the columns of databases.
START = "Where it begins in the article, in code points."
END = "Where it ends in the article, in code points; the first behind it."
TEXT = "The article's text at this place."
LOW = "The value in the unit's own scale; of a range the lower end."
HIGH = "The value again; of a range the upper end."
COMPARATOR = "How the value is meant: exactly, more than (>), at most (<=), about (~), as a range …"
UNIT = "Unit: percent, person, an ISO 4217 currency, IRT for toman, hectare, oil_barrel/day …"
SPEAKER = "Id of the official who says so."


class Model(BaseModel):
    """A part of a record: never changed once made."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class Span(Model):
    """A place in the raw article."""

    start: Offset = Field(description=START)
    end: Offset = Field(description=END)
    text: str = Field(description=TEXT)


class Agency(Model):
    """The agency or paper the article names as its source, or (then without a place) whose page it was."""

    name: str = Field(description="Its name, without the word خبرگزاری.")
    start: Offset | None = Field(None, description=START)
    end: Offset | None = Field(None, description=END)
    text: str | None = Field(None, description=TEXT)


class Published(Model):
    """Publication date, from the caller's metadata or from the text (then with its place)."""

    jalali: IsoDate = Field(description="The day, as year-month-day of the Jalali calendar.")
    gregorian: IsoDate = Field(description="The same day, as an ISO date.")
    origin: Literal["metadata", "text"] = Field(description="Who says so: the caller, or the text.")
    start: Offset | None = Field(None, description=START)
    end: Offset | None = Field(None, description=END)
    text: str | None = Field(None, description=TEXT)


class Reference(Model):
    """What relative dates were resolved against: a Jalali year, month or day."""

    jalali: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="A Jalali year, month or day.")
    origin: Literal["metadata", "text", "inferred"] = Field(
        description="Where it comes from: the caller, the text, or inferred from a year the article settles."
    )


class Period(Model):
    """A stretch of days, both ends included; a bound is null where it is open or could not be resolved."""

    jalali_start: IsoDate | None = Field(description="First day, in the Jalali calendar.")
    jalali_end: IsoDate | None = Field(description="Last day, in the Jalali calendar.")
    gregorian_start: IsoDate | None = Field(description="First day, as an ISO date.")
    gregorian_end: IsoDate | None = Field(description="Last day, as an ISO date.")
    precision: Precision = Field(description="How exactly the text says it: day, month, year …")
    start: Offset | None = Field(None, description=START)
    end: Offset | None = Field(None, description=END)
    text: str | None = Field(None, description=TEXT)


class Position(Model):
    """A post: its title with the organisation as the text says it, and the parts it divides into."""

    title: str = Field(description="The post with its organisation, as the text says it.")
    role: str = Field(description="The post alone, such as رئیس.")
    organization: str | None = Field(description="The organisation it belongs to.")
    province: str | None = Field(description="The province it answers for, as ISO 3166-2 code.")
    former: bool = Field(False, description="Whether the person held it before.")
    acting: bool = Field(False, description="Whether the person holds it for the time being.")


class OfficialMention(Span):
    """A place where an article names an official."""

    kind: Literal["name", "title", "pronoun"] = Field(description="By what the official is named there.")


class Official(Model):
    """A person with a stated post, or (name null) an office named without its holder."""

    id: str = Field(description="o1, o2 … by first mention in the article.")
    name: str | None = Field(description="The full name, without honorifics.")
    positions: list[Position] = Field(description="The posts the article states.")
    mentions: list[OfficialMention] = Field(description="Where the article names the official.")


class ProvinceMention(Span):
    """A place where an article names a province."""

    via: Literal["name", "place", "organization"] = Field(
        description="By its own name, through a city or county, or through an organization or title."
    )


class Province(Model):
    """One of Iran's 31 provinces (ISO 3166-2) and where the article names it."""

    iso: str = Field(pattern=r"^IR-\d{2}$", description="ISO 3166-2 code, IR-00 to IR-30.")
    name: str = Field(description="Its name.")
    name_en: str = Field(description="Its name in English.")
    mentions: list[ProvinceMention] = Field(description="Where the article names the province.")


class Quantity(Model):
    """A number that measures or counts something; low and high are in the unit's own scale."""

    id: str = Field(description="q1, q2 … in the order of the text.")
    start: Offset = Field(description=START)
    end: Offset = Field(description=END)
    text: str = Field(description=TEXT)
    low: Value = Field(description=LOW)
    high: Value = Field(description=HIGH)
    comparator: Comparator = Field(description=COMPARATOR)
    unit: str = Field(description=UNIT)
    dimension: str = Field(description="What the unit measures: money, mass, area, ratio …")
    object: str | None = Field(description="What is counted or measured.")
    period: Period | None = Field(description="The stretch of time the value holds for.")
    speaker: str | None = Field(description=SPEAKER)
    sentence: Span = Field(description="The sentence it stands in.")


class Measure(Model):
    """A level, change or baseline of a target; `quantity` is the id of the quantity it stands for."""

    quantity: str = Field(description="Id of the quantity it stands for.")
    low: Value = Field(description=LOW)
    high: Value = Field(description=HIGH)
    comparator: Comparator = Field(description=COMPARATOR)
    unit: str = Field(description=UNIT)


class Evidence(Span):
    """The clause that states a target, and the id of the rule that read it."""

    rule: str = Field(description="Id of the rule that read it.")


class Target(Model):
    """An announced goal: with a number (value or change, never both) or, kind "qualitative", without."""

    id: str = Field(description="t1, t2 … in the order of their numbers in the text.")
    kind: Literal["numeric", "qualitative"] = Field(description="With a number, or a plan without.")
    evidence: Evidence = Field(description="The clause that states it.")
    metric: str = Field(description="What is to reach the value.")
    value: Measure | None = Field(description="The level to be reached or the amount to be done.")
    change: Measure | None = Field(description="What is added to or taken from something that exists.")
    baseline: Measure | None = Field(description="The level it starts from.")
    direction: Direction = Field(description="Which way: increase, decrease, reach, maintain.")
    period: Period | None = Field(description="When it is due.")
    provinces: list[str] = Field(description="Its scope, as ISO codes; empty for the whole country.")
    organization: str | None = Field(description="Whose goal it is.")
    speaker: str | None = Field(description=SPEAKER)


class Record(Model):
    """Everything khabarkav found in one article."""

    schema_version: Literal["1"] = Field("1", description="Version of the record's fields.")
    doc_id: str = Field(description="The article's id: the caller's, its path, or a hash of its text.")
    source: str | None = Field(description="Path or address it came from.")
    title: str | None = Field(description="The headline.")
    agency: Agency | None = Field(description="The agency or paper it names as its source.")
    published: Published | None = Field(description="When it appeared.")
    reference: Reference | None = Field(description="What relative dates were resolved against.")
    officials: list[Official] = Field(description="People with a stated post, and offices.")
    provinces: list[Province] = Field(description="The provinces it names.")
    quantities: list[Quantity] = Field(description="Numbers that measure or count something.")
    targets: list[Target] = Field(description="Announced goals.")
    warnings: list[str] = Field(description="What could not be settled.")

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
