"""Times the columnar engine inside one process: `inside.py ORDERS.yaml VARIANTS`, the pack loaded beforehand.

Prints JSON: for each piece of work the processor milliseconds of the first time, by an engine that is ready but has answered
nothing, and of the times after it. Imports nothing but what every commit has, so that an older one can be timed too.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

from advisor.advice import Advisor
from advisor.analysis.flip import flips
from advisor.analysis.frame import columnar
from advisor.columnar import frame_of
from advisor.ir import Numbers
from advisor.order import OrderReader
from advisor.pack.load import builtin, load
from advisor.trace import Order

AGAIN = 5
WON = ("pathway", "option")
ALL = (*WON, "ranking", "settled", "close")
ASKED = "{quantity: 300, deadline: 8 weeks, material: plastic, cash_for_tooling: EUR 400}"


def milliseconds(work: Callable[[], object]) -> float:
    """Return how much processor time a piece of work takes."""
    start = process_time()
    work()
    return 1000 * (process_time() - start)


def deciding(
    advisor: Advisor, orders: Sequence[Order], columns: Sequence[str], *, trace: bool = False
) -> Callable[[], object]:
    """Return what decides some orders; all that is known of the engine's insides stands here."""
    frame = frame_of(advisor.pack, orders)
    return lambda: advisor.columnar.decide(frame, columns, trace=trace)


def variants(order: Order, count: int) -> list[Order]:
    """Return an order at many quantities."""
    return [
        replace(order, given={**order.given, "order.quantity": Numbers(one, one)})
        for one in range(10, 10 + 7 * count, 7)
    ]


def main() -> None:
    """Measure, and print."""
    program = Advisor(load(builtin()), "walk").program
    reader = OrderReader(pack=program.pack, derived=Advisor(program, "walk").derived)
    orders = reader.read(Path(sys.argv[1]).read_bytes(), "orders.yaml").orders
    one = reader.read(ASKED.encode(), "order.yaml").orders[0]
    several = variants(one, int(sys.argv[2]))
    jobs: dict[str, Callable[[Advisor], Callable[[], object]]] = {
        f"deciding {len(orders):,} mixed orders: ranking, settled, close, trace": lambda a: deciding(
            a, orders, ALL, trace=True
        ),
        f"{len(several):,} variants of one order": lambda a: deciding(a, several, WON),
        "all flips of one order": lambda a: lambda: flips(a, columnar(a), one),
    }
    told = {}
    for name, job in jobs.items():
        advisor = Advisor(program, "walk")
        ready = milliseconds(lambda advisor=advisor: advisor.columnar)  # type: ignore[misc]  # mypy cannot infer a lambda's default
        told.setdefault("making the engine ready", []).append(ready)
        work = job(advisor)
        told[name] = [milliseconds(work) for _ in range(1 + AGAIN)]
    print(json.dumps(told))


if __name__ == "__main__":
    main()
