"""The number of a fact among other words, or around several: what is read of a text that is no number as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor import ir
from advisor.value.pace import Ends
from advisor.value.several import clauses, several
from advisor.value.unit import DAYS, MONEY
from advisor.yaml.fields import Faults
from advisor.yaml.node import Scalar

if TYPE_CHECKING:
    from advisor.value.read import ReadContext

VAGUE = (ir.UNLIMITED, -ir.UNLIMITED)
"""What stands for both ends of a text that says no number, such as `as soon as possible`."""
_Read = Callable[[Scalar, ir.FactType, "ReadContext"], Ends | None]


def among(node: Scalar, fact: ir.FactType, how: ReadContext, read: _Read) -> Ends | None:
    """Return both ends of the numbers that a text says among words that are not of them, which is told; None if it says none so.

    read: how a number that is all a text says is read, None after a report.
    """
    if how.lexicon is None:
        return None
    dimension = DAYS if fact.unit is None else fact.unit.dimension  # of a date
    for texts in several(node.text, dimension, how.lexicon):
        alone = replace(how, faults=Faults(), is_whole=True, notes=[], beside={})
        ends = _around([read(replace(node, text=text), fact, alone) for text in texts])
        if ends is not None:
            how.beside.update(alone.beside if len(texts) == 1 else {})
            if not alone.notes or len(texts) > 1:
                note_ends(node, fact, ends, alone)
            how.notes.extend(replace(one, text=node.text) for one in alone.notes[-1:])
            return ends
    return _clause(node, fact, how, read)


def _clause(node: Scalar, fact: ir.FactType, how: ReadContext, read: _Read) -> Ends | None:
    """Return both ends of what the one clause of a text says that is read, or around several; None where none is."""
    if fact.unit is None or fact.unit.dimension not in (DAYS, MONEY):
        return None
    alone = replace(how, faults=Faults(), is_whole=True, notes=[], beside={})
    parts = clauses(node.text)
    found = [read(replace(node, text=one), fact, alone) for one in parts]
    if any(ends is None and any(sign.isdigit() for sign in text) for ends, text in zip(found, parts, strict=True)):
        return None
    told = [one for one in found if one not in (None, VAGUE)]
    ends = _around([one for one in told if one and None not in one] or told)  # `not before June, by the end of August`
    if ends is not None:
        note_ends(node, fact, ends, how)
    return ends


def _around(spans: Sequence[Ends | None]) -> Ends | None:
    """Return the ends between which several spans lie; None of none, or where one says no number."""
    told = [one for one in spans if one is not None and one != VAGUE]
    if not told or len(told) < len(spans):
        return None
    lows, highs = [low for low, _ in told if low is not None], [high for _, high in told if high is not None]
    return min(lows) if len(lows) == len(told) else None, max(highs) if len(highs) == len(told) else None


def note_ends(
    node: Scalar, fact: ir.FactType, ends: tuple[int | None, int | None], how: ReadContext, rate: ir.Rate | None = None
) -> None:
    """Note the number that a text was read as."""
    domain = fact.domain
    if isinstance(domain, ir.Numbers):
        low, high = (end if said is None else said for end, said in zip((domain.low, domain.high), ends, strict=True))
        how.notes.append(ir.ReadAs(path=f"order.{fact.name}", text=node.text, value=ir.Numbers(low, high), rate=rate))
