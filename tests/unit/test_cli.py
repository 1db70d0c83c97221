"""The command line, as a user meets it: what it prints, its errors of one line, its exit codes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from pathlib import Path

import pytest

from pipeline import Document, __version__
from pipeline.cli import main
from pipeline.commands.retry import retry
from pipeline.commands.run import run
from pipeline.record import json_schema

NEWS = "استاندار یزد گفت: امسال ۲۰۰ کلاس درس در این استان ساخته می‌شود."


@dataclass
class Result:
    code: int
    out: str
    errors: list[str]

    @property
    def records(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Result]


@pytest.fixture
def khabarkav(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command in this process."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Result(code, captured.out, captured.err.splitlines())

    return run


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def lines(path: Path, *items: object) -> Path:
    """A JSONL file: bytes and strings as they are, everything else as JSON."""
    raw = [
        item if isinstance(item, bytes) else json.dumps(item, ensure_ascii=False).encode() for item in items
    ]
    path.write_bytes(b"\n".join(raw) + b"\n")
    return path


# ---------------------------------------------------------------- help


def test_without_a_command_the_help_is_shown(khabarkav: Command) -> None:
    result = khabarkav()
    assert result.code == 0
    assert "Exit codes: 0 done" in result.out


@pytest.mark.parametrize(
    "command", ["extract", "run", "retry", "normalize", "schema", "evaluate", "train-ner"]
)
def test_every_command_has_help_with_an_example(command: str, khabarkav: Command) -> None:
    result = khabarkav(command, "--help")
    assert result.code == 0
    assert f"  khabarkav {command} " in result.out
    assert "Example" in result.out
    assert command in khabarkav("--help").out


def test_version(khabarkav: Command) -> None:
    assert khabarkav("--version").out == f"khabarkav {__version__}\n"


# ---------------------------------------------------------------- extract


def test_extract_prints_a_record_a_line(khabarkav: Command, article: Path) -> None:
    result = khabarkav("extract", article, article)
    assert (result.code, result.errors) == (0, [])
    assert len(result.records) == 2
    assert result.records[0]["source"] == str(article)
    assert NEWS[:8] in result.out


def test_extract_reads_standard_input(khabarkav: Command, article: Path) -> None:
    by_input = khabarkav("extract", "-", stdin=NEWS.encode()).records[0]
    by_file = khabarkav("extract", article).records[0]
    assert by_input == {**by_file, "source": None}


def test_extract_pretty_is_the_same_record(khabarkav: Command, article: Path) -> None:
    pretty = khabarkav("extract", article, "--pretty").out
    assert "\n  " in pretty
    assert json.loads(pretty) == khabarkav("extract", article).records[0]


def test_extract_takes_a_publication_date(khabarkav: Command, article: Path) -> None:
    published = khabarkav("extract", article, "--published", "2019-05-01").records[0]["published"]
    assert isinstance(published, dict)
    assert (published["gregorian"], published["origin"]) == ("2019-05-01", "metadata")


def test_line_ends_and_bom_count_in_offsets(khabarkav: Command, tmp_path: Path) -> None:
    raw = "\ufeffتیتر خبر\r\n\r\n" + NEWS + "\r\n"
    path = tmp_path / "a.txt"
    path.write_bytes(raw.encode())
    quantities = khabarkav("extract", path).records[0]["quantities"]
    assert isinstance(quantities, list)
    assert quantities
    for quantity in quantities:
        assert raw[quantity["start"] : quantity["end"]] == quantity["text"]


def test_a_stage_is_left_out(khabarkav: Command, article: Path) -> None:
    assert khabarkav("extract", article, "--without", "targets").records[0]["targets"] == []


def test_files_that_cannot_be_read_are_named_and_the_others_done(
    khabarkav: Command, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "cp1256.txt").write_bytes("سلام".encode("cp1256"))
    result = khabarkav("extract", tmp_path / "none.txt", tmp_path / "cp1256.txt", tmp_path, article)
    assert result.code == 1
    assert len(result.records) == 1
    missing, undecodable, folder = result.errors
    assert missing.endswith("none.txt: no such file")
    assert "cp1256.txt: not UTF-8: byte 0xD3 at offset 0; it may be windows-1256" in undecodable
    assert "khabarkav run reads folders" in folder


@pytest.mark.parametrize("text", ["", "hello"])
def test_empty_and_foreign_text_give_an_empty_record_with_a_warning(text: str, khabarkav: Command) -> None:
    result = khabarkav("extract", "-", stdin=text.encode())
    assert result.code == 0
    assert result.records[0]["quantities"] == []
    assert result.records[0]["warnings"]


# ---------------------------------------------------------------- wrong use


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["extract"], "Missing argument 'FILE'"),
        (["extract", "-", "--colour"], "No such option: --colour"),
        (["harvest"], "No such command 'harvest'"),
        (["extract", "-", "--published", "1 Mordad"], "--published: not a publication date: '1 Mordad'"),
        (
            ["extract", "-", "--without", "goals"],
            "--without: no stage is called 'goals': there are sentences",
        ),
        (["run", "none", "--to", "x.jsonl"], "none: no such file or folder"),
        (["run", ".", "--to", "."], "--to .: this is a folder"),
        (["run", ".", "--to", "nowhere/x.jsonl"], "there is no folder nowhere; make it first"),
        (["run", "."], "Missing option '--to'"),
        (["run", ".", "--to", "x.jsonl", "--without", "goals"], "--without: no stage is called 'goals'"),
        (["retry", ".", "--to", "x.jsonl", "--without", "goals"], "--without: no stage is called 'goals'"),
        (
            ["run", ".", "--to", "x.jsonl", "--ner-model", "none"],
            "none: neither a model's folder nor a spaCy",
        ),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    arguments: list[str], says: str, khabarkav: Command, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(article.parent)
    result = khabarkav(*arguments)
    assert (result.code, result.out) == (2, "")
    assert len(result.errors) == 1
    assert says in result.errors[0]


def test_a_broken_rules_file_is_one_line(
    khabarkav: Command, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.rulebook import RuleError

    class Misruled:
        name = "misruled"

        def __call__(self, document: Document) -> None:
            raise RuleError("rules/x.yaml: rules.3.pattern: Field required")

    monkeypatch.setattr("pipeline.pipeline.default_stages", lambda *_: [Misruled()])
    result = khabarkav("extract", article, article)
    assert (result.code, result.errors) == (2, ["khabarkav: rules/x.yaml: rules.3.pattern: Field required"])


# ---------------------------------------------------------------- schema, normalize, the process itself


def test_schema_is_the_records_json_schema(khabarkav: Command) -> None:
    assert json.loads(khabarkav("schema").out) == json_schema()


def test_evaluate_prints_every_measure(khabarkav: Command, tmp_path: Path) -> None:
    result = khabarkav("evaluate", "--errors")
    assert (result.code, result.errors) == (0, [])
    for measure in ("officials.name", "quantities.full", "targets.full", "offsets"):
        assert measure in result.out
    assert "no such file" in khabarkav("evaluate", tmp_path / "none.yaml").errors[0]


def test_normalize_prints_clean_persian(khabarkav: Command, tmp_path: Path) -> None:
    result = khabarkav("normalize", "-", tmp_path / "none", stdin="سياستهاي كلان".encode())
    assert result.out == "سیاست‌های کلان\n"
    assert (result.code, len(result.errors)) == (1, 1)


def test_a_closed_pipe_is_no_error(article: Path) -> None:
    command = f"{sys.executable} -m pipeline.cli extract {article} {article} {article} | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_extraction_imports_nothing_heavy(article: Path) -> None:
    code = f"""
import sys
from pipeline.cli import main
main(["extract", {str(article)!r}, "--published", "2019-05-01"])
heavy = {{"hazm", "spacy", "dateparser", "pint", "nltk", "rich.progress"}} & set(sys.modules)
sys.exit(f"imported: {{heavy}}" if heavy else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_what_run_and_retry_both_take_has_the_same_defaults() -> None:
    of_run, of_retry = signature(run).parameters, signature(retry).parameters
    shared = of_run.keys() & of_retry.keys() - {"source", "to"}
    assert {"ner", "timeout", "text_field"} <= shared
    for name in shared:
        assert of_retry[name].default == of_run[name].default, name


# ---------------------------------------------------------------- standard streams, names that are none


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command line with the command itself as $K."""
    program = f"{sys.executable} -m pipeline.cli"
    script = command.replace("$K", program)
    return subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        (
            "$K extract a.txt a.txt a.txt a.txt a.txt a.txt a.txt a.txt | head -c 9; exit ${PIPESTATUS[0]}",
            0,
            "",
        ),
        ("$K schema | head -n 1; exit ${PIPESTATUS[0]}", 0, ""),
        ("$K extract a.txt > /dev/full", 3, "stopped: No space left on device"),
        ("$K schema > /dev/full", 3, "stopped: No space left on device"),
        ("$K normalize a.txt >&-", 3, "stopped: standard input or output is closed"),
        ("$K extract - <&-", 1, "standard input: cannot be read: Bad file descriptor"),
    ],
)
def test_standard_streams_that_cannot_be_used(command: str, code: int, says: str, article: Path) -> None:
    done = shell(command, article.parent)
    assert done.returncode == code, done.stderr
    assert done.stderr == (f"khabarkav: {says}\n" if says else "")


def test_what_is_said_does_not_go_into_the_records(article: Path) -> None:
    done = shell("$K extract missing.txt a.txt 2>&-", article.parent)
    assert done.returncode == 1
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == ["a.txt"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["extract", "-", "-"], "standard input can be read only once"),
        (["normalize", ""], "the name of a file is empty"),
        (["run", "", "--to", "out.jsonl"], "INPUT is empty"),
        (["run", "a.txt", "--to", ""], "--to is empty"),
        (["retry", "a.txt", "--to", "-"], "what was printed is not kept"),
        (["retry", "a.txt", "--to", "out.jsonl"], "no finished run"),
        (["extract", "a.txt", "--ner-model", "no_such_model"], "no_such_model: neither"),
        (["run", "a.txt", "--to", "out.jsonl", "--ner-model", "no/such.model"], "no/such.model: neither"),
    ],
)
def test_names_that_are_none(
    khabarkav: Command, article: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(article.parent)
    result = khabarkav(*arguments)
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert says in result.errors[0]
    assert not Path("out.jsonl").exists()


def test_a_folder_holds_no_annotations(khabarkav: Command, tmp_path: Path) -> None:
    result = khabarkav("evaluate", tmp_path)
    assert result.code == 2 and "Is a directory" in result.errors[0]
