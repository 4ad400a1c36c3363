"""What several test modules share: the built-in pack, advisors by it, and the command line as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.interview.kept import VARIABLE as STATE
from advisor.ir import Pack
from advisor.order import OrderReader
from advisor.pack.kept import VARIABLE
from advisor.pack.load import builtin, load
from advisor.trace import Advice, Order

ROOT = Path(__file__).parents[1]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a command keeps, it keeps for this run of the tests, not in the folder of whoever runs them."""
    os.environ[VARIABLE] = str(tmp_path_factory.mktemp("cache"))
    os.environ[STATE] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The built-in pack."""
    return load(builtin())


@pytest.fixture(scope="session")
def advisor(pack: Pack) -> Advisor:
    """An advisor by the built-in pack, on experta."""
    return Advisor(pack)


@pytest.fixture(scope="session")
def walk(pack: Pack) -> Advisor:
    """An advisor by the built-in pack, on the plain walk."""
    return Advisor(pack, "walk")


@pytest.fixture(scope="session")
def order_of(advisor: Advisor) -> Callable[[str], Order]:
    """Return the one order in a YAML text."""
    reader = OrderReader(pack=advisor.pack, derived=advisor.derived)

    def read(text: str) -> Order:
        held = reader.read(text.encode(), "order.yaml")
        assert not held.faults, held.faults
        return held.orders[0]

    return read


@pytest.fixture(scope="session")
def advise(walk: Advisor, order_of: Callable[[str], Order]) -> Callable[[str], Advice]:
    """Return the advice on the one order in a YAML text."""
    return lambda text: walk.advise(order_of(text))


@pytest.fixture
def cli(tmp_path: Path) -> Run:
    """Run `advisor` in an empty folder, as a user would, and return what it printed and its exit code."""

    def run(
        *arguments: str, stdin: str | bytes = "", patience: int = 60, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(  # our own command
            [sys.executable, "-m", "advisor", *arguments],
            input=raw, capture_output=True, cwd=tmp_path, timeout=patience, check=False, env={**os.environ, **environment},
        )  # fmt: skip
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        )

    return run


def kept_on(page: Path, mark: str, listed: str) -> None:
    """Hold that what stands between the marks of a page is this; GOLDEN=write writes it there first."""
    opening, closing = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
    text = page.read_text(encoding="utf-8")
    head, rest = text.split(opening)
    _, tail = rest.split(closing)
    wanted = head + opening + listed + closing + tail
    if os.environ.get("GOLDEN") == "write":
        page.write_text(wanted, encoding="utf-8")
        text = wanted

    assert text == wanted
