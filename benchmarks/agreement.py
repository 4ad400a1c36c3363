"""No engine is timed before it has said, of the same orders, what the reference says: the rules that hold, and the winner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from advisor import check
from advisor.advice import Advisor
from advisor.advice.advisor import EngineName
from advisor.columnar import orders_of
from advisor.columnar.answers import Columnar
from advisor.columnar.column import Array
from advisor.columnar.contest import NOBODY
from advisor.order import OrderReader
from advisor.pack.load import load
from advisor.trace import Order
from held import names, winners_and_masks
from peers import ENGINES, opener
from rule_set import Said, as_yaml, fired_by, orders, winner_of

PACK = Path(__file__).parent / "packs" / "forty_three"
OURS: tuple[EngineName, ...] = ("experta", "walk")


def agree(count: int) -> str:
    """Return the sentence that says who agreed.

    Raises:
        AssertionError: an engine says something else of an order.
    """
    asked = list(orders(count))
    right = [(sorted(fired), winner_of(fired)) for fired in map(fired_by, asked)]
    for name in ENGINES:
        _compare(name, opener(name)(), asked, right)
    for engine in OURS:
        _compare(f"advisor on {engine}", _ours(engine), asked, right)
    _compare("advisor in columns", _columns(asked), asked, right)
    names = ", ".join((*ENGINES, *(f"advisor on {engine}" for engine in OURS), "advisor in columns"))
    held = {rule for fired, _ in right for rule in fired}
    return (
        f"On {count:,} seeded orders {names} say the same as the reference, of all that is timed: the rules that hold and "
        f"the winner. Of the 43 rules {len(held)} held of some order, none of all."
    )


def _compare(
    name: str, fired: Callable[[Said], list[str]], asked: Sequence[Said], right: Sequence[tuple[list[str], str | None]]
) -> None:
    for said, (rules, winner) in zip(asked, right, strict=True):
        found = fired(said)
        if (sorted(found), winner_of(found)) != (rules, winner):
            raise AssertionError(f"{name} differs by {set(found) ^ set(rules)} on {said}")


def advisor_for(engine: EngineName) -> Advisor:
    """Return an advisor by the pack of 43 rules."""
    advisor = Advisor(load(PACK, label=PACK.name), engine)
    check.refuse(advisor.program)
    return advisor


def as_order(said: Said, reader: OrderReader) -> Order:
    """Return an order as `advisor` holds it once it has read it."""
    held = reader.read(as_yaml(said, 0).encode(), "order")
    return held.orders[0]


def _columns(asked: Sequence[Said]) -> Callable[[Said], list[str]]:
    """Return what gives the columns' answers to these orders, one after the other."""
    advisor = advisor_for("walk")
    reader = OrderReader(pack=advisor.pack, derived=advisor.derived)
    columnar = Columnar(advisor.program)
    winners, masks = winners_and_masks(columnar, orders_of(advisor.pack, [as_order(said, reader) for said in asked]))
    rows = iter(zip(_pathways(columnar, winners), masks, strict=True))

    def fired(said: Said) -> list[str]:
        pathway, mask = next(rows)
        held = names(columnar, mask)
        if pathway != winner_of(held):
            raise AssertionError(f"advisor in columns says {pathway} of {said}")
        return held

    return fired


def _pathways(columnar: Columnar, winners: Array) -> list[str | None]:
    options = list(columnar.pack.options.values())
    return [None if one == NOBODY else options[one].pathway for one in winners.tolist()]


def _ours(engine: EngineName) -> Callable[[Said], list[str]]:
    advisor = advisor_for(engine)
    reader = OrderReader(pack=advisor.pack, derived=advisor.derived)

    def fired(said: Said) -> list[str]:
        advice = advisor.advise(as_order(said, reader), trace="all", witnesses=False)
        found = [one.rule for one in advice.firings if one.verdict]
        if advice.pathway != winner_of(found):
            raise AssertionError(f"advisor on {engine} says {advice.pathway} of {said}")
        return found

    return fired
