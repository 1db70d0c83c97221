"""The stages in their order. Each reads what earlier ones left on the Document and adds its own."""

from collections.abc import Callable
from typing import Protocol

from pipeline.document import Document
from pipeline.stages.agency import Agency
from pipeline.stages.dates import Dates
from pipeline.stages.numerals import Numerals
from pipeline.stages.officials import Officials
from pipeline.stages.people import People
from pipeline.stages.periods import Periods
from pipeline.stages.places import Places
from pipeline.stages.quantities import Quantities
from pipeline.stages.sentences import Sentences
from pipeline.stages.speakers import Speakers
from pipeline.stages.targets import Targets


class Stage(Protocol):
    """One step: named for what it finds; adds it to the document."""

    name: str

    def __call__(self, document: Document) -> None: ...


_BEFORE_PEOPLE = (Sentences, Numerals, Dates, Places, Agency, Quantities, Periods, Officials)
_BEHIND_PEOPLE = (Speakers, Targets)
# Stages that are made of rules and lists alone, so that one is like another.
PLAIN_STAGES: frozenset[Callable[[], Stage]] = frozenset((*_BEFORE_PEOPLE, *_BEHIND_PEOPLE))


def default_stages(ner: str = "auto", ner_model: str | None = None) -> list[Stage]:
    """Every stage, in the order they run. ner, ner_model: see `People`; "off" leaves it out.

    Raises ValueError for another mode than off, auto and always.
    """
    people: list[Stage] = [] if ner == "off" else [People(ner, ner_model)]
    return [
        *(make() for make in _BEFORE_PEOPLE),
        *people,
        *(make() for make in _BEHIND_PEOPLE),
    ]
