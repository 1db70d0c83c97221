"""What the commands share: exit codes, errors of one line, stages by name."""

from __future__ import annotations

import sys
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline import Pipeline


class ExitCode(IntEnum):
    DONE = 0
    DONE_WITH_FAILURES = 1
    WRONG_USE = 2
    STOPPED = 3


class CommandError(Exception):
    """A command cannot go on; the message is one line and says what to do."""

    def __init__(self, message: str, code: ExitCode = ExitCode.WRONG_USE) -> None:
        super().__init__(message)
        self.code = code


def say(message: str) -> None:
    """A line for the person at the terminal, on standard error; whatever it quotes stays on that line."""
    print("khabarkav:", " ".join(message.split()), file=sys.stderr)


class Ner(StrEnum):
    """When the model for names reads along."""

    OFF = "off"
    AUTO = "auto"
    ALWAYS = "always"


WithoutOption = Annotated[
    list[str] | None, typer.Option(metavar="STAGE", help="Leave a stage out; may be given again.")
]
NerOption = Annotated[
    Ner, typer.Option(help="Let a model look for names where rules left a question, always, or never.")
]
NerModelOption = Annotated[
    str | None,
    typer.Option(metavar="MODEL", help="Another model: its folder, or a spaCy pipeline's name or folder."),
]


def pipeline_without(stages: list[str], ner: Ner = Ner.AUTO, ner_model: str | None = None) -> Pipeline:
    """The default pipeline without some stages, with a model for names or without."""
    from pipeline import Pipeline

    try:
        return Pipeline(without=stages, ner=ner.value, ner_model=ner_model)
    except ValueError as error:
        raise CommandError(f"--without: {error}") from None
