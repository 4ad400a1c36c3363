"""Which choices of a long list are likely for an order: what its ways of making need, as the pack's options say it."""

from __future__ import annotations

from advisor.ir import FactType, Kind, OneOf, Pack
from advisor.trace import Advice
from advisor.value.word_match import NOTHING

_PROCESS = "option.process"


def likely_choices(pack: Pack, advice: Advice, fact: FactType) -> tuple[str, ...]:
    """Return the choices that options need which make by a process of this order's, the likeliest first; none of a fact that is no set.

    What an option needs of a fact is a fact of the option with the same choices.
    """
    if fact.kind is not Kind.SET:
        return ()
    needed = [name for name, one in pack.facts.items() if one.of == "option" and _is_of(one, fact)]
    found: dict[str, None] = {}
    for process in _processes(advice):
        for option in pack.options.values():
            for name in needed if option.process == process else ():
                found |= dict.fromkeys(_named(option.values.get(f"option.{name}") or option.values.get(name)))
    return tuple(one for one in found if one in fact.words)


def _is_of(own: FactType, fact: FactType) -> bool:
    """Return whether all the choices of a fact of options are choices of a fact of orders."""
    names = own.words.keys() - {NOTHING}
    return own.kind in (Kind.CHOICE, Kind.SET) and bool(names) and names <= fact.words.keys()


def _processes(advice: Advice) -> list[str]:
    values = (row.memory.get(_PROCESS) for row in advice.ranking)
    return list(dict.fromkeys(str(one) for value in values if isinstance(value, OneOf) for one in value.values))


def _named(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value.values) if isinstance(value, OneOf) else ()
