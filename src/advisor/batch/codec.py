"""Possible values as columns: which columns hold a fact's, and what stands in them."""

from __future__ import annotations

from typing import Any

import polars as pl

from advisor import ir

NUMBER_SCHEMA = {"low": pl.Int64, "high": pl.Int64, "none": pl.Boolean}

CHOICE_SCHEMA = {"choices": pl.String}

SET_SCHEMA = {"some": pl.String, "maybe": pl.String}

_BETWEEN = "|"
"""Stands between the choices still possible; no choice has it in its name."""


def schema_of(fact: ir.FactType) -> dict[str, Any]:
    """Return the columns that a fact's possible values are held in."""
    match fact.kind:
        case ir.Kind.NUMBER | ir.Kind.DATE:
            return dict(NUMBER_SCHEMA)
        case ir.Kind.FLAG | ir.Kind.CHOICE:
            return dict(CHOICE_SCHEMA)
        case ir.Kind.SET:
            return dict(SET_SCHEMA)
        case ir.Kind.TEXT:
            return {"text": pl.String}
        case ir.Kind.TABLE:
            return {}


def coded(found: ir.Possible, fact: ir.FactType) -> tuple[Any, ...]:
    """Return possible values as they are held in columns."""
    domain = fact.domain
    match found, domain:
        case ir.Numbers(low, high, or_none), _:
            return low, high, or_none
        case ir.OneOf(values), ir.OneOf(every):
            return (_BETWEEN.join(str(one) for one in every if one in values),)
        case ir.Subset(some, maybe), ir.Subset():
            return _BETWEEN.join(some), _BETWEEN.join(maybe)
        case ir.Text(text), _:
            return (text,)
        case _:
            return ()


def decoded(row: tuple[Any, ...], fact: ir.FactType) -> ir.Possible:
    """Return the possible values that are held in columns (`coded`)."""
    match fact.domain:
        case ir.Numbers():
            return ir.Numbers(int(row[0]), int(row[1]), bool(row[2]))
        case ir.OneOf(values):
            held = row[0].split(_BETWEEN)
            return ir.OneOf(tuple(one for one in values if str(one) in held))
        case ir.Subset():
            parts = [set(part.split(_BETWEEN)) for part in row]
            return ir.Subset(*(tuple(one for one in fact.words if one in part) for part in parts))
        case _:
            return ir.Text(str(row[0]))


def _parts(value: ir.Possible | None, fact: ir.FactType) -> tuple[Any, ...]:
    """Return a value as it is held in columns, nulls for none."""
    return (None,) * len(schema_of(fact)) if value is None else coded(value, fact)
