"""Which orders would notice which mutants, were the answers to them pinned: all of them, so that a few may be chosen that notice the most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from msgspec.structs import replace

from advisor import ir, meaning
from advisor.advice import Advisor, said_of
from advisor.analysis.blocks import LIGHT, in_blocks
from advisor.author.concern import Concern
from advisor.author.manifold import BEHIND, Manifold
from advisor.author.mark import marks
from advisor.author.mutant import Mutant
from advisor.columnar import orders_of
from advisor.columnar.column import Array
from advisor.columnar.decide import ColumnEngine
from advisor.trace import Order

_ROWS = 8_192
"""How many orders are decided at a time, as far as mutants can be decided together."""
_MANY = 96
"""For how many mutants one engine is made at most."""
_BESIDE = 256
"""How many mutants are asked at a time which orders they concern."""


class Noticing:
    """Some orders as if they were pinned."""

    def __init__(self, advisor: Advisor, orders: Sequence[Order]) -> None:
        self._advisor, self._told = advisor, orders
        self._orders = orders_of(advisor.pack, list(orders))

    def of(self, mutants: Sequence[Mutant]) -> Iterator[Array]:
        """Yield of each mutant which orders would notice it. Each must be a pack (`refusal`)."""
        advice = self._of_advice(mutants)
        for first in range(0, len(mutants), _BESIDE):
            block = mutants[first : first + _BESIDE]
            concern = Concern(self._advisor.program, self._orders, block)
            own = marks(concern.decided)
            for chunk in self._chunks(block, concern):
                for (place, _, _), found in zip(chunk, self._together(chunk, concern, own), strict=True):
                    yield found | advice.get(first + place, False)

    def _chunks(self, mutants: Sequence[Mutant], concern: Concern) -> Iterator[list[tuple[int, Mutant, Array]]]:
        held: list[tuple[int, Mutant, Array]] = []
        count = 0
        for place, mutant in enumerate(mutants):
            concerned = self._concerned(place, mutant, concern)
            more = int(np.count_nonzero(concerned))
            if held and (mutant.facts or held[-1][1].facts or count + more > _ROWS or len(held) == _MANY):
                yield held
                held, count = [], 0
            held.append((place, mutant, concerned))
            count += more
        if held:
            yield held

    def _concerned(self, place: int, mutant: Mutant, concern: Concern) -> Array:
        if mutant.facts:
            return np.ones(self._orders.count, np.bool_)
        found = concern.of(place)
        for name, row in mutant.options.items():
            if row.applies != self._advisor.pack.options[name].applies:
                return np.ones(self._orders.count, np.bool_)
            found |= concern.candidate_of[name]
        return found

    def _together(self, chunk: Sequence[tuple[int, Mutant, Array]], concern: Concern, own: Array) -> Iterator[Array]:
        """Yield of each mutant of a chunk which orders it decides otherwise, in anything that a pin holds."""
        found = np.zeros((len(chunk), self._orders.count), np.bool_)
        rows = [np.flatnonzero(concerned) for _, _, concerned in chunk]
        places = np.repeat(np.arange(len(chunk)), [len(one) for one in rows])
        every = np.concatenate(rows)
        if len(every):
            orders = self._orders.take(every)
            mutant = chunk[0][1]
            if not mutant.facts:
                manifold = Manifold(self._advisor.pack, [one for _, one, _ in chunk])
                decided = manifold.engine.decide(manifold.orders(self._orders, every, places + 1))
            elif mutant.rules or mutant.estimates or mutant.options:
                decided = ColumnEngine(meaning.stratify(mutant.of(self._advisor.pack))).decide(orders)
            else:
                decided = concern.engine.assuming(mutant.of(self._advisor.pack)).decide(orders)
            found[places, every] = marks(decided) != own[every]
        yield from found

    def _of_advice(self, mutants: Sequence[Mutant]) -> dict[int, Array]:
        """Return of mutants in rules about the whole answer which orders notice them: each is asked beside the rule itself, for it decides nothing."""
        doubles: dict[str, tuple[int, ir.Rule]] = {}
        for place, mutant in enumerate(mutants):
            for name, rule in mutant.rules.items():
                if rule.scope == "advice" and not _decides(mutant):
                    doubles[f"{name}{BEHIND}{place}"] = (place, rule)
        if not doubles:
            return {}
        others = {key: replace(rule, id=key) for key, (_, rule) in doubles.items()}
        pack = self._advisor.pack
        program = meaning.stratify(replace(pack, rules={**pack.rules, **others}))
        found = {place: np.zeros(len(self._told), np.bool_) for place, _ in doubles.values()}
        told = (
            self._advisor.advise_block(block, witnesses=False, tries=False) for block in in_blocks(self._told, LIGHT)
        )
        for row, advice in enumerate(chain.from_iterable(told)):
            said = said_of(program, advice).assumed.verdicts
            for double, (place, rule) in doubles.items():
                found[place][row] |= (said.get(double) is True) != (said.get(rule.id) is True)
        return found


def _decides(mutant: Mutant) -> bool:
    """Return whether a mutant changes what rules about the whole answer read."""
    return bool(mutant.estimates or mutant.options or mutant.facts)
