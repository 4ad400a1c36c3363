"""Serving: the address, and connections that may not be held open by silence."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn
from msgspec import Struct
from uvicorn.protocols.http.h11_impl import H11Protocol

from advisor.errors import OutputError
from advisor.web.app import build
from advisor.web.desk import Desk

HEAD_PATIENCE = 10.0
"""Within how many seconds a connection must have said what it wants."""
MOST_CONNECTIONS = 512
MOST_HEAD = 16 * 1024


class PatientProtocol(H11Protocol):
    """HTTP, over a connection that is closed if the head of a request does not arrive in time."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401  # uvicorn's signature
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what arrived; while no request is whole, what was said does not lengthen the wait."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before or (self.cycle is not None and not self.cycle.response_complete):
            self._stop()
        elif self._timer is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._timer = self.loop.call_later(HEAD_PATIENCE, self._close)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _close(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.abort()


class Bound(Struct, frozen=True, kw_only=True):
    """A socket that listens. addresses: how to open it, the best first; local: whether only this machine can."""

    listening: socket.socket
    addresses: tuple[str, ...]
    local: bool


def bind(host: str, port: int) -> Bound:
    """Listen at a host and port, 0 for any that is free.

    Raises:
        OutputError: it cannot be listened at.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except (OSError, OverflowError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"cannot listen at {host}, port {port}: {told.lower()}; try --port 0") from error
    number = listening.getsockname()[1]
    found = ipaddress.ip_address(listening.getsockname()[0].partition("%")[0])
    named = _reached() if found.is_unspecified else str(found)
    shown = f"[{named}]" if ":" in named else named
    return Bound(listening=listening, addresses=(f"http://{shown}:{number}/",), local=found.is_loopback)


def _reached() -> str:
    """Return this machine's own number in its network, by which a phone in the same one can reach it. Nothing is sent."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(("192.0.2.1", 9))
        return str(asking.getsockname()[0])
    return "127.0.0.1"


def serve(desk: Desk, bound: Bound, token: str, ready: Callable[[str], None]) -> None:
    """Serve until it is stopped. ready: is told the address to open, once it can be."""
    app = build(desk, token=token, local=bound.local)
    config = uvicorn.Config(
        app, http=PatientProtocol, ws="none", lifespan="off", log_level="error", access_log=False, proxy_headers=False,
        server_header=False, limit_concurrency=MOST_CONNECTIONS, timeout_keep_alive=5, timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=MOST_HEAD, backlog=256,
    )  # fmt: skip
    bound.listening.listen(256)
    ready(f"{bound.addresses[0]}?token={token}")
    try:
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[bound.listening])
    finally:
        app.state.worker.stop()
        bound.listening.close()
