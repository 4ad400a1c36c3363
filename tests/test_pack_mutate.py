"""`pack test --mutate`: which mistakes no case notices, found for many at once, is what each mistake by itself says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.analysis.case import Case, Expectation, read_cases, run_together
from advisor.analysis.pinned import answers
from advisor.author.changed import nudged
from advisor.author.choose import chosen, fewest, shortened
from advisor.author.coverage import coverage
from advisor.author.drawn import OrderDraw
from advisor.author.equal import Equal
from advisor.author.mistakes import mutants
from advisor.author.mutant import Mutant, refusal
from advisor.author.mutant_trial import Trial
from advisor.author.noticed import Noticing
from advisor.check import refuse
from advisor.errors import AdvisorError, Place
from advisor.ir import Memory, Numbers, OneOf
from advisor.meaning.path import name_in
from advisor.pack.load import builtin
from advisor.trace import Order
from counts import every
from strategies import advisor_of, make_order, make_pack, read_order, seeded
from test_pack_verify import BASE, RULES, rule

LIMIT = rule("not-so-many", "quantity: 101..", "exclude: true", "for: {pathway: [bench]}, ")
NOTHING: tuple[str, ...] = ()
EMPTY = Expectation(
    pathway=NOTHING, option="", decided_by=NOTHING, standing="", settled=None, firm=None, close=None, holds=NOTHING, fails=NOTHING,
    open=NOTHING, could_change=NOTHING, favours=None, breaks=None,
)  # fmt: skip


def made() -> Advisor:
    return advisor_of({**BASE, RULES: BASE[RULES] + LIMIT})


def case(given: Memory, pathway: str, line: int = 1) -> Case:
    expect = replace(EMPTY, pathway=(pathway,))
    at = Place("cases.yaml", line)
    return Case(id=f"case-{line}", order=Order(id=f"case-{line}", given=given, at=at), expect=expect, at=at)


def of(quantity: int) -> Memory:
    return {"order.quantity": Numbers(quantity, quantity), "order.material": OneOf(("wood",))}


def survivors(advisor: Advisor, cases: list[Case]) -> set[str]:
    told = Trial(advisor, cases).run(mutants(advisor.pack, "not-so-many"))
    return {one.mutant.what for one in told if one.survives}


def slowly(advisor: Advisor, cases: Sequence[Case], mutant: Mutant) -> bool:
    """Return whether a mutant survives, asked by itself of one case after another."""
    try:
        other = Advisor(mutant.of(advisor.pack), "walk")
        refuse(other.program)
    except (KeyError, AdvisorError):
        return False
    return not any(faults for _, faults in run_together(cases, other))


def test_what_no_case_notices_survives() -> None:
    """Without cases every mutant survives; with one on either side of the threshold, none."""
    advisor = made()
    dropped = {f"condition {place} of `tests` dropped" for place in (1, 2)}

    assert survivors(advisor, []) == {*(f"101 of order.quantity made {one}" for one in (102, 100, 1010)), *dropped}
    assert not survivors(advisor, [case(of(100), "bench", 1), case(of(101), "shop", 2)])


def told(advisor: Advisor, place: int, order: Order) -> Case:
    """Return a case that expects all that can be expected of what the pack says of an order; of some, what could change it too."""
    at, name = Place("cases.yaml", place), f"case-{place}"
    asked = Order(id=name, given=order.given, quotes=order.quotes, at=at)
    advice = next(iter(advisor.advise_block([asked], trace="all")))

    def rules(verdict: bool | None) -> tuple[str, ...]:
        return tuple(
            {
                one.rule: None
                for one in advice.firings
                if (one.verdict if verdict is None else one.as_assumed) is verdict
            }
        )

    could = tuple(dict.fromkeys(name_in(path) for one in advice.could_change for path, _ in one.values))
    points = sum(points for _, points in advice.winner.favoured_by) if advice.winner else 0
    expect = Expectation(
        pathway=(advice.pathway or "none",), option=advice.winner.option.id if advice.winner and not asked.quotes else "",
        decided_by=tuple(name_in(path) for path in advice.decided_by), standing=advice.winner.standing.value if advice.winner else "excluded",
        settled=advice.settled, firm=advice.firm, close=advice.close, holds=rules(True), fails=rules(False), open=rules(None),
        could_change=could[:1] if place % 3 == 0 else (), favours=(points, points),
        breaks=tuple(dict.fromkeys(name_in(one.path) for one in advice.breaches)),
    )  # fmt: skip
    return Case(id=name, order=asked, expect=expect, at=at)


def only(case: Case, place: int) -> Case:
    """Return a case that expects one thing in a few only, so that something survives."""
    kept = ("pathway", "holds", "decided_by", "settled", "favours", "breaks")[place % 6]
    nothing = {one: getattr(EMPTY, one) for one in Expectation.__struct_fields__}
    return replace(case, expect=Expectation(**{**nothing, kept: getattr(case.expect, kept)}))


@pytest.mark.parametrize("seed", range(24 // every(12)))
def test_many_mutants_at_once_are_judged_as_each_by_itself(seed: int) -> None:
    """Of a random pack, whose cases are what it says of random orders, the same mutants survive as when each is asked by itself."""
    dice = seeded(f"mutants {seed}")
    advisor = advisor_of(make_pack(dice))
    cases = [told(advisor, place, read_order(make_order(dice, advisor.pack), advisor)) for place in range(6)]
    if seed % 2:
        cases = [only(one, place) for place, one in enumerate(cases)]
    cases = [one for one in cases if one.expect.says_anything]
    tried = [*mutants(advisor.pack)]
    tried = tried[:: max(1, len(tried) // 40)]
    found = [one.survives for one in Trial(advisor, cases).run(tried)]

    assert [
        one.what for one, survives in zip(tried, found, strict=True) if survives != slowly(advisor, cases, one)
    ] == []


@pytest.mark.xdist_group("cases in columns")
def test_a_sample_of_the_built_in_pack_is_judged_as_each_by_itself(walk: Advisor) -> None:
    """Of some mistakes of every kind in the built-in pack, held against some of its cases, the same survive."""
    cases = read_cases(builtin(), "", walk)[:: every(32)]
    every_one = [*mutants(walk.pack, "table"), *mutants(walk.pack, "tooling")]
    tried = every_one[:: max(1, len(every_one) // 5)]
    found = [one.survives for one in Trial(walk, cases).run(tried)]

    assert [one.what for one, survives in zip(tried, found, strict=True) if survives != slowly(walk, cases, one)] == []


def test_numbers_are_nudged_and_coverage_is_told() -> None:
    """A number is nudged both ways and by ten times; the cases tell how many verdicts they see."""
    advisor = made()

    assert nudged(0) == (1,)
    assert nudged(5) == (6, 4, 50)
    assert coverage(advisor, []).startswith("of 5 rules that decide, cases see 0 true")
    assert "true" in coverage(advisor, [case(of(101), "shop")])


def noticed_slowly(advisor: Advisor, orders: Sequence[Order], mutant: Mutant) -> list[bool]:
    """Return of each order whether a mutant, asked by itself, answers another thing than what would be pinned."""
    other = Advisor(mutant.of(advisor.pack), "walk")
    return [one != now for one, now in zip(answers(orders, advisor), answers(orders, other), strict=True)]


@pytest.mark.parametrize("seed", range(24 // every(12)))
def test_which_orders_would_notice_a_mutant_is_what_their_pins_say(seed: int) -> None:
    """Of a random pack and random orders, columns tell the same orders whose pins would move as the answers themselves do."""
    dice = seeded(f"pinned mutants {seed}")
    advisor = advisor_of(make_pack(dice))
    orders = [replace(read_order(make_order(dice, advisor.pack), advisor), id=f"order-{place}") for place in range(6)]
    tried = [one for one in mutants(advisor.pack) if not refusal(advisor.pack, one)]
    tried = tried[:: max(1, len(tried) // 40)]
    found = [one.tolist() for one in Noticing(advisor, orders).of(tried)]

    assert [
        one.what for one, told in zip(tried, found, strict=True) if told != noticed_slowly(advisor, orders, one)
    ] == []


def test_the_orders_chosen_notice_what_survives() -> None:
    """Of a pack without a case, whatever any order tried would notice is noticed by the few chosen; each notices something of its own."""
    advisor = made()
    bases = [case(of(10), "bench").order]
    tried = [*mutants(advisor.pack)]
    chosen_ = chosen(advisor, bases, tried, ["case-1"])
    orders = [order for order, _ in chosen_]
    held = np.array([*Noticing(advisor, orders).of(tried)])

    assert all(several for _, several in chosen_)
    assert {one.what for one, told in zip(tried, held, strict=True) if told.any()} == {
        one.what for _, several in chosen_ for one in several
    }
    assert "101 of order.quantity made 102" in {one.what for _, several in chosen_ for one in several}
    assert len({one.id for one in orders} | {"case-1"}) == len(orders) + 1
    assert all(any(order.id.startswith(one.name.replace("_", "-")) for one in several) for order, several in chosen_)


def test_an_order_is_made_short_without_what_it_does_not_need() -> None:
    """What an order says besides is left out, one fact or several at once, as long as it notices the same mistakes; each fact that is left is needed."""
    advisor = made()
    long = {**of(102), "order.deadline": Numbers(90, 90)}
    tried = [one for one in mutants(advisor.pack, "not-so-many") if one.what == "101 of order.quantity made 1010"]
    ((order, several),) = shortened(advisor, [(case(long, "shop").order, tried)])
    others = [replace(order, given={k: v for k, v in order.given.items() if k != path}) for path in order.given]

    assert several == tried
    assert "order.deadline" not in order.given
    assert [one.tolist() for one in Noticing(advisor, [order, *others]).of(tried)] == [[True, *(False for _ in others)]]


def test_orders_are_drawn_about_what_a_mistake_says_otherwise() -> None:
    """They are the same each time, say nothing that a fact cannot be, and most say the very number that the mistake moves, or one beside it."""
    advisor = made()
    bases = [case(of(10), "bench").order]
    tried = [one for one in mutants(advisor.pack, "not-so-many") if one.kind == "bound"]
    drawn, again = (OrderDraw(advisor, bases, tried).orders(tried, 120) for _ in range(2))
    counts = [one.given["order.quantity"] for one in drawn if "order.quantity" in one.given]
    few = {Numbers(at + step, at + step) for at in (101, 102) for step in (-1, 0, 1)}

    assert [one.given for one in drawn] == [one.given for one in again]
    assert all(isinstance(one, Numbers) and 1 <= one.low <= one.high <= 300 for one in counts)
    assert 2 * sum(one in few for one in counts) > len(counts)
    assert np.array([*Noticing(advisor, drawn).of(tried)]).any(axis=1).all()


def test_a_mistake_that_can_never_matter_is_proved_to_be_none() -> None:
    """No order of up to 300 is more than a maximum of 1000; one can be due on the very day."""
    advisor = made()
    equal = Equal(advisor)
    found = {(one.name, one.what) for one in mutants(advisor.pack) if equal.proved(one)}

    assert ("too-many", "`>` turned to `>=`") in found
    assert "too-late" not in {name for name, _ in found}
    assert "not-so-many" not in {name for name, _ in found}


@pytest.mark.parametrize("seed", range(24 // every(12)))
def test_what_is_proved_to_be_no_mistake_is_noticed_by_no_order(seed: int) -> None:
    """Of a random pack no order without a quote, of many by chance, shows a mutant that is proved to be none."""
    dice = seeded(f"equal mutants {seed}")
    advisor = advisor_of(make_pack(dice))
    told = [read_order(make_order(dice, advisor.pack, known=80, vague=5), advisor) for _ in range(60)]
    orders = [replace(one, id=f"order-{place}", quotes=()) for place, one in enumerate(told)]
    equal = Equal(advisor)
    proved = [one for one in mutants(advisor.pack) if not refusal(advisor.pack, one) and equal.proved(one)]

    assert [
        one.what for one, found in zip(proved, Noticing(advisor, orders).of(proved), strict=True) if found.any()
    ] == []


def test_the_fewest_pins_notice_as_much_as_all() -> None:
    """Of pins in which some are in vain those are kept that notice, together, all that any does and no case; none can be spared."""
    advisor = made()
    cases = [case(of(10), "bench")]
    unseen = [one.mutant for one in Trial(advisor, cases).run(mutants(advisor.pack)) if one.survives]
    pinned = [replace(case(of(count), "bench").order, id=f"of-{count}") for count in (9, 10, 100, 101, 102, 103, 150)]

    def seen(orders: Sequence[Order]) -> set[int]:
        return {place for place, told in enumerate(Noticing(advisor, orders).of(unseen)) if told.any()}

    kept = fewest(advisor, cases, pinned, [*mutants(advisor.pack)])

    assert 1 < len(kept) < len(pinned)
    assert seen(kept) == seen(pinned)
    assert all(seen([*kept[:place], *kept[place + 1 :]]) < seen(kept) for place in range(len(kept)))
