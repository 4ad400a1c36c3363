"""Runs commands in forks of a process that has imported all they need: each is a process of its own, without the time to begin one.

A line of JSON on standard input asks for a command: its arguments, folder, environment, and the files its streams are; a line on
standard output tells its exit code. Asked for with some Python that is run before it, the command runs with what that changed. The built-in pack is held as its cache would hold it.
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import lru_cache, partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn

from advisor.meaning import Program
from advisor.pack.folder import builtin
from advisor.pack.load import load

ROOMS = ("advisor.cli.session", "advisor.advice.advisor", "advisor.columnar.answers", "advisor.cli.main")
"""Where a pack is opened, where engines are made, and the door."""
LATER = (
    "advisor.advice.columns", "advisor.analysis.case", "advisor.batch", "advisor.render.document", "advisor.render.first.build",
    "advisor.render.plain", "advisor.render.justification", "babel.numbers",
)  # fmt: skip
"""What commands import once they need it."""
ORDERS = b"""
- {id: asked, quantity: 120, deadline: 4 weeks}
- {id: vague, quantity: 60}
- {id: hasty, quantity: 50, deadline: 4 days}
- {id: thing, object: mug, quantity: 200, deadline: 6 weeks}
"""
"""What the columnar engine makes ready for orders such as the tests ask of, once for all commands."""
STREAMS = (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY | os.O_APPEND), ("stderr", os.O_WRONLY | os.O_APPEND))


def main() -> None:
    """Serve until standard input ends."""
    _warm()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _run(json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _warm() -> None:
    """Import what commands import, and make the built-in pack and both engines by it ready.

    No frame of Polars is asked anything here: its threads would not be those of a fork, which would wait for them.
    """
    _read_pack()
    modules: list[Any] = [importlib.import_module(name) for name in ROOMS]
    common, advising, answers, door = modules
    for name in (*(one.partition(":")[0] for one in door.COMMANDS.values()), *LATER):
        importlib.import_module(name)
    session = common.open_session(None)
    program = session.advisor.program
    columnar, experta = answers.ColumnEngine(program), advising._engine("experta", program)

    def opened(load: Callable[..., Any], root: Traversable, label: str, keeping: object) -> object:
        return program if root == builtin() and not label else load(root, label, keeping)

    def made(make: Callable[[Program], Any], asked: Program) -> object:
        return columnar if asked is program else make(asked)

    def on(make: Callable[..., Any], name: str, asked: Program) -> object:
        return experta if name == "experta" and asked is program else make(name, asked)

    common._program = partial(opened, common._program)
    answers.ColumnEngine = partial(made, answers.ColumnEngine)
    advising._engine = partial(on, advising._engine)
    held = session.reader.read(ORDERS, "orders.yaml")
    assert all(session.advisor.advise_block(held.orders))
    gc.freeze()


def _read_pack() -> None:
    """Read the built-in pack as one that others lie over, so that a command that reads such a pack finds its files read."""
    files: Any = importlib.import_module("advisor.pack.folder")
    files.read_yaml = lru_cache(500)(files.read_yaml)
    with tempfile.TemporaryDirectory() as name:
        own = Path(name)
        (own / "knowledge").mkdir()
        (own / "knowledge/pack.yaml").write_text("id: own\nversion: 0.1.0\ntitle: Own\nextends: builtin\n")
        load(own)


def _run(asked: dict[str, Any]) -> NoReturn:
    """Become the command."""
    for place, (name, flags) in enumerate(STREAMS):
        handle = os.open(asked[name], flags)
        os.dup2(handle, place)
        os.close(handle)
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    os.chdir(asked["folder"])
    tempfile.tempdir = None  # named by the environment
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(open(place, mode, closefd=False), encoding="utf-8", errors=errors, line_buffering=place == 2)  # noqa: SIM115  # the streams live as long as the command
        for place, (mode, errors) in enumerate((("rb", "strict"), ("wb", "strict"), ("wb", "backslashreplace")))
    )
    entry = Path(sys.modules["advisor"].__file__ or "").with_name("__main__.py")
    sys.argv = [str(entry), *asked["arguments"]]
    sys.modules["__main__"].__package__ = "advisor"
    code = 1
    try:
        exec(asked["before"], {"__name__": "before"})  # noqa: S102  # the test's own
        importlib.import_module("advisor.cli.main").main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  # told as the interpreter would
        sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = 120
        os._exit(code)


if __name__ == "__main__":
    main()
