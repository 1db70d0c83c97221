"""Read a rules file and validate it, saying where it is wrong.

A file may name `parts`, patterns or lists of alternatives; `{name}` in its other texts stands for one.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.resources import rules_folder
from pipeline.rulebook import RuleError
from pipeline.rulebook.patterns import put_in_place

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Rule(BaseModel):
    """A rule: its id (it goes into records), its pattern, and phrases that it must and must not match."""

    model_config = ConfigDict(extra="forbid")

    id: str
    pattern: str
    examples: list[str] = Field(min_length=1)
    counterexamples: list[str] = []


class RuleFile(BaseModel):
    """What every rules file has; a stage's own file adds its lists and tables."""

    model_config = ConfigDict(extra="forbid")

    description: str


FileModel = TypeVar("FileModel", bound=RuleFile)


def load_rules(name: str, model: type[FileModel], folder: Path | None = None) -> FileModel:
    """Read rules/NAME.yaml as `model`. Raises RuleError with file, place and reason."""
    path = (folder or rules_folder()) / f"{name}.yaml"
    try:
        return model.model_validate(read_rules(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RuleError(f"{path}: {place or 'file'}: {first['msg']}") from None


def read_rules(path: Path) -> Any:
    """What a rules file holds, not validated, its parts in place. Raises RuleError."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except FileNotFoundError:
        raise RuleError(f"{path}: no such rules file") from None
    except yaml.YAMLError as error:
        raise RuleError(f"{path}: not valid YAML: {error}") from None
    if not isinstance(content, dict) or not (parts := content.pop("parts", None)):
        return content
    if not isinstance(parts, dict):
        raise RuleError(f"{path}: parts: not a table of names and patterns")
    try:
        return _in_place(content, {part: _alternatives(written) for part, written in parts.items()})
    except ValueError as error:
        raise RuleError(f"{path}: {error}") from None


def _alternatives(written: Any) -> str:
    return "|".join(map(str, written)) if isinstance(written, list) else str(written)


def _in_place(content: Any, parts: Mapping[str, str]) -> Any:
    """The content with the parts in place wherever a text names one; examples are left as they are."""
    if isinstance(content, str):
        return put_in_place(content, parts)
    if isinstance(content, list):
        return [_in_place(each, parts) for each in content]
    if isinstance(content, dict):
        return {
            name: each if name in ("examples", "counterexamples") else _in_place(each, parts)
            for name, each in content.items()
        }
    return content
