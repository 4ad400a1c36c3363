"""What the cases of a pack reach of its conditions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from advisor.advice import Advisor
from advisor.analysis.case import Case
from advisor.columnar import orders_of


def coverage(advisor: Advisor, cases: Sequence[Case]) -> str:
    """Return of how many conditions the cases see each verdict, in one line."""
    engine, pack = advisor.columns, advisor.pack
    own = [one for one in engine.rules if one.at.file not in pack.inherited]
    count = {True: 0, False: 0, None: 0}
    if cases:
        decided = engine.decide(orders_of(pack, [one.order for one in cases]))
        for rule in own:
            ends = decided.possible.of(engine.graph.conditions[rule.id])
            low, high = np.asarray(ends.low, np.bool_), np.asarray(ends.high, np.bool_)
            count[True] += bool(np.any(low))
            count[False] += bool(np.any(~high))
            count[None] += bool(np.any(high & ~low))
    return f"of {len(own)} rules that decide, cases see {count[True]} true, {count[False]} false, {count[None]} unknown"
