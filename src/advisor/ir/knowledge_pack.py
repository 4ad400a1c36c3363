"""A whole pack, and what was read of a text that is not in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from advisor.errors import Diagnostic
from advisor.ir.fact import FactType, Group
from advisor.ir.knowledge import Estimate, FigureType, Option, Pathway, Rate, Source
from advisor.ir.lexicon import Lexicon
from advisor.ir.role import PackRoles
from advisor.ir.rule import Checklist, Contradiction, Find, Line, OwnWords, Phrase, RequestSection, Rule
from advisor.ir.value import Possible


class ReadAs(Struct, frozen=True, kw_only=True):
    """What was read where a text says a fact in words that are not the pack's own.

    how: by a `word` or number as people write it; as the choice for what is not known, `other`; as `unknown`, since it says nothing
    that is known; or as `parts`, since several materials of one object are named; by what is said of another fact, `since`, or `hidden` where nobody is
    asked of the fact and nobody need be told. rate: at which money in another currency was converted.
    """

    path: str
    text: str
    value: Possible
    how: Literal["word", "other", "unknown", "parts", "since", "hidden"] = "word"
    rate: Rate | None = None

    @property
    def is_strange(self) -> bool:
        """Whether it is read of words that say nothing known of the fact."""
        return self.how in ("other", "unknown")

    @property
    def is_said(self) -> bool:
        """Whether it is read of a text that says the fact itself, not taken from what is said of another."""
        return self.how not in ("since", "hidden")


class Pack(Struct, frozen=True, kw_only=True):
    """A knowledge pack, read and resolved. Mappings keep the order of the files.

    currency_sign: what stands before an amount, `€`. built_in: path -> type of the facts every pack has. rates: currency -> rate into the pack's. lines: what a quote's price
    may leave out. rfq: the parts of a request for quotation; asks: what its sheet asks of an option; own_words: which of an order's own words stand in it. findings: what `pack check` refuses though its meaning is clear.
    inherited: the files read from packs that this one extends, as places name them. lexicon: how people call what is in it.
    order_line: what an order is, in one line: each phrase where the order says the first fact that it names. finds: where those who make
    are found, the last that is of an option standing over those before it. roles: the facts and estimates that its answers turn on.
    """

    id: str
    version: str
    title: str
    currency: str
    currency_sign: str
    language: str
    sha256: str
    facts: Mapping[str, FactType]
    groups: tuple[Group, ...]
    figures: Mapping[str, FigureType]
    sources: Mapping[str, Source]
    pathways: Mapping[str, Pathway]
    options: Mapping[str, Option]
    estimates: Mapping[str, Estimate]
    rules: Mapping[str, Rule]
    checklists: tuple[Checklist, ...]
    contradictions: Mapping[str, Contradiction]
    built_in: Mapping[str, FactType]
    rates: Mapping[str, Rate] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)
    rfq: tuple[RequestSection, ...] = ()
    asks: tuple[str, ...] = ()
    own_words: OwnWords = field(default_factory=OwnWords)
    findings: tuple[Diagnostic, ...] = ()
    inherited: frozenset[str] = frozenset()
    lexicon: Lexicon = field(default_factory=Lexicon)
    order_line: tuple[Phrase, ...] = ()
    finds: tuple[Find, ...] = ()
    roles: PackRoles = field(default_factory=PackRoles)
