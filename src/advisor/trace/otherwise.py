"""What would be if an order said something else: what could change its answer, what would help, and where prices cross."""

from __future__ import annotations

from msgspec import Struct

from advisor.ir import Possible


class Witness(Struct, frozen=True, kw_only=True):
    """Values that, if the facts turned out to have them, would make `pathway` (None: no pathway) win instead, by that option.

    stake_cents: by how much the likely landed cost of the whole order would be another then, None where it is not known.
    """

    values: tuple[tuple[str, Possible], ...]
    pathway: str | None
    option: str | None
    stake_cents: int | None = None


class Assumed(Struct, frozen=True, kw_only=True):
    """A fact that stands at an assumed value, and what the answer would be if it had another.

    other: that value, of the usual ones the one that changes most. pathway, option: which would win then, None if none would, or
    nothing fits now and that would break a limit. cents, days: by
    how much the whole order's likely landed cost and likely lead time would be another, None where that is not known.
    """

    path: str
    value: Possible
    other: Possible
    pathway: str | None
    option: str | None
    cents: int | None
    days: int | None


class Change(Struct, frozen=True, kw_only=True):
    """The least change of one given fact found to lift every exclusion of an option: from what it is, to `value`.

    is_realistic: a person could mean it; keeps: every limit is likely kept then.
    """

    option: str
    path: str
    value: Possible
    is_realistic: bool = True
    keeps: bool = True

    @property
    def is_cure(self) -> bool:
        """Whether a person could make it, and would then have an answer that keeps every limit."""
        return self.is_realistic and self.keeps


class Together(Struct, frozen=True, kw_only=True):
    """What several limits would have to be together for an option to keep every limit, where no one change would do: path and value of each that changes."""

    option: str
    values: tuple[tuple[str, Possible], ...]


class Loosened(Struct, frozen=True, kw_only=True):
    """A fact that an order names and could leave open, where nothing fits or the winner breaks a limit: its value then, and which pathway would win, by which option, and whether that likely keeps every limit."""

    path: str
    value: Possible
    pathway: str
    option: str | None
    keeps: bool = True


class Lift(Struct, frozen=True, kw_only=True):
    """An exclusion that holds as assumed, and of each actionable fact it reads the value nearest to the given one that lifts it alone.

    beyond: of those facts, the ones of which a person could not mean that value, by path.
    """

    rule: str
    changes: tuple[tuple[str, Possible], ...]
    beyond: tuple[str, ...] = ()


class Breach(Struct, frozen=True, kw_only=True):
    """A limit of the order that the winner likely does not keep, by path, and what would mend it."""

    path: str
    lift: Lift


class Loser(Struct, frozen=True, kw_only=True):
    """A pathway that does not win, by its best option. place: among the pathways, were its exclusions lifted.

    behind: by how many points it would still lose then, not above 0 if it would win; None where no pathway wins. breaks: paths of
    the limits that it likely does not keep.
    """

    option: str
    pathway: str
    lifts: tuple[Lift, ...]
    place: int
    behind: int | None
    breaks: tuple[str, ...] = ()


class Run(Struct, frozen=True, kw_only=True):
    """From this quantity on, until the next run begins, one of two options is the cheaper: the second, or the first."""

    quantity: int
    second_is_cheaper: bool


class BreakEven(Struct, frozen=True, kw_only=True):
    """From which quantity on an option costs less a unit than the winner.

    quantity: where the run of quantities begins, the order's own or the next after it, over which it is cheaper; None:
    there is none. low, high: the quantities that both take, None if they share none. is_cheaper: at the order's already.
    """

    option: str
    pathway: str
    quantity: int | None
    low: int | None
    high: int | None
    is_cheaper: bool
