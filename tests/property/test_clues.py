"""Whatever a guarded pattern matches holds one of the words it needs; otherwise the guard hides matches."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.dates.governing import PeriodsFile
from pipeline.rulebook.clues import Clue
from pipeline.rulebook.loading import load_rules
from pipeline.rulebook.patterns import compile_pattern
from pipeline.targets.cues import target_rules
from pipeline.targets.role_rules import role_rules

_GUARDED = [
    *(
        pytest.param(rule.pattern, rule.needs, id=f"{role}-{number}")
        for role, rules in {**role_rules().clues, "own": [*target_rules().own_organization.values()]}.items()
        for number, rule in enumerate(rules)
        if rule.needs
    ),
    *(
        pytest.param(rule.pattern, rule.needs, id=rule.id)
        for rule in load_rules("periods", PeriodsFile).rules
        if rule.needs
    ),
]


@pytest.mark.parametrize(("pattern", "needs"), _GUARDED)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_matches_holds_a_needed_word(pattern: str, needs: list[str], data: st.DataObject) -> None:
    text = data.draw(st.from_regex(compile_pattern(pattern), alphabet="آابپتجحخدرزسشصعفقکگلمنوهی؛: \n"))
    assert Clue(pattern, needs).find(text) is not None
