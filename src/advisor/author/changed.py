"""Values changed as a mistake would: one more, ten times as large, another choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from advisor import ir

TEN = 10
_Change = Callable[[int], int]
GROWN: tuple[tuple[str, _Change], ...] = (
    ("one more", lambda value: value + 1),
    ("ten times as large", lambda value: value * TEN),
)


def nudged(value: int) -> tuple[int, ...]:
    """Return a number one more, one less if it can be, and ten times as large."""
    return tuple(dict.fromkeys(one for one in (value + 1, value - 1, value * TEN) if one not in (-1, value)))


def with_numbers_changed(value: Any, change: _Change) -> Any:  # noqa: ANN401  # a value of an option or a fact
    """Return a value with each of its numbers changed; one that is none as it is."""
    match value:
        case ir.Numbers(low, high) if low != ir.UNLIMITED:
            return replace(value, low=change(low), high=high if high == ir.UNLIMITED else change(high))
        case ir.Span():
            return ir.Span(low=change(value.low), likely=change(value.likely), high=change(value.high))
        case ir.SpanTable(rows=rows):
            return ir.SpanTable(rows=tuple((start, with_numbers_changed(span, change)) for start, span in rows))
        case _:
            return value


def may_be(pack: ir.Pack, path: str, value: Any) -> bool:  # noqa: ANN401  # as above
    """Return whether a fact may have a value."""
    fact = pack.facts.get(path.partition(".")[2])
    domain = None if fact is None else fact.domain
    match value, domain:
        case ir.Numbers(low, high), ir.Numbers():
            return low == ir.UNLIMITED or (domain.low <= low and high <= domain.high)
        case ir.Span(), ir.Numbers():
            return domain.low <= value.low and value.high <= domain.high
        case ir.SpanTable(rows=rows), _:
            return all(may_be(pack, path, span) for _, span in rows)
        case _:
            return True


def others(value: object, domain: object) -> Iterator[ir.Possible]:
    """Yield a choice that a value is not."""
    match value, domain:
        case ir.OneOf((own,)), ir.OneOf(choices):
            yield from (ir.OneOf((one,)) for one in [one for one in choices if one != own][:1])
        case ir.Subset(some), ir.Subset(_, maybe):
            yield ir.Subset(() if some else maybe[:1])
        case _:
            return


def guessed(assumption: ir.Assumption | None, change: Callable[[ir.Guess], ir.Guess]) -> ir.Assumption | None:
    """Return an assumption with each of its guesses changed."""
    if assumption is None:
        return None

    def told(one: ir.Guess | ir.Assumption) -> ir.Guess | ir.Assumption:
        return change(one) if isinstance(one, ir.Guess) else guessed(one, change) or one

    return replace(
        assumption, cases=tuple((case, told(one)) for case, one in assumption.cases),
        otherwise=None if assumption.otherwise is None else change(assumption.otherwise), then=guessed(assumption.then, change),
    )  # fmt: skip
