"""The types of what stands in rules files: each takes what is written and holds what matching wants.

    Phrase        a phrase                         ->  its folded spelling, a half-space as nothing
    Phrases       a list of phrases                ->  a tuple of their folded spellings, in order
    PhraseSet     the same                         ->  a set
    AnyPhrase     the same                         ->  a compiled pattern for any of them, the longest first
    PhraseTable   name: list of phrases            ->  a dictionary, folded spelling -> name
    Pattern       pattern, examples, counterexamples  ->  a compiled pattern for folded text

A half-space in a phrase or pattern stands for nothing or a space. A pattern may use the file's `parts` by
name: see `loading`. That each pattern is found in its examples and not in its counterexamples is tested.
"""

import re
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter
from pydantic_core.core_schema import CoreSchema, no_info_plain_validator_function

from pipeline.rulebook.patterns import any_phrase, compile_pattern, spellings
from pipeline.text.folding import fold_phrase


class WrittenPattern(BaseModel):
    """A pattern as it is written, and phrases that it must and must not be found in."""

    model_config = ConfigDict(extra="forbid")

    pattern: str
    examples: list[str] = Field(min_length=1)
    counterexamples: list[str] = []


class Read:
    """Marks a type: such a field holds what a function makes of what is written.

    The same as pydantic's validators, but quick to set up: rules files have hundreds of such fields."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_plain_validator_function(self.function)


def folded_spellings(phrases: Iterable[str]) -> list[str]:
    """All phrases in all folded spellings, in order."""
    return list(chain.from_iterable(map(spellings, phrases)))


_PHRASES = TypeAdapter(list[str])
_TABLE = TypeAdapter(dict[str, list[str]])


def _phrases(written: Any) -> tuple[str, ...]:
    return tuple(folded_spellings(_PHRASES.validate_python(written)))


def _phrase_set(written: Any) -> frozenset[str]:
    return frozenset(folded_spellings(_PHRASES.validate_python(written)))


def _any_phrase(written: Any) -> re.Pattern[str]:
    return any_phrase(_phrases(written))


def _table(written: Any) -> dict[str, str]:
    table = _TABLE.validate_python(written)
    return {spelling: name for name, phrases in table.items() for spelling in folded_spellings(phrases)}


def _pattern(written: Any) -> re.Pattern[str]:
    try:
        return compile_pattern(WrittenPattern.model_validate(written).pattern)
    except re.error as error:
        raise ValueError(str(error)) from None


Phrase = Annotated[str, AfterValidator(fold_phrase)]
Phrases = Annotated[tuple[str, ...], Read(_phrases)]
PhraseSet = Annotated[frozenset[str], Read(_phrase_set)]
AnyPhrase = Annotated[re.Pattern[str], Read(_any_phrase)]
PhraseTable = Annotated[dict[str, str], Read(_table)]
Pattern = Annotated[re.Pattern[str], Read(_pattern)]
