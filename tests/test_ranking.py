"""How options rank: the key part by part, the premium, the labels, and the ends that prove an answer settled."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import ranking
from advisor.ir import UNLIMITED, Verdict
from advisor.meaning.truth import Interval
from advisor.ranking import (
    MOST_PREMIUM,
    Contestant,
    Prospect,
    key,
    key_ends,
    premium,
    rank,
    reference,
    reference_ends,
    score,
    standing,
)
from advisor.trace import Standing
from counts import count

lawful = settings(derandomize=True, deadline=None, max_examples=count(50))


def one(option: str = "a", **more: object) -> Contestant:
    """Return an option that costs 1,000 cents, takes 10 days and has no points, everything known."""
    told: dict[str, object] = {
        "option": option, "pathway": option, "excluded": False, "surely": False, "barred": False, "at_risk": False, "risk_open": False,
        "favours": 0, "risks": 0, "cost": 1000, "lead": 10,
    }  # fmt: skip
    return Contestant(**told | more)  # type: ignore[arg-type]  # a dict of mixed kinds


def prospect(option: str = "a", **more: object) -> Prospect:
    """Return what can become of such an option of which nothing is open."""
    told: dict[str, object] = {
        "option": option, "pathway": option, "excluded": False, "risk_open": False, "favour_ends": (0, 0),
        "risk_ends": (0, 0), "cost_ends": (1000, 1000), "cost_known": True, "lead_ends": (10, 10), "lead_known": True,
        "stays": True,
    }  # fmt: skip
    return Prospect(**told | more)  # type: ignore[arg-type]  # as above


def order_of(*contestants: Contestant) -> list[str]:
    """Return the options' ids, the best first, whatever order they are told in."""
    orders = {tuple(each.option for each in rank(told)) for told in permutations(contestants)}

    assert len(orders) == 1
    return list(orders.pop())


# --- the key ----------------------------------------------------------------------------------------------------------
def test_excluded_last() -> None:
    """An excluded option ranks below every open one, whatever its points."""
    assert order_of(one("a", excluded=True, favours=900), one("b", risks=900, at_risk=True)) == ["b", "a"]


def test_surely_excluded_after_unlikely() -> None:
    """Of those excluded as assumed, the ones excluded whatever is still possible come last."""
    surely = one("a", excluded=True, surely=True, favours=900)

    assert order_of(surely, one("b", excluded=True), one("c", risks=900, at_risk=True)) == ["c", "b", "a"]


def test_what_only_limits_exclude_before_what_could_not_make_it() -> None:
    """Of those excluded alike, the ones that no more than a limit keeps out come nearer."""
    barred, limited = one("a", excluded=True, barred=True, favours=900), one("b", excluded=True)
    surely = one("c", excluded=True, surely=True)

    assert order_of(barred, limited, surely) == ["b", "a", "c"]


def test_score_before_all_else() -> None:
    """Among open options the score decides: favours less risk points less premium."""
    assert order_of(one("a", favours=5), one("b", favours=9, risks=3, at_risk=True), one("c")) == ["b", "a", "c"]


def test_undecided_after_decided() -> None:
    """Of two options of one score, the one on which something hangs comes after, though it is cheaper."""
    assert order_of(one("a", risk_open=True, cost=999), one("b")) == ["b", "a"]


@pytest.mark.parametrize("excluded", [False, None])
def test_undecided_does_not_cost_points(excluded: bool | None) -> None:
    """A rule that is unknown counts nothing: an undecided option of a better score still leads."""
    assert order_of(one("a", excluded=excluded, risk_open=True, favours=1), one("b")) == ["a", "b"]


def test_cost_then_lead_then_id() -> None:
    """Ties go to the cheaper, then to the faster, then to the first id."""
    assert order_of(one("a", cost=1001), one("b", lead=11), one("d"), one("c")) == ["c", "d", "b", "a"]


def test_unknown_cost_loses_the_tie() -> None:
    """An unknown cost or lead time gives no premium, but is beaten by every known one of the same score."""
    assert order_of(one("a", cost=None), one("b"), one("c", lead=None)) == ["b", "c", "a"]


# --- the premium ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cost", "base", "points"),
    [
        (1000, 1000, 0),
        (1009, 1000, 0),
        (1010, 1000, 1),
        (1019, 1000, 1),
        (1500, 1000, 50),
        (299, 100, 199),
        (10_980, 1000, 998),
        (10_990, 1000, 999),
        (1_000_000, 1000, 999),
        (5, 1, 400),
        (900, 1000, 0),
    ],
)
def test_premium(cost: int, base: int, points: int) -> None:
    """One point for each whole percent above the cheapest, rounded down, 999 at the most, never negative."""
    assert premium(one(cost=cost), base) == points


def test_premium_while_unknown() -> None:
    """No premium while the option's cost or every cost is unknown."""
    assert premium(one(cost=None), 1000) == 0
    assert premium(one(cost=1000), None) == 0
    assert MOST_PREMIUM == 999


def test_reference() -> None:
    """The premium is measured from the cheapest option that is not excluded, at least one cent; undecided ones count."""
    assert reference([one(cost=5, excluded=True), one(cost=8), one(cost=7, excluded=None), one(cost=None)]) == 7
    assert reference([one(cost=0)]) == 1
    assert reference([one(cost=None), one(cost=3, excluded=True)]) is None


def test_score() -> None:
    """Favours less risks less premium, and it may be negative."""
    assert score(one(favours=7, risks=4, at_risk=True, cost=1100), 1000) == 7 - 4 - 10


# --- the label --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("excluded", "risk_open", "at_risk", "label"),
    [
        (True, True, True, Standing.UNLIKELY),
        (None, False, False, Standing.UNDECIDED),
        (None, False, True, Standing.UNDECIDED),
        (False, True, True, Standing.UNDECIDED),
        (False, False, True, Standing.AT_RISK),
        (False, False, False, Standing.FITS),
    ],
)
def test_first_label_that_holds(excluded: Verdict, risk_open: bool, at_risk: bool, label: Standing) -> None:
    """An option has one label, the first that holds: excluded, unlikely, undecided, at risk, fits."""
    assert standing(one(excluded=excluded, risk_open=risk_open, at_risk=at_risk)) is label
    assert standing(one(excluded=True, surely=True)) is Standing.EXCLUDED


# --- what can still become of it --------------------------------------------------------------------------------------
def ends(low: int, high: int) -> st.SearchStrategy[Interval]:
    return st.tuples(st.integers(low, high), st.integers(low, high)).map(lambda pair: (min(pair), max(pair)))


@st.composite
def prospects(draw: st.DrawFn) -> list[Prospect]:
    """Options, with the ends between which each of their numbers can still lie."""
    return [
        prospect(
            f"o{number}", favour_ends=draw(ends(0, 20)), risk_ends=draw(ends(0, 20)), cost_ends=draw(ends(0, 300)),
            cost_known=draw(st.booleans()), lead_ends=draw(ends(1, 9)), lead_known=draw(st.booleans()),
            excluded=draw(st.sampled_from([False, False, True, None])), risk_open=draw(st.booleans()),
            stays=draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 4)))
    ]  # fmt: skip


@st.composite
def outcomes(draw: st.DrawFn) -> tuple[list[Prospect], list[Contestant]]:
    """Open options, and one way in which they can turn out; those that need not stay may be gone."""
    now = draw(prospects())
    later = []
    for each in now:
        if not each.stays and draw(st.booleans()):
            continue
        excluded = draw(st.booleans()) if each.excluded is None else each.excluded
        cost, lead = draw(st.integers(*each.cost_ends)), draw(st.integers(*each.lead_ends))
        later.append(
            one(
                each.option, favours=draw(st.integers(*each.favour_ends)), risks=draw(st.integers(*each.risk_ends)),
                cost=None if not each.cost_known and draw(st.booleans()) else cost,
                lead=None if not each.lead_known and draw(st.booleans()) else lead,
                risk_open=each.risk_open and draw(st.booleans()), excluded=excluded,
                surely=excluded and (each.excluded is True or draw(st.booleans())),
                barred=excluded and draw(st.booleans()),
            )
        )  # fmt: skip
    return now, later


@lawful
@given(outcomes())
def test_ends_enclose_every_outcome(found: tuple[list[Prospect], list[Contestant]]) -> None:
    """However the open options turn out, the reference and each key lie between the ends given for them."""
    now, later = found
    base_ends, base = reference_ends(now), reference(later)
    before = {each.option: each for each in now}

    assert base is None or base_ends[0] <= base <= base_ends[1]
    for each in later:
        best, worst = key_ends(before[each.option], base_ends)

        assert best <= key(each, base) <= worst


def test_reference_is_bounded_by_what_surely_stays() -> None:
    """The reference can rise only to the dearest price of an option that surely stays open; a waiting one bounds nothing."""
    sure = prospect("a", cost_ends=(40, 60))
    waiting = prospect("b", cost_ends=(9, 9), stays=False)
    doubtful = prospect("c", cost_ends=(20, 30), excluded=None)

    assert reference_ends([sure, waiting, doubtful]) == (9, 60)
    assert reference_ends([doubtful]) == (20, UNLIMITED)


def test_key_is_stated_once() -> None:
    """The ranking has five parts before the id, each an expression of the IR that any engine can read."""
    assert len(ranking.KEY) == 5
    assert len(key(one(), 1000)[0]) == 5
