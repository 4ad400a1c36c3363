"""The order as assumed: saying what was assumed changes nothing, settled and firm are right, nothing fits is said of it alone."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product

import pytest

from advisor import meaning, ranking
from advisor.advice import Advisor
from advisor.advice.decision import Candidate, Decision
from advisor.advice.outlook import WalkOutlook, is_proved
from advisor.analysis.case import read_cases
from advisor.columnar import orders_of
from advisor.errors import PackError
from advisor.ir import Memory, Numbers, OneOf, Possible, Risk, Subset
from advisor.meaning.possible import NONE, allows, is_known
from advisor.pack.load import load
from advisor.trace import Order, Standing
from conftest import ROOT
from strategies import advisor_of, make_order, make_pack, read_order, seeded
from test_check import BASE
from test_promises import random_given

PAIRS = 2_000
"""So many pairs of a pack and an order in a law."""
FEW_MEMBERS = 8
"""Of so many members a set may have, every set is tried."""
ORDERS_OF_A_PACK = 40
FIRM = int(os.environ.get("FIRM", "25"))
"""How many orders are completed with usual values, each 500 times over twenty: 200 of them are promised, and run on demand."""
MEANT = int(os.environ.get("MEANT", "50"))
"""Of how many random orders the witnesses and cures are looked at: 500 are promised, and looked at on demand."""
COMPLETIONS = int(os.environ.get("COMPLETIONS", "100"))


def pairs(count: int, name: str) -> Iterator[tuple[Advisor, Order]]:
    """Yield orders of random packs, with what they do not say assumed by values, spans, figures and lookups."""
    for number in range(count // ORDERS_OF_A_PACK):
        dice = seeded(f"{name} {number}")
        advisor = advisor_of(make_pack(dice))
        known = dice.whole(10, 90)
        for _ in range(ORDERS_OF_A_PACK):
            yield advisor, read_order(make_order(dice, advisor.pack, known=known), advisor)


def answer(advisor: Advisor, decision: Decision) -> Mapping[str, object]:
    """Return all that saying an assumption must leave as it is: candidates, estimates, points, who stands in which order.

    Rules that ask whether a fact is known say something else once it is said; they only advise.
    """
    asking = advisor.program.asks_known
    standing = [one for one in decision.candidates if one.contestant.excluded is not True]
    return {
        "candidates": {one.option.id: replace(one.contestant, surely=False) for one in decision.candidates},
        "memories": {one.option.id: dict(one.assumed.memory) for one in decision.candidates},
        "verdicts": {
            (one.option.id, rule): held
            for one in decision.candidates
            for rule, held in one.assumed.verdicts.items()
            if rule not in asking
        },
        "ranking": [one.option.id for one in standing],
        "pathway": decision.pathway,
    }


def said(advisor: Advisor, decision: Decision, order: Order) -> Iterator[Order]:
    """Yield an order with one of its assumptions said, then with all of them."""
    assumed = {path: value for path, value in decision.assumptions.items() if is_known(value)}
    for path, value in assumed.items():
        yield replace(order, given={**order.given, path: value})
    yield replace(order, given={**order.given, **assumed})


# --- the first law ----------------------------------------------------------------------------------------------------
def test_saying_what_was_assumed_changes_nothing() -> None:
    """On random packs, an assumption said leaves candidates, estimates, points, ranking and pathway; labels only sharpen."""
    places = {Standing.FITS: 0, Standing.AT_RISK: 0, Standing.UNDECIDED: 0, Standing.UNLIKELY: 1, Standing.EXCLUDED: 2}
    for advisor, order in pairs(PAIRS, "said"):
        decision = advisor.weigh(order)
        for other in said(advisor, decision, order):
            again = advisor.weigh(other)
            labels = {one.option.id: ranking.standing(one.contestant) for one in again.candidates}

            assert answer(advisor, again) == answer(advisor, decision)
            assert all(
                places[labels[one.option.id]] >= places[ranking.standing(one.contestant)] for one in decision.candidates
            )


def test_saying_what_was_assumed_changes_nothing_in_the_built_in_pack(walk: Advisor) -> None:
    """On random orders of the built-in pack, with all that was assumed said, every answer in columns is the same."""
    chance = random.Random(3)  # noqa: S311  # no secret
    orders = [_order(walk, random_given(walk, chance)) for _ in range(PAIRS)]
    full = [replace(one, given={**one.given, **_known(walk, one.given)}) for one in orders]
    names = ("pathway", "option", "score", "premium", "runner_up", "close", "landed_unit_cost.likely", "lead_time.high")
    before, after = (walk.columnar.decide(orders_of(walk.pack, some), names) for some in (orders, full))

    assert before.equals(after)


def test_saying_what_was_assumed_changes_no_case(walk: Advisor) -> None:
    """Nor does it change the pathway, the option or the score of any of the pack's cases."""
    orders = [one.order for one in read_cases(ROOT, "", walk)]
    full = [replace(one, given={**one.given, **_known(walk, one.given)}) for one in orders]
    names = ("pathway", "option", "score", "runner_up")
    before, after = (walk.columnar.decide(orders_of(walk.pack, some), names) for some in (orders, full))

    assert len(orders) > 500
    assert before.equals(after)


def _order(walk: Advisor, given: Memory) -> Order:
    return replace(read_order("quantity: 1\n", walk), given=given)


def _known(walk: Advisor, given: Memory) -> dict[str, Possible]:
    """Return the given facts of an order as assumed that are known then."""
    whole = {**walk._weigher.unknown, **given}
    return {path: value for path, value in meaning.assumed_order(walk.program, whole).items() if is_known(value)}


# --- the second law ---------------------------------------------------------------------------------------------------
def completions(advisor: Advisor, given: Memory, most: int, name: str) -> list[Memory]:
    """Return every completion of a memory by single values if there are few, else some by chance, the ends among them."""
    values = {path: [*_values(value)] for path, value in given.items()}
    count = 1
    for each in values.values():
        count *= len(each)
    if count <= most:
        return [dict(zip(values, told, strict=True)) for told in product(*values.values())]
    chance = random.Random(name)  # noqa: S311  # no secret
    return [{path: chance.choice(each) for path, each in values.items()} for _ in range(most)]


def _values(value: Possible) -> Iterator[Possible]:
    match value:
        case Numbers(low, high, or_none):
            step = max(1, (high - low) // 12)
            yield from (Numbers(one, one) for one in sorted({*range(low, high + 1, step), high}))
            if or_none:
                yield NONE
        case OneOf(values):
            yield from (OneOf((one,)) for one in values)
        case Subset(some, maybe) if len(maybe) <= FEW_MEMBERS:
            yield from (
                Subset((*some, *(one for one, is_in in zip(maybe, held, strict=True) if is_in)))
                for held in product((False, True), repeat=len(maybe))
            )
        case Subset(some, maybe):
            yield from (Subset((*some, *added)) for size in (0, 1, 2) for added in combinations(maybe, size))
        case _:
            yield value


def test_settled_and_firm_hold_for_every_completion() -> None:
    """On small packs: whatever a fact turns out to be, one with an assumption too, a settled answer keeps its pathway; a firm one
    does for whatever is usual."""
    settled = firm = 0
    for advisor, order in pairs(PAIRS, "proved"):
        decision = advisor.weigh(order)
        weigher = advisor._weigher
        usual = WalkOutlook(weigher, decision, usual=True)
        outlooks = []
        if is_proved(decision, WalkOutlook(weigher, decision)):
            settled += 1
            outlooks.append(decision.given)
        if is_proved(decision, usual):
            firm += 1
            outlooks.append(usual.given)
        for given in outlooks:
            for one in completions(advisor, given, 16, order.id):
                assert advisor.weigh(replace(order, given=one)).pathway == decision.pathway

    assert settled > PAIRS // 10
    assert firm > settled


def test_firm_holds_for_what_is_usual_in_the_built_in_pack(walk: Advisor) -> None:
    """Where an answer is firm, completions of the order with usual values keep the pathway; where it is settled, any do."""
    firm = settled = 0
    for seed in range(FIRM):
        chance = random.Random(f"firm {seed}")  # noqa: S311  # no secret
        for given in _full_orders(walk, chance):
            decided = walk.columnar.engine.decide(orders_of(walk.pack, [_order(walk, given)]))
            if not decided.firm[0]:
                continue
            firm, settled = firm + 1, settled + bool(decided.settled[0])
            (decision,) = walk.weigh_block([_order(walk, given)])
            wide = decision.given if decided.settled[0] else meaning.usual_order(walk.program, decision.given)
            some = [_order(walk, one) for one in completions(walk, wide, COMPLETIONS, f"{seed}")]
            won = walk.columnar.decide(orders_of(walk.pack, some), ("pathway",))["pathway"].unique().to_list()

            assert won == [decision.pathway]

    print(f"{2 * FIRM} orders, {firm} firm, {settled} of them settled, {COMPLETIONS} completions each")  # noqa: T201  # the figures are asked for
    assert firm > FIRM // 4


def _full_orders(walk: Advisor, chance: random.Random) -> Iterator[Memory]:
    """Yield orders that say enough for a firm answer now and then: a random one, and it with what is assumed said but for some facts."""
    given = random_given(walk, chance)
    yield given
    full = {**given, **_known(walk, given)}
    left_out = chance.sample(sorted(full), min(len(full), chance.randint(1, 6)))
    yield {path: value for path, value in full.items() if path not in left_out}


# --- the third law ----------------------------------------------------------------------------------------------------
def test_nothing_fits_only_as_assumed() -> None:
    """Nothing fits where every candidate is excluded as assumed, and only there."""
    for advisor, order in pairs(PAIRS // 4, "none"):
        decision = advisor.weigh(order)

        assert (decision.pathway is None) == all(one.contestant.excluded is True for one in decision.candidates)


# --- what a person could mean -----------------------------------------------------------------------------------------
def test_no_winner_breaks_a_limit_while_another_keeps_all(walk: Advisor) -> None:
    """Of random orders to the built-in pack, what wins and likely breaks a limit is beside nothing that likely keeps all."""
    chance, rules = random.Random("limits"), walk.pack.rules  # noqa: S311  # no secret

    def breaks(one: Candidate) -> bool:
        held = (rules[rule].conclusion for rule, verdict in one.assumed.verdicts.items() if verdict is True)
        return any(isinstance(conclusion, Risk) and conclusion.breaks for conclusion in held)

    decisions = [*walk.weigh_block([_order(walk, random_given(walk, chance)) for _ in range(400)])]
    winners = [one for one in decisions if one.winner is not None]

    assert len(winners) > 50
    for decision in (one for one in winners if one.winner and breaks(one.winner)):
        assert all(one.contestant.excluded is True or breaks(one) for one in decision.candidates)


def test_no_witness_or_cure_is_beyond_what_is_usual_unsaid(walk: Advisor) -> None:
    """What is told as a witness or a cure of random orders is usual or near what was said, and round, or told as not realistic."""
    chance = random.Random(5)  # noqa: S311  # no secret
    told = 0
    for _ in range(MEANT // 25):
        orders = [_order(walk, random_given(walk, chance)) for _ in range(25)]
        for order, advice in zip(orders, walk.advise_block(orders), strict=True):
            given = {**walk._weigher.unknown, **order.given}
            usual = dict(advice.possible) | meaning.usual_order(walk.program, given)
            witnessed = [one for witness in advice.could_change for one in witness.values]
            lifts = [*(lift for one in advice.lost for lift in one.lifts), *(one.lift for one in advice.breaches)]
            cures = [(one.path, one.value) for one in advice.nearest if one.is_realistic]
            cures += [(path, value) for lift in lifts for path, value in lift.changes if path not in lift.beyond]
            told += len(witnessed) + len(cures)
            for path, value in witnessed:
                assert allows(usual[path], value) or path in walk.program.guessed, path
            for path, value in cures:
                fact = walk.pack.facts[path.removeprefix("order.")]

                assert meaning.is_near(fact, given.get(path), value, usual), path

    assert told > MEANT


# --- what stands for a fact -------------------------------------------------------------------------------------------
FACTS = BASE["knowledge/facts.yaml"]


def with_fact(text: str) -> dict[str, str]:
    return dict(BASE) | {"knowledge/facts.yaml": FACTS + text}


THING = (
    "  thing: {kind: choice, choices: {mug: a mug, pin: a pin}, question: What?}\n"
    "  size: {kind: choice, choices: {small: small, large: large}, question: Size?, "
    "assume: {by: thing, cases: {mug: large, pin: small}}}\n"
    "  weight: {kind: number, unit: units, bounds: 1..1000, question: Weight?, "
    "assume: {by: size, cases: {large: 200..400, small: 5}, otherwise: 50}}\n"
)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("thing: mug", 300), ("thing: pin", 5), ("size: large", 300), ("quantity: 9", 50), ("thing: mug\nsize: small", 5),
        ("thing: mug\nweight: 10..40", 25), ("thing: mug\nweight: 250..1000", 300),
    ],
)  # fmt: skip
def test_assumptions_go_by_other_facts_in_turn(text: str, weight: int) -> None:
    """A lookup goes by what is assumed of another fact; what is said beats both, and bounds them."""
    advisor = advisor_of(with_fact(THING))
    decision = advisor.weigh(read_order(f"{text}\n", advisor))

    assert decision.assumed.memory["order.weight"] == Numbers(weight, weight)


CIRCLE = (
    "a: {kind: flag, question: A?, assume: {by: b, cases: {true: true}}}\n"
    "  b: {kind: flag, question: B?, assume: {by: a, cases: {true: true}}}"
)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (CIRCLE, "in a circle: `a` <- `b` <- `a`"),
        ("a: {kind: flag, question: A?, otherwise: true}", "write `assume`"),
        ("a: {kind: number, unit: units, bounds: 1..9, question: A?, assume: 12}", "must be from 1 to 9"),
        ("a: {kind: number, unit: units, bounds: 1..9, question: A?, assume: figure.nobody}", "unknown figure `nobody`"),
        ("a: {kind: flag, question: A?, assume: {by: nobody, cases: {x: true}}}", "`nobody`"),
        ("a: {kind: choice, choices: {x: x}, question: A?, assume: {by: quantity, cases: {x: x}}}", "`quantity`"),
        ("a: {kind: number, unit: units, bounds: 1..9, question: A?, limit: true}", "needs words for `none`"),
        ("a: {kind: number, unit: units, bounds: 1..9, none: none, question: A?, limit: true, assume: 3}", "none is assumed"),
    ],
)  # fmt: skip
def test_what_cannot_be_assumed_is_refused_with_its_place(line: str, told: str) -> None:
    """Circles, values out of bounds, unknown names, and a given fact that would be so unless said."""
    with pytest.raises(PackError) as caught:
        advisor_of(with_fact(f"  {line}\n"))

    assert told in str(caught.value)
    assert "pack/knowledge/facts.yaml:" in str(caught.value)


def test_an_assumption_that_nobody_reads_is_a_finding(walk: Advisor) -> None:
    """What is assumed of a fact that no rule, option or estimate reads stands for nothing."""
    advisor = advisor_of(with_fact("  idle: {kind: flag, question: Idle?, assume: true}\n"))
    from advisor import check  # the findings of `pack check`

    assert any("`idle`" in found.message and "assumed" in found.message for found in check.diagnose(advisor.program))
    assert not [found for found in check.diagnose(walk.program) if "assumed" in found.message]


def test_what_is_usual_holds_what_is_assumed(walk: Advisor) -> None:
    """In the built-in pack every guess is among the values that are usual, and those in the domain."""
    for fact in walk.pack.facts.values():
        for guess in meaning.guesses(fact.assume):
            assert allows(guess.usual, guess.value)
            assert allows(fact.domain, guess.usual)


def test_the_pack_loads_from_a_folder_as_built_in() -> None:
    """Every limit of the built-in pack is none while nobody says it."""
    from advisor.pack.load import builtin

    limits = [fact for fact in load(builtin()).facts.values() if fact.is_limit]

    assert {fact.name for fact in limits} >= {"deadline", "unit_cost_ceiling", "total_cash", "cash_for_tooling"}
    assert all(fact.assume and fact.assume.otherwise and fact.assume.otherwise.value == NONE for fact in limits)
