"""What a run says, and when: an alike fault once, a bad output at once, the fault that is the cause; and what a run depends on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from advisor.batch.output import refuse_unwritable
from advisor.batch.shards import inputs_identity, program
from advisor.cli.faults import MOST_TOLD_APART, FaultTeller
from advisor.errors import Diagnostic, OutputError, Place
from advisor.pack.files import hash_of
from conftest import Run


def test_an_alike_fault_is_told_once_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """The same fault at many places is told at the first, then counted; other faults, once only, are told as ever."""
    told = FaultTeller("OUT")
    told.tell(
        Diagnostic(Place("a.csv", row, 2), "unknown word `steeel`", "did you mean `steel`?") for row in range(2, 302)
    )
    told.tell([Diagnostic(Place("a.csv", 9, 1), "another")])
    told.end()
    said = capsys.readouterr().err

    assert said.count("steeel") == 2
    assert "300 times in all, first at a.csv:2:2: unknown word `steeel`" in said
    assert said.count("another") == 1


def test_the_faults_of_other_kinds_have_an_end(capsys: pytest.CaptureFixture[str]) -> None:
    """Above so many kinds of faults the others are counted, with where they stand."""
    told = FaultTeller("OUT")
    told.tell(Diagnostic(Place("a.csv", row), f"fault {row}") for row in range(20_000))
    told.end()
    said = capsys.readouterr().err

    assert len(said.splitlines()) == MOST_TOLD_APART + 1
    assert f"and {20_000 - MOST_TOLD_APART:,} more faults of other kinds, told in OUT" in said


@pytest.mark.parametrize("name", ["nowhere/out.csv", "file/out.csv", "", " ", "x" * 300 + "/out.csv"])
def test_a_bad_output_is_told_before_any_work(
    cli: Run, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An output that could not be written ends the run at once, before the orders, faulty here, are read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "orders.yaml").write_text("nonsense: 1\n")

    with pytest.raises(OutputError):
        refuse_unwritable(name)

    where = name if not name.strip() else str(tmp_path / name)
    done = cli("batch", str(tmp_path / "orders.yaml"), "-o", where, "--format", "csv")

    assert done.returncode == 5
    assert "nonsense" not in done.stderr


_BAD = ["nowhere/out.x", "file/out.x", "folder", "", "x" * 300, "order.yaml"]
"""Outputs that cannot be: no folder, a file for one, a folder, no name, one too long; the input."""


@pytest.mark.parametrize("name", _BAD)
@pytest.mark.parametrize(
    "command",
    [
        ("report", "order.yaml", "-o"),
        ("sweep", "order.yaml", "quantity=10..2000", "--chart"),
        ("pack", "diff", "builtin", "builtin", "--write-cases"),
    ],
)
def test_a_bad_output_of_any_command_is_told_before_any_work(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], name: str
) -> None:
    """A file that could not be written is refused before the order, faulty here, is read."""
    _ready(tmp_path, monkeypatch)
    if command[0] == "pack" and name in ("order.yaml", ""):
        return  # which they do not read, or take for none

    done = cli(*command, name)

    assert done.returncode == 5, done.stderr
    assert "nonsense" not in done.stderr
    assert (tmp_path / "order.yaml").read_text() == "nonsense: 1\n"


@pytest.mark.parametrize("name", ["file", "file/below", "", "x" * 300, "dangling"])
@pytest.mark.parametrize("command", [("rfq", "order.yaml", "-o"), ("pack", "schema", "-o")])
def test_a_folder_that_cannot_be_made_is_told_before_any_work(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], name: str
) -> None:
    """A folder that could not be made is refused before the order, faulty here, is read; one that can is not made by looking."""
    _ready(tmp_path, monkeypatch)
    (tmp_path / "dangling").symlink_to("file/gone")

    done = cli(*command, name)

    assert done.returncode == 5, done.stderr
    assert "nonsense" not in done.stderr
    if command[0] == "rfq":
        cli(*command, "new/below")
        assert not (tmp_path / "new").exists()


def _ready(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go to a folder with a faulty order, a file and a folder."""
    monkeypatch.chdir(folder)
    (folder / "file").write_text("in the way")
    (folder / "folder").mkdir()
    (folder / "order.yaml").write_text("nonsense: 1\n")


def test_looking_whether_an_output_can_be_written_leaves_nothing(tmp_path: Path) -> None:
    """A good output, new or old, is neither made nor touched by looking; nor is a device."""
    (tmp_path / "old").write_text("old")
    for name in (tmp_path / "new", tmp_path / "old"):
        refuse_unwritable(str(name))
    refuse_unwritable("-")
    refuse_unwritable(os.devnull)

    assert [one.name for one in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_text() == "old"


def test_a_folder_is_no_file_to_write(cli: Run, tmp_path: Path) -> None:
    """An output that is a folder is refused, in columns and in words, before the orders are decided."""
    (tmp_path / "order.yaml").write_text("quantity: 120\n")
    for form in ("csv", "yaml"):
        done = cli("batch", str(tmp_path / "order.yaml"), "-o", str(tmp_path), "--format", form)

        assert done.returncode == 5
        assert "it is a folder" in done.stderr


def test_a_column_does_not_hide_why_a_file_cannot_be_read(cli: Run, tmp_path: Path) -> None:
    """Where a table cannot be read, that is told, and not that a column of its answer is unknown."""
    (tmp_path / "bad.csv").write_bytes(b"id,quantity,nonsense_zzz\na,50,1\n")
    for name, told in (("bad.csv", "nonsense_zzz"), ("missing.csv", "no such file")):
        done = cli(
            "batch", str(tmp_path / name), "-o", str(tmp_path / "out.csv"), "--columns", "order_id,given.deadline"
        )

        assert told in done.stderr
        assert "--columns" not in done.stderr


def test_standard_input_says_how_it_is_read(cli: Run) -> None:
    """A table on standard input that is taken for YAML is refused with the option that says what it is."""
    raw = "id,quantity\na,50\nb,60\n"

    assert "--from csv" in cli("batch", "-", stdin=raw).stderr
    assert cli("batch", "-", "--from", "csv", stdin=raw).returncode in (0, 1)


# --- what a run depends on ---
def test_an_input_is_told_apart_by_all_it_holds(tmp_path: Path) -> None:
    """An input edited at the same size and time is another one, however large; the same bytes are the same."""
    path = tmp_path / "orders.csv"
    with path.open("wb") as stream:
        stream.truncate(65 << 20)
    before, stamp = inputs_identity([str(path)]), path.stat()
    with path.open("r+b") as stream:
        stream.seek(33 << 20)
        stream.write(b"x")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    assert inputs_identity([str(path)]) != before
    assert inputs_identity([str(path)]) == inputs_identity([str(path)])


def test_another_program_does_not_go_on_with_a_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A change in any module, or of the version, makes another program; the place and the times of its files do not."""
    from advisor.batch import shards

    for name in ("batch/shards.py", "render/pdf/deep.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    monkeypatch.setattr(shards, "__file__", str(tmp_path / "batch/shards.py"))
    before = program()
    os.utime(tmp_path / "render/pdf/deep.py", (1, 1))

    assert program() == before

    (tmp_path / "render/pdf/deep.py").write_text("x = 2\n")
    changed = program()
    monkeypatch.setattr(shards, "__version__", "9.9.9")

    assert len({before, changed, program()}) == 3


@pytest.mark.parametrize(
    "raw", [b"a: 1\r\nb: 2\r\n", b"a: 1\rb: 2\r", b"\xef\xbb\xbfa: 1\nb: 2\n", b"\xef\xbb\xbfa: 1\r\nb: 2\n"]
)
def test_line_ends_make_no_other_pack(raw: bytes) -> None:
    """A pack's hash is that of its text: a checkout with other line ends, or a byte order mark, is the same pack."""
    assert hash_of(raw) == hash_of(b"a: 1\nb: 2\n")
    assert hash_of(raw) != hash_of(b"a: 1\nb: 3\n")
