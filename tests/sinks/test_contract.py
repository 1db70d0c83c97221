"""What every destination owes a run: see `pipeline.sinks.base`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_records import empty_record, record
from sink_runs import RUN, SHARDS, archive_records, archive_shard, batch, load, load_archive, shard, write
from stored_records import stored_records

from pipeline.sinks.opening import open_sink


def by_id(records: list[dict[str, Any]]) -> dict[str, str]:
    assert len({made["doc_id"] for made in records}) == len(records), "an id comes twice"
    return {made["doc_id"]: json.dumps(made, sort_keys=True) for made in records}


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".run" not in str(path)
    }


def test_opening_touches_nothing(address: str, tmp_path: Path) -> None:
    sink = open_sink(address)
    assert sink.progress(RUN.source) is None
    sink.close()
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_there(address: str) -> None:
    load_archive(address)
    assert by_id(stored_records(address)) == by_id(archive_records())


def test_progress_says_how_far_a_run_has_come(address: str) -> None:
    sink = open_sink(address)
    sink.begin(RUN, resume=False)
    for index in range(2):
        write(sink, index, archive_shard(index))
    sink.close()
    sink = open_sink(address)
    progress = sink.progress(RUN.source)
    sink.close()
    assert progress is not None
    assert progress.run == RUN
    assert progress.shards == tuple(shard(index, archive_shard(index)) for index in range(2))
    assert not progress.finished


def test_a_finished_run_says_so(address: str) -> None:
    load_archive(address)
    sink = open_sink(address)
    progress = sink.progress(RUN.source)
    other = sink.progress("another archive")
    sink.close()
    assert progress is not None and progress.finished and len(progress.shards) == SHARDS
    assert other is None


@pytest.mark.parametrize("done", [1, 5])
def test_going_on_gives_what_an_undisturbed_run_gives(
    address: str, other_address: str, tmp_path: Path, done: int
) -> None:
    sink = open_sink(address)
    sink.begin(RUN, resume=False)
    for index in range(done):
        write(sink, index, archive_shard(index))
    sink.close()
    load_archive(address)
    load_archive(other_address)
    assert by_id(stored_records(address)) == by_id(archive_records())
    assert stored_records(address) == stored_records(other_address)
    if not address.endswith((".duckdb", ".sqlite")):
        here = {name: content for name, content in files(tmp_path).items() if not name.startswith("other")}
        assert here == files(tmp_path / "other") or "://" in address


def test_starting_anew_forgets_an_unfinished_run(address: str) -> None:
    sink = open_sink(address)
    sink.begin(RUN, resume=False)
    write(sink, 0, archive_shard(0))
    sink.close()
    sink = open_sink(address)
    changed = replace(RUN, extraction="rules-2")
    sink.begin(changed, resume=False)
    progress = sink.progress(RUN.source)
    assert progress is not None and progress.run == changed and progress.shards == ()
    write(sink, 0, [record("s0-0", 77)])
    sink.finish()
    sink.close()
    stored = by_id(stored_records(address))
    assert json.loads(stored["s0-0"])["quantities"][0]["low"] == 77


def test_the_later_of_two_records_with_one_id_counts(address: str) -> None:
    load(address, [[record("a", 1), record("b", 2), record("a", 3)], [record("c", 4), record("b", 5)], []])
    expected = [record("a", 3), record("b", 5), record("c", 4)]
    assert by_id(stored_records(address)) == by_id(expected)


def test_loading_again_replaces(address: str) -> None:
    load_archive(address)
    load_archive(address)
    assert by_id(stored_records(address)) == by_id(archive_records())
    better = [[empty_record("s0-0"), record("s0-1", 99), record("s0-2", 2.5)]]
    better += [archive_shard(index) for index in range(1, SHARDS)]
    load(address, better, replace(RUN, extraction="rules-2"))
    assert by_id(stored_records(address)) == by_id([made for part in better for made in part])


def test_half_and_then_all(address: str) -> None:
    half = replace(RUN, source="half.jsonl")
    load(address, [archive_shard(0), archive_shard(1)], half)
    load_archive(address)
    assert by_id(stored_records(address)) == by_id(archive_records())


def test_an_empty_archive(address: str) -> None:
    load(address, [])
    assert stored_records(address) == []
    sink = open_sink(address)
    progress = sink.progress(RUN.source)
    sink.close()
    assert progress is not None and progress.finished


def test_shards_without_records(address: str) -> None:
    load(address, [[], archive_shard(0), []])
    assert by_id(stored_records(address)) == by_id(archive_shard(0))


def test_amending_adds_and_replaces(address: str) -> None:
    load_archive(address)
    for _ in range(2):
        sink = open_sink(address)
        sink.amend(batch(sink, [record("new", 1), record("s1-1", 2), empty_record("s2-0"), record("new", 5)]))
        sink.close()
    expected = {made["doc_id"]: made for made in archive_records()}
    expected |= {"new": record("new", 5), "s1-1": record("s1-1", 2), "s2-0": empty_record("s2-0")}
    assert by_id(stored_records(address)) == by_id(list(expected.values()))
    sink = open_sink(address)
    progress = sink.progress(RUN.source)
    sink.close()
    assert progress is not None and progress.finished and len(progress.shards) == SHARDS


ODD = [
    record("\\.", 1.7976931348623157e308),
    record("a\n\\.\nb", 5e-324),
    record("\\N", -(2**53) + 1),
    record("", 2**53 - 1),
    record("tab\there", 0.1),
    record("quote'\"quote", 1e22),
    record("🙂\u200c\ufeff", -2.5),
    record("line\r\nline", 0),
    record("NULL", 3000000000),
    record("a" * 3000, 1),
    record("%s ? $1 {}", 12.3),
    {
        **empty_record("texts"),
        "source": "",
        "title": " ",
        "warnings": ["", "\\", "\t", "a,b", '"', "x" * 100_000],
    },
]


def test_odd_values(address: str) -> None:
    load(address, [ODD[:5], ODD[5:]])
    stored = stored_records(address)
    if address.endswith(".csv"):  # read back by a reader that does not tell "" from none
        for made in stored:
            made["source"] = made["source"] or ("" if made["doc_id"] == "texts" else None)
    assert by_id(stored) == by_id(ODD)


def test_nul_characters(address: str) -> None:
    load(address, [[{**empty_record("a\x00b"), "title": "\x00"}]])
    (stored,) = stored_records(address)
    nested = ".jsonl" in address or address.endswith("*.parquet")
    expected = ("a\x00b", "\x00") if nested else ("a\ufffdb", "\ufffd")
    assert (stored["doc_id"], stored["title"]) == expected
