"""What a pack answers of some orders, held as it was: which option wins, at which estimates, and of each pathway what rules say of its best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from advisor.advice import Advisor
from advisor.analysis.blocks import LIGHT, in_blocks
from advisor.errors import Diagnostic, Place
from advisor.ir import UNLIMITED, Derive, Numbers, Pack
from advisor.meaning.path import name_in
from advisor.trace import Advice, Order, Ranked, Spread
from advisor.value.unit import written

NO_WINNER = "none"
_UNKNOWN = "unknown"


class Best(Struct, frozen=True):
    """The best option of a pathway.

    stands: how many of its candidates no exclusion rules out, such as `2 of 5`. points: of favours less those of risks; excluded,
    holds: exclusions, and other rules, that hold of it as assumed.
    """

    option: str
    stands: str
    points: int
    excluded: tuple[str, ...]
    holds: tuple[str, ...]


class Answer(Struct, frozen=True):
    """What is held of an answer.

    wins: an option, or NO_WINNER; estimates: of it, name -> low, likely and high as one writes them. derives: the numbers that rules derive
    of the order, by fact. holds: the rules of the order and of the whole answer that hold as assumed. pathways: pathway -> its best option, of those that have a candidate.
    """

    wins: str
    estimates: Mapping[str, tuple[str, ...]]
    derives: Mapping[str, str]
    holds: tuple[str, ...]
    pathways: Mapping[str, Best]


class Pin(Struct, frozen=True, kw_only=True):
    """An order with what was answered, None where that was never written."""

    id: str
    order: Order
    answer: Answer | None
    at: Place


def answers(orders: Sequence[Order], advisor: Advisor) -> Iterator[Answer]:
    """Yield what is held of the answer to each order."""
    for block in in_blocks(orders, LIGHT):
        told = advisor.advise_block(block, witnesses=False, tries=False)
        yield from (pinned_answer(one, advisor.pack) for one in told)


def pinned_answer(advice: Advice, pack: Pack) -> Answer:
    """Return what is held of an answer."""
    held: dict[str | None, list[str]] = {}
    for one in advice.firings:
        if one.as_assumed:
            held.setdefault(one.option, []).append(one.rule)
    rows: dict[str, list[Ranked]] = {}
    for row in advice.ranking:
        rows.setdefault(row.option.pathway, []).append(row)
    names = pack.roles.estimates
    winner = advice.winner
    return Answer(
        wins=winner.option.id if winner else NO_WINNER,
        estimates={name: _spread(winner.estimates[name], pack, name) for name in names} if winner else {},
        derives={name_in(path): _number(advice, pack, path) for path in derived_numbers(pack)},
        holds=tuple(sorted(held.get(None, ()))),
        pathways={name: _best(rows[name], held) for name in pack.pathways if name in rows},
    )


def derived_numbers(pack: Pack) -> tuple[str, ...]:
    """Return the paths of the numbers of an order that rules derive."""
    derived = [one.conclusion.path for one in pack.rules.values() if isinstance(one.conclusion, Derive)]
    facts = [path for path in dict.fromkeys(derived) if path.startswith("order.")]
    return tuple(path for path in facts if isinstance(pack.facts[name_in(path)].domain, Numbers))


def _number(advice: Advice, pack: Pack, path: str) -> str:
    value, unit = advice.memory.get(path), pack.facts[name_in(path)].unit
    if not isinstance(value, Numbers) or value.low != value.high or value.or_none:
        return _UNKNOWN
    if value.low == UNLIMITED:
        return NO_WINNER
    return str(value.low) if unit is None else written(value.low, unit, pack.currency)


def _spread(spread: Spread, pack: Pack, name: str) -> tuple[str, ...]:
    unit = pack.estimates[name].unit
    ends = (spread.low, spread.likely, spread.high)
    return tuple(_UNKNOWN if one is None else written(one, unit, pack.currency) for one in ends)


def _best(rows: Sequence[Ranked], held: Mapping[str | None, Sequence[str]]) -> Best:
    row, stands = rows[0], sum(not one.ruled_out_by for one in rows)
    points = sum(one for _, one in row.favoured_by) - sum(one for _, one in row.risked_by)
    excluded = tuple(sorted(row.ruled_out_by))
    return Best(
        row.option.id,
        f"{stands} of {len(rows)}",
        points,
        excluded,
        tuple(sorted({*held.get(row.option.id, ())} - {*excluded})),
    )


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
        ends = (one.estimates.get(name, (NO_WINNER,) * 3) for one in (was, now))
        for reading, before, after in zip(("low ", "", "high "), *ends, strict=True):
            if before != after:
                yield _turned(f"{reading}{name.replace('_', ' ')}", before, after)
    for name in dict.fromkeys((*was.derives, *now.derives)):
        told = [one.derives.get(name, NO_WINNER) for one in (was, now)]
        if told[0] != told[1]:
            yield _turned(name.replace("_", " "), *told)
    yield from _rules("", "hold", was.holds, now.holds)
    for name in dict.fromkeys((*was.pathways, *now.pathways)):
        before, after = (one.pathways.get(name, Best(NO_WINNER, NO_WINNER, 0, (), ())) for one in (was, now))
        if before.option != after.option:
            yield _turned(f"the best of {name}", before.option, after.option)
        if before.stands != after.stands:
            yield _turned(f"options of {name} that stand", before.stands, after.stands)
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
