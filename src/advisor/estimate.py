"""A candidate's numbers: its facts in the working memory, its estimates as assumed, and the order of which nothing is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.ir import (
    READINGS,
    Memory,
    Numbers,
    OneOf,
    Option,
    OptionValue,
    Pack,
    Possible,
    Span,
    SpanTable,
    Subset,
    Table,
    Text,
)
from advisor.trace import Spread


def option_memory(option: Option) -> dict[str, Possible]:
    """Return path -> value of what an option says; spans and tables have one path for each reading."""
    return dict(pair for path, value in option.values.items() for pair in _constants(path, value))


def _constants(path: str, value: OptionValue) -> Iterator[tuple[str, Possible]]:
    match value:
        case Span():
            for reading in READINGS:
                number = int(getattr(value, reading))
                yield f"{path}.{reading}", Numbers(number, number)
        case SpanTable(rows=rows):
            for reading in READINGS:
                yield f"{path}.{reading}", Table(tuple((start, int(getattr(row, reading))) for start, row in rows))
        case Numbers() | OneOf() | Subset() | Text() | Table():
            yield path, value


class Spreads(Mapping[str, Spread]):
    """A candidate's estimates over its memory as assumed, each when it is asked for."""

    def __init__(self, pack: Pack, assumed: Memory) -> None:
        self._estimates = pack.estimates
        self._assumed = assumed

    def __getitem__(self, name: str) -> Spread:
        if name not in self._estimates:
            raise KeyError(name)
        return spread(name, self._assumed)

    def __iter__(self) -> Iterator[str]:
        return iter(self._estimates)

    def __len__(self) -> int:
        return len(self._estimates)

    def __reduce__(self) -> tuple[type[dict[str, Spread]], tuple[dict[str, Spread]]]:
        return dict, (dict(self),)  # another process has no use for the memory


def spread(name: str, assumed: Memory) -> Spread:
    """Return one estimate over a candidate's memory as assumed; likely is None where an unknown fact leaves it open."""
    low, likely, high = (assumed[f"option.{name}.{reading}"] for reading in READINGS)
    if not (isinstance(low, Numbers) and isinstance(likely, Numbers) and isinstance(high, Numbers)):
        raise TypeError(f"estimate `{name}` is no number")
    return Spread(low.low, likely.low if likely.low == likely.high else None, high.high)


# --- what is unknown --------------------------------------------------------------------------------------------------
def unknown_order(pack: Pack, derived: frozenset[str]) -> dict[str, Possible]:
    """Return the order of which nothing is known: every fact of the order that no rule derives, at its whole domain."""
    paths = {f"order.{fact.name}": fact for fact in pack.facts.values() if fact.of == "order"}
    return {path: fact.domain for path, fact in paths.items() if path not in derived}
