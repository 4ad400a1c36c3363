"""Times the columnar engine inside one process: `inside.py ORDERS.yaml VARIANTS`, the pack loaded beforehand.

Prints JSON: for each piece of work the processor milliseconds of the first time, by an engine that is ready but has answered
nothing, and of the times after it. Runs by the source of older commits too: what they have otherwise stands in `deciding`.
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from msgspec.structs import replace

from advisor import columnar as columnar_engine
from advisor.advice import Advisor
from advisor.analysis.flip import flips
from advisor.analysis.order_variants import columnar
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
    advisor: Advisor, orders: Sequence[Order], columns: Sequence[str], *, with_rules: bool = False
) -> Callable[[], object]:
    """Return what decides some orders; all that differs between commits stands here.

    with_rules: told are the rules that hold too: by name those of the winner, or as bits those of every option.
    """
    if hasattr(columnar_engine, "orders_of"):
        given = columnar_engine.orders_of(advisor.pack, orders)
        asked = (*columns, "rules") if with_rules else columns
        return lambda: advisor.columnar.decide(given, asked)
    frame = columnar_engine.frame_of(advisor.pack, orders)  # type: ignore[attr-defined]  # until November 2026 orders were a frame
    return lambda: advisor.columnar.decide(frame, columns, trace=with_rules)  # type: ignore[call-arg]  # as above


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
        f"deciding {len(orders):,} mixed orders: ranking, settled, close, rules": lambda a: deciding(
            a, orders, ALL, with_rules=True
        ),
        f"{len(several):,} variants of one order": lambda a: deciding(a, several, WON),
        "all flips of one order": lambda a: lambda: flips(a, columnar(a), one),
    }
    told: dict[str, list[float]] = {}
    for name, job in jobs.items():
        advisor = Advisor(program, "walk")
        ready = milliseconds(lambda advisor=advisor: advisor.columnar)  # type: ignore[misc]  # mypy cannot infer a lambda's default
        told.setdefault("making the engine ready", []).append(ready)
        work = job(advisor)
        told[name] = [milliseconds(work) for _ in range(1 + AGAIN)]
    print(json.dumps(told))


if __name__ == "__main__":
    main()
