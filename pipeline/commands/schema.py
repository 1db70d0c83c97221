"""khabarkav schema: the JSON Schema of a record."""

import json


def schema() -> None:
    """Print the JSON Schema of a record.

    \b
    Example:
      khabarkav schema > record.schema.json
    """
    from pipeline.record import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
