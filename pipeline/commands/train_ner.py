"""khabarkav train-ner: train the model for names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import CommandError, say


def train_ner(
    train: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Tagged sentences: CoNLL files (a word, a tab and a tag a line: IOB), or .names: names that "
            "somebody tagged in the articles of --silver.",
        ),
    ],
    to: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the model goes.")],
    dev: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Sentences to score it on; may be given again.")
    ] = None,
    articles: Annotated[
        Path | None,
        typer.Option(
            metavar="ARCHIVE",
            help="Articles to learn word clusters from: an archive as khabarkav run reads it.",
        ),
    ] = None,
    clusters: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Take the word clusters of this model; else those that ship."),
    ] = None,
    silver: Annotated[
        Path | None,
        typer.Option(
            metavar="ARCHIVE", help="Articles that --teacher reads, to learn from what it finds, too."
        ),
    ] = None,
    teacher: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The model that reads them; else the one that ships."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed and files give the same model.")] = 0,
    iterations: Annotated[
        int, typer.Option(min=1, metavar="N", help="How long to train the field: passes at most.")
    ] = 100,
    least: Annotated[
        int,
        typer.Option(
            min=0, metavar="N", help="Times that a feature has to occur: more make a smaller model."
        ),
    ] = 0,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Networks to train at a time.")] = 1,
) -> None:
    """Train a model that finds people, organisations and places, and write its folder.

    Word clusters (--articles) need pip install 'khabarkav[train]'. The folder is what --ner-model of
    the other commands takes; its model.json records seed, settings, checksums of the data and scores.

    \b
    Examples:
      khabarkav train-ner peyma.train.conll --dev peyma.dev.conll --to my-model
      khabarkav train-ner peyma.train.conll --articles news.jsonl --to my-model
      khabarkav train-ner peyma.train.conll --silver news.jsonl --teacher my-model --to better
      khabarkav train-ner peyma.train.conll news.names --silver news.jsonl --to better
    """
    from pipeline.archive.errors import ArchiveError
    from pipeline.ner import ModelError
    from pipeline.ner.annotated import AnnotationError
    from pipeline.ner.conll import ConllError
    from pipeline.ner.ensemble import Settings
    from pipeline.ner.model import shipped_folder
    from pipeline.ner.training import Sources
    from pipeline.ner.training import train as train_model

    sources = Sources(
        train=train,
        dev=dev or [],
        articles=articles,
        clusters_of=clusters or shipped_folder(),
        silver=silver,
        teacher=teacher or shipped_folder(),
    )
    try:
        train_model(sources, to, Settings(seed=seed, iterations=iterations, least=least), say, jobs)
    except (AnnotationError, ArchiveError, ConllError, ModelError) as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from None
    say(f"the model is in {to}: use it with --ner-model {to}")
