"""Where the rules and the data lie: inside the package once installed, beside it in a checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def rules_folder() -> Path:
    """The folder of the YAML rules."""
    return _locate("rules")


@cache
def data_folder() -> Path:
    """The folder of gazetteers, samples and models."""
    return _locate("data")


def _locate(name: str) -> Path:
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the {name} folder is missing beside {_PACKAGE}: install khabarkav again")
