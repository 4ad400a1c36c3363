"""What a path is made of: `order.colour` is the fact `colour` of the order, `figure.toll.low` an end of a figure."""

from __future__ import annotations

from advisor import ir


def name_in(path: str) -> str:
    """Return the name that stands after the scope: of the fact, estimate or figure."""
    return path.split(".")[1]


def fact_at(pack: ir.Pack, path: str) -> ir.FactType | None:
    """Return the type of the fact at a path such as `order.quantity` or `winner.moq`; None for an estimate."""
    owner, name = path.split(".")[:2]
    owner = "option" if owner in ("winner", "runner_up") else owner
    return pack.built_in.get(f"{owner}.{name}") or pack.facts.get(name)


def domain_of(pack: ir.Pack, path: str) -> ir.Possible | None:
    """Return every value that the fact at a path may have; None where no fact is there, as at an empty path."""
    fact = fact_at(pack, path) if path else None
    return None if fact is None else fact.domain
