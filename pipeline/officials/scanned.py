"""What the readers of one article's posts all look at."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.officials.names import NameReader
from pipeline.officials.vocabulary import Role, Vocabulary


@dataclass(frozen=True, slots=True)
class ScannedArticle:
    """The folded text of one article, with what was found in it already and how it is read.

    roles: start -> (end, role) of its role words; places: start -> end of its places."""

    words: Vocabulary
    names: NameReader
    text: str
    roles: Mapping[int, tuple[int, Role]]
    places: Mapping[int, int]
