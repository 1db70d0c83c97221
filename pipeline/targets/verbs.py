"""The forms of Persian verbs, by tense, from their two stems."""

import re
from collections.abc import Iterator
from enum import StrEnum

_HALF_SPACE = "\u200c"
_PAST_ENDINGS = ("", "ند", "یم", "م")
_PRESENT_ENDINGS = ("د", "ند", "یم", "م")
_PERFECT_ENDINGS = (" است", "\u200cاند", "\u200cایم", "\u200cام")
_PLUPERFECT_ENDINGS = (" بود", " بودند", " بودیم")
_PREFIXED = ("باز", "برگ", "بردا", "برخ", "درگ", "درآ", "فرا")
# Verbs that are actions themselves: ۲۰ خانه خواهد ساخت, by the first letter of their forms.
_ACTIONS = {"س": "ساخت", "خ": "خرید", "ف": "فروش", "ک": "کاشت"}
_ACTING = re.compile(r"(?:ب|خواه\w+ ?)(س(?:از|اخت)|خر|فرو(?:ش|خت)|کا(?:ر|شت))")
ACTING = frozenset({"ساخت", "خرید", "فروخت", "کاشت"})  # their past stems
TRADES = frozenset({"خرید", "فروش"})  # with these, money is a price
_FUTURE = ("خواهد", "خواهند", "خواهیم", "خواهم")


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
    soft = "ی" if past[0] == "آ" else ""  # نیاورد, بیاید
    present += "ی" if present[-1] in "اآ" or present == "گو" else ""  # نماید, آید, گوید
    light = light or past.startswith(_PREFIXED)
    past_root, present_root = (past.replace("آ", "ا", 1), present.replace("آ", "ا", 1))
    for negated, prefix in ((False, ""), (True, "ن")):
        stem = past if not negated else prefix + soft + past_root
        for ending in _PAST_ENDINGS:
            yield stem + ending, Tense.PAST, negated
            yield f"{prefix}می{_HALF_SPACE}{past}{ending}", Tense.PAST, negated
        yield stem + "ه", Tense.PARTICIPLE, negated
        for ending in _PERFECT_ENDINGS:
            yield f"{stem}ه{ending}", Tense.PERFECT, negated
        for ending in _PLUPERFECT_ENDINGS:
            yield f"{stem}ه{ending}", Tense.PLUPERFECT, negated
        for ending in _PRESENT_ENDINGS:
            yield f"{prefix}می{_HALF_SPACE}{present}{ending}", Tense.PRESENT, negated
        for helper in _FUTURE:
            yield f"{prefix}{helper} {past}", Tense.FUTURE, negated
            yield f"{prefix}{helper}{past}", Tense.FUTURE, negated  # the blank lost
    for ending in _PRESENT_ENDINGS:
        yield f"ب{'ی' if present[0] == 'آ' else ''}{present_root}{ending}", Tense.SUBJUNCTIVE, False
        yield f"ن{'ی' if present[0] == 'آ' else ''}{present_root}{ending}", Tense.SUBJUNCTIVE, True
        if light:
            yield present + ending, Tense.SUBJUNCTIVE, False


def action_of(text: str, start: int) -> str:
    """The action that a verb at start, in the future or the subjunctive, is; "" for other verbs."""
    match = _ACTING.match(text, start)
    return _ACTIONS[match[1][0]] if match else ""
