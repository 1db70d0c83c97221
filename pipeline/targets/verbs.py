"""The forms of Persian verbs, by tense, from their two stems."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from pipeline.targets.clause_rules import clause_rules

_HALF_SPACE = "\u200c"


class Tense(StrEnum):
    """What a finite form says about time. PARTICIPLE: شده without است, finite only before a pause."""

    PAST = "past"
    PERFECT = "perfect"
    PLUPERFECT = "pluperfect"
    PARTICIPLE = "participle"
    PRESENT = "present"
    SUBJUNCTIVE = "subjunctive"
    FUTURE = "future"
    COPULA = "copula"


def forms(past: str, present: str, light: bool = False) -> Iterator[tuple[str, Tense, bool]]:
    """Every form that news uses as (form, tense, negated), half-spaces where they are written.

    light: the subjunctive may stand without its ب (یابد), as that of a verb with a prefix may (بازگردد).
    """
    rules = clause_rules().verbs
    soft = "ی" if past[0] == "آ" else ""  # نیاورد, بیاید
    present += "ی" if present[-1] in "اآ" or present == "گو" else ""  # نماید, آید, گوید
    light = light or past.startswith(rules.prefixed)
    past_root, present_root = (past.replace("آ", "ا", 1), present.replace("آ", "ا", 1))
    for negated, prefix in ((False, ""), (True, "ن")):
        stem = past if not negated else prefix + soft + past_root
        for ending in rules.past:
            yield stem + ending, Tense.PAST, negated
            yield f"{prefix}می{_HALF_SPACE}{past}{ending}", Tense.PAST, negated
        yield stem + "ه", Tense.PARTICIPLE, negated
        for ending in rules.perfect:
            yield f"{stem}ه{ending}", Tense.PERFECT, negated
        for ending in rules.pluperfect:
            yield f"{stem}ه{ending}", Tense.PLUPERFECT, negated
        for ending in rules.present:
            yield f"{prefix}می{_HALF_SPACE}{present}{ending}", Tense.PRESENT, negated
        for helper in rules.future:
            yield f"{prefix}{helper} {past}", Tense.FUTURE, negated
            yield f"{prefix}{helper}{past}", Tense.FUTURE, negated  # the blank lost
    for ending in rules.present:
        yield f"ب{'ی' if present[0] == 'آ' else ''}{present_root}{ending}", Tense.SUBJUNCTIVE, False
        yield f"ن{'ی' if present[0] == 'آ' else ''}{present_root}{ending}", Tense.SUBJUNCTIVE, True
        if light:
            yield present + ending, Tense.SUBJUNCTIVE, False


def action_of(text: str, start: int) -> str:
    """The action that a verb at start, in the future or the subjunctive, is; "" for other verbs."""
    match = _acting().match(text, start)
    return clause_rules().verbs.actions[match[1]] if match else ""


@cache
def _acting() -> re.Pattern[str]:
    """A verb that is an action itself, in the future or the subjunctive; group 1 is its stem."""
    return re.compile(rf"(?:ب|خواه\w+ ?)({'|'.join(clause_rules().verbs.actions)})")
