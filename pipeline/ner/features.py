"""What the model knows about each word of a sentence.

A word's own spelling, its neighbours two words far, the clusters of words used alike that it belongs to, and
whether our lists have it as a given name, a surname, a common word, part of a place's name, a name that news
often has or a word that announces names. What depends on the word alone is made once per word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.ner.context import add_both_sides, add_company, add_quotes, add_two_away
from pipeline.ner.known import Marks, Phrases
from pipeline.ner.leaning import ALWAYS
from pipeline.ner.tokens import words as words_of

_WINDOW = (-2, -1, 1, 2)
_AFFIX = 4  # letters
_LONGEST_SHAPE = 6
_REMEMBERED = 50_000  # words
_REACH = 7  # words behind its head that an organisation's name may have
# No name of an organisation goes on behind these.
_CLOSING = frozenset(". : ؛ ؟ ! است بود شد کرد گفت که را از به در با".split())

Features = list[str]


class SentenceFeatures(NamedTuple):
    """The features of each word of a sentence: of the word alone and by our lists, and of what stands beside
    it. A network reads the former only, for it sees the words beside it themselves."""

    alone: list[Features]
    beside: list[Features]

    def together(self) -> list[Features]:
        """All features of each word."""
        return [alone + beside for alone, beside in zip(self.alone, self.beside, strict=True)]


class NameLists:
    """Names and places that the project's lists hold, as classes of words."""

    def __init__(
        self,
        given: Collection[str],
        ambiguous: Collection[str],
        surnames: Collection[str],
        common: Collection[str],
        places: Iterable[str],
    ) -> None:
        self._lists = (("g", given), ("a", ambiguous), ("s", surnames), ("c", common))
        self._places: set[tuple[str, ...]] = {tuple(words_of(place)) for place in places}
        self._longest: dict[str, int] = {}
        for place in self._places:
            self._longest[place[0]] = max(self._longest.get(place[0], 0), len(place))

    def kind(self, word: str) -> str:
        """A letter for each list that has the word."""
        return "".join(letter for letter, names in self._lists if word in names)

    def place_marks(self, words: Sequence[str]) -> list[str]:
        """B where a place's name begins, I where it goes on, else nothing."""
        marks = [""] * len(words)
        longest = self._longest
        reached = 0
        for index, word in enumerate(words):
            if index < reached or word not in longest:
                continue
            for count in range(min(longest[word], len(words) - index), 0, -1):
                if tuple(words[index : index + count]) in self._places:
                    reached = index + count
                    marks[index:reached] = ["B", *["I"] * (count - 1)]
                    break
        return marks


class _Word:
    """What depends on a word alone: its features, and those that it gives to its neighbours."""

    __slots__ = ("cluster", "kind", "own", "seen")

    def __init__(self, text: str, kind: str, clusters: Sequence[str] | None) -> None:
        shown = "0" * len(text) if text.isdigit() else text
        own, seen = [ALWAYS, "w=" + shown], ["w=" + shown]
        shape = _shape(text)
        own.append("s=" + shape)
        if shape[0] == "w":
            longest = min(_AFFIX, len(text) - 1)
            own += [f"x{text[-size:]}" for size in range(1, longest + 1)]
            own += [f"y{text[:size]}" for size in range(1, longest + 1)]
            seen += [f"x{text[-3:]}", f"x{text[-2:]}"]
        else:
            seen.append("s=" + shape)
        found = [f"c{level}.{name}" for level, name in enumerate(clusters or ())] or ["unheard"]
        if kind:
            found.append("n=" + kind)
        self.own = own + found
        self.seen = {offset: [f"{offset}|{feature}" for feature in seen + found] for offset in _WINDOW}
        self.kind = kind
        self.cluster = clusters[1] if clusters else ""


def _shape(text: str) -> str:
    """Digits, a sign, Latin or Persian letters, and how many."""
    if text.isdigit():
        return f"d{min(len(text), _AFFIX)}"
    if not text[0].isalpha():
        return "p"
    return "latin" if text.isascii() else f"w{min(len(text), _LONGEST_SHAPE)}"


class FeatureMaker:
    """Makes the features of sentences.

    clusters: word -> its clusters, coarse to fine. lists: names and places. heads: words that organisations'
    names begin with (شرکت, سازمان): what follows one, as far as a name may reach, is told of it. known: names
    of news, and heads of names by kind (see `known`).
    """

    def __init__(
        self,
        clusters: Mapping[str, Sequence[str]],
        lists: NameLists,
        heads: Collection[str],
        known: tuple[Phrases, Phrases],
    ) -> None:
        self._clusters = clusters
        self._lists = lists
        self._heads = frozenset(heads)
        self._known_names, self._known_heads = known
        self._known: dict[str, _Word] = {}

    def __call__(self, words: Sequence[str]) -> SentenceFeatures:
        """The features of each word of a sentence."""
        known = [self._known.get(word) or self._new(word) for word in words]
        places = self._lists.place_marks(words)
        names, heads = self._known_names.marks(words), self._known_heads.marks(words)
        marks = [
            [f"k={mark}" for mark in of_name] + ([f"place={place}"] if place else [])
            for of_name, place in zip(names, places, strict=True)
        ]
        alone = [word.own + of_word for word, of_word in zip(known, marks, strict=True)]
        of_heads = [[f"h={mark}" for mark in of_head] for of_head in heads]
        _add_reach(alone, heads, words)
        self._add_head(alone, words)
        beside = _beside(known, words)
        _add_neighbours(beside, marks)
        _add_neighbours(beside, of_heads)
        clusters = [word.cluster for word in known]
        add_company(alone, words, clusters, marks)
        add_both_sides(beside, words, clusters)
        for features, of_word, of_head in zip(alone, marks, of_heads, strict=True):
            features += of_head
            of_word += of_head
        add_two_away(beside, marks)
        add_quotes(alone, words)
        return SentenceFeatures(alone, beside)

    def _add_head(self, sentence: Sequence[Features], words: Sequence[str]) -> None:
        """Tell the words behind one of `heads`, as far as a name may reach, of it and how far it is."""
        head, head_at = "", 0
        for index, (features, word) in enumerate(zip(sentence, words, strict=True)):
            if head:
                features += ("head=" + head, f"far={index - head_at}")
            if word in self._heads:
                head, head_at = word, index
            elif word in _CLOSING or index - head_at == _REACH:
                head = ""

    def _new(self, word: str) -> _Word:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        clusters = self._clusters.get("0" * len(word) if word.isdigit() else word)
        made = self._known[word] = _Word(word, self._lists.kind(word), clusters)
        return made


def _beside(known: Sequence[_Word], words: Sequence[str]) -> list[Features]:
    """What the words around each word are, and what it makes with those next to it."""
    count = len(words)
    sentence = []
    for index, word in enumerate(known):
        features: Features = []
        for offset in _WINDOW:
            at = index + offset
            if 0 <= at < count:
                features += known[at].seen[offset]
            else:
                features.append(f"{offset}|edge")
        if index:
            before = known[index - 1]
            features.append(f"b-={words[index - 1]}_{words[index]}")
            if before.kind or word.kind:
                features.append(f"n-={before.kind}_{word.kind}")
            if before.cluster and word.cluster:
                features.append(f"c-={before.cluster}_{word.cluster}")
        if index + 1 < count:
            after = known[index + 1]
            features.append(f"b+={words[index]}_{words[index + 1]}")
            if after.kind or word.kind:
                features.append(f"n+={word.kind}_{after.kind}")
            if after.cluster and word.cluster:
                features.append(f"c+={word.cluster}_{after.cluster}")
        sentence.append(features)
    return sentence


def _add_neighbours(sentence: Sequence[Features], marks: Sequence[Features]) -> None:
    """Tell each word the marks of those next to it."""
    last = len(sentence) - 1
    for index, of_word in enumerate(marks):
        for mark in of_word:
            if index:
                sentence[index - 1].append(f"+1|{mark}")
            if index < last:
                sentence[index + 1].append(f"-1|{mark}")


def _add_reach(sentence: Sequence[Features], heads: Sequence[Marks], words: Sequence[str]) -> None:
    """Tell the words behind a head, as far as a name may reach, of its kinds and how far it is."""
    kinds: list[str] = []
    head_at = 0
    for index, features in enumerate(sentence):
        for kind in kinds:
            features += (f"in={kind}", f"in={kind}{index - head_at}")
        if heads[index]:
            kinds, head_at = [mark[1:] for mark in heads[index]], index
        elif words[index] in _CLOSING or index - head_at == _REACH:
            kinds = []
