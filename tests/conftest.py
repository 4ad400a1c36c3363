"""What several test modules share: the built-in pack, advisors by it, and the command line as a user runs it."""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.analysis.order_variants import columnar
from advisor.analysis.report_contents import report
from advisor.interview.kept import STATE_VARIABLE as STATE
from advisor.ir import Pack
from advisor.order import OrderReader
from advisor.pack.cache import CACHE_VARIABLE
from advisor.pack.load import builtin, load
from advisor.trace import Advice, Order
from advisor.variation import Report
from advisor.yaml.reader import read_yaml

ROOT = Path(__file__).parents[1]
MESSAGE_LIMIT = 300
"""How long what is told of a fault may be."""
gc.set_threshold(
    50_000, 50, 50
)  # packs are large and stay: to look for circles in them again and again is a fifth of the time
sys.dont_write_bytecode = (
    False  # what is compiled is kept, whatever the environment says: hundreds of processes are begun
)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests of a group, which one worker runs: what is left for the end are single ones, so that no worker waits."""
    items.sort(key=lambda one: one.get_closest_marker("xdist_group") is None)


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a command keeps, it keeps for this run of the tests, not in the folder of whoever runs them."""
    os.environ[CACHE_VARIABLE] = str(tmp_path_factory.mktemp("cache"))
    os.environ[STATE] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """What a file of a pack says is read once: the built-in pack is copied, spoilt in one file and loaded again by many tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("advisor.pack.folder.read_yaml", lru_cache(500)(read_yaml))
        yield


@lru_cache(1)
def builtin_pack() -> Pack:
    """Return the built-in pack, read once for all the modules of tests that are about it."""
    return load(builtin())


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The built-in pack."""
    return builtin_pack()


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
    return lru_cache(100)(lambda text: walk.advise(order_of(text)))


@pytest.fixture(scope="session")
def report_of(walk: Advisor, order_of: Callable[[str], Order]) -> Callable[[str], Report]:
    """Return the report on the one order in a YAML text, each worked out once."""
    answers = columnar(walk)
    return lru_cache(20)(lambda text: report(walk, answers, order_of(text)))


class Zygote:
    """Commands in forks of one process that is ready to run them (`zygote.py`)."""

    def __init__(self, folder: Path) -> None:
        self._streams = {name: folder / name for name in ("stdin", "stdout", "stderr")}
        self._process: subprocess.Popen[str] | None = None

    def run(
        self,
        arguments: Sequence[str],
        folder: Path,
        raw: bytes,
        environment: Mapping[str, str],
        patience: int,
        *,
        before: str = "",
        merged: bool = False,
    ) -> subprocess.CompletedProcess[bytes]:
        """Return what a command printed, and its exit code. before: Python that is run in its process first. merged: standard error goes
        where standard output does."""
        for name, path in self._streams.items():
            path.write_bytes(raw if name == "stdin" else b"")
        files = {name: str(path) for name, path in self._streams.items()}
        if merged:
            files["stderr"] = files["stdout"]
        asked = {"arguments": arguments, "folder": str(folder), "env": dict(environment), "before": before, **files}
        code = self._asked(json.dumps(asked), patience)
        told = (self._streams[name].read_bytes() for name in ("stdout", "stderr"))
        return subprocess.CompletedProcess(["advisor", *arguments], code, *told)

    def _asked(self, line: str, patience: int) -> int:
        if self._process is None:
            command = [sys.executable, str(Path(__file__).with_name("zygote.py"))]
            self._process = subprocess.Popen(  # our own process
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], patience)[0]:
            self.end()
            raise subprocess.TimeoutExpired(line, patience)
        return int(process.stdout.readline())

    def end(self) -> None:
        """End the process and whatever it runs."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


@pytest.fixture(scope="session")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    """Run commands without the time it takes to begin a process."""
    found = Zygote(tmp_path_factory.mktemp("zygote"))
    yield found
    found.end()


@pytest.fixture
def cli(tmp_path: Path, zygote: Zygote) -> Run:
    """Run `advisor` in an empty folder, as a user would, and return what it printed and its exit code.

    What the interpreter reads of its environment as it begins, and where its cache is, needs a process of its own; `before` is Python
    that is run in the process first.
    """

    def run(
        *arguments: str,
        stdin: str | bytes = "",
        patience: int = 60,
        before: str = "",
        merged: bool = False,
        **environment: str,
    ) -> subprocess.CompletedProcess[str]:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        own = {**os.environ, **environment}
        if any(name.startswith("PYTHON") or name == CACHE_VARIABLE for name in environment):
            done = subprocess.run(  # our own command
                [sys.executable, "-m", "advisor", *arguments],
                input=raw, capture_output=True, cwd=tmp_path, timeout=patience, check=False, env=own,
            )  # fmt: skip
        else:
            done = zygote.run(arguments, tmp_path, raw, own, patience, before=before, merged=merged)
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
