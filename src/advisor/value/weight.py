"""What a weight says of a thing's size, by what the material weighs."""

from __future__ import annotations

from advisor.value.day import Vague
from advisor.value.number import QuantityError, parse_bounds
from advisor.value.unit import UNITS
from advisor.yaml.text import quoted

PER_CM3 = 1000
"""Cubic millimetres in a cubic centimetre."""


def volume_of(text: str, stuff: str, density: tuple[int, int] | None, currency: str) -> tuple[int, int] | None:
    """Return the volume, in mm3, of a weight as people write it; None if the text is no weight.

    stuff: the fact that says what the thing is made of; density: between what and what a cubic centimetre of it weighs, in mg.

    Raises:
        Vague: it is a weight, and nothing is known of what the thing is made of.
    """
    try:
        low, high = parse_bounds(text, UNITS["mass"], currency=currency, typed=True)
    except QuantityError:
        return None
    if density is None:
        told = f"expected a volume, got the weight {quoted(text)} of a material that is not said here"
        raise Vague(told, f"say `{stuff}` too, or write the volume, such as 50 cm3")
    if low is None or high is None:
        return None
    least, most = density
    return (2 * low * PER_CM3 + most) // (2 * most), (2 * high * PER_CM3 + least) // (2 * least)
