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
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from pipeline.rulebook.patterns import any_phrase, compile_pattern, spellings
from pipeline.text.folding import fold_phrase


class WrittenPattern(BaseModel):
    """A pattern as it is written, and phrases that it must and must not be found in."""

    model_config = ConfigDict(extra="forbid")

    pattern: str
    examples: list[str] = Field(min_length=1)
    counterexamples: list[str] = []


def folded_spellings(phrases: Iterable[str]) -> list[str]:
    """All phrases in all folded spellings, in order."""
    return list(chain.from_iterable(map(spellings, phrases)))


_PHRASES = TypeAdapter(list[str])
_TABLE = TypeAdapter(dict[str, list[str]])


def _phrases(written: Any) -> list[str]:
    return folded_spellings(_PHRASES.validate_python(written))


def _any_phrase(written: Any) -> re.Pattern[str]:
    return any_phrase(_phrases(written))


def _table(written: Any) -> Mapping[str, str]:
    table = _TABLE.validate_python(written)
    return {spelling: name for name, phrases in table.items() for spelling in folded_spellings(phrases)}


def _pattern(written: Any) -> re.Pattern[str]:
    try:
        return compile_pattern(WrittenPattern.model_validate(written).pattern)
    except re.error as error:
        raise ValueError(str(error)) from None


Phrase = Annotated[str, AfterValidator(fold_phrase)]
Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]
PhraseSet = Annotated[frozenset[str], BeforeValidator(_phrases)]
AnyPhrase = Annotated[re.Pattern[str], BeforeValidator(_any_phrase)]
PhraseTable = Annotated[dict[str, str], BeforeValidator(_table)]
Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]
