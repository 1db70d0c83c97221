"""The parts of a run, each by itself: shards, failures, fingerprints, names of files, signals."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import fingerprint as fingerprints
from pipeline.archive import shards
from pipeline.archive.entries import Entry, Reading, Unreadable
from pipeline.archive.failures import ErrorsFile, ErrorsFileError, Failure
from pipeline.archive.fingerprint import differences, fingerprint
from pipeline.archive.interrupts import Interrupted, Interrupts
from pipeline.archive.kernel import ENTRIES, Extraction, batch_of, extract_batch, failed_batch, hash_of
from pipeline.archive.repeats import Repeats
from pipeline.archive.shards import ArchiveChanged, cut
from pipeline.commands.archives import errors_path
from pipeline.resources import rules_folder
from pipeline.sinks.base import Shard

# ---------------------------------------------------------------- shards


def entry(number: int, size: int = 10) -> Entry:
    return Entry(f"file, line {number}", "text", b"%d" % number * size, f"a{number}")


def committed(entries: list[Entry | Unreadable], size: int) -> list[Shard]:
    """The shards of an archive, as a run commits them."""
    made: list[Shard] = []
    count = 0
    for chunk in cut(entries, size):
        count += chunk.entries.num_rows
        if chunk.digest is not None:
            made.append(Shard(chunk.shard, chunk.digest, count, 0, 0))
            count = 0
    return made


found = st.lists(
    st.one_of(
        st.builds(entry, st.integers(0, 99)),
        st.builds(Unreadable, st.just("file"), st.sampled_from(["broken", "cut off"])),
    ),
    max_size=300,
)


@given(found, st.integers(1, 150))
def test_shards_hold_every_entry_once_and_in_order(entries: list[Entry | Unreadable], size: int) -> None:
    chunks = list(cut(entries, size))
    places = [place for chunk in chunks for place in chunk.entries.column("place").to_pylist()]
    assert places == [entry.place for entry in entries]
    made = committed(entries, size)
    assert [shard.entries for shard in made[:-1]] == [size] * max(0, len(made) - 1)
    assert [shard.index for shard in made] == list(range(len(made)))


@given(found, st.integers(1, 150), st.data())
def test_behind_committed_shards_come_the_others(
    entries: list[Entry | Unreadable], size: int, data: st.DataObject
) -> None:
    made = committed(entries, size)
    kept = made[: data.draw(st.integers(0, len(made)))]
    behind = list(cut(entries, size, kept))
    whole = [chunk for chunk in cut(entries, size) if chunk.shard >= len(kept)]
    assert [(chunk.shard, chunk.digest) for chunk in behind] == [
        (chunk.shard, chunk.digest) for chunk in whole
    ]


@given(st.integers(0, 119), st.sampled_from(["edit", "remove", "add"]))
def test_a_changed_archive_is_noticed(place: int, change: str) -> None:
    entries: list[Entry | Unreadable] = [entry(number) for number in range(120)]
    made = committed(entries, 50)
    if change == "edit":
        entries[place] = entry(place, size=11)
    elif change == "remove":
        del entries[place]
    else:
        entries.insert(place, entry(7))
    with pytest.raises(ArchiveChanged) as raised:
        list(cut(entries, 50, made))
    assert raised.value.shard.index == place // 50


def test_an_archive_that_has_grown_behind_its_last_shard_is_noticed() -> None:
    entries = [entry(number) for number in range(120)]
    with pytest.raises(ArchiveChanged):
        list(cut([*entries, entry(120)], 50, committed(entries, 50)))
    # But two whole shards say nothing about what comes behind them.
    assert len(list(cut(entries, 50, committed(entries[:100], 50)))) == 1


def test_shards_of_huge_entries_end_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD_BYTES", 1000)
    entries = [entry(number, size=200) for number in range(10, 30)]
    made = committed(entries, 50)
    assert [shard.entries for shard in made] == [3, 3, 3, 3, 3, 3, 2]
    assert len(list(cut(entries, 50, made[:4]))) == 3
    assert list(cut(entries, 50, made)) == []


@given(st.lists(st.lists(st.text(max_size=3), max_size=30), max_size=20))
def test_repeated_ids_are_counted(batches: list[list[str]]) -> None:
    repeats = Repeats()
    counted = sum(repeats.count(pa.array(batch, pa.string())) for batch in batches)
    ids = [id_ for batch in batches for id_ in batch]
    assert counted == len(ids) - len(set(ids))


# ---------------------------------------------------------------- the kernel


def test_the_kernel_gives_an_outcome_for_every_entry() -> None:
    news = "استاندار یزد گفت: امسال ۲۰۰ کلاس درس ساخته می‌شود."
    entries = [
        Entry("a", "text", news.encode(), "a"),
        Entry("b", "json", json.dumps({"doc_id": "b7", "text": news}).encode()),
        Entry("c", "json", b"{"),
        Unreadable("d", "cut\noff"),
        Entry("e", "text", b"\xff\xfe\x00", "e"),
    ]
    for records in ("json", "nested"):
        outcomes = extract_batch(batch_of(entries), Extraction(records=records))
        rows = outcomes.to_pylist()
        assert [row["place"] for row in rows] == ["a", "b", "c", "d", "e"]
        assert [row["stage"] for row in rows] == [None, None, "reading", "reading", rows[4]["stage"]]
        assert [row["record"] is None for row in rows[:4]] == [False, False, True, True]
        assert rows[1]["doc_id"] == "b7"
        assert rows[3]["reason"] == "cut off"
        assert rows[0]["hash"] == hash_of(news.encode())
    assert extract_batch(batch_of([]), Extraction()).num_rows == 0
    assert batch_of([]).schema == ENTRIES


# ---------------------------------------------------------------- the errors file

ONE, TWO = (
    Failure("a", "x.jsonl, line 1", "reading", "not JSON", "00"),
    Failure(None, "b", "worker", "died", None),
)


def test_an_article_given_up_on_is_listed_with_its_id() -> None:
    batch = batch_of(
        [
            Entry("a.jsonl, line 1", "json", '{"key": "خبر ۱", "text": "…"}'.encode(), None),
            Entry("a.jsonl, line 2", "json", b'{"key": 17, "text": "..."}', None),
            Entry("a.jsonl, line 3", "json", b"{", None),
            Entry("b.txt", "text", b"...", "b"),
        ]
    )
    failed = failed_batch(batch, Extraction(Reading(id_field="key")), "timeout", "took longer than 1 second")
    assert failed.column("doc_id").to_pylist() == ["خبر ۱", "17", None, "b"]


def test_failures_behind_the_last_shard_are_dropped(tmp_path: Path) -> None:
    errors = ErrorsFile(tmp_path / "errors", "archive")
    errors.begin(0)
    end = errors.append([ONE])
    errors.append([TWO])
    assert list(errors) == [ONE, TWO]
    errors.begin(end)
    assert list(errors) == [ONE]
    assert errors.append([]) == end
    errors.replace([TWO])
    assert list(errors) == [TWO]
    errors.replace([])
    assert not errors.path.exists()
    assert list(errors) == []


def test_a_file_that_is_not_this_runs_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "errors"
    ErrorsFile(path, "archive").append([ONE])
    before = path.read_bytes()
    with pytest.raises(ErrorsFileError, match="failures of another archive, archive"):
        ErrorsFile(path, "other").begin(0)
    with pytest.raises(ErrorsFileError, match="are not here"):
        ErrorsFile(path, "archive").begin(len(before) + 1)
    assert path.read_bytes() == before
    path.write_text("notes of mine\n")
    with pytest.raises(ErrorsFileError, match="no errors file"):
        ErrorsFile(path, "archive").begin(0)
    assert path.read_text() == "notes of mine\n"


@pytest.mark.parametrize(
    ("source", "to", "name"),
    [
        ("news.jsonl", "out/r.jsonl.gz", "out/r.jsonl.gz.errors.jsonl"),
        ("archive/", "out/*.parquet", "out.errors.jsonl"),
        ("archive/", "out/", "out.errors.jsonl"),
        ("a/2019", "n.duckdb", "n.duckdb.2019.errors.jsonl"),
        ("'2019-*/*.html'", "n.db", "n.db.html.errors.jsonl"),
        (
            "https://me:pw@h/x.jsonl?token=abc",
            "postgresql://u:pw@h/news?schema=s",
            "news.x.jsonl.errors.jsonl",
        ),
        ("https://me:pw@h", "postgresql://u:p/w@h", "h.h.errors.jsonl"),
        ("-", "postgresql:///news", "news.input.errors.jsonl"),
    ],
)
def test_where_failures_are_listed(source: str, to: str, name: str) -> None:
    assert errors_path(source, to) == Path(name)


# ---------------------------------------------------------------- fingerprints


def test_a_fingerprint_changes_with_rules_and_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = fingerprint(Extraction())
    assert fingerprint(Extraction()) == usual
    assert fingerprint(Extraction(reading=Reading("cp1256"), records="nested")) == usual
    assert differences(usual, fingerprint(Extraction(without=("targets",)))) == ["stages"]
    assert differences(usual, fingerprint(Extraction(ner="off"))) == ["model"]
    shutil.copytree(rules_folder(), tmp_path / "rules")
    monkeypatch.setattr(fingerprints, "rules_folder", lambda: tmp_path / "rules")
    assert fingerprint(Extraction()) == usual
    some = next((tmp_path / "rules").rglob("*.yaml"))
    some.write_text(some.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert differences(usual, fingerprint(Extraction())) == ["rules"]


def test_another_model_is_told_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"1")
    before = fingerprint(Extraction(ner="auto", ner_model=str(tmp_path)))
    (tmp_path / "weights").write_bytes(b"2")
    assert differences(before, fingerprint(Extraction(ner="auto", ner_model=str(tmp_path)))) == ["model"]


# ---------------------------------------------------------------- signals


@pytest.fixture
def interrupts() -> Iterator[Interrupts]:
    with Interrupts(3) as interrupts:
        yield interrupts


def test_a_signal_interrupts_but_not_what_is_held(interrupts: Interrupts) -> None:
    done = []
    with pytest.raises(Interrupted), interrupts.held():
        os.kill(os.getpid(), signal.SIGTERM)
        done.append("to its end")
    assert done == ["to its end"]


def test_a_signal_interrupts_what_is_not_held(interrupts: Interrupts) -> None:
    with pytest.raises(Interrupted):
        os.kill(os.getpid(), signal.SIGINT)
        signal.sigtimedwait([], 5)


def test_signals_are_as_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Interrupts(3):
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before
