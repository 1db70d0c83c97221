"""Train the model and write its folder: everything that made it stands in model.json.

The same files, seed and versions give the same model.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.ner import ModelError
from pipeline.ner.conll import TaggedSentence, read_conll
from pipeline.ner.entities import LABELS
from pipeline.ner.features import FeatureMaker
from pipeline.ner.leaning import lean
from pipeline.ner.model import (
    CLUSTERS,
    FILES,
    FORMAT,
    KNOWN,
    META,
    NETWORK,
    WEIGHTS,
    CrfModel,
    checksum_of,
    feature_maker,
    load,
    read_meta,
    shipped_folder,
)
from pipeline.ner.network import Network
from pipeline.ner.network_training import Example, Learner, NetworkSettings, Vocabulary, frequent, stacked
from pipeline.ner.scoring import score
from pipeline.ner.tagging import tags_of
from pipeline.resources import data_folder

Say = Callable[[str], None]

_ARTICLE = 20  # sentences: CoNLL files do not say where an article ends
_PARTS = 3  # of the sentences: each is read by a network that was trained on the others
_LEAST_HEADS = 4  # names that begin with a word, before it counts as a head of names
_LEAST_SHARE = 0.25  # of the word's places are such beginnings


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. c1, c2: how strongly small and large weights are held down. leaning: see `lean`.

    networks: how many are averaged for the field to learn from; read: how many of these read later, where
    each costs time. share: of the articles of silver, how many are read. silver: how a network learns from
    them; gold: how it then learns from tagged sentences; network: how it learns from these alone.
    """

    seed: int = 0
    iterations: int = 100
    c1: float = 0.1
    c2: float = 0.1
    leaning: Mapping[str, float] = field(default_factory=lambda: {"B-ORG": 0.8, "I-LOC": -0.4})
    network: NetworkSettings = field(default_factory=NetworkSettings)
    networks: int = 3
    read: int = 2
    share: float = 0.25
    silver: NetworkSettings = field(
        default_factory=lambda: NetworkSettings(
            epochs=2, dropout=0.2, forgotten=0.2, hidden=0.15, words=2500, least=10
        )
    )
    gold: NetworkSettings = field(default_factory=lambda: NetworkSettings(epochs=4, dropout=0.3, rate=0.0005))


@dataclass(frozen=True, slots=True)
class Sources:
    """What to train on. train, dev: CoNLL files. articles: an archive to learn word clusters from; without
    it they are those in the folder `clusters_of`. silver: an archive that the model in the folder `teacher`
    reads, for the networks to learn from what it finds."""

    train: list[Path]
    dev: list[Path] = field(default_factory=list)
    articles: Path | None = None
    clusters_of: Path | None = None
    silver: Path | None = None
    teacher: Path | None = None


def train(sources: Sources, folder: Path, settings: Settings, say: Say) -> dict[str, Any]:
    """Train a model, write its folder, score it on the dev files; what model.json says.

    Raises ModelError where something that training needs is missing, ConllError for a wrong file. The folder
    is left as it was unless everything went well.
    """
    _need("pycrfsuite", "python-crfsuite")
    with tempfile.TemporaryDirectory(prefix="khabarkav-ner-") as name:
        made = Path(name)
        _make_clusters(sources, made, settings, say)
        heads = organization_heads(sources.train)
        _fit(sources, made, heads, settings, say)
        meta: dict[str, Any] = {
            "format": FORMAT,
            "labels": list(LABELS),
            "heads": heads,
            "files": {file: checksum_of(made / file) for file in FILES},
            "settings": asdict(settings),
            "data": {path.name: _hash(path) for path in _files(sources)},
            "teacher": read_meta(sources.teacher)["files"] if sources.silver and sources.teacher else {},
            "lists": {path.name: _hash(path) for path in _lists()},
            "versions": {package: version(package) for package in ("khabarkav", "python-crfsuite")},
        }
        _write_meta(made, meta)
        meta["scores"] = {path.name: _scores(load(made), path, say) for path in sources.dev}
        _write_meta(made, meta)
        folder.mkdir(parents=True, exist_ok=True)
        for file in (*FILES, META):
            shutil.copyfile(made / file, folder / f"{file}.partial")
        for file in (*FILES, META):
            os.replace(folder / f"{file}.partial", folder / file)
    return meta


def variants(paths: Iterable[Path]) -> Iterator[list[TaggedSentence]]:
    """Each sentence of CoNLL files with half-spaces kept or lost (folded they are one) and, where that makes
    another one, as spaces. What stood before is left out."""
    seen: set[tuple[str, ...]] = set()
    for path in paths:
        for pair in zip(read_conll(path), read_conll(path, split=True), strict=True):
            new = {tuple(sentence.words): sentence for sentence in pair}
            new = {words: sentence for words, sentence in new.items() if words not in seen}
            seen.update(new)
            if new:
                yield list(new.values())


def _make_clusters(sources: Sources, made: Path, settings: Settings, say: Say) -> None:
    """Write the word clusters: learned from articles, or those of another model."""
    if sources.articles is None:
        if sources.clusters_of is None or not (sources.clusters_of / CLUSTERS).exists():
            raise ModelError("no word clusters: give --articles, or --clusters with a model's folder")
        shutil.copyfile(sources.clusters_of / CLUSTERS, made / CLUSTERS)
        return
    for module, package in (("floret", "floret"), ("sklearn", "scikit-learn")):
        _need(module, package)
    from pipeline.ner.word_clusters import article_lines, learn_clusters

    say("learning word clusters")
    clusters = learn_clusters(article_lines(sources.articles, settings.seed), settings.seed)
    lines = ("\t".join((word, *names)) + "\n" for word, names in sorted(clusters.items()))
    (made / CLUSTERS).write_text("".join(lines), encoding="utf-8")


def organization_heads(paths: Iterable[Path]) -> list[str]:
    """The words that organisations' names of several words begin with, often and not by chance."""
    begins: Counter[str] = Counter()
    stands: Counter[str] = Counter()
    for path in paths:
        for words, spans in read_conll(path):
            stands.update(words)
            begins.update(
                words[first] for first, after, label in spans if label == "ORG" and after - first > 1
            )
    return sorted(
        word
        for word, count in begins.items()
        if count >= _LEAST_HEADS and count > _LEAST_SHARE * stands[word] and len(word) > 2
    )


def _fit(sources: Sources, made: Path, heads: Sequence[str], settings: Settings, say: Say) -> None:
    """Train the network and the weights with the clusters in the folder."""
    import pycrfsuite

    features = feature_maker(made / CLUSTERS, heads)
    groups = list(variants(sources.train))
    if not groups:
        raise ModelError("no sentences in the training files")
    say(f"training on {sum(len(sentence.words) for group in groups for sentence in group)} words")
    silver = list(_silver(sources, settings, say))
    networks = _train_networks(groups, silver, features, made, settings, say)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {"c1": settings.c1, "c2": settings.c2, "max_iterations": settings.iterations, "feature.minfreq": 0}
    )
    for group, network in zip(groups, networks, strict=True):
        for words, spans in group:
            sentence = features(words)
            network.tell([sentence])
            trainer.append(sentence.together(), tags_of(len(words), spans))
    trainer.train(str(made / WEIGHTS))
    lean(made / WEIGHTS, settings.leaning)


def _silver(sources: Sources, settings: Settings, say: Say) -> Iterator[TaggedSentence]:
    """What the teacher finds in articles; nothing where there are none."""
    if sources.silver is None:
        return
    if sources.teacher is None:
        raise ModelError("no model to read the articles of --silver with: give its folder as --teacher")
    from pipeline.ner.plain_articles import silver_sentences

    say(f"reading articles with the model in {sources.teacher}")
    yield from silver_sentences(sources.silver, load(sources.teacher), settings.share, settings.seed)


def _train_networks(
    groups: Sequence[Sequence[TaggedSentence]],
    silver: Sequence[TaggedSentence],
    features: FeatureMaker,
    made: Path,
    settings: Settings,
    say: Say,
) -> list[Network]:
    """Write the network of all sentences; for each group a network that has not seen it, nor its article.

    The field has to learn how far to trust the network on what is new to it.
    """
    vocabulary = Vocabulary()

    def example(sentence: TaggedSentence) -> Example:
        words, spans = sentence
        return vocabulary.example(features(words).alone, tags_of(len(words), spans))

    examples = [[example(sentence) for sentence in group] for group in groups]
    of_silver = [example(sentence) for sentence in silver]
    names = vocabulary.names
    seeds = range(settings.seed, settings.seed + settings.networks)
    taught: list[Learner] = []
    if of_silver:
        kept = frequent(list(chain(*examples)), settings.gold.least, len(names))
        kept |= frequent(of_silver, settings.silver.least, len(names))
        for seed in seeds:
            say(f"training a network on {sum(len(each.tags) for each in of_silver)} words of articles")
            taught.append(Learner(names, kept, settings.silver, seed))
            taught[-1].learn(of_silver, settings.silver)

    def arrays(chosen: Iterable[Sequence[Example]], count: int) -> dict[str, Any]:
        flat = list(chain(*chosen))
        if taught:
            learners = [learner.copy(seed) for learner, seed in zip(taught[:count], seeds, strict=False)]
            how = settings.gold
        else:
            kept = frequent(flat, settings.network.least, len(names))
            learners = [Learner(names, kept, settings.network, seed) for seed in seeds[:count]]
            how = settings.network
        for learner in learners:
            learner.learn(flat, how)
        return stacked([learner.arrays() for learner in learners])

    say("training the network")
    np.savez(made / NETWORK, **arrays(examples, settings.read))
    networks: list[Network] = []
    for part in range(_PARTS):
        first, after = (len(groups) * number // _PARTS for number in (part, part + 1))
        say(f"training network {part + 1} of {_PARTS}, for the field to learn from")
        others = examples[:first] + examples[after:]
        networks += [Network(arrays(others or examples, settings.networks))] * (after - first)
    return networks


def _scores(model: CrfModel, path: Path, say: Say) -> dict[str, Any]:
    """Scores with half-spaces kept or lost, and as spaces: each sentence alone, and with those around it."""
    found = {}
    for damage, split in (("kept or lost", False), ("split", True)):
        sentences = list(read_conll(path, split=split))
        for way, together in (("", 1), (", in articles", _ARTICLE)):
            names = [
                spans
                for first in range(0, len(sentences), together)
                for spans in model.names([words for words, _ in sentences[first : first + together]])
            ]
            found[damage + way] = score(sentences, names)
    for way, figures in found.items():
        shown = ", ".join(f"{label} {figure['f1']:.3f}" for label, figure in figures.items())
        say(f"{path.name}, half-spaces {way}: F1 {shown}")
    return found


def _files(sources: Sources) -> list[Path]:
    archives = [path for path in (sources.articles, sources.silver) if path]
    return [*sources.train, *sources.dev, *archives]


def _lists() -> list[Path]:
    """The project's lists that features are made of."""
    folder = data_folder()
    return [
        shipped_folder() / KNOWN,
        *sorted((folder / "names").glob("*.txt")),
        *sorted((folder / "gazetteer").glob("places.tsv")),
    ]


def _hash(path: Path) -> str:
    """SHA-256 of a file, or of all files below a folder in order."""
    digest = hashlib.sha256()
    for each in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
        with each.open("rb") as file:
            for block in iter(partial(file.read, 1 << 20), b""):
                digest.update(block)
    return digest.hexdigest()


def _write_meta(folder: Path, meta: dict[str, Any]) -> None:
    (folder / META).write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _need(module: str, package: str) -> None:
    """Raises ModelError with what to install."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise ModelError(f"training needs {package}: pip install 'khabarkav[train]'")
