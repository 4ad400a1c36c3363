"""One advice as a template reads it: every value in words, every part of the answer under one name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from advisor.ir import Pack
from advisor.meaning import premises
from advisor.render import words
from advisor.render.estimated import Estimated
from advisor.render.inert import show
from advisor.render.loser import loser_view
from advisor.render.names import PackNames
from advisor.render.offered import has_run_out, rate_view
from advisor.render.reason import Teller, View, best_of_each, full_name, memory_of
from advisor.render.said_back import exchanged, said_back
from advisor.render.uncertain import TOLD_FIRST, Uncertain, unknown_facts
from advisor.trace import Advice, Note, Ranked, Standing
from advisor.value.day import days_later


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
        advice, grounds = self.advice, Grounds(self.teller.names, self.advice, self.best, ids=self.ids)
        return {
            "id": show(advice.order.id),
            "winner": self._winner(advice.winner) if advice.winner else None,
            "has_options": bool(advice.ranking),
            "decided_by": words.joined(
                [self.teller.fact(path, self.advice.memory) for path in advice.decided_by[:TOLD_FIRST]]
            ),
            "settled": advice.settled,
            "firm": advice.firm,
            "close": advice.close,
            "runner_up": full_name(advice.runner_up, self.pack) if advice.runner_up else "",
            "asks_both": self._asks_both(),
            "others": [self._other(row) for pathway, row in self.best.items() if pathway != advice.pathway],
            "absent": [one.name for one in self.pack.pathways.values() if one.id not in self.best],
            "readings": [
                *filter(
                    None,
                    (
                        *(said_back(one, self.teller.names) for one in advice.order.readings if one.how != "hidden"),
                        exchanged(self.teller.names),
                    ),
                )
            ],
            "unread": [show(text) for text in advice.order.unread],
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
            "score": words.points(row.score) if self.ids else "",
        }

    def _run_out(self, row: Ranked) -> View:
        last = row.option.valid_until
        return {"name": full_name(row, self.pack), "day": last.isoformat() if last else ""}

    def _asks_both(self) -> bool:
        """Return whether winner and runner-up are both to be asked for a quote: each takes some, and has given none."""
        rows = (self.advice.winner, self.advice.runner_up)
        return all(
            row and not row.option.is_quote and self.pack.pathways[row.option.pathway].takes_quotes for row in rows
        )

    # --- the others ---
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


class ToDo:
    """What is left to do after one answer."""

    def __init__(self, teller: Teller, advice: Advice, *, ids: bool) -> None:
        self.teller = teller
        self.pack: Pack = teller.pack
        self.advice = advice
        self.ids = ids

    def view(self) -> View:
        advice = self.advice
        return {
            "checklists": [view for one in self.pack.checklists if (view := self._checklist(one.id, one.title))],
            "steps": [self._step(note) for note in advice.notes if note.level == "step"],
            "quotes_from": words.joined([self.pack.pathways[one].name for one in advice.ask_quotes_from]),
            "warnings": [self._note(note) for note in advice.notes if note.level == "warning"],
            "notes": [self._note(note) for note in advice.notes if note.level == "note"],
        }

    def _checklist(self, checklist: str, title: str) -> View | None:
        items = [one for one in self.advice.documents if one.checklist == checklist]
        if not items:
            return None
        required = [one for one in items if one.need == "required"]
        return {
            "title": title,
            "missing": "; ".join(one.name for one in required if one.verdict is False),
            "unconfirmed": "; ".join(one.name for one in required if one.verdict is None),
            "complete": bool(required) and all(one.verdict for one in required),
            "welcome": "; ".join(one.name for one in items if one.need == "welcome" and one.verdict is not True),
        }

    def _note(self, note: Note) -> View:
        rule = self.pack.rules[note.rule]
        memory = memory_of(self.advice, note.option, rule.scope)
        return {"topic": note.topic, **self.teller.reason(rule, memory, ids=self.ids)}

    def _step(self, note: Note) -> View:
        days, as_of = note.due_days, self.advice.order.as_of
        due = days_later(as_of, days)
        day = due.isoformat() if due else ""
        within = "" if days is None or due else words.days(days)
        return {**self._note(note), "day": day, "within": within, "at_once": days == 0 and as_of is None}


JUDGEMENT = "own judgement"


class Grounds:
    """Tells what one advice rests on. best: of each pathway its best option; ids: say where in the pack a figure stands."""

    def __init__(self, names: PackNames, advice: Advice, best: Mapping[str, Ranked], *, ids: bool) -> None:
        self._pack, self._tender = names.pack, names.tender
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
                    "words": words.span(figure.value.low, figure.value.high, figure.unit, self._tender),
                    "as_of": figure.as_of,
                    "age": self._age(figure.as_of),
                    "place": str(figure.at) if self._ids else "",
                    "sources": ", ".join(dict.fromkeys(one.partition("#")[0] for one in figure.sources)),
                }

    def _age(self, day: str) -> str:
        """Return how old a figure is on the order's date, empty where either date is not known or it is later."""
        as_of = self._advice.order.as_of
        days = (as_of - date.fromisoformat(day)).days if as_of and day else -1
        return words.days(days) if days >= 0 else ""

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
