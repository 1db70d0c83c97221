"""khabarkav schema: the JSON Schema of a record, or the tables it makes in a database."""

import json
from enum import StrEnum
from typing import Annotated

import typer


class Database(StrEnum):
    """The databases that records are loaded into."""

    DUCKDB = "duckdb"
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


def schema(
    sql: Annotated[
        Database | None,
        typer.Option(help="Print the SQL that makes the tables and views in this database instead."),
    ] = None,
) -> None:
    """Print the JSON Schema of a record, or the SQL of its tables.

    \b
    Examples:
      khabarkav schema > record.schema.json
      khabarkav schema --sql postgresql | psql news
    """
    if sql is not None:
        from pipeline.sinks.ddl import DIALECTS, script

        print(script(DIALECTS[sql]), end="")
        return
    from pipeline.record import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
