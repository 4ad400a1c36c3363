"""A candidate's numbers: its facts and estimates in the working memory, and the nominal order they are shown over.

Where one number is needed, it is read off the nominal order: a vague number at its midpoint rounded down, a vague choice
as assumed if that is still possible, else the first possible one as declared, an unknown fact as assumed if the pack says
what to assume. An unknown fact without such an assumption stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.ir import (
    READINGS,
    FactType,
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
from advisor.possible import allows, is_known
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
    """A candidate's estimates over its nominal memory, each when it is asked for."""

    def __init__(self, pack: Pack, nominal: Memory) -> None:
        self._estimates = pack.estimates
        self._nominal = nominal

    def __getitem__(self, name: str) -> Spread:
        if name not in self._estimates:
            raise KeyError(name)
        return spread(name, self._nominal)

    def __iter__(self) -> Iterator[str]:
        return iter(self._estimates)

    def __len__(self) -> int:
        return len(self._estimates)

    def __reduce__(self) -> tuple[type[dict[str, Spread]], tuple[dict[str, Spread]]]:
        return dict, (dict(self),)  # another process has no use for the memory


def spread(name: str, nominal: Memory) -> Spread:
    """Return one estimate over a candidate's nominal memory; likely is None where an unknown fact leaves it open."""
    low, likely, high = (nominal[f"option.{name}.{reading}"] for reading in READINGS)
    if not (isinstance(low, Numbers) and isinstance(likely, Numbers) and isinstance(high, Numbers)):
        raise TypeError(f"estimate `{name}` is no number")
    return Spread(low.low, likely.low if likely.low == likely.high else None, high.high)


# --- the nominal order ------------------------------------------------------------------------------------------------
def nominal_order(pack: Pack, given: Memory) -> tuple[dict[str, Possible], dict[str, Possible]]:
    """Return the given facts made nominal, and path -> value of what was assumed for it."""
    taken = {path: nominal(value, pack.facts[path.split(".")[1]]) for path, value in given.items()}
    assumed = {path: value for path, value in taken.items() if value != given[path]}
    return taken, assumed


def nominal(value: Possible, fact: FactType) -> Possible:
    """Return the one value a fact is taken to have, or the value as it is where nothing may be taken."""
    if is_known(value) or isinstance(value, Text | Table):
        return value
    if value == fact.domain:
        return value if fact.assume is None else fact.assume
    match value:
        case Numbers(low, high, _):
            return Numbers((low + high) // 2, (low + high) // 2)
        case OneOf(values):
            assumed = fact.assume.values if isinstance(fact.assume, OneOf) else ()
            return OneOf((next((choice for choice in assumed if choice in values), values[0]),))
        case Subset(some, _):
            return fact.assume if fact.assume is not None and allows(value, fact.assume) else Subset(some)


def unknown_order(pack: Pack, derived: frozenset[str]) -> dict[str, Possible]:
    """Return the order of which nothing is known: every fact of the order that no rule derives, at its whole domain.

    A fact that has a value `otherwise` has that one: not to say it is to say so.
    """
    facts: Mapping[str, FactType] = pack.facts
    paths = {f"order.{fact.name}": fact for fact in facts.values() if fact.of == "order"}
    return {path: unsaid(fact) for path, fact in paths.items() if path not in derived}


def unsaid(fact: FactType) -> Possible:
    """Return the values that a given fact has while nobody says it."""
    value = fact.otherwise
    return value if isinstance(value, Numbers | OneOf | Subset | Text) else fact.domain
