"""Names that news of any country and year has, by kind (country, city, club, firm, media, body), and the
words that announce a name, by kind (head-army, head-firm, …): data/ner/known.yaml.

What the model learns of one club it then knows of all of them, also of those that no tagged sentence holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pipeline.ner.tokens import words as words_of
from pipeline.text.folding import fold

_HEAD = "head-"
Marks = tuple[str, ...]


class Phrases:
    """Phrases of one word or several, each of one kind or several."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """names: kind -> its names; the half-spaces that a name may have are written as spaces."""
        # An archive keeps a half-space (folded away) or makes a space of it.
        written = [
            (kind, way)
            for kind, phrases in names.items()
            for phrase in phrases
            for way in {phrase, phrase.replace(" ", "")}
        ]
        folded = fold("\n".join(way for _, way in written)).text.split("\n")  # all at once: they are many
        kinds: dict[tuple[str, ...], list[str]] = {}
        for (kind, _), way in zip(written, folded, strict=True):
            of_phrase = kinds.setdefault(tuple(words_of(way)), [])
            if kind not in of_phrase:
                of_phrase.append(kind)
        self._marks = {phrase: _marks(len(phrase), tuple(of_phrase)) for phrase, of_phrase in kinds.items()}
        self._longest: dict[str, int] = {}
        for words in kinds:
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def marks(self, words: Sequence[str]) -> list[Marks]:
        """For each word its place in a phrase (B, I, L: first, inner, last; U: the only one) with the
        phrase's kinds: "Bclub". The longest phrase counts."""
        marks: list[Marks] = [()] * len(words)
        longest, known = self._longest, self._marks
        reached = 0
        for index, word in enumerate(words):
            if index < reached or word not in longest:
                continue
            for count in range(min(longest[word], len(words) - index), 0, -1):
                found = known.get(tuple(words[index : index + count]))
                if found:
                    reached = index + count
                    marks[index:reached] = found
                    break
        return marks


@cache
def _marks(count: int, kinds: tuple[str, ...]) -> list[Marks]:
    """The marks of a phrase's words."""
    places = "U" if count == 1 else "B" + "I" * (count - 2) + "L"
    return [tuple(place + kind for kind in kinds) for place in places]


def read_known(names: Mapping[str, Sequence[str]]) -> tuple[Phrases, Phrases]:
    """The names and the heads of known.yaml."""
    heads = {kind.removeprefix(_HEAD): names[kind] for kind in names if kind.startswith(_HEAD)}
    return Phrases({kind: names[kind] for kind in names if not kind.startswith(_HEAD)}), Phrases(heads)
