"""The door to experta: it opens on every Python we support, leaves no trace in the process, and says when it cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from advisor._experta import MATCH, TEST, Fact, KnowledgeEngine, Rule

FAKES = {
    "an install whose parts are missing": {"__init__.py": ""},
    "an install that raises": {"__init__.py": "raise AttributeError('no Mapping\\n here')"},
    "an install without a name we need": {"__init__.py": "", "abstract.py": "class Matcher: ...\n"},
    "a file that is no Python": {"__init__.py": "def ("},
}


def run(code: str, *, first_on_path: Path | None = None) -> list[str]:
    """Return the lines that `code` prints in a Python of its own, which must not fail."""
    head = f"import sys; sys.path.insert(0, {str(first_on_path)!r})\n" if first_on_path else ""
    done = subprocess.run([sys.executable, "-c", head + code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_rule_fires_on_what_it_joins() -> None:
    """What the door hands out is a working engine."""
    seen = []

    class Quantity(Fact): ...

    class Limit(Fact): ...

    class Engine(KnowledgeEngine):
        @Rule(Quantity(units=MATCH.units), Limit(units=MATCH.limit), TEST(lambda units, limit: units > limit))
        def beyond(self, units: int, limit: int) -> None:
            seen.append((units, limit))

    engine = Engine()
    engine.reset()
    engine.declare(Quantity(units=120))
    engine.declare(Limit(units=100))
    engine.declare(Limit(units=500))
    engine.run()

    assert seen == [(120, 100)]


@pytest.mark.parametrize("handlers", ["[]", "[logging.StreamHandler(sys.stdout)]"])
def test_logging_is_as_it_was(handlers: str) -> None:
    """The root logger keeps its handlers and level, and experta says nothing below a warning."""
    lines = run(f"""
import logging, sys
logging.root.handlers[:] = {handlers}
before = list(logging.root.handlers), logging.root.level
import advisor._experta
print((list(logging.root.handlers), logging.root.level) == before)
print(logging.getLogger("experta.watchers.RULES").isEnabledFor(logging.INFO))
""")

    assert lines == ["True", "False"]


def test_collections_is_as_it_was() -> None:
    """What was lent to experta's frozendict is taken back, and what another had lent stays."""
    lines = run("""
import collections, collections.abc
collections.Mapping = collections.abc.Mapping
before = dict(vars(collections))
import advisor._experta
print(vars(collections) == before)
""")

    assert lines == ["True"]


def test_advisor_alone_does_not_import_experta() -> None:
    """The engine is imported by those who run it, so that `--help` need not wait for it."""
    lines = run("""
import sys
import advisor, advisor.errors
print(any(name.partition(".")[0] == "experta" for name in sys.modules))
""")

    assert lines == ["False"]


TRY = """
import collections, logging
from advisor.errors import EngineError
before = dict(vars(collections)), list(logging.root.handlers)
try:
    import advisor._experta
except EngineError as error:
    print(error)
    print((dict(vars(collections)), list(logging.root.handlers)) == before)
"""


@pytest.mark.parametrize("files", FAKES.values(), ids=FAKES)
def test_a_broken_experta_is_said_to_be_broken(tmp_path: Path, files: dict[str, str]) -> None:
    """An experta that cannot be used gives one line that says so, one that helps, and an unharmed process."""
    (tmp_path / "experta").mkdir()
    for name, text in files.items():
        (tmp_path / "experta" / name).write_text(text, encoding="utf-8")
    said, helped, unharmed = run(TRY, first_on_path=tmp_path)

    assert said.startswith("the inference engine experta is broken: ")
    assert helped.startswith("  help: run `python -m pip install")
    assert unharmed == "True"


def test_a_missing_experta_is_said_to_be_missing() -> None:
    """Without experta there is no engine, and the message says what to install."""
    hide = """
import importlib.abc, sys
class Hide(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "experta":
            raise ModuleNotFoundError("No module named 'experta'", name="experta")
sys.meta_path.insert(0, Hide())
"""
    said, helped, unharmed = run(hide + TRY)

    assert said == "the inference engine experta is missing: No module named 'experta'"
    assert "experta==1.9.4" in helped
    assert unharmed == "True"
