"""How large things usually are, and what the unit of a size is that says none: `200x90` in millimetres or centimetres."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod
from typing import NamedTuple

from advisor.ir import FactType, Guess, Numbers
from advisor.value.day import QuantityError
from advisor.value.number import parse_bounds, parse_sides
from advisor.value.sides import SHEETS
from advisor.value.spoken import tidy
from advisor.value.unit import UNITS

MM = 1_000_000  # in nm
METRIC = ("mm", "cm")  # the units that people leave out
INCH = "in"  # and this one
MUCH_NEARER = 2  # how many times as near as in what is metric a size has to be to the usual for inches to be meant
LIKE = Fraction(3, 2)  # how many times as large as usual a side is at most where its size alone tells which it is
UNLIKE = 4  # how many times as large as usual, or as small, a thing may be for its unit to be known


def nanometres(text: str) -> int:
    """Return the least that a length is, 0 if it is not to be read."""
    try:
        return parse_bounds(tidy(text), UNITS["length"], currency="", typed=True)[0] or 0
    except QuantityError:
        return 0


class Usual(NamedTuple):
    """How long in nanometres a thing usually is, and how large its second side; 0 where that is not known."""

    longest: int
    second: int

    def islongest_of(self, size: int, *, is_across: bool) -> bool:
        """Return whether the largest side that is said is the longest. is_across: it may be the second, as its name says.

        One said alone is how large a thing is, unless it is like the second side: a coaster, but no belt, is 8 cm wide.
        """
        if size > self.longest or not (is_across and self.second):
            return size > self.longest
        is_long = self.longest > UNLIKE * self.second
        is_like_second = ratio(size, self.second) < min(LIKE, ratio(size, self.longest))
        return not (is_long or is_like_second)


def usual_size(fact: FactType, meaning: tuple[bool | str, ...]) -> int:
    """Return how large in nanometres a thing usually is, 0 if that is not known."""
    return assumed_size(fact, meaning) if fact.assume and fact.assume.is_usual else 0


def assumed_size(fact: FactType, meaning: tuple[bool | str, ...]) -> int:
    """Return what a thing's side is taken for in nanometres, whatever else is said; 0 if nothing is said of such a thing."""
    cases = fact.assume.cases if fact.assume else ()
    told = (
        (one if isinstance(one, Guess) else one.otherwise for case, one in cases if case in meaning) if meaning else ()
    )
    found = (one.value for one in told if one is not None)
    return next((one.low for one in found if isinstance(one, Numbers) and one.low), 0)


def is_solid(
    longest: FactType, volume: FactType, meaning: tuple[bool | str, ...], facts: Mapping[str, FactType]
) -> bool:
    """Return whether a thing usually fills a good part of the box of its sides, so that nothing goes into it."""
    sides = [assumed_size(longest, meaning), *(assumed_size(facts[name], meaning) for name in longest.sides)]
    return all(sides) and assumed_size(volume, meaning) * MM**3 * UNLIKE >= prod(sides)


def is_like(size: int, usual: int) -> bool:
    """Return whether a thing may be of a size, by how large such things usually are."""
    return bool(size and usual) and ratio(size, usual) <= UNLIKE


def ratio(one: int, other: int) -> Fraction:
    """Return how many times as large the larger of two lengths is."""
    return max(Fraction(one, other), Fraction(other, one))


def sheet_unit(text: str) -> str:
    """Return the inch, if two sides are those of a North American sheet in inches: `8.5x11`; else empty."""
    found = _read(f"{text} in")
    return "in" if tuple(sorted((side[0] or 0 for side in found), reverse=True)) in SHEETS.values() else ""


def unit_left_out(text: str, usual: int, *, in_inches: bool = False) -> str:
    """Return the unit in which a length, or the longest of several sides, is nearest to the usual, empty if none is near.

    An inch has to be much nearer than what is metric: of a notebook of `4 x 6`, not of one of `12 x 9`. in_inches: whether the
    person measures so, of whom what is metric has to be well nearer: a bracket of `6 x 4` beside dollars is no 6 cm long.
    """
    near = {
        unit: ratio(size, usual) for unit in (*METRIC, INCH) if is_like(size := longest_of(f"{text} {unit}"), usual)
    }
    metric = min((unit for unit in METRIC if unit in near), key=near.__getitem__, default="")
    if INCH in near and (not metric or _is_inch(near[INCH], near[metric], in_inches=in_inches)):
        return INCH
    return metric


def _is_inch(inches: Fraction, metric: Fraction, *, in_inches: bool) -> bool:
    """Return whether inches are meant, by how many times as large as usual a thing is in them and in what is metric."""
    return inches < metric * LIKE if in_inches else inches * MUCH_NEARER <= metric


def longest_of(text: str) -> int:
    """Return the length that a text says in nanometres, of several sides the longest, 0 if it says none."""
    sides = _read(text)
    return (sides[0][0] or 0) if sides else nanometres(text)


def _read(text: str) -> tuple[tuple[int, int], ...]:
    """Return the sides that a text says, none if it says none that can be."""
    try:
        return parse_sides(text) or ()
    except QuantityError:
        return ()


def sides_in_order(said: Mapping[str, Numbers], longest: FactType, usual: Usual) -> dict[str, Numbers]:
    """Return the sides of a thing so that the longest is the longest, whatever each was called: `width: 60 cm`, `depth: 40 cm`.

    said: those that are said, by their facts' names. Of a thing that is not known the longest side said is its longest, unless that is
    how thick it is.
    """
    names = [name for name in (longest.name, *longest.sides) if name in said]
    sizes = sorted(said.values(), key=lambda one: (one.low, one.high), reverse=True)
    if not sizes:
        return {}
    bounds, is_across = longest.domain, longest.sides[0] in said
    is_longest = usual.islongest_of(sizes[0].low, is_across=is_across) if usual.longest else is_across
    is_possible = isinstance(bounds, Numbers) and bounds.low <= sizes[0].low and sizes[0].high <= bounds.high
    if longest.name not in said and is_longest and is_possible:
        is_thin = sizes[0].low > UNLIKE * sizes[-1].high
        names = [longest.name, *(names[1:] if is_thin else names[:-1])]
    return dict(zip(names, sizes, strict=True))
