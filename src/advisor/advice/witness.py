"""Which facts could still change the winner: for each, a value that would, shown by trying it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, islice, product

from advisor import strata, truth
from advisor.advice import trial
from advisor.advice.decision import Candidate, Decision, Weigher
from advisor.ir import Derive, Possible, Rule
from advisor.trace import Witness

MOST_PAIRS = 150
VALUES_IN_PAIR = 6


def could_change(weigher: Weigher, decision: Decision) -> tuple[tuple[Witness, ...], tuple[str, ...]]:
    """Return a witness for each fact that alone can change the winner, else for two together, and the facts without one.

    Facts come in the order of their effort to answer, then as declared.
    """
    worth = {path: _values(path, weigher, decision) for path in open_facts(weigher, decision)}
    single = [found for path, tries in worth.items() if (found := _telling(weigher, decision, path, tries))]
    if single:
        named = {path for witness in single for path, _ in witness.values}
        return tuple(single), tuple(path for path in worth if path not in named)
    pair = _first(weigher, decision, islice(_pairs(worth), MOST_PAIRS))
    return ((pair,) if pair else ()), tuple(worth)


def _telling(weigher: Weigher, decision: Decision, path: str, tries: list[Possible]) -> Witness | None:
    """Return the witness that says most: of another pathway rather than none, and just where the answer turns."""
    found = [weigher.try_narrower(decision, {path: value}).pathway for value in tries]
    turned = [index for index, pathway in enumerate(found) if pathway != decision.pathway]
    rivals = [index for index in turned if found[index] is not None] or turned
    if not rivals:
        return None
    stays = {index for index, pathway in enumerate(found) if pathway == decision.pathway}
    edge = next((index for index in rivals if {index - 1, index + 1} & stays), rivals[0])
    return Witness(values=((path, tries[edge]),), pathway=found[edge])


def open_facts(weigher: Weigher, decision: Decision) -> list[str]:
    """Return the facts of the order, not yet known, that an open rule or an open number reads, also by way of others."""
    program = weigher.program
    seen = frozenset(strata.origins(_open_paths(weigher, decision), strata.inputs(program.pack)))
    facts = [path for path, value in decision.given.items() if path in seen and not truth.is_known(value)]
    place = {f"order.{name}": index for index, name in enumerate(program.pack.facts)}
    return sorted(facts, key=lambda path: (program.pack.facts[path.split(".")[1]].effort, place[path]))


def _open_paths(weigher: Weigher, decision: Decision) -> Iterator[str]:
    """Yield what is read by rules that are unknown, by points, by `applies`, and by the estimates that rank."""
    program = weigher.program
    for one in (*decision.candidates, *decision.waiting):
        yield from strata.reads(one.option.applies)
        for rule, verdict in one.outcome.verdicts.items():
            if verdict is None:
                yield from program.reads[rule]
            else:
                yield from strata.reads(*strata.conclusion_expressions(program.pack.rules[rule]))
    yield from ("option.landed_unit_cost", "option.lead_time")


def _values(path: str, weigher: Weigher, decision: Decision) -> list[Possible]:
    rules = _rules(weigher, decision)
    memories = [one.outcome.memory for one in decision.candidates]
    found = trial.values(path, decision.given[path], weigher.pack, rules, memories)
    return [value for value in found if value != decision.given[path]]


def _rules(weigher: Weigher, decision: Decision) -> list[Rule]:
    """Return the rules on which the answer still hangs: those that are unknown, and those that derive."""
    rules = weigher.pack.rules
    everyone: tuple[Candidate, ...] = (*decision.candidates, *decision.waiting)
    unknown = {rule for one in everyone for rule, verdict in one.outcome.verdicts.items() if verdict is None}
    return [rule for name, rule in rules.items() if name in unknown or isinstance(rule.conclusion, Derive)]


Values = tuple[tuple[str, Possible], ...]


def _pairs(worth: Mapping[str, list[Possible]]) -> Iterator[Values]:
    for one, other in combinations(worth, 2):
        for first, second in product(worth[one][:VALUES_IN_PAIR], worth[other][:VALUES_IN_PAIR]):
            yield (one, first), (other, second)


def _first(weigher: Weigher, decision: Decision, tries: Iterator[Values]) -> Witness | None:
    for values in tries:
        found = weigher.try_narrower(decision, dict(values)).pathway
        if found != decision.pathway:
            return Witness(values=values, pathway=found)
    return None
