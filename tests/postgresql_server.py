"""A PostgreSQL server of the tests' own: on a free port, in a folder of its own, gone with the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

SUPERUSER = "khabarkav_tests"


def installed_programs() -> Path | None:
    """The folder of the server's programs, or None where there is no server."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    return versions[-1].parent if versions else None


class Server:
    """A server that runs; `stop` and `start` it as a machine would; `address` is for clients."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self._databases = 0
        self.folder = Path(tempfile.mkdtemp(prefix="khabarkav-postgresql-"))
        self.port = _free_port()
        if os.geteuid() == 0:  # a server refuses to run as root
            self.folder.chmod(0o755)
            shutil.chown(self.folder, "postgres", "postgres")
        self._run(
            "initdb", "--auth=trust", f"--username={SUPERUSER}", "--encoding=UTF8", "--no-locale", self.data
        )
        (self.data / "pg_hba.conf").write_text(
            f"host all {SUPERUSER} 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        )
        self.start()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def address(self, database: str = "postgres", user: str = SUPERUSER) -> str:
        """An address of one of its databases; user may bring a password: "name:password"."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, in the main thread: it dies with the thread that started it, however that ends."""
        settings = [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            f"port={self.port}",
            "fsync=off",
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        command = self._command("postgres", "-D", self.data, *options, dies_with_us=True)
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True
            )
        for _ in range(600):
            with suppress(psycopg.OperationalError):
                self.sql("SELECT 1")
                return
            assert self._process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def stop(self, mode: str = "fast") -> None:
        """fast: clients are sent away; immediate: as if the power went."""
        self._run("pg_ctl", "stop", "-D", self.data, "-w", "-m", mode)
        self._process.wait()

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run a statement as superuser; gives its rows."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def create_database(self) -> str:
        """A new, empty database; gives its name."""
        self._databases += 1
        name = f"news_{self._databases}"
        self.sql(f"CREATE DATABASE {name}")
        return name

    def drop_database(self, name: str) -> None:
        self.sql(f"DROP DATABASE {name} WITH (FORCE)")

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        command = self._command(program, *arguments)
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/", timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def _command(self, program: str, *arguments: object, dies_with_us: bool = False) -> list[str]:
        command = [str(self.programs / program), *map(str, arguments)]
        user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        end = ["--pdeathsig", "QUIT"] if dies_with_us else []
        return ["setpriv", *user, *end, *command] if user or end else command


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
