"""The agency stage against its specs and the examples in its rules."""

from pathlib import Path

import pytest
import yaml

from pipeline import Article
from pipeline.document import Document
from pipeline.rulebook.loading import load_rules
from pipeline.stages.agency import Agency, AgencyRules

SPECS = yaml.safe_load((Path(__file__).parents[1] / "specs" / "agency.yaml").read_text(encoding="utf-8"))
RULES = load_rules("agency", AgencyRules).rules


def agency(text: str) -> str | None:
    document = Document(Article(text))
    Agency()(document)
    found = document.agency
    if found:
        assert 0 <= found.start < found.end <= len(document.text)
    return found.name if found else None


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec["text"][:40])
def test_spec(spec: dict[str, str]) -> None:
    assert agency(spec["text"]) == spec["agency"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: object) -> None:
    for example in rule.examples:  # type: ignore[attr-defined]
        text, name = example.split(" => ")
        assert agency(text) == name, text
    for counterexample in rule.counterexamples:  # type: ignore[attr-defined]
        assert agency(counterexample) is None, counterexample


def test_span_is_the_name_without_the_word_agency() -> None:
    document = Document(Article("به گزارش خبرگزاری تسنیم، راه باز شد"))
    Agency()(document)
    assert document.agency is not None
    assert document.raw_text(document.agency.start, document.agency.end) == "تسنیم"
