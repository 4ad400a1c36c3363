"""The shapes a knowledge pack is made of. Frozen, exact, without behaviour: no number here is a float.

Numbers are whole: money in cents, calendar time in days, work in seconds, lengths in nanometres, volumes in cubic
millimetres, masses in milligrams, shares in basis points. A value is named by a *path*: `order.quantity`,
`option.tooling.low`, `winner.lead_time.high`, `advice.close`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Literal

from advisor.errors import Diagnostic, Place

UNLIMITED = 10**12
ANY_VALUE = "*"
"""The number that stands for `none` where a limit allows it (no deadline, no maximum)."""

READINGS = ("low", "likely", "high")
Reading = Literal["low", "likely", "high"]
Verdict = bool | None
"""True, False, or None for unknown (Kleene)."""


# --- possible values: what a fact can still be ------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Numbers:
    """Every whole number from low to high, and `none` besides if or_none; `none` alone is (UNLIMITED, UNLIMITED)."""

    low: int
    high: int
    or_none: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these: booleans for a flag, names for a choice; never empty, in declared order.

    whichever: as assumed, it is no one of them but whichever suits, so that a test of any of them holds.
    """

    values: tuple[bool | str, ...]
    whichever: bool = False


@dataclass(frozen=True, slots=True)
class Subset:
    """A set that holds all of `some` and any of `maybe`, both in declared order and disjoint."""

    some: tuple[str, ...]
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Words that are shown and never tested; empty when not given."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Steps of one reading, as (smallest quantity, value), ascending: the row with the largest break not above n holds."""

    rows: tuple[tuple[int, int], ...]


Possible = Numbers | OneOf | Subset | Text | Table
Memory = Mapping[str, Possible]
"""The working memory: path -> the values still possible."""


# --- expressions: whole-number formulas -------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Number:
    value: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the pack in the reading it is named in; its value is folded in."""

    name: str
    reading: Reading
    value: int


@dataclass(frozen=True, slots=True)
class Read:
    path: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """A figure that differs `by` a choice: the value for the fact's choice, else otherwise."""

    name: str
    path: str
    cases: tuple[tuple[str, int], ...]
    otherwise: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    op: Literal["+", "-", "*"]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Extreme:
    op: Literal["min", "max"]
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Divide:
    """left / right, right > 0, rounded up, half up (towards plus infinity) or down."""

    mode: Literal["ceil", "half_up", "floor"]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Step:
    """The value of the table at `path` that holds at `at`; below the first break the first row holds.

    rows: those of a figure's table, folded in; the path then names the figure and is in no memory.
    """

    at: Expression
    path: str
    rows: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Along:
    """The value at `at` on the line through the rows of a figure's table, rounded half up; the first or last row's beyond them.

    rows: ascending in their argument, their values all rising or all falling; at least two.
    """

    at: Expression
    figure: str
    rows: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many members the set at `path` has."""

    path: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the conditions hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Choose:
    condition: Condition
    then: Expression
    otherwise: Expression


Expression = Number | Figure | Read | Lookup | Arithmetic | Extreme | Divide | Step | Along | Count | Tally | Choose


# --- conditions -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Within:
    """A number from low to high, both inclusive; None is no bound; `none` is above every number."""

    path: str
    low: Number | Figure | None
    high: Number | Figure | None


@dataclass(frozen=True, slots=True)
class Among:
    """A flag or choice that is one of these."""

    path: str
    values: tuple[bool | str, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """A set that has all of `members`, lacks every one of them, or has only those."""

    path: str
    mode: Literal["has", "lacks", "only"]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Exactly one value is possible. Only rules that advise may test it."""

    path: str


@dataclass(frozen=True, slots=True)
class Compare:
    op: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Same:
    """Two flags or choices that have the same value."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


Condition = Within | Among | Holds | Known | Compare | Same | And | Or | Not
TRUE = And(())


# --- vocabulary -------------------------------------------------------------------------------------------------------
class Kind(Enum):
    FLAG = "flag"
    CHOICE = "choice"
    SET = "set"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    TABLE = "table"


Dimension = tuple[tuple[str, int], ...]
"""Powers of base dimensions, sorted; a count has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """How a number is written and shown. one/many: the nouns of a count (`unit`, `units`)."""

    name: str
    dimension: Dimension
    one: str = ""
    many: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a fact is taken to be while nobody says it: one value, and all those that it usually has, that one among them.

    others: what it is taken to be instead, the first that is possible, where some said values leave that one out.
    figure: the one whose likely reading it is, and whose ends are what is usual; empty if it is none.
    """

    value: Possible
    usual: Possible
    others: tuple[Possible, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What is assumed of a number grows as another does: by as many times as that one is what is assumed of it.

    path: of the other. base: what is assumed of it, not grown itself; usually: what it is where nothing is.
    """

    path: str
    base: Assumption | None
    usually: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """What stands for a fact that is not said: a guess for each case of another fact, else `otherwise`; None is no guess.

    by: the path of that fact, empty if it goes by none. A case is a flag or choice that the fact has, or a member of the set that
    it is; of a set, `none` is the empty one. The first case that is met, as declared, counts. is_usual: only the choices of that fact
    say it, each what the other usually is. unsaid: the value of that fact of which no case counts, since nothing is said of it.
    then: what stands for it where no case is met, instead of `otherwise`. grows: the numbers that a guess grows with.
    bounds: between which a guess that grew stays.
    """

    by: str = ""
    cases: tuple[tuple[bool | str, Guess], ...] = ()
    otherwise: Guess | None = None
    is_usual: bool = False
    unsaid: Possible | None = None
    then: Assumption | None = None
    grows: tuple[Growth, ...] = ()
    bounds: tuple[int, int] = (0, UNLIMITED)

    @property
    def goes_by(self) -> tuple[str, ...]:
        """The paths of the facts that it is looked up by or grows with, and of those that what these are at first is looked up by."""
        rest = self.then.goes_by if self.then is not None else ()
        bases = (path for growth in self.grows if growth.base is not None for path in growth.base.goes_by)
        return (*((self.by,) if self.by else ()), *rest, *(growth.path for growth in self.grows), *bases)

    @property
    def is_beyond_usual(self) -> bool:
        """Whether what is assumed by it can lie outside what is usual: it grew, or went by a fact that is assumed and not said."""
        return bool(self.grows) or self.unsaid is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactType:
    """A fact's declaration. domain: every value it may have. span: an option's number with three readings.

    assume: what stands for it while nobody says it. usual: the values it usually has then, None where the assumption tells, or else
    any may be. near: the shares of a given value, in basis points, within which a change of it can be meant; None where any can.
    step: what such a number is a multiple of; is_cure: to change it may be offered as a cure. is_limit: a solution must keep it.
    is_whichever: where several choices are said, whichever of them suits is assumed. is_always_asked: an interview asks it, though what is usual of it may not change the answer.
    clauses: value, or ANY_VALUE -> how it is said in a clause, `{}` for the value.
    tried: it is tried at other values on the page: where its slider stands while nothing is said, and how far it reaches at least.
    opens: its place among the questions with which an interview opens, 0 for none.
    otherwise: of derived facts and those of options, what it is where nobody says it; otherwise_figure: the figure that this is, if it is one.
    otherwise_by: of facts of options, process -> what it is otherwise there. none_words: how `none` is said, or empty where none is not allowed. words: choice -> how it is said. choice_groups: a name for
    several choices at once -> those; group_words: how it is said, of those that have a label. menu: what a person chooses from first:
    choices, and groups in place of the kinds under them. densities: choice -> milligrams in a cubic centimetre. catch_all: what a word
    that nobody knows is taken for, `unknown` or a choice or group; empty if it is refused. elsewhere: the facts whose words, said of
    this one, are taken to be said of them. sides: the facts that the second and third of three lengths are said of. weighed_by: the
    fact by whose densities a weight is read as a volume.
    """

    name: str
    of: Literal["order", "option"]
    kind: Kind
    domain: Possible
    at: Place
    unit: Unit | None = None
    span: bool = False
    none_words: str = ""
    words: Mapping[str, str]
    choice_groups: Mapping[str, tuple[str, ...]]
    group_words: Mapping[str, str] = field(default_factory=dict)
    menu: tuple[str, ...] = ()
    densities: Mapping[str, int] = field(default_factory=dict)
    catch_all: str = ""
    elsewhere: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    weighed_by: str = ""
    label: str
    question: str = ""
    help: str = ""
    group: str = ""
    effort: int = 3
    actionable: bool = False
    identifies: bool = False
    also: tuple[str, ...] = ()
    assume: Assumption | None = None
    usual: Possible | None = None
    near: tuple[int, int] | None = None
    step: int = 1
    is_cure: bool = True
    is_limit: bool = False
    is_always_asked: bool = False
    clauses: Mapping[str, str] = field(default_factory=dict)
    opens: int = 0
    tried: Numbers | None = None
    is_whichever: bool = False
    otherwise: OptionValue | None = None
    otherwise_figure: str = ""
    otherwise_by: Mapping[str, OptionValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    id: str
    title: str
    address: str
    date: str
    kind: str
    sections: Mapping[str, str]
    at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Three readings of one uncertain number."""

    low: int
    likely: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureType:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanTable:
    """Price breaks: (smallest quantity, span), ascending."""

    rows: tuple[tuple[int, Span], ...]


OptionValue = Possible | Span | SpanTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one unit of a foreign currency is in the pack's: `millionths` parts per million of one, on the day `as_of`."""

    currency: str
    millionths: int
    as_of: date
    at: Place
    sources: tuple[str, ...] = ()
    quote: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to make the object.

    process is `any` for a generic row; supplier is empty unless it is a quote; said: a quote as its order says it, in
    texts, lists and mappings of texts. Of a quote too: rate, by which its money was converted, None where it is in the
    pack's currency; valid_until, the last day it stands, None if it does not say; reference, the supplier's own.
    """

    id: str
    pathway: str
    process: str
    name: str
    generic: bool
    applies: Condition
    values: Mapping[str, OptionValue]
    sources: tuple[str, ...]
    figures: tuple[str, ...]
    at: Place
    supplier: str = ""
    is_quote: bool = False
    as_of: str = ""
    region: str = ""
    said: object = None
    rate: Rate | None = None
    valid_until: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A formula over an option and the order, in three readings.

    part_of: the estimate it is told as a part of; is_inner: a step of other formulas, not told to designers. column: the sentence
    above it where options stand side by side on the first screen, empty if it does not stand there.
    """

    name: str
    unit: Unit
    label: str
    includes: str
    readings: Mapping[str, Expression]
    sources: tuple[str, ...]
    at: Place
    part_of: str = ""
    is_inner: bool = False
    column: str = ""


@dataclass(frozen=True, slots=True)
class Derive:
    """The fact at `path` gets this value: an expression for a number, possible values for any other kind."""

    path: str
    value: Expression | OneOf | Subset


@dataclass(frozen=True, slots=True)
class Exclude:
    pass


@dataclass(frozen=True, slots=True)
class Risk:
    """Points against. breaks: the path of the limit that is likely not kept then, empty for none."""

    points: Expression
    breaks: str = ""


@dataclass(frozen=True, slots=True)
class Favour:
    points: Expression


@dataclass(frozen=True, slots=True)
class Advise:
    """Say the rule's sentence. level: one of LEVELS; due: days from the order's date, for a step."""

    level: str
    topic: str
    due: Expression | None = None


Conclusion = Derive | Exclude | Risk | Favour | Advise
LEVELS = ("warning", "note", "step", "remark", "unpriced")
"""A remark is said of the winner in the first sentence of an answer; what is unpriced, the figures leave out."""
Scope = Literal["order", "option", "advice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A sentence about an order. says: the paths that it names, in their order in it."""

    text: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """A document or preparation point: fulfilled when the set fact has any of `any_of`."""

    name: str
    need: Literal["required", "welcome"]
    any_of: tuple[str, ...]
    sources: tuple[str, ...]
    at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    id: str
    title: str
    path: str
    pathways: tuple[str, ...]
    items: tuple[ChecklistItem, ...]
    at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Figures that claim different things: the one ruled by (empty if neither is), and why."""

    id: str
    title: str
    claims: tuple[str, ...]
    chosen: str
    because: str
    at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of cost that a quote may leave out: it does, unless it says one of `priced_by` or the condition holds."""

    name: str
    label: str
    priced_by: tuple[str, ...]
    unless: Condition
    at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """A sentence of a request for quotation, or the cells of a row: said if the condition holds, of `pathways` (empty: all).

    figures: those it names.
    """

    texts: tuple[str, ...]
    condition: Condition
    pathways: tuple[str, ...]
    sources: tuple[str, ...]
    figures: tuple[str, ...]
    at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSection:
    """A part of a request for quotation: a table, a checklist, sentences, as far as it has them.

    head: of the table, empty without one. path: of the set whose checklists stand here, empty for none.
    needs: paths of the facts that the order should say here.
    """

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[RequestLine, ...]
    path: str
    lines: tuple[RequestLine, ...]
    needs: tuple[str, ...]
    at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAs:
    """What was read where a text says a fact in words that are not the pack's own.

    how: by a `word` or number as people write it; as the choice for what is not known, `other`; as `unknown`, since it says nothing
    that is known; or as `parts`, since several materials of one object are named. rate: at which money in another currency was converted.
    """

    path: str
    text: str
    value: Possible
    how: Literal["word", "other", "unknown", "parts"] = "word"
    rate: Rate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """How people call things. Every word stands in its normal form (`advisor.value.words.normal`).

    spellings: parts of words -> how the normal form spells them. qualifiers: words before a choice that leave it what it is.
    cues: fact -> words beside which a free sentence means it, in the order in which facts are preferred; needs_cue: facts that it means only
    so, except by words that are `sure`; never: words too general to mean a fact there; ignored: words that say nothing. others_before,
    others_after: words before and after a number or word that is not the order's; negations: words after which nothing in the clause is
    said; limits: words after a negation that make it the most there may be (`no more than`); breaks: words that begin a clause; per_one: words
    behind an amount that make it that of one; faint: cues that count only where no other stands near; small_talk: words that may stand unread and need not be told. unknown: what says that one does not know; none: that there is none; flags: yes and no. facts, pathways: word -> name.
    choices: fact -> word -> what it may mean: a choice, several of which one is meant, or a flag. called: fact -> choice, group or flag ->
    its words as the pack writes them, besides its own name and label.
    """

    spellings: Mapping[str, str] = field(default_factory=dict)
    qualifiers: frozenset[str] = frozenset()
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs_cue: frozenset[str] = frozenset()
    sure: Mapping[str, frozenset[str]] = field(default_factory=dict)
    never: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    others_before: frozenset[str] = frozenset()
    others_after: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    per_one: frozenset[str] = frozenset()
    faint: frozenset[str] = frozenset()
    small_talk: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    flags: Mapping[str, bool] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    pathways: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, tuple[bool | str, ...]]] = field(default_factory=dict)
    called: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A knowledge pack, read and resolved. Mappings keep the order of the files.

    built_in: path -> type of the facts every pack has. rates: currency -> rate into the pack's. lines: what a quote's price
    may leave out. rfq: the parts of a request for quotation; asks: what its sheet asks of an option. findings: what `pack check` refuses though its meaning is clear.
    inherited: the files read from packs that this one extends, as places name them. lexicon: how people call what is in it.
    order_line: what an order is, in one line: each phrase where the order says the first fact that it names.
    """

    id: str
    version: str
    title: str
    currency: str
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
    findings: tuple[Diagnostic, ...] = ()
    inherited: frozenset[str] = frozenset()
    lexicon: Lexicon = field(default_factory=Lexicon)
    order_line: tuple[Phrase, ...] = ()
