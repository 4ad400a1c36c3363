"""All that `pack check` tells of a pack: its faults, from the spelling of a file to a case that names no rule, and what it notes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources.abc import Traversable

from advisor.advice import Advisor
from advisor.analysis.case import read_cases
from advisor.analysis.pin_file import read_pins
from advisor.author.idle import unread_choices, unread_facts
from advisor.check import diagnose, wrong
from advisor.errors import Diagnostic, FaultsError, PackError, Place
from advisor.ir import Pack
from advisor.meaning import Program, stratify
from advisor.pack.fact_schema import Schema
from advisor.pack.layers import Layers
from advisor.pack.load import load_with_origin
from advisor.pack.schema import FOLDER, schema_text, schemas


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
    yield from (one for one in unread_choices(stratify(pack)) if one.at.file not in pack.inherited)
    yield from _stale_schemas(root, label, pack)


def _diagnosed(program: Program, today: date) -> Iterator[Diagnostic]:
    serious = set(wrong(program))
    told = (*diagnose(program), *unread_facts(program), *_from_the_future(program.pack, today))
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
