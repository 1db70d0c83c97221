"""SQL that makes the tables, from the tables as data; what differs between databases is data too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.sinks.tables import TABLES_VERSION, VERSION, Column, Kind, Reference, Table, ledger, tables
from pipeline.sinks.views import View, views


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a database spells what tables are made of.

    existing: a query for the names of tables, views and indexes. comments: whether there is COMMENT ON; where
    not, comments stand in the CREATE TABLE, which the database keeps as it was given. every_key: whether all
    tables get their keys, or only articles.
    """

    name: str
    types: dict[Kind, str]
    placeholder: str
    existing: str
    comments: bool = True
    every_key: bool = True


DUCKDB = Dialect(
    name="duckdb",
    types={
        "text": "VARCHAR",
        "integer": "INTEGER",
        "long": "BIGINT",
        "real": "DOUBLE",
        "boolean": "BOOLEAN",
        "date": "DATE",
    },
    placeholder="?",
    existing="SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
    # A foreign key forbids to replace a row and what refers to it in one transaction, and the index of a key
    # holds every value in memory and triples the file. The loader keeps keys unique all the same.
    every_key=False,
)
SQLITE = Dialect(
    name="sqlite",
    types={
        "text": "TEXT",
        "integer": "INTEGER",
        "long": "INTEGER",
        "real": "REAL",
        "boolean": "INTEGER",
        "date": "TEXT",
    },
    placeholder="?",
    existing="SELECT name FROM sqlite_master WHERE type IN ('table', 'view', 'index')",
    comments=False,
)
POSTGRESQL = Dialect(
    name="postgresql",
    types={
        "text": "text",
        "integer": "integer",
        "long": "bigint",
        "real": "double precision",
        "boolean": "boolean",
        "date": "date",
    },
    placeholder="%s",
    # information_schema.tables leaves out what the user may not touch, which is in the way all the same.
    existing=(
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE nspname = current_schema() AND relkind IN ('r', 'p', 'v', 'm', 'f', 'i')"
    ),
)


DIALECTS = {dialect.name: dialect for dialect in (DUCKDB, SQLITE, POSTGRESQL)}


def create_all(dialect: Dialect) -> Iterator[str]:
    """The statements that make every table and view, and say of which version they are."""
    for table in (*ledger(), *tables()):
        yield from create_table(table, dialect)
    for view in views():
        yield from create_view(view, dialect)
    yield f"INSERT INTO {VERSION} VALUES ({_quoted(TABLES_VERSION)})"


def script(dialect: Dialect) -> str:
    """All of it, indexes too, to be run by hand."""
    return "".join(
        f"{statement};\n\n" for statement in (*create_all(dialect), *create_indexes(dialect).values())
    )


def create_table(table: Table, dialect: Dialect) -> Iterator[str]:
    """The statements that make a table with its keys and comments."""
    lines = [_column(column, dialect) for column in table.columns]
    if dialect.every_key or not table.references:
        lines.append((f"PRIMARY KEY ({', '.join(table.key)})", ""))
    if dialect.every_key:
        lines += [(_reference(reference), "") for reference in table.references]
    ends = [","] * (len(lines) - 1) + [""]
    body = "\n".join(
        f"    {line}{end}" + ("" if dialect.comments or not comment else f" -- {comment}")
        for (line, comment), end in zip(lines, ends, strict=True)
    )
    above = "" if dialect.comments else f" -- {table.comment}"
    yield f"CREATE TABLE {table.name} ({above}\n{body}\n)"
    if dialect.comments:
        yield f"COMMENT ON TABLE {table.name} IS {_quoted(table.comment)}"
        for column in table.columns:
            yield f"COMMENT ON COLUMN {table.name}.{column.name} IS {_quoted(column.comment)}"


def create_indexes(dialect: Dialect) -> dict[str, str]:
    """The statements that make indexes, each by the index's name; for tables that are full already."""
    if not dialect.every_key:
        return {}
    return {
        f"{table.name}_{column}": f"CREATE INDEX {table.name}_{column} ON {table.name} ({column})"
        for table in tables()
        for column in table.indexes
    }


def create_view(view: View, dialect: Dialect) -> Iterator[str]:
    """The statements that make a view with its comment."""
    yield f"CREATE VIEW {view.name} AS{'' if dialect.comments else f' -- {view.comment}'}\n{view.query}"
    if dialect.comments:
        yield f"COMMENT ON VIEW {view.name} IS {_quoted(view.comment)}"


def _column(column: Column, dialect: Dialect) -> tuple[str, str]:
    required = " NOT NULL" if column.required else ""
    return f"{column.name} {dialect.types[column.kind]}{required}", column.comment


def _reference(reference: Reference) -> str:
    columns = ", ".join(reference.columns)
    return f"FOREIGN KEY ({columns}) REFERENCES {reference.table} ON DELETE CASCADE"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
