"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from advisor.batch.file_form import EXCEL_MISSING
from advisor.errors import MissingExtraError, OutputError
from advisor.yaml.text import slug


def write_lines(name: str, lines: Iterable[str], *, inputs: Iterable[str] = ()) -> None:
    """Write the lines as UTF-8; whatever happens, the file is then the old one or the whole new one.

    A device or pipe is written through.

    Raises:
        OutputError: it could not be written, or it is one of the inputs.
    """
    refuse_inputs(name, inputs)
    write_with(name, lambda stream: stream.writelines(line.encode() for line in lines))


def refuse_inputs(name: str, inputs: Iterable[str]) -> None:
    """Refuse to write over what is read.

    Raises:
        OutputError: the file is one of the inputs.
    """
    if any(_is_same(Path(name), other) for other in inputs):
        raise OutputError(f"`{name}` is an input too; write to another file")


def refuse_unwritable(name: str) -> None:
    """Refuse, before any work is done, an output that could not be written once it is; `-` is standard output.

    Raises:
        OutputError: it has no name, its folder is missing or takes no file.
    """
    if not name.strip():
        raise OutputError("the output has no name; say a file, or `-` for standard output")
    target = Path(name)
    try:
        if name == "-" or (target.exists() and not target.is_file()):
            return
        aim = target.resolve()
        beside = aim.with_name(f".{aim.name[:100]}-{secrets.token_hex(8)}.part")
        beside.touch(exist_ok=False)
        beside.unlink()
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"`{name}` could not be written: {cause.lower()}") from error


def refuse_output(name: str, inputs: Iterable[str] = ()) -> None:
    """Refuse, before any work is done, a file that could not be written once it is; `-` is standard output.

    Raises:
        OutputError: it is a folder or one of the inputs, it has no name, its folder is missing or takes no file.
    """
    refuse_folder(name)
    refuse_inputs(name, inputs)
    refuse_unwritable(name)


def refuse_unmade(folder: str) -> None:
    """Refuse, before any work is done, a folder that could not be made or takes no file; none is made here.

    Raises:
        OutputError: it has no name, a file stands in its way, or the nearest folder above it that exists takes none.
    """
    if not folder.strip():
        raise OutputError("the folder has no name; say one, or `.` for the one you are in")
    try:
        aim = Path(folder).resolve()
        there = next(one for one in (aim, *aim.parents) if one.exists())
        if not there.is_dir():
            raise NotADirectoryError(0, f"`{there}` is no folder")
        beside = there / f".{secrets.token_hex(8)}.part"
        beside.touch(exist_ok=False)
        beside.unlink()
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise OutputError(
            f"the folder `{folder}` could not be made or written to: {cause[:1].lower()}{cause[1:]}"
        ) from error


def refuse_folder(name: str) -> None:
    """Refuse a folder where a file is to be written.

    Raises:
        OutputError: it is one.
    """
    if name != "-" and Path(name).is_dir():
        raise OutputError(f"`{name}` could not be written: it is a folder; name a file")


def write_with(name: str, fill: Callable[[BinaryIO], None]) -> None:
    """Let `fill` write a file; whatever happens, the file is then the old one or the whole new one.

    A device or pipe is written through.

    Raises:
        OutputError: it could not be written.
    """
    target = Path(name)
    try:
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            with target.open("wb") as stream:
                fill(stream)
        else:
            _replace(target, fill)
    except OSError as error:
        raise OutputError(f"`{name}` could not be written: {(error.strerror or str(error)).lower()}") from error


def write_bytes(name: str, raw: bytes) -> None:
    """Write a file's bytes; whatever happens, the file is then the old one or the whole new one.

    Raises:
        OutputError: it could not be written.
    """
    try:
        _replace(Path(name), lambda stream: stream.writelines([raw]))
    except OSError as error:
        raise OutputError(f"`{name}` could not be written: {(error.strerror or str(error)).lower()}") from error


def write_workbook(name: str, fill: Callable[[Any], None]) -> None:
    """Let `fill` fill an Excel workbook, which is then written whole or not at all.

    Raises:
        MissingExtraError: xlsxwriter is not installed.
        OutputError: the file could not be written.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError(EXCEL_MISSING) from error
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        fill(book)
    write_bytes(name, held.getvalue())


def named_after(order_id: str) -> str:
    """Return what the files of an order begin with in their names."""
    return slug(order_id) or "order"


def _is_same(target: Path, other: str) -> bool:
    with suppress(OSError):
        return target.exists() and Path(other).exists() and target.samefile(other)
    return False


def _replace(target: Path, fill: Callable[[BinaryIO], None]) -> None:
    """Write to a file beside the target and put it in the target's place once it is safely on the disk."""
    aim = target.resolve()
    beside = aim.with_name(f".{aim.name[:100]}-{secrets.token_hex(8)}.part")
    try:  # from before the file is made: a signal may come at any moment, and leaves nothing either
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
        with os.fdopen(handle, "wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        if aim.exists():
            beside.chmod(aim.stat().st_mode & 0o777)
        beside.replace(aim)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
