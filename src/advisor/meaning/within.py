"""What a thing usually is, as far as a trade works it: of what an assumption tells, no more than what is among some choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from advisor.ir import Assumption, Guess, OneOf


def within(usually: Assumption | None, values: OneOf, rest: Guess) -> Guess | Assumption:
    """Return what the cases of an assumption tell as far as it is among some choices, and the rest where nothing of a case is."""
    return next(within_each(usually, [(values, rest)]))


def within_each(usually: Assumption | None, trades: Iterable[tuple[OneOf, Guess]]) -> Iterator[Guess | Assumption]:
    """Yield what `within` returns of each of some choices, with what is the rest there."""
    cases = () if usually is None else usually.cases
    told = {id(one): one for _, one in cases}  # the very same where alike: to compare all of it takes longer
    choices = {key: _choices(one) for key, one in told.items() if isinstance(one, Guess)}
    for values, rest in trades:
        among = frozenset(values.values)
        met = [(key, one) for key, one in told.items() if key not in choices or not among.isdisjoint(choices[key])]
        kept = {key: _kept(one, among, rest) for key, one in met}
        some = tuple((case, one) for case, told in cases if (one := kept.get(id(told))) is not None)
        yield Assumption(by=usually.by, cases=some, otherwise=rest, unsaid=usually.unsaid) if usually and some else rest


def of_any(met: Sequence[Guess | Assumption], usually: Assumption | None) -> Guess | Assumption:
    """Return what is assumed where one of several trades it is, none knows which: what a thing usually is, as far as any of them works it.

    met: what each tells (`within`), the first of which stands where nothing of the thing is left. usually: what things usually are.
    """
    rests = [one for one in (one if isinstance(one, Guess) else one.otherwise for one in met) if one is not None]
    choices = (choice for one in rests if isinstance(one.usual, OneOf) for choice in one.usual.values)
    values = OneOf(tuple(dict.fromkeys(choices)))
    others = tuple(dict.fromkeys(other for one in rests for other in (one.value, *one.others)))
    return within(usually, values, replace(rests[0], usual=values, others=others))


def _choices(told: Guess) -> frozenset[bool | str]:
    """Return every choice of a guess."""
    return frozenset(value for one in (told.value, *told.others) if isinstance(one, OneOf) for value in one.values)


def _kept(told: Guess | Assumption, choices: frozenset[bool | str], rest: Guess) -> Guess | Assumption | None:
    """Return what a choice says of a fact as far as it is among some choices, None if nothing is; of a lookup the rest where a case is not."""
    if isinstance(told, Guess):
        return _among(told, choices)
    held = [(case, _among(guess, choices) or rest) for case, guess in told.cases if isinstance(guess, Guess)]
    otherwise = None if told.otherwise is None else _among(told.otherwise, choices)
    return replace(told, cases=tuple(held), otherwise=otherwise or rest)


def _among(guess: Guess, choices: frozenset[bool | str]) -> Guess | None:
    """Return what of a guess is among some choices, None if nothing is."""
    told = (guess.value, *guess.others)
    kept = [one for one in told if isinstance(one, OneOf) and choices.issuperset(one.values)]
    usual = OneOf(tuple(dict.fromkeys(value for one in kept for value in one.values)))
    return Guess(value=kept[0], usual=usual, others=tuple(kept[1:])) if kept else None
