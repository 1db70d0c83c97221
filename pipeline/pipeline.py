"""Articles in, records out: the stages one after another, and the record of what they found."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from pipeline.article import Article, ArticleError
from pipeline.assemble import assemble
from pipeline.document import Document, Sentence
from pipeline.ner import ModelError
from pipeline.record import PlainRecord, Record, check
from pipeline.rulebook import RuleError
from pipeline.stages import PLAIN_STAGES, Stage, default_stages
from pipeline.text.language import language_warning

Made = TypeVar("Made")

_AHEAD = 32  # articles
_SURROGATE = re.compile("[\ud800-\udfff]")


class StageError(RuntimeError):
    """A stage failed on an article. stage: its name; doc_id: the article's; the cause is chained."""

    def __init__(self, stage: str, doc_id: str, cause: Exception) -> None:
        super().__init__(f"stage {stage} failed on article {doc_id}: {type(cause).__name__}: {cause}")
        self.stage = stage
        self.doc_id = doc_id


class Pipeline:
    """Articles in, records out.

    stages: what runs, in this order; without it, every stage there is. without: names of stages to leave out.
    ner: when the model for names reads along, where `stages` are not given: "auto" where rules left a
    question, "always" every sentence, "off" never. ner_model: another model than the one that ships: a
    folder made by `khabarkav train-ner`, or the name or folder of a spaCy pipeline.
    A pipeline is never changed: `with_stage` and `without_stages` give a new one.
    """

    def __init__(
        self,
        stages: Iterable[Stage] | None = None,
        *,
        without: Iterable[str] = (),
        ner: str = "auto",
        ner_model: str | None = None,
    ) -> None:
        chosen = default_stages(ner, ner_model) if stages is None else list(stages)
        for stage in chosen:
            if not (callable(stage) and isinstance(getattr(stage, "name", None), str)):
                raise TypeError(f"a stage is a callable with a name, not {stage!r}")
        left_out = {without} if isinstance(without, str) else set(without)
        for name in left_out:
            _position(chosen, name)
        self.stages: tuple[Stage, ...] = tuple(stage for stage in chosen if stage.name not in left_out)
        self._cuts_sentences = any(stage.name == "sentences" for stage in self.stages)

    def __reduce__(self) -> tuple[Callable[[list[Any]], Pipeline], tuple[list[Any]]]:
        """To another process go the names of our stages: rules and lists are there too, and what is compiled
        of them cannot be sent. Stages of others go as they are."""
        return _of_stages, ([type(stage) if type(stage) in PLAIN_STAGES else stage for stage in self.stages],)

    def with_stage(self, stage: Stage, *, after: str | None = None, before: str | None = None) -> Pipeline:
        """A pipeline with one stage more. Without a place, it takes the place of the stage of its name, or
        else comes last. Raises ValueError for the name of a stage that is not there."""
        if after is not None and before is not None:
            raise ValueError("say after or before which stage, not both")
        stages = list(self.stages)
        if after is not None:
            stages.insert(_position(stages, after) + 1, stage)
        elif before is not None:
            stages.insert(_position(stages, before), stage)
        elif any(present.name == getattr(stage, "name", None) for present in stages):
            stages[_position(stages, stage.name)] = stage
        else:
            stages.append(stage)
        return Pipeline(stages)

    def without_stages(self, *names: str) -> Pipeline:
        """A pipeline without these stages. Raises ValueError for the name of one that is not there."""
        return Pipeline(self.stages, without=names)

    def __call__(
        self, article: Article | Mapping[str, Any] | str, *, published: date | str | None = None
    ) -> Record:
        """The record of one article, given as Article, text or mapping (see Article.of).

        published: its publication date where the article holds none. Raises ArticleError for what is no
        article, StageError where a stage fails.
        """
        return _record(_strict_record, self.read(article, published=published))

    def plain(
        self, article: Article | Mapping[str, Any] | str, *, published: date | str | None = None
    ) -> PlainRecord:
        """The record of one article as plain dicts, checked as a Record is, for JSON and tables: faster."""
        return _record(check, self.read(article, published=published))

    def plain_batch(
        self, articles: Iterable[Article | Mapping[str, Any] | str]
    ) -> list[PlainRecord | ArticleError | StageError]:
        """The plain records of some articles, in their order; in the place of one that fails, its error.

        Every stage reads all of them before the next one begins, and so finds its rules in the processor's
        cache: faster than article by article. Batches of 32 to 128 do best.
        """
        return self._batch(check, articles)

    def read(
        self, article: Article | Mapping[str, Any] | str, *, published: date | str | None = None
    ) -> Document:
        """The document the stages leave, before a record is made of it: for those who write stages."""
        document = self._open(article, published)
        for stage in self.stages:
            _read(stage, document)
        return document

    def _open(
        self, article: Article | Mapping[str, Any] | str, published: date | str | None = None
    ) -> Document:
        """The document of an article before any stage."""
        document = Document(Article.of(article, published))
        try:
            document.raw.encode()
        except UnicodeEncodeError:
            document = Document(_without_surrogates(document.article))
            document.warnings.append("characters that are no Unicode text were read as U+FFFD")
        warning = language_warning(document.text)
        if warning:
            document.warnings.append(warning)
            document.readable = False
        elif not self._cuts_sentences:
            document.sentences.append(Sentence(0, len(document.text), 0))
        return document

    def run(self, articles: Iterable[Article | Mapping[str, Any] | str]) -> Iterator[Record]:
        """The records of many articles, in their order. Some articles are read ahead, as a batch; the first
        that fails ends the run with its error (see __call__)."""
        if isinstance(articles, str | Mapping):
            raise ArticleError("run takes several articles: call the pipeline itself with one")
        upcoming = iter(articles)
        while batch := list(islice(upcoming, _AHEAD)):
            for record in self._batch(_strict_record, batch):
                if isinstance(record, Exception):
                    raise record
                yield record

    def _batch(
        self,
        make: Callable[[PlainRecord], Made],
        articles: Iterable[Article | Mapping[str, Any] | str],
    ) -> list[Made | ArticleError | StageError]:
        """What is made of each article's plain record, or its error."""
        with _collecting_later():
            batch: list[Any] = _each(self._open, articles)
            for stage in self.stages:
                batch = _each(partial(_read, stage), batch)
            return _each(partial(_record, make), batch)


def _of_stages(stages: list[Any]) -> Pipeline:
    return Pipeline(stage() if isinstance(stage, type) else stage for stage in stages)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Nothing that a batch makes is garbage before its end, and rules and words never are: looking for some
    meanwhile takes a tenth of the time, and more in a process that holds much else."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _each(step: Callable[[Any], Any], batch: Iterable[Any]) -> list[Any]:
    """What a step makes of each of a batch, or its error; errors of earlier steps stay."""
    done: list[Any] = []
    for given in batch:
        try:
            done.append(given if isinstance(given, Exception) else step(given))
        except (ArticleError, StageError) as error:
            done.append(error)
    return done


def _read(stage: Stage, document: Document) -> Document:
    """A document when a stage has read it. Raises StageError."""
    if document.readable:
        try:
            stage(document)
        except (RuleError, ModelError):
            raise  # not this article's fault: no article can be read by a wrong rules file or model
        except Exception as error:
            raise StageError(stage.name, document.article.doc_id, error) from error
    return document


def _record(make: Callable[[PlainRecord], Made], document: Document) -> Made:
    """What is made of a document's plain record. Raises StageError."""
    try:
        return make(assemble(document))
    except Exception as error:
        raise StageError("record", document.article.doc_id, error) from error


def _strict_record(plain: PlainRecord) -> Record:
    return Record.model_validate(plain, strict=True)


def _without_surrogates(article: Article) -> Article:
    """Halves of surrogate pairs (JSON can hold them) have no UTF-8: one for one, they become U+FFFD."""
    return replace(article, text=_SURROGATE.sub("\ufffd", article.text))


def _position(stages: list[Stage], name: str) -> int:
    names = [stage.name for stage in stages]
    if name not in names:
        raise ValueError(f"no stage is called {name!r}: there are {', '.join(names)}")
    return names.index(name)
