"""What is kept from one start to the next: only a saving of time, and only from files that nobody else can write."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from advisor import meaning
from advisor.pack import cache as kept_module
from advisor.pack.cache import CACHE_VARIABLE, Kept, fingerprint, kept
from advisor.pack.load import builtin, load
from conftest import ROOT
from counts import count


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "version"


def test_what_is_kept_is_read_again(folder: Path) -> None:
    """Bytes come back under their key, and None under any other."""
    Kept(folder).write("key", b"raw")

    assert Kept(folder).read("key") == b"raw"
    assert Kept(folder).read("other") is None
    assert [path.name for path in folder.iterdir()] == ["key"]
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_program_is_kept_whole(folder: Path) -> None:
    """The built-in pack, made ready, comes back equal."""
    program = meaning.stratify(load(builtin()))

    Kept(folder).write_object("key", program)

    assert Kept(folder).read_object("key") == program


class _Call:
    def __init__(self, target: Path) -> None:
        self._target = target

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self._target),)


def test_a_forged_object_calls_nothing(folder: Path, tmp_path: Path) -> None:
    """A pickle that would call a function is as good as none, and calls nothing."""
    Kept(folder).write("key", pickle.dumps(_Call(tmp_path / "made")))

    assert Kept(folder).read_object("key") is None
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("damage", [b"", b"\x80\x05", b"not a pickle", b"\x80\x05cadvisor.ir\nNoSuchShape\n."])
def test_a_damaged_object_is_none(folder: Path, damage: bytes) -> None:
    """Whatever a file holds, reading it raises nothing."""
    Kept(folder).write("key", damage)

    assert Kept(folder).read_object("key") is None


def _damages(raw: bytes) -> dict[str, bytes]:
    """Return what a disk may make of a file: one bit turned at many places, an end cut off, more, nothing, zeros."""
    flipped = {}
    for bit in range(0, len(raw) * 8, max(len(raw) * 8 // count(100), 1)):
        one = bytearray(raw)
        one[bit // 8] ^= 1 << bit % 8
        flipped[f"bit {bit}"] = bytes(one)
    other = {"cut": raw[:-1], "halved": raw[: len(raw) // 2], "longer": raw + b"\0", "doubled": raw * 2}
    return {**flipped, **other, "empty": b"", "zeros": bytes(len(raw)), "without its hash": raw[32:]}


def test_damage_is_never_taken(folder: Path) -> None:
    """No damage to a kept file is read as what was kept: not one turned bit; and keeping it anew mends it."""
    program = meaning.stratify(load(builtin()))
    held = Kept(folder)
    held.write_object("key", program)

    for what, damaged in _damages((folder / "key").read_bytes()).items():
        (folder / "key").write_bytes(damaged)

        assert held.read("key") is None, what
        assert held.read_object("key") is None, what

    held.write_object("key", program)

    assert held.read_object("key") == program


def test_a_kept_file_stands_for_no_other(folder: Path) -> None:
    """A whole file under the name of another is as good as none: a pack of yesterday's is not today's."""
    Kept(folder).write("yesterday", b"raw")
    (folder / "yesterday").rename(folder / "today")

    assert Kept(folder).read("today") is None


def test_what_lies_in_the_way_is_no_error(folder: Path) -> None:
    """A folder where a file is kept is as good as none, and keeping raises nothing."""
    (folder / "key").mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)

    Kept(folder).write("key", b"raw")

    assert Kept(folder).read("key") is None


def test_every_module_counts_as_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A change in a module at any depth makes another program, for which nothing is kept yet."""
    for name in ("one.py", "part/two.py", "part/deeper/three.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    monkeypatch.setattr(kept_module, "__file__", str(tmp_path / "part" / "kept.py"))
    before = kept_module._code()
    (tmp_path / "part/deeper/three.py").write_text("x = 22\n")

    assert kept_module._code() not in {before, None}


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows always knows a profile")
def test_nobody_without_a_home_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no HOME is set and the system knows no user of this number, nothing is kept, and that is no error."""

    def unknown(number: int) -> None:
        raise KeyError(number)

    for name in ("HOME", "XDG_CACHE_HOME", CACHE_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", unknown)
    monkeypatch.setattr(sys, "platform", "linux")

    assert kept().read("key") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a profile's folders to its user itself")
def test_what_others_can_write_is_not_read(folder: Path) -> None:
    """Neither a folder nor a file that others may write is trusted, nor a link; and nothing is written there."""
    Kept(folder).write("key", b"raw")
    (folder / "link").symlink_to(folder / "key")
    (folder / "key").chmod(0o666)

    assert Kept(folder).read("key") is None

    (folder / "key").chmod(0o600)

    assert Kept(folder).read("link") is None

    folder.chmod(0o777)
    Kept(folder).write("more", b"raw")

    assert Kept(folder).read("key") is None
    assert not (folder / "more").exists()


def test_other_versions_give_way(folder: Path) -> None:
    """What another version kept is removed when this one keeps something; nothing else beside it or in it is."""
    name = "a" * 64
    old = folder.with_name(f"0.0.9-cpython-311-{'0' * 16}")
    Kept(old).write(name, b"raw")
    Kept(old).write("a letter", b"not ours")
    (folder.parent / "photos").mkdir()
    (folder.parent / "photos" / name).write_text("not ours")

    Kept(folder).write(name, b"raw")

    found = sorted(str(path.relative_to(folder.parent)) for path in folder.parent.rglob("*") if path.is_file())
    assert found == sorted([f"{old.name}/a letter", f"photos/{name}", f"version/{name}"])


def test_nothing_is_kept_where_it_cannot_be(tmp_path: Path) -> None:
    """A folder that cannot be made is no error."""
    (tmp_path / "file").write_text("in the way")

    Kept(tmp_path / "file" / "cache").write("key", b"raw")
    Kept(None).write("key", b"raw")

    assert Kept(tmp_path / "file" / "cache").read("key") is None
    assert Kept(None).read("key") is None


def test_the_variable_names_the_folder_or_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`ADVISOR_CACHE` is where things are kept; `off` keeps nothing."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    kept().write("key", b"raw")

    assert len(list((tmp_path / "cache").rglob("key"))) == 1

    monkeypatch.setenv(CACHE_VARIABLE, "off")

    assert kept().read("key") is None


def _pack(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


OVER = {
    "knowledge/pack.yaml": "id: mine\nversion: 0.1.0\ntitle: Mine\nextends: ../base\n",
    "../base/knowledge/pack.yaml": "id: base\nversion: 0.1.0\ntitle: Base\ncurrency: EUR\n",
    "../base/rules/all.yaml": "[]\n",
}


@pytest.mark.parametrize(
    "changed", ["rules/new.yaml", "knowledge/options/new.yaml", "knowledge/figures/new.yaml", "../base/rules/all.yaml"]
)
def test_every_file_of_a_pack_counts(tmp_path: Path, changed: str) -> None:
    """A change in any file, of the packs below too, changes the fingerprint; and so does what places call the pack."""
    folder = _pack(tmp_path / "mine", OVER)
    before = fingerprint(folder, "mine")

    assert before is not None
    assert fingerprint(folder, "mine") == before
    assert fingerprint(folder, "other") != before

    _pack(folder, {changed: "x: 1\n"})

    assert fingerprint(folder, "mine") not in {before, None}


def test_a_pack_with_a_fault_has_no_fingerprint(tmp_path: Path) -> None:
    """What cannot be read is read anew, so that its faults are told."""
    folder = _pack(tmp_path / "mine", {"knowledge/pack.yaml": "extends: nowhere\n"})

    assert fingerprint(folder, "mine") is None
    assert fingerprint(tmp_path / "missing", "missing") is None


@pytest.mark.slow
def test_the_second_answer_is_the_first(tmp_path: Path) -> None:
    """An answer is the same whether the pack was read, taken from what is kept, or kept damaged."""
    order = tmp_path / "order.yaml"
    order.write_text("copies: 120\n")
    cache = tmp_path / "cache"

    def advise(where: str) -> str:
        command = [
            sys.executable,
            "-m",
            "advisor",
            "advise",
            str(order),
            "--pack",
            str(ROOT / "examples/packs/artist-books"),
        ]
        environment = {**os.environ, CACHE_VARIABLE: where}
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout

    told = advise("off")

    assert [advise(str(cache)), advise(str(cache))] == [told, told]

    for path in cache.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-9])

    assert advise(str(cache)) == told

    for path in cache.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            path.write_bytes(raw[:-50] + b"\0" * 50)

    assert [advise(str(cache)), advise(str(cache))] == [told, told]
