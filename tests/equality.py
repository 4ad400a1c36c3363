"""Hold the engines equal on many random packs and orders: `python tests/equality.py PAIRS [SEED] [--experta N]`.

Every pair is answered by `truth`, by way of the plain walk, and by the columnar engine; one pair in so many by experta too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.advice.decision import Decision
from advisor.advice.outlook import WalkOutlook, is_proved
from advisor.columnar import orders_of
from advisor.columnar.answers import Columnar
from advisor.columnar.column import PAIR
from advisor.columnar.decide import Decided
from advisor.ir import Verdict
from advisor.trace import Advice, Order
from strategies import Dice, Files, advisor_of, make_order, make_pack, read_order, seeded
from walked import row_of

Asked = tuple[str, str, str | None]
"""Over every possible value or as assumed, a rule, and the option that it is asked of."""
Told = dict[str, object]
"""All that engines must agree on: the answer, the ranking, the winner's estimates, and every verdict but advice's own."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One order that two engines answer differently: where in the run it was, in what, and what it takes to see it."""

    place: str
    names: tuple[str, ...]
    files: Files
    order: str

    def __str__(self) -> str:
        files = "\n".join(f"# {name}\n{text}" for name, text in self.files.items())
        return f"{self.place}: {', '.join(self.names)} differ\n{files}\n# order\n{self.order}"


# --- experta against the walk: the whole advice -----------------------------------------------------------------------
def plain(advice: Advice) -> Advice:
    """Return the advice without the name of the engine that gave it."""
    return replace(advice, engine="")


def unlike(one: Advice, other: Advice) -> tuple[str, ...]:
    """Return the names of the parts in which two answers differ, the engine's name aside."""
    first, second = plain(one), plain(other)
    return tuple(part for part in Advice.__struct_fields__ if getattr(first, part) != getattr(second, part))


# --- the columnar engine against the walk: what it says of each order -------------------------------------------------
def told_by_walk(advisor: Advisor, orders: Sequence[Order]) -> list[Told]:
    """Return what the plain walk says of each order."""
    return [_told(advisor, advisor._weigher.decide(order.given, order.quotes)) for order in orders]


def _told(advisor: Advisor, decision: Decision) -> Told:
    verdicts: dict[Asked, Verdict] = {
        (way, rule, None): held
        for way, outcome in (("possible", decision.possible), ("assumed", decision.assumed))
        for rule, held in outcome.verdicts.items()
    }
    for one in decision.candidates:
        for way, outcome in (("possible", one.possible), ("assumed", one.assumed)):
            verdicts |= {(way, rule, one.option.id): held for rule, held in outcome.verdicts.items()}
    settled = is_proved(decision, WalkOutlook(advisor._weigher, decision))
    return row_of(advisor, decision) | {
        "settled": settled,
        "firm": settled or is_proved(decision, WalkOutlook(advisor._weigher, decision, usual=True)),
        "verdicts": verdicts,
    }


def told_by_columns(engine: Columnar, orders: Sequence[Order]) -> list[Told]:
    """Return what the columnar engine says of each order."""
    asked = orders_of(engine.pack, orders)
    verdicts = [told for piece in engine.engine.pieces(asked) for told in _verdicts(piece)]
    return [row | {"verdicts": held} for row, held in zip(engine.decide(asked).to_dicts(), verdicts, strict=True)]


def _verdicts(piece: Decided) -> list[dict[Asked, Verdict]]:
    """Return of each order the rules that hold or are unknown, with the option that each is asked of."""
    told: list[dict[Asked, Verdict]] = [{} for _ in range(piece.orders.count)]
    options = [piece.options.options[place].id for place in piece.pairs.option.tolist()]
    asks_known = piece.engine.program.asks_known
    for rule in piece.engine.rules:
        for way, own in (("possible", piece.possible), ("assumed", piece.taken)):
            view = piece.possible if rule.id in asks_known else own
            held = view.of(piece.engine.graph.conditions[rule.id])
            is_order = rule.scope == "order"
            held = held if is_order else view.lift(held, PAIR)
            low, high = (np.broadcast_to(end, len(told) if is_order else len(options)) for end in (held.low, held.high))
            for row in np.flatnonzero(high).tolist():
                order, option = (row, None) if is_order else (int(piece.pairs.order[row]), options[row])
                told[order][way, rule.id, option] = True if low[row] else None
    return told


def disagreeing(one: Told, other: Told) -> tuple[str, ...]:
    """Return the names of what two engines say differently."""
    return tuple(sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)))


# --- many pairs -------------------------------------------------------------------------------------------------------
def differences(
    pairs: int, seed: object = 0, experta_each: int = 5, orders_of_a_pack: int = 50, first: int = 0
) -> Iterator[Difference]:
    """Yield every difference on this many pairs of a random pack and order; one in `experta_each` is experta's too. first: of the seed's packs."""
    for number in range(first, first + -(-pairs // orders_of_a_pack)):
        dice: Dice = seeded(f"{seed}/{number}")
        files = make_pack(dice)
        walk = advisor_of(files, "walk")
        known = dice.whole(10, 90)
        turns = range(min(orders_of_a_pack, pairs - (number - first) * orders_of_a_pack))
        texts = [make_order(dice, walk.pack, known=known) for _ in turns]
        orders = [read_order(text, walk) for text in texts]
        place = f"seed {seed}, pack {number}"
        told = zip(told_by_walk(walk, orders), told_by_columns(Columnar(walk.program), orders), texts, count())
        for one, other, text, turn in told:
            if found := disagreeing(one, other):
                yield Difference(f"{place}, order {turn}, columns", found, files, text)
        experta = advisor_of(files, "experta")
        for turn in turns[::experta_each]:
            if found := unlike(
                walk.advise(orders[turn], trace="all", witnesses=False),
                experta.advise(orders[turn], trace="all", witnesses=False),
            ):
                yield Difference(f"{place}, order {turn}, experta", found, files, texts[turn])


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=int, nargs="?", default=1000)
    parser.add_argument("seed", nargs="?", default="0")
    parser.add_argument("--experta", type=int, default=20, help="ask experta about one pair in so many")
    parser.add_argument("--orders", type=int, default=50, help="how many orders are made for each pack")
    told = parser.parse_args()
    found = 0
    for difference in differences(told.pairs, told.seed, told.experta, told.orders):
        found += 1
        print(difference, flush=True)  # noqa: T201  # a command of its own, not a test
    print(f"seed {told.seed}: {told.pairs} pairs of a pack and an order: {found} differ")  # noqa: T201  # as above
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
