"""One advice as a template reads it: every value in words, every part of the answer under one name."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.ir import Expression, Memory, Numbers, Pack
from advisor.meaning import premises, reads
from advisor.meaning.possible import is_known
from advisor.render import words
from advisor.render.grounds import Grounds
from advisor.render.inert import show
from advisor.render.loser import loser_view
from advisor.render.offered import has_run_out, rate_view
from advisor.render.reason import Teller, View, best_of_each, full_name, memory_of
from advisor.render.said_back import said_back
from advisor.trace import Advice, Assumed, Breach, BreakEven, Change, Note, Ranked, Standing, Witness
from advisor.value.day import days_later

TOLD_FIRST = 3
"""How many facts the first section names; all of them follow further down."""


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
            "find_out": self._find_out(),
            "most_worth": self._witness(advice.most_worth) if advice.most_worth else None,
            "others": [self._other(row) for row in self._losers()],
            "absent": [one.name for one in self.pack.pathways.values() if one.id not in self.best],
            "readings": [said_back(one, self.pack) for one in advice.order.readings],
            "shared": [self._shared(path) for path in advice.order.shared],
            "assumed": [self._assumed(one) for one in advice.assumed],
            "breaches": [self._breach(one) for one in advice.breaches],
            "witnesses": [self._witness(one) for one in advice.could_change],
            "open_facts": words.joined([self.teller.names.label(path) for path in advice.open_facts]),
            "nearest": [self.change(one) for one in advice.nearest],
            "checklists": self._checklists(),
            "steps": [self._step(note) for note in advice.notes if note.level == "step"],
            "quotes_from": words.joined([self.pack.pathways[one].name for one in advice.ask_quotes_from]),
            "warnings": [self._note(note) for note in advice.notes if note.level == "warning"],
            "notes": [self._note(note) for note in advice.notes if note.level == "note"],
            "table": self._table(),
            "break_even": [self._break_even(one) for one in advice.break_even],
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
            "headline": self._headline(row),
            "favours": self.teller.weighed(row.favoured_by, row.memory, ids=self.ids),
            "figures": self._figures(row),
            "as_of": row.option.as_of,
            "hangs_on": self._unknown(
                dict.fromkeys(path for rule in open_rules for path in premises(rule)), row.memory
            ),
        }

    def _option(self, row: Ranked) -> View:
        """Return what is said of any option: its name, its standing, and what speaks against it."""
        return {
            "name": full_name(row, self.pack),
            "pathway": self.pack.pathways[row.option.pathway].name,
            "standing": row.standing.value,
            "risks": self.teller.weighed(row.risked_by, row.memory, ids=self.ids),
            "cost": self._cost(row),
            "score": words.amount(row.score, words.POINTS, self.pack.currency) if self.ids else "",
        }

    def _headline(self, row: Ranked) -> str:
        """Return the estimates that every pack has, the likely one first."""
        told = (self._estimate(row, name) for name in ("landed_unit_cost", "lead_time"))
        return words.joined([f"{one['label']} {one['words']}" for one in told])

    def _estimate(self, row: Ranked, name: str) -> View:
        estimate, spread = self.pack.estimates[name], row.estimates[name]
        said = words.spread(spread.low, spread.likely, spread.high, estimate.unit, self.pack.currency)
        if spread.likely is None:
            said += self._until(estimate.readings["likely"], row.memory)
        return {"label": estimate.label, "words": said, "includes": estimate.includes}

    def _until(self, formula: Expression, memory: Memory) -> str:
        """Return which facts leave an estimate open, as far as its formula names them."""
        told = self._unknown(reads(formula), memory)
        return f" ({told} unknown)" if told else ""

    def _figures(self, row: Ranked) -> list[View]:
        """Return every estimate that the order says enough for, each with its parts."""
        return [
            {**self._estimate(row, name), "parts": self._parts(row, name)}
            for name in self._told()
            if row.estimates[name].likely is not None
        ]

    def _told(self) -> list[str]:
        """Return the estimates that are told by themselves."""
        return [one.name for one in self.pack.estimates.values() if not one.part_of and not one.is_inner]

    def _parts(self, row: Ranked, whole: str) -> list[View]:
        """Return the parts of an estimate that come to anything."""
        parts = [one.name for one in self.pack.estimates.values() if one.part_of == whole]
        return [self._estimate(row, name) for name in parts if row.estimates[name].high > 0]

    def _cost(self, row: Ranked) -> View:
        """Return how the option's cost compares with the cheapest that is not excluded."""
        likely = row.estimates["landed_unit_cost"].likely
        rivals = [one.estimates["landed_unit_cost"].likely for one in self.advice.ranking if not one.ruled_out_by]
        known = [cost for cost in rivals if cost is not None]
        label = self.pack.estimates["landed_unit_cost"].label
        if likely is None or not known:
            return {"kind": "unknown", "share": "", "label": label, "all_known": False}
        kind = "lowest" if likely <= min(known) else "near" if row.premium == 0 else "higher"
        share = words.amount(row.premium * 100, words.SHARE, self.pack.currency)
        return {"kind": kind, "share": share, "label": label, "all_known": len(known) == len(rivals)}

    def _break_even(self, one: BreakEven) -> View:
        """Return from which quantity on an option is cheaper than the winner."""
        row = next(row for row in self.advice.ranking if row.option.id == one.option)
        asked = self.advice.order.given.get("order.quantity")
        is_beyond = one.high is None or (isinstance(asked, Numbers) and asked.low > one.high)
        kind = (
            "already" if one.is_cheaper else "from" if one.quantity is not None else "apart" if is_beyond else "never"
        )
        told = {"quantity": one.quantity, "high": one.high}
        units = {key: "" if value is None else words.amount(value, words.UNITS, "") for key, value in told.items()}
        return {"name": full_name(row, self.pack), "kind": kind, **units}

    def _run_out(self, row: Ranked) -> View:
        last = row.option.valid_until
        return {"name": full_name(row, self.pack), "day": last.isoformat() if last else ""}

    def _decided_by(self, paths: Iterable[str]) -> str:
        return words.joined([self.teller.fact(path, self.advice.memory) for path in paths])

    def _unknown(self, paths: Iterable[str], memory: Memory) -> str:
        """Return the labels of the given facts that are not known."""
        named = dict.fromkeys(self.teller.names.label(path) for path in paths if self._is_open(path, memory))
        return words.joined(list(named))

    def _is_open(self, path: str, memory: Memory) -> bool:
        return path.startswith("order.") and path in memory and not is_known(memory[path])

    def _asks_both(self) -> bool:
        """Return whether winner and runner-up are both to be asked for a quote: each takes some, and has given none."""
        rows = (self.advice.winner, self.advice.runner_up)
        return all(
            row and not row.option.is_quote and self.pack.pathways[row.option.pathway].takes_quotes for row in rows
        )

    def _find_out(self) -> str:
        """Return the facts most worth finding out."""
        paths = dict.fromkeys(path for one in self.advice.could_change for path, _ in one.values)
        return words.joined([self.teller.names.label(path) for path in list(paths)[:TOLD_FIRST]])

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

    # --- what is not known ---
    def _assumed(self, one: Assumed) -> View:
        """Return a fact that stands at an assumed value, and what it would be otherwise."""
        names, unit = self.teller.names, self.pack.estimates["lead_time"].unit
        given = self.advice.order.given.get(one.path)
        days = words.amount(abs(one.days), unit, self.pack.currency) if one.days else ""
        return {
            "label": names.label(one.path),
            "words": names.told(one.path, one.value),
            "given": words.UNKNOWN if given is None else names.told(one.path, given),
            "other": names.told(one.path, one.other),
            "pathway": self.pack.pathways[one.pathway].name if one.pathway else "",
            "turns": one.pathway != self.advice.pathway,
            "stake": self._stake(one.cents),
            "days": days,
            "is_longer": bool(one.days and one.days > 0),
        }

    def _breach(self, one: Breach) -> View:
        """Return a limit that the winner likely does not keep: why, and what would mend it."""
        row, names = self.advice.winner, self.teller.names
        if row is None:
            raise TypeError("no winner breaks a limit")
        text = self.teller.reason(self.pack.rules[one.lift.rule], row.memory, ids=self.ids)["text"]
        mends = [
            f"{names.label(path)} {names.told(path, value)}"
            for path, value in one.lift.changes
            if path not in one.lift.beyond
        ]
        return {"label": names.label(one.path), "text": text, "mends": words.joined(mends, "or")}

    def _shared(self, path: str) -> View:
        """Return a fact that the studio says of all its orders, and where it stands."""
        order, names = self.advice.order, self.teller.names
        told = names.told(path, order.given[path]) if path in order.given else words.UNKNOWN
        return {"label": names.label(path), "words": told, "place": order.origins[path]}

    def _witness(self, witness: Witness) -> View:
        names = self.teller.names
        facts = [
            {"label": names.label(path), "question": self._question(path), "words": names.told(path, value)}
            for path, value in witness.values
        ]
        pathway = self.pack.pathways[witness.pathway].name if witness.pathway else ""
        return {"facts": facts, "pathway": pathway, "stake": self._stake(witness.stake_cents)}

    def _stake(self, cents: int | None) -> View | None:
        """Return how much more or less the order would cost, None where that is not known or nothing."""
        if not cents:
            return None
        unit = self.pack.estimates["landed_unit_cost"].unit
        return {"words": words.amount(abs(cents), unit, self.pack.currency), "is_more": cents > 0}

    def _question(self, path: str) -> str:
        fact = self.teller.names.fact(path)
        return fact.question if fact is not None else ""

    def change(self, change: Change) -> View:
        """Return a change of one fact, from what it is to what would help."""
        given = self.advice.memory[change.path]
        names = self.teller.names
        row = next(row for row in self.advice.ranking if row.option.id == change.option)
        return {
            "label": names.label(change.path),
            "words": names.told(change.path, change.value),
            "given": names.told(change.path, given),
            "is_realistic": change.is_realistic,
            "name": full_name(row, self.pack),
        }

    # --- papers, steps, notes ---
    def _checklists(self) -> list[View]:
        return [view for one in self.pack.checklists if (view := self._checklist(one.id, one.title))]

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
        within = "" if days is None or due else words.amount(days, words.DAYS, self.pack.currency)
        return {**self._note(note), "day": day, "within": within, "at_once": days == 0 and as_of is None}

    # --- side by side ---
    def _table(self) -> View:
        names = ("landed_unit_cost", "lead_time")
        labels = [self.pack.estimates[name].label for name in names]
        standings = self.pack.built_in["option.standing"].words
        rows = [
            [
                full_name(row, self.pack),
                *(self._span(row, name) for name in names),
                standings[row.standing.value],
                *([words.amount(row.score, words.POINTS, self.pack.currency)] if self.ids else []),
            ]
            for row in self.advice.ranking
        ]
        includes = [f"{self.pack.estimates[name].label}: {self.pack.estimates[name].includes}" for name in names]
        parts = [
            self._contents(row) for row in self.advice.ranking if not row.ruled_out_by and row != self.advice.winner
        ]
        return {"estimates": labels, "rows": rows, "includes": includes, "contents": parts}

    def _contents(self, row: Ranked) -> View:
        """Return what a standing option's estimates are made of."""
        return {"name": full_name(row, self.pack), "figures": self._figures(row)}

    def _span(self, row: Ranked, name: str) -> str:
        spread = row.estimates[name]
        return words.span(spread.low, spread.high, self.pack.estimates[name].unit, self.pack.currency)
