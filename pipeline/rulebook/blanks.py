"""Fields of rules files for phrases that code compares with a stretch of text, blanks included.

Rules files hold the phrases without blanks; each type says where code wants one.
"""

from typing import Annotated

from pydantic import AfterValidator

from pipeline.rulebook.fields import Phrases


def _behind(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in phrases)


def _before(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f" {phrase}" for phrase in phrases)


def _around(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f" {phrase} " for phrase in phrases)


BlankBehind = Annotated[Phrases, AfterValidator(_behind)]
BlankBefore = Annotated[Phrases, AfterValidator(_before)]
BlankAround = Annotated[Phrases, AfterValidator(_around)]
