"""Why the winner, why not the second, and why not each other."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.ir import OneOf
from advisor.render import words
from advisor.render.first.beside import MOST_SHOWN, Beside
from advisor.trace import Ranked


class Reasons(Beside):
    """Says what speaks for the winner, and against the others."""

    def _why(self) -> Iterator[str]:
        """Yield what speaks for the winner, its price and its time before what its rules say."""
        winner, others = self.advice.winner, [row for row in self.open if row is not self.advice.winner]
        if winner is None:
            return
        if not others:
            yield self._phrase("only_one", breaks=bool(self.advice.breaches))
        for name, phrase in ((self.cost, "cheapest"), (self.time, "fastest")):
            gap, other = self._gap(winner, others, name)
            if gap and other:
                yield self._phrase(phrase, gap=gap, one=self.one, name=self._name(other).partition(",")[0])
        for rule, _ in sorted(winner.favoured_by, key=lambda pair: -pair[1])[:MOST_SHOWN]:
            yield self._tell(self.pack.rules[rule], winner.memory)
        if (
            others
            and self._is_priced(winner)
            and not winner.favoured_by
            and not any(self._gap(winner, others, name)[0] for name in (self.cost, self.time))
        ):
            yield self._phrase("balance")

    def _risk(self) -> Iterator[str]:
        """Yield what speaks against the winner, but for the limits it breaks, which the verdict says; and what to mind."""
        closest = self.advice.winner or (self.shown[0] if self.shown else None)
        yield from (self._more(one) for one in self.advice.more)
        if closest is not None:
            said = {one.lift.rule for one in self.advice.breaches}
            yield from self._shorts([pair for pair in closest.risked_by if pair[0] not in said], closest)[:2]
        if self.advice.winner is not None:
            yield from (self._note(note) for note in self.advice.notes if note.level == "warning")

    def _why_not(self) -> Iterator[str]:
        """Yield how the runner-up differs."""
        winner, runner = self.advice.winner, self.advice.runner_up
        if winner is not None and runner is not None:
            yield self._phrase("other", name=self._short(runner), reason=self._several(self._differs(runner, winner)))

    def _rest(self) -> Iterator[str]:
        """Yield why each other quote and pathway is not, a line each; those that make no such thing in one."""
        told = (self.advice.winner or self.shown[0], self.advice.runner_up) if self.shown else ()
        quotes = [row for row in self.advice.ranking if row.option.is_quote]
        for row in {row.option.id: row for row in (*quotes, *self.best.values())}.values():
            if not any(row is one for one in told):
                yield self._phrase("other", name=self._short(row), reason=self._against(row))
        absent = [one for one in self.pack.pathways.values() if one.id not in self.best] if self.best else []
        if others := [self._pathway(one.id) for one in absent if not one.absent]:
            yield self._phrase("absent", names=words.joined(others), narrowed=self._narrowed())
        for one in absent:
            if one.absent:
                yield self._phrase("other", name=self._pathway(one.id), reason=one.absent)

    def _narrowed(self) -> str:
        """Return in a clause what the order names that it could have left open, empty if there is nothing."""
        facts = [fact for fact in self.pack.facts.values() if fact.left_open]
        given = {f"order.{fact.name}": fact for fact in facts if f"order.{fact.name}" in self.advice.order.said}
        said = [
            path
            for path, fact in given.items()
            if self.advice.order.said[path] not in (OneOf((fact.left_open,)), fact.domain)
        ]
        return words.joined([self.names.clause(path, self.advice.order.said[path]) for path in said])

    def _against(self, row: Ranked) -> str:
        """Return what keeps an option from winning: what rules it out, else how it differs."""
        if row.ruled_out_by:
            reasons = [self._tell(self.pack.rules[rule], row.memory) for rule in row.ruled_out_by]
            return self._several([*dict.fromkeys(filter(None, reasons))]) or self._phrase("unclear")
        winner = self.advice.winner
        return self._several(self._differs(row, winner, is_against=True)) if winner else ""
