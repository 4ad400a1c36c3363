"""Reading `estimates.yaml`: what is computed of every candidate, each formula in three readings; and `lines.yaml`: the lines of cost that a quote may leave out of its price."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from advisor import ir
from advisor.ir import And, Line
from advisor.pack.arithmetic import at_least_0
from advisor.pack.because import check_sentence
from advisor.pack.claim_reader import read_source
from advisor.pack.condition import Where, tests_of
from advisor.pack.expression import parse_quantity
from advisor.pack.fact_types import read_unit
from advisor.pack.vocabulary import Vocabulary, reading_of
from advisor.value.unit import DAYS, SHARE
from advisor.yaml.fields import IDENTIFIER, Faults, Fields, mapping_of, named, text_of, texts_of
from advisor.yaml.node import MappingNode, Scalar


def read_estimate_units(fields: Fields, faults: Faults) -> tuple[dict[str, ir.Unit], dict[str, Fields]]:
    """Return the estimates' units by name, and what is left to read of each."""
    units: dict[str, ir.Unit] = {}
    items: dict[str, Fields] = {}
    for key, node in fields.mapping("estimates", needed=True):
        with faults.entry(key.text):
            item = mapping_of(node, faults, f"estimate `{key.text}`")
            if item is None or not named(key, IDENTIFIER, faults, "an estimate", units.__contains__):
                continue
            unit = item.need("unit")
            found = read_unit(unit, faults) if unit is not None else None
            if found is not None:
                units[key.text], items[key.text] = found, item
    return units, items


def read_estimate(
    name: str, item: Fields, vocabulary: Vocabulary, sources: Mapping[str, ir.Source]
) -> ir.Estimate | None:
    """Return one estimate with its formula in three readings."""
    node, unit = item.need("formula"), vocabulary.estimates[name]
    label, includes = item.text("label", name.replace("_", " ")), item.text("includes")
    claimed = read_source(item, sources, f"estimate `{name}`")
    part_of, is_inner = item.choice("part_of", vocabulary.estimates), item.flag("inner")
    column, none_words, after = item.take("column"), item.text("none"), _paid_after(item, vocabulary)
    measured, corrected_by = item.choice("measured", ir.MEASURED), _correction(item, vocabulary)
    item.end()
    if isinstance(column, Scalar):
        check_sentence(column, "option", vocabulary, item.faults)
    readings = _readings(name, node, vocabulary, item.faults) if isinstance(node, Scalar) else None
    if readings is None:
        return None
    return ir.Estimate(
        name=name, unit=unit, label=label, includes=includes, readings=readings, sources=claimed, at=item.at,
        part_of=part_of, is_inner=is_inner, measured=measured, corrected_by=corrected_by, paid_after=after, none_words=none_words,
        column=text_of(column, item.faults, "`column`") if column is not None else "",
    )  # fmt: skip


def _correction(item: Fields, vocabulary: Vocabulary) -> str:
    """Return the fact by which what was measured corrects an estimate, empty if it says none."""
    shares = [one.name for one in vocabulary.facts.values() if one.of == "option" and one.span and _is_share(one.unit)]
    return item.choice("corrected_by", shares)


def _is_share(unit: ir.Unit | None) -> bool:
    return unit is not None and unit.dimension == SHARE


def _paid_after(item: Fields, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """Return the estimates of time after which money is tied up, after reporting those that are none; None where it is not said."""
    node = item.take("paid_after")
    if node is None:
        return None
    known = [name for name, unit in vocabulary.estimates.items() if unit.dimension == DAYS]
    names = texts_of(node, item.faults, "`paid_after`")
    for name in names:
        if name not in known:
            item.faults.unknown(node.at, "estimate of time in `paid_after`", name, known)
    return tuple(name for name in names if name in known)


def _readings(name: str, node: Scalar, vocabulary: Vocabulary, faults: Faults) -> dict[str, ir.Expression] | None:
    """Return the formula with every uncertain name at its low, its likely and its high end, None after a report."""
    unit = vocabulary.estimates[name]
    formula = parse_quantity(node, "option", vocabulary, faults, spans=True)
    if formula is None:
        return None
    if formula.dimension not in (None, unit.dimension):
        faults.add(node.at, f"the formula of `{name}` is not in {unit.name}")
    if formula.least is None or formula.least < 0:
        faults.add(node.at, f"estimate `{name}` could be negative", at_least_0(node.text))
    resolve = _resolver(vocabulary)
    return {str(reading): _in_reading(formula.expression, reading, resolve) for reading in _READINGS}


_READINGS: tuple[ir.Reading, ...] = ("low", "likely", "high")


def _resolver(vocabulary: Vocabulary) -> Resolve:
    def resolve(path: str, reading: ir.Reading) -> ir.Expression | None:
        owner, head, *rest = path.split(".")
        if owner == "figure" and not rest:
            return reading_of(vocabulary.figures[head], reading)
        name = vocabulary.find(path, "option")
        found = vocabulary.find(f"{path}.{reading}", "option") if name is not None and name.span else None
        return found.expression if found else None

    return resolve


OPPOSITE: dict[ir.Reading, ir.Reading] = {"low": "high", "likely": "likely", "high": "low"}
Resolve = Callable[[str, ir.Reading], ir.Expression | None]
"""Return the number at an uncertain path in a reading, or None where the path has one value only."""


def _in_reading(formula: ir.Expression, reading: ir.Reading, resolve: Resolve) -> ir.Expression:
    """Return the formula in one reading.

    Sums and minima follow it; what is subtracted, and a divisor, takes the opposite one. Factors and dividends have been
    proved not to be negative, divisors to be positive, so the ends are reached there.
    """

    def same(part: ir.Expression) -> ir.Expression:
        return _in_reading(part, reading, resolve)

    def opposite(part: ir.Expression) -> ir.Expression:
        return _in_reading(part, OPPOSITE[reading], resolve)

    match formula:
        case ir.Read(path):
            return resolve(path, reading) or formula
        case ir.Arithmetic("-", left, right):
            return ir.Arithmetic("-", same(left), opposite(right))
        case ir.Arithmetic(op, left, right):
            return ir.Arithmetic(op, same(left), same(right))
        case ir.Divide(mode, left, right):
            return ir.Divide(mode, same(left), opposite(right))
        case ir.Extreme(op, parts):
            return ir.Extreme(op, tuple(same(part) for part in parts))
        case ir.Choose(condition, then, otherwise):
            return ir.Choose(condition, same(then), same(otherwise))
        case ir.Step(at, path, rows):
            return formula if rows else ir.Step(at, f"{path}.{reading}")
        case ir.Along(at, name, rows):
            return ir.Along(same(at) if rows[0][1] <= rows[-1][1] else opposite(at), name, rows)
        case ir.Number() | ir.Figure() | ir.Lookup() | ir.Count() | ir.Tally():
            return formula
    assert_never(formula)


def read_cost_lines(fields: Fields, vocabulary: Vocabulary, faults: Faults) -> dict[str, Line]:
    """Return the lines by name, in order."""
    lines: dict[str, Line] = {}
    for key, node in fields.mapping("lines", needed=True):
        item = mapping_of(node, faults, f"line `{key.text}`")
        if item is None or not named(key, IDENTIFIER, faults, "a line", lines.__contains__):
            continue
        label = item.text("label", key.text.replace("_", " "))
        priced_by = _facts(item, vocabulary, faults)
        tests = item.need("unless") or MappingNode((), flow=False, at=item.at)
        where = Where(vocabulary=vocabulary, scope="option", faults=faults)
        item.end()
        lines[key.text] = Line(
            name=key.text, label=label, priced_by=priced_by, unless=And(tests_of(tests, where)), at=key.at
        )  # fmt: skip
    return lines


def _facts(item: Fields, vocabulary: Vocabulary, faults: Faults) -> tuple[str, ...]:
    """Return the facts of an option that price a line, after reporting the ones that are none."""
    own = [fact.name for fact in vocabulary.facts.values() if fact.of == "option"]
    names = item.texts("priced_by", needed=True)
    for name in names:
        if name not in own:
            faults.unknown(item.at, "fact of an option", name, own)
    return tuple(name for name in names if name in own)
