"""Same input, same bytes: whatever the hash seed, the time zone and the locale."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from conftest import Run
from counts import count

SEEDS = range(count(2))
ORDERS = """
- {id: quiz-2, finish: enamel, colour_match: across_batches, repeat_interval: 6 months}
- {id: vague, quantity: 80..150, heritage: [core, nice], after_sale: {some: [spares], maybe: [packaging]}}
- {id: none, quantity: 50, deadline: 4 days}
- {id: dated, quantity: 300, deadline: 2027-02-01, as_of: 2026-11-23, heritage: core}
"""
PROGRAM = """
import hashlib, locale, os, sys, time
from advisor.advice import Advisor
from advisor.cli.advise import json_line
from advisor.order import OrderReader
from advisor.pack.load import builtin, load
from advisor.render.page import Renderer
pack = load(builtin())
advisor = Advisor(pack)
raw = sys.stdin.buffer.read()
for zone, name in (place.split(":") for place in sys.argv[1].split(",")):
    os.environ["TZ"] = zone
    time.tzset()
    locale.setlocale(locale.LC_ALL, name)
    renderer = Renderer(pack, builtin() / "templates")
    held = OrderReader(pack=pack, derived=advisor.derived).read(raw, "orders.yaml")
    advices = [advisor.advise(order, trace="all") for order in held.orders]
    parts = [json_line(renderer.document(one)) + renderer.text(one, ids=True) + renderer.brief(one) for one in advices]
    print(hashlib.sha256(("".join(parts) + renderer.html(advices)).encode()).hexdigest())
"""


PLACES = (("UTC:C.UTF-8", "Asia/Tokyo:C"), ("America/New_York:C.UTF-8",))
"""The time zones and locales of every other process."""


def digests(seed: int) -> set[str]:
    """Return the digests of every output in a process with this hash seed, in its time zones and locales.

    Every other process starts in the locale C, where Python's own defaults differ.
    """
    locale = "C" if seed % 2 else "C.UTF-8"
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "LC_ALL": locale, "LANG": locale}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, ",".join(PLACES[seed % 2])],
        input=ORDERS.encode(),
        capture_output=True,
        check=True,
        env=environment,
    )
    return set(done.stdout.decode().split())


def test_every_environment_gives_the_same_bytes() -> None:
    """2 hash seeds, 3 time zones and 2 locales give one digest of all outputs."""
    with ThreadPoolExecutor(2) as pool:
        found = set().union(*pool.map(digests, SEEDS))

    assert len(found) == 1


def test_permuted_orders_give_permuted_answers(cli: Run, tmp_path: Path) -> None:
    """An order's answer does not depend on its neighbours."""
    lines = ORDERS.strip().splitlines()

    def answers(text: str) -> list[str]:
        path = tmp_path / "o.yaml"
        path.write_text(text)
        return cli("batch", str(path)).stdout.splitlines()

    straight = answers("\n".join(lines))

    assert len(straight) == len(lines)
    assert answers("\n".join(reversed(lines))) == straight[::-1]
