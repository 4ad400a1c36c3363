"""Values worth trying for a fact: those at which some condition turns, and the ends of what is possible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from advisor import ir, meaning
from advisor.meaning import Program, truth
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE

_MOST_VALUES = 48


class Turns:
    """Where the conditions of some rules turn, fact by fact. memories: what the other side of a comparison is read off."""

    def __init__(self, program: Program, rules: Iterable[ir.Rule], memories: Iterable[ir.Memory]) -> None:
        self._program = program
        self._pack = program.pack
        self._memories = list(memories)
        self._ends: dict[str, set[int]] = defaultdict(set)
        self._others: dict[str, dict[ir.Expression, None]] = defaultdict(dict)
        self._named: dict[str, dict[frozenset[bool | str], None]] = defaultdict(dict)
        for rule in rules:
            for part in (*rule.tests, *rule.joins):
                for node in meaning.nodes(part):
                    self._note(node)

    def _note(self, node: meaning.ConditionOrExpression) -> None:
        match node:
            case ir.Within(path, low, high):
                self._ends[path].update(end.value for end in (low, high) if end is not None)
            case ir.Compare(_, left, right):
                for side, other in ((left, right), (right, left)):
                    for path in meaning.reads(side):
                        self._others[path][other] = None
            case ir.Among(path, values):
                self._named[path][frozenset(values)] = None
            case ir.Holds(path, _, members):
                self._named[path][frozenset(members)] = None
            case _:
                pass

    def values(
        self, path: str, wide: ir.Possible, *, rounded: bool = False, most: int | None = _MOST_VALUES
    ) -> list[ir.Possible]:
        """Return known values of a fact, all allowed by `wide`, on either side of every threshold put to it.

        rounded: numbers are round, the next ones to a threshold. most: how many at most, the least first.
        """
        match wide:
            case ir.Numbers():
                found: Iterable[ir.Possible] = self._numbers(path, wide, rounded=rounded)
            case ir.OneOf(choices):
                found = self._choices(path, choices)
            case ir.Subset():
                found = self._sets(path, wide)
            case _:
                found = ()
        return list(dict.fromkeys(found))[:most]

    def _numbers(self, path: str, wide: ir.Numbers, *, rounded: bool) -> Iterator[ir.Possible]:
        turns = set(self._ends[path])
        for other in self._others[path]:
            turns.update(self._reached(other))
        if rounded:
            fact = self._pack.facts[name_in(path)]
            near = {
                meaning.rounded(turn + step, fact, up=up)
                for turn in (one for one in turns if wide.low <= one <= wide.high)
                for step, up in ((-1, False), (0, False), (0, True), (1, True))
            }
        else:
            near = {turn + step for turn in {*turns, wide.low, wide.high} for step in (-1, 0, 1)}
        yield from (
            ir.Numbers(one, one) for one in sorted({*near, wide.low, wide.high}) if wide.low <= one <= wide.high
        )
        if wide.or_none:
            yield NONE

    def _reached(self, expression: ir.Expression) -> Iterator[int]:
        paths = meaning.reads(expression)
        for memory in self._memories if paths else self._memories[:1]:
            if all(path in memory for path in paths):
                yield from (end for end in truth.number(expression, memory) if abs(end) < ir.UNLIMITED)

    def _choices(self, path: str, choices: tuple[bool | str, ...]) -> Iterator[ir.Possible]:
        """Yield the first of each kind of choices: those that neither these rules nor the pack's options tell apart."""
        named = (*self._named[path], *self._program.kinds_by_option.get(path, ()))
        yield from (ir.OneOf((value,)) for value in meaning.kinds(named, choices))

    def _sets(self, path: str, wide: ir.Subset) -> Iterator[ir.Possible]:
        order = tuple(self._pack.facts[name_in(path)].words)
        named = {one for members in self._named[path] for one in members}
        members = [member for member in wide.maybe if member in named] or list(wide.maybe[:1])

        def of(*added: str) -> ir.Subset:
            return ir.Subset(tuple(choice for choice in order if choice in (*wide.some, *added)))

        yield of()
        yield from (of(member) for member in members)
        yield of(*wide.maybe)
