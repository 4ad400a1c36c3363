"""Mutants held against the cases of a pack, many at once: which case notices each.

Of what columns tell, all cases are judged together by one engine for many mutants (`manifold`). What only a whole answer tells is asked of
the mutant itself, and only of cases whose answer differs in anything that it is made of, until one fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from msgspec.structs import replace

from advisor import ir, meaning
from advisor.advice import Advisor, said_of
from advisor.analysis.case import Case, misheld, run_together
from advisor.author.concern import Concern
from advisor.author.judge import Judge, claim_proved, fingerprints
from advisor.author.manifold import Manifold
from advisor.author.mutant import Mutant, MutantOutcome, refusal
from advisor.author.touch import alike
from advisor.columnar import Orders, orders_of
from advisor.columnar.column import Array
from advisor.columnar.decide import ColumnEngine, Decided
from advisor.errors import AdvisorError
from advisor.meaning import StandIn
from advisor.trace import Advice

_ROWS = 8_192
"""How many orders are decided at a time: so many that an engine is made for dozens of mutants."""
_MANY = 96
"""For how many mutants one engine is made at most."""


class Trial:
    """The cases of a pack that pass, ready to judge mutants. whole: ask whole answers too, else only what columns tell, which is quick."""

    def __init__(self, advisor: Advisor, cases: Sequence[Case], *, whole: bool = True) -> None:
        self._asks_whole = whole
        self._advisor, self.pack, self.program = advisor, advisor.pack, advisor.program
        passing = {advice.order.id for advice, faults in run_together(cases, advisor) if not faults}
        self.cases = [one for one in cases if one.order.id in passing]
        self.judge = Judge(self.pack, self.cases)
        self.orders = orders_of(self.pack, [one.order for one in self.cases])
        self.every = np.arange(len(self.cases))

    def run(self, mutants: Iterable[Mutant]) -> Iterator[MutantOutcome]:
        """Yield what becomes of each mutant, in their order."""
        tried = [*mutants]
        concern = Concern(self.program, self.orders, tried)
        for several in self._chunks(tried, concern):
            if several[0][0].facts:
                yield from (self._assuming(mutant, concern) for mutant, _ in several)
            else:
                yield from self._together(several, concern)

    def _chunks(self, mutants: Sequence[Mutant], concern: Concern) -> Iterator[list[tuple[Mutant, Array]]]:
        """Yield mutants with the cases that could notice them, so many as are decided together; those that assume otherwise alone."""
        held: list[tuple[Mutant, Array]] = []
        count = 0
        for place, mutant in enumerate(mutants):
            concerned = self._concerned(place, mutant, concern)
            more = int(np.count_nonzero(concerned | self.judge.proofs))
            if held and (mutant.facts or count + more > _ROWS or len(held) == _MANY):
                yield held
                held, count = [], 0
            held.append((mutant, concerned))
            count += more
            if mutant.facts:
                yield held
                held, count = [], 0
        if held:
            yield held

    def _concerned(self, place: int, mutant: Mutant, concern: Concern) -> Array:
        """Return the cases in which a mutant could matter to how their orders are decided."""
        found = concern.of(place)
        for name, row in mutant.options.items():
            if row.applies != self.pack.options[name].applies:
                return np.ones(len(self.cases), np.bool_)
            found |= concern.candidate_of[name]
        return found

    # --- many together ----------------------------------------------------------------------------------------------------
    def _together(self, several: Sequence[tuple[Mutant, Array]], concern: Concern) -> Iterator[MutantOutcome]:
        refused = [refusal(self.pack, mutant) for mutant, _ in several]
        tried = [one for one, why in zip(several, refused, strict=True) if not why]
        manifold = Manifold(self.pack, [mutant for mutant, _ in tried])
        own = [np.flatnonzero(concerned | self.judge.proofs) for _, concerned in tried]
        rows = np.concatenate([self.every[:0], *own])
        places = np.repeat(np.arange(len(tried)), [len(one) for one in own])
        found: dict[int, str] = {}
        if len(rows):
            decided = manifold.engine.decide(manifold.orders(self.orders, rows, places + 1))
            found = self._judged(decided, rows, places, tried, concern)
        at = iter(range(len(tried)))
        for (mutant, _), why in zip(several, refused, strict=True):
            yield (
                MutantOutcome(mutant=mutant, refused=why)
                if why
                else MutantOutcome(mutant=mutant, noticed=found.get(next(at), ""))
            )

    def _judged(
        self, decided: Decided, rows: Array, places: Array, tried: Sequence[tuple[Mutant, Array]], concern: Concern
    ) -> dict[int, str]:
        """Return the mutants that a case notices, by their place, with that case."""
        failing = self.judge.failing(decided, rows)
        found = {int(place): self.cases[row].id for place, row in zip(places[failing], rows[failing], strict=True)}
        if not self._asks_whole:
            return found
        differs = self._differs(decided, rows, concern)
        for place in set(range(len(tried))) - set(found):
            mutant, concerned = tried[place]
            asked = concerned & self.judge.naming
            asked[rows[(places == place) & differs]] = True
            noticed = self._noticed(mutant, self._whole(mutant, asked & self.judge.beyond, concern))
            if noticed:
                found[place] = noticed
        return found

    def _differs(self, decided: Decided, rows: Array, concern: Concern) -> Array:
        """Return of each order whether its answer could differ from the pack's: it is decided or proved otherwise."""
        found = fingerprints(decided) != concern.prints[rows]
        asked = self.judge.naming[rows]
        for name in ("settled", "firm") if asked.any() else ():
            found |= asked & (claim_proved(decided, name, asked) != concern.proved(name)[rows])
        return found

    def _whole(self, mutant: Mutant, asked: Array, concern: Concern) -> list[int]:
        """Return the cases of which the whole answer must be asked: some, and those of which more counts than how they are decided."""
        judge = self.judge
        for name, rule in mutant.rules.items():
            asked[sorted(judge.told.get(name, ()))] = True
            asked |= judge.deciding(self._no_more_read(name, rule))
        return np.flatnonzero(asked | (judge.could_change & self._reaches(mutant, concern))).tolist()

    def _no_more_read(self, name: str, rule: ir.Rule) -> set[str]:
        """Return the facts that a rule, or what it reads, is made of no more: they decide by it no more."""
        before, after = (
            {*meaning.origins(meaning.premises(one), self.program.made)} for one in (self.pack.rules[name], rule)
        )
        return before - after

    def _reaches(self, mutant: Mutant, concern: Concern) -> Array:
        """Return of each case whether a mutant could matter at any value that is possible of its order."""
        found = np.full(len(self.cases), bool(mutant.facts)) | concern.may_be(concern.place(mutant))
        for name, row in mutant.options.items():
            is_moved = row.applies != self.pack.options[name].applies
            found |= True if is_moved else concern.may_be_of[name]
        return found

    def _noticed(self, mutant: Mutant, cases: Sequence[int]) -> str:
        """Return the first case that fails by the whole answer of a mutant, empty if none does."""
        if not cases:
            return ""
        if _advises_only(mutant):
            return self._advised_otherwise(mutant)
        try:
            other = Advisor(mutant.of(self.pack), "walk")
            told = run_together([self.cases[one] for one in cases], other)
            return next((advice.order.id for advice, faults in told if faults), "")
        except (KeyError, AdvisorError):
            return ""

    def _advised_otherwise(self, mutant: Mutant) -> str:
        """Return the first case that fails by what a mutant's rules say of the whole answer, which is as the pack gives it."""
        program = meaning.stratify(mutant.of(self.pack))
        for place in sorted(set().union(*(self.judge.told.get(name, ()) for name in mutant.rules))):
            case, advice = self.cases[place], self._answers[place]
            said = said_of(program, advice)
            firings = [
                replace(one, verdict=said.possible.verdicts.get(one.rule, False), as_assumed=said.assumed.verdicts.get(one.rule, False))
                if one.rule in mutant.rules else one
                for one in advice.firings
            ]  # fmt: skip
            if any(misheld(case.expect, replace(advice, firings=tuple(firings)))):
                return case.id
        return ""

    @cached_property
    def _answers(self) -> dict[int, Advice]:
        """The whole answers to the cases that name rules about the whole answer, by their place."""
        places = np.flatnonzero(self.judge.naming).tolist()
        orders = [self.cases[one].order for one in places]
        told = self._advisor.advise_block(orders, trace="all", witnesses=False, tries=False)
        return dict(zip(places, told, strict=True))

    # --- what is assumed --------------------------------------------------------------------------------------------------
    def _assuming(self, mutant: Mutant, concern: Concern) -> MutantOutcome:
        """Return what becomes of a mutant that assumes otherwise: decided where what stands for what is not said differs."""
        if mutant.rules or mutant.estimates or mutant.options:
            why = refusal(self.pack, mutant)
            if why:
                return MutantOutcome(mutant=mutant, refused=why)
            engine, concerned = ColumnEngine(meaning.stratify(mutant.of(self.pack))), np.ones(len(self.cases), np.bool_)
        else:
            engine = concern.engine.assuming(mutant.of(self.pack))
            concerned = _assumes_otherwise(concern.engine, engine, self.orders, mutant.facts)
        found: dict[int, str] = {}
        rows = np.flatnonzero(concerned)
        if len(rows):
            found = self._judged(engine.decide(self.orders.take(rows)), rows, rows * 0, [(mutant, concerned)], concern)
        return MutantOutcome(mutant=mutant, noticed=found.get(0, ""))


def _advises_only(mutant: Mutant) -> bool:
    """Return whether a mutant replaces nothing but rules about the whole answer, so that all is decided as by the pack."""
    others = mutant.estimates or mutant.options or mutant.facts
    return not others and all(one.scope == "advice" for one in mutant.rules.values())


def _assumes_otherwise(one: ColumnEngine, other: ColumnEngine, orders: Orders, facts: Iterable[str]) -> Array:
    """Return of each order whether what stands for what it does not say differs. facts: those of which the pack assumes otherwise."""
    if any(f"order.{name}" in one.program.derivers for name in facts):
        return np.ones(orders.count, np.bool_)
    found = np.zeros(orders.count, np.bool_)
    hows: tuple[StandIn, ...] = ("assumed", "usual")
    for how in hows:
        others = other.stood_in(orders, how)
        for path, column in one.stood_in(orders, how).items():
            found |= ~alike(column, others[path])
    return found
