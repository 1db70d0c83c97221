"""The flat tables of records, as data: made from the record's models, whatever database or file takes them.

A part that stands alone in its model (a period, a sentence) becomes columns, named part_field; a list becomes
a table of its own, keyed by the article's id and its own. What is laid down here is only what the models
cannot say: which list becomes which table, what its rows are known by and what they refer to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pyarrow as pa

from pipeline.sinks.arrow import COMMENT, record_type

# Raise it with any change of tables, columns or keys: databases of another version are not loaded into.
TABLES_VERSION = "1"

# The ledger of the runs into a database.
VERSION = "khabarkav_version"
RUNS = "khabarkav_runs"
SHARDS = "khabarkav_shards"

Kind = Literal["text", "integer", "long", "real", "boolean", "date"]

_KINDS: dict[pa.DataType, Kind] = {
    pa.string(): "text",
    pa.int32(): "integer",
    pa.float64(): "real",
    pa.bool_(): "boolean",
}
_OFFICIAL = ("official", "id")
_PROVINCE = ("province", "iso")
_TARGET = ("target", "id")
_PLAIN_NAMES = {"start": "start_char", "end": "end_char"}  # END is a word of SQL
DOC_ID = "doc_id"
NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """path: where its value stands in the model of its row; () for one that the row has from elsewhere."""

    name: str
    kind: Kind
    required: bool
    comment: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: columns of this table that are the key of another."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """path: the lists of the record that lead to its rows. owner: for a list in a list, the column that says
    whose part a row is, and the field that is known by. key: the columns that a row is known by. indexes:
    columns that people look by."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    indexes: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    owner: tuple[str, str] | None = None


@cache
def tables() -> tuple[Table, ...]:
    """Every table, each behind those it refers to."""
    article = Reference((DOC_ID,), "articles")
    official = Reference((DOC_ID, "official"), "officials")
    province = Reference((DOC_ID, "province"), "provinces")
    target = Reference((DOC_ID, "target"), "targets")
    speaker = Reference((DOC_ID, "speaker"), "officials")
    measures = [
        Reference((DOC_ID, f"{measure}_quantity"), "quantities")
        for measure in ("value", "change", "baseline")
    ]
    return (
        _table("articles", "", [], ["published_gregorian"]),
        _table("officials", "id", [article], ["name"]),
        _table("positions", NUMBER, [official], ["organization", "province"], "officials", _OFFICIAL),
        _table("mentions", NUMBER, [official], [], "officials", _OFFICIAL),
        _table("provinces", "iso", [article], ["iso"]),
        _table("province_mentions", NUMBER, [province], [], "provinces", _PROVINCE, "mentions"),
        _table("quantities", "id", [article, speaker], ["object", "unit"]),
        _table("targets", "id", [article, speaker, *measures], ["metric", "period_jalali_end"]),
        _table("target_provinces", NUMBER, [target], ["province"], "targets", _TARGET, "provinces"),
        _table("warnings", NUMBER, [article], []),
    )


@cache
def ledger() -> tuple[Table, ...]:
    """The tables that say which version these tables are of, and how far runs into them have come."""
    source = Column("source", "text", True, "The archive and how it is read.")
    return (
        Table(
            VERSION,
            "Which version of khabarkav's tables these are.",
            columns=(Column("version", "text", True, "Tables of another version are not loaded into."),),
            key=("version",),
        ),
        Table(
            RUNS,
            "The runs that load into these tables.",
            columns=(
                source,
                Column("extraction", "text", True, "Fingerprint of rules, data and version."),
                Column("shard_size", "integer", True, "Articles a shard."),
                Column("finished", "boolean", True, "Whether the archive is through."),
            ),
            key=("source",),
        ),
        Table(
            SHARDS,
            "The shards of each run that are loaded.",
            columns=(
                source,
                Column("shard", "integer", True, "Place in the archive, from 0."),
                Column("digest", "text", True, "Digest of its articles."),
                Column("entries", "integer", True, "How many articles it has."),
                Column("failures", "integer", True, "How many of them gave no record."),
                Column("errors_end", "long", True, "Bytes of the errors file once they stand there."),
            ),
            key=("source", "shard"),
        ),
    )


def _table(
    name: str,
    known_by: str,
    references: list[Reference],
    indexes: list[str],
    within: str = "",
    owner: tuple[str, str] | None = None,
    field: str = "",
) -> Table:
    """known_by: the column that, with those of its article and owner, a row is known by. within: the list
    whose items hold the rows. field: the list of the rows, where the table is not named for it."""
    if not known_by:
        columns = tuple(_columns(record_type()))
        return Table(name, "An article, and what is known of it.", columns, (DOC_ID,), indexes=tuple(indexes))
    path = (*filter(None, [within]), field or name)
    item = _item(path)
    given = [Column(DOC_ID, "text", True, "Id of the article.")]
    if owner is not None:
        given.append(Column(owner[0], "text", True, f"Id of the {owner[0]} it belongs to."))
    given.append(Column(NUMBER, "integer", True, "Place in the record's list, from 1."))
    if pa.types.is_struct(item.type):
        columns = (*given, *_columns(item.type))
        comment = _comment(item)
    else:
        singular = path[-1].removesuffix("s")
        comment = _comment(_list(path))
        columns = (*given, Column(singular, _KINDS[item.type], True, comment, ("",)))
    key = (DOC_ID, *(owner[:1] if owner else ()), known_by)
    return Table(name, comment, columns, key, tuple(references), tuple(indexes), path, owner)


def _columns(
    struct: pa.StructType, path: tuple[str, ...] = (), required: bool = True, about: str = ""
) -> Iterator[Column]:
    """The columns of a struct and of the structs in it; lists are tables of their own."""
    for field in struct:
        here = (*path, field.name)
        comment = _comment(field)
        if about:
            comment = f"{about}{comment[:1].lower()}{comment[1:]}"
        needed = required and not field.nullable
        if pa.types.is_struct(field.type):
            yield from _columns(field.type, here, needed, comment.removesuffix(".") + ": ")
        elif not pa.types.is_list(field.type):
            kind = "date" if field.name.startswith("gregorian") else _KINDS[field.type]
            name = "_".join((*path, _PLAIN_NAMES.get(field.name, field.name)))
            yield Column(name, kind, needed, comment, here)


def _list(path: tuple[str, ...]) -> pa.Field:
    struct = record_type()
    for name in path[:-1]:
        struct = struct.field(name).type.value_type
    return struct.field(path[-1])


def _item(path: tuple[str, ...]) -> pa.Field:
    return _list(path).type.value_field


def _comment(field: pa.Field) -> str:
    return " ".join(field.metadata[COMMENT.encode()].decode().split())
