"""The command line `khabarkav`. Exit codes: 0 done, 1 done with failures, 2 wrong use, 3 stopped."""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import io
import os
import sys
from typing import Annotated

import typer

from pipeline.commands.console import CommandError, ExitCode, say
from pipeline.commands.evaluate import evaluate
from pipeline.commands.extract import extract
from pipeline.commands.normalize import normalize
from pipeline.commands.retry import retry
from pipeline.commands.run import run
from pipeline.commands.schema import schema
from pipeline.commands.train_ner import train_ner
from pipeline.ner import ModelError
from pipeline.rulebook import RuleError

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (extract, run, retry, normalize, schema, evaluate, train_ner):
    app.command()(_command)

_INTERRUPTED = 130  # what typer makes of Ctrl-C

# typer has click's exceptions, its own copy of them since 0.20 or so: reached through one that it exports.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]


@app.callback(invoke_without_command=True)
def khabarkav(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """khabarkav (خبرکاو): Persian news in, records out.

    A record holds the officials, provinces, quantities and targets of an article, each with its exact place.

    \b
    Examples:
      khabarkav extract news.txt --pretty
      khabarkav run archive/ --to records.jsonl

    Exit codes: 0 done, 1 done but some articles failed, 2 wrong use, 3 stopped before the end.
    """
    if version:
        from pipeline import __version__

        print(f"khabarkav {__version__}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


def main(arguments: list[str] | None = None) -> int:
    """Run the command line (the process's own arguments, unless some are given); the exit code."""
    # Modules, rules and words are some hundred thousand objects, all of which stay: looking through them for
    # garbage again and again would take a fifth of the time until the first record, and a last look when the
    # process ends as much again.
    gc.set_threshold(500_000, 50, 100)
    atexit.register(gc.freeze)
    # pydantic would look through all installed packages for plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(arguments, standalone_mode=False)
        sys.stdout.flush()
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        return int(code or ExitCode.DONE)
    except CommandError as error:
        say(str(error))
        return error.code
    except (RuleError, ModelError) as error:
        say(str(error))
        return ExitCode.WRONG_USE
    except _UsageError as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "khabarkav"
        say(f"{error.format_message()} See: {command} --help")  # type: ignore[attr-defined]
        return ExitCode.WRONG_USE
    except SystemExit as error:
        if not isinstance(error.__context__, BrokenPipeError):
            raise
        # typer's answer to it. The reader (head, less) has seen enough.
        _print_no_more()
        return ExitCode.DONE
    except BrokenPipeError:
        _print_no_more()
        return ExitCode.DONE
    except OSError as error:
        _print_no_more()
        say(f"stopped: {_reason(error)}")
        return ExitCode.STOPPED
    except (KeyboardInterrupt, typer.Abort):
        say("stopped")
        return ExitCode.STOPPED


def _open_closed_streams() -> None:
    """Give those of the standard streams that came closed (`<&-`, `>&-`) a place: otherwise the next file
    that is opened, a database perhaps, would get their numbers and what is printed. Using one is an error,
    but what is said on standard error is lost."""
    streams = (("stdin", "r", os.O_WRONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY))
    for name, mode, flags in streams:
        if getattr(sys, name) is None:  # the lowest number that is free is its own
            setattr(sys, name, open(os.open(os.devnull, flags), mode, encoding="utf-8"))  # noqa: SIM115


def _reason(error: OSError) -> str:
    if error.errno == errno.EBADF:
        return "standard input or output is closed"
    where = f"{error.filename}: " if error.filename else ""
    return where + (error.strerror or str(error))


def _print_no_more() -> None:
    """Keep Python from flushing once more into a pipe that is closed or a disk that is full."""
    with contextlib.suppress(OSError):  # it is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
