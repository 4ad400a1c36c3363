"""The shapes of what is tried on an order: a change with both answers, a sweep with its regions, flips."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct, field

from advisor.ir import Memory, Possible, Verdict
from advisor.trace import Advice, Order, Spread


class Turned(Struct, frozen=True, kw_only=True):
    """A rule whose verdict differs between two answers. option: the candidate's id, None for rules not about one."""

    rule: str
    option: str | None
    before: Verdict
    after: Verdict


class WhatIf(Struct, frozen=True, kw_only=True):
    """One order, advised on as it is and as it would be. changes: path, its values before and after, as far as they differ."""

    changes: tuple[tuple[str, Possible, Possible], ...]
    before: Advice
    after: Advice
    turned: tuple[Turned, ...]


class Region(Struct, frozen=True, kw_only=True):
    """A run of values of a fact over which one option wins, ends inclusive; None: every option is excluded there."""

    low: int
    high: int
    pathway: str | None
    option: str | None


class Mark(Struct, frozen=True, kw_only=True):
    """A pathway's best option at one value: what a unit of it costs, and how long it takes."""

    pathway: str
    option: str
    is_excluded: bool
    cost: Spread
    lead_days: Spread


class Point(Struct, frozen=True, kw_only=True):
    """Every pathway's best option at one value of a fact."""

    value: int
    marks: tuple[Mark, ...]


class Sweep(Struct, frozen=True, kw_only=True):
    """One order at every value of a number fact from low to high.

    here: the order's own value, None where it is not one number. regions: ascending; points: of the curves, ascending.
    is_proved: every value was asked, or every value between was shown to turn nothing. against: of the regions where nothing fits, by
    their lowest value, what rules out the option that comes nearest, a rule and the memory it read.
    """

    order: Order
    path: str
    low: int
    high: int
    here: int | None
    regions: tuple[Region, ...]
    points: tuple[Point, ...]
    is_proved: bool
    against: Mapping[int, tuple[str, Memory]] = field(default_factory=dict)


class Band(Struct, frozen=True, kw_only=True):
    """A run of values of a second fact, ends inclusive, over which the regions of the first are the same."""

    low: int
    high: int
    regions: tuple[Region, ...]


class Map(Struct, frozen=True, kw_only=True):
    """One order at every value of two number facts. here, here_by: the order's own values, None where not one number."""

    order: Order
    path: str
    by: str
    here: int | None
    here_by: int | None
    bands: tuple[Band, ...]
    is_proved: bool


class Stand(Struct, frozen=True, kw_only=True):
    """What an order comes to at a value of a fact: who wins, the likely landed cost of the whole order in cents, and the likely days."""

    value: Possible
    pathway: str | None
    cents: int | None
    days: int | None


class Stake(Struct, frozen=True, kw_only=True):
    """What the answer to a question could make of an order. here: as it stands; tried: at values that a person could answer with."""

    path: str
    here: Stand
    tried: tuple[Stand, ...]

    @property
    def pathways(self) -> tuple[str | None, ...]:
        """The pathways that win at some value, the one that wins as it stands first."""
        return tuple(dict.fromkeys((self.here.pathway, *(one.pathway for one in self.tried))))

    @property
    def turns(self) -> int:
        """How many of the values make another pathway win, or none."""
        return sum(1 for one in self.tried if one.pathway != self.here.pathway)

    @property
    def moved(self) -> Fraction:
        """How far the values move the cost of the whole order, on the mean: as a share of it, at most all of it."""
        here = self.here.cents
        shares = [
            min(Fraction(1), Fraction(abs(one.cents - here), here))
            for one in self.tried
            if here and one.cents is not None
        ]
        return sum(shares, Fraction(0)) / max(1, len(self.tried))

    @property
    def cents(self) -> tuple[int, int] | None:
        """The least and the most that the whole order could cost, None where it is not known."""
        known = [one.cents for one in (self.here, *self.tried) if one.cents is not None]
        return (min(known), max(known)) if known else None


class Flip(Struct, frozen=True, kw_only=True):
    """Values of one fact, or of two together, that make another pathway win.

    values: path -> what it would be, as near to what is given as was found. run: of a number alone, the ends between which
    that pathway wins. is_least: proved to be the smallest change of that fact.
    """

    pathway: str
    option: str
    values: tuple[tuple[str, Possible], ...]
    run: tuple[int, int] | None
    is_least: bool


class Flips(Struct, frozen=True, kw_only=True):
    """What would make each other pathway win, the smallest change first.

    unproved: paths of facts of which not every value was asked or shown to lie where nothing turns.
    """

    order: Order
    pathway: str | None
    flips: tuple[Flip, ...]
    unproved: tuple[str, ...]

    def of(self, pathway: str) -> tuple[Flip, ...]:
        """Return the flips that make a pathway win."""
        return tuple(one for one in self.flips if one.pathway == pathway)


class Report(Struct, frozen=True, kw_only=True):
    """All that a report on one order is made of.

    sweep: over the quantity, None where the order does not say one. plane: over quantity and deadline, None where either is
    not one number.
    """

    advice: Advice
    flips: Flips
    sweep: Sweep | None
    plane: Map | None
