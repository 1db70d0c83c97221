"""Read a rules file and validate it, saying where it is wrong."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.resources import rules_folder
from pipeline.rulebook import RuleError

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
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except FileNotFoundError:
        raise RuleError(f"{path}: no such rules file") from None
    except yaml.YAMLError as error:
        raise RuleError(f"{path}: not valid YAML: {error}") from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RuleError(f"{path}: {place or 'file'}: {first['msg']}") from None
