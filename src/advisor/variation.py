"""The shapes of what is tried on an order: a change with both answers, a sweep with its regions, flips."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.ir import Possible, Verdict
from advisor.trace import Advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A rule whose verdict differs between two answers. option: the candidate's id, None for rules not about one."""

    rule: str
    option: str | None
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """One order, advised on as it is and as it would be. changes: path, its values before and after, as far as they differ."""

    changes: tuple[tuple[str, Possible, Possible], ...]
    before: Advice
    after: Advice
    turned: tuple[Turned, ...]
