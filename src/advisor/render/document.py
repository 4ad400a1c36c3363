"""The machine's face of an advice: one JSON document, its names and shapes those of docs and design. No float in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from advisor.ir import Option, Pack, Possible, ReadAs
from advisor.render import words
from advisor.render.reason import Teller, memory_of
from advisor.trace import (
    Advice,
    Assumed,
    Breach,
    BreakEven,
    Change,
    Firing,
    Loosened,
    Loser,
    Note,
    Ranked,
    Spread,
    Witness,
)
from advisor.value.unit import MILLION

if TYPE_CHECKING:
    from advisor.variation import Flip, Flips


Json = dict[str, Any]
SCHEMA_VERSION = 1
VERDICT_NAMES = {True: "true", False: "false", None: "unknown"}


def document(teller: Teller, advice: Advice, explanation: str, summary: Json) -> Json:
    """Return the document of one advice, ready for `json.dumps`. Money is in cents, times are in days. summary: its first screen."""
    return _Document(teller, advice).whole(explanation, summary)


def why_not_document(teller: Teller, told: Json, pathways: Sequence[str], flips: Flips) -> Json:
    """Return the document of why some pathways do not win. told: the document of the advice."""

    def flip(one: Flip) -> Json:
        facts = {bare(path): teller.names.typed(path, value) for path, value in one.values}
        run = None if one.run is None else {"low": one.run[0], "high": one.run[1]}
        return {"option": one.option, "facts": facts, "run": run, "proved_least": one.is_least}

    lost = [one for one in told["why_not"] if one["pathway"] in pathways]
    trace = [one for one in told["trace"] if one["option"] in {each["option"] for each in lost}]
    return {
        **{key: told[key] for key in ("schema_version", "order_id", "pathway", "option", "standing")},
        "why_not": [{**one, "flips": [flip(each) for each in flips.of(one["pathway"])]} for one in lost],
        "not_every_value_asked": [bare(path) for path in flips.unproved],
        "trace": trace,
        "pack": told["pack"],
    }


class _Document:
    def __init__(self, teller: Teller, advice: Advice) -> None:
        self.teller = teller
        self.pack: Pack = teller.pack
        self.advice = advice

    def whole(self, explanation: str, summary: Json) -> Json:
        advice, pack = self.advice, self.pack
        winner = advice.winner
        return {
            "schema_version": SCHEMA_VERSION,
            "order_id": advice.order.id,
            "as_of": advice.order.as_of.isoformat() if advice.order.as_of else None,
            "pathway": advice.pathway,
            "option": winner.option.id if winner else None,
            "standing": winner.standing.value if winner else "excluded",
            "settled": advice.settled,
            "firm": advice.firm,
            "close": advice.close,
            "decided_by": [bare(path) for path in advice.decided_by],
            "most_worth_finding_out": self._witness(advice.most_worth) if advice.most_worth else None,
            "could_change": [self._witness(one) for one in advice.could_change],
            "open_facts": [bare(path) for path in advice.open_facts],
            "nearest": [self._change(one) for one in advice.nearest],
            "loosened": [self._loosened(one) for one in advice.loosened],
            "together": self._together(),
            "more_for_less": [self._witness(one) for one in advice.more],
            "breaches": [self._breach(one) for one in advice.breaches],
            "why_not": [self._lost(one) for one in advice.lost],
            "ranking": [self._row(row) for row in advice.ranking],
            "notes": [self._note(note) for note in advice.notes],
            "missing_documents": self._documents("required", verdict=False),
            "unconfirmed_documents": self._documents("required", verdict=None),
            "welcome_documents": [
                *self._documents("welcome", verdict=False),
                *self._documents("welcome", verdict=None),
            ],
            "ask_quotes_from": list(advice.ask_quotes_from),
            "break_even": [self._break_even(one) for one in advice.break_even],
            "readings": [self._reading(one) for one in advice.order.readings if one.how != "hidden"],
            "unread": list(advice.order.unread),
            **({"among": asdict(advice.order.among)} if advice.order.among else {}),
            "assumed": self._typed((one.path, one.value) for one in advice.assumed),
            "assumptions": [self._assumed(one) for one in advice.assumed],
            "trace": [self._firing(firing) for firing in advice.firings],
            "summary": summary,
            "explanation": explanation,
            "engine": advice.engine,
            "pack": pack_document(pack),
        }

    def _reading(self, one: ReadAs) -> Json:
        """Return what was read of a text: under which fact, as what, and why so."""
        return {
            "fact": bare(one.path),
            "text": one.text,
            "read": self.teller.names.typed(one.path, one.value),
            "how": one.how,
        }

    def _typed(self, values: Iterable[tuple[str, Possible]]) -> Json:
        return {bare(path): self.teller.names.typed(path, value) for path, value in values}

    def _witness(self, witness: Witness) -> Json:
        """Return one fact with its witness, or several that change the answer together."""
        told = self._typed(witness.values)
        if len(told) == 1:
            fact, value = next(iter(told.items()))
            return {"fact": fact, "witness": value, "pathway": witness.pathway, "stake_cents": witness.stake_cents}
        return {"facts": told, "pathway": witness.pathway, "stake_cents": witness.stake_cents}

    def _assumed(self, one: Assumed) -> Json:
        """Return a fact that is assumed, and what would come of the one other value that changes most."""
        name = bare(one.path)
        value, other = (self.teller.names.typed(one.path, told) for told in (one.value, one.other))
        told = {"fact": name, "value": value, "other": other, "pathway": one.pathway}
        return {**told, "stake_cents": one.cents, "stake_days": one.days}

    def _loosened(self, one: Loosened) -> Json:
        value = self.teller.names.typed(one.path, one.value)
        return {"fact": bare(one.path), "value": value, "pathway": one.pathway, "keeps": one.keeps}

    def _together(self) -> Json | None:
        one = self.advice.together
        return {"option": one.option, "changes": self._typed(one.values)} if one else None

    def _change(self, change: Change) -> Json:
        pathway = next(row.option.pathway for row in self.advice.ranking if row.option.id == change.option)
        value = self.teller.names.typed(change.path, change.value)
        told = {"option": change.option, "pathway": pathway, "fact": bare(change.path), "value": value}
        return {**told, "realistic": change.is_cure}

    @staticmethod
    def _break_even(one: BreakEven) -> Json:
        """Return from which quantity on an option is cheaper than the winner, null if from none up to `up_to`."""
        own = {"option": one.option, "pathway": one.pathway, "quantity": one.quantity}
        return {**own, "up_to": one.high, "already": one.is_cheaper}

    def _breach(self, one: Breach) -> Json:
        """Return a limit that the winner likely does not keep, and the changes each of which would mend that."""
        lift = one.lift
        told = {"limit": bare(one.path), "rule": lift.rule, "changes": self._typed(lift.changes)}
        return {**told, "unrealistic": [*map(bare, lift.beyond)]}

    def _lost(self, one: Loser) -> Json:
        """Return a losing pathway: of each exclusion the changes that lift it alone, and how it would stand without them."""
        lifts = [
            {"rule": lift.rule, "changes": self._typed(lift.changes), "unrealistic": [*map(bare, lift.beyond)]}
            for lift in one.lifts
        ]
        own = {"option": one.option, "pathway": one.pathway, "excluded_by": lifts}
        return {**own, "place_if_lifted": one.place, "points_behind_if_lifted": one.behind}

    # --- the ranking ---
    def _row(self, row: Ranked) -> Json:
        return {
            "option": row.option.id,
            "pathway": row.option.pathway,
            "process": row.option.process or "any",
            "name": row.option.name,
            "supplier": row.option.supplier or None,
            "standing": row.standing.value,
            "score": row.score,
            "premium": row.premium,
            "landed_unit_cost": self._money(row, self.pack.roles.cost),
            "tooling_cost": self._money(row, self.pack.roles.one_off),
            "cash_peak": self._money(row, self.pack.roles.peak),
            "lead_time_days": readings(row.estimates[self.pack.roles.time]),
            "favoured_by": [list(pair) for pair in row.favoured_by],
            "risked_by": [list(pair) for pair in row.risked_by],
            "excluded_by": list(row.excluded_by),
            "unlikely_by": list(row.unlikely_by),
            "undecided_by": list(row.undecided_by),
            "as_of": row.option.as_of or None,
            **quote_document(row.option),
        }

    def _money(self, row: Ranked, name: str) -> Json | None:
        """Return an estimate in cents, None where the pack has none in that role."""
        if not name:
            return None
        return {**readings(row.estimates[name]), "currency": self.pack.currency}

    # --- what is said ---
    def _note(self, note: Note) -> Json:
        rule = self.pack.rules[note.rule]
        text = self.teller.sentences.of(rule, memory_of(self.advice, note.option, rule.scope))
        return {"level": note.level, "topic": note.topic, "text": text, "rule": note.rule, "due_days": note.due_days}

    def _documents(self, need: str, *, verdict: bool | None) -> list[str]:
        found = [one.name for one in self.advice.documents if one.need == need and one.verdict is verdict]
        return list(dict.fromkeys(found))

    def _firing(self, firing: Firing) -> Json:
        rule = self.pack.rules[firing.rule]
        return {
            "rule": firing.rule,
            "option": firing.option,
            "verdict": VERDICT_NAMES[firing.verdict],
            "as_assumed": VERDICT_NAMES[firing.as_assumed],
            "premises": self._typed(firing.premises),
            "text": self.teller.sentences.of(rule, memory_of(self.advice, firing.option, rule.scope)),
            "sources": list(rule.sources),
        }


def quote_document(option: Option) -> Json:
    """Return what only a quote says: the rate it was converted by, the last day it stands, the supplier's reference."""
    rate = option.rate
    told = rate and {
        "currency": rate.currency,
        "rate": words.decimal(rate.millionths, MILLION, comma=False),
        "as_of": rate.as_of.isoformat(),
    }
    last = option.valid_until.isoformat() if option.valid_until else None
    return {"rate": told, "valid_until": last, "reference": option.reference or None}


def pack_document(pack: Pack) -> Json:
    """Return which pack answered."""
    return {"id": pack.id, "version": pack.version, "sha256": pack.sha256}


def bare(path: str) -> str:
    """Return how a fact is called: an order's by its name alone, any other by its path."""
    return path.removeprefix("order.")


def readings(spread: Spread) -> Mapping[str, int | None]:
    return {"low": spread.low, "likely": spread.likely, "high": spread.high}
