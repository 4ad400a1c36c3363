"""Paths in words: what `order.quantity`, `option.tooling.low` or `figure.month` is called and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from advisor import ir
from advisor.meaning import fact_at, truth
from advisor.meaning.path import name_in
from advisor.meaning.possible import is_known
from advisor.render import words
from advisor.render.as_typed import typed, typed_measure
from advisor.render.tender import Tender, pack_tender
from advisor.value.unit import MILLION
from advisor.value.word_match import UNKNOWN


class WordedValue(Struct, frozen=True):
    """A value with its words. value: what it is compared by; parts: its readings, for what is uncertain."""

    words: str
    value: ir.Possible
    parts: Mapping[str, WordedValue] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words

    def __bool__(self) -> bool:
        """Return whether it surely is yes, a number other than 0, or has something in it."""
        match self.value:
            case ir.Numbers(low, high, _):
                return low > 0 or high < 0
            case ir.Text(text):
                return bool(text)
            case _:
                return is_known(self.value) and self.words not in ("no", "none", "")


_OPEN = WordedValue(UNKNOWN, ir.Text())
_UNKNOWN = WordedValue(UNKNOWN, ir.Text(), dict.fromkeys(ir.READINGS, _OPEN))
"""What a name says that the memory does not have."""


class PackNames(Struct, frozen=True):
    """The names of one pack. tender: the currency that money is told in."""

    pack: ir.Pack
    tender: Tender

    def fact(self, path: str) -> ir.FactType | None:
        """Return the type of a fact, None for an estimate."""
        return fact_at(self.pack, path)

    def unit(self, path: str) -> ir.Unit | None:
        """Return the unit of a fact or an estimate."""
        fact = self.fact(path)
        if fact is not None:
            return fact.unit
        estimate = self.pack.estimates.get(name_in(path))
        return None if estimate is None else estimate.unit

    def label(self, path: str) -> str:
        """Return what prose calls the fact or estimate at a path."""
        fact = self.fact(path)
        if fact is not None:
            return fact.label
        name = name_in(path)
        estimate = self.pack.estimates.get(name)
        return estimate.label if estimate is not None else name.replace("_", " ")

    def told(self, path: str, value: ir.Possible) -> str:
        """Return a value at a path in words."""
        fact = self.fact(path)
        if fact is not None and not fact.span:
            return self.said_fact(value, fact)
        return self.roughly(value.low, value.high, self.unit(path)) if isinstance(value, ir.Numbers) else UNKNOWN

    def clause(self, path: str, value: ir.Possible, said: str = "") -> str:
        """Return a clause that says a value of a fact: `the studio is in Denmark`. said: the value in other words than its own."""
        fact, told = self.fact(path), said or self.told(path, value)
        clauses = fact.clauses if fact is not None else {}
        members = value.values if isinstance(value, ir.OneOf) else value.some if isinstance(value, ir.Subset) else ()
        key = members[0] if len(members) == 1 and isinstance(members[0], str) else told
        text = clauses.get(key) or clauses.get(ir.ANY_VALUE, "")
        return text.replace("{}", told) if text else f"{self.label(path)} is {told}"

    # --- how numbers are said ---
    @property
    def at_rate(self) -> str:
        """At which rate of which day money is told in another currency than the pack's: `GBP 1 = EUR 1.187888 on 2025-03-14`."""
        return said_rate(self.tender, pack_tender(self.pack), self.tender.millionths)

    @property
    def counted(self) -> Self:
        """The same for amounts that are already counted in the currency they are told in."""
        return replace(self, tender=self.tender.as_it_is) if self.tender.is_foreign else self

    def exactly(self, low: int, high: int, unit: ir.Unit | None) -> str:
        """Return a number that was said, or a figure."""
        return words.span(low, high, unit, self.tender)

    def roughly(self, low: int, high: int, unit: ir.Unit | None) -> str:
        """Return a number that is estimated."""
        return self.exactly(low, high, unit)

    def about(self, cents: int, unit: ir.Unit | None, most: int = 0) -> str:  # noqa: ARG002  # how far is for those who round
        """Return one estimate of money. most: to how many figures it is told, 0 for as many as usual."""
        return self.exactly(cents, cents, unit)

    def said_fact(self, value: ir.Possible, fact: ir.FactType) -> str:
        """Return the value of a fact."""
        return words.told(value, fact, self.tender)

    def typed(self, path: str, value: ir.Possible) -> str:
        """Return a value at a path as one could type it in an order file."""
        fact = self.fact(path)
        if fact is not None:
            return typed(value, fact, self.tender)
        return typed_measure(value, self.unit(path), self.tender)

    # --- in sentences ---
    def said(self, owner: str, name: str, memory: ir.Memory) -> WordedValue | None:
        """Return what a name in a sentence says; None for a name that nothing has."""
        if owner == "figure":
            figure = self.pack.figures.get(name)
            return None if figure is None else self._figure(figure, memory)
        path = f"{owner}.{name}"
        if path in memory:
            return WordedValue(self.told(path, memory[path]), memory[path])
        readings = {reading: memory[f"{path}.{reading}"] for reading in ir.READINGS if f"{path}.{reading}" in memory}
        if len(readings) == len(ir.READINGS):
            return self._span(path, readings)
        known = self.fact(path) is not None or name in self.pack.estimates
        return _UNKNOWN if known else None

    def _span(self, path: str, readings: Mapping[str, ir.Possible]) -> WordedValue:
        parts = {key: WordedValue(self.told(f"{path}.{key}", value), value) for key, value in readings.items()}
        return WordedValue(self.spanned(path, readings["low"], readings["high"]), readings["likely"], parts)

    def spanned(self, path: str, low: ir.Possible, high: ir.Possible) -> str:
        """Return an uncertain number, from its low to its high reading."""
        unit = self.unit(path)
        match low, high:
            case ir.Numbers(), ir.Numbers():
                return self.roughly(low.low, high.high, unit)
            case ir.Table(), ir.Table():
                return words.prices(low, high, unit, self.tender)
            case _:
                return UNKNOWN

    def _figure(self, figure: ir.FigureType, memory: ir.Memory) -> WordedValue:
        values = {reading: self._reading(figure, reading, memory) for reading in ir.READINGS}
        parts = {key: WordedValue(self.exactly(one.low, one.high, figure.unit), one) for key, one in values.items()}
        parts["per"] = WordedValue(words.grouped(figure.per), ir.Numbers(figure.per, figure.per))
        whole = self.exactly(values["low"].low, values["high"].high, figure.unit)
        return WordedValue(whole, values["likely"], parts)

    def _reading(self, figure: ir.FigureType, reading: str, memory: ir.Memory) -> ir.Numbers:
        value = int(getattr(figure.value, reading))
        path = f"order.{figure.by}"
        if not figure.by or path not in memory:
            return ir.Numbers(value, value)
        cases = tuple((case, int(getattr(span, reading))) for case, span in figure.cases)
        return ir.Numbers(*truth.number(ir.Lookup(figure.name, path, cases, value), memory))


def said_rate(tender: Tender, own: Tender, millionths: int) -> str:
    """Return what one of a currency is in the pack's own, and of which day that is."""
    ones = [f"{one.mark}{' ' * one.mark.isalpha()}" for one in (tender, own)]
    day = tender.as_of.isoformat() if tender.as_of else ""
    return f"{ones[0]}1 = {ones[1]}{words.decimal(millionths, MILLION)} on {day}"
