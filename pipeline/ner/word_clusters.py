"""Words used alike, learned from plain articles: what a model of few tagged sentences knows of other words.

Skip-gram vectors with a narrow window put words together that take each other's place; k-means at several
sizes makes clusters of them. Needs the extra [train].
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from pipeline.ner.plain_articles import article_texts
from pipeline.ner.tokens import words as words_of
from pipeline.text.folding import fold

Clusters = dict[str, tuple[str, ...]]

SIZES = (50, 200, 800)
_LEAST = 5  # times a word has to occur
_VECTORS = {"model": "skipgram", "dim": 64, "ws": 2, "epoch": 5, "neg": 5, "minCount": _LEAST}


def article_lines(archive: Path, seed: int) -> Iterator[list[str]]:
    """The words of each paragraph of an archive's articles, digits as zeros."""
    for text in article_texts(archive, random.Random(seed)):
        for line in fold(text).text.split("\n"):
            words = ["0" * len(word) if word.isdigit() else word for word in words_of(line)]
            if len(words) > 2:
                yield words


def learn_clusters(lines: Iterable[Sequence[str]], seed: int) -> Clusters:
    """word -> the names of its clusters, coarse to fine. floret's own seed is fixed, and one thread keeps its
    order."""
    import floret
    from sklearn.cluster import MiniBatchKMeans

    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        for line in lines:
            print(*line, file=file)
        file.flush()
        vectors = floret.train_unsupervised(
            file.name, mode="fasttext", minn=0, maxn=0, bucket=1, thread=1, verbose=0, **_VECTORS
        )
    words, counts = vectors.get_words(include_freq=True)
    matrix = np.vstack([vectors.get_word_vector(word) for word in words]).astype(np.float32)
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
    weights = np.sqrt(np.minimum(counts, 300))
    columns = []
    for size in SIZES:
        means = MiniBatchKMeans(
            min(size, len(words)), random_state=seed, n_init=3, batch_size=4096, max_iter=60
        )
        columns.append(means.fit(matrix, sample_weight=weights).labels_)
    return {
        word: tuple(str(column[index]) for column in columns)
        for index, word in enumerate(words)
        if word != "</s>"
    }
