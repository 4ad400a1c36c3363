"""How things are timed here: runs interleaved, medians, ratios within one sitting, and the machine's noise stated."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

KIB = 1024
FIXED = 200_000
TIMED = Path(__file__).resolve().parent / "whole" / "timed.py"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took. peak_bytes: the most memory the process held at once; 0 for work inside this process."""

    wall_s: float
    cpu_s: float
    peak_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one contestant."""

    all: tuple[Run, ...]

    @property
    def wall_s(self) -> float:
        return statistics.median(run.wall_s for run in self.all)

    @property
    def cpu_s(self) -> float:
        return statistics.median(run.cpu_s for run in self.all)

    @property
    def peak_bytes(self) -> int:
        return max(run.peak_bytes for run in self.all)

    @property
    def spread(self) -> str:
        """How far runs lay apart, as the widest distance from the median in percent."""
        far = max(abs(run.wall_s - self.wall_s) for run in self.all)
        return f"±{100 * far / self.wall_s:.0f} %" if len(self.all) > 1 else "one run"


def inside(work: Callable[[], object]) -> Run:
    """Return what a piece of work inside this process takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Run(time.perf_counter() - wall, time.process_time() - cpu)


def process(
    command: Sequence[str | Path], *, out: Path = Path(os.devnull), variables: Mapping[str, str] | None = None
) -> Run:
    """Return what a whole process takes, its start included. variables: of its environment, besides a user's.

    Raises:
        RuntimeError: it failed; with what it said.
    """
    timed = [sys.executable, "-S", "-E", str(TIMED), str(out), *map(str, command)]
    environment = _environment() | dict(variables or {})
    found = subprocess.run(timed, capture_output=True, text=True, check=False, env=environment)  # noqa: S603  # our own commands
    code, wall_s, cpu_s, peak = found.stdout.split() or ("1", "0", "0", "0")
    if found.returncode or int(code):
        raise RuntimeError(f"{command} ended with {code}: {found.stderr[-2000:]}")
    return Run(float(wall_s), float(cpu_s), int(peak) * (1 if sys.platform == "darwin" else KIB))


def _environment() -> dict[str, str]:
    """Return the environment of a user: bytecode is kept, as an installed program's is."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def interleaved(contestants: Mapping[str, Callable[[], Run]], runs: int) -> dict[str, Runs]:
    """Return every contestant's runs: round after round, each once a round, so that a loud neighbour disturbs all."""
    found: dict[str, list[Run]] = {name: [] for name in contestants}
    for _ in range(runs):
        for name, contestant in contestants.items():
            found[name].append(contestant())
    return {name: Runs(tuple(held)) for name, held in found.items()}


def noise() -> float:
    """Return how much a fixed piece of work varies on this machine now, in percent of its median."""
    times = [inside(lambda: sum(number * number for number in range(FIXED))).wall_s for _ in range(15)]
    return 100 * (statistics.quantiles(times, n=10)[8] - min(times)) / statistics.median(times)


def machine() -> str:
    return f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
