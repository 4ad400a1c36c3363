"""Interviews kept in the user's own folder: private, whole, and never written over unread."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.errors import OutputError
from advisor.interview import ChangedError, Interview, Keeping, Owned, StateFolder, read_again, resumed, state_folder
from advisor.interview.kept import FINISHED, HEADER, UNFINISHED
from advisor.order import OrderReader


@pytest.fixture
def reader(walk: Advisor) -> OrderReader:
    return OrderReader(pack=walk.pack, derived=walk.derived)


@pytest.fixture
def interview(walk: Advisor, reader: OrderReader) -> Interview:
    """An interview in which one fact was said."""
    return Interview(walk, reader, reader.read(b"quantity: 120", "o.yaml").orders[0])


def test_what_is_kept_is_private_and_reads_as_the_same(
    tmp_path: Path, interview: Interview, reader: OrderReader
) -> None:
    """The folder is 0700, the file 0600, and the order in it is the interview's; finished, it is offered no more."""
    folder = StateFolder(tmp_path / "deep" / "state")
    keeping = Keeping(folder)
    keeping.note("in your words: 120\x00 of\nthem")
    assert not keeping.keep(interview, reader)
    last = folder.last()
    assert last is not None
    assert keeping.path == last.path
    assert last.raw.startswith(HEADER + UNFINISHED + b"# in your words: 120 of them\n")
    assert read_again(last.raw, "o.yaml", reader).order.given == interview.order.given
    assert (last.path.stat().st_mode & 0o777, last.path.parent.stat().st_mode & 0o777) == (0o600, 0o700)

    keeping.keep(interview, reader, finished=True)
    assert last.path.read_bytes().startswith(HEADER + FINISHED)
    assert folder.last() is None


def test_the_last_unfinished_one_is_found_by_when_it_was_answered(tmp_path: Path) -> None:
    """Others' files, empty ones and what is half written are passed over."""
    for age, (name, text) in enumerate(
        {"a.yaml": HEADER + UNFINISHED, "b.yaml": b"mine: 1", "c.yaml": b"", ".d.part": HEADER + UNFINISHED}.items()
    ):
        (tmp_path / name).write_bytes(text)
        os.utime(tmp_path / name, ns=(age, age))
    last = StateFolder(tmp_path).last()

    assert last is not None
    assert last.path.name == "a.yaml"


def test_a_file_that_changed_is_not_written_over(tmp_path: Path, interview: Interview, reader: OrderReader) -> None:
    """Whatever became of it: changed, taken away, or there when it was not."""
    folder = StateFolder(tmp_path / "state")
    file = tmp_path / "o.yaml"
    new, other = Owned(file, None, folder), Owned(file, None, folder)
    new.write(b"one")
    with pytest.raises(ChangedError, match="is there by now"):
        other.write(b"two")
    new.write(b"three")
    file.write_bytes(b"theirs")
    with pytest.raises(ChangedError, match="changed by somebody"):
        new.write(b"four")
    assert file.read_bytes() == b"theirs"
    file.unlink()
    with pytest.raises(ChangedError, match="taken away"):
        new.write(b"five")

    told = Keeping(folder, new).keep(interview, reader)
    assert "Your answers are kept in" in told[0]
    assert folder.last() is not None


def test_two_that_go_on_with_the_same_keep_apart(tmp_path: Path, interview: Interview, reader: OrderReader) -> None:
    """The second to write is told, and writes beside."""
    folder = StateFolder(tmp_path / "state")
    Keeping(folder).keep(interview, reader)
    last = folder.last()
    assert last is not None
    first, second = (resumed(folder, last.path, last.raw, reader)[0] for _ in range(2))
    interview.answer("order.object", "mug")
    assert not first.keep(interview, reader)
    interview.answer("order.object", "stool")
    told = second.keep(interview, reader)

    assert "so I did not write over it" in told[0]
    assert first.path != second.path
    assert b"object: mug\n" in last.path.read_bytes()


def test_a_folder_that_cannot_be_had_is_told_once(tmp_path: Path, interview: Interview, reader: OrderReader) -> None:
    """A file in its place, one that others can write to, or none at all: the interview goes on."""
    (tmp_path / "file").write_text("")
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    for folder in (StateFolder(tmp_path / "file"), StateFolder(tmp_path / "open"), StateFolder(None)):
        keeping = Keeping(folder)

        assert "not kept" in keeping.keep(interview, reader)[0]
        assert keeping.keep(interview, reader) == ()
        assert keeping.path is None
        assert folder.last() is None
        with pytest.raises(OutputError):
            folder.begin()


def test_where_the_folder_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """ADVISOR_STATE, else XDG_STATE_HOME, else the home folder; a relative one is not taken."""
    monkeypatch.setenv("ADVISOR_STATE", "")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", "/h")
    assert state_folder().path == tmp_path / "advisor"
    monkeypatch.setenv("XDG_STATE_HOME", "here")
    assert state_folder().path == Path("/h/.local/state/advisor")
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path / "s"))
    assert state_folder().path == tmp_path / "s"
    monkeypatch.setenv("ADVISOR_STATE", "off")
    assert state_folder().path is None
    monkeypatch.setenv("ADVISOR_STATE", "")
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("nobody")))
    assert state_folder().path is None
