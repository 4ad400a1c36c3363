"""Same input, same bytes: whatever the hash seed, the time zone and the locale."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SEEDS = tuple(range(int(os.environ.get("HASH_SEEDS", "4"))))
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
for zone in sys.argv[1].split(","):
    for name in ("C", "C.UTF-8"):
        os.environ["TZ"] = zone
        time.tzset()
        locale.setlocale(locale.LC_ALL, name)
        renderer = Renderer(pack, builtin() / "templates")
        held = OrderReader(pack=pack, derived=advisor.derived).read(raw, "orders.yaml")
        advices = [advisor.advise(order, trace="all") for order in held.orders]
        parts = [json_line(renderer.document(one)) + renderer.text(one, ids=True) + renderer.brief(one) for one in advices]
        print(hashlib.sha256(("".join(parts) + renderer.html(advices)).encode()).hexdigest())
"""


ZONES = ("UTC", "Asia/Tokyo", "America/New_York")


def digests(seed: int) -> set[str]:
    """Return the digests of every output in 2 locales, in a process with this hash seed: in 3 time zones by the first, else in one.

    Every other process starts in the locale C, where Python's own defaults differ.
    """
    locale = "C" if seed % 2 else "C.UTF-8"
    zones = ",".join(ZONES) if seed == SEEDS[0] else ZONES[seed % len(ZONES)]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "LC_ALL": locale, "LANG": locale}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, zones], input=ORDERS.encode(), capture_output=True, check=True, env=environment
    )
    return set(done.stdout.decode().split())


def test_every_environment_gives_the_same_bytes() -> None:
    """4 hash seeds, 3 time zones and 2 locales give one digest of all outputs; more seeds with `HASH_SEEDS`."""
    with ThreadPoolExecutor(2) as pool:
        found = set().union(*pool.map(digests, SEEDS))

    assert len(found) == 1


def test_permuted_orders_give_permuted_answers(tmp_path: Path) -> None:
    """An order's answer does not depend on its neighbours."""
    lines = ORDERS.strip().splitlines()

    def answers(text: str) -> list[str]:
        path = tmp_path / "o.yaml"
        path.write_text(text)
        command = [sys.executable, "-m", "advisor", "batch", str(path)]
        return subprocess.run(
            command, capture_output=True, check=True, text=True
        ).stdout.splitlines()  # our own command

    assert answers("\n".join(reversed(lines))) == answers("\n".join(lines))[::-1]
