"""Compile the patterns of rules.

A pattern is a regular expression in readable Persian with named parts in braces: `{metric} به {value} می‌رسد`.
It is folded as articles are folded, so a rule may be written with any letters and digits. A half-space in it
stands for an optional space, for half of all archives have lost theirs; a space stands for one space.
"""

import re
from collections.abc import Iterable, Mapping

from pipeline.rulebook.trie import any_of
from pipeline.text.folding import JOINT, fold, fold_phrase
from pipeline.text.letters import HALF_SPACE

_PART = re.compile(r"\{([a-z_]+)\}")


def fold_pattern(pattern: str) -> str:
    """Fold the letters of a pattern; a half-space becomes an optional space."""
    return " ?".join(fold(f"|{piece}|").text[1:-1] for piece in pattern.split(HALF_SPACE))


def put_in_place(pattern: str, parts: Mapping[str, str]) -> str:
    """Put the named parts in place, nested ones too; other names stay. Raises ValueError for a circle."""
    for _ in range(10):
        expanded = _PART.sub(
            lambda match: f"(?:{parts[match[1]]})" if match[1] in parts else match[0], pattern
        )
        if expanded == pattern:
            return expanded
        pattern = expanded
    raise ValueError(f"parts refer to each other in a circle: {pattern[:80]}")


def expand(pattern: str, parts: Mapping[str, str]) -> str:
    """Put the named parts in place. Raises ValueError for an unknown part or a circle."""
    expanded = put_in_place(pattern, parts)
    if unknown := _PART.search(expanded):
        raise ValueError(f"no part is named {unknown[1]}")
    return expanded


def compile_pattern(pattern: str, parts: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """Compile a rule's pattern for folded text."""
    return re.compile(fold_pattern(expand(pattern, parts or {})))


def spellings(phrase: str) -> list[str]:
    """The folded spellings a fixed phrase is searched by: each half-space as nothing and as a space."""
    if HALF_SPACE not in phrase:
        return [fold_phrase(phrase)]
    first, *others = fold_phrase(phrase.replace(HALF_SPACE, JOINT)).split(JOINT)
    variants = [first]
    for piece in others:
        variants = [variant + joint + piece for variant in variants for joint in ("", " ")]
    return [" ".join(variant.split()) for variant in variants]


def any_phrase(folded: Iterable[str]) -> re.Pattern[str]:
    """One pattern for any of these folded phrases that ends where a word ends, the longest first."""
    return re.compile(rf"{any_of(folded)}(?!\w)")
