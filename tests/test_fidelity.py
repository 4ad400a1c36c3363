"""Explanations are true: what they cite suffices, what they say would flip the answer does, and every mode says the same."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from itertools import combinations

import pytest
from msgspec.structs import replace

from advisor import meaning
from advisor.advice import Advisor
from advisor.analysis.flip import distance_exactly, flips
from advisor.analysis.lab import Lab
from advisor.analysis.order_variants import Answers, columnar
from advisor.analysis.winners_by_value import sweep
from advisor.errors import Place
from advisor.ir import FactType, Memory, Numbers, OneOf, Possible, Subset
from advisor.meaning.possible import is_known
from advisor.trace import Advice, Order
from conftest import Run
from counts import count
from test_promises import random_possible

COUNT = count(2)
QUIZ = "{id: quiz-1, quantity: 120, deadline: 4 weeks}"
DENSE, FARTHEST = 3000, 12_000
"""How many quantities flips are asked one by one, and how many brute force is."""
GRID = count(120, 400)
"""How many numbers of a fact are asked all over its domain."""


@pytest.fixture(scope="module")
def answers(walk: Advisor) -> Answers:
    return columnar(walk)


@pytest.fixture(scope="module")
def random_order(walk: Advisor) -> Callable[[int], Order]:
    """Return a random order of a number: a fact in three is said, now and then vaguely; quantity and deadline always are."""
    facts = [
        fact for fact in walk.pack.facts.values() if fact.of == "order" and f"order.{fact.name}" not in walk.derived
    ]

    def made(seed: int) -> Order:
        chance = random.Random(f"fidelity-{seed}")  # noqa: S311  # orders by chance, not secrets
        given = {f"order.{fact.name}": random_possible(fact, chance) for fact in facts if chance.randrange(3) == 0}
        quantity, deadline = chance.randint(1, 1200), chance.randint(2, 150)
        given |= {"order.quantity": Numbers(quantity, quantity), "order.deadline": Numbers(deadline, deadline)}
        return Order(id=f"random-{seed}", given=given, at=Place("random.yaml", 1, 1))

    return made


def cited(advisor: Advisor, advice: Advice) -> set[str]:
    """Return the given facts that an explanation rests on: what its rules and numbers read, and what identifies the object."""
    made = meaning.inputs(advisor.pack)
    read = [
        path
        for firing in advice.firings
        if firing.verdict or firing.as_assumed
        for path in meaning.rule_reads(advisor.pack.rules[firing.rule])
    ]
    read += [path for option in advisor.pack.options.values() for path in meaning.reads(option.applies)]
    read += ["option.landed_unit_cost", "option.lead_time"]
    cited = set(meaning.origins(read, made))
    for path, by in reversed(
        tuple(advisor.program.looked_up.items())
    ):  # what stands for a fact may go by one that is said
        if path in cited:
            cited.update(by)
    return cited & set(advice.order.given)


def brute(advisor: Advisor, answers: Answers, order: Order, path: str, values: Sequence[int]) -> dict[int, str | None]:
    """Return who wins at every value, each asked as an order of its own."""
    told = Lab(advisor, answers, order).at(path, values)
    return {value: pathway for value, (pathway, _) in zip(values, told, strict=True)}


@pytest.mark.parametrize("seed", range(COUNT))
def test_the_cited_facts_suffice(walk: Advisor, random_order: Callable[[int], Order], seed: int) -> None:
    """Decided again from the facts that are cited alone, the order has the same winner with the same score."""
    order = random_order(seed)
    advice = walk.advise(order, witnesses=False)
    kept = {path: value for path, value in order.given.items() if path in cited(walk, advice)}
    again = walk.advise(replace(order, given=kept), witnesses=False)

    assert again.pathway == advice.pathway
    if advice.winner is not None and again.winner is not None:
        assert (again.winner.option.id, again.winner.score) == (advice.winner.option.id, advice.winner.score)


@pytest.mark.parametrize("seed", range(COUNT))
def test_flips_equal_brute_force(
    walk: Advisor, answers: Answers, random_order: Callable[[int], Order], seed: int
) -> None:
    """Of quantity and deadline, each pathway's nearest value is the one brute force finds, and it has none where that has none."""
    order = random_order(seed)
    told = flips(walk, answers, order, most=DENSE, in_pairs=False)
    for path, values in {"order.quantity": range(1, FARTHEST + 1), "order.deadline": range(1, 3651)}.items():
        given = order.given[path]
        won = brute(walk, answers, order, path, values)
        expected: dict[str, int] = {}
        for value, pathway in won.items():
            far = distance_exactly(given, Numbers(value, value))
            if pathway not in (None, told.pathway) and far < expected.get(str(pathway), 10**9):
                expected[str(pathway)] = far
        found = {
            one.pathway: distance_exactly(given, flipped)
            for one in told.flips
            if one.values[0][0] == path and isinstance(flipped := one.values[0][1], Numbers) and flipped.low in values
        }
        wrong = {
            key: (found.get(key), expected.get(key))
            for key in {*found, *expected}
            if found.get(key) != expected.get(key)
        }
        assert not wrong or (path in told.unproved and wrong.keys() <= expected.keys()), (path, wrong)


@pytest.mark.parametrize("seed", range(COUNT))
def test_of_no_fact_a_flip_is_missed(
    walk: Advisor, answers: Answers, random_order: Callable[[int], Order], seed: int
) -> None:
    """Whatever wins at any choice or set, or on a grid over a number's whole domain, has a flip of that fact, no farther away."""
    order = random_order(seed)
    told = flips(walk, answers, order, most=DENSE, in_pairs=False)
    given = walk.weigh(order).assumed.memory
    chance = random.Random(f"grid-{seed}")  # noqa: S311  # values by chance, not secrets
    for fact in walk.pack.facts.values():
        path = f"order.{fact.name}"
        if fact.of != "order" or not fact.actionable or path in told.unproved:
            continue
        nearest = {
            one.pathway: distance_exactly(given[path], one.values[0][1])
            for one in told.flips
            if one.values[0][0] == path
        }
        for value, winner in at_every_kind_of_value(walk, answers, order, fact, chance):
            if winner not in (None, told.pathway):
                assert winner in nearest, (path, value, winner)
                assert nearest[winner] <= distance_exactly(given[path], value), (path, value, winner)


def at_every_kind_of_value(
    walk: Advisor, answers: Answers, order: Order, fact: FactType, chance: random.Random
) -> list[tuple[Possible, str | None]]:
    """Return who wins at every choice, at every set of few members, at numbers all over their domain."""
    path = f"order.{fact.name}"
    match fact.domain:
        case Numbers(low, high):
            steps = sorted({low, high, *(low + int((high - low) ** chance.random()) for _ in range(GRID))})
            won = brute(walk, answers, order, path, steps)
            return [(Numbers(value, value), winner) for value, winner in won.items()]
        case OneOf(choices):
            values: list[Possible] = [OneOf((one,)) for one in choices]
        case Subset(some, maybe):
            members = (*some, *maybe)
            values = [Subset(several) for size in (0, 1, 2) for several in combinations(members, size)]
        case _:
            values = []
    return [(value, wins(walk, order, {path: value})) for value in values]


@pytest.mark.parametrize("seed", range(COUNT))
def test_flips_of_any_fact_flip_as_asked_alone(
    walk: Advisor, answers: Answers, random_order: Callable[[int], Order], seed: int
) -> None:
    """By the plain walk each flip makes its pathway win; one step nearer to what is given it does not."""
    order = random_order(seed)
    given = walk.weigh(order).assumed.memory
    for one in flips(walk, answers, order, most=DENSE).flips:
        assert wins(walk, order, dict(one.values)) == one.pathway
        (path, value), *more = one.values
        base = given[path]
        if (
            not more
            and isinstance(value, Numbers)
            and isinstance(base, Numbers)
            and 0 < distance_exactly(base, value) < 10**12
        ):
            nearer = value.low + (-1 if value.low > base.high else 1)
            assert wins(walk, order, {path: Numbers(nearer, nearer)}) != one.pathway or nearer in range(
                base.low, base.high + 1
            )


@pytest.mark.parametrize("seed", range(COUNT))
def test_what_is_neither_cited_nor_said_to_flip_changes_nothing(
    walk: Advisor, answers: Answers, random_order: Callable[[int], Order], seed: int
) -> None:
    """At any value of a fact one can act on no other pathway wins, unless the explanation cites it or names its flips."""
    order = random_order(seed)
    told = flips(walk, answers, order, most=DENSE)
    named = {path for flip in told.flips for path, _ in flip.values} | set(told.unproved)
    held = named | cited(walk, walk.advise(order, witnesses=False))
    chance = random.Random(f"uncited-{seed}")  # noqa: S311  # values by chance, not secrets
    free = [fact for fact in walk.pack.facts.values() if fact.of == "order" and fact.actionable]
    free = [fact for fact in free if f"order.{fact.name}" not in held]

    assert free
    for fact in free:
        for value in (random_possible(fact, chance) for _ in range(6)):
            if is_known(value):
                winner = wins(walk, order, {f"order.{fact.name}": value})

                assert winner in (told.pathway, None), (fact.name, value)


def wins(walk: Advisor, order: Order, values: Memory) -> str | None:
    return walk.weigh(replace(order, given={**order.given, **values})).pathway


@pytest.mark.parametrize("seed", range(COUNT))
def test_crossovers_equal_brute_force(
    walk: Advisor, answers: Answers, random_order: Callable[[int], Order], seed: int
) -> None:
    """A sweep of the quantity says at every one of 4,000 units who wins there; of the deadline, at every day of ten years."""
    order = random_order(seed)
    for path, high in {"order.quantity": 4000, "order.deadline": 3650}.items():
        regions = sweep(walk, answers, order, path, Numbers(1, high)).regions
        told = {value: one.pathway for one in regions for value in range(one.low, one.high + 1)}

        assert told == brute(walk, answers, order, path, range(1, high + 1))


@pytest.mark.parametrize("seed", range(COUNT))
def test_the_engine_answers_tries_as_the_walk_does(
    walk: Advisor, answers: Answers, random_order: Callable[[int], Order], seed: int
) -> None:
    """What brute force rests on: at quantities on either side of each region's border the walk agrees with the engine."""
    order = random_order(seed)
    for one in sweep(walk, answers, order, "order.quantity", Numbers(1, 1500)).regions[:6]:
        for at_end in {one.low, one.high}:
            at: dict[str, Possible] = {"order.quantity": Numbers(at_end, at_end)}
            assert wins(walk, order, at) == one.pathway


TODAY = "2026-11-28"
"""An interview counts from a day; so do the others here."""


def asked(cli: Run) -> dict[str, str]:
    """Return the document of an interview in which all that is asked besides is answered by `unknown`."""
    sets = ["quantity=120", "deadline=4 weeks"]
    for _ in range(9):
        done = cli("ask", "--json", "--as-of", TODAY, *(word for one in sets for word in ("--set", one)))
        if done.returncode == 0:
            return dict(json.loads(done.stdout))
        sets += [f"{name}=unknown" for name in re.findall(r"--set (\w+)=\.\.\.", done.stderr)]
    raise AssertionError(sets)


def test_every_mode_says_the_same_words(cli: Run) -> None:
    """The explanation of one order is the same in `advise`, `ask` and `batch`, and its answer stands in the report."""
    told = json.loads(cli("advise", "-", "--as-of", TODAY, "--format", "json", stdin=QUIZ).stdout)
    batch = json.loads(
        cli("batch", "-", "--as-of", TODAY, "-o", "-", "--format", "jsonl", "--explain", "full", stdin=QUIZ).stdout
    )
    page = cli("report", "-", "--as-of", TODAY, "-o", "-", stdin=QUIZ).stdout
    first = told["explanation"].split("\n\n")[1].replace("**", "<strong>", 1).replace("**", "</strong>", 1)

    assert told["explanation"] == batch["explanation"]
    assert told["explanation"] == asked(cli)["explanation"]
    assert first in page
