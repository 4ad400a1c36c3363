"""Derived facts as columns: closed once all their rules have been asked (meaning.close), what is given before what is derived."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from advisor import meaning
from advisor.columnar.column import (
    CONSTANT,
    OPTION,
    ORDER,
    PAIR,
    Array,
    ChoiceColumn,
    Ends,
    NumberColumn,
    Values,
    either_column,
    united,
)
from advisor.columnar.stand_in import GUESSED, stood_in
from advisor.ir import Derive, FactType, Numbers, Possible, Rule, Verdict
from advisor.meaning.path import name_in

if TYPE_CHECKING:
    from advisor.columnar.view import ColumnView

VERDICTS: tuple[Verdict, ...] = (False, None, True)
"""Each verdict at how many of its ends hold."""
_MOST = 1 << 40
"""From how many combinations of verdicts on those that occur are counted anew."""
Concluded = tuple[Ends, NumberColumn]
"""Whether a rule holds, and what it then derives."""


def derived_value(view: ColumnView, path: str) -> Values:
    """Return a derived fact's possible values."""
    graph = view.graph
    fact = graph.program.pack.facts[name_in(path)]
    rules = graph.program.derivers[path]
    level, verdicts = view.aligned(*(graph.conditions[rule.id] for rule in rules))
    if isinstance(fact.domain, Numbers):
        found: Values = _numbers(view, fact, rules)
    else:
        found = _codes(view, path, list(zip(rules, verdicts, strict=True)), level)
    if view.stand_in == "assumed" and path in graph.program.guessed:
        found = _guessed(view, found, fact)
    if path not in view.given:
        return found
    told, said = view.given[path]
    if isinstance(said, bool):
        return told
    own = ORDER if path.startswith("order.") else OPTION
    level = found.level | own
    parts = [_lifted(view, one, level) for one in (found, told)]
    return either_column(parts[0], parts[1], view.spread(said, own, level), level)


def _guessed(view: ColumnView, found: Values, fact: FactType) -> Values:
    """Return a derived fact as assumed."""
    columns = {path: view.column(path) for path in (fact.assume.goes_by if fact.assume is not None else ())}
    others = {path: column for path, column in columns.items() if isinstance(column, NumberColumn | ChoiceColumn)}
    level = reduce(lambda one, other: one | other, (one.level for one in others.values()), found.level)
    if level != found.level:
        found = _lifted(view, found, level)
    lifted = {path: one if one.level == CONSTANT else _lifted(view, one, level) for path, one in others.items()}
    return stood_in(found, fact, GUESSED, lifted)


def _lifted(view: ColumnView, found: Values, level: int) -> Values:
    if isinstance(found, ChoiceColumn):
        return ChoiceColumn(level, view.spread(found.codes, found.level, level), found.values)
    low = view.spread(found.low, found.level, level)
    high = low if found.low is found.high else view.spread(found.high, found.level, level)
    return NumberColumn(level, low, high, view.spread(found.or_none, found.level, level))


# --- flags, choices and sets ------------------------------------------------------------------------------------------
def _codes(view: ColumnView, path: str, asked: Sequence[tuple[Rule, Ends]], level: int) -> ChoiceColumn:
    """Return what is derived, closed by `meaning.close` once for each combination of verdicts there is."""
    pack, stand_in = view.graph.program.pack, view.stand_in

    def close(verdicts: Sequence[Verdict]) -> Possible:
        return meaning.close(pack, path, zip((rule for rule, _ in asked), verdicts, strict=True), {}, stand_in)

    places = [one.low * 1 + one.high * 1 for _, one in asked]
    if all(np.ndim(place) == 0 for place in places):  # of an order's facts, too, where those are the same of all
        return ChoiceColumn(CONSTANT, 0, (close([VERDICTS[int(place)] for place in places]),))
    codes, rows = _combined(places)
    found = [close([VERDICTS[int(place if np.ndim(place) == 0 else place[row])] for place in places]) for row in rows]
    return ChoiceColumn(level, codes, tuple(found))


def _combined(places: Sequence[Array]) -> tuple[Array, Array]:
    """Return a code for each row, the same where all places are, and for each code a row that has it.

    What all rows share stays of no dimension, of which `np.unique` makes one row.
    """
    codes: Array = 0
    count = 1
    for place in places:
        codes, count = codes * len(VERDICTS) + place, count * len(VERDICTS)
        if count > _MOST:
            _, found = np.unique(codes, return_inverse=True)
            codes = found.reshape(np.shape(codes))
            count = int(codes.max()) + 1
    _, rows, found = np.unique(codes, return_index=True, return_inverse=True)
    return found.reshape(np.shape(codes)), rows


# --- numbers ----------------------------------------------------------------------------------------------------------
def _numbers(view: ColumnView, fact: FactType, rules: Sequence[Rule]) -> NumberColumn:
    rest = meaning.rest_of(fact, view.stand_in)
    if not isinstance(rest, Numbers):
        raise TypeError(f"`{fact.name}` cannot be derived")
    asked = [(view.of(view.graph.conditions[rule.id]), rule) for rule in rules]
    concluded = [(held, _conclusion(view, rule)) for held, rule in asked if held.level == PAIR or np.any(held.high)]
    return _closed_number(view, concluded, NumberColumn(CONSTANT, rest.low, rest.high, rest.or_none))


def _conclusion(view: ColumnView, rule: Rule) -> NumberColumn:
    if not isinstance(rule.conclusion, Derive):
        raise TypeError(f"rule `{rule.id}` derives nothing")
    ends = view.of(view.graph.values[rule.id])
    return NumberColumn(ends.level, ends.low, ends.high)


def _closed_number(view: ColumnView, concluded: Sequence[Concluded], rest: NumberColumn) -> NumberColumn:
    """Return every number that a rule allows that holds, else those of the rules unknown and the rest (meaning.close)."""
    if not concluded:
        return rest
    first, value = concluded[0]
    if len(concluded) == 1 and first.level == CONSTANT and first.low:
        return value
    level = reduce(lambda one, other: one | other, (held.level | one.level for held, one in concluded))
    if level == CONSTANT:
        return united(level, [(bool(held.high), one) for held, one in _counted(concluded)] + _left(concluded, rest))
    lifted = [(view.lift(held, level), _lifted(view, one, level)) for held, one in concluded]
    certain = reduce(lambda one, other: one | other, (held.low for held, _ in lifted))
    counted = [(held.low | (held.high & (True ^ certain)), one) for held, one in lifted]
    return united(level, [*counted, (True ^ certain, rest)])  # type: ignore[list-item]  # numbers all


def _counted(concluded: Sequence[Concluded]) -> list[Concluded]:
    certain = [one for one in concluded if one[0].low]
    return certain or list(concluded)


def _left(concluded: Sequence[Concluded], rest: NumberColumn) -> list[tuple[bool, NumberColumn]]:
    return [] if any(held.low for held, _ in concluded) else [(True, rest)]
