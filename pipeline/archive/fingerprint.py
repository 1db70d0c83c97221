"""What a record depends on beside its article: a fingerprint that changes when any of it does."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.archive.kernel import Extraction
from pipeline.resources import data_folder, rules_folder

# Parts of the package that decide where records go, not what is in them.
_OUTSIDE = {"archive", "commands", "sinks", "rules", "data"}
_NO_DATA = {"gold", "samples"}


def fingerprint(extraction: Extraction) -> str:
    """Version, code, rules, data, model and options in one line, each part with its name before it."""
    from pipeline import __version__

    package = Path(__file__).resolve().parent.parent
    parts = {
        "version": __version__,
        "code": _digest(
            package, (path for path in package.rglob("*.py") if not _within(path, package, _OUTSIDE))
        ),
        "rules": _digest(rules_folder(), rules_folder().rglob("*.yaml")),
        "data": _digest(
            data_folder(),
            (path for path in data_folder().rglob("*") if not _within(path, data_folder(), _NO_DATA)),
        ),
        "stages": "without:" + ",".join(sorted(extraction.without)) if extraction.without else "all",
        "model": extraction.ner + _model(extraction.ner_model),
    }
    return " ".join(f"{name}={value}" for name, value in parts.items())


def differences(before: str, now: str) -> list[str]:
    """The names of the parts in which two fingerprints differ."""
    old, new = (dict(part.partition("=")[::2] for part in text.split()) for text in (before, now))
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]


def _within(path: Path, folder: Path, names: set[str]) -> bool:
    return path.relative_to(folder).parts[0] in names


def _digest(folder: Path, files: Iterable[Path]) -> str:
    digest = blake2b(digest_size=8)
    for path in sorted(files):
        if path.is_file() and path.suffix not in (".pyc", ".md"):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _model(model: str | None) -> str:
    """A model by its content where it is a folder, by its name and version where it is a package."""
    if model is None:
        return ""
    folder = Path(model)
    if folder.is_dir():
        return ":" + _digest(folder, folder.rglob("*"))
    return f":{model.replace(' ', '_')}-{_version(model)}"
