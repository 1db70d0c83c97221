"""Articles that nobody has tagged, for training: their texts, and the names that a model finds in them.

What a model finds in many articles is silver to the gold of sentences that people have tagged: less sure, but
of far more names. A network that has learned from it first makes more of the gold.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from pipeline.archive.entries import Reading, Unreadable
from pipeline.archive.opening import open_archive
from pipeline.archive.reading import read_entry
from pipeline.article import Article, ArticleError
from pipeline.document import Document
from pipeline.ner.conll import TaggedSentence
from pipeline.ner.model import CrfModel
from pipeline.ner.tokens import LONGEST
from pipeline.ner.tokens import words as words_of
from pipeline.stages.sentences import Sentences
from pipeline.text.letters import HALF_SPACE

_SPLIT = 0.4  # of the articles have their half-spaces turned into spaces
_LEAST_WORDS = 3  # of a sentence to learn from


def articles(archive: Path) -> Iterator[Article]:
    """An archive's articles; what cannot be read is left out. Raises ArchiveError."""
    for entry in open_archive(str(archive)):
        if isinstance(entry, Unreadable):
            continue
        try:
            yield read_entry(entry, Reading())
        except ArticleError:
            continue


def article_texts(archive: Path, chance: random.Random) -> Iterator[str]:
    """The texts of an archive's articles, the half-spaces of some as spaces. Raises ArchiveError."""
    for article in articles(archive):
        yield article.text.replace(HALF_SPACE, " ") if chance.random() < _SPLIT else article.text


def silver_sentences(archive: Path, teacher: CrfModel, share: float, seed: int) -> Iterator[TaggedSentence]:
    """The sentences of a share of an archive's articles with the names that a model finds in them.

    The model reads whole articles, so that what one sentence tells holds in the others. Raises ArchiveError.
    """
    chance = random.Random(seed)
    cut = Sentences()
    for text in article_texts(archive, chance):
        if chance.random() >= share:
            continue
        document = Document(Article(text))
        cut(document)
        parts = (words_of(document.text[part.start : part.end]) for part in document.sentences)
        sentences = [words for words in parts if _LEAST_WORDS <= len(words) <= LONGEST]
        for words, names in zip(sentences, teacher.names(sentences), strict=True):
            yield TaggedSentence(words, names)
