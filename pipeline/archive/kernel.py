"""The batch kernel: entries in, outcomes out, as Arrow record batches.

A pure function of a batch and of settings that can be pickled: what the local workers run, and what other
engines can run as it is. Nothing is kept from one batch to the next but the pipeline, built for the first.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
from pydantic_core import to_json

from pipeline.archive.entries import Entry, Reading, Unreadable

if TYPE_CHECKING:
    from pipeline.article import Article
    from pipeline.pipeline import Pipeline
    from pipeline.record import PlainRecord

UNREADABLE = "unreadable"  # the form of a place that holds no entry; its content is the reason

ENTRIES = pa.schema(
    [
        ("place", pa.string()),
        ("form", pa.string()),
        ("content", pa.binary()),
        ("doc_id", pa.string()),
        ("source", pa.string()),
    ]
)
"""A row: an entry of an archive (see `Entry`), or a place that holds none."""

_REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Extraction:
    """What is done to entries: the stages left out, the model for names, and the form of the records."""

    reading: Reading = field(default_factory=Reading)
    without: tuple[str, ...] = ()
    ner: str = "auto"
    ner_model: str | None = None
    records: Literal["json", "nested"] = "json"


@dataclass(slots=True)
class Stopwatch:
    """CPU seconds of this thread by what they went to."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, part: str) -> Iterator[None]:
        start = time.thread_time()
        try:
            yield
        finally:
            self.seconds[part] = self.seconds.get(part, 0.0) + time.thread_time() - start


@dataclass(slots=True)
class _Outcome:
    """What became of an entry: its record, or the stage that failed and why."""

    place: str
    doc_id: str | None
    hash: str | None
    article: Article | None = None
    record: PlainRecord | None = None
    stage: str | None = None
    reason: str | None = None

    def fail(self, stage: str, reason: str) -> None:
        reason = " ".join(reason.encode("utf-8", "replace").decode().split())[:_REASON_LENGTH]
        self.stage, self.reason, self.record = stage, reason, None


def batch_of(entries: Iterable[Entry | Unreadable]) -> pa.RecordBatch:
    """Entries as the kernel takes them."""
    rows = [
        (entry.place, UNREADABLE, entry.reason.encode("utf-8", "replace"), None, None)
        if isinstance(entry, Unreadable)
        else (entry.place, entry.form, entry.content, entry.doc_id, entry.source)
        for entry in entries
    ]
    columns = zip(*rows, strict=True) if rows else ([] for _ in ENTRIES)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, ENTRIES, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=ENTRIES)


def extract_batch(
    entries: pa.RecordBatch, extraction: Extraction, watch: Stopwatch | None = None
) -> pa.RecordBatch:
    """The outcome of each entry, in their order: place, doc_id, hash of the content, and either `record` or
    `stage` and `reason`. watch: takes the CPU seconds of reading, extraction and writing (encoding records).

    Raises RuleError and ModelError, where no article can be read; every other failure is an outcome.
    """
    watch = watch or Stopwatch()
    pipeline = _pipeline(extraction.without, extraction.ner, extraction.ner_model)
    with watch("reading"):
        outcomes = [_read(row, extraction.reading) for row in entries.to_pylist()]
    with watch("extraction"):
        _extract(outcomes, pipeline)
    with watch("writing"):
        return _encode(outcomes, extraction.records)


def failed_batch(entries: pa.RecordBatch, extraction: Extraction, stage: str, reason: str) -> pa.RecordBatch:
    """The outcome where the kernel gave none, for it got stuck or its process died."""
    outcomes = [
        _Outcome(row["place"], _id_of(row, extraction.reading), hash_of(row["content"]))
        for row in entries.to_pylist()
    ]
    for outcome in outcomes:
        outcome.fail(stage, reason)
    return _encode(outcomes, extraction.records)


def hash_of(content: bytes) -> str:
    """What tells whether an entry is still what it was."""
    return blake2b(content, digest_size=16).hexdigest()


def _id_of(row: dict[str, Any], reading: Reading) -> str | None:
    """The id of an entry that could not be extracted, from no more than its JSON."""
    from pipeline.archive.reading import json_object
    from pipeline.article import ArticleError

    if row["form"] != "json":
        return row["doc_id"]  # type: ignore[no-any-return]
    try:
        found = json_object(row["content"]).get(reading.id_field)
    except ArticleError:
        found = None
    return str(found) if isinstance(found, str | int) else row["doc_id"]


@cache
def _pipeline(without: tuple[str, ...], ner: str, ner_model: str | None) -> Pipeline:
    from pipeline.pipeline import Pipeline

    return Pipeline(without=without, ner=ner, ner_model=ner_model)


def _read(row: dict[str, Any], reading: Reading) -> _Outcome:
    from pipeline.archive.reading import read_entry
    from pipeline.article import ArticleError

    content = row["content"]
    if row["form"] == UNREADABLE:
        outcome = _Outcome(row["place"], None, None)
        outcome.fail("reading", content.decode())
        return outcome
    outcome = _Outcome(row["place"], row["doc_id"], hash_of(content))
    try:
        outcome.article = read_entry(Entry(**row), reading)
        outcome.doc_id = outcome.article.doc_id
    except ArticleError as error:
        outcome.fail("reading", str(error))
    except Exception as error:  # whatever an odd entry does to a parser, the others go on
        outcome.fail("reading", f"{type(error).__name__}: {error}")
    return outcome


def _extract(outcomes: list[_Outcome], pipeline: Pipeline) -> None:
    """Make the record of every article that was read. What fails in a way no stage should fails alone."""
    from pipeline.ner import ModelError
    from pipeline.rulebook import RuleError

    outcomes = [outcome for outcome in outcomes if outcome.article is not None]
    try:
        made: list[Any] = pipeline.plain_batch(outcome.article for outcome in outcomes if outcome.article)
    except (RuleError, ModelError):
        raise
    except Exception as error:
        if len(outcomes) > 1:
            for outcome in outcomes:
                _extract([outcome], pipeline)
            return
        made = [error]
    for outcome, record in zip(outcomes, made, strict=True):
        _settle(outcome, record)


def _settle(outcome: _Outcome, record: PlainRecord | Exception) -> None:
    from pipeline.pipeline import StageError

    if isinstance(record, StageError):
        cause = record.__cause__
        outcome.fail(record.stage, f"{type(cause).__name__}: {cause}")
    elif isinstance(record, Exception):
        outcome.fail("record", f"{type(record).__name__}: {record}")
    else:
        outcome.record = record


@cache
def outcome_schema(form: Literal["json", "nested"]) -> pa.Schema:
    """The schema of outcomes with records in this form."""
    if form == "json":
        record = pa.large_string()
    else:
        from pipeline.sinks.arrow import record_type

        record = record_type()
    texts = [pa.field(name, pa.string()) for name in ("place", "doc_id", "hash", "stage", "reason")]
    return pa.schema([*texts, pa.field("record", record)])


def _encode(outcomes: list[_Outcome], form: Literal["json", "nested"]) -> pa.RecordBatch:
    """Outcomes as a batch; where there is a stage there is no record."""
    schema = outcome_schema(form)
    records = _records(outcomes, form)
    texts = [
        pa.array([getattr(outcome, name) for outcome in outcomes], pa.string()) for name in schema.names[:-1]
    ]
    return pa.RecordBatch.from_arrays([*texts, records], schema=schema)


def _records(outcomes: list[_Outcome], form: Literal["json", "nested"]) -> pa.Array:
    """The records, null where there is none. One that cannot be encoded is a failure of its own."""
    try:
        return _encoded([outcome.record for outcome in outcomes], form)
    except Exception:
        for outcome in outcomes:
            try:
                _encoded([outcome.record], form)
            except Exception as error:
                outcome.fail("record", f"{type(error).__name__}: {error}")
        return _encoded([outcome.record for outcome in outcomes], form)


def _encoded(records: list[PlainRecord | None], form: Literal["json", "nested"]) -> pa.Array:
    if form == "json":
        return pa.array([record and to_json(record) for record in records], pa.large_string())
    from pipeline.sinks.arrow import record_batch

    there = record_batch([record for record in records if record is not None]).column("record")
    numbers = iter(range(len(there)))
    return there.take(pa.array([None if record is None else next(numbers) for record in records], pa.int64()))
