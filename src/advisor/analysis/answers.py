"""Which engine answers a frame of one order's tries."""

from __future__ import annotations

from advisor.advice import Advisor
from advisor.analysis.frame import Answers
from advisor.analysis.walked import walked
from advisor.trace import Order


def answers_for(advisor: Advisor, order: Order) -> Answers:
    """Return what answers frames of an order's tries, its quotes among the options."""
    return walked(advisor, order)
