"""What a person could mean by a change of a fact: values that are usual, or near what was said, and round."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.ir import FactType, Memory, Numbers, OneOf, Possible
from advisor.meaning.as_assumed import usual
from advisor.meaning.possible import NONE, allows
from advisor.value.unit import WHOLE

_DIGITS = 2
"""How many digits of a round number are not 0."""
WEEK, WEEKS_FROM = 7, 21
"""From three weeks on people speak of weeks."""


def near(fact: FactType, said: Possible | None, memory: Memory) -> Possible:
    """Return the values that a change of a fact could mean. said: as the order says it, None if it does not; memory: as usual.

    Of a fact that is not said they are the usual ones; of a number that is, those within the shares of it that the fact declares.
    What is said to be fixed can mean no other.
    """
    domain = fact.domain
    if said is not None and fact.fixed_by and memory.get(f"order.{fact.fixed_by}") == OneOf((True,)):
        return said
    if said is None or said == domain:
        return usual(fact, memory)
    if not isinstance(said, Numbers) or not isinstance(domain, Numbers):
        return domain
    if fact.near is None or said == NONE or not said.low:
        found = domain if fact.usual is None else fact.usual
        return found if isinstance(found, Numbers) else domain
    low, high = fact.near
    return Numbers(max(domain.low, said.low * low // WHOLE), min(domain.high, said.high * high // WHOLE))


def may_cure(fact: FactType, given: Memory, facts: Mapping[str, FactType]) -> bool:
    """Return whether a change of a fact may be offered as a cure: of what a client does only where there is one. given: of all facts, said or not."""
    said = (given.get(f"order.{name}", facts[name].domain) != facts[name].domain for name in fact.cure_if)
    return fact.is_cure and (not fact.cure_if or any(said))


def is_near(fact: FactType, said: Possible | None, value: Possible, memory: Memory) -> bool:
    """Return whether a person could mean a change of a fact to a value, and take it for a cure."""
    return fact.is_cure and allows(near(fact, said, memory), value)


def rounded(value: int, fact: FactType, *, up: bool) -> int:
    """Return the round number next to a value, itself if it is round."""
    by = fact.step
    if fact.unit is not None and fact.unit.name == "days" and value > WEEKS_FROM:
        by = max(by, WEEK)
    else:
        by = max(by, 10 ** max(0, len(str(abs(value))) - _DIGITS))
    return -(-value // by) * by if up else value // by * by
