"""Train the networks: those that are read later, and others for the field to learn from, which have not
seen the sentences in question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from numpy.typing import NDArray

from pipeline.ner.conll import TaggedSentence
from pipeline.ner.features import FeatureMaker
from pipeline.ner.gold import Group
from pipeline.ner.network import Network
from pipeline.ner.network_training import Example, Learner, NetworkSettings, Vocabulary, frequent, stacked
from pipeline.ner.tagging import tags_of

Say = Callable[[str], None]
Arrays = dict[str, NDArray[Any]]

_PARTS = 3  # of the sentences: each is read by networks that were trained on the others


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. c1, c2: how strongly small and large weights are held down. least: times that a feature
    has to occur in tagged sentences, for a model that is smaller. leaning: see `lean`.

    networks: how many are averaged for the field to learn from; read: how many of these read later, where
    each costs time. share: of the articles of silver, how many are read. silver: how a network learns from
    them; gold: how it then learns from tagged sentences; network: how it learns from these alone.
    """

    seed: int = 0
    iterations: int = 100
    c1: float = 0.1
    c2: float = 0.1
    least: int = 0
    leaning: Mapping[str, float] = field(default_factory=lambda: {"B-ORG": 0.4, "I-LOC": -0.4})
    network: NetworkSettings = field(default_factory=NetworkSettings)
    networks: int = 2
    read: int = 2
    share: float = 0.4
    silver: NetworkSettings = field(
        default_factory=lambda: NetworkSettings(
            epochs=2, dropout=0.2, forgotten=0.2, hidden=0.15, words=2500, least=20
        )
    )
    gold: NetworkSettings = field(default_factory=lambda: NetworkSettings(epochs=4, dropout=0.3, rate=0.0005))


@dataclass(frozen=True, slots=True)
class _Material:
    """What networks learn from: the names of features, the examples of each group, and silver."""

    names: list[str]
    gold: list[list[Example]]
    silver: list[Example]
    settings: Settings


def train_networks(
    groups: Sequence[Group],
    silver: Sequence[TaggedSentence],
    features: FeatureMaker,
    settings: Settings,
    jobs: int,
    say: Say,
) -> tuple[Arrays, list[Network]]:
    """The networks that are read later, and for each group those that have not seen it, nor its article.

    The field has to learn how far to trust the networks on what is new to it. jobs: how many are trained at a
    time.
    """
    vocabulary = Vocabulary()

    def example(sentence: TaggedSentence) -> Example:
        words, spans = sentence
        return vocabulary.example(features(words).alone, tags_of(len(words), spans))

    gold = [[example(sentence) for sentence in group] for group in groups]
    of_silver = [example(sentence) for sentence in silver]
    material = _Material(vocabulary.names, gold, of_silver, settings)
    seeds = range(settings.seed, settings.seed + settings.networks)
    say(f"training {_PARTS + 1} times {settings.networks} networks")
    if jobs == 1:
        trained = [_train(material, seed) for seed in seeds]
    else:
        with ProcessPoolExecutor(jobs, initializer=_hold, initargs=(material,)) as workers:
            trained = list(workers.map(_train_in_worker, seeds))
    of_all, *of_parts = zip(*trained, strict=True)
    networks = [Network(stacked(each)) for each in of_parts]
    return stacked(of_all[: settings.read]), [networks[_part(number, gold)] for number in range(len(gold))]


def _part(number: int, groups: Sequence[object]) -> int:
    """The part that a group is in: neighbours are in one."""
    return number * _PARTS // len(groups)


def _train(material: _Material, seed: int) -> list[Arrays]:
    """A network of all groups, and one without each part."""
    gold = material.gold
    begin = _beginning(material, seed)
    chosen: list[Iterable[list[Example]]] = [gold]
    for part in range(_PARTS):
        others = [group for number, group in enumerate(gold) if _part(number, gold) != part]
        chosen.append(others or gold)
    return [begin(list(chain(*groups))) for groups in chosen]


def _beginning(material: _Material, seed: int) -> Callable[[list[Example]], Arrays]:
    """What makes a network of examples: one that learned from silver first, where there is any."""
    settings, names, silver = material.settings, material.names, material.silver
    taught: Learner | None = None
    if silver:
        least = max(settings.gold.least, settings.least)
        kept = frequent(list(chain(*material.gold)), least, len(names))
        kept |= frequent(silver, settings.silver.least, len(names))
        taught = Learner(names, kept, settings.silver, seed)
        taught.learn(silver, settings.silver)

    def of(examples: list[Example]) -> Arrays:
        if taught is not None:
            learner, how = taught.copy(seed), settings.gold
        else:
            kept = frequent(examples, max(settings.network.least, settings.least), len(names))
            learner, how = Learner(names, kept, settings.network, seed), settings.network
        learner.learn(examples, how)
        return learner.arrays()

    return of


_held: list[_Material] = []  # in a worker


def _hold(material: _Material) -> None:
    _held[:] = [material]


def _train_in_worker(seed: int) -> list[Arrays]:
    return _train(_held[0], seed)
