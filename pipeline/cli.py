"""The command line."""

import json
import sys
from datetime import date
from pathlib import Path

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def run(source: Path, to: Path = typer.Option(...)) -> None:
    """Read a JSONL file of articles and write records as JSONL."""
    from pipeline import Article, Pipeline

    pipeline = Pipeline()
    with source.open(encoding="utf-8") as lines, to.open("w", encoding="utf-8") as out:
        for line in lines:
            item = json.loads(line)
            published = item.get("published")
            article = Article(
                item["text"], item["doc_id"], date.fromisoformat(published) if published else None
            )
            print(pipeline(article).to_json(), file=out)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from pipeline.record import json_schema

    json.dump(json_schema(), sys.stdout, ensure_ascii=False, indent=2)


def main() -> None:
    app()
