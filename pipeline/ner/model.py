"""The model that ships: a conditional random field over words and small networks, read from a folder.

    model.json        format, labels, checksums of the other files, how it was trained, its scores
    weights.crfsuite  the weights, in CRFsuite's own format (nothing in it is ever executed)
    network.npz       the networks' arrays; nothing in it is ever executed either
    clusters.tsv      words used alike: a word and its clusters, coarse to fine

It also knows the names of known.yaml, beside the shipped weights: a list to edit, so it has no checksum.

Reading it needs no other libraries than python-crfsuite and numpy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from pipeline.document import Document, Entity, Span
from pipeline.ner import ModelError
from pipeline.ner.features import FeatureMaker, NameLists
from pipeline.ner.known import Phrases, read_known
from pipeline.ner.network import Network, load_network
from pipeline.ner.repeats import with_repeats
from pipeline.ner.tagging import TaggedSpan, spans_of
from pipeline.ner.tokens import LONGEST, tokenize
from pipeline.resources import data_folder

FORMAT = 6
META, WEIGHTS, CLUSTERS, NETWORK = "model.json", "weights.crfsuite", "clusters.tsv", "network.npz"
FILES = (WEIGHTS, CLUSTERS, NETWORK)
KNOWN = "known.yaml"


class CrfModel:
    """Finds people, organisations and places. Made by `load`."""

    def __init__(
        self,
        tagger: Any,
        features: FeatureMaker,
        network: Network,
        common: Collection[str],
        meta: dict[str, Any],
    ) -> None:
        """common: everyday words, which are no names again wherever they stand."""
        self._tagger = tagger
        self._features = features
        self._network = network
        self._common = common
        self.meta = meta

    def tags(self, words: Sequence[str]) -> list[str]:
        """The tag of each word of a sentence (folded words: see `tokens`)."""
        return self._read([words])[0]

    def names(self, sentences: Sequence[Sequence[str]]) -> list[list[TaggedSpan]]:
        """The names in the sentences of one article, in order: what one of them tells holds in the others."""
        found = [spans_of(tags) for tags in self._read(sentences)]
        return with_repeats(sentences, found, self._common)

    def _read(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """The tags of each sentence."""
        pieces = [
            self._features(words[first : first + LONGEST])
            for words in sentences
            for first in range(0, len(words), LONGEST)
        ]
        self._network.tell(pieces)
        tags = iter([tag for piece in pieces for tag in self._tagger.tag(piece.together())])
        return [list(islice(tags, len(words))) for words in sentences]

    def entities(self, document: Document, stretches: Sequence[Span]) -> list[Entity]:
        """The names in these stretches of a document, in order."""
        tokens = [tokenize(document.text, start, end) for start, end in stretches]
        names = self.names([[token.text for token in each] for each in tokens])
        return [
            Entity(each[first].start, each[after - 1].end, label)
            for each, spans in zip(tokens, names, strict=True)
            for first, after, label in spans
        ]


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
    try:
        network = load_network(folder / NETWORK)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder / NETWORK}: cannot be read: {error}; {_REMEDY}") from None
    from pipeline.officials.vocabulary import vocabulary

    features = feature_maker(folder / CLUSTERS, meta["heads"])
    return CrfModel(tagger, features, network, vocabulary().common, meta)


_REMEDY = "install khabarkav again, train a model with khabarkav train-ner, or use --ner off"


def read_meta(folder: Path) -> dict[str, Any]:
    """What model.json says, its format checked. Raises ModelError."""
    path = folder / META
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
        found, files = meta["format"], meta["files"]
        if not isinstance(files, dict) or not isinstance(meta["heads"], list) or set(FILES) - files.keys():
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
    from pipeline.officials.vocabulary import vocabulary
    from pipeline.places.gazetteer import gazetteer

    known = vocabulary()
    return NameLists(known.given, known.given_ambiguous, known.surnames, known.common, gazetteer().places)
