"""A candidate's numbers: its facts in the working memory, its estimates as assumed, and the order of which nothing is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor import ir
from advisor.trace import Spread


def option_memory(option: ir.Option) -> dict[str, ir.Possible]:
    """Return path -> value of what an option says; spans and tables have one path for each reading."""
    return dict(pair for path, value in option.values.items() for pair in _constants(path, value))


def _constants(path: str, value: ir.OptionValue) -> Iterator[tuple[str, ir.Possible]]:
    match value:
        case ir.Span():
            for reading in ir.READINGS:
                number = int(getattr(value, reading))
                yield f"{path}.{reading}", ir.Numbers(number, number)
        case ir.SpanTable(rows=rows):
            for reading in ir.READINGS:
                yield f"{path}.{reading}", ir.Table(tuple((start, int(getattr(row, reading))) for start, row in rows))
        case ir.Numbers() | ir.OneOf() | ir.Subset() | ir.Text() | ir.Table():
            yield path, value


class Spreads(Mapping[str, Spread]):
    """A candidate's estimates over its memory as assumed, each when it is asked for."""

    def __init__(self, pack: ir.Pack, assumed: ir.Memory) -> None:
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


def spread(name: str, assumed: ir.Memory) -> Spread:
    """Return one estimate over a candidate's memory as assumed; likely is None where an unknown fact leaves it open."""
    low, likely, high = (assumed[f"option.{name}.{reading}"] for reading in ir.READINGS)
    if not (isinstance(low, ir.Numbers) and isinstance(likely, ir.Numbers) and isinstance(high, ir.Numbers)):
        raise TypeError(f"estimate `{name}` is no number")
    return Spread(low.low, likely.low if likely.low == likely.high else None, high.high)


# --- what is unknown --------------------------------------------------------------------------------------------------
def unknown_order(pack: ir.Pack, derived: frozenset[str]) -> dict[str, ir.Possible]:
    """Return the order of which nothing is known: every fact of the order that no rule derives, at its whole domain."""
    paths = {f"order.{fact.name}": fact for fact in pack.facts.values() if fact.of == "order"}
    return {path: fact.domain for path, fact in paths.items() if path not in derived}
