"""The small network beside the model for names: learning, learning on, reading."""

from __future__ import annotations

import numpy as np

from pipeline.ner.features import SentenceFeatures
from pipeline.ner.network import Network, softmax
from pipeline.ner.network_training import (
    Example,
    Learner,
    NetworkSettings,
    Vocabulary,
    arrays_of,
    forward,
    frequent,
    join_sentences,
    make_layers,
    stacked,
)
from pipeline.ner.tagging import TAGS

SMALL = NetworkSettings(width=8, layers=2, epochs=80, dropout=0.0, words=20, hidden=0.0, forgotten=0.0)


def examples() -> tuple[Vocabulary, list[list[list[str]]], list[Example]]:
    """Whether a word is a name tells the word behind it, two to the left."""
    sentences = [
        [["always", "w=شهر"], ["always"], ["always", "w=الف"], ["always"]],
        [["always", "w=آقای"], ["always"], ["always", "w=الف"], ["always"]],
        [["always"]],
    ]
    tags = [["O", "O", "B-LOC", "O"], ["O", "O", "B-PERSON", "O"], ["O"]]
    vocabulary = Vocabulary()
    made = [vocabulary.example(*pair) for pair in zip(sentences, tags, strict=True)]
    return vocabulary, sentences, made * 10


def learner_of(vocabulary: Vocabulary, learned: list[Example]) -> Learner:
    learner = Learner(vocabulary.names, frequent(learned, 2, len(vocabulary.names)), SMALL, seed=1)
    learner.learn(learned, SMALL)
    return learner


def test_network_sees_the_words_around() -> None:
    vocabulary, sentences, learned = examples()
    arrays = learner_of(vocabulary, learned).arrays()
    network = Network(stacked([arrays]))
    best = [[TAGS[tag] for tag in rows.argmax(axis=1)] for rows in network.probabilities(sentences)]
    assert best == [["O", "O", "B-LOC", "O"], ["O", "O", "B-PERSON", "O"], ["O"]]
    told = SentenceFeatures(sentences[0], [["0|w=شهر"], [], [], []])
    network.tell([SentenceFeatures([], []), told])
    field = told.together()
    assert {"nn=B-LOC9", "nb=B-LOC", "-1|nb=O", "+1|nb=O", "nb-=O_B-LOC", "nb+=B-LOC_O"} <= set(field[2])
    assert field[0][:3] == [*sentences[0][0], "0|w=شهر"] and "-1|nb=B-LOC" in field[3]
    network.tell([])
    again = learner_of(vocabulary, learned).arrays()
    assert all(np.array_equal(again[name], arrays[name]) for name in arrays)


def test_network_learns_on() -> None:
    """A copy goes on from what was learned, and what it was copied from stays as it was."""
    vocabulary, sentences, learned = examples()
    learner = learner_of(vocabulary, learned)
    before = learner.arrays()
    other = learner.copy(seed=2)
    assert all(np.array_equal(array, before[name]) for name, array in other.arrays().items())
    other.learn([learned[0]._replace(tags=np.zeros(4, dtype=np.int32))] * 10, SMALL)
    unlearned = Network(stacked([other.arrays()])).probabilities(sentences)[0]
    assert unlearned[2].argmax() == TAGS.index("O")
    assert all(np.array_equal(array, before[name]) for name, array in learner.arrays().items())


def test_features_that_are_frequent() -> None:
    numbers = np.array([0, 1, 2, 0, 2], dtype=np.int32)
    example = Example(numbers, np.array([5], dtype=np.int32), np.array([0], dtype=np.int32))
    assert frequent([example], 2, 4).tolist() == [False, False, True, False]
    assert not frequent([], 1, 4).any()


def test_network_reads_as_it_was_trained() -> None:
    """What numpy reads with is what thinc trained, also where a feature is unknown."""
    vocabulary, sentences, learned = examples()
    names = vocabulary.names
    chance = np.random.default_rng(3)
    layers = make_layers(len(names), SMALL, chance)
    for part in (part for layer in layers[1:] for part in layer.walk()):
        for name in set(part.param_names) & {"b", "G"}:
            shape = part.get_param(name).shape
            part.set_param(name, chance.normal(1, 0.5, shape).astype(np.float32))
    row, counts, _, counted = join_sentences(learned[:3], np.arange(len(names), dtype=np.int32), SMALL.layers)
    scores, _ = forward(layers, (row, counts))
    wanted = softmax(scores)[counted > 0]
    sentences[1][3].append("w=نو")
    network = Network(stacked([arrays_of(layers, names)]))
    read = np.concatenate(network.probabilities(sentences))
    alone = np.concatenate([network.probabilities([words])[0] for words in sentences])
    assert np.allclose(read, alone, atol=1e-6)
    assert np.allclose(read, wanted, atol=5e-3)
    assert wanted.std(axis=0).max() > 0.01


def test_networks_are_averaged() -> None:
    vocabulary, sentences, learned = examples()
    kept = frequent(learned, 2, len(vocabulary.names))
    learners = [Learner(vocabulary.names, kept, SMALL, seed) for seed in (1, 2)]
    learners[0].learn(learned, SMALL)
    each = [learner.arrays() for learner in learners]
    alone = [Network(stacked([arrays])).probabilities(sentences) for arrays in each]
    averages = Network(stacked(each)).probabilities(sentences)
    for average, first, second in zip(averages, *alone, strict=True):
        assert np.allclose(average, (first + second) / 2, atol=1e-6)
    assert not np.allclose(alone[0][0], alone[1][0], atol=0.05)
