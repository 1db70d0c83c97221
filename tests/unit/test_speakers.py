"""Who says what in short articles: tests/specs/speakers.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.article import Article
from pipeline.document import Document
from pipeline.stages.officials import Officials
from pipeline.stages.places import Places
from pipeline.stages.sentences import Sentences
from pipeline.stages.speakers import Speakers
from pipeline.text.folding import fold

SPECS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "specs" / "speakers.yaml").read_text(encoding="utf-8")
)


def squeeze(phrase: str | None) -> str | None:
    return phrase and fold(phrase).text.replace(" ", "")


@pytest.mark.parametrize("spec", SPECS, ids=[spec["id"] for spec in SPECS])
def test_spec(spec: dict[str, Any]) -> None:
    document = Document(Article(spec["text"]))
    for stage in (Sentences(), Places(), Officials(), Speakers()):
        stage(document)
    found = {}
    for piece in spec["said"]:
        speaker = document.speaker_at(document.text.index(fold(piece).text))
        found[piece] = squeeze(speaker.name) if speaker else None
    assert found == {piece: squeeze(name) for piece, name in spec["said"].items()}


def test_no_text_no_turns() -> None:
    document = Document(Article(""))
    Speakers()(document)
    assert document.turns == []
    assert document.speaker_at(0) is None
