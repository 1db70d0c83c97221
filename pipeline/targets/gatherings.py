"""When a gathering is held: its date is that of all that is to be done there."""

import re
from bisect import bisect_right
from functools import cache

from pipeline.document import DateMention, Document, Period, Sentence
from pipeline.rulebook.clues import Clue
from pipeline.targets.cues import target_rules
from pipeline.targets.scope import dates_in, is_past
from pipeline.text.folding import fold_phrase


def gathering_due(
    document: Document, sentence: Sentence, today: str
) -> tuple[Period | None, DateMention | None]:
    """The date of the festival, congress … that a sentence speaks of, as the article gives it up to there."""
    text = document.text
    named = set(_gatherings().findall(text, sentence.start, sentence.end)) if today else set()
    if not named:
        return None, None
    starts = document.sentence_starts
    for mention in reversed(dates_in(document, 0, sentence.end)):
        if is_past(mention.period, today) or mention.period.jalali_end == today:
            continue
        place = document.sentences[bisect_right(starts, mention.start) - 1]
        same = named.intersection(_gatherings().findall(text, place.start, place.end))
        if same and _to_be_held().find(text[mention.start : place.end]):
            return mention.period, mention
    return None, None


@cache
def _gatherings() -> re.Pattern[str]:
    words = map(fold_phrase, target_rules().gatherings)
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


@cache
def _to_be_held() -> Clue:
    return target_rules().to_be_held.compile()
