"""The interview: a state machine over possible values, with no terminal in it.

It asks only facts that some rule still undecided reads and that could change the winner, and limits; it ends when the answer is firm.
An answer may be a value, a range, several, or `unknown`, which widens the answer and is not asked again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from advisor import meaning
from advisor.advice import Advisor
from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.ir import Exclude, FactType, Favour, Pack, Possible, ReadAs, Risk
from advisor.meaning import truth
from advisor.order import OrderReader
from advisor.render.typed import typed
from advisor.render.words import decimal
from advisor.trace import Advice, Order
from advisor.value import read
from advisor.value.unit import MILLION
from advisor.yaml.fields import Faults
from advisor.yaml.node import Node, Scalar, Sequence

UNKNOWN = "unknown"
HERE = Place("answer")


class AnswerError(AdvisorError):
    """Raised when an answer cannot be read; its text says what to write."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message + (f"; {fault.help}" if fault.help else ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Why a fact is asked: a rule that hangs on it, what it would do, and for which options."""

    rule: str
    effect: str
    points: int
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The fact to ask, and how many may follow it at most."""

    path: str
    fact: FactType
    left: int


class Interview:
    """One interview over one order. answered: path -> what was said, in order; the whole domain for `unknown`."""

    def __init__(self, advisor: Advisor, reader: OrderReader, order: Order) -> None:
        self._advisor = advisor
        self._reader = reader
        self._order = order
        self.answered: dict[str, Possible] = {}
        self.keeps_going = False

    @property
    def pack(self) -> Pack:
        """The pack that asks."""
        return self._reader.pack

    # --- where it stands ---
    @property
    def order(self) -> Order:
        """The order as it is known by now."""
        given = dict(self._order.given)
        for path, said in self.answered.items():
            given.pop(path, None)
            if said != self._fact(path).domain:
                given[path] = said
        return replace(self._order, given=given)

    @cached_property
    def _known(self) -> Advice:
        return self._advisor.advise(self.order, trace="all")

    @property
    def advice(self) -> Advice:
        """The advice on the order as it is known by now."""
        return self._known

    def question(self) -> Question | None:
        """Return what to ask next, or None when nothing is left to ask."""
        waiting = self._waiting()
        return Question(path=waiting[0], fact=self._fact(waiting[0]), left=len(waiting)) if waiting else None

    def question_about(self, path: str) -> Question:
        """Return the question of one fact, to ask it again."""
        return Question(path=path, fact=self._fact(path), left=len({*self._waiting(), path}))

    def facts_left(self) -> tuple[FactType, ...]:
        """Return the facts still to ask, in order."""
        return tuple(self._fact(path) for path in self._waiting())

    def _waiting(self) -> list[str]:
        asked = {*self.answered, *self._order.origins}
        told = [path for path in self._told() if path not in asked and self._fact(path).question]
        return sorted(dict.fromkeys(told), key=self._place)

    def _told(self) -> list[str]:
        """Return the facts that are worth asking: those that could change the answer, limits, which are taken as none, and a few more."""
        advice = self._known
        if advice.settled and not self.keeps_going:
            return []
        told = [path for witness in advice.could_change for path, _ in witness.values]
        if not told and not advice.firm:
            told = list(advice.open_facts)
        still_open = self._advisor.open_facts(self.order, deciding=not self.keeps_going)
        return [*told, *(path for path in still_open if self.keeps_going or self._is_asked(self._fact(path)))]

    @staticmethod
    def _is_asked(fact: FactType) -> bool:
        return fact.is_limit or fact.is_always_asked

    def _place(self, path: str) -> tuple[int, int, int]:
        """Return where a fact stands in the interview: by its group, its effort, then as declared."""
        pack, fact = self._advisor.pack, self._fact(path)
        groups = [group.id for group in pack.groups]
        group = groups.index(fact.group) if fact.group in groups else len(groups)
        return group, fact.effort, list(pack.facts).index(fact.name)

    def _fact(self, path: str) -> FactType:
        return self._advisor.pack.facts[path.split(".")[1]]

    # --- moves ---
    def answer(self, path: str, text: str) -> tuple[ReadAs, ...]:
        """Take an answer to a question; return what was read where it is said in words of the person's own.

        What the answer says of other facts counts too, unless they are answered already.

        Raises:
            AnswerError: it cannot be read.
        """
        self.answered[path], how = self._read(self._fact(path), text.strip())
        for other, value in how.beside.items():
            if other not in self._order.origins:
                self.answered.setdefault(other, value)
        self.__dict__.pop("_known", None)
        return tuple(how.notes)

    def back(self) -> str | None:
        """Take back the last answer and return its path, or None if there is none."""
        if not self.answered:
            return None
        path, _ = self.answered.popitem()
        self.__dict__.pop("_known", None)
        return path

    def keep_going(self) -> None:
        """Ask on, though the answer is firm: whatever some open rule still reads."""
        self.keeps_going = True

    def needs(self, path: str) -> tuple[Need, ...]:
        """Return which rules hang on a fact, and what they would do, the weightiest first."""
        program, rules = self._advisor.program, self._advisor.pack.rules
        names = {row.option.id: row.option.name for row in self._known.ranking}
        found: dict[str, list[str]] = {}
        for firing in self._known.firings:
            if firing.verdict is None and firing.option and path in program.depends[firing.rule]:
                found.setdefault(firing.rule, []).append(names[firing.option])
        needs = [
            Need(rule=rule, effect=effect, points=points, options=tuple(options))
            for rule, options in found.items()
            for effect, points in _effects(rules[rule].conclusion, self._known)
        ]
        weight = {"exclude": 0, "risk": 1, "favour": 1}
        return tuple(sorted(needs, key=lambda need: (weight[need.effect], -need.points, program.telling[need.rule])))

    def _read(self, fact: FactType, text: str) -> tuple[Possible, read.ReadContext]:
        faults = Faults()
        how = self._reader.context(faults, self._order.as_of, self._order.rates, fact, self.order.given)
        found = read.possible(_node(fact, text), fact, how)
        if faults.found or found is None:
            raise AnswerError(faults.found[0])
        return found, how

    # --- the file ---
    def lines(self) -> Iterator[str]:
        """Yield the order as an order file that reads as the same, `unknown` answers included."""
        order, pack = self.order, self._advisor.pack
        yield f"id: {json.dumps(order.id, ensure_ascii=False)}\n"
        if order.as_of is not None:
            yield f"as_of: {order.as_of.isoformat()}\n"
        said = dict.fromkeys([*order.origins, *self.answered])
        for path in said:
            fact = self._fact(path)
            yield f"{fact.name}: {typed(order.given.get(path, fact.domain), fact, pack.currency)}\n"
        if order.rates:
            rates = {
                code: {"rate": decimal(rate.millionths, MILLION, comma=False), "as_of": rate.as_of.isoformat()}
                for code, rate in order.rates.items()
            }
            yield f"rates: {json.dumps(rates)}\n"
        if order.quotes:
            yield "quotes:\n"
            yield from (f"  - {json.dumps(quote.said, ensure_ascii=False)}\n" for quote in order.quotes)


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


def _node(fact: FactType, text: str) -> Node:
    """Return what a person typed as a node; numbers in the list of choices are those choices."""
    numbers = re.fullmatch(r"[0-9]{1,3}(?:[\s,]+[0-9]{1,3})*", text) if fact.menu else None
    if numbers is None:
        return _scalar(text)
    chosen = [int(one) for one in re.findall(r"[0-9]+", text)]
    if not all(1 <= one <= len(fact.menu) for one in chosen):
        return _scalar(text)
    return Sequence(tuple(_scalar(fact.menu[one - 1]) for one in chosen), flow=True, at=HERE)


def _scalar(text: str) -> Scalar:
    return Scalar(text, plain=True, at=HERE)
