"""The vocabulary: what facts there are, what stands for one that nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from advisor.errors import Place
from advisor.ir.value import UNLIMITED, Numbers, OneOf, OptionValue, Possible


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


class Unit(Struct, frozen=True, kw_only=True):
    """How a number is written and shown. one/many: the nouns of a count (`unit`, `units`)."""

    name: str
    dimension: Dimension
    one: str = ""
    many: str = ""


class Guess(Struct, frozen=True, kw_only=True):
    """What a fact is taken to be while nobody says it: one value, and all those that it usually has, that one among them.

    others: what it is taken to be instead, the first that is possible, where some said values leave that one out.
    figure: the one whose likely reading it is, and whose ends are what is usual; empty if it is none.
    """

    value: Possible
    usual: Possible
    others: tuple[Possible, ...] = ()
    figure: str = ""


class Growth(Struct, frozen=True, kw_only=True):
    """What is assumed of a number grows as another does: by as many times as that one is what is assumed of it.

    path: of the other. base: what is assumed of it, not grown itself; usually: what it is where nothing is. sheet: where that is no more
    the other is the thickness of a sheet; 0 where it never is.
    """

    path: str
    base: Assumption | None
    usually: int
    sheet: int = 0


class Assumption(Struct, frozen=True, kw_only=True, dict=True):
    """What stands for a fact that is not said: a guess for each case of another fact, or a lookup of its own; else `otherwise`; None is no guess.

    by: the path of that fact, empty if it goes by none. A case is a flag or choice that the fact has, or a member of the set that
    it is; of a set, `none` is the empty one. The first case that is met, as declared, counts. is_usual: only the choices of that fact
    say it, each what the other usually is. is_strict: of several values, whichever of them it is, a case counts only where each has one. families: what
    counts instead where it is just these. unsaid: the value of that fact of which no case counts, since nothing is said of it.
    then: what stands for it where no case is met, instead of `otherwise`. grows: the numbers that a guess grows with.
    bounds: between which a guess that grew stays. by_form: the path of a choice. Of one of skin_of it grows as the skin of all
    sides does, unless the thing is a sheet; of one of body_of as what they enclose; of any other a side that is no sheet's counts not.
    """

    by: str = ""
    cases: tuple[tuple[bool | str, Guess | Assumption], ...] = ()
    otherwise: Guess | None = None
    is_usual: bool = False
    is_strict: bool = False
    families: tuple[tuple[frozenset[bool | str], Guess | Assumption], ...] = ()
    unsaid: Possible | None = None
    then: Assumption | None = None
    grows: tuple[Growth, ...] = ()
    bounds: tuple[int, int] = (0, UNLIMITED)
    by_form: str = ""
    skin_of: frozenset[bool | str] = frozenset()
    body_of: frozenset[bool | str] = frozenset()

    @property
    def goes_by(self) -> tuple[str, ...]:
        """The paths of the facts that it is looked up by or grows with, and of those that what these are at first is looked up by."""
        bases = (path for growth in self.grows if growth.base is not None for path in growth.base.goes_by)
        skin = (self.by_form,) if self.by_form else ()
        return (*self.looked_up_by, *(growth.path for growth in self.grows), *bases, *skin)

    @cached_property
    def looked_up_by(self) -> tuple[str, ...]:
        """The paths of the facts that it is looked up by, whatever it grows with: gathered once, for it may have a case for every object."""
        others = (self.then, *(told for _, told in self.cases if isinstance(told, Assumption)))
        rest = dict.fromkeys(path for one in others if one is not None for path in one.goes_by)
        return (*((self.by,) if self.by else ()), *rest)

    @cached_property
    def told_by_case(self) -> Mapping[bool | str, tuple[int, Guess | Assumption]]:
        """What each case tells, with its place as declared; gathered once."""
        return {case: (place, one) for place, (case, one) in reversed([*enumerate(self.cases)])}

    @cached_property
    def joined(self) -> dict[frozenset[bool | str], Guess | Assumption]:
        """What several strict cases tell together, by those cases: of families, and of whichever others that was worked out for."""
        return dict(self.families)

    @property
    def unconfined(self) -> Assumption:
        """What stands for it where no strict case counts."""
        return self.then if self.is_strict and self.then is not None else self

    @property
    def is_beyond_usual(self) -> bool:
        """Whether what is assumed by it can lie outside what is usual: it grew, or went by a fact that is assumed and not said."""
        return bool(self.grows) or self.unsaid is not None


class FactType(Struct, frozen=True, kw_only=True):
    """A fact's declaration. domain: every value it may have. span: an option's number with three readings.

    assume: what stands for it while nobody says it. usual: the values it usually has then, None where the assumption tells, or else
    any may be. near: the shares of a given value, in basis points, within which a change of it can be meant; None where any can.
    step: what such a number is a multiple of; is_cure: to change it may be offered as a cure; cure_if: only where one of these facts is said; left_open: the choice that leaves it open, which may be offered where nothing fits, or a limit breaks. is_limit: a solution must keep it.
    is_whichever: where several choices are said, whichever of them suits is assumed. is_for_clients: a client is told of it. is_always_asked: an interview asks it, though what is usual of it may not change the answer.
    clauses: value, or ANY_VALUE -> how it is said in a clause, `{}` for the value.
    tried: it is tried at other values on the page: where its slider stands while nothing is said, and how far it reaches at least.
    opens: its place among the questions with which an interview opens, 0 for none.
    narrowed_by: fact -> its choices, where one is said -> what this one can still be.
    otherwise: of derived facts and those of options, what it is where nobody says it; otherwise_figure: the figure that this is, if it is one.
    otherwise_by: of facts of options, process -> what it is otherwise there. none_words: how `none` is said, or empty where none is not allowed. words: choice -> how it is said. choice_groups: a name for
    several choices at once -> those; group_words: how it is said, of those that have a label. menu: what a person chooses from first:
    choices, and groups in place of the kinds under them. densities: choice -> milligrams in a cubic centimetre. catch_all: what a word
    that nobody knows is taken for, `unknown` or a choice or group; empty if it is refused. elsewhere: the facts whose words, said of
    this one, are taken to be said of them. or_else: those of which a word is said that is not this one's own as it stands. implied: the choice that this one then is, empty if it stays open.
    includes: choice -> the steps that whoever does it does as well. steps_of: the facts of which a step beside another is said, where it is a word of theirs too. sides: the facts that the second and third of three lengths are said of. weighed_by: the
    fact by whose densities a weight is read as a volume. places: of an option's choice, fact of the order that is a place, or `otherwise` -> which it is where a place is named that is one with that. over: of how many days the number is, 0 if of no time. fixed_by: the flag that, where it holds, says that a change cannot be meant.
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
    or_else: tuple[str, ...] = ()
    implied: str = ""
    includes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    steps_of: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    weighed_by: str = ""
    over: int = 0
    places: Mapping[str, str] = field(default_factory=dict)
    fixed_by: str = ""
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
    cure_if: tuple[str, ...] = ()
    left_open: str = ""
    is_limit: bool = False
    is_always_asked: bool = False
    is_for_clients: bool = False
    clauses: Mapping[str, str] = field(default_factory=dict)
    opens: int = 0
    tried: Numbers | None = None
    is_whichever: bool = False
    narrowed_by: Mapping[str, Mapping[bool | str, OneOf]] = field(default_factory=dict)
    otherwise: OptionValue | None = None
    otherwise_figure: str = ""
    otherwise_by: Mapping[str, OptionValue] = field(default_factory=dict)

    def is_in(self, dimension: Dimension) -> bool:
        """Return whether its numbers are of a dimension: of money, of days, of what is counted."""
        return self.unit is not None and self.unit.dimension == dimension


class Group(Struct, frozen=True, kw_only=True):
    id: str
    title: str
