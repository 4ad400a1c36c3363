"""What a thing usually is, as far as a trade works it: `only` of an assumption."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec.structs import replace

from advisor.ir import Assumption, FactType, Guess, OneOf
from advisor.meaning.path import name_in


def confined(
    own: Assumption | None,
    usually: Assumption | None,
    only: Mapping[bool | str, OneOf],
    facts: Mapping[str, FactType],
) -> Assumption | None:
    """Return an assumption of which, in some cases, no more counts than what the fact can be there.

    own: what it is looked up by, that has those cases; usually: that, behind what other choices say it usually is.
    """
    if own is None or usually is None:
        return usually
    told = {case: guess for case, guess in own.cases if isinstance(guess, Guess)}
    others = () if usually is own else usually.cases
    places = {guess: place for place, guess in enumerate(dict.fromkeys(guess for _, guess in others))}
    numbered = [(one, places[guess]) for one, guess in others]  # many objects are of the same materials

    @cache  # and many trades work them
    def nested(values: OneOf, rest: Guess) -> Guess | Assumption:
        within = [_kept(guess, values, rest) for guess in places]
        some = tuple((one, kept) for one, place in numbered if (kept := within[place]) is not None)
        return Assumption(by=usually.by, cases=some, otherwise=rest, unsaid=usually.unsaid) if some else rest

    cases = [(case, nested(values, replace(told[case], usual=values))) for case, values in only.items()]
    return Assumption(by=own.by, cases=tuple(cases), is_strict=True, unsaid=facts[name_in(own.by)].domain, then=usually)


def _kept(told: Guess | Assumption, values: OneOf, rest: Guess) -> Guess | Assumption | None:
    """Return what a choice says of a fact as far as it is among some choices, None if nothing is; of a lookup the rest where a case is not."""
    if isinstance(told, Guess):
        return _within(told, values)
    held = [(case, _within(guess, values) or rest) for case, guess in told.cases if isinstance(guess, Guess)]
    otherwise = None if told.otherwise is None else _within(told.otherwise, values)
    return replace(told, cases=tuple(held), otherwise=otherwise or rest)


def _within(guess: Guess, values: OneOf) -> Guess | None:
    """Return what of a guess is among some choices, None if nothing is."""
    told, choices = (guess.value, *guess.others), frozenset(values.values)
    kept = [one for one in told if isinstance(one, OneOf) and choices.issuperset(one.values)]
    usual = OneOf(tuple(dict.fromkeys(value for one in kept for value in one.values)))
    return Guess(value=kept[0], usual=usual, others=tuple(kept[1:])) if kept else None
