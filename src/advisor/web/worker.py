"""The one thread that thinks: requests take turns at the engine, few may wait, and none waits for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from advisor.errors import AdvisorError

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
MOST_WAITING = 32
_PATIENCE = 45.0
"""How many seconds a request waits for its answer; what was begun for it is finished, and lost."""


class BusyError(AdvisorError):
    """Raised when there is more to think about than can be answered in time."""


class Worker:
    """Runs one piece of work after the other."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="advisor")
        self._waiting = 0

    async def run(self, work: Callable[_Given, _Found], *args: _Given.args, **named: _Given.kwargs) -> _Found:
        """Return what a piece of work returns.

        Raises:
            BusyError: too many wait, or it took too long.
        """
        if self._waiting >= MOST_WAITING:
            raise BusyError("too much is asked at once; try again in a moment")
        self._waiting += 1
        loop = asyncio.get_running_loop()
        begun = self._pool.submit(work, *args, **named)
        begun.add_done_callback(lambda done: self._done(loop, done))
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(begun)), _PATIENCE)
        except TimeoutError:
            begun.cancel()
            raise BusyError("this takes too long; try again in a moment") from None

    def _done(self, loop: asyncio.AbstractEventLoop, _: Future[_Found]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._free)

    def _free(self) -> None:
        self._waiting -= 1

    def stop(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
