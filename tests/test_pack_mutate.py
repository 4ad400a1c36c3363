"""`pack test --mutate`: a mistake that no case notices survives, and the case that is written for it notices it."""

from __future__ import annotations

from advisor.advice import Advisor
from advisor.analysis.case import Case, Expectation
from advisor.author.mutant import Survivor, Trial, coverage, mutants, nudged
from advisor.errors import Place
from advisor.ir import Memory, Numbers, OneOf
from advisor.trace import Order
from strategies import advisor_of
from test_pack_verify import BASE, RULES, rule

LIMIT = rule("not-so-many", "quantity: 101..", "exclude: true", "for: {pathway: [bench]}, ")


def made() -> Advisor:
    return advisor_of({**BASE, RULES: BASE[RULES] + LIMIT})


def case(given: Memory, pathway: str, line: int = 1) -> Case:
    nothing: tuple[str, ...] = ()
    expect = Expectation(
        pathway=(pathway,), option="", decided_by=nothing, standing="", settled=None, firm=None, close=None, holds=nothing,
        fails=nothing, open=nothing, could_change=nothing, favours=None, breaks=None,
    )  # fmt: skip
    at = Place("cases.yaml", line)
    return Case(id=f"case-{line}", order=Order(id=f"case-{line}", given=given, at=at), expect=expect, at=at)


def of(quantity: int) -> Memory:
    return {"order.quantity": Numbers(quantity, quantity), "order.material": OneOf(("wood",))}


def survivors(advisor: Advisor, cases: list[Case]) -> dict[str, Survivor]:
    trial = Trial(advisor, cases)
    found = [trial.survives(one) for one in mutants(advisor.pack, "not-so-many")]
    return {one.mutant.what: one for one in found if one is not None}


def test_what_no_case_notices_survives() -> None:
    """Without cases every mutant survives; with one on either side of the threshold, none."""
    advisor = made()
    before = survivors(advisor, [])

    dropped = {f"condition {place} of `tests` dropped" for place in (1, 2)}

    assert set(before) == {"101 made 102", "101 made 100", "101 made 1010", *dropped}

    after = survivors(advisor, [case(of(100), "bench", 1), case(of(101), "shop", 2)])

    assert not after


def test_the_case_written_for_a_survivor_kills_it() -> None:
    """The order that is found is one that pack and mutant decide otherwise."""
    advisor = made()
    for one in survivors(advisor, []).values():
        assert one.order is not None
        assert one.pathway is not None

        order = Order(id="shown", given=one.order, at=Place("shown"))

        assert advisor.advise(order, witnesses=False).pathway == one.pathway
        assert Trial(advisor, [case(one.order, one.pathway)]).survives(one.mutant) is None


def test_numbers_are_nudged_and_coverage_is_told() -> None:
    """A number is nudged both ways and by ten times; the cases tell how many verdicts they see."""
    advisor = made()

    assert nudged(0) == (1, 0)
    assert nudged(5) == (6, 4, 50)
    assert coverage(advisor, []).startswith("of 5 rules that decide, cases see 0 true")
    assert "true" in coverage(advisor, [case(of(101), "shop")])
