"""What the parts of a pack are called on which its answers turn."""

from __future__ import annotations

from msgspec import Struct


class PackRoles(Struct, frozen=True, kw_only=True):
    """Which facts and estimates play the parts that every answer, chart and paper knows: of a fact its path, of an estimate its name.

    Empty where the pack has none; no fact has an empty path, so that nothing is found there. Every pack has `least`, `most`, `unit_price`,
    `cost` and `time`.

    Of the order. amount: how many are ordered. due: by when they are wanted, in days. price: what a client pays for one; deposit: the
    share of it paid first. cash: what can be tied up. repeats: how often a year it is ordered again.
    Of an option. least, most: the smallest and the largest order that is taken. unit_price: what one costs ex works, by amount.
    tooling: what is paid once. making: how long it takes to make.
    Estimates. cost: of one, delivered; time: from order to delivery; both rank. total: of the whole order. one_off: what is paid once.
    peak: the most money tied up; peak_day: when that is.
    """

    amount: str = ""
    due: str = ""
    price: str = ""
    deposit: str = ""
    cash: str = ""
    repeats: str = ""
    least: str = ""
    most: str = ""
    unit_price: str = ""
    tooling: str = ""
    making: str = ""
    cost: str = ""
    time: str = ""
    total: str = ""
    one_off: str = ""
    peak: str = ""
    peak_day: str = ""

    @property
    def estimates(self) -> tuple[str, ...]:
        """The estimates that play a role, each once."""
        told = (self.cost, self.total, self.one_off, self.peak, self.peak_day, self.time)
        return tuple(dict.fromkeys(name for name in told if name))
