"""What is known of the world: sources, figures, pathways, options, estimates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from advisor.errors import Place
from advisor.ir.fact import Unit
from advisor.ir.formula import Condition, Expression
from advisor.ir.value import OptionValue, Span

MEASURED = ("price", "price_with_tooling", "days")
"""What is known of a finished order: the price of a unit, tools apart or in it, and the days from order to delivery."""


class Source(Struct, frozen=True, kw_only=True):
    id: str
    title: str
    address: str
    date: str
    kind: str
    sections: Mapping[str, str]
    at: Place


class FigureType(Struct, frozen=True, kw_only=True):
    """A figure as declared. by: a choice fact, with a span for each choice it lists in `cases`.

    rows: of a table, (smallest argument, number), ascending, arguments in `steps_by`; its value then spans every row.
    """

    name: str
    value: Span
    unit: Unit
    at: Place
    label: str
    sources: tuple[str, ...]
    quote: str = ""
    as_of: str = ""
    valid_from: str = ""
    until: str = ""
    by: str = ""
    cases: tuple[tuple[str, Span], ...] = ()
    per: int = 1
    note: str = ""
    rows: tuple[tuple[int, int], ...] = ()
    steps_by: Unit | None = None


class Rate(Struct, frozen=True, kw_only=True):
    """What one unit of a foreign currency is in the pack's: `millionths` parts per million of one, on the day `as_of`."""

    currency: str
    millionths: int
    as_of: date
    at: Place
    sources: tuple[str, ...] = ()
    quote: str = ""
    note: str = ""


class Pathway(Struct, frozen=True, kw_only=True):
    """A way of getting a batch made. short: what the first screen calls it; its name where that is empty.

    absent: why it is no candidate where no row of it applies; nothing special where that is empty.
    """

    id: str
    name: str
    summary: str
    strengths: tuple[str, ...]
    examples: tuple[str, ...]
    expects: tuple[str, ...]
    takes_quotes: bool
    sources: tuple[str, ...]
    at: Place
    short: str = ""
    absent: str = ""


class Option(Struct, frozen=True, kw_only=True):
    """One way to make the object.

    process is `any` for a generic row; answers: other processes that an order may name and be answered by it. supplier is empty unless it is a quote; said: a quote as its order says it, in
    texts, lists and mappings of texts. figures: path -> the figure that its value is, with the reading where one is named.
    Of a quote too: rate, by which its money was converted, None where it is in the pack's currency; valid_until, the last day
    it stands, None if it does not say; reference, the supplier's own.
    """

    id: str
    pathway: str
    process: str
    name: str
    generic: bool
    applies: Condition
    values: Mapping[str, OptionValue]
    sources: tuple[str, ...]
    figures: Mapping[str, str]
    at: Place
    answers: tuple[str, ...] = ()
    supplier: str = ""
    is_quote: bool = False
    as_of: str = ""
    region: str = ""
    said: object = None
    rate: Rate | None = None
    valid_until: date | None = None
    reference: str = ""

    def is_alike(self, quote: Option) -> bool:
        """Return whether a quote is of what the option is, so that it replaces it: of its pathway, by its process or one that it answers to."""
        return self.pathway == quote.pathway and quote.process in (self.process, *self.answers)

    @property
    def figure_names(self) -> tuple[str, ...]:
        """The figures that its values are, each once."""
        return tuple(dict.fromkeys(name.partition(".")[0] for name in self.figures.values()))


class Estimate(Struct, frozen=True, kw_only=True):
    """A formula over an option and the order, in three readings.

    paid_after: of money that is tied up, the estimates whose sum is the day from which on it is; None for any other.
    part_of: the estimate it is told as a part of; is_inner: a step of other formulas, not told to designers. column: the sentence
    above it where options stand side by side on the first screen, empty if it does not stand there; none_words: how nothing is said below
    it. measured: what is said of a
    finished order that it is held against, empty for nothing; corrected_by: the fact of an option, a share, that it grows with.
    """

    name: str
    unit: Unit
    label: str
    includes: str
    readings: Mapping[str, Expression]
    sources: tuple[str, ...]
    at: Place
    part_of: str = ""
    paid_after: tuple[str, ...] | None = None
    is_inner: bool = False
    column: str = ""
    none_words: str = ""
    measured: str = ""
    corrected_by: str = ""
