"""Orders advised on by several processes at once, their answers in the order of the orders."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any

from advisor.advice import Advisor
from advisor.batch.entry import Entry
from advisor.errors import Diagnostic
from advisor.ir import Pack
from advisor.trace import Advice, Order
from advisor.yaml.ours import fault_of_ours, is_ours

_Answer = Advice | Diagnostic
"""The advice on an order, or the fault of this program's own at it."""

FEWEST, MOST = 8, 64
"""How many orders are advised on together: few at first, so that the first answer comes at once, then more."""
_AHEAD = 3
"""How many batches a process has before it at most."""
_own: dict[str, Any] = {}
"""The advisor of this process, if it is a worker, and whether experta is to answer."""


def in_order(
    advisor: Advisor, entries: Iterable[Entry], workers: int, *, by_experta: bool = False
) -> Iterator[tuple[Entry, _Answer]]:
    """Yield each entry, which holds an order, with its answer, or with the fault where the program failed at it.

    by_experta: one after the other, else some together in columns.
    """
    batches = _batches(entries)
    if workers == 1:
        for held in batches:
            yield from zip(held, _answers(advisor, _orders(held), by_experta=by_experta), strict=True)
        return
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(advisor.pack, by_experta),
    )
    try:
        yield from _windowed(pool.submit, batches, workers * _AHEAD)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    left, most = iter(entries), FEWEST
    while held := list(islice(left, most)):
        yield held
        most = min(2 * most, MOST)


def _orders(entries: Iterable[Entry]) -> list[Order]:
    return [entry.order for entry in entries if entry.order is not None]


def _answers(advisor: Advisor, orders: list[Order], *, by_experta: bool) -> list[_Answer]:
    """Return the answer to each order: where the program fails at some together, each is advised on alone."""
    if by_experta:
        return [_alone(advisor.advise, order) for order in orders]
    try:
        return list(advisor.advise_block(orders))
    except BaseException as error:
        if not is_ours(error):
            raise
    return [_alone(lambda one: next(iter(advisor.advise_block([one]))), order) for order in orders]


def _alone(advise: Callable[[Order], Advice], order: Order) -> _Answer:
    try:
        return advise(order)
    except BaseException as error:
        if not is_ours(error):
            raise
        return fault_of_ours(order.at, error)


def _windowed(
    submit: Callable[..., Future[list[_Answer]]], batches: Iterator[list[Entry]], most: int
) -> Iterator[tuple[Entry, _Answer]]:
    waiting: deque[tuple[list[Entry], Future[list[_Answer]]]] = deque()
    while True:
        while len(waiting) < most and (held := next(batches, None)):
            waiting.append((held, submit(_advise, _orders(held))))
        if not waiting:
            return
        held, answers = waiting.popleft()
        yield from zip(held, answers.result(), strict=True)


def _begin(pack: Pack, by_experta: bool) -> None:  # noqa: FBT001  # handed over by the pool
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began it ends it
    _own["advisor"] = Advisor(pack, "experta" if by_experta else "walk")
    _own["by_experta"] = by_experta


def _advise(orders: list[Order]) -> list[_Answer]:
    return _answers(_own["advisor"], orders, by_experta=_own["by_experta"])
