"""OUT as a folder of shards: each whole or not there, and a manifest by which a run that was ended goes on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

import polars as pl
from msgspec import Struct, field

from advisor import __version__
from advisor.batch.entry import Counts
from advisor.batch.file_form import STDIN
from advisor.batch.output import write_bytes, write_with
from advisor.batch.refusal import REFUSED_SUFFIX, refused_lines
from advisor.batch.run import BatchRun
from advisor.batch.sink import filler
from advisor.batch.writing import MANIFEST
from advisor.errors import OutputError, Place

VERSION = 3
SHARD_SUFFIXES = {"parquet": ".parquet", "csv": ".csv", "tsv": ".tsv", "jsonl": ".jsonl"}


class Manifest(Struct, kw_only=True):
    """What a folder of shards holds. run: what its bytes depend on; shards: those that are finished, in order."""

    folder: Path
    run: Mapping[str, Any]
    shards: list[dict[str, Any]] = field(default_factory=list)
    is_finished: bool = False

    def write(self) -> None:
        told = {"manifest": VERSION, "run": self.run, "finished": self.is_finished, "shards": self.shards}
        write_bytes(str(self.folder / MANIFEST), (json.dumps(told, indent=1, ensure_ascii=True) + "\n").encode())

    @property
    def counts(self) -> Counts:
        """What became of the orders of the finished shards."""
        parts = [(one["orders"], one["excluded"], one["refused"], one["files"]) for one in self.shards]
        return Counts(*(sum(column) for column in zip(*parts, strict=True))) if parts else Counts()


def inputs_identity(names: Sequence[str]) -> list[dict[str, Any]]:
    """Return what tells the inputs of a run apart."""
    found = []
    for name in names:
        one: dict[str, Any] = {"name": name}
        if name != STDIN and Path(name).is_file():
            with Path(name).open("rb") as stream:
                one["sha256"] = hashlib.file_digest(stream, "sha256").hexdigest()
                one["bytes"] = stream.tell()
        found.append(one)
    return found


def program() -> str:
    """Return a hash of this program's own code, empty where it is not plain files: another code may decide otherwise."""
    told = hashlib.sha256(f"{__version__} {pl.__version__}\n".encode())
    folder = Path(__file__).parents[1]
    for path in sorted(folder.rglob("*.py")):
        told.update(f"{path.relative_to(folder).as_posix()} ".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return told.hexdigest() if folder.is_dir() else ""


def open_manifest(folder: str, run: Mapping[str, Any], *, resume: bool) -> Manifest:
    """Return the manifest of a folder, begun or, if asked to resume, as it was left.

    Raises:
        OutputError: the folder holds something else, or another run, or a run to be resumed that was not asked for.
    """
    path = Path(folder)
    if path.exists() and not path.is_dir():
        raise OutputError(
            f"`{folder}` is a file, and so many orders are written as a folder of shards; name another OUT"
        )
    new = Manifest(folder=path, run=run)
    held = _read(path / MANIFEST)
    if held is None:
        if path.exists() and any(path.iterdir()):
            raise OutputError(f"`{folder}` holds other files; name another OUT, or empty it")
        path.mkdir(parents=True, exist_ok=True)
        new.write()
        return new
    _refuse_other(folder, held, run, resume=resume)
    for left in path.glob(".*.part"):
        left.unlink()
    new.shards = list(held.get("shards", []))
    new.is_finished = bool(held.get("finished"))
    return new


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise OutputError(f"`{path}` cannot be read: {error}") from None
    return found if isinstance(found, dict) else {}


def write_shards(run: BatchRun, manifest: Manifest, rows: int, *, is_german: bool = False) -> None:
    """Write the shards that are not finished, of about so many orders each, then the refused orders of them all.

    Raises:
        OutputError: one could not be written.
    """
    for one in manifest.shards:
        run.stream.taken |= {order_id: Place(*place) for order_id, place in one["taken"].items()}
    passed = manifest.shards[-1]["blocks"] if manifest.shards else 0
    done = manifest.counts
    for name in done.__struct_fields__:
        setattr(run.counts, name, getattr(done, name))
    if not manifest.is_finished:
        frames = run.frames(passed)
        while _shard(run, manifest, frames, rows, is_german=is_german):
            pass
        if run.sample is not None:
            run.sample.verify()
        _gather_refused(manifest)
        manifest.is_finished = True
        manifest.write()
    for part in manifest.folder.glob(".refused-*.jsonl"):
        part.unlink()


def _refuse_other(folder: str, held: Mapping[str, Any], run: Mapping[str, Any], *, resume: bool) -> None:
    """Refuse a folder whose manifest is of another run, or of one that was not asked to be resumed.

    Raises:
        OutputError: it is.
    """
    if not resume:
        told = (
            "a finished run" if held.get("finished") else "a run that was not finished; say --resume to go on with it"
        )
        raise OutputError(f"`{folder}` holds {told}; or name another OUT, or delete it")
    if held.get("manifest") != VERSION or held.get("run") != json.loads(json.dumps(run)):
        unlike = [name for name in run if held.get("run", {}).get(name) != json.loads(json.dumps(run[name]))]
        raise OutputError(f"`{folder}` holds another run (its {', '.join(unlike) or 'form'} differ); name another OUT")


def _gathered(run: BatchRun, frames: Iterator[Any], until: int) -> tuple[list[pl.DataFrame], list[str], bool]:
    """Return answers, and what was refused, until so many orders of the run are read; and whether more may follow."""
    held: list[pl.DataFrame] = []
    lines: list[str] = []
    for frame, block in frames:
        lines.extend(refused_lines(block.refused))
        if frame is not None:
            held.append(frame)
        if run.counts.advised + run.counts.refused >= until:
            return held, lines, True
    return held, lines, False


def _shard(run: BatchRun, manifest: Manifest, frames: Iterator[Any], rows: int, *, is_german: bool) -> bool:
    """Write one shard and note it; return whether more may follow."""
    before = copy(run.counts)
    known = set(run.stream.taken)
    held, lines, is_more = _gathered(run, frames, before.advised + before.refused + rows)
    if not held and not lines:
        return is_more
    number = len(manifest.shards)
    name = ""
    if held:
        name = f"part-{number:05}{SHARD_SUFFIXES[run.form]}"
        write_with(str(manifest.folder / name), filler(run.form, [pl.concat(held)], is_german=is_german))
    if lines:
        write_bytes(str(manifest.folder / f".refused-{number:05}.jsonl"), "".join(lines).encode())
    taken = {key: [at.file, at.line, at.column] for key, at in run.stream.taken.items() if key not in known}
    manifest.shards.append({
        "file": name, "orders": run.counts.advised - before.advised, "excluded": run.counts.excluded - before.excluded,
        "refused": run.counts.refused - before.refused, "files": run.counts.files - before.files, "blocks": run.blocks, "taken": taken,
    })  # fmt: skip
    manifest.write()
    return is_more


def _gather_refused(manifest: Manifest) -> None:
    """Write the refused orders of all shards beside the folder."""
    parts = sorted(manifest.folder.glob(".refused-*.jsonl"))
    target = f"{str(manifest.folder).rstrip(os.sep)}{REFUSED_SUFFIX}"
    if parts:
        write_with(target, lambda stream: stream.writelines(part.read_bytes() for part in parts))
    else:
        Path(target).unlink(missing_ok=True)
