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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.ner import ModelError
from pipeline.ner.annotated import NAMES
from pipeline.ner.conll import TaggedSentence
from pipeline.ner.ensemble import Say, Settings, train_networks
from pipeline.ner.entities import LABELS
from pipeline.ner.features import FeatureMaker
from pipeline.ner.gold import Group, read_gold, training_groups
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
from pipeline.ner.scoring import score
from pipeline.ner.tagging import tags_of
from pipeline.resources import data_folder

_ARTICLE = 20  # sentences: CoNLL files do not say where an article ends
_LEAST_HEADS = 4  # names that begin with a word, before it counts as a head of names
_LEAST_SHARE = 0.25  # of the word's places are such beginnings


@dataclass(frozen=True, slots=True)
class Sources:
    """What to train on. train, dev: see `gold`. articles: an archive to learn word clusters from; without
    it they are those in the folder `clusters_of`. silver: an archive that the model in the folder `teacher`
    reads, for the networks to learn from what it finds."""

    train: list[Path]
    dev: list[Path] = field(default_factory=list)
    articles: Path | None = None
    clusters_of: Path | None = None
    silver: Path | None = None
    teacher: Path | None = None


def train(sources: Sources, folder: Path, settings: Settings, say: Say, jobs: int = 1) -> dict[str, Any]:
    """Train a model, write its folder, score it on the dev files; what model.json says.

    jobs: networks trained at a time; the model is the same.

    Raises ModelError where something that training needs is missing, ConllError for a wrong file. The folder
    is left as it was unless everything went well.
    """
    _need("pycrfsuite", "python-crfsuite")
    with tempfile.TemporaryDirectory(prefix="khabarkav-ner-") as name:
        made = Path(name)
        _make_clusters(sources, made, settings, say)
        groups = training_groups(sources.train, sources.silver)
        heads = organization_heads(groups)
        features = feature_maker(made / CLUSTERS, heads)
        say(f"training on {sum(len(sentence.words) for group in groups for sentence in group)} words")
        silver = list(_silver(sources, groups, settings, say))
        arrays, networks = train_networks(groups, silver, features, settings, jobs, say)
        np.savez(made / NETWORK, **arrays)
        say("training the field")
        _fit(groups, networks, features, settings, made / WEIGHTS)
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
        meta["scores"] = {path.name: _scores(load(made), path, sources.silver, say) for path in sources.dev}
        _write_meta(made, meta)
        folder.mkdir(parents=True, exist_ok=True)
        for file in (*FILES, META):
            shutil.copyfile(made / file, folder / f"{file}.partial")
        for file in (*FILES, META):
            os.replace(folder / f"{file}.partial", folder / file)
    return meta


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


def organization_heads(groups: Iterable[Group]) -> list[str]:
    """The words that organisations' names of several words begin with, often and not by chance."""
    begins: Counter[str] = Counter()
    stands: Counter[str] = Counter()
    for (words, spans), *_ in groups:
        stands.update(words)
        begins.update(words[first] for first, after, label in spans if label == "ORG" and after - first > 1)
    return sorted(
        word
        for word, count in begins.items()
        if count >= _LEAST_HEADS and count > _LEAST_SHARE * stands[word] and len(word) > 2
    )


def _fit(
    groups: Sequence[Group],
    networks: Sequence[Network],
    features: FeatureMaker,
    settings: Settings,
    weights: Path,
) -> None:
    """Train the field, told of each group by the network that has not seen it."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {
            "c1": settings.c1,
            "c2": settings.c2,
            "max_iterations": settings.iterations,
            "feature.minfreq": settings.least,
        }
    )
    for group, network in zip(groups, networks, strict=True):
        for words, spans in group:
            sentence = features(words)
            network.tell([sentence])
            trainer.append(sentence.together(), tags_of(len(words), spans))
    trainer.train(str(weights))
    lean(weights, settings.leaning)


def _silver(
    sources: Sources, groups: Sequence[Group], settings: Settings, say: Say
) -> Iterator[TaggedSentence]:
    """What the teacher finds in articles, but for sentences that somebody tagged; nothing where there are no
    articles."""
    if sources.silver is None:
        return
    if sources.teacher is None:
        raise ModelError("no model to read the articles of --silver with: give its folder as --teacher")
    from pipeline.ner.plain_articles import silver_sentences

    say(f"reading articles with the model in {sources.teacher}")
    gold = {tuple(sentence.words) for group in groups for sentence in group}
    for sentence in silver_sentences(sources.silver, load(sources.teacher), settings.share, settings.seed):
        if tuple(sentence.words) not in gold:
            yield sentence


def _scores(model: CrfModel, path: Path, archive: Path | None, say: Say) -> dict[str, Any]:
    """Scores with half-spaces kept or lost, and as spaces: each sentence alone and, where a file has sentence
    after sentence, with those around it."""
    ways = [("", 1)] if path.suffix == NAMES else [("", 1), (", in articles", _ARTICLE)]
    found = {}
    variants = list(read_gold(path, archive))
    kept, split = [each.kept for each in variants], [each.split for each in variants]
    for damage, sentences in (("kept or lost", kept), ("split", split)):
        for way, together in ways:
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
