"""Mistakes in rows of options, and in what is assumed of an order."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from advisor import ir
from advisor.author.changed import GROWN, TEN, may_be, others, with_numbers_changed
from advisor.author.mistake_rule import of_condition

PROCESS = "order.process"
"""What every row asks for by itself: it is no test that its author wrote."""


def of_option(pack: ir.Pack, option: ir.Option) -> Iterator[tuple[str, ir.Option]]:
    for what, row in _of_values(pack, option):
        yield what, row
    if isinstance(option.applies, ir.And):
        for _, what, other in of_condition(pack, option.applies):
            if PROCESS not in what:
                yield f"applies: {what}", replace(option, applies=other)


def _of_values(pack: ir.Pack, option: ir.Option) -> Iterator[tuple[str, ir.Option]]:
    """Yield the row with a value of its own ten times as large, one more where it counts pieces, or another choice."""
    pieces = (pack.roles.least, pack.roles.most)
    for path, value in option.values.items():
        fact = pack.facts.get(path.removeprefix("option."))
        if (
            fact is None
            or fact.of != "option"
            or path in option.figures
            or value in (fact.otherwise, fact.otherwise_by.get(option.process))
        ):
            continue
        for how, change in GROWN if path in pieces else GROWN[1:]:
            other = with_numbers_changed(value, change)
            if other != value and may_be(pack, path, other):
                yield f"{fact.name} made {how}", replace(option, values={**option.values, path: other})
        for choice in others(value, fact.domain):
            yield f"{fact.name} made another", replace(option, values={**option.values, path: choice})


# --- assumptions ---
def of_assumption(fact: ir.FactType) -> Iterator[tuple[str, ir.FactType]]:
    """Yield a fact with something else assumed: of each case that it is looked up by, and of what it is otherwise."""
    assume = fact.assume
    if assume is None:
        return
    for place, (case, _) in enumerate(assume.cases):
        cases = (*assume.cases[:place], *assume.cases[place + 1 :])
        yield f"nothing of its own assumed for `{case}`", replace(fact, assume=replace(assume, cases=cases))
    if assume.otherwise is not None:
        for other in _guesses(assume.otherwise, fact):
            yield "something else assumed otherwise", replace(fact, assume=replace(assume, otherwise=other))


def _guesses(guess: ir.Guess, fact: ir.FactType) -> Iterator[ir.Guess]:
    if guess.figure:
        return
    number = with_numbers_changed(guess.value, lambda value: value * TEN)
    told = [number] if number != guess.value else [*others(guess.value, fact.domain)]
    for value in told:
        yield replace(guess, value=value, usual=value)
