"""One interview: what is known by now, what it comes to, what to ask next, and the moves a person can make at every point."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from advisor import meaning
from advisor.advice import Advisor, OrderStanding
from advisor.interview.likely import likely_choices
from advisor.interview.loose_answer import read_loosely
from advisor.interview.order_text import order_lines
from advisor.interview.typed_answer import Typed, is_unread, read_answer
from advisor.ir import Exclude, FactType, Favour, Numbers, Pack, Possible, ReadAs, Risk
from advisor.meaning import Program, truth
from advisor.meaning.path import name_in
from advisor.order import OrderReader
from advisor.order.narrowed import narrowed_order
from advisor.trace import Advice, Order
from advisor.value.usual_size import sides_in_order
from advisor.variation import Stake


class Question(Struct, frozen=True, kw_only=True):
    """A fact to ask. stake: what its answer could make of the order, None where that is not known."""

    path: str
    fact: FactType
    stake: Stake | None


class Answered(Struct, frozen=True, kw_only=True):
    """A fact that was said, and what; the whole domain where the answer was that it is not known."""

    path: str
    fact: FactType
    value: Possible

    @property
    def is_unknown(self) -> bool:
        """Whether the answer was that it is not known."""
        return self.value == self.fact.domain


class Interview:
    """One interview over one order.

    Nothing in it is asked twice: what the order says, and what was answered or skipped, is known or known to be unknown. The answer
    so far is decided in columns; the last word has whoever asks (`advise`).
    """

    def __init__(self, advisor: Advisor, reader: OrderReader, order: Order) -> None:
        self._advisor = advisor
        self._reader = reader
        self._begun = order
        self._answers: dict[str, Possible] = {}
        self._turns: list[tuple[str, dict[str, Possible]]] = []
        self._rated: tuple[ReadAs, ...] = ()
        self.keeps_going = False

    @property
    def pack(self) -> Pack:
        """The pack that asks."""
        return self._reader.pack

    # --- where it stands ----------------------------------------------------------------------------------------------
    @cached_property
    def order(self) -> Order:
        """The order as it is known by now."""
        given = dict(self._begun.given)
        for path, said in self._answers.items():
            given.pop(path, None)
            if said != self._fact(path).domain:
                given[path] = said
        readings = tuple(one for one in self._begun.readings if one.path not in self._answers)
        readings += tuple(one for one in self._rated if self._answers.get(one.path) == one.value)
        return narrowed_order(replace(self._begun, given=given, readings=readings), self._reader.own_facts)

    @cached_property
    def standing(self) -> OrderStanding:
        """Where the order stands: decided, how surely, and what is at stake."""
        return self._advisor.standing(self.order)

    @cached_property
    def advice(self) -> Advice:
        """The answer so far, whole, without what could change it: that is what questions tell."""
        return next(iter(self._advisor.advise_block([self.order], witnesses=False)))

    @property
    def is_firm(self) -> bool:
        """Whether what is not said would not usually change the answer."""
        return self.standing.firm

    @property
    def said(self) -> tuple[Answered, ...]:
        """Every fact that the order says or that was answered, in the order in which it was said."""
        paths = dict.fromkeys((*self._begun.origins, *self._answers))
        given = self.order.given
        return tuple(
            Answered(path=path, fact=fact, value=given.get(path, fact.domain))
            for path in paths
            for fact in (self._fact(path),)
        )

    # --- what to ask --------------------------------------------------------------------------------------------------
    @cached_property
    def waiting(self) -> tuple[Question, ...]:
        """What is worth asking, the next question first; empty where nothing is left to ask."""
        asked = {*self._begun.origins, *self._answers}
        more = self._advisor.open_facts(self.order) if self.keeps_going else ()
        paths = choose(self.pack, self.standing, asked, more)
        return tuple(self.question_about(path) for path in paths)

    def question(self) -> Question | None:
        """Return what to ask next, or None when nothing is left to ask."""
        return self.waiting[0] if self.waiting else None

    def question_about(self, path: str) -> Question:
        """Return the question of one fact, to ask it first, or again."""
        stake = next((one for one in self.standing.stakes if one.path == path), None)
        return Question(path=path, fact=self._fact(path), stake=stake)

    def likely(self, path: str) -> tuple[str, ...]:
        """Return the choices of a fact that an option needs by which this order may be made, the likeliest way first: its machines, say."""
        return likely_choices(self.pack, self.advice, self._fact(path))

    def needs(self, path: str) -> tuple[Need, ...]:
        """Return which rules hang on a fact, and what they would do, the weightiest first."""
        advice = next(iter(self._advisor.advise_block([self.order], trace="all", witnesses=False)))
        return needs(self._advisor.program, advice, path)

    # --- moves --------------------------------------------------------------------------------------------------------
    def read(self, path: str, text: str) -> Typed:
        """Return what an answer to a question says.

        Raises:
            AnswerError: it cannot be read.
        """
        return read_answer(self._reader, self.order, self._fact(path), text)

    def read_loosely(self, path: str, text: str) -> Typed | None:
        """Return what parts of an answer say that says more than it needs; None where none says anything of what was asked."""
        return read_loosely(self._reader, self.order, self._fact(path), text)

    def is_unread(self, path: str, text: str, typed: Typed) -> bool:
        """Return whether nothing of an answer was read."""
        return is_unread(typed, text, self._fact(path), self._reader)

    def take(self, path: str, typed: Typed) -> None:
        """Take an answer that was read. What it says of other facts counts too, unless they are said already."""
        self._turns.append((path, dict(self._answers)))
        self._note(typed.notes)
        self._answers[path] = typed.value
        for other, beside in typed.beside.items():
            if other not in self._begun.origins:
                self._answers.setdefault(other, beside)
        self._forget()
        self._order_sides()

    def answer(self, path: str, text: str) -> tuple[ReadAs, ...]:
        """Take an answer to a question; return what was read where it is said in words of the person's own.

        Raises:
            AnswerError: it cannot be read; nothing has changed then.
        """
        typed = self.read(path, text)
        self.take(path, typed)
        return typed.notes

    def hear(self, given: Mapping[str, Possible], readings: Iterable[ReadAs] = ()) -> None:
        """Take what a sentence says of several facts, in the place of what was known of them: one answer, taken back as one."""
        if given:
            self._note(readings)
            self._turns.append((next(iter(given)), dict(self._answers)))
            self._answers |= given
            self._forget()
            self._order_sides()

    def _note(self, readings: Iterable[ReadAs]) -> None:
        """Remember at which rates money was read, as long as it is the answer."""
        self._rated = tuple(dict.fromkeys((*self._rated, *(one for one in readings if one.rate is not None))))

    def skip(self, path: str) -> None:
        """Take for an answer that it is not known: it is not asked again."""
        self._turns.append((path, dict(self._answers)))
        self._answers[path] = self._fact(path).domain
        self._forget()

    def back(self) -> str | None:
        """Take back the last answer and return its path, or None if there is none."""
        if not self._turns:
            return None
        path, self._answers = self._turns.pop()
        self._forget()
        return path

    def keep_going(self) -> None:
        """Ask on, though the answer is firm: whatever bears on price, time or advice."""
        self.keeps_going = True
        self.__dict__.pop("waiting", None)

    def lines(self) -> Iterator[str]:
        """Yield the order as an order file that reads as the same, `unknown` answers included."""
        return order_lines(self.order, self.pack, (one.path for one in self.said))

    def _order_sides(self) -> None:
        """Let the longest of the sides that are known be the longest one, as it is in an order file."""
        given = self.order.given
        for fact in self._reader.sides:
            names = (fact.name, *fact.sides)
            said = {name: one for name in names if isinstance(one := given.get(f"order.{name}"), Numbers)}
            told = sides_in_order(said, fact, self._reader.usual_sides(fact, given)) if fact.name in said else said
            if told != said:
                self._answers |= {f"order.{name}": one for name, one in told.items()}
                self._forget()

    # --- the fact in hand ---------------------------------------------------------------------------------------------
    def _fact(self, path: str) -> FactType:
        return self.pack.facts[name_in(path)]

    def _forget(self) -> None:
        for name in ("order", "standing", "advice", "waiting"):
            self.__dict__.pop(name, None)


def opening(pack: Pack) -> list[str]:
    """Return the facts that an interview opens with, in their order."""
    facts = [fact for fact in pack.facts.values() if fact.opens and fact.of == "order"]
    return [f"order.{fact.name}" for fact in sorted(facts, key=lambda fact: fact.opens)]


def choose(pack: Pack, standing: OrderStanding, asked: Collection[str], more: Sequence[str] = ()) -> list[str]:
    """Return what is worth asking, the next question first. asked: the paths that are not asked again.

    First what the interview opens with; then the facts that could make another pathway win, and those always asked of which what is
    usual tells nothing.
    more: facts to ask besides, though they could not usually make another pathway win: those that move money first.
    """
    first = [path for path in opening(pack) if path not in asked]
    stakes = {one.path: one for one in standing.stakes}
    facts = {f"order.{fact.name}": fact for fact in pack.facts.values() if fact.of == "order" and fact.question}
    left = {path: fact for path, fact in facts.items() if path not in asked and path not in first}
    found = {
        path: worth(stake, fact) if stake else Fraction(0)
        for path, fact in left.items()
        for stake in (stakes.get(path),)
        if (stake and stake.turns) or (fact.is_always_asked and not stake) or path in more
    }
    return first + sorted(found, key=lambda path: -found[path])


def worth(stake: Stake, fact: FactType) -> Fraction:
    """Return what a question is expected to settle for its effort.

    That is the share of answers that make another pathway win, and the share by which answers move the cost of the whole order.
    """
    return (Fraction(stake.turns, max(1, len(stake.tried))) + stake.moved) / fact.effort


class Need(Struct, frozen=True, kw_only=True):
    """Why a fact is asked: a rule that hangs on it, what it would do, and for which options."""

    rule: str
    effect: str
    points: int
    options: tuple[str, ...]


def needs(program: Program, advice: Advice, path: str) -> tuple[Need, ...]:
    """Return which rules hang on a fact, and what they would do, the weightiest first. advice: with all of its trace."""
    rules = program.pack.rules
    names = {row.option.id: row.option.name for row in advice.ranking}
    found: dict[str, list[str]] = {}
    for firing in advice.firings:
        if firing.verdict is None and firing.option and path in program.depends[firing.rule]:
            found.setdefault(firing.rule, []).append(names[firing.option])
    made = [
        Need(rule=rule, effect=effect, points=points, options=tuple(options))
        for rule, options in found.items()
        for effect, points in _effects(rules[rule].conclusion, advice)
    ]
    weight = {"exclude": 0, "risk": 1, "favour": 1}
    return tuple(sorted(made, key=lambda need: (weight[need.effect], -need.points, program.telling[need.rule])))


def _effects(conclusion: object, advice: Advice) -> Iterator[tuple[str, int]]:
    """Yield what a conclusion would do, with its points where they are known."""
    if isinstance(conclusion, Exclude):
        yield "exclude", 0
    if isinstance(conclusion, Risk | Favour):
        memory = advice.ranking[0].memory
        points = (
            truth.number(conclusion.points, memory)[1] if set(meaning.reads(conclusion.points)) <= set(memory) else 0
        )
        yield ("risk" if isinstance(conclusion, Risk) else "favour"), points
