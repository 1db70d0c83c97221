"""The record: models, JSON Schema and plain dicts are one contract."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError
from sample_records import record

from pipeline.record import Record, check, json_schema, plain_json


def full_record() -> dict[str, Any]:
    """A record that has every part, with a range from a whole value to a broken one."""
    made = record("a1")
    made["quantities"][0] |= {"high": 4.5, "comparator": "range"}
    return made


def test_plain_dicts_and_models_give_the_same_json() -> None:
    plain = full_record()
    assert Record.model_validate(plain).to_json() == plain_json(check(plain))
    assert Record.model_validate(plain).to_json(indent=2) == plain_json(plain, indent=2)


def test_json_keeps_persian_letters_and_whole_numbers() -> None:
    text = plain_json(full_record())
    assert "قزوین" in text
    assert '"low":3,"high":4.5' in text


def test_schema_accepts_a_full_record_and_is_a_valid_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(full_record(), schema)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("quantities", 0, "comparator"), "≥"),
        (("quantities", 0, "start"), -1),
        (("quantities", 0, "low"), "3"),
        (("targets", 0, "direction"), "up"),
        (("targets", 0, "kind"), "goal"),
        (("provinces", 0, "iso"), "QZ"),
        (("published", "jalali"), "1402/02/11"),
        (("reference", "jalali"), "1402-2"),
        (("officials", 0, "mentions", 0, "kind"), "surname"),
        (("schema_version",), "2"),
        (("warnings",), None),
    ],
)
def test_what_breaks_the_contract_is_refused_everywhere(path: tuple[str | int, ...], value: object) -> None:
    record: Any = full_record()
    part = record
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(json.dumps(record)), json_schema())
    with pytest.raises(ValidationError):
        Record.model_validate(record, strict=True)
    with pytest.raises(ValidationError):
        check(record)


def test_infinity_is_no_value() -> None:
    record = full_record()
    record["quantities"][0]["high"] = float("inf")
    with pytest.raises(ValidationError):
        check(record)


def test_a_missing_field_is_refused() -> None:
    for field in full_record():
        record = full_record()
        del record[field]
        with pytest.raises(ValidationError):
            check(record)


def test_a_record_is_not_changed_by_accident() -> None:
    record = Record.model_validate(full_record())
    with pytest.raises(ValidationError):
        record.title = "another"
