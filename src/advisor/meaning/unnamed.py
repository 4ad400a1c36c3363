"""Whether an order says of what it is only that this is none that the pack knows."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.ir import FactType, OneOf, Possible


def catch_alls(facts: Mapping[str, FactType]) -> dict[str, Possible]:
    """Return the facts that say which options apply, path -> what a word that the pack does not know is taken for."""
    return {
        f"{one.of}.{one.name}": OneOf((one.catch_all,))
        for one in facts.values()
        if one.of == "order" and one.identifies and one.catch_all in one.words
    }


def is_unnamed(facts: Mapping[str, FactType], given: Mapping[str, Possible]) -> bool:
    """Return whether a fact that says which options apply is none that is known: what such an order costs, no rule can tell.

    Where general figures alone speak for it then, nothing is proved of it: the word that was not known may mean anything.
    """
    return any(given.get(path) == value for path, value in catch_alls(facts).items())
