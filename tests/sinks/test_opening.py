"""What --to takes, and what it says to what it does not take."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.sinks.base import DestinationError
from pipeline.sinks.opening import open_sink


@pytest.mark.parametrize(
    "name",
    [
        "records.txt",
        "records.json",
        "records.jsonl.bz2",
        "folder/*.jsonl",
        "news.mdb",
        "records",
        "mysql://u:secret@h/d",
        "s3://b/records.jsonl",
    ],
)
def test_a_wrong_destination_is_told_which_there_are(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    with pytest.raises(DestinationError) as raised:
        open_sink(name)
    message = str(raised.value)
    for named in (".jsonl", ".gz", ".zst", "*.parquet", "*.csv", ".duckdb", ".sqlite", "postgresql://"):
        assert named in message
    assert "\n" not in message and "secret" not in message


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for name in ("no/records.jsonl", "no/news.duckdb", "no/deeper/", "no/deeper/*.csv"):
        with pytest.raises(DestinationError, match=r"there is no folder .*no"):
            open_sink(f"{tmp_path}/{name}")


def test_a_folder_without_its_slash(tmp_path: Path) -> None:
    with pytest.raises(DestinationError, match="this is a folder"):
        open_sink(str(tmp_path))


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("file/", "file/*.csv", "file/*.parquet"):
        with pytest.raises(DestinationError, match="is a file"):
            open_sink(f"{tmp_path}/{name}")


def test_an_extraction_imports_nothing_of_destinations() -> None:
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from pipeline.cli import app\n"
        "result = CliRunner().invoke(app, ['extract', '-'], input='۲۰۰ کلاس ساخته می‌شود.')\n"
        "assert result.exit_code == 0, result.output\n"
        "print(*{'pyarrow', 'duckdb', 'psycopg', 'sqlite3', 'zstandard'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_contract_is_light_to_import() -> None:
    code = "import sys, pipeline.sinks.base, pipeline.sinks.opening; print('pyarrow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
