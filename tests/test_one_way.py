"""Where an answer turns along a number: from one start to before the next it is one, on random packs too."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.analysis.lab import Lab
from advisor.analysis.one_way import Course, GrowingNumber, starts
from advisor.analysis.order_variants import columnar
from advisor.ir import Arithmetic, Choose, Compare, Divide, Expression, Extreme, FactType, Number, Numbers, Read, Within
from advisor.meaning import Touched
from advisor.trace import Order
from counts import count
from strategies import Dice, advisor_of, make_order, make_pack, read_order, seeded

PACKS = count(40)
X, Y, MADE = Read("order.x"), Read("order.y"), Read("option.made.likely")


def numbers_of(walk: Advisor) -> Iterator[FactType]:
    """Yield the given number facts of an order."""
    for fact in walk.pack.facts.values():
        if fact.of == "order" and isinstance(fact.domain, Numbers) and f"order.{fact.name}" not in walk.derived:
            yield fact


def winner(walk: Advisor, order: Order, path: str, value: int) -> str | None:
    """Return who wins at a value, asked anew."""
    return walk.weigh(replace(order, given={**order.given, path: Numbers(value, value)})).pathway


def turned(walk: Advisor, order: Order, fact: FactType, dice: Dice, met: Counter[str]) -> list[tuple[int, int]]:
    """Return values at which the answer is another than where its start, or for a fact that cannot matter any value, says."""
    path, domain = f"order.{fact.name}", fact.domain
    assert isinstance(domain, Numbers)
    lab = Lab(walk, columnar(walk), order)
    matters = walk.matters(lab.wide(path), lab.moved(path))
    found = starts(lab, path, domain.low, domain.high) if matters else (domain.low, domain.high)
    if found is None:
        return []
    met["turns" if len(found) > 2 else "stays"] += 1
    near = [one + step for one in found for step in (-1, 0, 1)]
    tried = [dice.whole(domain.low, domain.high) for _ in range(4)] + near[:12]
    placed = [(found[bisect_right(found, one) - 1], one) for one in tried if domain.low <= one <= domain.high]
    return [pair for pair in placed if len({winner(walk, order, path, one) for one in pair}) > 1]


@pytest.mark.slow
def test_between_starts_the_answer_is_one() -> None:
    """Of random packs: estimates, tables, derived facts and all; a fact that is said not to matter changes no winner."""
    met: Counter[str] = Counter()
    wrong = []
    for seed in range(PACKS):
        dice = seeded(f"one way {seed}")
        walk = advisor_of(make_pack(dice))
        order = read_order(make_order(dice, walk.pack), walk)
        wrong += [
            (seed, fact.name, found) for fact in numbers_of(walk) if (found := turned(walk, order, fact, dice, met))
        ]

    assert wrong == []
    assert min(met["turns"], met["stays"]) > PACKS // 5, met


# --- courses ----------------------------------------------------------------------------------------------------------
def growth() -> GrowingNumber:
    touched = Touched((), frozenset({"order.x", "option.made", "order.flag"}), frozenset())
    memory = {"order.y": Numbers(2, 5), "order.z": Numbers(-3, 4)}
    return GrowingNumber("order.x", memory, touched, {"option.made.likely": Arithmetic("-", Number(9), X)})


@pytest.mark.parametrize(
    ("node", "sign"),
    [
        (Y, 0),
        (Arithmetic("+", X, Y), 1),
        (Arithmetic("-", Y, X), -1),
        (Arithmetic("*", Y, X), 1),
        (Arithmetic("*", Number(-2), X), -1),
        (Arithmetic("*", Read("order.z"), X), None),
        (Arithmetic("*", X, X), None),
        (Arithmetic("-", X, Arithmetic("*", Number(2), X)), None),
        (Divide("ceil", X, Y), 1),
        (Divide("ceil", Y, X), -1),
        (Divide("ceil", X, X), None),
        (Extreme("max", (Number(0), Arithmetic("-", Y, X))), -1),
        (Extreme("min", (X, Arithmetic("-", Y, X))), None),
        (MADE, -1),
        (Read("option.made.low"), None),
        (Choose(Compare(">", X, Number(0)), Arithmetic("*", X, Y), Number(0)), 1),
        (Choose(Compare(">", MADE, Number(0)), X, Number(0)), None),
        (Choose(Compare(">", Y, Number(3)), X, MADE), None),
    ],
)
def test_an_expression_goes_one_way_or_is_not_known_to(node: Expression, sign: int | None) -> None:
    """Signs of sums, multiples, quotients, extremes and choices, by way of an estimate too."""
    found = growth().of(node)

    assert (found.sign if found else None) == sign


def test_a_choice_by_the_number_itself_breaks_there() -> None:
    """The comparison that decides between two formulas is told, so that either side is looked at alone."""
    by = Compare(">", X, Number(0))

    assert growth().of(Choose(by, X, Number(0))) == Course(1, (by,))


def test_a_comparison_of_two_that_part_goes_one_way() -> None:
    """Either side may move, if not both the same way; what is within two ends of something made of the number does not."""
    one = growth()

    assert one.of_condition(Compare("<=", X, MADE)) is not None
    assert one.of_condition(Compare("<=", X, Arithmetic("+", X, Y))) is None
    assert one.of_condition(Compare("==", X, Y)) is None
    assert one.of_condition(Within("option.made.likely", Number(1), None)) is not None
    assert one.of_condition(Within("option.made.likely", Number(1), Number(4))) is None
    assert one.of_condition(Within("order.x", Number(1), Number(4))) is not None
