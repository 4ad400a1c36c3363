"""An order that shows a mutant: the pack decides it otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.advice import Advisor
from advisor.author.box import Bench
from advisor.author.diff import profile_of
from advisor.author.edit import edits
from advisor.author.mutant import Mutant
from advisor.author.sample import points_of
from advisor.ir import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A mutant, and an order that the pack and the mutant decide differently, None if none was found; pathway: the pack's."""

    mutant: Mutant
    order: Memory | None
    pathway: str | None


def show(advisor: Advisor, mutant: Mutant) -> Shown:
    """Return an order that shows a mutant, of those at the values where either may turn."""
    other = Advisor(mutant.of(advisor.pack), "walk")
    deciding = [one for one in edits(advisor.pack, other.pack) if one.decides]
    asked = profile_of(advisor.pack, other.pack, deciding)
    points = points_of(Bench(advisor, asked))
    won = [one.columnar.decide(Bench(one, asked).bare(points), ("pathway",))["pathway"] for one in (advisor, other)]
    rows = won[0].ne_missing(won[1]).arg_true()
    if not len(rows):
        return Shown(mutant=mutant, order=None, pathway=None)
    row = int(rows[0])
    return Shown(mutant=mutant, order=points.said(row), pathway=won[0][row])
