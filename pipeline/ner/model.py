"""The model that ships: a conditional random field over words, read from a folder.

    model.json        format, labels, checksums of the other files, how it was trained, its scores
    weights.crfsuite  the weights, in CRFsuite's own format (nothing in it is ever executed)
    clusters.tsv      words used alike: a word and its clusters, coarse to fine

It also knows the names of known.yaml, beside the shipped weights: a list to edit, so it has no checksum.

Reading it takes a fifth of a second and no other library than python-crfsuite.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.document import Document, Entity, Span
from pipeline.ner import ModelError
from pipeline.ner.features import FeatureMaker, NameLists
from pipeline.ner.known import Phrases, read_known
from pipeline.ner.tagging import spans_of
from pipeline.ner.tokens import LONGEST, tokenize
from pipeline.resources import data_folder

FORMAT = 3
META, WEIGHTS, CLUSTERS = "model.json", "weights.crfsuite", "clusters.tsv"
KNOWN = "known.yaml"


class CrfModel:
    """Finds people, organisations and places. Made by `load`."""

    def __init__(self, tagger: Any, features: FeatureMaker, meta: dict[str, Any]) -> None:
        self._tagger = tagger
        self._features = features
        self.meta = meta

    def tags(self, words: Sequence[str]) -> list[str]:
        """The tag of each word of a sentence (folded words: see `tokens`)."""
        tags: list[str] = []
        for first in range(0, len(words), LONGEST):
            tags += self._tagger.tag(self._features(words[first : first + LONGEST]))
        return tags

    def entities(self, document: Document, stretches: Sequence[Span]) -> list[Entity]:
        """The names in these stretches of a document, in order."""
        found: list[Entity] = []
        for start, end in stretches:
            tokens = tokenize(document.text, start, end)
            tags = self.tags([token.text for token in tokens])
            found += [
                Entity(tokens[first].start, tokens[after - 1].end, label)
                for first, after, label in spans_of(tags)
            ]
        return found


@cache
def shipped_folder() -> Path:
    """Where the model that comes with khabarkav lies."""
    return data_folder() / "ner"


def load(folder: Path) -> CrfModel:
    """The model in a folder. Raises ModelError where it is missing, damaged or of another version."""
    meta = read_meta(folder)
    for name, checksum in meta["files"].items():
        if checksum_of(folder / name) != checksum:
            raise ModelError(f"{folder / name}: damaged: its checksum is not the one in {META}; {_REMEDY}")
    try:
        import pycrfsuite
    except ImportError:
        raise ModelError(
            "the model needs python-crfsuite: pip install python-crfsuite, or use --ner off"
        ) from None
    tagger = pycrfsuite.Tagger()
    try:
        tagger.open(str(folder / WEIGHTS))
    except ValueError as error:
        raise ModelError(f"{folder / WEIGHTS}: cannot be read: {error}; {_REMEDY}") from None
    return CrfModel(tagger, feature_maker(folder / CLUSTERS, meta["heads"]), meta)


_REMEDY = "install khabarkav again, train a model with khabarkav train-ner, or use --ner off"


def read_meta(folder: Path) -> dict[str, Any]:
    """What model.json says, its format checked. Raises ModelError."""
    path = folder / META
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
        found, files = meta["format"], meta["files"]
        if (
            not isinstance(files, dict)
            or not isinstance(meta["heads"], list)
            or {WEIGHTS, CLUSTERS} - files.keys()
        ):
            raise KeyError("files")
    except FileNotFoundError:
        raise ModelError(f"{folder}: no model here ({META} is missing); {_REMEDY}") from None
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise ModelError(f"{path}: damaged; {_REMEDY}") from None
    if found != FORMAT:
        raise ModelError(f"{path}: format {found}, this khabarkav reads format {FORMAT}; {_REMEDY}")
    return dict(meta)


def checksum_of(path: Path) -> str:
    """SHA-256 of a file, in hex. Raises ModelError where there is no such file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}; {_REMEDY}") from None


def read_clusters(path: Path) -> dict[str, tuple[str, ...]]:
    """word -> its clusters."""
    clusters = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *names = line.split("\t")
        clusters[word] = tuple(names)
    return clusters


def feature_maker(clusters: Path, heads: Sequence[str]) -> FeatureMaker:
    """What makes features, with these clusters and heads and the project's lists."""
    return FeatureMaker(read_clusters(clusters), name_lists(), heads, known_names())


def known_names() -> tuple[Phrases, Phrases]:
    """Names of news and heads of names, by kind. Raises ModelError where their file is missing or no YAML."""
    path = shipped_folder() / KNOWN
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return read_known(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))
    except (OSError, ValueError, yaml.YAMLError, AttributeError, TypeError) as error:
        reason = " ".join(str(error).split())
        raise ModelError(f"{path}: cannot be read as lists of names by kind: {reason}") from None


def name_lists() -> NameLists:
    """The names and places of the project's lists."""
    from pipeline.gazetteer import gazetteer
    from pipeline.officials.vocabulary import vocabulary

    known = vocabulary()
    return NameLists(known.given, known.given_ambiguous, known.surnames, known.common, gazetteer().places)
