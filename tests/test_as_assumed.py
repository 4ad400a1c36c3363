"""The order as assumed: saying what was assumed changes nothing, settled and firm are right, nothing fits is said of it alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product

import pytest
from msgspec.structs import replace

from advisor import meaning, ranking
from advisor.advice import Advisor
from advisor.advice.decision import Candidate, Decision
from advisor.advice.outlook import WalkOutlook, is_proved
from advisor.analysis.case import read_cases
from advisor.columnar import orders_of
from advisor.errors import PackError
from advisor.ir import Memory, Numbers, OneOf, Possible, Risk, Subset
from advisor.meaning.possible import NONE, allows, is_known
from advisor.trace import Order, Standing
from conftest import ROOT, builtin_pack
from counts import count
from strategies import advisor_of, make_order, make_pack, read_order, seeded
from test_check import BASE
from test_promises import random_given

PAIRS = count(480)
"""So many pairs of a pack and an order in a law."""
FEW_MEMBERS = 8
"""Of so many members a set may have, every set is tried."""
ORDERS_OF_A_PACK = 20
FIRM = count(25)
"""How many orders are completed with usual values."""
MEANT = count(25)
"""Of how many random orders the witnesses and cures are looked at."""
COMPLETIONS = count(30, 300)


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


def test_what_is_assumed_is_usual() -> None:
    """On random packs, what is assumed of a fact that nobody says is among what is usual of it, however it grew."""
    grew = 0
    for advisor, order in pairs(PAIRS, "usual"):
        given = {**advisor._weigher.unknown, **order.given}
        assumed, usual = (of(advisor.program, given) for of in (meaning.assumed_order, meaning.usual_order))
        for path, value in assumed.items():
            fact = advisor.pack.facts[path.removeprefix("order.")]
            if given[path] == fact.domain and is_known(value):
                grew += fact.assume is not None and value not in [one.value for one in meaning.guesses(fact.assume)]

                assert allows(usual[path], value), path

    assert grew > PAIRS // 100


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
    assert firm > FIRM // 8


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

    decisions = [*walk.weigh_block([_order(walk, random_given(walk, chance)) for _ in range(count(200))])]
    winners = [one for one in decisions if one.winner is not None]

    assert len(winners) > 25
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


def test_what_is_offered_to_make_it_fit_makes_it_fit(walk: Advisor) -> None:
    """After each cure of random orders, and with each fact left open that is offered as keeping them, something fits and likely keeps every limit."""
    chance = random.Random("cures")  # noqa: S311  # no secret
    orders = [_order(walk, random_given(walk, chance)) for _ in range(count(150))]
    cured = []
    for order, advice in zip(orders, walk.advise_block(orders), strict=True):
        offered = [(one.path, one.value) for one in advice.nearest if one.is_cure]
        offered += [(one.path, one.value) for one in advice.loosened if one.keeps]
        offered += [(one.path, one.other) for one in advice.assumed if advice.winner is None and one.pathway]
        cured += [_order(walk, {**order.given, path: value}) for path, value in offered]

    assert len(cured) > 25
    for advice in walk.advise_block(cured):
        assert advice.winner is not None
        assert not advice.breaches


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


GROWS = (
    "  thing: {kind: choice, choices: {mug: {label: a mug, usually: {side: 10, bulk: 40}}, pin: {label: a pin, usually: {side: 2, bulk: 3}}, jar: a jar}, question: What?}\n"
    "  side: {kind: number, unit: units, bounds: 0..1000, assume: 4, question: Side?}\n"
    "  back: {kind: number, unit: units, bounds: 1..1000, assume: 4, question: Back?, grows_with: {side: 4}}\n"
    "  bulk: {kind: number, unit: units, bounds: 1..5000, assume: 20, question: Bulk?, grows_with: {side: 5, quantity: 100}}\n"
)


@pytest.mark.parametrize(
    ("text", "back", "bulk"),
    [
        ("deadline: 9 days", 4, 20),  # what they are at first
        ("side: 8", 8, 40),  # twice the 4 that is assumed of a side
        ("side: 2\nquantity: 50", 2, 5),  # half of half
        ("thing: mug", 4, 40),  # its own side is what both grow from
        ("thing: mug\nside: 30", 12, 120),  # three times a mug
        ("thing: pin\nside: 30", 60, 45),  # fifteen times a pin
        ("side: 0", 1, 1),  # not below the bounds
        ("side: 1000\nquantity: 1000", 1000, 5000),  # nor above
        ("side: 8..12", 10, 50),  # the middle of what is said
        ("side: 8\nbulk: 7", 8, 7),  # what is said stands
    ],
)  # fmt: skip
def test_an_assumption_grows_with_another_number(text: str, back: int, bulk: int) -> None:
    """As many times as that is larger than what is assumed of it for the thing; by columns as by the walk."""
    advisor = advisor_of(with_fact(GROWS))
    order = read_order(f"{text}\n", advisor)
    (blocked,) = advisor.weigh_block([order])

    for decision in (advisor.weigh(order), blocked):
        memory = decision.assumed.memory
        assert (memory["order.back"], memory["order.bulk"]) == (Numbers(back, back), Numbers(bulk, bulk))


BODY = (
    "  form: {kind: choice, choices: {hollow: hollow, solid: solid, flat: flat}, question: Form?}\n"
    "  thing: {kind: choice, choices: {jar: {label: a jar, usually: {form: hollow, long: 10 mm, wide: 10 mm, high: 20 mm, bulk: 30}}, "
    "knob: {label: a knob, usually: {form: solid, long: 10 mm, wide: 10 mm, high: 20 mm, bulk: 30}}, "
    "tag: {label: a tag, usually: {form: hollow, long: 10 mm, wide: 10 mm, high: 2 mm, bulk: 30}}}, question: What?}\n"
    + "".join(f"  {side}: {{kind: number, unit: length, bounds: 1 mm..900 mm, question: How long?}}\n" for side in ("long", "wide", "high"))
    + "  bulk: {kind: number, unit: units, bounds: 1..9000, assume: 20, question: Bulk?, "
    "grows_with: {long: 10 mm, wide: 10 mm, high: {usually: 20 mm, sheet: 3 mm, skin: {form: hollow}, body: {form: solid}}}}\n"
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "bulk"),
    [
        ("thing: jar\nhigh: 40 mm", 53),  # 9 by 5 of the skin that it had
        ("thing: jar\nlong: 20 mm\nwide: 20 mm\nhigh: 40 mm", 119),  # four times, but for the last micrometre
        ("thing: knob\nhigh: 40 mm", 60),
        ("thing: knob\nhigh: 1 mm", 4),  # as 3 mm: what is thin fills more of its box
        ("thing: knob\nlong: 20 mm\nwide: 20 mm\nhigh: 40 mm", 240),
        ("thing: tag\nhigh: 4 mm", 60),  # a sheet is twice as heavy where it is twice as thick
        ("thing: jar\nform: solid\nhigh: 40 mm", 60),
        ("thing: jar\nform: flat\nhigh: 40 mm", 30),  # a table top: how high the table is says nothing of it
        ("form: hollow\nlong: 20 mm", 40),  # of what has a side that nobody knows
        ("thing: [jar, knob]\nhigh: 40 mm", 53),  # as the first of them
    ],
)
def test_a_hollow_thing_grows_with_its_skin_a_solid_one_with_its_body(text: str, bulk: int) -> None:
    """All three sides count; by columns as by the walk."""
    advisor = advisor_of(with_fact(BODY))
    order = read_order(f"{text}\n", advisor)
    (blocked,) = advisor.weigh_block([order])

    for decision in (advisor.weigh(order), blocked):
        assert decision.assumed.memory["order.bulk"] == Numbers(bulk, bulk)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("skin: {form: hollow}", "skin: {form: hollw}", "did you mean `hollow`?"),
        ("skin: {form: hollow}", "skin: {from: hollow}", "did you mean `form`?"),
        ("body: {form: solid}", "body: {thing: jar}", "a skin and a body go by one choice"),
        ("{long: 10 mm, wide: 10 mm, high: {usually", "{long: 10 mm, high: {usually", "a skin is of three lengths"),
    ],
)
def test_a_skin_that_is_none_is_refused_with_its_place(before: str, after: str, told: str) -> None:
    with pytest.raises(PackError, match=r"pack/knowledge/facts\.yaml:") as caught:
        advisor_of(with_fact(BODY.replace(before, after)))

    assert told in str(caught.value)


def test_what_grew_twice_is_still_usual() -> None:
    """A number that grows with one that grew itself, of which much is usual then, is usual as it is assumed."""
    text = GROWS.replace("grows_with: {side: 5, quantity: 100}", "grows_with: {side: 5, back: 4}")
    advisor = advisor_of(with_fact(text))
    given = {**advisor._weigher.unknown, **read_order("thing: mug\nside: 50\n", advisor).given}
    assumed, usual = (of(advisor.program, given) for of in (meaning.assumed_order, meaning.usual_order))

    assert assumed["order.bulk"] == Numbers(1000, 1000)  # 40, five times by its side and five times by its back
    assert usual["order.bulk"] == Numbers(100, 1000)  # half to double of 200, and that


THIRD = (
    "  stuff: {kind: choice, choices: {clay: clay, iron: iron, wool: wool}, question: Of what?}\n"
    "  side: {kind: number, unit: units, bounds: 1..1000, assume: 10, question: Side?}\n"
    "  thing: {kind: choice, choices: {lamp: {label: a lamp, usually: {stuff: [clay, iron], bulk: {by: stuff, cases: {iron: 8}, otherwise: 40}}}, "
    "ball: {label: a ball, usually: {stuff: iron, bulk: 100}}, orb: an orb}, question: What?}\n"
    "  bulk: {kind: number, unit: units, bounds: 1..5000, assume: 20, question: Bulk?, grows_with: {side: 10}}\n"
)


@pytest.mark.parametrize(
    ("text", "bulk", "usual"),
    [
        ("thing: lamp\nstuff: iron", (8, 8), (4, 16)),
        ("thing: lamp\nstuff: clay", (40, 40), (20, 80)),
        ("thing: lamp", (40, 40), (4, 80)),  # of what it usually is first; of the others, too
        ("thing: lamp\nside: 20", (80, 80), (8, 160)),  # both grow
        ("thing: lamp\nstuff: iron\nside: 20", (16, 16), (8, 32)),
        ("thing: [lamp, ball]\nstuff: iron", (8, 8), (1, 5000)),  # of several things at once any number is
        ("thing: [lamp, orb]\nstuff: [iron, wool]", (8, 8), (1, 5000)),
        ("thing: orb\nstuff: iron", (20, 20), (1, 5000)),
        ("thing: lamp\nbulk: 3", (3, 3), (3, 3)),
    ],
)  # fmt: skip
def test_what_a_thing_usually_is_goes_by_a_third_fact(text: str, bulk: tuple[int, int], usual: tuple[int, int]) -> None:
    """Of iron a lamp has less in it than of clay; what is usual holds all that may be; by columns as by the walk."""
    advisor = advisor_of(with_fact(THIRD))
    order = read_order(f"{text}\n", advisor)
    (blocked,) = advisor.weigh_block([order])
    given = {**advisor._weigher.unknown, **order.given}

    assert [one.assumed.memory["order.bulk"] for one in (advisor.weigh(order), blocked)] == [Numbers(*bulk)] * 2
    assert meaning.usual_order(advisor.program, given)["order.bulk"] == Numbers(*usual)


@pytest.mark.parametrize(
    ("lookup", "told"),
    [
        ("{by: stuff, cases: {iron: 8}}", "needs `otherwise`"),
        ("{by: thing, cases: {orb: 8}, otherwise: 9}", "cannot go by `thing` itself"),
        ("{by: stuf, cases: {iron: 8}, otherwise: 9}", "`stuf`"),
        ("{by: stuff, cases: {lead: 8}, otherwise: 9}", "case of `stuff`"),
        ("{by: stuff, cases: {iron: 8000}, otherwise: 9}", "must be from 1 to 5000"),
        ("{by: stuff, cases: {iron: 8}, otherwise: 9, only: {iron: 8}}", "usually is `only`"),
    ],
)
def test_a_lookup_of_what_a_thing_usually_is_is_refused_with_its_place(lookup: str, told: str) -> None:
    """Without `otherwise`, by itself, by what does not exist, out of bounds."""
    with pytest.raises(PackError) as caught:
        advisor_of(with_fact(THIRD.replace("{by: stuff, cases: {iron: 8}, otherwise: 40}", lookup)))

    assert told in str(caught.value)
    assert "pack/knowledge/facts.yaml:" in str(caught.value)


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
        ("a: {kind: choice, choices: {x: x}, question: A?, assume: {by: b, cases: {y: x}, only: {z: x}}}\n  b: {kind: choice, choices: {y: y, z: z}, question: B?}", "case that `cases` names"),
        ("a: {kind: choice, choices: {x: x, w: w}, question: A?, assume: {by: b, cases: {y: x, z: x}, only: {both: [w]}}}\n  b: {kind: choice, choices: {y: y, z: z}, choice_groups: {both: [y, z]}, question: B?}", "is among what alone"),
        ("a: {kind: number, unit: units, bounds: 1..9, question: A?, assume: {by: b, cases: {y: 3}, only: {y: 3}}}\n  b: {kind: choice, choices: {y: y}, question: B?}", "`only` is for choices"),
        ("a: {kind: number, unit: units, bounds: 1..9, question: A?, over: 3 apples}", "`over`: expected a time in days, got `3 apples`"),
        ("a: {kind: number, unit: units, bounds: 1..9, question: A?, over: 0 days}", "`over` must be a day or more, got `0 days`"),
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


SECOND = (
    "  stuff: {kind: choice, choices: {clay: clay, wood: wood, wool: wool}, question: Of what?}\n"
    "  form: {kind: choice, choices: {flat: flat, hollow: hollow, solid: solid}, question: Form?, "
    "assume: {by: stuff, cases: {clay: hollow, wood: flat}, otherwise: solid}}\n"
    "  thing: {kind: choice, choices: {mug: {label: a mug, usually: {form: hollow}}, tray: {label: a tray, usually: {form: flat}}, orb: an orb}, "
    "question: What?}\n"
)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("stuff: clay", "hollow"), ("stuff: wood", "flat"), ("stuff: wool", "solid"), ("quantity: 9", "solid"),
        ("thing: mug\nstuff: wood", "hollow"), ("thing: tray\nstuff: clay", "flat"), ("thing: orb\nstuff: clay", "hollow"),
        ("thing: [tray, orb]\nstuff: clay", "flat"), ("thing: mug\nform: solid", "solid"),
    ],
)  # fmt: skip
def test_an_assumption_goes_by_a_second_fact_where_the_first_says_nothing(text: str, form: str) -> None:
    """What a thing usually is comes before what is said of its material, which counts where the thing says nothing or is not said."""
    advisor = advisor_of(with_fact(SECOND))
    order = read_order(f"{text}\n", advisor)
    (blocked,) = advisor.weigh_block([order])

    assert advisor.weigh(order).assumed.memory["order.form"] == OneOf((form,))
    assert blocked.assumed.memory["order.form"] == OneOf((form,))


CONFINED = (
    "  thing: {kind: choice, choices: {vase: {label: a vase, usually: {stuff: [clay, glass]}}, box: {label: a box, usually: {stuff: [wood, pla]}}, orb: an orb}, "
    "question: What?}\n"
    "  trade: {kind: choice, whichever: true, choices: {print: printing, burn: burning, carve: carving, glue: gluing}, question: How?}\n"
    "  stuff: {kind: choice, choices: {clay: clay, glass: glass, wood: wood, pla: PLA, abs: ABS, wool: wool}, question: Of what?, "
    "assume: {by: trade, cases: {print: abs, burn: clay, carve: wood}, only: {print: [pla, abs], burn: [clay, glass]}}}\n"
)
FAMILY = CONFINED.replace(
    "carve: carving, glue: gluing}", "carve: carving, glue: gluing}, choice_groups: {hot: [print, burn, carve]}"
).replace("burn: [clay, glass]}}", "burn: [clay, glass], hot: [glass, wool, clay]}}")


@pytest.mark.parametrize(
    ("text", "stuff"),
    [
        ("thing: vase", "clay"), ("thing: vase\ntrade: glue", "clay"), ("thing: vase\ntrade: print", "abs"),
        ("thing: box\ntrade: print", "pla"), ("thing: orb\ntrade: print", "abs"), ("trade: print", "abs"),
        ("thing: box\ntrade: burn", "clay"), ("thing: vase\ntrade: carve", "clay"), ("thing: vase\ntrade: print\nstuff: clay", "clay"),
        ("thing: vase\ntrade: print\nstuff: [wood, wool]", "wood"), ("thing: box\ntrade: [print, burn]", "pla"),
        ("thing: box\ntrade: [print, glue]", "wood"), ("thing: orb\ntrade: carve", "wood"), ("thing: [box, vase]\ntrade: print", "abs"),
        ("thing: vase\ntrade: [print, burn]", "clay"), ("thing: orb\ntrade: [print, burn]", "abs"), ("trade: [burn, print]", "abs"),
        ("thing: box\ntrade: [burn, print]\nstuff: [wool, glass, clay]", "clay"), ("thing: vase\ntrade: [print, carve]", "clay"),
    ],
)  # fmt: skip
def test_what_a_thing_usually_is_counts_only_where_the_trade_works_it(text: str, stuff: str) -> None:
    """`only` leaves of what a thing usually is what a case can be, else the case's own; of several cases, where each says it, what any can be."""
    is_taken(CONFINED, text, stuff)


@pytest.mark.parametrize(
    ("text", "stuff"),
    [
        ("thing: vase\ntrade: hot", "clay"), ("thing: box\ntrade: hot", "clay"), ("thing: orb\ntrade: hot", "clay"), ("trade: hot", "clay"),
        ("thing: box\ntrade: [print, burn]", "pla"), ("thing: box\ntrade: [print, carve]", "wood"), ("thing: vase\ntrade: hot\nstuff: [glass, pla]", "glass"),
    ],
)  # fmt: skip
def test_a_family_says_what_it_works(text: str, stuff: str) -> None:
    """A choice group as a case of `only` counts where just that family is said; what is assumed of one of it, if nothing is left of the thing."""
    is_taken(FAMILY, text, stuff)


def is_taken(facts: str, text: str, stuff: str) -> None:
    advisor = advisor_of(with_fact(facts))
    order = read_order(f"{text}\n", advisor)
    (blocked,) = advisor.weigh_block([order])
    decision = advisor.weigh(order)

    assert decision.assumed.memory["order.stuff"] == OneOf((stuff,))
    assert blocked.assumed.memory["order.stuff"] == OneOf((stuff,))
    assert allows(meaning.usual_order(advisor.program, decision.given)["order.stuff"], OneOf((stuff,)))


# --- in the built-in pack ---------------------------------------------------------------------------------------------
def volume(walk: Advisor, text: str) -> int:
    value = walk.weigh(read_order(text, walk)).assumed.memory["order.part_volume"]
    assert isinstance(value, Numbers)
    assert is_known(value)
    return value.low


def test_a_larger_bowl_has_more_material(walk: Advisor) -> None:
    """A bowl of 60 cm has more material than one of 17 cm, that more than one of 6 cm; how much is said stands."""
    large, middle, small = (volume(walk, f"object: bowl\nlongest_side: {side} cm\n") for side in (60, 17, 6))

    assert large > 4 * middle
    assert middle > 4 * small
    assert volume(walk, "object: bowl\nlongest_side: 60 cm\npart_volume: 900 cm3\n") == 900_000


def test_the_form_goes_by_the_material_where_no_object_is_said(walk: Advisor) -> None:
    """A thing of ceramic is likely hollow; a tile of it is not."""
    texts = ("material: ceramic\n", "material: ceramic\nobject: tile\n")
    hollow, flat = (walk.weigh(read_order(text, walk)).assumed.memory["order.form"] for text in texts)

    assert hollow == OneOf(("hollow",))
    assert flat == OneOf(("flat",))


def test_a_family_of_processes_stays_open(walk: Advisor) -> None:
    """Of 3D printing no one process is assumed: rows of several are candidates, and none of another process."""
    decision = walk.weigh(read_order("object: figurine\nmaterial: plastic\nprocess: 3D printing\nquantity: 50\n", walk))
    family = decision.given["order.process"]
    assert isinstance(family, OneOf)
    processes = {one.option.process for one in decision.candidates}

    assert len(family.values) > 1
    assert decision.assumed.memory["order.process"] == OneOf(family.values, whichever=True)
    assert len(processes & set(family.values)) > 1
    assert processes - set(family.values) <= {"any"}


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

    limits = [fact for fact in builtin_pack().facts.values() if fact.is_limit]

    assert {fact.name for fact in limits} >= {"deadline", "unit_cost_ceiling", "total_cash", "cash_for_tooling"}
    assert all(fact.assume and fact.assume.otherwise and fact.assume.otherwise.value == NONE for fact in limits)


def test_nothing_is_proved_of_a_thing_that_is_none_that_is_known(
    walk: Advisor, order_of: Callable[[str], Order]
) -> None:
    """Where general figures alone speak for a material that nobody knows, the answer is not firm, by either engine; with quotes it may be."""
    unknown = "quantity: 500\nmaterial: quibblium\ndeadline: none\n"
    quote = "supplier: A, pathway: small_factory, unit_cost: EUR 3, lead_time: 2 weeks, tooling: none"
    orders = [order_of(unknown), order_of(f"{unknown}quotes: [{{{quote}}}]")]

    assert [walk.advise(one, witnesses=False).firm for one in orders] == [False, True]
    assert [one.firm for one in walk.advise_block(orders, tries=False)] == [False, True]
