"""What each weight decides: which of a pack's cases would be won by another pathway, were a rule's points nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from advisor import ranking
from advisor.advice import Advisor
from advisor.advice.decision import Candidate, Decision
from advisor.advice.points import points
from advisor.analysis.blocks import in_blocks
from advisor.analysis.case import NO_PATHWAY, Case
from advisor.ir import Favour, Pack, Risk, Rule


class Weight(Struct, kw_only=True):
    """A rule that gives points, and what its points do in the cases that expect a pathway.

    given: the points it gave, from the fewest to the most, None where it gave none. counts: in how many cases it gave some.
    decides: the cases that another pathway would win without it. misleads: those whose expected pathway would win without it, and
    does not with it.
    """

    rule: Rule
    given: tuple[int, int] | None = None
    counts: int = 0
    decides: list[str] = field(default_factory=list)
    misleads: list[str] = field(default_factory=list)

    @property
    def is_risk(self) -> bool:
        """Whether it counts against an option."""
        return isinstance(self.rule.conclusion, Risk)


def weigh_all(advisor: Advisor, cases: Iterable[Case]) -> tuple[Weight, ...]:
    """Return every rule that gives points with what it decides in the cases that expect a pathway, as the pack has them."""
    expecting = [case for case in cases if case.expect.pathway]
    found = {
        rule.id: Weight(rule=rule) for rule in advisor.pack.rules.values() if isinstance(rule.conclusion, Favour | Risk)
    }
    for case, decision in _decided(advisor, expecting):
        _note(advisor.pack, case, decision, found)
    return tuple(found.values())


def _decided(advisor: Advisor, cases: Sequence[Case]) -> Iterator[tuple[Case, Decision]]:
    for block in in_blocks(cases):
        yield from zip(block, advisor.weigh_block([case.order for case in block]), strict=True)


def _note(pack: Pack, case: Case, decision: Decision, found: dict[str, Weight]) -> None:
    """Add what each rule's points do in one case."""
    given = {one.option.id: _points(pack, one) for one in decision.candidates}
    for rule in dict.fromkeys(rule for own in given.values() for rule in own):
        weight, told = found[rule], [own[rule] for own in given.values() if rule in own]
        ends = (*(weight.given or ()), *told)
        weight.given = min(ends), max(ends)
        weight.counts += 1
        without = _winner(decision, {option: own.get(rule, 0) for option, own in given.items()}, is_risk=weight.is_risk)
        if without != (decision.pathway or NO_PATHWAY):
            weight.decides.append(case.id)
            if without in case.expect.pathway and (decision.pathway or NO_PATHWAY) not in case.expect.pathway:
                weight.misleads.append(case.id)


def _points(pack: Pack, one: Candidate) -> dict[str, int]:
    told = (*points(pack, Favour, one.assumed), *points(pack, Risk, one.assumed))
    return {each.rule: each.points for each in told if each.verdict and each.points}


def _winner(decision: Decision, less: dict[str, int], *, is_risk: bool) -> str:
    """Return the pathway that wins with so many points less of a rule on each option."""
    kept = [
        replace(one.contestant, risks=one.contestant.risks - less[one.option.id])
        if is_risk
        else replace(one.contestant, favours=one.contestant.favours - less[one.option.id])
        for one in decision.candidates
    ]
    first = next(iter(ranking.rank(kept)), None)
    return NO_PATHWAY if first is None or first.excluded is True else first.pathway
