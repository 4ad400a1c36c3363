"""The reference engine: one experta network per scope, each rule in it once, in open form.

How experta's faults (shared with every user of 1.9.4) are kept away: every compiled rule has a salience of its own;
patterns are positive only and predicates never raise, because unknown is a value; each stratum is closed, by a rule of
the lowest salience in it, before the next one's facts are declared; the working memory is reset and asserted again,
never retracted; an engine belongs to one thread; a network is compiled once per pack.

`experta_engine` (rules of a pack as experta's; asks every one of a scope, or only what a change touches), `network` (one run: the nodes, the facts of each
stratum, the verdicts).
"""

from __future__ import annotations

from advisor.engine.experta_engine import Experta

__all__ = ["Experta"]
