"""Orders advised on by several processes at once, their answers in the order of the orders."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from advisor.advice import Advisor
from advisor.batch.entry import Entry
from advisor.ir import Pack
from advisor.trace import Advice, Order

BATCH = 8
"""How many orders a process takes at a time."""
AHEAD = 3
"""How many batches a process has before it at most."""
_own: dict[str, Advisor] = {}
"""The advisor of this process, if it is a worker."""


def in_order(advisor: Advisor, entries: Iterable[Entry], workers: int) -> Iterator[tuple[Entry, Advice]]:
    """Yield each entry, which holds an order, with its answer."""
    if workers == 1:
        yield from ((entry, advisor.advise(entry.order)) for entry in entries if entry.order is not None)
        return
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(advisor.pack,)
    )
    try:
        yield from _windowed(pool.submit, iter(entries), workers * AHEAD)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()


def _windowed(
    submit: Callable[..., Future[list[Advice]]], entries: Iterator[Entry], most: int
) -> Iterator[tuple[Entry, Advice]]:
    waiting: deque[tuple[list[Entry], Future[list[Advice]]]] = deque()
    while True:
        while len(waiting) < most and (held := list(islice(entries, BATCH))):
            waiting.append((held, submit(_advise, [entry.order for entry in held])))
        if not waiting:
            return
        held, answers = waiting.popleft()
        yield from zip(held, answers.result(), strict=True)


def _begin(pack: Pack) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began it ends it
    _own["advisor"] = Advisor(pack)


def _advise(orders: list[Order]) -> list[Advice]:
    return [_own["advisor"].advise(order) for order in orders]
