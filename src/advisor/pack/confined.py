"""What a thing usually is, as far as a trade works it: `only` of an assumption."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from advisor.ir import Assumption, FactType, Guess, OneOf, Possible
from advisor.meaning.path import name_in
from advisor.meaning.within import within_each


def confined(
    own: Assumption | None,
    usually: Assumption | None,
    only: Mapping[frozenset[bool | str], OneOf],
    facts: Mapping[str, FactType],
) -> Assumption | None:
    """Return an assumption of which, in some cases, no more counts than what the fact can be there.

    own: what it is looked up by, that has those cases; usually: that, behind what other choices say it usually is. only: case, or
    family of them, -> what the fact can be there.
    """
    if own is None or usually is None:
        return usually
    told: dict[bool | str, Guess] = {}
    for case, guess in own.cases:
        if isinstance(guess, Guess):
            told.setdefault(case, guess)  # the first counts, as declared
    others = None if usually is own else usually
    kept = within_each(others, ((values, _rest(held, told, values)) for held, values in only.items()))
    found = list(zip(only, kept, strict=True))
    return Assumption(
        by=own.by, cases=tuple((case, one) for held, one in found if len(held) == 1 for case in held), is_strict=True,
        families=tuple((held, one) for held, one in found if len(held) > 1), unsaid=facts[name_in(own.by)].domain, then=usually,
    )  # fmt: skip


def _rest(held: Iterable[bool | str], told: Mapping[bool | str, Guess], values: OneOf) -> Guess:
    """Return what is assumed in a case where nothing of a thing is left; of a family what is in its first case that it can be there."""
    first = next(one for case, one in told.items() if case in held and is_among(one.value, values))
    return replace(first, usual=values)


def is_among(value: Possible, values: OneOf) -> bool:
    """Return whether a value is one of some choices."""
    return isinstance(value, OneOf) and set(values.values).issuperset(value.values)
