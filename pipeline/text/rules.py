"""rules/text.yaml: what is known of a text before any rule of a stage reads it."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet
from pipeline.rulebook.loading import RuleFile, load_rules


class TextPatterns(BaseModel):
    """How lines and sentences begin, end and go on."""

    model_config = ConfigDict(extra="forbid")

    whole_number: Pattern
    goes_on: Pattern
    opens_body: Pattern
    says: Pattern


class TextFile(RuleFile):
    """The whole of rules/text.yaml."""

    persian_evidence: Phrases
    persian_words: PhraseSet
    arabic_words: PhraseSet
    words_of_windows_1256: frozenset[str]
    leading_on: Phrases
    letter_names: PhraseSet
    patterns: TextPatterns


@cache
def text_rules() -> TextFile:
    """The installed file, read once."""
    return load_rules("text", TextFile)
