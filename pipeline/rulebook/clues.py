"""Patterns that are tried only where one of their words stands, for words are found quickly."""

import re
from collections.abc import Iterable

from pipeline.rulebook.patterns import compile_pattern, fold_pattern


class Clue:
    """A compiled pattern. needs: one of these is in all that it matches; empty where none is needed."""

    def __init__(self, pattern: str, needs: Iterable[str] = ()) -> None:
        self._pattern = compile_pattern(pattern)
        self.needs = [fold_pattern(word) for word in needs]

    def find(self, text: str) -> re.Match[str] | None:
        """The first place in a text where the pattern matches."""
        if self.needs:
            for word in self.needs:
                if word in text:
                    break
            else:
                return None
        return self._pattern.search(text)

    def strip(self, text: str) -> str:
        """The text without what the pattern matches."""
        return self._pattern.sub("", text)
