"""A pack as it was at a revision of git: `HEAD~1:mine`."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

MARK = ":"
"""What stands between a revision and a folder, as in git."""


def is_revision(name: str) -> bool:
    """Return whether a name is of a folder at a revision, and no folder that is there."""
    return MARK in name and not Path(name).exists()


@contextmanager
def folder_at(name: str) -> Iterator[str]:
    """Yield a folder with what a folder held at a revision, beside all that was then in its repository; it is gone afterwards.

    Raises: click.UsageError if there is no git, no repository, no such revision or no such folder in it.
    """
    revision, _, folder = name.partition(MARK)
    top = Path(_git(Path.cwd(), "rev-parse", "--show-toplevel").decode().strip())
    whole = (Path.cwd() / folder).resolve()
    if not whole.is_relative_to(top.resolve()):
        raise click.UsageError(f"`{folder}` is not in the repository of git that you are in")
    held = _git(top, "archive", "--format=tar", f"{revision}^{{commit}}")
    with TemporaryDirectory() as target:
        with tarfile.open(fileobj=io.BytesIO(held)) as archive:
            archive.extractall(target, filter="data")
        found = Path(target) / whole.relative_to(top.resolve())
        if not found.is_dir():
            raise click.UsageError(f"at `{revision}` there is no folder `{folder}`")
        yield str(found)


def _git(place: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(place), *words], capture_output=True, check=False)  # noqa: S603, S607  # git of whoever works here
    except FileNotFoundError:
        raise click.UsageError("a revision needs git, which is not installed") from None
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise click.UsageError(f"git says: {told[-1] if told else 'it failed'}")
    return done.stdout
