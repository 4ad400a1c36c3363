"""The ledger: which of a pack's claims are out of date on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from advisor.errors import Diagnostic
from advisor.ir import FigureType, Pack

_OLD = 365
"""Days after which a claim is asked to be looked up again."""


def stale_claims(pack: Pack, day: date) -> Iterator[Diagnostic]:
    """Yield the figures and options that are older than a year on that day, have run out, or are not yet valid."""
    for figure in pack.figures.values():
        for told in (*_bounds(figure, day), *_age(figure.as_of, day)):
            yield Diagnostic(figure.at, f"figure `{figure.name}` {told}", _where(figure.sources, pack))
    for option in pack.options.values():
        for told in _age(option.as_of, day):
            yield Diagnostic(option.at, f"option `{option.id}` {told}", _where(option.sources, pack))


def _bounds(figure: FigureType, day: date) -> Iterator[str]:
    if figure.until and date.fromisoformat(figure.until) < day:
        yield f"ran out on {figure.until}"
    if figure.valid_from and day < date.fromisoformat(figure.valid_from):
        yield f"is valid from {figure.valid_from} only"


def _age(as_of: str, day: date) -> Iterator[str]:
    if not as_of:
        yield "says no date"
    elif (days := (day - date.fromisoformat(as_of)).days) > _OLD:
        yield f"is {days} days old (as of {as_of})"


def _where(sources: tuple[str, ...], pack: Pack) -> str:
    """Return where to look the claim up again."""
    found = dict.fromkeys(pack.sources[one.partition("#")[0]].address for one in sources)
    return "look it up again: " + ", ".join(found) if found else ""
