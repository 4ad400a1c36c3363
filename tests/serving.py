"""What the tests of the served page share: a server of its own for a module, and forms sent as a browser without script sends them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import environ
from pathlib import Path
from typing import Any

import httpx

SENTENCE = "80 oak stools of 8 parts, 45 cm high, in 10 weeks, sold at 180 euros"
PATH = re.compile(r'name="path" value="([\w.]+)"')


@dataclass(slots=True)
class Server:
    """A running `advisor serve`. state: its state folder."""

    address: str
    token: str
    state: Path
    process: subprocess.Popen[str]

    @property
    def opened(self) -> str:
        """The address that was printed."""
        return f"{self.address}/?token={self.token}"

    def visit(self) -> Visitor:
        """Return a browser that is new, with the first page open."""
        visitor = Visitor(httpx.Client(base_url=self.address, follow_redirects=True, timeout=60))
        visitor.get(f"/?token={self.token}")
        return visitor

    def bearer(self) -> dict[str, str]:
        """Return the header by which a program is known."""
        return {"authorization": f"Bearer {self.token}"}


@dataclass(slots=True)
class Visitor:
    """A browser without script."""

    client: httpx.Client
    page: str = ""
    csrf: str = ""
    place: str = field(default="/")

    def get(self, path: str) -> httpx.Response:
        """Open an address."""
        return self._seen(self.client.get(path))

    def post(self, place: str, /, files: Any = None, **fields: str) -> httpx.Response:
        """Send a form; a field `order__quantity` is named `order.quantity`."""
        data = {"csrf": self.csrf, **{name.replace("__", "."): text for name, text in fields.items()}}
        return self._seen(self.client.post(place, data=data, files=files))

    def say(self, words: str) -> str:
        """Say an order; return the address of its page."""
        found = self.post("/new", words=words)
        assert found.status_code == 200, found.text
        return self.place

    def _seen(self, found: httpx.Response) -> httpx.Response:
        self.page, self.place = found.text, found.url.path
        seal = re.search(r'name="csrf" value="(\w+)"', found.text)
        self.csrf = seal[1] if seal else self.csrf
        return found


@contextmanager
def serving(state: Path, *options: str) -> Iterator[Server]:
    """Run `advisor serve` at a free port, and stop it as Ctrl-C does."""
    command = [sys.executable, "-m", "advisor", "serve", "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**environ, "ADVISOR_STATE": str(state)}
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"Open (http://\S+)/\?token=(\S+)\n", line)
        assert found, line + (process.stderr.read() if process.stderr and process.poll() is not None else "")
        yield Server(found[1], found[2], state, process)
    finally:
        process.terminate()
        process.communicate(timeout=30)
