"""Possible values as columns: which columns hold a fact's, and what stands in them."""

from __future__ import annotations

from typing import Any

import polars as pl

from advisor.ir import FactType, Kind, Numbers, OneOf, Possible, Subset, Text

NUMBER_SCHEMA = {"low": pl.Int64, "high": pl.Int64, "none": pl.Boolean}

CHOICE_SCHEMA = {"choices": pl.String}

SET_SCHEMA = {"some": pl.String, "maybe": pl.String}

_BETWEEN = "|"
"""Stands between the choices still possible; no choice has it in its name."""


def schema_of(fact: FactType) -> dict[str, Any]:
    """Return the columns that a fact's possible values are held in."""
    match fact.kind:
        case Kind.NUMBER | Kind.DATE:
            return dict(NUMBER_SCHEMA)
        case Kind.FLAG | Kind.CHOICE:
            return dict(CHOICE_SCHEMA)
        case Kind.SET:
            return dict(SET_SCHEMA)
        case Kind.TEXT:
            return {"text": pl.String}
        case Kind.TABLE:
            return {}


def coded(found: Possible, fact: FactType) -> tuple[Any, ...]:
    """Return possible values as they are held in columns."""
    domain = fact.domain
    match found, domain:
        case Numbers(low, high, or_none), _:
            return low, high, or_none
        case OneOf(values), OneOf(every):
            return (_BETWEEN.join(str(one) for one in every if one in values),)
        case Subset(some, maybe), Subset():
            return _BETWEEN.join(some), _BETWEEN.join(maybe)
        case Text(text), _:
            return (text,)
        case _:
            return ()


def decoded(row: tuple[Any, ...], fact: FactType) -> Possible:
    """Return the possible values that are held in columns (`coded`)."""
    match fact.domain:
        case Numbers():
            return Numbers(int(row[0]), int(row[1]), bool(row[2]))
        case OneOf(values):
            held = row[0].split(_BETWEEN)
            return OneOf(tuple(one for one in values if str(one) in held))
        case Subset():
            parts = [set(part.split(_BETWEEN)) for part in row]
            return Subset(*(tuple(one for one in fact.words if one in part) for part in parts))
        case _:
            return Text(str(row[0]))


def _parts(value: Possible | None, fact: FactType) -> tuple[Any, ...]:
    """Return a value as it is held in columns, nulls for none."""
    return (None,) * len(schema_of(fact)) if value is None else coded(value, fact)
