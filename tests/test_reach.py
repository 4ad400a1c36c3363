"""Which rules hold and which options win at all: what a sample misses is found among the orders that it asks for."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from advisor.author.box import Bench, Boxes
from advisor.author.profile import profile
from advisor.author.reach import reached
from advisor.author.sample import Sample
from advisor.author.verify import verify
from strategies import advisor_of
from test_pack_verify import BASE, FACTS, OPTIONS, RULES, option, rule

MORE = """  finish: {kind: choice, choices: {f1: F1, f2: F2, f3: F3, f4: F4, f5: F5, f6: F6}, identifies: true, question: How?, group: all}
  grain: {kind: choice, choices: {g1: G1, g2: G2, g3: G3, g4: G4, g5: G5, g6: G6}, identifies: true, question: How?, group: all}
"""
"""Two facts of which no sample asks every combination."""
RARE = "id: shop-rare, pathway: shop, process: milling, applies: {finish: f5, grain: g6}, unit_cost: {1: EUR 3}, days: 1 day, moq: 77, maximum: 78"
HUGE = "id: shop-huge, pathway: shop, process: milling, applies: {material: steel}, unit_cost: {1: EUR 3}, days: 9 days, moq: 301"
FILES = {
    **BASE,
    "knowledge/facts.yaml": FACTS + MORE,
    OPTIONS: BASE[OPTIONS] + option(RARE) + option(HUGE),
    RULES: BASE[RULES]
    + rule("rarely", "quantity: 77..78, finish: f6, grain: g5, deadline: 13 days..13 days", "risk: 5")
    + rule("never", "quantity: ..10", "exclude: true", "for: option, if: order.quantity > 20, "),
}


def unseen(names: Iterable[str], seen: Iterable[str]) -> set[str]:
    return {*names} - {*seen}


def test_what_a_sample_misses_is_found_where_it_is_asked_for() -> None:
    """Of a sample of nothing, all is found but what never holds and what never wins."""
    advisor = advisor_of(FILES)
    bench = Bench(advisor, profile([advisor.pack]))
    nothing = np.zeros((0, len(bench.profile.axes)), np.int64)
    none = Boxes(bench.profile, np.zeros(0, np.int64), nothing, nothing)
    found = reached(Sample(bench=bench, points=none, held=frozenset(), won=frozenset(), without=()))

    assert unseen(advisor.pack.rules, found.held) == {"never"}
    assert unseen(advisor.pack.options, found.won) == {"shop-huge"}


def test_what_is_not_found_is_told_by_name() -> None:
    """What was looked for in vain is open, and named."""
    told = verify(advisor_of(FILES)).open

    assert [one.rpartition(": ")[2] for one in told] == ["never", "shop-huge"]
    assert [one.split(" in none")[0] for one in told] == ["1 of 6 rules hold", "1 of 4 options win"]
