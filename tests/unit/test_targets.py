"""Goals: the examples of rules/targets.yaml and tests/specs/targets.yaml, read by the whole pipeline."""

import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import Pipeline
from pipeline.record import Record
from pipeline.targets.clause_rules import clause_rules
from pipeline.targets.conditions import CONDITIONS
from pipeline.targets.cues import GoalRule, target_rules
from pipeline.targets.features import BITS
from pipeline.targets.qualitative_rules import qualitative_rules
from pipeline.targets.role_rules import RoleClue, role_rules
from pipeline.targets.undertaking_rules import undertaking_rules
from pipeline.targets.verbs import Tense, forms
from pipeline.text.folding import fold

_PUBLISHED = "2019-08-23"  # 1398-06-01
_SPECS = yaml.safe_load((Path(__file__).parents[1] / "specs" / "targets.yaml").read_text(encoding="utf-8"))
_GOAL = re.compile(r"\[([^\]]*)\]")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def _read(pipeline: Pipeline, text: str) -> Record:
    return pipeline(text, published=_PUBLISHED)


def _found(record: Record) -> list[str]:
    """The anchors of the numeric goals, in order."""
    anchors = {quantity.id: quantity.text for quantity in record.quantities}
    measures = [target.value or target.change for target in record.targets]
    return [anchors[measure.quantity] for measure in measures if measure is not None]


def test_rules_say_what_each_feature_means() -> None:
    rules = target_rules()
    of_clause, of_quantity = (set(rules.features[owner]) for owner in ("clause", "quantity"))
    assert of_clause | of_quantity == set().union(*(rule.when | rule.unless for rule in rules.goals))
    assert of_clause <= set(BITS)
    assert of_quantity == set(CONDITIONS)


def test_cues_that_other_files_name_are_on_the_lists_of_targets() -> None:
    """A word misspelt there would never be met."""
    cues, clauses, roles, undertakings = target_rules(), clause_rules(), role_rules(), undertaking_rules()
    actions = set(chain.from_iterable(cues.actions.values()))
    changes = set(chain.from_iterable(cues.changes.values()))
    assert clauses.employed | clauses.building | clauses.reaches.keys() <= actions
    assert roles.held | roles.destinations <= actions
    assert undertakings.beginning | undertakings.put | undertakings.adjectives <= actions
    assert qualitative_rules().actions | qualitative_rules().promised <= actions
    assert cues.productive | cues.assignments <= actions
    assert clauses.handed <= cues.assignments
    assert clauses.obliged | clauses.aims <= set(cues.plan_nouns)
    assert roles.numbers <= set(cues.metric_heads)
    assert roles.added <= changes
    assert clauses.verbs.trades <= set(clauses.verbs.actions.values())


@pytest.mark.parametrize(
    "clue",
    [
        pytest.param(clue, id=f"{role}-{number}")
        for role, clues in role_rules().clues.items()
        for number, clue in enumerate(clues)
    ],
)
def test_a_clue_is_found_in_its_examples_only(clue: RoleClue) -> None:
    compiled = clue.compile()
    for example in clue.examples:
        assert compiled.find(_folded(example)), example
    for counterexample in clue.counterexamples:
        assert not compiled.find(_folded(counterexample)), counterexample


def _folded(text: str) -> str:
    """A text as clues meet it, the blank at its end kept."""
    return fold(f"|{text}|").text[1:-1]


def _examples(wanted: str) -> list[Any]:
    return [
        pytest.param(rule, sentence, id=f"{rule.id}-{number}")
        for rule in target_rules().goals
        for number, sentence in enumerate(getattr(rule, wanted))
    ]


@pytest.mark.parametrize(("rule", "sentence"), _examples("examples"))
def test_example_states_its_goals(pipeline: Pipeline, rule: GoalRule, sentence: str) -> None:
    record = _read(pipeline, sentence.replace("[", "").replace("]", ""))
    assert _found(record) == _GOAL.findall(sentence)
    assert rule.id in {target.evidence.rule for target in record.targets}


@pytest.mark.parametrize(("rule", "sentence"), _examples("counterexamples"))
def test_counterexample_states_none(pipeline: Pipeline, rule: GoalRule, sentence: str) -> None:
    assert _found(_read(pipeline, sentence)) == []


@pytest.mark.parametrize(("sentence", "planned"), qualitative_rules().examples.items())
def test_plan_without_number_is_announced(pipeline: Pipeline, sentence: str, planned: str) -> None:
    [target] = _read(pipeline, sentence).targets
    assert (target.kind, target.metric.replace("\u200c", ""), target.value, target.change) == (
        "qualitative",
        planned.replace("\u200c", ""),
        None,
        None,
    )


@pytest.mark.parametrize("sentence", qualitative_rules().counterexamples)
def test_no_plan_is_announced(pipeline: Pipeline, sentence: str) -> None:
    assert _read(pipeline, sentence).targets == []


@pytest.mark.parametrize("rule", target_rules().goals, ids=lambda rule: rule.id)
def test_every_rule_is_shown_at_work(rule: GoalRule) -> None:
    assert rule.examples if rule.goal else rule.counterexamples


@pytest.mark.parametrize("spec", _SPECS["goals"], ids=lambda spec: str(spec["text"])[:40])
def test_goal_is_read_in_full(pipeline: Pipeline, spec: dict[str, Any]) -> None:
    record = _read(pipeline, spec["text"])
    assert len(record.targets) == len(spec["targets"])
    for target, expected in zip(record.targets, spec["targets"], strict=True):
        got = target.model_dump()
        for name, value in expected.items():
            assert _plain(name, got) == value, name


@pytest.mark.parametrize("text", _SPECS["none"])
def test_no_goal(pipeline: Pipeline, text: str) -> None:
    assert _read(pipeline, text).targets == []


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "مدیر شبکه گفت: صادرات رشد کرد و تا پایان سال به ۴۰ هزار تن می‌رسد.",
            "تا پایان سال به ۴۰ هزار تن می‌رسد",
        ),
        ("مدیر شبکه گفت: وام ۴۰ روستا تا پایان سال پرداخت می‌شود.", "وام ۴۰ روستا تا پایان سال پرداخت می‌شود"),
    ],
)
def test_evidence_begins_with_its_first_word(pipeline: Pipeline, text: str, evidence: str) -> None:
    assert [target.evidence.text for target in _read(pipeline, text).targets] == [evidence]


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("این بانک تا پایان سال ۲۰۰ شعبه افتتاح خواهد کرد.", "بانک مسکن یزد"),
        ("این مجموعه تا پایان سال ۲۰۰ شعبه افتتاح خواهد کرد.", "بانک مسکن یزد"),
        ("تا پایان سال ۲۰۰ شعبه افتتاح خواهیم کرد.", "بانک مسکن یزد"),
        ("این شرکت تا پایان سال ۲۰۰ شعبه افتتاح خواهد کرد.", None),
        ("در استان تا پایان سال ۲۰۰ شعبه افتتاح خواهد شد.", None),
    ],
)
def test_whose_goal_it_is(pipeline: Pipeline, text: str, organization: str | None) -> None:
    record = _read(pipeline, f"رضا کرمانی، مدیر شعب بانک مسکن یزد گفت: {text}")
    assert [target.organization for target in record.targets] == [organization]


def test_who_speaks_for_others_has_no_goal_of_his_own_house(pipeline: Pipeline) -> None:
    record = _read(
        pipeline, "رضا کرمانی، نماینده مردم تفت در مجلس گفت: تا پایان سال ۲۰۰ شعبه افتتاح خواهیم کرد."
    )
    assert [target.organization for target in record.targets] == [None]


def _plain(name: str, target: dict[str, Any]) -> Any:
    """A field of a target as specs write it: a measure by its low bound, a period by the year it is due."""
    value = target.get("period") if name == "year" else target[name]
    if name in ("value", "change", "baseline"):
        return value and value["low"]
    if name == "year":
        return value and int((value["jalali_end"] or value["jalali_start"])[:4])
    return value


def test_verb_forms() -> None:
    found = {(form, tense) for form, tense, _ in forms("شد", "شو", light=True)}
    assert {
        ("می‌شود", Tense.PRESENT),
        ("خواهند شد", Tense.FUTURE),
        ("شده است", Tense.PERFECT),
        ("شده بود", Tense.PLUPERFECT),
        ("شوند", Tense.SUBJUNCTIVE),
    } <= found
    assert ("نمی‌شود", Tense.PRESENT, True) in set(forms("شد", "شو"))
    assert "بیاورد" in {form for form, _, _ in forms("آورد", "آور")}
