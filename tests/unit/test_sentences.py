"""Sentences, their kinds, and the rules for page residue."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import Article
from pipeline.document import Document
from pipeline.rulebook.loading import load_rules
from pipeline.stages.sentences import Sentences
from pipeline.text.boundaries import LONGEST_SENTENCE
from pipeline.text.residue import Residue, ResidueRule, ResidueRules

SPECS = Path(__file__).parents[1] / "specs"
CASES: list[dict[str, Any]] = yaml.safe_load((SPECS / "sentences.yaml").read_text(encoding="utf-8"))
RULES = load_rules("residue", ResidueRules).rules


def sentences_of(text: str) -> Document:
    document = Document(Article(text))
    Sentences()(document)
    return document


def written(document: Document) -> list[str]:
    lines, paragraph = [], -1
    for sentence in document.sentences:
        begins = "¶" if sentence.paragraph != paragraph else ""
        turn = "*" if sentence.opens_turn else ""
        paragraph = sentence.paragraph
        text = document.text[sentence.start : sentence.end]
        lines.append(f"{begins}{sentence.kind[0].upper()}{turn} {text}")
    return lines


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_sentences(case: dict[str, Any]) -> None:
    assert written(sentences_of(case["text"])) == case["sentences"]


def only(rule: ResidueRule) -> Residue:
    return Residue(ResidueRules(description="one rule", rules=[rule]))


def covers(rule: ResidueRule, phrase: str) -> bool:
    text = Document(Article(phrase)).text
    residue = only(rule)
    if rule.reach == "piece":
        return residue.pieces(text) == [(0, len(text))]
    return residue.reach(text, 0, len(text)) == rule.reach


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_residue_rules(rule: ResidueRule) -> None:
    for example in rule.examples:
        assert covers(rule, example), example
    for counterexample in rule.counterexamples:
        assert not covers(rule, counterexample), counterexample


def test_residue_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


def test_no_rule_covers_a_counterexample_of_another() -> None:
    everything = Residue(load_rules("residue", ResidueRules))
    for rule in RULES:
        for phrase in rule.counterexamples:
            text = Document(Article(phrase)).text
            assert everything.reach(text, 0, len(text)) is None, phrase


def test_text_below_a_comment_form_is_left_out() -> None:
    document = sentences_of(
        "خبر\nکارخانه افتتاح شد.\nارسال نظر\nنام:\nعلی: این خبر خوب است. ۲۰ نفر شاغل شدند."
    )
    assert [sentence.kind[0] for sentence in document.sentences] == ["h", "b", "r", "r", "r"]


@pytest.mark.parametrize(
    ("part", "end"),
    [
        ("ده‌ها کارخانه، ۱۲ نفر؛ ", "؛"),
        ("ده‌ها کارخانه، ۱۲ نفر ", "،"),
        ("۱۲ نفر و ", "ر"),
        ("۱۲نفر،۱۳نفر،", "ر"),
        ("کارخانه", ""),
        ("کارخانه۱۲٫۵", ""),
    ],
)
def test_endless_sentences_are_cut_where_it_hurts_least(part: str, end: str) -> None:
    document = sentences_of("استاندار گفت " + part * 1000)
    sentences = document.sentences
    assert all(sentence.end - sentence.start <= LONGEST_SENTENCE for sentence in sentences)
    assert sum(sentence.end - sentence.start for sentence in sentences) > len(document.text) - 2 * len(
        sentences
    )
    assert {sentence.paragraph for sentence in sentences} == {0}
    for before, after in pairwise(sentences):
        assert document.text[: before.end].endswith(end)
        assert not (document.text[before.end - 1].isdigit() and document.text[after.start].isdigit())


def test_one_endless_number_stays_one() -> None:
    assert len(sentences_of("استاندار گفت " + "۱" * 5000 + " نفر").sentences) == 2
