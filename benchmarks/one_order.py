"""One order read, and advised on by experta, before and after a change: processor time, side by side, as ratios.

    python benchmarks/one_order.py BASE [PACK]

BASE: a checkout of the commit to measure against. PACK: the folder of a pack for this code, so that what the pack has grown by is left
out of the ratio; else each takes the one built in.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, TIMES = 3, 5
ORDERS = {
    "plastic": "{id: plastic, quantity: 120, deadline: 4 weeks, cash_for_tooling: EUR 400, material: plastic, heritage: none}",
    "wood": "{id: wood, quantity: 60, deadline: 6 weeks, material: wood, heritage: core}",
    "metal": "{id: metal, quantity: 300, deadline: 8 weeks, material: metal, form: bent, market_proven: true}",
    "as typed": "{id: typed, object: enamel mug, quantity: 120, size: 9 cm tall, print: two colours, budget: 2500 EUR, max price each: 11, deadline: 6 weeks, packaging: gift box}",
    "nothing fits": "{id: none, quantity: 800, deadline: 30 days, own_capacity_per_week: 20, total_cash: EUR 900, material: wood}",
}
MEASURE = f"""
import gc, json, statistics, sys, time
from pathlib import Path
from advisor.advice import Advisor
from advisor.pack.load import builtin, load
advisor = Advisor(load(Path(sys.argv[2]) if sys.argv[2] else builtin()), "experta")
reader = advisor.reader()
told = {{}}
for name, text in json.loads(sys.argv[1]).items():
    (order,) = reader.read(text.encode(), "o.yaml").orders
    advisor.advise(order)
    gc.freeze()
    for what, do, times in (("read", lambda: reader.read(text.encode(), "o.yaml"), {TIMES} * 10), ("advised", lambda: advisor.advise(order), {TIMES})):
        spent = []
        for _ in range(times):
            start = time.process_time()
            do()
            spent.append(time.process_time() - start)
        told[f"{{name}}, {{what}}"] = statistics.median(spent) * 1000
print(json.dumps(told))
"""


def measured(root: Path, pack: str = "") -> dict[str, float]:
    """Return the milliseconds of each order by the code of one checkout."""
    cache = Path(tempfile.gettempdir()) / f"advisor-one-order-{abs(hash(root))}"
    own = {**os.environ, "PYTHONPATH": str(root / "src"), "ADVISOR_CACHE": str(cache)}
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", MEASURE, json.dumps(ORDERS), pack], env=own, capture_output=True, text=True, check=True
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def main() -> int:
    base, pack = Path(sys.argv[1]).resolve(), str(Path(sys.argv[2]).resolve()) if len(sys.argv) > 2 else ""
    rounds = [(measured(base), measured(ROOT, pack)) for _ in range(ROUNDS)]
    print("| order | ms, before | ms, after | after by before |")
    print("|---|--:|--:|--:|")
    for name in rounds[0][1]:
        before, after = (statistics.median(one[side][name] for one in rounds) for side in (0, 1))
        ratio = statistics.median(later[name] / earlier[name] for earlier, later in rounds)
        print(f"| {name} | {before:.1f} | {after:.1f} | {ratio:.2f} x |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
