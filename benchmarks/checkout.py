"""The checkout one stands in and, if it is named, that of another commit: both run by their own source, one beside the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import Run, Runs, process

ROOT = Path(__file__).resolve().parents[1]
NOW, BEFORE, AFTER = "now", "before", "after"


@dataclass(frozen=True, slots=True)
class Checkout:
    """The source of one commit. kept: the folder in which it keeps the pack: in a shared one, each would clear the other's away."""

    name: str
    root: Path
    kept: Path

    def advisor(self, *arguments: str | Path) -> Run:
        """Return what a command of `advisor` takes as a whole process."""
        return self.python("-m", "advisor", *arguments)

    def python(self, *arguments: str | Path, out: Path = Path(os.devnull)) -> Run:
        """Return what Python takes as a whole process; `out` gets what it prints."""
        variables = {"PYTHONPATH": str(self.root / "src"), "ADVISOR_CACHE": str(self.kept)}
        return process([sys.executable, *arguments], out=out, variables=variables)


def checkouts(base: Path | None, folder: Path) -> tuple[Checkout, ...]:
    """Return this checkout, after that of `base` if there is one."""
    if base is None:
        return (Checkout(NOW, ROOT, folder / NOW),)
    return Checkout(BEFORE, base, folder / BEFORE), Checkout(AFTER, ROOT, folder / AFTER)


def named(sources: Sequence[Checkout], what: str) -> tuple[str, ...]:
    """Return the heads of columns that tell something of each checkout, and of two their ratio."""
    heads = tuple(f"{what}, {one.name}" for one in sources)
    return (*heads, f"{what}, {BEFORE} by {AFTER}") if len(sources) > 1 else heads


def compared(numbers: Sequence[float], places: int) -> tuple[str, ...]:
    """Return a number of each checkout as text, and of two their ratio."""
    told = tuple(f"{one:,.{places}f}" for one in numbers)
    return (*told, f"{numbers[0] / numbers[1]:.2f} x" if numbers[1] else "-") if len(numbers) > 1 else told


def seconds_and_memory(runs: Sequence[Runs]) -> tuple[str, ...]:
    """Return the processor seconds of each checkout's runs and their most memory in MB, each with the ratio of two."""
    return (*compared([one.cpu_s for one in runs], 2), *compared([one.peak_bytes >> 20 for one in runs], 0))
