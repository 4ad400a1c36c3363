"""One advice as a template reads it: every value in words, every part of the answer under one name."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.ir import Pack
from advisor.meaning import premises
from advisor.render import words
from advisor.render.estimated import Estimated
from advisor.render.grounds import Grounds
from advisor.render.inert import show
from advisor.render.loser import loser_view
from advisor.render.offered import has_run_out, rate_view
from advisor.render.reason import Teller, View, best_of_each, full_name
from advisor.render.said_back import said_back
from advisor.render.to_do import ToDo
from advisor.render.uncertain import TOLD_FIRST, Uncertain, unknown_facts
from advisor.trace import Advice, Ranked, Standing


def advice_view(teller: Teller, advice: Advice, *, ids: bool) -> View:
    """Return what the templates say of one advice."""
    return _View(teller, advice, ids=ids).whole()


class _View:
    def __init__(self, teller: Teller, advice: Advice, *, ids: bool) -> None:
        self.teller = teller
        self.pack: Pack = teller.pack
        self.advice = advice
        self.ids = ids
        self.best = best_of_each(advice)
        self.estimated = Estimated(teller, advice, ids=ids)

    def whole(self) -> View:
        advice, grounds = self.advice, Grounds(self.pack, self.advice, self.best, ids=self.ids)
        return {
            "id": show(advice.order.id),
            "winner": self._winner(advice.winner) if advice.winner else None,
            "has_options": bool(advice.ranking),
            "decided_by": self._decided_by(advice.decided_by[:TOLD_FIRST]),
            "settled": advice.settled,
            "firm": advice.firm,
            "close": advice.close,
            "runner_up": full_name(advice.runner_up, self.pack) if advice.runner_up else "",
            "asks_both": self._asks_both(),
            "others": [self._other(row) for row in self._losers()],
            "absent": [one.name for one in self.pack.pathways.values() if one.id not in self.best],
            "readings": [said_back(one, self.pack) for one in advice.order.readings],
            **Uncertain(self.teller, advice).view(),
            **ToDo(self.teller, advice, ids=self.ids).view(),
            **self.estimated.view(),
            "rates": [rate_view(row, self.pack) for row in advice.ranking if row.option.rate],
            "run_out": [self._run_out(row) for row in advice.ranking if has_run_out(row.option, advice.order)],
            "claims": list(grounds.claims()),
            "sources": self.teller.sources(grounds.sources()),
        }

    # --- the answer ---
    def _winner(self, row: Ranked) -> View:
        open_rules = [self.pack.rules[rule] for rule in row.undecided_by]
        return {
            **self._option(row),
            "headline": self.estimated.headline(row),
            "favours": self.teller.weighed(row.favoured_by, row.memory, ids=self.ids),
            "figures": self.estimated.figures(row),
            "as_of": row.option.as_of,
            "hangs_on": unknown_facts(
                self.teller.names, dict.fromkeys(path for rule in open_rules for path in premises(rule)), row.memory
            ),
        }

    def _option(self, row: Ranked) -> View:
        """Return what is said of any option: its name, its standing, and what speaks against it."""
        return {
            "name": full_name(row, self.pack),
            "pathway": self.pack.pathways[row.option.pathway].name,
            "standing": row.standing.value,
            "risks": self.teller.weighed(row.risked_by, row.memory, ids=self.ids),
            "cost": self.estimated.cost(row),
            "score": words.amount(row.score, words.IN_POINTS, self.pack.currency) if self.ids else "",
        }

    def _run_out(self, row: Ranked) -> View:
        last = row.option.valid_until
        return {"name": full_name(row, self.pack), "day": last.isoformat() if last else ""}

    def _decided_by(self, paths: Iterable[str]) -> str:
        return words.joined([self.teller.fact(path, self.advice.memory) for path in paths])

    def _asks_both(self) -> bool:
        """Return whether winner and runner-up are both to be asked for a quote: each takes some, and has given none."""
        rows = (self.advice.winner, self.advice.runner_up)
        return all(
            row and not row.option.is_quote and self.pack.pathways[row.option.pathway].takes_quotes for row in rows
        )

    # --- the others ---
    def _losers(self) -> list[Ranked]:
        return [row for pathway, row in self.best.items() if pathway != self.advice.pathway]

    def _other(self, row: Ranked) -> View:
        favours = self.teller.weighed(row.favoured_by, row.memory, ids=self.ids)
        lost = next(one for one in self.advice.lost if one.option == row.option.id)
        return {
            **self._option(row),
            "exclusions": self.teller.reasons(row.ruled_out_by, row.memory, ids=self.ids),
            "is_unlikely": row.standing is Standing.UNLIKELY,
            "favours": favours,
            **loser_view(self.teller, lost, self.advice),
        }
