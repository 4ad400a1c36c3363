"""What is shipped: the wheel and the sdist hold the built-in pack, and advise from any folder once installed."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from advisor import __version__

ROOT = Path(__file__).parents[1]
PARTS = ("rules", "knowledge", "templates")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


class Built(NamedTuple):
    wheel: Path
    sdist: Path


def run(*command: str | Path, cwd: Path) -> str:
    """Return what a command prints, run as a user would: without this process's settings for Python."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    environment["PYTHONUTF8"] = "1"
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist, and the wheel made of that sdist; those in the folder ADVISOR_DIST, if it is set."""
    if given := os.environ.get("ADVISOR_DIST"):
        folder = ROOT / given
    else:
        folder = tmp_path_factory.mktemp("dist")
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Built(wheel, sdist)


def pack_files() -> set[str]:
    """Return the files of the built-in pack in this checkout, as paths from its root."""
    return {
        path.relative_to(ROOT).as_posix()
        for part in PARTS
        for path in (ROOT / part).rglob("*")
        if path.is_file() and not any(name.startswith(".") for name in path.relative_to(ROOT).parts)
    }


@pytest.mark.parametrize("part", PARTS)
def test_the_checkout_has_every_part_of_the_pack(part: str) -> None:
    """A folder that is missing is no error when the wheel is built, so it is one here."""
    assert any(name.startswith(f"{part}/") for name in pack_files())


def test_the_wheel_holds_the_pack_and_the_types(built: Built) -> None:
    """Every file of the pack is under advisor/builtin/, and nothing but advisor is installed."""
    names = set(zipfile.ZipFile(built.wheel).namelist())

    assert {f"advisor/builtin/{name}" for name in pack_files()} <= names
    starter = "advisor/pack/starter/bare/tests/cases/studio.yaml"
    assert {"advisor/py.typed", "advisor/render/pdf/page.typ", starter} <= names
    assert {name.partition("/")[0] for name in names} == {"advisor", f"advisor-{__version__}.dist-info"}
    assert f"advisor-{__version__}.dist-info/licenses/LICENSE" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith("advisor/tests")]


def test_the_sdist_holds_what_a_build_needs(built: Built) -> None:
    """The pack lies where the checkout has it; with the sources beside it the wheel above was built from it."""
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert pack_files() <= names
    assert {"pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md", "Makefile", "src/advisor/py.typed"} <= names
    assert not [name for name in names if name.startswith((".venv", "dist")) or "__pycache__" in name]


def test_an_installed_wheel_advises_from_any_folder(built: Built, tmp_path: Path) -> None:
    """In a fresh environment, away from the checkout, the seed's worked example gets its answer."""
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check", built.wheel, cwd=tmp_path)
    desk = tmp_path / "a desk"
    desk.mkdir()
    (desk / "orders.yaml").write_text("- {id: quiz-1, quantity: 120, deadline: 4 weeks}\n", encoding="utf-8")
    advice = run(scripts / "advisor", "advise", "orders.yaml", "--format", "json", cwd=desk)

    assert '"quiz-1"' in advice
    assert "fab_network" in advice
