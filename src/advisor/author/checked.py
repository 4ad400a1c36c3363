"""All that `pack check` tells of a pack: its faults, from the spelling of a file to a case that names no rule, and what it notes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources.abc import Traversable

from msgspec.structs import astuple

from advisor import ir, meaning
from advisor.advice import Advisor
from advisor.analysis.case import read_cases
from advisor.analysis.pin_file import read_pins
from advisor.check import diagnose, read_anywhere, wrong
from advisor.errors import Diagnostic, FaultsError, PackError, Place
from advisor.ir import Pack
from advisor.meaning import ConditionOrExpression, Program, stratify
from advisor.pack.fact_schema import Schema
from advisor.pack.layers import Layers
from advisor.pack.load import load_with_origin
from advisor.pack.schema import FOLDER, schema_text, schemas
from advisor.yaml.fields import MOST_LISTED


def checked(root: Traversable, label: str, today: date) -> tuple[Pack, Layers]:
    """Return a pack without a fault, and the packs it lies over.

    What is only unused, unsourced or of another day in a pack that it extends is that pack's own matter. Cases are looked at where
    the pack itself can be read.

    Raises:
        FaultsError: with every fault in the pack's files.
    """
    pack, layers = load_with_origin(root, label=label)
    program = stratify(pack)
    faults = [*_diagnosed(program, today), *_of_cases(root, label, program)]
    if faults:
        raise FaultsError(faults)
    return pack, layers


def noted(root: Traversable, label: str, pack: Pack, layers: Layers) -> Iterator[Diagnostic]:
    """Yield what is no fault and may be a slip: base rules replaced, words taken from a choice, choices that nothing tells apart, schemas of older words."""
    yield from _replaced(layers)
    yield from layers.faults.hints
    yield from (one for one in _unread_choices(stratify(pack)) if one.at.file not in pack.inherited)
    yield from _stale_schemas(root, label, pack)


def _diagnosed(program: Program, today: date) -> Iterator[Diagnostic]:
    serious = set(wrong(program))
    told = (*diagnose(program), *_unread_facts(program), *_from_the_future(program.pack, today))
    yield from (one for one in told if one in serious or one.at.file not in program.pack.inherited)


def _of_cases(root: Traversable, label: str, program: Program) -> tuple[Diagnostic, ...]:
    advisor = Advisor(program, "walk")
    found: list[Diagnostic] = []
    for read in (read_cases, read_pins):
        try:
            read(root, label, advisor)
        except PackError as error:
            found.extend(error.faults)
    return tuple(found)


def _from_the_future(pack: Pack, today: date) -> Iterator[Diagnostic]:
    """Yield the claims that are said to be of a day to come. ISO dates are ordered as their texts are."""
    claims = [("figure", name, one.as_of, one.at) for name, one in pack.figures.items()]
    claims += [("option", name, one.as_of, one.at) for name, one in pack.options.items()]
    for what, name, as_of, at in claims:
        if as_of > today.isoformat():
            told = f"{what} `{name}` is as of {as_of}, which is in the future"
            yield Diagnostic(at, told, "write the day on which it was looked up")


def _replaced(layers: Layers) -> Iterator[Diagnostic]:
    """Yield each rule that stands in the place of one that the pack inherits: that one is as if never written."""
    seen = set()
    for one in layers.changes:
        if one.what == "rule" and one.key and one.name not in seen:
            seen.add(one.name)
            at = next(entry.at for entry in reversed(layers.entries) if (entry.what, entry.name) == ("rule", one.name))
            yield Diagnostic(at, f"rule `{one.name}` replaces the one of the pack it extends, at {one.was_at.file}")


def _stale_schemas(root: Traversable, label: str, pack: Pack) -> Iterator[Diagnostic]:
    """Yield one line where schemas beside the pack are not those of its words now."""
    folder = root / FOLDER
    if not folder.is_dir():
        return
    for name, schema in schemas(pack).items():
        file = folder / name
        if file.is_file() and _is_other(file.read_text(encoding="utf-8"), schema):
            at = Place(f"{label}/{FOLDER}/{name}" if label else f"{FOLDER}/{name}")
            where = label or "."
            yield Diagnostic(
                at,
                "this schema is older than the pack's words",
                f"write them again: advisor pack schema {where} -o {where}/{FOLDER}",
            )
            return


def _is_other(text: str, schema: Schema) -> bool:
    """Return whether a file does not say a schema, however it is laid out."""
    if text == schema_text(schema):
        return False
    try:
        return json.dumps(json.loads(text)) != json.dumps(schema)
    except (ValueError, RecursionError):
        return True


RANKED = ("order.process",)
"""What ranking reads itself, besides the facts that play a role."""


def _unread_facts(program: Program) -> Iterator[Diagnostic]:
    """Yield the facts that an order can say and nothing reads."""
    read = {*RANKED, *astuple(program.pack.roles), *read_anywhere(program), *_beside(program.pack)}
    for fact in program.pack.facts.values():
        if fact.of == "order" and fact.question and not fact.is_limit and f"order.{fact.name}" not in read:
            yield Diagnostic(fact.at, f"fact `{fact.name}` is read by nobody", "let a rule read it, or delete it")


def _beside(pack: ir.Pack) -> Iterator[str]:
    """Yield the facts that other facts and figures go by."""
    for fact in pack.facts.values():
        names = (*fact.elsewhere, *fact.or_else, *fact.sides, fact.weighed_by, fact.fixed_by)
        yield from (f"order.{name}" for name in names if name)
    yield from (f"order.{figure.by}" for figure in pack.figures.values() if figure.by)


def _unread_choices(program: Program) -> Iterator[Diagnostic]:
    """Yield the facts of which several choices are named by nobody: of these it does not matter which is said.

    One that nobody names is what is neither of the others. Facts by which others are assumed are left out: each choice says something.
    """
    named = _named(program)
    for fact in program.pack.facts.values():
        path = f"order.{fact.name}"
        left = [one for one in fact.words if one not in named.get(path, ())]
        if fact.of == "order" and path in named and len(left) > 1:
            listed = ", ".join(f"`{one}`" for one in left[:MOST_LISTED]) + " and others" * (len(left) > MOST_LISTED)
            yield Diagnostic(fact.at, f"nothing tells these choices of `{fact.name}` apart: {listed}")


def _named(program: Program) -> dict[str, set[object]]:
    """Return fact -> the choices of it that conditions and figures name; without the facts by which others are assumed, or that a checklist ticks."""
    found: dict[str, set[object]] = {}
    for node in _nodes(program.pack):
        match node:
            case ir.Among(path, values) | ir.Holds(path, _, values):
                found.setdefault(path, set()).update(values)
            case _:
                pass
    for figure in program.pack.figures.values():
        if figure.by:
            found.setdefault(f"order.{figure.by}", set()).update(case for case, _ in figure.cases)
    by = {path for fact in program.pack.facts.values() if fact.assume for path in fact.assume.goes_by}
    by |= {one.path for one in program.pack.checklists}
    return {path: names for path, names in found.items() if path not in by}


def _nodes(pack: ir.Pack) -> Iterator[ConditionOrExpression]:
    roots: list[ConditionOrExpression] = [one.applies for one in pack.options.values()]
    roots += [
        one for rule in pack.rules.values() for one in (*rule.tests, *rule.joins, *meaning.conclusion_expressions(rule))
    ]
    roots += [one for estimate in pack.estimates.values() for one in estimate.readings.values()]
    roots += [line.condition for part in pack.rfq for line in (*part.rows, *part.lines)]
    roots += [line.unless for line in pack.lines.values()]
    return (node for one in roots for node in meaning.nodes(one))
