"""How long explanations take: why-not and flips for every pathway of one order, beside asking every value by itself.

`python benchmarks/explanations.py` measures with the built-in pack, loaded beforehand, prints a table and writes it to
benchmarks/results/explanations.md. First: the columnar engine is still to be made ready, which is told by itself too. Brute
force asks every quantity up to 6,000 and every day of ten years by the plain walk; it is timed on a sample and scaled up.
"""

from __future__ import annotations

import gc
import platform
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from advisor.advice import Advisor  # noqa: E402  # found only once src is on the path
from advisor.analysis.flip import flips  # noqa: E402  # as above
from advisor.analysis.order_variants import columnar  # noqa: E402  # as above
from advisor.columnar.answers import Columnar  # noqa: E402  # as above
from advisor.ir import Numbers, Pack  # noqa: E402  # as above
from advisor.order import OrderReader  # noqa: E402  # as above
from advisor.pack.load import builtin, load  # noqa: E402  # as above

ORDERS = {
    "quiz 1": "{quantity: 120, deadline: 4 weeks}",
    "plastic": "{quantity: 300, deadline: 8 weeks, material: plastic, cash_for_tooling: EUR 400}",
    "wood, nothing fits": "{quantity: 800, deadline: 30 days, total_cash: EUR 900, material: wood, owns: [cnc]}",
}
RUNS = 11
SAMPLE = 60
ASKED = 6000 + 3650


def milliseconds(run: Callable[[], object]) -> float:
    """Return how much processor time a run takes."""
    start = process_time()
    run()
    return 1000 * (process_time() - start)


def row(pack: Pack, name: str, text: str) -> str:
    """Measure one order and return its row."""
    gc.collect()
    gc.freeze()  # as the command does once it has its pack
    advisor = Advisor(pack, "walk")
    order = OrderReader(pack=pack, derived=advisor.derived).read(text.encode(), "order.yaml").orders[0]
    ready = milliseconds(lambda: Columnar(advisor.program))
    answers = columnar(advisor)
    first, *again = (milliseconds(lambda: flips(advisor, answers, order)) for _ in range(RUNS + 1))
    told = [milliseconds(lambda: advisor.advise(order, witnesses=False)) for _ in range(RUNS)]
    tried = [replace(order, given={**order.given, "order.quantity": Numbers(one, one)}) for one in range(1, SAMPLE + 1)]
    brute = milliseconds(lambda: [advisor.weigh(one) for one in tried]) / SAMPLE * ASKED
    median = statistics.median(again)
    return f"| {name} | {statistics.median(told):.0f} | {ready:,.0f} | {first:,.0f} | {median:,.0f} | {brute:,.0f} | {brute / median:,.0f} |"


def main() -> None:
    """Measure, print, and write the table."""
    pack = load(builtin())
    rows = [row(pack, name, text) for name, text in ORDERS.items()]
    table = "\n".join(
        [
            "# Why not, and what would flip it",
            "",
            f"Processor milliseconds in the process, the built-in pack loaded; median of {RUNS} runs.",
            "",
            "| order | advice with every why-not | making the engine ready | flips, that included | flips, again | every quantity and day by the walk | ratio |",
            "|---|--:|--:|--:|--:|--:|--:|",
            *rows,
            "",
            f"Python {platform.python_version()}, {platform.machine()}.",
        ]
    )
    print(table)
    (ROOT / "benchmarks/results/explanations.md").write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
