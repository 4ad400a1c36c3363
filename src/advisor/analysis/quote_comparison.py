"""Quotes side by side: landed at the same quantities, what their prices leave out, and from which quantity on each is the cheaper.

The order of the offers is that of the one ranking (`ranking.py`), over every candidate; nothing ranks on an ex-works price.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from advisor import estimate, ir
from advisor.advice import Advisor
from advisor.advice.break_even import Costs, common, quantity_bounds, runs
from advisor.advice.decision import Candidate, Decision
from advisor.errors import Diagnostic, OrderError
from advisor.meaning import domain_of, truth
from advisor.meaning.path import name_in
from advisor.offer import AtQuantity, Comparison, Offer, Pair
from advisor.trace import Advice, Order, Ranked, Run, Spread

_TIMES = (1, 2, 5)
"""The multiples of the order's quantity at which quotes are compared, as a request for quotation asks for them."""
_FEWEST = 2


def compare(advisor: Advisor, order: Order, *, everything: bool = False) -> Comparison:
    """Return the order's quotes compared, and, where there are fewer than two, each other pathway's best option that stands.

    everything: every candidate that stands, besides the quotes.

    Raises:
        OrderError: the order does not say its quantity.
    """
    advice, decision = advisor.advise(order, witnesses=False), advisor.weigh(order)
    quantity = _point(decision.assumed.memory, decision.amount)
    if quantity is None:
        raise OrderError([_no_quantity(advisor.pack, order)])
    rows = _compared(advice, everything=everything)
    yearly = _yearly(advisor.pack, decision, quantity)
    quantities = _quantities(advisor.pack, quantity, yearly)
    weighed = {one: decision if one == quantity else advisor.weigh(order, one) for one in quantities}
    here = {one.option.id: one for one in decision.candidates}
    offers = tuple(_offer(advisor.pack, row, here[row.option.id], weighed, order) for row in rows)
    costs = Costs(advisor.moving)
    return Comparison(
        order=order, quantity=quantity, quantities=quantities, yearly=yearly, offers=offers, winner=advice.winner,
        pairs=tuple(
            _pair(advisor.pack, costs, here[one.option.id], here[other.option.id]) for one, other in combinations(rows, 2)
        ),
    )  # fmt: skip


def _no_quantity(pack: ir.Pack, order: Order) -> Diagnostic:
    """Return why nothing can be compared: the order, or the pack, does not say how many."""
    amount = pack.roles.amount
    if not amount:
        told = f"quotes can be compared at a quantity only, and pack `{pack.id}` has no fact that says how many are ordered"
        return Diagnostic(order.at, told, "name it in pack.yaml: `roles: {amount: NAME}`")
    name = name_in(amount)
    cure = f"write `{name}: 120`, or say --set {name}=120"
    return Diagnostic(order.at, "quotes can be compared at a quantity only, and the order says none", cure)


# --- what is compared -------------------------------------------------------------------------------------------------
def price_breaks(advisor: Advisor, order: Order) -> tuple[int, ...]:
    """Return the quantities at which prices are asked and compared: the order's, its multiples and the year's; none if unknown."""
    decision = advisor.weigh(order)
    quantity = _point(decision.assumed.memory, decision.amount)
    return () if quantity is None else _quantities(advisor.pack, quantity, _yearly(advisor.pack, decision, quantity))


def _compared(advice: Advice, *, everything: bool) -> list[Ranked]:
    """Return the quotes and what is compared with them, in the order of the ranking."""
    quotes = [row for row in advice.ranking if row.option.is_quote]
    standing = [row for row in advice.ranking if not row.option.is_quote and not row.ruled_out_by]
    taken = {row.option.pathway for row in quotes}
    best: dict[str, Ranked] = {}
    for row in standing:
        if row.option.pathway not in taken:
            best.setdefault(row.option.pathway, row)
    besides = standing if everything else [*best.values()] if len(quotes) < _FEWEST else []
    wanted = {row.option.id for row in (*quotes, *besides)}
    return [row for row in advice.ranking if row.option.id in wanted]


def _point(memory: ir.Memory, path: str) -> int | None:
    value = memory.get(path)
    return value.low if isinstance(value, ir.Numbers) and value.low == value.high and not value.or_none else None


def _yearly(pack: ir.Pack, decision: Decision, quantity: int) -> int | None:
    """Return how many units a whole year takes, None if the order does not say how often it is repeated."""
    path = pack.roles.repeats
    if not path or decision.given[path] == domain_of(pack, path):
        return None
    repeats = _point(decision.assumed.memory, path)
    return None if repeats is None else quantity * (1 + repeats)


def _quantities(pack: ir.Pack, quantity: int, yearly: int | None) -> tuple[int, ...]:
    domain = quantity_bounds(pack)
    most = ir.UNLIMITED if domain is None else domain.high
    others = {quantity * times for times in _TIMES} | ({yearly} if yearly is not None else set())
    return tuple(sorted(one for one in others if one <= most))


# --- one offer --------------------------------------------------------------------------------------------------------
def _offer(pack: ir.Pack, row: Ranked, one: Candidate, weighed: Mapping[int, Decision], order: Order) -> Offer:
    last = row.option.valid_until
    quantity = _point(one.assumed.memory, pack.roles.amount) or 0
    return Offer(
        ranked=row,
        ex_works=_ex_works(pack, one.assumed.memory, quantity),
        at=tuple(_at(pack, row.option, amount, decision) for amount, decision in weighed.items()),
        left_out=lines_left_out(pack, row.option, one.assumed.memory) if row.option.is_quote else (),
        has_run_out=last is not None and order.as_of is not None and last < order.as_of,
    )  # fmt: skip


def _ex_works(pack: ir.Pack, memory: ir.Memory, quantity: int) -> Spread:
    tables = [memory[f"{pack.roles.unit_price}.{reading}"] for reading in ir.READINGS]
    low, likely, high = (_row(table.rows, quantity) if isinstance(table, ir.Table) else 0 for table in tables)
    return Spread(low, likely, high)


def _row(rows: Sequence[tuple[int, int]], quantity: int) -> int:
    return [value for start, value in rows if start <= quantity or start == rows[0][0]][-1]


def _at(pack: ir.Pack, option: ir.Option, quantity: int, decision: Decision) -> AtQuantity:
    """Return what an option costs at a quantity; less than its smallest order, unless it keeps the rest, is not offered."""
    one = next((one for one in decision.candidates if one.option.id == option.id), None)
    if one is None:
        return AtQuantity(quantity=quantity, landed=None)
    landed = estimate.spread(pack.roles.cost, one.assumed.memory)
    if one.contestant.excluded is not True:
        return AtQuantity(quantity=quantity, landed=landed)
    least, most = (_point(one.assumed.memory, path) for path in (pack.roles.least, pack.roles.most))
    return AtQuantity(
        quantity=quantity, landed=landed,
        least=least if least is not None and quantity < least else None,
        most=most if most is not None and quantity > most else None,
    )  # fmt: skip


def lines_left_out(pack: ir.Pack, quote: ir.Option, memory: ir.Memory) -> tuple[str, ...]:
    """Return the names of the lines that a quote's price leaves out. memory: the quote's, as assumed.

    A quote prices a line by saying one of its facts, whatever the amount; what it does not say is taken as nothing by the
    estimates, so a line left out makes the quote look cheaper than it is.
    """
    keys = quote.said if isinstance(quote.said, dict) else {}
    said = {fact.name for fact in pack.facts.values() if any(name in keys for name in (fact.name, *fact.also))}
    return tuple(
        line.name
        for line in pack.lines.values()
        if said.isdisjoint(line.priced_by) and truth.holds(line.unless, memory) is not True
    )


# --- two offers -------------------------------------------------------------------------------------------------------
def _pair(pack: ir.Pack, costs: Costs, one: Candidate, other: Candidate) -> Pair:
    first, second = costs.of(one), costs.of(other)
    low, high = common(pack, one, other) or (None, None)
    is_known = first is not None and second is not None
    found: tuple[Run, ...] = ()
    if first is not None and second is not None and low is not None and high is not None:
        found = runs(first, second, low, high)
    return Pair(first=one.option.id, second=other.option.id, low=low, high=high, is_known=is_known, runs=found)
