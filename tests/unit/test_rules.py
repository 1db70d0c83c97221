"""Rules as data: how patterns and phrases are matched, and what holds for every file under rules/.

That each rule reads its examples and leaves its counterexamples alone is tested with its stage; here is what
all files have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
import yaml

from pipeline.resources import rules_folder
from pipeline.rulebook import RuleError
from pipeline.rulebook.fields import (
    AnyPhrase,
    Pattern,
    Phrase,
    Phrases,
    PhraseSet,
    PhraseTable,
    WrittenPattern,
)
from pipeline.rulebook.loading import Rule, RuleFile, load_rules, read_rules
from pipeline.rulebook.patterns import compile_pattern, expand, fold_pattern, spellings
from pipeline.text.folding import fold, fold_phrase

FILES = sorted(rules_folder().glob("*.yaml"))
TESTS = Path(__file__).parents[1]


def content(path: Path) -> dict[str, Any]:
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(loaded, dict)
    return loaded


def folded(text: str) -> str:
    """A text as patterns meet it, the blanks at its ends kept."""
    return fold(f"|{text}|").text[1:-1]


def rules_of(path: Path) -> Iterator[dict[str, Any]]:
    """Every rule of a file: a mapping with a pattern or with examples in one of its lists."""
    for value in read_rules(path).values():
        if isinstance(value, list):
            for item in value:
                if isinstance(item, dict) and ("pattern" in item or "examples" in item):
                    yield item


def patterns_of(path: Path) -> dict[str, dict[str, Any]]:
    """The patterns of a file that have a name, by that name, their parts in place."""
    patterns = read_rules(path).get("patterns", {})
    return patterns if isinstance(patterns, dict) else {}


RULES = [
    pytest.param(path, rule, id=f"{path.stem}-{rule.get('id')}") for path in FILES for rule in rules_of(path)
]

PATTERNS = [
    pytest.param(pattern, id=f"{path.stem}-{name}")
    for path in FILES
    for name, pattern in patterns_of(path).items()
]

# ---------------------------------------------------------------- every file


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_what_it_holds(path: Path) -> None:
    assert len(content(path)["description"]) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rule_ids_are_unique(path: Path) -> None:
    ids = [rule["id"] for rule in rules_of(path)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9_-]*", rule_id) for rule_id in ids)


@pytest.mark.parametrize(("path", "rule"), RULES)
def test_no_phrase_is_both_example_and_counterexample(path: Path, rule: dict[str, Any]) -> None:
    assert rule["examples"]
    assert not set(map(str, rule["examples"])) & set(map(str, rule.get("counterexamples", ())))


@pytest.mark.parametrize("path", [path for path in FILES if any(rules_of(path))], ids=lambda path: path.stem)
def test_examples_are_run_by_a_test(path: Path) -> None:
    runners = [test for test in TESTS.rglob("test_*.py") if test != Path(__file__)]
    sources = [test.read_text(encoding="utf-8") for test in runners]
    assert any(".examples" in source and path.stem.rstrip("s") in source for source in sources)


@pytest.mark.parametrize(("path", "rule"), [param for param in RULES if "pattern" in param.values[1]])
def test_patterns_compile_and_are_linear(path: Path, rule: dict[str, Any]) -> None:
    """What repeats without bound must not hold another such repetition: (a+b*)+ can take for ever."""
    pattern = re.sub(r"\{([a-z_]+)\}", "x", rule["pattern"])  # parts that code puts in
    assert not nested_repetition(parser.parse(fold_pattern(pattern)), inside=False)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_named_pattern_is_found_in_its_examples_only(pattern: dict[str, Any]) -> None:
    written = WrittenPattern.model_validate(pattern)
    compiled = compile_pattern(written.pattern)
    assert not nested_repetition(parser.parse(compiled.pattern), inside=False)
    for example in written.examples:
        assert compiled.search(folded(example)), example
    for counterexample in written.counterexamples:
        assert not compiled.search(folded(counterexample)), counterexample
    assert not set(written.examples) & set(written.counterexamples)


def nested_repetition(part: Any, inside: bool) -> bool:
    """Whether an unbounded repetition stands within another in a parsed regular expression."""
    for operation, argument in part:
        if operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            _, most, repeated = argument
            unbounded = most == constants.MAXREPEAT
            if (unbounded and inside) or nested_repetition(repeated, inside or unbounded):
                return True
        elif operation is constants.SUBPATTERN:
            if nested_repetition(argument[3], inside):
                return True
        elif operation is constants.BRANCH:
            if any(nested_repetition(branch, inside) for branch in argument[1]):
                return True
        elif operation in (constants.ASSERT, constants.ASSERT_NOT) and nested_repetition(argument[1], inside):
            return True
    return False


def test_the_check_for_nested_repetitions_finds_them() -> None:
    assert nested_repetition(parser.parse("(?:a+b*)+"), inside=False)
    assert nested_repetition(parser.parse("x|(a|b*)*"), inside=False)
    assert not nested_repetition(parser.parse("a+b*(?:c{1,5})+"), inside=False)


# ---------------------------------------------------------------- patterns


@pytest.mark.parametrize("text", ["می‌رسد", "میرسد", "می رسد", "مي‌رسد"])
def test_a_half_space_in_a_pattern_is_optional(text: str) -> None:
    assert compile_pattern("به ۳ می‌رسد").fullmatch(fold_phrase(f"به ٣ {text}"))


def test_a_space_in_a_pattern_is_a_space() -> None:
    assert not compile_pattern("سال جاری").search(fold_phrase("سالجاری"))


def test_named_parts_may_hold_parts() -> None:
    parts = {"year": "سال {digits}", "digits": r"\d+"}
    assert compile_pattern("تا {year}", parts).fullmatch("تا سال 98")
    assert expand("{digits}{1,2}", parts) == r"(?:\d+){1,2}"
    with pytest.raises(ValueError, match="month"):
        expand("{month}", parts)
    with pytest.raises(ValueError, match="circle"):
        expand("{a}", {"a": "{b}", "b": "{a}"})


def test_spellings_of_a_phrase() -> None:
    assert set(spellings("بهره‌برداری")) == {"بهرهبرداری", "بهره برداری"}
    assert spellings("قم") == ["قم"]


# ---------------------------------------------------------------- loading


class Ruled(RuleFile):
    rules: list[Rule]


def test_a_rules_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "description: what it is\nrules:\n- {id: a, pattern: قم, examples: [در قم]}\n", encoding="utf-8"
    )
    assert load_rules("x", Ruled, tmp_path).rules[0].pattern == "قم"


class Fielded(RuleFile):
    lead: Phrase = ""
    endings: Phrases = ()
    joints: PhraseSet = frozenset()
    offices: AnyPhrase = re.compile("x")
    changes: PhraseTable = {}  # noqa: RUF012 -- pydantic copies it
    patterns: dict[str, Pattern] = {}  # noqa: RUF012


def test_fields_hold_what_matching_wants(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "description: d\n"
        "parts: {year: 'سال {digits}', digits: [۹۸, ۹۹]}\n"
        "lead: به‌گزارش\noffices: [اداره, اداره‌کل]\n"
        "endings: [بهره‌برداری, پایان]\njoints: [و, يا]\nchanges: {increase: [رشد, افزايش]}\n"
        "patterns: {until: {pattern: 'تا {year}', examples: ['تا {year}']}}\n",
        encoding="utf-8",
    )
    rules = load_rules("x", Fielded, tmp_path)
    assert rules.endings == ("بهرهبرداری", "بهره برداری", "پایان")
    assert rules.joints == {"و", "یا"}
    assert rules.lead == "بهگزارش"
    offices = [rules.offices.match(text) for text in ("اداره کل ورزش", "ادارهکل", "اداره کلان", "ادارهها")]
    assert [office and office[0] for office in offices] == ["اداره کل", "ادارهکل", "اداره", None]
    assert rules.changes == {"رشد": "increase", "افزایش": "increase"}
    assert rules.patterns["until"].fullmatch("تا سال 99")
    assert read_rules(tmp_path / "x.yaml")["patterns"]["until"]["examples"] == ["تا {year}"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("endings: یک، دو", "endings: Input should be a valid list"),
        ("changes: {up: رشد}", "changes.up: Input should be a valid list"),
        ("patterns: {until: تا}", "patterns.until: Input should be a valid dictionary"),
        ("patterns: {until: {pattern: تا, examples: []}}", "patterns.until.examples: List should have"),
        ("patterns: {until: {pattern: '(', examples: [x]}}", "patterns.until: Value error, missing )"),
        ("patterns: {until: {pattern: '{month}', examples: [x]}}", "no part is named month"),
        ("parts: {a: '{b}', b: '{a}'}\nendings: ['{a}']", "in a circle"),
        ("parts: [a]", "parts: not a table"),
    ],
)
def test_what_is_wrong_in_a_field_is_said(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f"description: d\n{text}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=re.escape(says)):
        load_rules("x", Fielded, tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("description: d\nrules:\n- {id: a, examples: [x]}\n", "rules.0.pattern: Field required"),
        (
            "description: d\nrules:\n- {id: a, pattern: x, examples: []}\n",
            "rules.0.examples: List should have",
        ),
        ("description: d\nrules: []\nrule: []\n", "rule: Extra inputs are not permitted"),
        ("description: [\n", "not valid YAML"),
        ("", "Input should be a valid dictionary"),
    ],
)
def test_what_is_wrong_in_a_rules_file_is_said(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=f"x.yaml: .*{re.escape(says)}"):
        load_rules("x", Ruled, tmp_path)
    with pytest.raises(RuleError, match="no such rules file"):
        load_rules("y", Ruled, tmp_path)
