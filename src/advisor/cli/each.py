"""Many orders advised on, each explained in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from advisor.batch.entry import Counts, keys_unread
from advisor.batch.file_form import STDIN
from advisor.cli.faults import FaultTeller
from advisor.cli.progress import Progress
from advisor.cli.session import Session
from advisor.errors import Diagnostic
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    from advisor.batch.entry import Entry
    from advisor.batch.files_reader import FilesReader
    from advisor.batch.refusal import Allowed, Refused
    from advisor.batch.writing import Advised
    from advisor.cli.wanted import Wanted
    from advisor.ir import Pack, ReadAs
    from advisor.trace import Advice

_MOST_TOLD = 12
"""How many of the words that were read are said back after a run."""


class EachRun:
    """One run: the orders as they are advised, what was refused, and what is said of it on standard error."""

    def __init__(self, session: Session, reading: FilesReader, wanted: Wanted) -> None:
        self.counts = Counts()
        self.lost: list[Refused] = []
        self.readings: Counter[ReadAs] = Counter()
        self.unread: Counter[str] = Counter()
        self.progress = Progress()
        self.told = FaultTeller("OUT.refused.jsonl" if wanted.output != STDIN else "")
        self._session = session
        self._reading = reading
        self._wanted = wanted

    def advised(self) -> Iterator[Advised]:
        """Yield the answer to each good order, reporting the others."""
        from advisor.batch.refusal import Allowed
        from advisor.batch.workers import in_order
        from advisor.batch.writing import Advised

        wanted, allowed = self._wanted, Allowed(*self._wanted.allowed)
        self.progress.begin("reading and deciding")
        for entry, advice in in_order(
            self._session.advisor, self._good(allowed), wanted.workers, by_experta=wanted.engine == "experta"
        ):
            if isinstance(advice, Diagnostic):
                self._lose(advice)
                continue
            self.counts.advised += 1
            self.counts.excluded += advice.pathway is None
            yield Advised(advice, entry.kept, is_brief=wanted.explain == "brief")
            self.progress.show(self.counts.advised, self.counts.advised)
        allowed.check(self.counts.advised, self.counts.refused, is_end=True)

    def _good(self, allowed: Allowed) -> Iterator[Entry]:
        """Yield the orders that can be read, and tell the others; more of these than are allowed end the run."""
        from advisor.batch.refusal import Refused

        for entry in self._reading.read(self._wanted.names):
            if entry.said or entry.faults:
                self.progress.wipe()
            if entry.said:
                click.echo(entry.said, err=True)
            self.told.tell(entry.faults)
            self.counts.refused += entry.refused
            self.counts.files += entry.is_file
            if entry.refused:
                self.lost.append(Refused(entry=entry))
                allowed.check(self.counts.advised, self.counts.refused, is_end=False)
            if entry.order is not None:
                self.readings.update(entry.order.readings)
                self.unread.update(keys_unread(entry.order))
                yield entry

    def fail(self, advice: Advice, fault: Diagnostic) -> None:
        """Hear that the program failed at putting an answer in words."""
        self.counts.advised -= 1
        self.counts.excluded -= advice.pathway is None
        self._lose(fault)

    def _lose(self, fault: Diagnostic) -> None:
        from advisor.batch.entry import Entry
        from advisor.batch.refusal import Refused

        self.progress.wipe()
        self.told.tell((fault,))
        self.counts.refused += 1
        self.lost.append(Refused(entry=Entry(faults=(fault,), refused=1)))


def tell_readings(readings: Mapping[ReadAs, int], pack: Pack) -> None:
    """Say on standard error what people's words were read as, the most frequent first."""
    from advisor.render.said_back import said_back

    told: dict[str, int] = {}
    for one, count in readings.items():
        said = said_back(one, pack)
        told[said] = told.get(said, 0) + count
    ranked = sorted(told.items(), key=lambda one: (-one[1], one[0]))
    for said, count in ranked[:_MOST_TOLD]:
        click.echo(f"  {said}" + (f" ({count:,} times)" if count > 1 else ""), err=True)
    if len(ranked) > _MOST_TOLD:
        click.echo(f"  and {len(ranked) - _MOST_TOLD:,} more words; --typed keeps each beside its order", err=True)


def tell_unread(unread: Mapping[str, int]) -> None:
    """Say on standard error which keys of orders were not read, the most frequent first."""
    for key, count in sorted(unread.items(), key=lambda one: (-one[1], one[0]))[:_MOST_TOLD]:
        click.echo(f"  {quoted(key)} is not read" + (f" ({count:,} times)" if count > 1 else ""), err=True)


def write_refused(output: str, lost: Sequence[Refused]) -> None:
    """Write the refused orders beside OUT, or take away those of an earlier run."""
    from pathlib import Path

    from advisor.batch.output import write_bytes
    from advisor.batch.refusal import REFUSED_SUFFIX, refused_lines

    if output == STDIN or (Path(output).exists() and not Path(output).is_file()):
        return
    if lost:
        write_bytes(f"{output}{REFUSED_SUFFIX}", "".join(refused_lines(lost)).encode())
    else:
        Path(f"{output}{REFUSED_SUFFIX}").unlink(missing_ok=True)
