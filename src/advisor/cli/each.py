"""Many orders advised on, each explained in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.batch.entry import keys_unread
from advisor.cli.run_told import RunTold
from advisor.cli.session import Session
from advisor.errors import Diagnostic

if TYPE_CHECKING:
    from advisor.batch.entry import Entry
    from advisor.batch.files_reader import FilesReader
    from advisor.batch.refusal import Allowed
    from advisor.batch.writing import Advised
    from advisor.cli.wanted import Wanted
    from advisor.trace import Advice


class EachRun(RunTold):
    """One run: the orders as they are advised, what was refused, and what is said of it on standard error."""

    def __init__(self, session: Session, reading: FilesReader, wanted: Wanted) -> None:
        super().__init__(wanted.output)
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
            self.say(entry.said, entry.faults)
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

        self.say("", (fault,))
        self.counts.refused += 1
        self.lost.append(Refused(entry=Entry(faults=(fault,), refused=1)))
