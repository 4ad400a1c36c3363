"""How far a run over many orders is, on standard error: a bar with the rate and the time left, or a line now and then."""

from __future__ import annotations

import sys
import time

import click

from advisor.batch.entry import Counts

REDRAWN = 0.2
"""Seconds between two looks at the count on a terminal."""
_PATIENCE = 10
"""Seconds between two lines of progress where standard error is no terminal, and before the first."""
BAR = 24
_MINUTE = 60


class Progress:
    """The progress of one run. total: how many orders there are, None if that is not known; done: of an earlier run."""

    def __init__(self, total: int | None = None, done: int = 0) -> None:
        self._total = total
        self._done = done
        self._started = self._told = time.monotonic()
        self._is_terminal = sys.stderr.isatty()
        self._drawn = 0

    def begin(self, stage: str) -> None:
        """Say on a terminal what is being done now, at once; elsewhere only what takes long is told, by `show`."""
        if self._is_terminal:
            self._draw(f"{stage} ...")

    def expect(self, total: int | None) -> None:
        """Take in how many orders there are."""
        self._total = total

    def show(self, advised: int, read: int) -> None:
        """Say how far it is, if it is time to. read: those refused included."""
        now = time.monotonic()
        if read <= self._done:  # nothing yet, of which there is no rate
            return
        if now - self._told < (REDRAWN if self._is_terminal else _PATIENCE):
            return
        self._told = now
        rate = (read - self._done) / (now - self._started)
        told = f"{orders(advised)} advised, {rate:,.1f}/s"
        if self._total:
            share = min(read / self._total, 1)
            left = _span((self._total - read) / rate) if self._total > read else "0:00"
            bar = "#" * round(share * BAR)
            told = (
                f"{share:4.0%} [{bar:<{BAR}}] {told}, {left} left"
                if self._is_terminal
                else f"{share:.0%}: {told}, {left} left"
            )
        if self._is_terminal:
            self._draw(told)
        else:
            click.echo(told, err=True)

    def _draw(self, told: str) -> None:
        click.echo("\r" + told.ljust(self._drawn), nl=False, err=True)
        self._drawn = len(told)

    def wipe(self) -> None:
        """Clear the line, so that something else can be said."""
        if self._drawn:
            click.echo("\r" + " " * self._drawn + "\r", nl=False, err=True)
            self._drawn = 0

    def tell(self, counts: Counts) -> None:
        """Say what became of all of them."""
        self.wipe()
        seconds = time.monotonic() - self._started
        told = f"{orders(counts.advised)} advised, {counts.excluded:,} of them with every option excluded"
        refused, files = counts.refused - counts.files, counts.files
        told += f"; {refused:,} refused" if refused else ""
        told += f"; {files:,} file{'s' * (files > 1)} refused" if files else ""
        pace = (
            f" ({seconds:.0f} s, {(counts.advised - self._done) / seconds:,.1f} orders/s)"
            if seconds >= _PATIENCE
            else ""
        )
        click.echo(told + pace, err=True)


def orders(count: int) -> str:
    """Return a number of orders in words."""
    return f"{count:,} order" + "s" * (count != 1)


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
