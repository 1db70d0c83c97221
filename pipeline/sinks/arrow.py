"""Records as Arrow: their type, made from the record's models, and batches of them.

Numbers are float64, which loses nothing: a record has integers only where float64 is exact (see
`pipeline.assemble`), so whoever reads whole values as whole numbers has the record again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pipeline.record import PlainRecord, Record

COMMENT = "comment"

_SCALARS = {str: pa.string(), bool: pa.bool_(), int: pa.int32(), float: pa.float64()}
_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def record_type() -> pa.StructType:
    """The Arrow type of a record. What the models say of their fields stands in the fields' metadata; what
    they say of themselves, where there are lists of them, in that of the lists' items."""
    return _struct(Record)


def record_batch(records: Sequence[PlainRecord]) -> pa.RecordBatch:
    """Records as a batch with one struct column, `record`.

    Halves of surrogate pairs, which have no UTF-8, become U+FFFD. Raises pyarrow's ArrowException for what is
    no record.
    """
    try:
        nested = pa.array(records, record_type())
    except UnicodeEncodeError:
        nested = pa.array([_without_surrogates(record) for record in records], record_type())
    return pa.RecordBatch.from_arrays([nested], ["record"])


def _struct(model: type[BaseModel]) -> pa.StructType:
    return pa.struct([_field(name, info, model) for name, info in model.model_fields.items()])


def _field(name: str, info: FieldInfo, model: type[BaseModel]) -> pa.Field:
    parts = _alternatives(info.annotation)
    kinds = {_type(part) for part in parts if part is not NoneType}
    if kinds == {pa.int32(), pa.float64()}:
        kinds = {pa.float64()}
    if len(kinds) != 1:
        raise TypeError(f"{model.__name__}.{name}: no Arrow type for {info.annotation}")
    return pa.field(name, kinds.pop(), NoneType in parts, {COMMENT: info.description or ""})


def _alternatives(annotation: Any) -> list[Any]:
    """What a value may be: the members of a union, without what is said about them."""
    if get_origin(annotation) is Annotated:
        return _alternatives(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return [one for part in get_args(annotation) for one in _alternatives(part)]
    return [annotation]


def _type(annotation: Any) -> pa.DataType:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _struct(annotation)
    if get_origin(annotation) is Literal:
        return pa.string()
    if get_origin(annotation) is list:
        (part,) = get_args(annotation)
        return pa.list_(pa.field("item", _type(part), False, {COMMENT: part.__doc__ or ""}))
    return _SCALARS[annotation]


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(part) for part in value]
    if isinstance(value, dict):
        return {name: _without_surrogates(part) for name, part in value.items()}
    return value
