"""Train the network. Its layers are thinc's, which comes with spaCy; the same examples and seed give the same
network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from thinc.api import (
    Adam,
    Linear,
    Maxout,
    Model,
    NumpyOps,
    chain,
    expand_window,
    fix_random_seed,
    residual,
    set_current_ops,
    set_dropout_rate,
)

from pipeline.ner.features import Features
from pipeline.ner.network import NAMES, softmax
from pipeline.ner.tagging import TAGS

Numbers = NDArray[np.int32]
_LEAST_STEP = np.float32(1e-7)  # so that what is nothing is not divided by nothing
_IDENTITY = ("w=", "x", "y")  # what an unknown word has not in common with known ones


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """width: numbers a word. layers: how many words to each side are seen. dropout: of numbers; forgotten:
    share of words whose spelling is hidden; hidden: share of features that are. words: in a step. Where a
    network learns twice, width and layers are those of the first time."""

    width: int = 64
    layers: int = 3
    epochs: int = 12
    dropout: float = 0.4
    forgotten: float = 0.25
    hidden: float = 0.2
    words: int = 1500
    rate: float = 0.002
    least: int = 2  # times that a feature has to occur


class Example(NamedTuple):
    """A sentence: the numbers of its words' features, how many each word has, and the numbers of its tags."""

    features: Numbers
    counts: Numbers
    tags: Numbers


class Vocabulary:
    """Numbers of features; 0 stands for none."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    @property
    def names(self) -> list[str]:
        """The features in the order of their numbers."""
        return list(self._numbers)

    def example(self, sentence: Sequence[Features], tags: Sequence[str]) -> Example:
        """A sentence that the network learns from."""
        numbers = self._numbers
        rows = [
            [numbers.setdefault(feature, len(numbers)) for feature in dict.fromkeys(features)]
            for features in sentence
        ]
        return Example(
            np.array([number for row in rows for number in row], dtype=np.int32),
            np.array([len(row) for row in rows], dtype=np.int32),
            np.array([TAGS.index(tag) for tag in tags], dtype=np.int32),
        )


class Learner:
    """A network that learns, from one set of examples or from several in turn."""

    def __init__(
        self, names: Sequence[str], kept: NDArray[np.bool_], settings: NetworkSettings, seed: int
    ) -> None:
        """names: of features, by their numbers in examples. kept: which it learns (see `frequent`)."""
        set_current_ops(NumpyOps())
        self._begin(seed)
        numbers = np.flatnonzero(kept)
        self._renumbered = np.zeros(len(names), dtype=np.int32)
        self._renumbered[numbers] = np.arange(1, len(numbers) + 1)
        self._shown = ["", *(names[number] for number in numbers)]
        self._spelling = np.array([name.startswith(_IDENTITY) for name in self._shown])
        self._depth = settings.layers
        self._layers = make_layers(len(self._shown), settings, self._chance)

    def _begin(self, seed: int) -> None:
        fix_random_seed(seed)
        self._chance = np.random.default_rng(seed)

    def copy(self, seed: int) -> Learner:
        """Another that has learned the same."""
        other = copy(self)
        other._begin(seed)
        other._layers = [layer.copy() for layer in self._layers]
        return other

    def learn(self, examples: Sequence[Example], settings: NetworkSettings) -> None:
        """Go through all examples, `settings.epochs` times."""
        for layer in self._layers:
            set_dropout_rate(layer, settings.dropout)
        optimizer = Adam(settings.rate, L2=0.0, grad_clip=1.0)
        words = sum(len(example.counts) for example in examples)
        steps = max(1, settings.epochs * words // settings.words)
        step = 0
        for _ in range(settings.epochs):
            for batch in _batches(examples, settings, self._chance):
                features, counts, tags, counted = join_sentences(batch, self._renumbered, self._depth)
                _hide(features, counts, self._spelling, settings, self._chance)
                scores, back = forward(self._layers, (features, counts))
                gradient = softmax(scores)
                gradient[np.arange(len(tags)), tags] -= 1
                gradient *= counted[:, None] / counted.sum()
                back(gradient)
                step += 1
                optimizer.learn_rate = settings.rate * min(1.0, step / 200) * max(0.02, 1 - step / steps)
                for layer in self._layers:
                    layer.finish_update(optimizer)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What `stacked` takes."""
        return arrays_of(self._layers, self._shown)


def frequent(examples: Sequence[Example], least: int, count: int) -> NDArray[np.bool_]:
    """Which of `count` features examples have so often at least; never 0, which stands for none."""
    numbers = [example.features for example in examples] or [np.empty(0, dtype=np.int32)]
    occurs = np.bincount(np.concatenate(numbers), minlength=count)
    return (occurs >= least) & (np.arange(count) > 0)


def make_layers(
    features: int, settings: NetworkSettings, chance: np.random.Generator
) -> list[Model[Any, Any]]:
    """The layers of a network that has learned nothing yet; features: how many there are."""
    width = settings.width

    def best_of(inputs: int) -> Model[Any, Any]:
        return Maxout(nO=width, nI=inputs, nP=3, normalize=True, dropout=settings.dropout)

    bag: Model[Any, Any] = Model("bag", _bag, params={"E": None})
    vectors: Any = chance.normal(0, 0.1, (features, width)).astype(np.float32)
    vectors[0] = 0
    bag.set_param("E", vectors)
    beside = [residual(chain(expand_window(1), best_of(3 * width))) for _ in range(settings.layers)]
    layers = [bag, best_of(width), *beside, Linear(nO=len(TAGS), nI=width)]
    for layer in layers[1:]:
        layer.initialize()
        for part in layer.walk():
            if part.name == "maxout":
                part.set_param("W", _first_weights(part.get_param("W").shape, chance))
    return layers


def _first_weights(shape: tuple[int, ...], chance: np.random.Generator) -> Any:
    """Weights of a maxout layer to begin with (Glorot's). thinc's own are twice as large, for it takes the
    pieces for inputs; normalized afterwards, large weights only learn more slowly."""
    outputs, pieces, inputs = shape
    bound = np.sqrt(6 / (outputs * pieces + inputs))
    return chance.uniform(-bound, bound, shape).astype(np.float32)


def _bag(
    model: Model[Any, Any], words: tuple[Numbers, Numbers], is_train: bool
) -> tuple[NDArray[np.float32], Callable[[Any], Any]]:
    """The sum of the vectors of each word's features."""
    features, counts = words
    vectors: Any = model.get_param("E")
    begins = np.cumsum(counts) - counts
    sums = np.add.reduceat(vectors[features], begins)

    def back(gradient: Any) -> Any:
        of_vectors = np.zeros_like(vectors)
        of_features: Any = np.repeat(gradient, counts, axis=0)
        numbers: Any = features
        model.ops.scatter_add(of_vectors, numbers, of_features)
        of_vectors[0] = 0
        model.inc_grad("E", of_vectors)
        return words

    return sums, back


def _batches(
    examples: Sequence[Example], settings: NetworkSettings, chance: np.random.Generator
) -> Iterator[list[Example]]:
    """All examples in a new order, so many words at a time."""
    batch: list[Example] = []
    words = 0
    for number in chance.permutation(len(examples)):
        batch.append(examples[number])
        words += len(examples[number].counts)
        if words >= settings.words:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def join_sentences(
    batch: Sequence[Example], renumbered: Numbers, between: int
) -> tuple[Numbers, Numbers, Numbers, NDArray[np.float32]]:
    """Sentences in one row with empty words between them: features, their counts, tags, which words count."""
    nothing = np.zeros(between, dtype=np.int32)
    one_each = np.ones(between, dtype=np.int32)
    features, counts, tags, counted = [nothing], [one_each], [nothing], [nothing]
    for example in batch:
        features += [renumbered[example.features], nothing]
        counts += [example.counts, one_each]
        tags += [example.tags, nothing]
        counted += [np.ones_like(example.tags), nothing]
    return (
        np.concatenate(features),
        np.concatenate(counts),
        np.concatenate(tags),
        np.concatenate(counted).astype(np.float32),
    )


def _hide(
    features: Numbers,
    counts: Numbers,
    spelling: NDArray[np.bool_],
    settings: NetworkSettings,
    chance: np.random.Generator,
) -> None:
    """Hide some features, and of some words their spelling, as if they were unknown."""
    features[chance.random(len(features)) < settings.hidden] = 0
    forgotten = np.repeat(chance.random(len(counts)) < settings.forgotten, counts)
    features[forgotten & spelling[features]] = 0


def forward(
    layers: Sequence[Model[Any, Any]], words: tuple[Numbers, Numbers]
) -> tuple[NDArray[np.float32], Callable[[Any], None]]:
    """The scores of all tags, and what takes their gradient back through the layers."""
    hidden: Any = words
    backs = []
    for layer in layers:
        hidden, back = layer(hidden, is_train=True)
        backs.append(back)

    def through(gradient: Any) -> None:
        for each in reversed(backs):
            gradient = each(gradient)

    return hidden, through


def arrays_of(layers: Sequence[Model[Any, Any]], names: Sequence[str]) -> dict[str, NDArray[Any]]:
    """A network's numbers and the names of its features. Most are those of features' vectors: they are kept
    as whole numbers, -127 to 127, of steps that each feature has of its own."""
    half = np.float16
    output = layers[-1]
    vectors = np.asarray(layers[0].get_param("E"))
    steps = (np.abs(vectors).max(axis=1, keepdims=True) / 127).astype(half)
    arrays: dict[str, Any] = {
        NAMES: np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8),
        "vectors": np.rint(vectors / np.maximum(steps.astype(np.float32), _LEAST_STEP))
        .clip(-127, 127)
        .astype(np.int8),
        "steps": steps,
        "output.weights": np.asarray(output.get_param("W")).astype(half),
        "output.bias": np.asarray(output.get_param("b")).astype(half),
    }
    for number, layer in enumerate(layers[1:-1]):
        parts = {part.name: part for part in layer.walk()}
        maxout, norm = parts["maxout"], parts["layernorm"]
        arrays |= {
            f"layer{number}.weights": np.asarray(maxout.get_param("W")).astype(half),
            f"layer{number}.bias": np.asarray(maxout.get_param("b")).astype(half),
            f"layer{number}.scale": np.asarray(norm.get_param("G")).astype(half),
            f"layer{number}.shift": np.asarray(norm.get_param("b")).astype(half),
        }
    return arrays


def stacked(networks: Sequence[Mapping[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """What `Network` reads: the arrays of several networks of the same features."""
    names, *_ = (arrays[NAMES] for arrays in networks)
    return {
        name: names if name == NAMES else np.stack([arrays[name] for arrays in networks])
        for name in networks[0]
    }
