"""Rules and what they conclude, and the other sentences that a pack says."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from advisor.errors import Place
from advisor.ir.formula import TRUE, Among, Condition, Expression
from advisor.ir.value import OneOf, Subset


class Derive(Struct, frozen=True):
    """The fact at `path` gets this value: an expression for a number, possible values for any other kind."""

    path: str
    value: Expression | OneOf | Subset


class Exclude(Struct, frozen=True):
    pass


class Risk(Struct, frozen=True):
    """Points against. breaks: the path of the limit that is likely not kept then, empty for none."""

    points: Expression
    breaks: str = ""


class Favour(Struct, frozen=True):
    points: Expression


class Advise(Struct, frozen=True):
    """Say the rule's sentence. level: one of LEVELS; due: days from the order's date, for a step."""

    level: str
    topic: str
    due: Expression | None = None


Conclusion = Derive | Exclude | Risk | Favour | Advise

LEVELS = ("warning", "note", "step", "remark", "unpriced")
"""A remark is said of the winner in the first sentence of an answer; what is unpriced, the figures leave out."""

Scope = Literal["order", "option", "advice"]


class Rule(Struct, frozen=True, kw_only=True):
    """If every part of `tests` (one fact each) and `joins` holds, the conclusion does.

    figures: those it names; says: the paths its sentence names. short: its sentence on the first
    screen, None where that is `because`; empty if it does not stand there.
    """

    id: str
    scope: Scope
    tests: tuple[Condition, ...]
    joins: tuple[Condition, ...]
    conclusion: Conclusion
    because: str
    says: tuple[str, ...]
    sources: tuple[str, ...]
    figures: tuple[str, ...]
    at: Place
    short: str | None = None


class Phrase(Struct, frozen=True, kw_only=True):
    """A sentence about an order. says: the paths that it names, in their order in it."""

    text: str
    says: tuple[str, ...]


class Find(Struct, frozen=True, kw_only=True):
    """Where those are found who make by an option, if all of its tests hold."""

    text: str
    tests: tuple[Among, ...]


class ChecklistItem(Struct, frozen=True, kw_only=True):
    """A document or preparation point: fulfilled when the set fact has any of `any_of`."""

    name: str
    need: Literal["required", "welcome"]
    any_of: tuple[str, ...]
    sources: tuple[str, ...]
    at: Place


class Checklist(Struct, frozen=True, kw_only=True):
    """What a pathway asks for. condition: of which orders and options, which is tested of one option; asked unless it surely fails."""

    id: str
    title: str
    path: str
    pathways: tuple[str, ...]
    items: tuple[ChecklistItem, ...]
    at: Place
    condition: Condition = TRUE


class Contradiction(Struct, frozen=True, kw_only=True):
    """Figures that claim different things: the one ruled by (empty if neither is), and why."""

    id: str
    title: str
    claims: tuple[str, ...]
    chosen: str
    because: str
    at: Place


class Line(Struct, frozen=True, kw_only=True):
    """A line of cost that a quote may leave out: it does, unless it says one of `priced_by` or the condition holds."""

    name: str
    label: str
    priced_by: tuple[str, ...]
    unless: Condition
    at: Place


class RequestLine(Struct, frozen=True, kw_only=True):
    """A sentence of a request for quotation, or the cells of a row: said if the condition holds, of `pathways` (empty: all).

    figures: those it names; says: the paths its sentences name.
    """

    texts: tuple[str, ...]
    condition: Condition
    pathways: tuple[str, ...]
    sources: tuple[str, ...]
    figures: tuple[str, ...]
    at: Place
    says: tuple[str, ...] = ()


class RequestSection(Struct, frozen=True, kw_only=True):
    """A part of a request for quotation: a table, a checklist, sentences, as far as it has them.

    head: of the table, empty without one. path: of the set whose checklists stand here, empty for none.
    needs: paths of the facts that the order should say here. is_assumed: what is assumed of the order counts as said, such as
    what a thing is usually used for; else a line is said where it holds for every possible value. has_remarks: what the order says
    besides stands here, in its own words.
    """

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[RequestLine, ...]
    path: str
    lines: tuple[RequestLine, ...]
    needs: tuple[str, ...]
    at: Place
    is_assumed: bool = False
    has_remarks: bool = False


class OwnWords(Struct, frozen=True, kw_only=True):
    """What of an order's own words is a maker's business, besides what is of its facts.

    private: words of the buyer's own money and worries: what holds one of them stays out of every letter. of_buyer: keys, or the words
    they end in, under which stand the buyer's own hours, hands, machines and shops. takers: who takes a share of a price: a percentage
    beside one is the buyer's own money. of_thing: keys that say nothing an answer needs, and yet something of the thing; what stands
    under others of that kind says whose an order is.
    """

    private: tuple[str, ...] = ()
    of_buyer: tuple[str, ...] = ()
    takers: tuple[str, ...] = ()
    of_thing: tuple[str, ...] = ()
