"""Orders drawn about what mutants say otherwise: one of a pack's own, in which some of the facts that a mutant is made of are said anew.

A choice or a set is said as a condition names it, that first which the mutant names no more or as the only one, else any; a number where
anything turns that compares it, or as large as any. The same orders are drawn each time.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor import ir, meaning
from advisor.advice import Advisor
from advisor.author.concern import Concern
from advisor.author.equal import Equal
from advisor.author.mistake_row import PROCESS
from advisor.author.mutant import Mutant
from advisor.author.profile import NONE_AT, TOPS, breaks, conditions, given_facts, values_that_turn
from advisor.columnar import orders_of
from advisor.columnar.column import Array
from advisor.trace import Order

_HOW_MANY = (0, 1, 1, 2, 2, 3, 4)
"""How many facts that a mutant is made of are said anew."""
_MEMBERS = (0, 1, 1, 2, 2, 3)


class _Aim(Struct, frozen=True):
    """What orders about a mutant say. paths: the given facts it is made of; named: values that its conditions name, differing: those of them that it alone names, or the pack alone; options: those that it can matter to."""

    paths: tuple[str, ...]
    named: Mapping[str, Sequence[ir.Possible]]
    differing: Mapping[str, Sequence[ir.Possible]]
    options: tuple[str, ...]


class OrderDraw:
    """Orders about some mutants, drawn from a pack's own."""

    def __init__(self, advisor: Advisor, bases: Sequence[Order], mutants: Sequence[Mutant]) -> None:
        self._dice = random.Random(len(bases))  # noqa: S311  # the same orders each time
        self._pack, self._bases = advisor.pack, bases
        self._given = given_facts(advisor.pack)
        self._turns = {path: _turns(advisor.pack, path) for path in self._given}
        found = Concern(advisor.program, orders_of(advisor.pack, list(bases)), []).candidate_of
        self._where: dict[str, Array] = {name: np.flatnonzero(rows) for name, rows in found.items() if rows.any()}
        equal = Equal(advisor)
        self._aims = {id(one): self._aim(advisor, equal, one) for one in mutants}

    def orders(self, mutants: Sequence[Mutant], count: int) -> list[Order]:
        """Return so many orders, about one mutant after another."""
        return [self._order(self._aims[id(mutants[place % len(mutants)])]) for place in range(count)]

    def _aim(self, advisor: Advisor, equal: Equal, mutant: Mutant) -> _Aim:
        pack = self._pack
        rules = [*(pack.rules[name] for name in mutant.rules), *mutant.rules.values()]
        read = [path for rule in rules for path in meaning.premises(rule)]
        read += [path for one in mutant.estimates.values() for formula in one.readings.values() for path in meaning.reads(formula)]  # fmt: skip
        read += [path for name in mutant.options for path in (*meaning.reads(pack.options[name].applies), pack.roles.amount)]  # fmt: skip
        paths = tuple(
            path for path in meaning.origins(dict.fromkeys(read), advisor.program.made) if path in self._given
        )
        own, others = (_named(some) for some in (rules[: len(mutant.rules)], rules[len(mutant.rules) :]))
        either = {path: Counter(own.get(path, ())) | Counter(others.get(path, ())) for path in (*own, *others)}
        both = {path: Counter(own.get(path, ())) & Counter(others.get(path, ())) for path in either}
        told = (*mutant.options, *(one.id for one in equal.options_told(mutant)))
        return _Aim(
            paths,
            {path: [*told_] for path, one in either.items() if (told_ := self._within(path, one))},
            {path: [*told_] for path, one in either.items() if (told_ := self._within(path, one - both[path]))},
            tuple(name for name in dict.fromkeys(told) if name in self._where),
        )

    def _within(self, path: str, values: Iterable[ir.Possible]) -> list[ir.Possible]:
        """Return the values that a given fact may have, of some."""
        domain = self._given[path].domain if path in self._given else None
        return [one for one in values if domain is not None and _is_in(one, domain)]

    # --- drawing ----------------------------------------------------------------------------------------------------------
    def _order(self, aim: _Aim) -> Order:
        dice = self._dice
        base, given = self._base(aim)
        for path in dice.sample(aim.paths, min(len(aim.paths), dice.choice(_HOW_MANY))):
            is_named = path in aim.named and dice.random() < 1 / 2
            given[path] = dice.choice(aim.named[path]) if is_named else self._value(path)
        given |= {path: dice.choice(values) for path, values in aim.differing.items() if dice.random() < 2 / 3}
        if dice.random() < 1 / 5:
            path = dice.choice([*self._given])
            given[path] = self._value(path)
        if len(given) > 1 and dice.random() < 1 / 10:
            given.pop(dice.choice([*given]))
        return replace(base, given=given)

    def _base(self, aim: _Aim) -> tuple[Order, dict[str, ir.Possible]]:
        """Return one of the pack's orders, and what it says: most often one in which an option that the mutant can matter to is a candidate, at times by its process alone."""
        dice = self._dice
        if not aim.options or dice.random() < 1 / 5:
            base = dice.choice(self._bases)
            return base, dict(base.given)
        name = dice.choice(aim.options)
        base = self._bases[dice.choice(self._where[name])]
        process = ir.OneOf((self._pack.options[name].process,))
        is_asked = dice.random() < 2 / 5 and bool(self._within(PROCESS, [process]))
        return base, {**base.given, **({PROCESS: process} if is_asked else {})}

    def _value(self, path: str) -> ir.Possible:
        dice, fact = self._dice, self._given[path]
        match fact.domain:
            case ir.OneOf(values):
                return ir.OneOf((dice.choice(values),))
            case ir.Subset(_, maybe):
                members = dice.sample(maybe, min(len(maybe), dice.choice(_MEMBERS)))
                return ir.Subset(tuple(one for one in maybe if one in members))
            case ir.Numbers() as domain:
                return self._number(path, domain, TOPS.get(fact.unit.name if fact.unit else "", domain.high))
            case other:
                return other

    def _number(self, path: str, domain: ir.Numbers, top: int) -> ir.Possible:
        dice, turns = self._dice, self._turns[path]
        how = dice.random()
        if domain.or_none and how < 1 / 10:
            return NONE_AT
        if turns and how < 1 / 2:
            at = dice.choice(turns) + dice.choice((-1, 0, 0, 1))
        else:
            at = domain.low + int((min(domain.high, top) - domain.low + 1) ** dice.random()) - 1
        at = max(domain.low, min(domain.high, at))
        return ir.Numbers(at, at)


def _turns(pack: ir.Pack, path: str) -> list[int]:
    """Return the values of a number at which anything that compares it can turn."""
    found = {*values_that_turn(conditions(pack), path)}
    if path == pack.roles.amount:
        found.update(at for option in pack.options.values() for at in breaks(pack.roles, option))
    return sorted(found)


def _named(rules: Sequence[ir.Rule]) -> dict[str, list[ir.Possible]]:
    """Return what the conditions of some rules name of the facts of an order: each choice, each member, a bound and what is beside it."""
    found: dict[str, list[ir.Possible]] = {}
    for node in (node for rule in rules for part in (*rule.tests, *rule.joins) for node in meaning.nodes(part)):
        match node:
            case ir.Among(path, values):
                found.setdefault(path, []).extend(ir.OneOf((one,)) for one in values)
            case ir.Holds(_, _, members):
                found.setdefault(node.path, []).extend(ir.Subset((one,)) for one in members)
            case ir.Within(path, low, high):
                ends = [one.value for one in (low, high) if isinstance(one, ir.Number) and one.value != ir.UNLIMITED]
                at = [end + step for end in ends for step in (-1, 0, 1)]
                found.setdefault(path, []).extend(ir.Numbers(one, one) for one in at)
            case _:
                pass
    return found


def _is_in(value: ir.Possible, domain: ir.Possible) -> bool:
    match value, domain:
        case ir.Numbers(low, high), ir.Numbers():
            return domain.low <= low and high <= domain.high
        case ir.OneOf(values), ir.OneOf(every):
            return all(one in every for one in values)
        case ir.Subset(some), ir.Subset(_, maybe):
            return all(one in maybe for one in some)
        case _:
            return False
