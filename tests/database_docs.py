"""The part of docs/databases.md that is made from the code; `python tests/database_docs.py` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.sinks.tables import Table, tables
from pipeline.sinks.views import views

PAGE = Path(__file__).parents[1] / "docs" / "databases.md"
BEGIN, END = "<!-- tables -->\n", "<!-- end of tables -->\n"


def generated() -> str:
    """Tables and views as Markdown."""
    lines: list[str] = []
    for table in tables():
        lines += [f"### {table.name}", "", table.comment, "", "| column | type | |", "| --- | --- | --- |"]
        lines += [
            f"| `{column.name}` | {column.kind}{'' if column.required else ', or null'} | {column.comment} |"
            for column in table.columns
        ]
        lines += ["", *_keys(table), ""]
    lines += ["### Views", "", "| view | |", "| --- | --- |"]
    lines += [f"| `{view.name}` | {view.comment} |" for view in views()]
    return "\n".join(lines) + "\n"


def written() -> str:
    """What the page has in its place."""
    page = PAGE.read_text(encoding="utf-8")
    return page[page.index(BEGIN) + len(BEGIN) : page.index(END)]


def _keys(table: Table) -> Iterator[str]:
    yield f"Key: {_listed(table.key)}."
    for reference in table.references:
        yield f"{_listed(reference.columns)} refer to `{reference.table}`.".replace(
            "` refer", "` refers" if len(reference.columns) == 1 else "` refer"
        )
    if table.indexes:
        yield f"Indexed: {_listed(table.indexes)}."


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}{generated()}{END}{after}", encoding="utf-8")
