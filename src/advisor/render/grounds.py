"""What an answer rests on: the figures that somebody else claims, and the sources of everything said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from advisor.ir import Pack
from advisor.render import words
from advisor.render.reason import View
from advisor.trace import Advice, Ranked

JUDGEMENT = "own judgement"


class Grounds:
    """Tells what one advice rests on. best: of each pathway its best option; ids: say where in the pack a figure stands."""

    def __init__(self, pack: Pack, advice: Advice, best: Mapping[str, Ranked], *, ids: bool) -> None:
        self._pack = pack
        self._advice = advice
        self._best = best
        self._ids = ids

    def claims(self) -> Iterator[View]:
        """Yield the figures that somebody else claims and this answer rests on, with their age on the order's date."""
        told = [note.rule for note in self._advice.notes]
        for row in self._best.values():
            told += [*row.ruled_out_by, *(rule for rule, _ in (*row.favoured_by, *row.risked_by))]
        used = [name for rule in told for name in self._pack.rules[rule].figures]
        used += self._advice.winner.option.figure_names if self._advice.winner else ()
        for name in dict.fromkeys(used):
            figure = self._pack.figures[name]
            kinds = {self._pack.sources[one.partition("#")[0]].kind for one in figure.sources}
            if kinds - {JUDGEMENT}:
                yield {
                    "label": figure.label,
                    "words": words.span(figure.value.low, figure.value.high, figure.unit, self._pack.currency),
                    "as_of": figure.as_of,
                    "age": self._age(figure.as_of),
                    "place": str(figure.at) if self._ids else "",
                    "sources": ", ".join(dict.fromkeys(one.partition("#")[0] for one in figure.sources)),
                }

    def _age(self, day: str) -> str:
        """Return how old a figure is on the order's date, empty where either date is not known or it is later."""
        as_of = self._advice.order.as_of
        days = (as_of - date.fromisoformat(day)).days if as_of and day else -1
        return words.amount(days, words.IN_DAYS, self._pack.currency) if days >= 0 else ""

    def sources(self) -> Iterator[str]:
        """Yield the sources of everything said above."""
        told = [note.rule for note in self._advice.notes]
        for row in self._best.values():
            told += [*row.ruled_out_by, *(rule for rule, _ in (*row.favoured_by, *row.risked_by))]
            yield from row.option.sources
        for rule in told:
            yield from self._pack.rules[rule].sources
        for one in self._pack.checklists:
            if any(document.checklist == one.id for document in self._advice.documents):
                yield from (source for part in one.items for source in part.sources)
        for name in (self._pack.roles.cost, self._pack.roles.time):
            yield from self._pack.estimates[name].sources
