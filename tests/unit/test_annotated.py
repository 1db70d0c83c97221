"""Names tagged in articles, kept apart from their texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.ner import model as shipped
from pipeline.ner.annotated import AnnotationError, checksum_of, read_annotated
from pipeline.ner.conll import TaggedSentence
from pipeline.ner.tagging import TaggedSpan

TEXT = "سرخط\nرضا کویرنیا در «نمک‌درهٔ» یزد گفت. سد ساخته شد."
START, END = TEXT.index("رضا"), TEXT.index(" سد")


def place(name: str) -> str:
    start = TEXT.index(name) - START
    return f"{start} {start + len(name)}"


@pytest.fixture()
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    lines = [json.dumps({"doc_id": doc_id, "text": TEXT}) for doc_id in ("a", "b")]
    path.write_text("\n".join([*lines, "{"]), encoding="utf-8")
    return path


def annotated(folder: Path, *lines: tuple[object, ...]) -> Path:
    path = folder / "my.names"
    path.write_text("".join("\t".join(map(str, line)) + "\n" for line in lines), encoding="utf-8")
    return path


def line(doc_id: str = "b", start: int = START, checksum: str = checksum_of(TEXT[START:END])) -> list[object]:
    return [doc_id, start, END, checksum, f"PERSON {place('رضا کویرنیا')}", f"LOC {place('نمک‌درهٔ')}"]


def test_names_in_their_sentence(archive: Path, tmp_path: Path) -> None:
    """With half-spaces folded away, and as spaces; a sentence without names is one, too."""
    end = len(TEXT)
    bare = ("a", END + 1, end, checksum_of(TEXT[END + 1 : end]))
    names = annotated(tmp_path, (*line(),), bare)
    person = TaggedSpan(0, 2, "PERSON")
    assert list(read_annotated(names, archive)) == [
        (TaggedSentence("سد ساخته شد .".split(), []),) * 2,
        (
            TaggedSentence("رضا کویرنیا در « نمکدره » یزد گفت .".split(), [person, TaggedSpan(4, 5, "LOC")]),
            TaggedSentence("رضا کویرنیا در « نمک دره » یزد گفت .".split(), [person, TaggedSpan(4, 6, "LOC")]),
        ),
    ]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (["b", START, END], "line 1: expected doc_id, start, end, checksum and names"),
        ([*line(), "RIVER 3 4"], "line 1: expected"),
        ([*line(), "LOC 3"], "line 1: expected"),
        (["b", "x", END, ""], "line 1: expected"),
        (line(start=START + 1), f"another text stands in .* at b, {START + 1} to {END}"),
        (line(doc_id="c"), "does not have the articles c$"),
    ],
)
def test_names_that_are_of_no_use(given: list[object], reason: str, archive: Path, tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match=reason) as error:
        list(read_annotated(annotated(tmp_path, tuple(given)), archive))
    assert "\n" not in str(error.value) and "my.names" in str(error.value)


def test_names_that_are_no_text(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "my.names"
    path.write_bytes(b"b\t1\t2\t\xff\n")
    with pytest.raises(AnnotationError, match=r"my\.names: not UTF-8: byte 6"):
        list(read_annotated(path, archive))


def test_training_on_them(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is tagged in an article is gold: learned, hashed, and no silver; processes change nothing."""
    train = tmp_path / "train.conll"
    train.write_text("سد\tO\nدر\tO\nشیراز\tB-LOC\n", encoding="utf-8")
    names = str(annotated(tmp_path, (*line(),)))
    command = ["train-ner", str(train), names, "--dev", names]
    assert main([*command, "--to", str(tmp_path / "none")]) == 2
    assert "give them as --silver" in capsys.readouterr().err
    command += ["--silver", str(archive), "--iterations", "30"]
    for name, jobs in (("one", "1"), ("two", "2")):
        assert main([*command, "--to", str(tmp_path / name), "--jobs", jobs]) == 0
    metas = [json.loads((tmp_path / name / "model.json").read_text("utf-8")) for name in ("one", "two")]
    assert metas[0] == metas[1] and "my.names" in metas[0]["data"]
    assert metas[0]["scores"]["my.names"]["split"]["all"]["f1"] == 1.0
    words = "رضا کویرنیا در « نمکدره » یزد گفت .".split()
    assert shipped.load(tmp_path / "one").names([words]) == [
        [TaggedSpan(0, 2, "PERSON"), TaggedSpan(4, 5, "LOC")]
    ]


def test_of_another_archive(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train = tmp_path / "train.conll"
    train.write_text("سد\tO\nدر\tO\nشیراز\tB-LOC\n", encoding="utf-8")
    names = annotated(tmp_path, (*line(doc_id="c"),), (*line(doc_id="d"),))
    command = ["train-ner", str(train), str(names), "--silver", str(archive)]
    assert main([*command, "--to", str(tmp_path / "model")]) == 2
    assert "does not have the articles c and 1 more" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()
