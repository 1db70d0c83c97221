"""Small convolutional networks that read the same features as the conditional random field.

The field adds up what speaks for each tag; the network also knows what goes with what. What it thinks of each
word is told to the field as features: together they are better than each alone. Reading needs numpy only;
training is in `network_training`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.ner.features import Features, SentenceFeatures
from pipeline.ner.tagging import TAGS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Arrays = Mapping[str, NDArray[Any]]

NAMES = "names"  # of the features, as UTF-8, a line each; the first stands for none
_TOLD = 0.02  # probability above which a tag is told of
_SMALL = 1 << 18  # multiplications that OpenBLAS does in one thread
_SMALL_SIDE = 48  # rows of such a product
_STEPS = 10  # of probability that are told apart


class Network:
    """Finds what each word may be: several networks of one shape, whose probabilities are averaged; what one
    learned by chance, the others outvote. Made from the arrays that training wrote, each with the networks
    along its first axis.

    vectors: one a feature, in whole numbers of its own small steps; those of a word are added up. Then
    layers: the best of several linear maps (maxout), brought to mean 0 and variance 1; the first maps the
    word alone, the others it and those beside it, and what they give is added to what was there. output:
    from there to the tags.
    """

    def __init__(self, arrays: Arrays) -> None:
        names = bytes(arrays[NAMES]).decode("utf-8").split("\n")
        self._index = {name: number for number, name in enumerate(names) if number}
        weights = {name: arrays[name].astype(np.float32) for name in arrays if name not in (NAMES, "vectors")}
        vectors = arrays["vectors"] * weights["steps"]
        self._layers: list[tuple[Floats, Floats, Floats]] = []
        self._count, features, self._width = vectors.shape
        count = self._count
        # Of each feature the vectors of all networks side by side.
        self._vectors = vectors.transpose(1, 0, 2).reshape(features, count * self._width)
        shift = np.zeros((count, 1, self._width), dtype=np.float32)  # what layers add to each word alike
        while (layer := f"layer{len(self._layers)}") + ".weights" in weights:
            of_pieces = weights[f"{layer}.weights"].transpose(0, 3, 2, 1)  # the pieces side by side
            maps = np.ascontiguousarray(of_pieces.reshape(count, of_pieces.shape[1], -1))
            bias = weights[f"{layer}.bias"].transpose(0, 2, 1).reshape(count, 1, -1)
            if self._layers:
                bias = bias + np.tile(shift, 3) @ maps
            self._layers.append((maps, bias, weights[f"{layer}.scale"][:, None]))
            shift = shift + weights[f"{layer}.shift"][:, None]
        to_tags = np.ascontiguousarray(weights["output.weights"].transpose(0, 2, 1))
        self._output = to_tags, weights["output.bias"][:, None] + shift @ to_tags

    def probabilities(self, sentences: Sequence[Sequence[Features]]) -> list[Floats]:
        """What each word is: of each sentence a row a word, a column a tag of `TAGS`.

        Sentences are read in one go, which saves most of the time of short ones.
        """
        number_of = self._index.get
        numbers: list[int] = []
        begins, places, ends = [], [], []
        beside = len(self._layers) - 1  # as many empty words as the layers reach lie between sentences
        place = beside
        for sentence in sentences:
            for features in sentence:
                begins.append(len(numbers))
                places.append(place)
                numbers += [number for feature in features if (number := number_of(feature))] or [0]
                place += 1
            ends.append(place)
            place += beside
        if not numbers:
            return [np.empty((0, len(TAGS)), dtype=np.float32) for _ in sentences]
        hidden = np.zeros((self._count, place, self._width), dtype=np.float32)
        of_words = np.add.reduceat(self._vectors.take(numbers, axis=0), begins, axis=0)
        hidden[:, places] = of_words.reshape(-1, self._count, self._width).transpose(1, 0, 2)
        for layer, weights in enumerate(self._layers):
            if layer:
                hidden += _maxout(_beside(hidden), *weights)
            else:
                hidden = _maxout(hidden, *weights)
        to_tags, bias = self._output
        found = softmax(hidden @ to_tags + bias).mean(axis=0)
        return [found[end - len(sentence) : end] for sentence, end in zip(sentences, ends, strict=True)]

    def tell(self, sentences: Sequence[SentenceFeatures]) -> None:
        """Add what the network thinks of each word, and of those beside it, to the features of sentences."""
        read = self.probabilities([sentence.alone for sentence in sentences])
        for sentence, probabilities in zip(sentences, read, strict=True):
            if len(probabilities):
                add_opinions(sentence.beside, probabilities)


def add_opinions(sentence: Sequence[Features], probabilities: Floats) -> None:
    """Tell the field what a network thinks of the words of a sentence."""
    best = [TAGS[number] for number in probabilities.argmax(axis=1)]
    steps = np.minimum(probabilities * _STEPS, _STEPS - 1).astype(int)
    for word, number in zip(*np.nonzero(probabilities > _TOLD), strict=True):
        sentence[word].append(f"nn={TAGS[number]}{steps[word, number]}")
    last = len(sentence) - 1
    for index, features in enumerate(sentence):
        features.append("nb=" + best[index])
        if index:
            features += ("-1|nb=" + best[index - 1], f"nb-={best[index - 1]}_{best[index]}")
        if index < last:
            features += ("+1|nb=" + best[index + 1], f"nb+={best[index]}_{best[index + 1]}")


def load_network(path: Path) -> Network:
    """The network in a file. Raises OSError, ValueError or KeyError where it is none."""
    with np.load(path, allow_pickle=False) as arrays:
        return Network({name: arrays[name] for name in arrays.files})


def softmax(scores: Floats) -> Floats:
    """Probabilities from scores, row by row."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def _beside(hidden: Floats) -> Floats:
    """Each word's row between those of the word before and the word behind, in each network."""
    networks, count, width = hidden.shape
    wide = np.zeros((networks, count, 3 * width), dtype=np.float32)
    wide[:, 1:, :width] = hidden[:, :-1]
    wide[:, :, width : 2 * width] = hidden
    wide[:, :-1, 2 * width :] = hidden[:, 1:]
    return wide


def _mapped(rows: Floats, weights: Floats) -> Floats:
    """rows @ weights in small products: of larger ones BLAS makes threads, and where several processes read,
    these wait for each other longer than the product takes.

    Nearly square ones, for each has its part of both sides copied."""
    _, count, depth = rows.shape
    columns = weights.shape[2]
    mapped = np.empty((*rows.shape[:2], columns), dtype=np.float32)
    # Parts of one size: BLAS has threads for a single row, too, whatever its length.
    for first, after in _parts(count, _SMALL_SIDE):
        for left, right in _parts(columns, max(1, _SMALL // ((after - first) * depth))):
            np.matmul(rows[:, first:after], weights[:, :, left:right], out=mapped[:, first:after, left:right])
    return mapped


def _parts(count: int, most: int) -> Iterator[tuple[int, int]]:
    """Begin and end of parts of [0, count), as few as may be, nearly of one size, none larger than `most`."""
    parts = -(-count // most)
    return pairwise([count * part // parts for part in range(parts + 1)]) if parts else iter(())


def _maxout(rows: Floats, weights: Floats, bias: Floats, scale: Floats) -> Floats:
    """The best piece of each output, normalized."""
    width = scale.shape[2]
    pieces = _mapped(rows, weights)
    pieces += bias
    best = np.maximum(pieces[:, :, :width], pieces[:, :, width : 2 * width])
    for first in range(2 * width, pieces.shape[2], width):
        np.maximum(best, pieces[:, :, first : first + width], out=best)
    best -= np.add.reduce(best, axis=2, keepdims=True) / np.float32(width)
    variance = np.add.reduce(best * best, axis=2, keepdims=True) / np.float32(width)
    best *= scale / np.sqrt(variance + np.float32(1e-8))
    return best
