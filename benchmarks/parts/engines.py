"""One order at a time, with the list of fired rules: every engine on the 43-rule set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from advisor.advice.advisor import EngineName
from advisor.order import OrderReader
from agreement import OURS, advisor_for, as_order
from measure import Run, inside, interleaved
from peers import ENGINES, opener
from report import Report, Sizes
from rule_set import orders, winner_of

BASE = "experta"


def one_at_a_time(report: Report, sizes: Sizes, _: Path) -> None:
    contestants = {name: _peer(name, sizes.one_by_one) for name in ENGINES}
    contestants |= {f"advisor on {engine}, ranked and explained": _ours(engine, sizes.one_by_one) for engine in OURS}
    found = interleaved(contestants, sizes.runs)
    base = sizes.one_by_one / found[BASE].cpu_s
    rates = sorted(((sizes.one_by_one / runs.cpu_s, name, runs) for name, runs in found.items()), reverse=True)
    report.heading("One order at a time, with the list of fired rules")
    report.table(
        ("engine", "orders a second of processor time", "x experta", "runs lay within"),
        [(name, f"{rate:,.0f}", f"{rate / base:.1f}", runs.spread) for rate, name, runs in rates],
    )
    report.paragraph(
        "Peers answer with the rules that hold and the winner. `advisor` one by one also ranks every option, proves the answer "
        "settled, finds break-even quantities and takes down the trace: it is not built to be fast one by one, `batch` is."
    )


def _peer(name: str, count: int) -> Callable[[], Run]:
    fired, asked = opener(name)(), list(orders(count, seed=2))

    def run() -> Run:
        return inside(lambda: [winner_of(fired(said)) for said in asked])

    return run


def _ours(engine: EngineName, count: int) -> Callable[[], Run]:
    advisor = advisor_for(engine)
    reader = OrderReader(pack=advisor.pack, derived=advisor.derived)
    few = max(20, count // 20)  # it takes milliseconds; the rate is scaled to the same count
    asked = [as_order(said, reader) for said in orders(few, seed=2)]

    def run() -> Run:
        took = inside(lambda: [advisor.advise(order) for order in asked])
        return Run(took.wall_s * count / few, took.cpu_s * count / few)

    return run
