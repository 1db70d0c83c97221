"""Titles and verbs that lost a blank."""

from __future__ import annotations

from pipeline.document import Sentence
from pipeline.officials.subjects import REACH
from pipeline.officials.titles import Title
from pipeline.officials.vocabulary import Vocabulary

_LONGEST_TITLE = 40


def glued_title(words: Vocabulary, text: str, verb: int) -> Title | None:
    """A title that lost its blank, right before a verb of speech: «استانداریزد گفت»."""
    end = verb - 1
    edge = max(0, end - _LONGEST_TITLE)
    start = max(text.rfind(" ", edge, end), text.rfind("\n", edge, end)) + 1
    glued = words.posts.patterns.glued_title.match(text, start, end)
    if glued is None:
        return None
    role = next(role for role in words.roles if role.head == glued[0])
    return Title(start, end, role, glued.end(), (glued.end(), end))


def glued_verb(words: Vocabulary, text: str, sentence: Sentence) -> int | None:
    """Where a verb of speech stands that lost the blank before it: «در همایش اهوازافزود:»."""
    reach = min(sentence.end, sentence.start + REACH)
    if text.find(":", sentence.start, reach) < 0:
        return None
    glued = words.speech.patterns.glued_verb.search(text, sentence.start, reach)
    return glued.start() if glued else None
