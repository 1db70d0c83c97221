"""The tables and views that people find in a database: keys, comments, indexes, what the views promise."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from database_docs import PAGE, generated, written
from sample_records import record
from sink_runs import DATABASES, load, load_archive
from stored_records import query

from pipeline.sinks.ddl import DUCKDB, POSTGRESQL, script
from pipeline.sinks.tables import TABLES_VERSION, ledger, tables
from pipeline.sinks.views import views

MADE = [*tables(), *ledger()]


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    return f"{tmp_path}/{request.param}"


def test_the_version_is_raised_with_every_change() -> None:
    """Whoever changes a table, column, key or view raises TABLES_VERSION, and then this digest."""
    laid_down = [
        (table.name, [(column.name, column.kind, column.required) for column in table.columns], table.key)
        for table in MADE
    ]
    referring = [(table.name, reference) for table in MADE for reference in table.references]
    seen = [(view.name, view.query) for view in views()]
    digest = hashlib.sha256(repr((laid_down, referring, seen)).encode()).hexdigest()[:16]
    assert (TABLES_VERSION, digest) == ("1", "2bd3ca1035e19299")


def test_postgresql_has_comments_keys_and_indexes(postgresql: str) -> None:
    load_archive(postgresql)
    with psycopg.connect(postgresql) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name, col_description(table_name::regclass, ordinal_position), "
            "data_type FROM information_schema.columns WHERE table_schema = 'public'"
        ).fetchall()
        comments = {(table, column): comment for table, column, comment, _ in columns}
        kinds = {(table, column): kind for table, column, _, kind in columns}
        for table in MADE:
            for column in table.columns:
                assert comments[table.name, column.name] == column.comment != ""
        for name, comment in [(made.name, made.comment) for made in (*MADE, *views())]:
            found = connection.execute("SELECT obj_description(%s::regclass)", [name]).fetchone()
            assert found == (comment,) and comment
        keys = connection.execute(
            "SELECT conrelid::regclass::text, contype, count(*) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f') GROUP BY 1, 2"
        ).fetchall()
        assert {(table, kind): count for table, kind, count in keys} == {
            **{(table.name, "p"): 1 for table in MADE},
            **{(table.name, "f"): len(table.references) for table in MADE if table.references},
        }
        indexes = {name for (name,) in connection.execute("SELECT indexname FROM pg_indexes").fetchall()}
        assert {f"{table.name}_{column}" for table in tables() for column in table.indexes} <= indexes
        assert kinds["articles", "published_gregorian"] == "date"
        assert kinds["quantities", "low"] == "double precision"
        assert kinds["positions", "former"] == "boolean"
        connection.execute("DELETE FROM articles WHERE doc_id = 's0-0'")
        left = [
            connection.execute(f"SELECT count(*) FROM {table.name} WHERE doc_id = 's0-0'".encode()).fetchone()
            for table in tables()
        ]
        assert left == [(0,)] * len(tables())


def test_sqlite_has_comments_keys_and_indexes(tmp_path: Path) -> None:
    address = f"{tmp_path}/news.sqlite"
    load_archive(address)
    load_archive(address)
    connection = sqlite3.connect(address)
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')"))
    for table in MADE:
        assert f"-- {table.comment}" in made[table.name]
        for column in table.columns:
            assert f"-- {column.comment}" in made[table.name]
        keyed = [row[1] for row in connection.execute(f"PRAGMA table_info({table.name})") if row[5]]
        assert sorted(keyed) == sorted(table.key)
        references = {row[0]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table.name})")}
        assert sorted(references.values()) == sorted(reference.table for reference in table.references)
    for view in views():
        assert f"-- {view.comment}" in made[view.name]
    indexes = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert {f"{table.name}_{column}" for table in tables() for column in table.indexes} <= indexes
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute(
        "SELECT typeof(published_gregorian), typeof(title) FROM articles"
    ).fetchone() == (
        "text",
        "text",
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM articles WHERE doc_id = 's0-0'")
    for table in tables():
        (left,) = connection.execute(f"SELECT count(*) FROM {table.name} WHERE doc_id = 's0-0'").fetchone()
        assert left == 0
    connection.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.sqlite"]


def test_duckdb_has_comments_and_types(tmp_path: Path) -> None:
    address = f"{tmp_path}/news.duckdb"
    load_archive(address)
    load_archive(address)
    with duckdb.connect(address, read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name, comment, data_type FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
        found = {(table, column): (comment, kind) for table, column, comment, kind in columns}
        for table in MADE:
            for column in table.columns:
                assert found[table.name, column.name] == (column.comment, DUCKDB.types[column.kind])
            comment = connection.execute(
                "SELECT comment FROM duckdb_tables() WHERE table_name = ?", [table.name]
            ).fetchall()
            assert comment == [(table.comment,)]
        for view in views():
            comment = connection.execute(
                "SELECT comment FROM duckdb_views() WHERE view_name = ?", [view.name]
            ).fetchall()
            assert comment == [(view.comment,)]
        # What it is not told to keep: keys are unique and references hold.
        for table in tables():
            doubled = f"SELECT {', '.join(table.key)} FROM {table.name} GROUP BY ALL HAVING count(*) > 1"
            assert connection.execute(doubled).fetchall() == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.duckdb"]


def test_the_script_makes_what_a_run_makes(postgresql: str, postgresql_server: Any) -> None:
    """For those whose loader may not make tables: somebody else runs the script."""
    name = postgresql_server.create_database()
    address = postgresql_server.address(name)
    with psycopg.connect(address) as connection:
        connection.execute(script(POSTGRESQL).encode())
    load_archive(postgresql)
    listed = (
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
        "WHERE table_schema = 'public' ORDER BY 1, 2"
    )
    assert query(address, listed) == query(postgresql, listed)
    load_archive(address)
    assert query(address, "SELECT count(*) FROM articles") == [(15,)]
    postgresql_server.drop_database(name)


def article(doc_id: str, published: str, figure: float, name: str, **target: Any) -> dict[str, Any]:
    made = record(doc_id, figure)
    made["published"] = {**made["published"], "gregorian": published}
    made["officials"][0]["name"] = name
    made["targets"][0] |= target
    made["quantities"][0]["object"] = "محصول"
    return made


CHANGE = {"quantity": "q1", "low": 7, "high": 7, "comparator": "=", "unit": "tonne"}


@pytest.fixture
def loaded(database: str) -> str:
    """Three articles on one metric, one of them without a scope, one target that is a change."""
    unsaid = article("d", "2023-08-01", 9, "سیما", speaker=None, value=None, change=CHANGE, period=None)
    load(
        database,
        [
            [
                article("a", "2023-05-01", 3, "مینا"),
                article("b", "2023-07-01", 5, "رها"),
                article("c", "2023-06-01", 4, "مینا", provinces=[]),
                unsaid,
            ]
        ],
    )
    return database


def test_targets_by_province_and_year(loaded: str) -> None:
    found = query(
        loaded,
        "SELECT province, province_name, due_year, metric, low, unit, doc_id "
        "FROM targets_by_province_and_year ORDER BY doc_id",
    )
    assert found == [
        ("IR-26", "قزوین", 1402, "تولید", 3, "tonne", "a"),
        ("IR-26", "قزوین", 1402, "تولید", 5, "tonne", "b"),
        (None, None, 1402, "تولید", 4, "tonne", "c"),
        ("IR-26", "قزوین", None, "تولید", 7, "tonne", "d"),
    ]


def test_who_promised_what(loaded: str) -> None:
    found = query(
        loaded,
        "SELECT official, post, post_organization, metric, figure, low, due_year, doc_id FROM promises "
        "ORDER BY doc_id",
    )
    post = ("استاندار قزوین", "استانداری قزوین", "تولید", "value")
    assert found == [
        ("مینا", *post, 3, 1402, "a"),
        ("رها", *post, 5, 1402, "b"),
        ("مینا", *post, 4, 1402, "c"),
    ]


def test_latest_value_per_metric(loaded: str) -> None:
    found = query(
        loaded,
        "SELECT metric, unit, province, figure, low, doc_id FROM latest_value_per_metric ORDER BY doc_id",
    )
    assert found == [
        ("تولید", "tonne", "IR-26", "value", 5, "b"),
        ("تولید", "tonne", None, "value", 4, "c"),
        ("تولید", "tonne", "IR-26", "change", 7, "d"),
    ]


def test_latest_figure_per_object(loaded: str) -> None:
    found = query(loaded, "SELECT object, unit, low, published, doc_id FROM latest_figure_per_object")
    assert [(*row[:3], str(row[3]), row[4]) for row in found] == [("محصول", "tonne", 9, "2023-08-01", "d")]


def test_goals(loaded: str) -> None:
    found = query(loaded, "SELECT target, figure, speaker_name, due_by, agency FROM goals ORDER BY doc_id")
    assert [(*row[:3], row[3] and str(row[3]), row[4]) for row in found] == [
        ("t1", "value", "مینا", "2024-03-19", "ایسنا"),
        ("t1", "value", "رها", "2024-03-19", "ایسنا"),
        ("t1", "value", "مینا", "2024-03-19", "ایسنا"),
        ("t1", "change", None, None, "ایسنا"),
    ]


def test_dates_are_dates(database: str) -> None:
    load_archive(database)
    (found,) = query(database, "SELECT published_gregorian FROM articles WHERE doc_id = 's0-0'")
    assert found == (("2023-05-01",) if database.endswith(".sqlite") else (date(2023, 5, 1),))


def test_the_page_on_databases_says_what_there_is() -> None:
    assert written() == generated(), "run python tests/database_docs.py"


def test_the_queries_of_the_page_run(database: str) -> None:
    load_archive(database)
    page = PAGE.read_text(encoding="utf-8")
    queries = [
        statement
        for block in re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
        for statement in block.split(";")
        if statement.strip()
    ]
    assert len(queries) >= 5
    for statement in queries:
        query(database, statement)
