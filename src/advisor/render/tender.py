"""In which currency an order is told: the one in which it says all its own money, else the pack's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from advisor.ir import UNLIMITED, FactType, Numbers, Pack, Possible, Rate, ReadAs
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE
from advisor.trace import Order
from advisor.value.currency import named_in, sign_of
from advisor.value.unit import MILLION, MONEY, converted, unconverted


class Tender(Struct, frozen=True):
    """A currency to tell money in, which every amount is counted in the pack's own cents until then.

    code: three capitals; mark: what stands before an amount, the code or its sign; sign: as people write it. millionths: of what one
    unit of it is in the pack's currency; as_of: the day of that rate, None for the pack's own currency.
    """

    code: str
    mark: str
    sign: str
    millionths: int = MILLION
    as_of: date | None = None

    @property
    def plainly(self) -> Tender:
        """The same with its sign before an amount."""
        return replace(self, mark=self.sign)

    @property
    def as_it_is(self) -> Tender:
        """The same for amounts that are already counted in it."""
        return replace(self, millionths=MILLION)

    @property
    def is_foreign(self) -> bool:
        return self.as_of is not None

    def worth(self, cents: int) -> int:
        """Return an amount of the pack's cents in hundredths of this currency."""
        return cents if self.millionths == MILLION or cents >= UNLIMITED else unconverted(cents, self.millionths)

    def raised(self, cents: int) -> int:
        """Return the pack's cents of the next amount up that has three figures in this currency."""
        told = self.worth(cents)
        step = 10 ** max(0, len(str(told)) - _FIGURES)
        return converted(-(-told // step) * step, self.millionths)


_FIGURES = 3
NO_MONEY = Tender("", "", "")
"""For what is surely no money."""


def in_code(code: str) -> Tender:
    """Return a currency told by its code, in which money is counted."""
    return Tender(code, code, code)


def pack_tender(pack: Pack) -> Tender:
    """Return the pack's own currency."""
    return Tender(pack.currency, pack.currency, pack.currency_sign)


def tender_of(pack: Pack, *orders: Order) -> Tender:
    """Return the currency in which each of the orders says every amount of its own, not of its studio or quotes, at one rate; else the pack's."""
    rates = [_rate(pack, order) for order in orders]
    rate = rates[0] if rates else None
    if rate is None or any(one is None or _key(one) != _key(rate) for one in rates):
        return pack_tender(pack)
    sign = sign_of(rate.currency, pack.currency, pack.rates)
    return Tender(rate.currency, rate.currency, sign, rate.millionths, rate.as_of)


def _rate(pack: Pack, order: Order) -> Rate | None:
    """Return the one rate at which all amounts of an order were read, None where there is no such."""
    if not order.readings:
        return None
    amounts = [path for path, value in order.said.items() if _is_amount(value, pack.facts[name_in(path)])]
    own = [path for path in amounts if path not in order.shared]
    rates = {one.path: one.rate or _named(one.text, pack, order) for one in order.readings if one.path in own}
    found = [rates.get(path) for path in own]
    first = found[0] if found else None
    return first if first and all(one is not None and _key(one) == _key(first) for one in found) else None


def moved_readings(pack: Pack, order: Order, moved: Mapping[str, Possible]) -> tuple[ReadAs, ...]:
    """Return what was read of an order with other values at some paths; amounts that are moved stay in its currency."""
    rate = _rate(pack, order)
    found = {path: value for path, value in moved.items() if rate and _is_amount(value, pack.facts[name_in(path)])}
    return (
        *(one for one in order.readings if one.path not in moved),
        *(ReadAs(path=path, text="", value=value, rate=rate) for path, value in found.items()),
    )


def _named(text: str, pack: Pack, order: Order) -> Rate | None:
    """Return the rate of the currency that a text names from which amounts of several facts were read."""
    rates = {**pack.rates, **order.rates}
    return rates.get(named_in(text, pack.currency, rates))


def _key(rate: Rate) -> tuple[str, int, date]:
    return rate.currency, rate.millionths, rate.as_of


def _is_amount(value: Possible, fact: FactType) -> bool:
    """Return whether a value is an amount of money; nothing is as much in any currency."""
    return fact.is_in(MONEY) and value not in (fact.domain, NONE, Numbers(0, 0))
