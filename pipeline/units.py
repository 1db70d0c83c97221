"""Units of quantities in the units library (pint): what they measure, and conversion.

    dimensionality("cubic_meter/second")           # "[length] ** 3 / [time]"
    convert(2.5, "megawatt", "kilowatt")           # 2500.0

pint is imported with the first call: extraction itself does not need it.
"""

from functools import cache
from typing import Any

from pipeline.resources import data_folder


class UnitError(ValueError):
    """A unit is unknown, or one cannot be turned into the other."""


@cache
def registry() -> Any:
    """The library's registry with our definitions (data/units/definitions.txt) loaded."""
    import pint

    units: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    units.load_definitions(str(data_folder() / "units" / "definitions.txt"))
    return units


def dimensionality(unit: str) -> str:
    """What a unit of a record measures, as the library writes it. Raises UnitError for an unknown unit."""
    return str(_quantity(1, unit).dimensionality)


def convert(value: float, unit: str, target: str) -> float:
    """A value in another unit of the same dimension. Raises UnitError where there is none."""
    import pint

    wanted = _quantity(1, target).units
    try:
        return float(_quantity(value, unit).to(wanted).magnitude)
    except pint.DimensionalityError as error:
        raise UnitError(f"{unit} cannot be turned into {target}: {error}") from None


def _quantity(value: float, unit: str) -> Any:
    import pint

    try:
        return registry().Quantity(value, unit)
    except (pint.UndefinedUnitError, pint.DefinitionSyntaxError, AttributeError) as error:
        raise UnitError(f"unknown unit: {unit} ({error})") from None
