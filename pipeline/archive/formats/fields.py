"""Which columns or keys of an archive hold what is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import orjson

from pipeline.archive.entries import Reading
from pipeline.archive.errors import Unsuited

_DEFAULT = Reading()
_OPTIONS = {
    "text_field": "--text-field",
    "id_field": "--id-field",
    "date_field": "--date-field",
    "title_field": "--title-field",
    "source_field": "--source-field",
}


class MissingField(Unsuited):
    """There is no such column or key; the message names those there are."""


def wanted_fields(reading: Reading) -> list[str]:
    """The columns or keys that become an article, without repetitions."""
    return list(dict.fromkeys(getattr(reading, name) for name in _OPTIONS))


def check_fields(there: Iterable[str], reading: Reading, kind: str) -> None:
    """Raises MissingField where the text's column is not there, or another one that the user named.

    kind: "column" or "key".
    """
    names = list(there)
    for attribute, option in _OPTIONS.items():
        name = getattr(reading, attribute)
        needed = attribute == "text_field" or name != getattr(_DEFAULT, attribute)
        if needed and name not in names:
            known = ", ".join(repr(other)[:60] for other in names[:30]) or "none"
            raise MissingField(f'no {kind} "{name}": {known} are there; {option} says which one to take')


def json_row(row: Mapping[str, object]) -> bytes:
    """A row as an entry's JSON; dates as ISO dates."""
    return orjson.dumps(row, default=str, option=orjson.OPT_NON_STR_KEYS)
