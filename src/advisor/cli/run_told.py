"""What becomes of the orders of a run, on standard error: faults, how far it is, and at the end what was read and what was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.batch.entry import Counts
from advisor.batch.file_form import STDIN
from advisor.cli.faults import FaultTeller
from advisor.cli.progress import Progress
from advisor.errors import Diagnostic
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    from advisor.batch.refusal import Refused
    from advisor.ir import Pack, ReadAs

_MOST_TOLD = 12
"""How many of the words that were read are said back after a run."""


class RunTold:
    """One run as it is told. output: OUT, beside which what was refused is written."""

    def __init__(self, output: str) -> None:
        self.counts = Counts()
        self.lost: list[Refused] = []
        self.readings: Counter[ReadAs] = Counter()
        self.unread: Counter[str] = Counter()
        self.progress = Progress()
        self._output = output
        self._faults = FaultTeller("OUT.refused.jsonl" if output != STDIN else "")

    def say(self, said: str, faults: Collection[Diagnostic]) -> None:
        """Say how a file is read, where that had to be decided, and what is wrong in it."""
        if said or faults:
            self.progress.wipe()
        if said:
            click.echo(said, err=True)
        self._faults.tell(faults)

    def end(self, pack: Pack) -> None:
        """Say what became of the orders."""
        self._faults.end()
        self.progress.tell(self.counts)
        _tell_readings(self.readings, pack)
        _tell_unread(self.unread)

    def write_refused(self) -> None:
        """Write the refused orders beside OUT, or take away those of an earlier run."""
        from advisor.batch.output import write_bytes
        from advisor.batch.refusal import REFUSED_SUFFIX, refused_lines

        if self._output == STDIN or (Path(self._output).exists() and not Path(self._output).is_file()):
            return
        if self.lost:
            write_bytes(f"{self._output}{REFUSED_SUFFIX}", "".join(refused_lines(self.lost)).encode())
        else:
            Path(f"{self._output}{REFUSED_SUFFIX}").unlink(missing_ok=True)


def _tell_readings(readings: Mapping[ReadAs, int], pack: Pack) -> None:
    """Say on standard error what people's words were read as, the most frequent first."""
    from advisor.render.names import PackNames
    from advisor.render.said_back import said_back
    from advisor.render.tender import pack_tender

    told: dict[str, int] = {}
    names = PackNames(pack, pack_tender(pack))
    for one, count in readings.items():
        if one.how == "hidden":
            continue
        said = said_back(one, names)
        told[said] = told.get(said, 0) + count
    ranked = sorted(told.items(), key=lambda one: (-one[1], one[0]))
    for said, count in ranked[:_MOST_TOLD]:
        click.echo(f"  {said}" + (f" ({count:,} times)" if count > 1 else ""), err=True)
    if len(ranked) > _MOST_TOLD:
        click.echo(f"  and {len(ranked) - _MOST_TOLD:,} more words; --typed keeps each beside its order", err=True)


def _tell_unread(unread: Mapping[str, int]) -> None:
    """Say on standard error which keys of orders were not read, the most frequent first."""
    for key, count in sorted(unread.items(), key=lambda one: (-one[1], one[0]))[:_MOST_TOLD]:
        click.echo(f"  {quoted(key)} is not read" + (f" ({count:,} times)" if count > 1 else ""), err=True)
