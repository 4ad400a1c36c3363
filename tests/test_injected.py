"""Faults injected where files are written: at every open, write, flush, rename and removal an error once, or an end; nothing half-written."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.batch.output import write_bytes, write_lines, write_with
from advisor.errors import OutputError
from conftest import Zygote

INJECTED = """
import builtins, errno, io, os, signal, sys
folder, count = os.path.realpath("."), 0
def step():
    global count
    count += 1
    if count == place:
        os.write(2, b"[injected]")
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(getattr(errno, how), os.strerror(getattr(errno, how)))
handles, live = set(), set()
def mine(path):
    return isinstance(path, (str, os.PathLike)) and os.path.realpath(os.path.dirname(os.fspath(path))) == folder
def opened(path, flags, *rest, own=os.open, **named):
    if not (mine(path) and flags & (os.O_WRONLY | os.O_RDWR)):
        handle = own(path, flags, *rest, **named)
        handles.discard(handle)
        return handle
    step()
    handle = own(path, flags, *rest, **named)
    handles.add(handle)
    return handle
class Stream(io.FileIO):
    def write(self, raw):
        step()
        return super().write(raw)
def streamed(handle, *rest, own=os.fdopen, **named):
    if handle not in handles:
        return own(handle, *rest, **named)
    handles.discard(handle)
    live.add(handle)
    return io.BufferedWriter(Stream(handle, "wb"), 64)
def synced(handle, own=os.fsync):
    if handle in live:
        live.discard(handle)
        step()
    return own(handle)
def renamed(first, second, own=os.replace, **named):
    if mine(second):
        step()
    return own(first, second, **named)
os.open, os.fdopen, os.fsync, os.replace = opened, streamed, synced, renamed
"""
"""Makes the call of a `place` in a command's run, of those that open, write, flush or rename a file in its folder, fail as `how` says."""
ENDS = {0, 1, 4, 5}
OLD = b"old\n"


def injected(zygote: Zygote, place: int, how: str, folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Return how a command ends in which one call fails."""
    own = {**os.environ, "TMPDIR": str(folder.parent)}
    return zygote.run(words, folder, b"", own, 60, before=f"place, how = {place}, {how!r}\n{INJECTED}")


@pytest.mark.parametrize("how", ["ENOSPC", "kill"])
@pytest.mark.parametrize(
    ("words", "outputs"),
    [
        (("batch", "orders.yaml", "-o", "out.csv"), ("out.csv", "out.csv.refused.jsonl")),
        (("batch", "orders.yaml", "-o", "out.parquet"), ("out.parquet",)),
        (("batch", "orders.yaml", "-o", "out.jsonl"), ("out.jsonl",)),
        (("rfq", "good.yaml", "-o", ".", "--pathway", "small_factory", "--force"), ("o-small_factory.md", "o-small_factory.html", "o-small_factory.xlsx")),
    ],
)  # fmt: skip
def test_wherever_writing_fails_each_file_is_old_or_whole(
    tmp_path: Path, zygote: Zygote, how: str, words: tuple[str, ...], outputs: tuple[str, ...]
) -> None:
    """At whichever call the disk is full or the program is killed, each output is the old file or the whole new one; exit 5, no traceback."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "orders.yaml").write_text("id: a\nquantity: 120\n---\nid: b\nquantity: many\n")
    (folder / "good.yaml").write_text("id: o\nquantity: 120\n")
    assert injected(zygote, 0, how, folder, *words).returncode in ENDS
    whole = {name: (folder / name).read_bytes() for name in outputs}
    place = 1
    while place < 400:
        for name in outputs:
            (folder / name).write_bytes(OLD)
        done = injected(zygote, place, how, folder, *words)
        if b"[injected]" not in done.stderr:
            break
        left = {name: (folder / name).read_bytes() if (folder / name).exists() else OLD for name in outputs}
        assert all(left[name] in (OLD, whole[name]) for name in outputs if not name.endswith(".xlsx")), place
        if how == "kill":
            assert done.returncode == -signal.SIGKILL
        else:
            assert done.returncode == 5, done.stderr
            assert b"Traceback" not in done.stderr
            assert not list(folder.glob(".*.part"))
        place = place + 1 if place < 6 else place * 3  # the many writes in the middle are alike

    assert place > 4, "nothing was injected"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("call", ["open", "fdopen", "fsync", "replace"])
@pytest.mark.parametrize(
    "write",
    [
        lambda name: write_bytes(name, b"new"),
        lambda name: write_lines(name, ["new"]),
        lambda name: write_with(name, lambda stream: stream.writelines([b"ne", b"w"])),
    ],
)
def test_whatever_call_fails_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, call: str, write: Callable[[str], None]
) -> None:
    """Whichever call of the system fails, and however, the error is told as one of writing, the old file stays and nothing beside it."""
    path = tmp_path / "out"
    path.write_bytes(OLD)

    def fails(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, call, fails)
    with pytest.raises(OutputError, match="could not be written"):
        write(str(path))
    monkeypatch.undo()

    assert path.read_bytes() == OLD
    assert [one.name for one in tmp_path.iterdir()] == ["out"]
