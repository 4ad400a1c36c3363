"""The shapes of an answer, and of the order that it answers.

- `order`: one order as it was read.
- `answer`: what fired, how the options rank, and the advice made of it.
- `otherwise`: what would be if the order said something else.
"""

# ruff: noqa: I001  # as in `ir`
from __future__ import annotations

from advisor.trace.answer import (
    Advice as Advice,
    Document as Document,
    Firing as Firing,
    Note as Note,
    Outcome as Outcome,
    Ranked as Ranked,
    Spread as Spread,
    Standing as Standing,
)
from advisor.trace.order import (
    TYPED as TYPED,
    Among as Among,
    Order as Order,
)
from advisor.trace.otherwise import (
    Assumed as Assumed,
    Breach as Breach,
    BreakEven as BreakEven,
    Change as Change,
    Lift as Lift,
    Loosened as Loosened,
    Loser as Loser,
    Run as Run,
    Together as Together,
    Witness as Witness,
)
