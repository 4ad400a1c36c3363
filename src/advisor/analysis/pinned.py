"""What a pack answers of some orders, held as it was: which option wins, at which estimates, and of each pathway what rules say of its best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.advice import Advisor
from advisor.errors import Diagnostic, Place
from advisor.ir import Pack
from advisor.trace import Advice, Order, Ranked, Spread
from advisor.value.unit import written

NOBODY = "none"
UNKNOWN = "unknown"
BLOCK = 64
"""How many orders are advised on together."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best option of a pathway. points: of favours less those of risks; excluded, holds: exclusions, and other rules, that hold of it as assumed."""

    option: str
    points: int
    excluded: tuple[str, ...]
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is held of an answer.

    wins: an option, or NOBODY; estimates: of it, name -> low, likely and high as one writes them. holds: the rules of the order and of
    the whole answer that hold as assumed. pathways: pathway -> its best option, of those that have a candidate.
    """

    wins: str
    estimates: Mapping[str, tuple[str, ...]]
    holds: tuple[str, ...]
    pathways: Mapping[str, Best]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """An order with what was answered, None where that was never written."""

    id: str
    order: Order
    answer: Answer | None
    at: Place


def answers(orders: Sequence[Order], advisor: Advisor) -> Iterator[Answer]:
    """Yield what is held of the answer to each order."""
    for first in range(0, len(orders), BLOCK):
        block = orders[first : first + BLOCK]
        told = advisor.advise_block(block, trace="all", witnesses=False, tries=False)
        yield from (answer(one, advisor.pack) for one in told)


def answer(advice: Advice, pack: Pack) -> Answer:
    """Return what is held of an answer that tells every verdict."""
    held: dict[str | None, list[str]] = {}
    for one in advice.firings:
        if one.as_assumed:
            held.setdefault(one.option, []).append(one.rule)
    best: dict[str, Ranked] = {}
    for row in advice.ranking:
        best.setdefault(row.option.pathway, row)
    names = pack.roles.estimates
    winner = advice.winner
    return Answer(
        wins=winner.option.id if winner else NOBODY,
        estimates={name: _spread(winner.estimates[name], pack, name) for name in names} if winner else {},
        holds=tuple(sorted(held.get(None, ()))),
        pathways={name: _best(best[name], held) for name in pack.pathways if name in best},
    )


def _spread(spread: Spread, pack: Pack, name: str) -> tuple[str, ...]:
    unit = pack.estimates[name].unit
    ends = (spread.low, spread.likely, spread.high)
    return tuple(UNKNOWN if one is None else written(one, unit, pack.currency) for one in ends)


def _best(row: Ranked, held: Mapping[str | None, Sequence[str]]) -> Best:
    points = sum(one for _, one in row.favoured_by) - sum(one for _, one in row.risked_by)
    excluded = tuple(sorted(row.ruled_out_by))
    return Best(row.option.id, points, excluded, tuple(sorted({*held.get(row.option.id, ())} - {*excluded})))


# --- held against what is answered now --------------------------------------------------------------------------------
def moved(pins: Sequence[Pin], advisor: Advisor) -> Iterator[Diagnostic]:
    """Yield a line for each pin of which the pack now answers another thing."""
    for pin, now in zip(pins, answers([one.order for one in pins], advisor), strict=True):
        if pin.answer is None:
            yield Diagnostic(pin.at, f"pinned `{pin.id}`: nothing is held of its answer yet", "write it with --pin")
        elif pin.answer != now:
            yield Diagnostic(pin.at, f"pinned `{pin.id}`: {'; '.join(_moved(pin.answer, now))}")


def _moved(was: Answer, now: Answer) -> Iterator[str]:
    if was.wins != now.wins:
        yield _turned("the winner", was.wins, now.wins)
    for name in dict.fromkeys((*was.estimates, *now.estimates)):
        ends = (one.estimates.get(name, (NOBODY,) * 3) for one in (was, now))
        for reading, before, after in zip(("low ", "", "high "), *ends, strict=True):
            if before != after:
                yield _turned(f"{reading}{name.replace('_', ' ')}", before, after)
    yield from _rules("", "hold", was.holds, now.holds)
    for name in dict.fromkeys((*was.pathways, *now.pathways)):
        before, after = (one.pathways.get(name, Best(NOBODY, 0, (), ())) for one in (was, now))
        if before.option != after.option:
            yield _turned(f"the best of {name}", before.option, after.option)
        if before.points != after.points:
            yield _turned(f"points of {name}", str(before.points), str(after.points))
        yield from _rules(f"@{name}", "exclude", before.excluded, after.excluded)
        yield from _rules(f"@{name}", "hold", before.holds, after.holds)


def _turned(what: str, before: str, after: str) -> str:
    return f"{what} was {before}, is {after}"


def _rules(where: str, verb: str, before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
    """Yield which rules hold now, and which no more."""
    was, now = set(before), set(after)
    yield from (f"`{one}{where}` {verb}s now" for one in sorted(now - was))
    yield from (f"`{one}{where}` {verb}s no more" for one in sorted(was - now))
