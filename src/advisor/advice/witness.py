"""Which facts could still change the winner: for each, a value that would, shown by trying it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, chain, combinations, islice, product

from advisor import meaning
from advisor.advice.decision import Decision, Outlook
from advisor.advice.trial import Turns
from advisor.advice.trials import Asking, Tried, likely_sum
from advisor.advice.weigher import Weigher
from advisor.ir import Advise, Derive, Numbers, Possible, Rule
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE, is_known
from advisor.ranking import ranked_by
from advisor.trace import Outcome, Witness

MOST_WEIGHINGS = 400
"""How many candidates may be weighed on trial; a search for witnesses is no proof, and `settled` does not lean on it."""
VALUES_IN_PAIR = 4
MOST_HALVINGS = 6


_Answer = tuple[tuple[Witness, ...], tuple[str, ...]]


def could_change(weigher: Weigher, decision: Decision, outlook: Outlook) -> Asking[_Answer]:
    """Ask for a witness for each fact that alone can change the winner, else for two together; return also the facts without one.

    outlook: over the values that are looked among. Facts come in the order of their effort to answer, then as declared.
    """
    outcomes = [outlook.outcome(one) for one in decision.candidates]
    turns = Turns(weigher.program, deciding_rules(weigher, outcomes), [one.memory for one in outcomes])
    given = outlook.order.memory
    standing = sum(1 for one in decision.candidates if one.contestant.excluded is not True)
    trials = MOST_WEIGHINGS // max(1, standing)
    worth = _afford(
        {
            path: turns.values(path, given[path], rounded=True)
            for path in open_facts(weigher, decision, outlook, deciding=True)
        },
        trials,
    )
    told = yield [{path: value} for path, tries in worth.items() for value in tries]
    starts = accumulate((len(tries) for tries in worth.values()), initial=0)
    single = [
        found
        for (path, tries), start in zip(worth.items(), starts, strict=False)
        if (found := _telling(decision, path, tries, lambda index, start=start: told[start + index]))  # type: ignore[misc]  # its default has no type
    ]
    if single:
        single = yield from _nearer(weigher, decision, single)
        named = {path for witness in single for path, _ in witness.values}
        return tuple(single), tuple(path for path in worth if path not in named)
    pairs = [*islice(_pairs(worth), trials // 6)]
    told = yield [dict(pair) for pair in pairs]
    first = next((index for index in range(len(pairs)) if told[index].pathway != decision.pathway), None)
    return (() if first is None else (_witness(decision, pairs[first], told[first]),)), tuple(worth)


def _nearer(weigher: Weigher, decision: Decision, found: list[Witness]) -> Asking[list[Witness]]:
    """Ask for rounder values nearer to what is assumed that make the same pathway win."""
    told = yield from nearer(weigher, decision, [(*one.values[0], one.pathway) for one in found])
    return [
        one if tried is None else _witness(decision, ((one.values[0][0], value),), tried)
        for one, (value, tried) in zip(found, told, strict=True)
    ]


def nearer(
    weigher: Weigher, decision: Decision, found: Sequence[tuple[str, Possible, str | None]]
) -> Asking[list[tuple[Possible, Tried | None]]]:
    """Ask for a rounder number nearer to what is assumed, of each fact at whose value a pathway wins: the way is halved some times.

    Return the value, and what became of it, None where it is the one given.
    """
    values: list[tuple[Possible, Tried | None]] = [(value, None) for _, value, _ in found]
    nearest = [decision.assumed.memory[path] for path, _, _ in found]
    for _ in range(MOST_HALVINGS):
        middles = {
            place: middle
            for place, (path, _, _) in enumerate(found)
            if (middle := _middle(weigher, path, values[place][0], nearest[place])) is not None
        }
        if not middles:
            break
        told = yield [{found[place][0]: middle} for place, middle in middles.items()]
        for (place, middle), tried in zip(middles.items(), told, strict=True):
            if tried.pathway == found[place][2]:
                values[place] = (middle, tried)
            else:
                nearest[place] = middle
    return values


def _middle(weigher: Weigher, path: str, value: Possible, nearest: Possible) -> Possible | None:
    """Return a round number between one at which a pathway wins and a nearer at which it does not, None if there is none."""
    if not (isinstance(value, Numbers) and isinstance(nearest, Numbers) and is_known(nearest)) or NONE in (
        value,
        nearest,
    ):
        return None
    fact = weigher.pack.facts[name_in(path)]
    middle = meaning.rounded((value.low + nearest.low) // 2, fact, up=value.low > nearest.low)
    return Numbers(middle, middle) if min(value.low, nearest.low) < middle < max(value.low, nearest.low) else None


def _afford(worth: dict[str, list[Possible]], trials: int) -> dict[str, list[Possible]]:
    """Return at most so many values, the facts with the most losing first; what is left of a fact is evenly spread."""
    most = max(map(len, worth.values()), default=0)
    while most > VALUES_IN_PAIR and sum(min(most, len(values)) for values in worth.values()) > trials:
        most -= 1
    return {path: values if len(values) <= most else _spread(values, most) for path, values in worth.items()}


def _spread(values: list[Possible], most: int) -> list[Possible]:
    return [values[index * (len(values) - 1) // (most - 1)] for index in range(most)]


def _telling(decision: Decision, path: str, tries: list[Possible], at: Callable[[int], Tried]) -> Witness | None:
    """Return the witness that says most: of another pathway rather than none, and just where the answer turns."""

    def stays(index: int) -> bool:
        return 0 <= index < len(tries) and at(index).pathway == decision.pathway

    places = range(len(tries))
    rivals = (index for index in places if not stays(index) and at(index).pathway is not None)
    first = next(rivals, None)
    if first is None:
        rivals = (index for index in places if not stays(index))
        first = next(rivals, None)
    if first is None:
        return None
    edge = next((index for index in chain([first], rivals) if stays(index - 1) or stays(index + 1)), first)
    return _witness(decision, ((path, tries[edge]),), at(edge))


def _witness(decision: Decision, values: _Values, tried: Tried) -> Witness:
    """Return a witness, and by how much the whole order's likely landed cost would be another then, as far as it is known."""
    before, after = likely_sum(decision), tried.likely_sum
    stake = None if before is None or after is None else after - before
    return Witness(values=values, pathway=tried.pathway, option=tried.option, stake_cents=stake)


def most_worth(weigher: Weigher, witnesses: Sequence[Witness]) -> Witness | None:
    """Return the witness most worth finding out: of those that are one fact, the most money for the effort of an answer."""
    facts = weigher.pack.facts

    def worth(one: Witness) -> tuple[Fraction, int]:
        effort = facts[name_in(one.values[0][0])].effort
        return Fraction(abs(one.stake_cents or 0), effort), -effort

    alone = [one for one in witnesses if len(one.values) == 1]
    return max(alone, key=worth, default=None)


def open_facts(weigher: Weigher, decision: Decision, outlook: Outlook, *, deciding: bool = False) -> list[str]:
    """Return the facts of the order, not yet known, that an open rule or an open number reads, also by way of others.

    deciding: leave out what only rules that advise read: they have no say in who wins.
    """
    program, memory = weigher.program, outlook.order.memory
    seen = frozenset(meaning.origins(_open_paths(weigher, decision, outlook, deciding=deciding), weigher.made))
    own = {*decision.given, *program.guessed}
    facts = [path for path in own if path in seen and path in memory and not is_known(memory[path])]
    place = {f"order.{name}": index for index, name in enumerate(program.pack.facts)}
    asked = [path for path in facts if path in place and program.pack.facts[name_in(path)].question]
    return sorted(asked, key=lambda path: (program.pack.facts[name_in(path)].effort, place[path]))


def _open_paths(weigher: Weigher, decision: Decision, outlook: Outlook, *, deciding: bool) -> Iterator[str]:
    """Yield what is read by rules that are unknown, by points, by `applies`, and by the estimates that rank."""
    program = weigher.program
    for option in outlook.waiting:
        yield from meaning.reads(option.applies)
    for one in decision.candidates:
        yield from meaning.reads(one.option.applies)
        for rule, verdict in outlook.outcome(one).verdicts.items():
            if deciding and isinstance(program.pack.rules[rule].conclusion, Advise):
                continue
            if verdict is None:
                yield from program.reads[rule]
            else:
                yield from meaning.reads(*meaning.conclusion_expressions(program.pack.rules[rule]))
    yield from ranked_by(program.pack)


def deciding_rules(weigher: Weigher, outcomes: Sequence[Outcome]) -> list[Rule]:
    """Return the rules on which the answer still hangs: those that are unknown and more than advice, and those that derive."""
    unknown = {rule for one in outcomes for rule, verdict in one.verdicts.items() if verdict is None}
    return [
        rule
        for name, rule in weigher.pack.rules.items()
        if isinstance(rule.conclusion, Derive) or (name in unknown and not isinstance(rule.conclusion, Advise))
    ]


_Values = tuple[tuple[str, Possible], ...]


def _pairs(worth: Mapping[str, list[Possible]]) -> Iterator[_Values]:
    for one, other in combinations(worth, 2):
        for first, second in product(worth[one][:VALUES_IN_PAIR], worth[other][:VALUES_IN_PAIR]):
            yield (one, first), (other, second)
