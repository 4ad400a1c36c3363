"""A pack's name and hash, told without reading what it says."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from advisor.ir import Pack
from advisor.pack.files import HEAD, PARTS, builtin, identify
from advisor.pack.load import load


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for part in PARTS:
        shutil.copytree(str(builtin() / part), tmp_path / "copied" / part)
    return tmp_path / "copied"


def test_the_built_in_pack_is_called_what_it_says(pack: Pack) -> None:
    """Name, version and hash are those of the pack read whole."""
    found = identify(builtin())

    assert found is not None
    assert (found.id, found.version, found.sha256) == (pack.id, pack.version, pack.sha256)


def test_a_pack_in_a_zip_is_called_the_same(copied: Path) -> None:
    """The files of a wheel that was never unpacked have the same hash."""
    archive = shutil.make_archive(str(copied), "zip", copied)

    assert identify(zipfile.Path(archive)) == identify(copied) is not None


def test_another_byte_is_another_hash(copied: Path) -> None:
    """Whatever file is changed, the hash is that of the pack read whole, and a file of cases has no part in it."""
    before = identify(copied)
    (copied / "tests/cases").mkdir(parents=True)
    (copied / "tests/cases/one.yaml").write_text("[]\n")

    assert identify(copied) == before

    with (copied / "knowledge/options/wood.yaml").open("a") as stream:
        stream.write("# more\n")
    after = identify(copied)

    assert before is not None
    assert after is not None
    assert before.sha256 != after.sha256 == load(copied).sha256


@pytest.mark.parametrize(
    "head",
    [
        "id: 'own'\nversion: 1.0.0\n",
        "id: own\n",
        "id: own\n  workshop\nversion: 1.0.0\n",
        "id: own\nversion: 1.0.0\nextends: builtin\n",
        '{"id": "own", "version": "1.0.0"}',
    ],
)
def test_what_is_not_plain_is_left_to_the_reader(copied: Path, head: str) -> None:
    """A head that is quoted, folded or JSON, lacks a name, or extends a pack is not guessed at."""
    (copied / HEAD).write_text(head)

    assert identify(copied) is None
