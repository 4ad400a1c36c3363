"""Slips of an author's hand, one in each file of `tests/slips/`: each is told once, where it was made, with a cure that cures."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.author.checked import checked, noted
from advisor.errors import Diagnostic, FaultsError
from advisor.pack.scaffold import schema_texts
from advisor.pack.schema import FOLDER

SLIPS = Path(__file__).parent / "slips"
FILES = sorted(SLIPS.glob("*.yaml"))
TODAY = date(2026, 11, 29)


def _faults(root: Path) -> list[Diagnostic]:
    try:
        checked(root, "", TODAY)
    except FaultsError as error:
        return list(error.faults)
    return []


def _changed(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def _cured(file: Path, slip: dict[str, Any], told: Diagnostic) -> None:
    """Write what the message says to write where it says so; what it says in words, as a person does it."""
    if "mend" in slip:
        _changed(file, *slip["mend"])
        return
    lines = file.read_text(encoding="utf-8").split("\n")
    line, column = lines[told.at.line - 1], told.at.column - 1
    head, wrong, rest = line[:column], slip["wrong"], line[column:]
    assert wrong in rest
    assert f"`{slip['cure']}`" in told.help
    lines[told.at.line - 1] = head + rest.replace(wrong, slip["cure"], 1)
    file.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_slip(path: Path, tmp_path: Path) -> None:
    """The slip alone is told, at its place, and the pack is clean once it is cured as told."""
    slip = yaml.safe_load(path.read_text(encoding="utf-8"))
    root = tmp_path / slip.get("pack", "base")
    for name in ("base", "mine"):
        shutil.copytree(SLIPS / name, tmp_path / name)
    file = root / slip["file"]
    _changed(file, slip["find"], slip["put"])

    faults = _faults(root)
    places = [f"{one.at.line}:{one.at.column}" for one in faults]
    assert places == [slip["at"]], "\n".join(map(str, faults))
    told = faults[0]
    assert told.at.file == slip["file"]
    for words in slip["says"]:
        assert words in told.message
    for words in slip.get("help", []):
        assert words in told.help

    _cured(file, slip, told)
    assert [str(one) for one in _faults(root)] == []


@pytest.mark.parametrize(
    ("file", "name", "other"),
    [
        ("sources", "studio", "stuido"), ("pathways", "supplier", "suplier"), ("figures", "weight_brittle", "wieght_brittle"),
        ("facts", "material", "materail"),
    ],
)  # fmt: skip
def test_a_name_misspelt_where_it_is_declared_is_told_once(tmp_path: Path, file: str, name: str, other: str) -> None:
    """All that names it is one fault, with how often it stands and the name that is declared."""
    shutil.copytree(SLIPS / "base", tmp_path / "base")
    _changed(tmp_path / f"base/knowledge/{file}.yaml", f"\n  {name}:\n", f"\n  {other}:\n")

    unknown = [one for one in _faults(tmp_path / "base") if one.message.startswith("unknown ")]

    assert len({one.message.partition(",")[0] for one in unknown}) == len(unknown)
    assert any(f"{name}`" in one.message and f"{other}`" in one.help for one in unknown)


# --- notes ------------------------------------------------------------------------------------------------------------
def _notes(root: Path) -> list[str]:
    return [f"{one.at}: {one.message}" for one in noted(root, "", *checked(root, "", TODAY))]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A copy of the pack over another, with that one beside it."""
    for name in ("base", "mine"):
        shutil.copytree(SLIPS / name, tmp_path / name)
    return tmp_path / "mine"


def test_choices_that_nothing_tells_apart_are_noted(mine: Path) -> None:
    """One choice that nobody names is what is neither of the others; of two it does not matter which is said."""
    base = mine.parent / "base"
    _changed(base / "knowledge/facts.yaml", "glass: glass}", "glass: glass, bone: bone}")
    assert _notes(base) == []
    _changed(base / "knowledge/facts.yaml", "bone: bone}", "bone: bone, horn: horn}")

    assert _notes(base) == [
        "knowledge/facts.yaml:26:3: nothing tells these choices of `material` apart: `bone`, `horn`"
    ]
    assert _notes(mine) == []


def test_schemas_of_older_words_are_noted(mine: Path) -> None:
    """Schemas beside a pack are noted once it has words that they do not know."""
    folder = mine / FOLDER
    folder.mkdir()
    for name, text in schema_texts(checked(mine, "", TODAY)[0]).items():
        (folder / name).write_text(text, encoding="utf-8")
    assert _notes(mine) == []
    _changed(mine / "knowledge/figures.yaml", "    label: our queue", "    label: our queue\n    note: it is long")
    assert _notes(mine) == []
    for file in ("knowledge/figures.yaml", "rules/queue.yaml"):
        path = mine / file
        path.write_text(
            path.read_text(encoding="utf-8").replace("queue:", "wait:").replace("figure.queue", "figure.wait"),
            encoding="utf-8",
        )
    (told,) = _notes(mine)

    assert told.endswith(".json: this schema is older than the pack's words")


def test_rules_that_replace_another_are_noted(mine: Path) -> None:
    """A rule of the same id as one of the pack below stands in its place."""
    _changed(mine / "rules/queue.yaml", "id: booked-out", "id: later-than-due")
    _changed(mine / "tests/cases/queue.yaml", "[booked-out@", "[later-than-due@")

    assert _notes(mine) == [
        "rules/queue.yaml:4:9: rule `later-than-due` replaces the one of the pack it extends, at ../base/rules/limits.yaml"
    ]


@pytest.mark.parametrize("name", ["base", "mine"])
def test_slips_are_made_in_packs_without_a_fault(name: str) -> None:
    assert _faults(SLIPS / name) == []


def test_sixty_slips() -> None:
    """There are at least sixty slips."""
    assert len(FILES) >= 60
