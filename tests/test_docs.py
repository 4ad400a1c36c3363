"""The papers are true: every command in them is run, in a folder with the example files."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.order import OrderReader
from advisor.pack.load import PARTS, load
from advisor.yaml.limits import ORDER_LIMITS, PACK_LIMITS
from conftest import ROOT, Run

PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md"]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands() -> list[tuple[str, str, str]]:
    """Return paper, command and the output printed below it (empty where none is)."""
    found = []
    for paper in PAPERS:
        for block in BLOCK.findall(paper.read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((paper.name, command.strip(), output))
    return found


@pytest.mark.parametrize(("paper", "command", "output"), commands())
def test_a_command_in_the_papers_runs_and_prints_what_they_say(
    cli: Run, tmp_path: Path, paper: str, command: str, output: str
) -> None:
    """Each `$ advisor ...` in a console block runs; what stands below it is what it prints, `...` standing for the rest."""
    del paper
    words = shlex.split(command)
    if words[0] == "make":
        assert f"\n{words[1]}:" in (ROOT / "Makefile").read_text()
        return
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    assert words[0] == "advisor", command
    done = cli(*words[1:])

    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    place = 0
    for piece in output.split("...\n"):
        assert piece in done.stdout[place:], f"{piece!r} is not in {done.stdout[place:]!r}"
        place = done.stdout.index(piece, place) + len(piece)


def test_the_figure_in_the_readme_flips_the_answer(tmp_path: Path) -> None:
    """Writing the README's EUR 40..90 for the network's cost makes the hub win quiz 1."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part)
    path = tmp_path / "knowledge/figures.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("network_cost_table:")
    path.write_text(text[:at] + text[at:].replace("EUR 15..70", "EUR 40..90", 1), encoding="utf-8")
    winners = []
    for root in (ROOT, tmp_path):
        advisor = Advisor(load(root))
        reader = OrderReader(pack=advisor.pack, derived=advisor.derived)
        winners.append(advisor.advise(reader.read(b"quantity: 120\ndeadline: 4 weeks", "o.yaml").orders[0]).pathway)

    assert winners == ["fab_network", "maker_hub"]


def test_the_table_of_limits_is_the_one_in_force() -> None:
    """The documented limits are those of the code."""
    text = (ROOT / "docs/pack-language.md").read_text(encoding="utf-8").partition("## Limits")[2]
    rows = {
        "nesting": (PACK_LIMITS.depth, ORDER_LIMITS.depth),
        "keys of one mapping": (PACK_LIMITS.keys, ORDER_LIMITS.keys),
        "keys, values, lists and mappings together": (PACK_LIMITS.nodes, ORDER_LIMITS.nodes),
        "characters of one text": (PACK_LIMITS.scalar, ORDER_LIMITS.scalar),
        "digits of one number": (PACK_LIMITS.digits, ORDER_LIMITS.digits),
    }
    stale = [what for what, (one, other) in rows.items() if f"| {what} | {one:,} | {other:,} |" not in text]

    assert not stale
    assert f"| {PACK_LIMITS.file_bytes // 1024} KiB | {ORDER_LIMITS.file_bytes // 1024**2} MiB |" in text


def test_every_promise_names_tests_that_exist() -> None:
    """The table of promises points to real tests."""
    promised = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/reliability.md").read_text(encoding="utf-8")))
    written = {
        name
        for path in (ROOT / "tests").glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }

    assert promised
    assert promised <= written, promised - written


def test_the_examples_in_python_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/python.md shows of a session is what happens."""
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "docs/python.md"), module_relative=False, verbose=False)

    assert tried > 10
    assert failed == 0


def test_the_page_of_a_folder_names_each_room_in_it() -> None:
    """Whoever opens a folder learns from its page what each room is for: none is left out."""
    missing = {}
    for page in sorted((ROOT / "src/advisor").rglob("__init__.py")):
        said = page.read_text(encoding="utf-8").split('"""')[1]
        rooms = {one.stem for one in page.parent.iterdir() if one.suffix == ".py" or (one / "__init__.py").is_file()}
        missing[str(page.parent.relative_to(ROOT))] = {
            room for room in rooms - {"__init__"} if f"`{room}`" not in said and f"`advisor {room}`" not in said
        }

    assert {folder: rooms for folder, rooms in missing.items() if rooms} == {}
