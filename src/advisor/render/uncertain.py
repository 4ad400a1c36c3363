"""What an answer does not know: what was assumed, which limit is likely not kept, and which facts could change it."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.ir import Memory, Pack
from advisor.meaning.possible import is_known
from advisor.render import words
from advisor.render.names import PackNames
from advisor.render.reason import Teller, View, full_name
from advisor.trace import Advice, Assumed, Breach, Change, Loosened, Together, Witness
from advisor.value.word_match import UNKNOWN

TOLD_FIRST = 3
"""How many facts the first section names; all of them follow further down."""


def unknown_facts(names: PackNames, paths: Iterable[str], memory: Memory) -> str:
    """Return the labels of those facts of the order that are not known."""
    return words.joined(list(dict.fromkeys(names.label(path) for path in paths if _is_open(path, memory))))


def _is_open(path: str, memory: Memory) -> bool:
    return path.startswith("order.") and path in memory and not is_known(memory[path])


class Uncertain:
    """What one answer does not know."""

    def __init__(self, teller: Teller, advice: Advice) -> None:
        self.teller = teller
        self.pack: Pack = teller.pack
        self.advice = advice

    def view(self) -> View:
        advice = self.advice
        return {
            "find_out": self._find_out(),
            "most_worth": self._witness(advice.most_worth) if advice.most_worth else None,
            "shared": [self._shared(path) for path in advice.order.shared],
            "assumed": [self._assumed(one) for one in advice.assumed],
            "breaches": [self._breach(one) for one in advice.breaches],
            "witnesses": [self._witness(one) for one in advice.could_change],
            "open_facts": words.joined([self.teller.names.label(path) for path in advice.open_facts]),
            "nearest": [self._change(one) for one in advice.nearest],
            "loosened": [self._loosened(one) for one in advice.loosened],
            "together": self._together(advice.together) if advice.together else None,
        }

    def _find_out(self) -> str:
        """Return the facts most worth finding out."""
        paths = dict.fromkeys(path for one in self.advice.could_change for path, _ in one.values)
        return words.joined([self.teller.names.label(path) for path in list(paths)[:TOLD_FIRST]])

    def _assumed(self, one: Assumed) -> View:
        """Return a fact that stands at an assumed value, and what it would be otherwise."""
        names, unit = self.teller.names, self.pack.estimates[self.pack.roles.time].unit
        given = self.advice.order.said.get(one.path)
        days = words.amount(abs(one.days), unit, self.teller.names.tender) if one.days else ""
        return {
            "label": names.label(one.path),
            "words": names.told(one.path, one.value),
            "given": UNKNOWN if given is None else names.told(one.path, given),
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
        text = self.teller.reason(self.pack.rules[one.lift.rule], row.memory, ids=False)["text"]
        mends = [
            f"{names.label(path)} {names.told(path, value)}"
            for path, value in one.lift.changes
            if path not in one.lift.beyond
        ]
        return {"label": names.label(one.path), "text": text, "mends": words.joined(mends, "or")}

    def _shared(self, path: str) -> View:
        """Return a fact that the studio says of all its orders, and where it stands."""
        order, names = self.advice.order, self.teller.names
        told = names.told(path, order.given[path]) if path in order.given else UNKNOWN
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
        unit = self.pack.estimates[self.pack.roles.cost].unit
        return {"words": words.amount(abs(cents), unit, self.teller.names.tender), "is_more": cents > 0}

    def _question(self, path: str) -> str:
        fact = self.teller.names.fact(path)
        return fact.question if fact is not None else ""

    def _together(self, one: Together) -> View:
        """Return what the limits would have to be together, and whose option would then do."""
        names = self.teller.names
        limits = [f"{names.label(path)} {names.told(path, value)}" for path, value in one.values]
        row = next(row for row in self.advice.ranking if row.option.id == one.option)
        return {"limits": words.joined(limits), "name": full_name(row, self.pack)}

    def _loosened(self, one: Loosened) -> View:
        """Return a fact that could be left open, and what would come first then."""
        names = self.teller.names
        given, pathway = names.told(one.path, self.advice.memory[one.path]), self.pack.pathways[one.pathway].name
        return {
            "label": names.label(one.path),
            "clause": names.clause(one.path, one.value),
            "given": given,
            "pathway": pathway,
            "keeps": one.keeps,
        }

    def _change(self, change: Change) -> View:
        """Return a change of one fact, from what it is to what would help."""
        given = self.advice.memory[change.path]
        names = self.teller.names
        row = next(row for row in self.advice.ranking if row.option.id == change.option)
        return {
            "label": names.label(change.path),
            "words": names.told(change.path, change.value),
            "given": names.told(change.path, given),
            "is_realistic": change.is_cure,
            "keeps": change.keeps,
            "name": full_name(row, self.pack),
        }
