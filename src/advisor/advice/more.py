"""What more pieces than are ordered would save: a supplier who takes no fewer, and asks less for all of them than the winner for those."""

from __future__ import annotations

from collections.abc import Iterator

from advisor import meaning
from advisor.advice.change import exclusions
from advisor.advice.decision import Candidate, Decision, Outlook
from advisor.advice.trial import Turns
from advisor.advice.trials import Asking, likely_sum
from advisor.advice.weigher import Weigher
from advisor.ir import Numbers
from advisor.meaning.path import name_in
from advisor.trace import Witness


def more_for_less(weigher: Weigher, decision: Decision, outlook: Outlook) -> Asking[tuple[Witness, ...]]:
    """Ask of each quote that is ruled out whether it would win for less in all, if a few more were ordered, as many as a person could mean.

    Return the least quantity of each at which it would, with what all of them would likely be more than now, which is less than nothing.
    """
    now = likely_sum(decision)
    if now is None:
        return ()
    ruled_out = [one for one in decision.candidates if one.option.is_quote and one.contestant.excluded is True]
    tries = [(one, more) for one in ruled_out for more in _more(weigher, decision, outlook, one)]
    told = yield [{decision.amount: more} for _, more in tries]
    found: dict[str, Witness] = {}
    for (one, more), tried in zip(tries, told, strict=True):
        name, then = one.option.id, tried.likely_sum
        if name not in found and tried.option == name and tried.keeps(name) and then is not None and then < now:
            values = ((decision.amount, more),)
            found[name] = Witness(values=values, pathway=tried.pathway, option=name, stake_cents=then - now)
    return tuple(found.values())


def _more(weigher: Weigher, decision: Decision, outlook: Outlook, one: Candidate) -> Iterator[Numbers]:
    """Yield the quantities beyond the one ordered at which what rules an option out turns, the least first."""
    path = decision.amount
    ordered, fact = decision.assumed.memory[path], weigher.pack.facts[name_in(path)]
    wide = meaning.near(fact, decision.given.get(path), outlook.order.memory)
    turns = Turns(weigher.program, exclusions(weigher, one), [one.assumed.memory])
    for value in turns.values(path, wide):
        if isinstance(value, Numbers) and isinstance(ordered, Numbers) and value.low > ordered.high:
            yield value
