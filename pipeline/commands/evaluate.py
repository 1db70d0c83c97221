"""khabarkav evaluate: how good the records are, on annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.console import CommandError


def evaluate(
    gold: Annotated[
        Path | None,
        typer.Argument(metavar="[GOLD.yaml]", help="Annotated articles; without it, those that come along."),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Also print what was missed or invented.")] = False,
) -> None:
    """Score the pipeline on annotated articles: precision, recall, F1, and shares of what was right.

    The articles that come along are written for this project; data/gold/README.md says how to annotate.

    \b
    Examples:
      khabarkav evaluate
      khabarkav evaluate my-gold.yaml --errors
    """
    from pipeline import Pipeline
    from pipeline.evaluation import COUNTED, GoldError, read_gold
    from pipeline.evaluation import evaluate as score
    from pipeline.resources import data_folder

    path = gold or data_folder() / "gold" / "news.yaml"
    try:
        annotated = read_gold(path)
    except FileNotFoundError:
        raise CommandError(f"{path}: no such file") from None
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {error.strerror}") from None
    except GoldError as error:
        raise CommandError(f"{path}: {error}; data/gold/README.md says how to annotate") from None
    pipeline = Pipeline()
    evaluation = score(annotated, [pipeline.plain(entry.article) for entry in annotated])
    if errors:
        for doc_id, measure, kind, item in evaluation.errors:
            print(f"{doc_id}  {measure}  {kind}: {_brief(item)}")
        print()
    print(f"{len(annotated)} articles")
    for name, result in evaluation.scores.items():
        if name in COUNTED:
            print(f"{name:20} P {result.precision:.3f}  R {result.recall:.3f}  F1 {result.f1:.3f}")
        else:
            hits = result.true_positives
            print(f"{name:20} {result.recall:.3f}  {hits} of {hits + result.misses}")


def _brief(item: Any) -> str:
    """What of an annotation or a record's item tells which it is."""
    if not isinstance(item, dict):
        return str(item)
    told = (
        "text",
        "name",
        "low",
        "high",
        "comparator",
        "unit",
        "object",
        "metric",
        "value",
        "change",
        "direction",
    )
    evidence = (item.get("evidence") or {}).get("text")
    parts = [f"{key} {item[key]!r}" for key in told if item.get(key) is not None]
    return ", ".join(parts) + (f" ({evidence})" if evidence else "")
