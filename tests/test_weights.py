"""What each weight decides is what a pack without it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.advice.decision import Decision
from advisor.analysis.case import Case, read_cases
from advisor.analysis.weights import Weight, weigh_all
from advisor.ir import Favour, Number, Pack, Risk
from advisor.pack.folder import builtin
from conftest import Run


@pytest.fixture(scope="module")
def cases(walk: Advisor) -> tuple[Case, ...]:
    return read_cases(builtin(), "", walk)


@pytest.fixture(scope="module")
def weights(walk: Advisor, cases: tuple[Case, ...]) -> dict[str, Weight]:
    return {one.rule.id: one for one in weigh_all(walk, cases)}


@pytest.fixture(scope="module")
def expecting(walk: Advisor, cases: tuple[Case, ...]) -> list[tuple[Case, Decision]]:
    """The cases that expect a pathway, each with its decision."""
    found = [case for case in cases if case.expect.pathway]
    return [*zip(found, walk.weigh_block([case.order for case in found]), strict=True)]


def without(pack: Pack, rule: str) -> Pack:
    """Return a pack in which a rule gives no points."""
    own = pack.rules[rule]
    assert isinstance(own.conclusion, Favour | Risk)
    return replace(pack, rules={**pack.rules, rule: replace(own, conclusion=replace(own.conclusion, points=Number(0)))})


@pytest.mark.parametrize(
    "rule", ["heritage-is-core", "few-enough-for-a-hub", "no-craft-to-tell-of", "limited-edition-suits-a-workshop"]
)
def test_a_weight_decides_what_turns_without_it(
    walk: Advisor, expecting: list[tuple[Case, Decision]], weights: dict[str, Weight], rule: str
) -> None:
    """Of every case, asked again by a pack in which the rule gives nothing, the pathway is another just where it is said to be."""
    there = Advisor(without(walk.pack, rule), "walk").weigh_block([case.order for case, _ in expecting])
    turned = [case.id for (case, here), one in zip(expecting, there, strict=True) if here.pathway != one.pathway]

    assert weights[rule].decides == turned
    assert bool(turned) is (rule != "limited-edition-suits-a-workshop")


def test_no_weight_wins_a_case_the_wrong_way(
    walk: Advisor, cases: tuple[Case, ...], weights: dict[str, Weight]
) -> None:
    """None does in the pack's own cases; where a case expects what would win without it, it is said to mislead."""
    decided = next(case for case in cases if case.id == weights["heritage-is-core"].decides[0])
    others = tuple(one for one in walk.pack.pathways if one not in decided.expect.pathway)
    turned = replace(decided, expect=replace(decided.expect, pathway=others))
    found = {one.rule.id: one.misleads for one in weigh_all(walk, [turned])}

    assert not any(one.misleads for one in weights.values())
    assert found["heritage-is-core"] == [decided.id]


def test_the_command_tells_each_weight(cli: Run, tmp_path: Path) -> None:
    """A line a weight, the weightiest first, and a summary; a pack of one's own has its own cases."""
    made = cli("pack", "new", str(tmp_path / "mine"))
    done = cli("pack", "weights", str(tmp_path / "mine"))

    assert made.returncode == done.returncode == 0
    assert done.stdout.startswith("a-hub-that-we-know: +10 points; counts in 1 cases, decides 0")
    assert "weights:" in done.stdout.splitlines()[-1]
    assert "heritage-is-core" not in done.stdout
    assert cli("pack", "weights", str(tmp_path / "none")).returncode == 3
