"""What a thing usually is, as far as a trade works it: of what an assumption tells, no more than what is among some choices."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from advisor.ir import Assumption, Guess, OneOf


def within(usually: Assumption | None, values: OneOf, rest: Guess) -> Guess | Assumption:
    """Return what the cases of an assumption tell as far as it is among some choices, and the rest where nothing of a case is."""
    if usually is None:
        return rest
    kept = {told: _kept(told, values, rest) for told in dict.fromkeys(told for _, told in usually.cases)}
    some = tuple((case, one) for case, told in usually.cases if (one := kept[told]) is not None)
    return Assumption(by=usually.by, cases=some, otherwise=rest, unsaid=usually.unsaid) if some else rest


def of_any(met: Sequence[Guess | Assumption], usually: Assumption | None) -> Guess | Assumption:
    """Return what is assumed where one of several trades it is, none knows which: what a thing usually is, as far as any of them works it.

    met: what each tells (`within`), the first of which stands where nothing of the thing is left. usually: what things usually are.
    """
    rests = [one for one in (one if isinstance(one, Guess) else one.otherwise for one in met) if one is not None]
    choices = (choice for one in rests if isinstance(one.usual, OneOf) for choice in one.usual.values)
    values = OneOf(tuple(dict.fromkeys(choices)))
    others = tuple(dict.fromkeys(other for one in rests for other in (one.value, *one.others)))
    return within(usually, values, replace(rests[0], usual=values, others=others))


def _kept(told: Guess | Assumption, values: OneOf, rest: Guess) -> Guess | Assumption | None:
    """Return what a choice says of a fact as far as it is among some choices, None if nothing is; of a lookup the rest where a case is not."""
    if isinstance(told, Guess):
        return _among(told, values)
    held = [(case, _among(guess, values) or rest) for case, guess in told.cases if isinstance(guess, Guess)]
    otherwise = None if told.otherwise is None else _among(told.otherwise, values)
    return replace(told, cases=tuple(held), otherwise=otherwise or rest)


def _among(guess: Guess, values: OneOf) -> Guess | None:
    """Return what of a guess is among some choices, None if nothing is."""
    told, choices = (guess.value, *guess.others), frozenset(values.values)
    kept = [one for one in told if isinstance(one, OneOf) and choices.issuperset(one.values)]
    usual = OneOf(tuple(dict.fromkeys(value for one in kept for value in one.values)))
    return Guess(value=kept[0], usual=usual, others=tuple(kept[1:])) if kept else None
