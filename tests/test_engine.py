"""Experta as the reference engine: each of its known faults that could reach a user, and that none of them does."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from advisor import meaning
from advisor.advice import Advisor
from advisor.engine import Experta
from advisor.errors import EngineError
from advisor.estimate import option_memory
from advisor.ir import Numbers, OneOf, Possible
from advisor.meaning.walk import Walk
from advisor.pack.load import load
from advisor.trace import Advice, Order, Outcome
from conftest import ROOT
from equality import unlike
from strategies import advisor_of, make_order, make_pack, read_order, read_pack, rule_file, seeded
from test_check import BASE, option_rule, rule, with_facts, with_figures, with_rules


def both(files: Mapping[str, str]) -> tuple[Advisor, Advisor]:
    return advisor_of(files, "experta"), advisor_of(files, "walk")


def crowd(rules: int) -> dict[str, str]:
    """Return a pack with many rules alike: each holds of every option, as all the others do."""
    alike = [
        rule(f"alike-{number}", {"favour": "1"}, **{"for": "option", "when": {"proven": True}})
        for number in range(rules)
    ]
    return with_rules(BASE, rule_file(alike))


def option_memory_of(experta: Experta, given: Mapping[str, Possible], option: str) -> dict[str, Possible]:
    pack = experta._program.pack
    unknown = {f"order.{fact.name}": fact.domain for fact in pack.facts.values() if fact.of == "order"}
    return unknown | dict(given) | option_memory(pack.options[option])


# --- firing -----------------------------------------------------------------------------------------------------------
def test_thirty_equal_rules_fire_once_each() -> None:
    """Thirty rules that hold alike each fire exactly once for every option (experta loses or repeats some of four)."""
    experta, _ = both(crowd(30))
    advice = experta.advise(read_order("proven: true\nquantity: 60\n", experta), trace="all")

    assert [len(row.favoured_by) for row in advice.ranking] == [30, 30]
    assert len({(one.rule, one.option) for one in advice.firings}) == len(advice.firings)


def test_thirty_equal_rules_fail_together() -> None:
    """None of thirty rules fires once their condition no longer holds (experta's issue 19)."""
    experta, _ = both(crowd(30))
    experta.advise(read_order("proven: true\n", experta))
    advice = experta.advise(read_order("proven: false\n", experta))

    assert [row.favoured_by for row in advice.ranking] == [(), ()]


def test_every_rule_has_a_salience_of_its_own() -> None:
    """No two compiled rules share a salience, so the agenda never has to choose."""
    experta, _ = both(crowd(30))
    experta.advise(read_order("quantity: 60\n", experta))
    network = experta._engine._networks["option"]  # type: ignore[attr-defined]  # looked into: experta only
    saliences = [one.salience for one in network.get_rules()]

    assert len(saliences) == len(set(saliences)) > 30


def test_firing_order_is_the_telling_order() -> None:
    """Rules fire as `strata` tells them, whatever order the pack's files have them in."""
    lines = rule_file([option_rule(f"r-{number}", when={"quantity": "2.."}) for number in range(12)]).splitlines()
    orders = set()
    for seed in range(5):
        random.Random(seed).shuffle(lines)  # noqa: S311  # an order by chance, no secret
        experta, _ = both(with_rules(BASE, "\n".join(lines) + "\n"))
        advice = experta.advise(read_order("quantity: 60\n", experta))
        orders.add(tuple(advice.ranking[0].excluded_by))

    assert orders == {tuple(sorted(f"r-{number}" for number in range(12)))}


def test_opposite_rules_do_not_block_each_other() -> None:
    """A rule and its negation over an unknown fact are both unknown; over a known one exactly one holds."""
    pair = [
        rule("yes", {"favour": "1"}, **{"for": "option", "when": {"proven": True}}),
        rule("no", {"favour": "1"}, **{"for": "option", "when": {"none": [{"proven": True}]}}),
    ]
    experta, _ = both(with_rules(BASE, rule_file(pair)))
    told = {}
    for text in ("quantity: 60\n", "proven: true\n", "proven: false\n"):
        firings = experta.advise(read_order(text, experta)).firings
        told[text] = {one.rule: one.verdict for one in firings if one.option == "bench-1" and one.rule in ("yes", "no")}

    assert list(told.values()) == [{"yes": None, "no": None}, {"yes": True}, {"no": True}]


def test_one_way_of_many() -> None:
    """A rule with many alternatives that all hold fires once (experta fires a rule once for each way an OR holds)."""
    ways = [{"quantity": "2.."}, {"quantity": "3.."}, {"proven": True}, {"colour": ["red", "green"]}]
    experta, _ = both(
        with_rules(BASE, rule_file([rule("many", {"favour": "7"}, **{"for": "option", "when": {"any": ways}})]))
    )
    advice = experta.advise(read_order("quantity: 60\nproven: true\ncolour: red\n", experta))

    assert [row.favoured_by for row in advice.ranking] == [(("many", 7),)] * 2


def test_true_is_not_one() -> None:
    """A flag that is true and a number that is 1 stay two facts (experta takes `1 == True` for a duplicate and drops one)."""
    facts = "  ones: {kind: number, unit: units, bounds: 0..1, question: Ones?}\n"
    more = [option_rule("number-one", when={"ones": "1"}), option_rule("flag-true", when={"proven": True})]
    experta, _ = both(with_rules(with_facts(BASE, facts), rule_file(more)))
    advice = experta.advise(read_order("ones: 1\nproven: true\n", experta))

    assert advice.ranking[0].excluded_by == ("flag-true", "number-one")


def test_rules_of_one_shape_stay_apart() -> None:
    """Two rules with the same condition and conclusion are two rules, each told (experta joins those of one function)."""
    twins = [rule(name, {"favour": "4"}, **{"for": "option", "when": {"quantity": "2.."}}) for name in ("one", "two")]
    experta, _ = both(with_rules(BASE, rule_file(twins)))

    assert experta.advise(read_order("quantity: 60\n", experta)).ranking[0].favoured_by == (("one", 4), ("two", 4))


def test_a_rule_that_tests_nothing() -> None:
    """A rule without conditions holds for every option and for the order."""
    bare = [
        rule("always", {"favour": "4"}, **{"for": "option"}),
        rule("said", {"advise": {"level": "note", "topic": "t"}}),
    ]
    experta, _ = both(with_rules(BASE, rule_file(bare)))
    advice = experta.advise(read_order("quantity: 60\n", experta))

    assert [row.favoured_by for row in advice.ranking] == [(("always", 4),)] * 2
    assert [note.rule for note in advice.notes] == ["said"]


# --- strata -----------------------------------------------------------------------------------------------------------
DERIVED = "  large: {kind: flag, otherwise: false}\n  huge: {kind: flag, otherwise: false}\n"
FLOORS = rule_file(
    [
        option_rule("not-for-huge", when={"huge": True}),
        option_rule("not-for-small", when={"large": False}),
        rule("is-huge", {"derive": {"huge": True}}, when={"large": True, "proven": False}),
        rule("is-large", {"derive": {"large": True}}, when={"quantity": "100.."}),
    ]
)


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("quantity: 500\nproven: false\n", ("not-for-huge",)),
        ("quantity: 500\nproven: true\n", ()),
        ("quantity: 5\nproven: false\n", ("not-for-small",)),
        ("quantity: 99\n", ("not-for-small",)),
        ("quantity: 100\nproven: true\n", ()),
    ],
)
def test_derived_facts_are_closed_before_they_are_read(text: str, excluded: tuple[str, ...]) -> None:
    """A rule on a derived fact, or on its absence, sees it settled, over two strata (experta's NOT would fire early)."""
    experta, walk = both(with_rules(with_facts(BASE, DERIVED), FLOORS))
    advice = experta.advise(read_order(text, experta), trace="all")

    assert advice.ranking[0].excluded_by == excluded
    assert unlike(advice, walk.advise(read_order(text, walk), trace="all")) == ()


def test_unknown_is_not_false() -> None:
    """A rule on a fact of which nothing is known is unknown, and excludes nothing."""
    experta, _ = both(with_rules(BASE, rule_file([option_rule("hangs", when={"proven": False})])))
    row = experta.advise(read_order("quantity: 60\n", experta)).ranking[0]

    assert (row.excluded_by, row.undecided_by) == ((), ("hangs",))


# --- reuse ------------------------------------------------------------------------------------------------------------
def orders_for(files: Mapping[str, str], count: int) -> tuple[list[str], Advisor]:
    advisor = advisor_of(files, "experta")
    dice = seeded("reuse")
    return [make_order(dice, advisor.pack) for _ in range(count)], advisor


def test_engine_is_as_good_as_new() -> None:
    """Two hundred orders on one engine get the answers that each would get on an engine of its own."""
    files = make_pack(seeded("a pack to be used often 3"))
    texts, used = orders_for(files, 200)
    pack = read_pack(files)
    for text in texts:
        order = read_order(text, used)
        fresh = Advisor(pack, "experta")

        assert unlike(used.advise(order, trace="all"), fresh.advise(order, trace="all")) == ()


def test_engine_does_not_grow() -> None:
    """An engine used again keeps its networks, and no facts or activations of orders past."""
    files = crowd(5)
    experta, _ = both(files)
    sizes = set()
    for number in range(60):
        experta.advise(read_order(f"quantity: {number + 1}\nproven: true\n", experta))
        networks = experta._engine._networks.values()  # type: ignore[attr-defined]  # looked into: experta only
        sizes.add(tuple((len(network.facts), len(network.agenda.activations)) for network in networks))

    assert len(sizes) == 1


def test_threads_do_not_share_facts() -> None:
    """Engines in four threads at once, one each, answer as they do alone."""
    files = make_pack(seeded("a pack for threads"))
    texts, alone = orders_for(files, 40)
    orders = [read_order(text, alone) for text in texts]
    expected = [alone.advise(order) for order in orders]
    pack = read_pack(files)
    found: dict[int, list[Advice]] = {}

    def work(turn: int, told: Sequence[Order]) -> None:
        advisor = Advisor(pack, "experta")
        found[turn] = [advisor.advise(order) for order in told]

    threads = [threading.Thread(target=work, args=(turn, orders)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [0, 1, 2, 3]
    assert all(
        unlike(one, other) == () for answers in found.values() for one, other in zip(answers, expected, strict=True)
    )


# --- what ends badly --------------------------------------------------------------------------------------------------
def test_aborted_run_leaves_nothing_behind() -> None:
    """After a run that broke off in the middle, the next order gets the answer of a fresh engine, on no fact of the last."""
    program = meaning.stratify(read_pack(crowd(12)))
    experta, walk = Experta(program), Walk(program)
    known: dict[str, Possible] = {"order.quantity": Numbers(60, 60), "order.proven": OneOf((True,))}
    memory = option_memory_of(experta, known, "shop-1")
    experta.run("option", memory)
    broken = {path: value for path, value in memory.items() if path != "option.making.low"}
    for _ in range(5):
        with pytest.raises(KeyError):
            experta.run("option", broken)
        sound = option_memory_of(experta, {"order.proven": OneOf((False,))}, "bench-1")

        assert experta.run("option", sound) == walk.run("option", sound)


def test_predicate_that_raises_poisons_no_other_order() -> None:
    """A memory of the wrong kind raises at once, and its activations do not fire for the next order."""
    program = meaning.stratify(read_pack(crowd(12)))
    experta, walk = Experta(program), Walk(program)
    known: dict[str, Possible] = {"order.quantity": Numbers(60, 60), "order.proven": OneOf((False,))}
    memory = option_memory_of(experta, known, "bench-1")
    before = experta.run("option", memory)
    with pytest.raises(TypeError):
        experta.run("option", memory | {"order.proven": Numbers(1, 1)})

    assert experta.run("option", memory) == before == walk.run("option", memory)


def test_network_that_does_not_rest_is_refused() -> None:
    """Activations left over after the last firing are an error, never an answer, and the network is not used again."""
    experta = Experta(meaning.stratify(read_pack(crowd(12))))
    known: dict[str, Possible] = {"order.proven": OneOf((True,))}
    memory = option_memory_of(experta, known, "bench-1")
    full = experta.run("option", memory)
    network = experta._networks["option"]
    network.budget = 3
    with pytest.raises(EngineError, match="did not come to rest in 3 firings"):
        experta.run("option", memory)

    assert experta.run("option", memory) == full
    assert experta._networks["option"] is not network


# --- what is read -----------------------------------------------------------------------------------------------------
def test_arithmetic_across_strata() -> None:
    """A formula joins given, derived and estimated numbers of several strata."""
    facts = "  spare: {kind: number, unit: days, bounds: 0 days..1 year}\n"
    rules = [
        rule("has-spare", {"derive": {"spare": "max(0, min(figure.month, order.deadline - figure.month))"}}),
        option_rule("too-slow", **{"if": "option.lead_time.high + order.spare > order.deadline"}),
    ]
    experta, walk = both(with_rules(with_facts(BASE, facts), rule_file(rules)))
    for days, excluded in ((40, [False, False]), (39, [False, False]), (20, [False, True]), (8, [True, True])):
        advice = experta.advise(read_order(f"quantity: 60\ndeadline: {days} days\n", experta), trace="all")
        rows = sorted(advice.ranking, key=lambda row: row.option.id)

        assert [bool(row.excluded_by) for row in rows] == excluded, days
        assert unlike(advice, walk.advise(advice.order, trace="all")) == ()


def test_rule_about_advice_is_asked_only_of_a_winner() -> None:
    """Rules for advice that read the winner are silent where there is none; those that do not are heard."""
    rules = [
        option_rule("never", when={"quantity": "1.."}),
        rule("of-winner", {"advise": {"level": "note", "topic": "t"}}, **{"for": "advice", "if": "winner.moq > 0"}),
        rule(
            "of-nobody",
            {"advise": {"level": "note", "topic": "t"}},
            **{"for": "advice", "when": {"advice.has_winner": False}},
        ),
    ]
    experta, walk = both(with_rules(BASE, rule_file(rules)))
    order = read_order("quantity: 60\n", experta)
    notes = [note.rule for note in experta.advise(order).notes]

    assert notes == ["of-nobody"] == [note.rule for note in walk.advise(order).notes]


def test_outcome_is_the_walks() -> None:
    """The reference engine and the plain walk leave the same memory and the same verdicts, in the same order."""
    files = with_figures(
        with_rules(with_facts(BASE, DERIVED), FLOORS), "  idle: {value: 3, unit: units, source: src}\n"
    )
    program = meaning.stratify(read_pack(files))
    experta, walk = Experta(program), Walk(program)
    for quantity in (1, 99, 100, 1000):
        given: dict[str, Possible] = {"order.quantity": Numbers(quantity, quantity)}
        for scope in ("order", "option"):
            memory = option_memory_of(experta, given, "shop-1")
            for path in ("order.large", "order.huge") if scope == "order" else ():
                del memory[path]
            one: Outcome = experta.run(scope, memory)
            other = walk.run(scope, memory)

            assert (one.memory, list(one.verdicts.items())) == (other.memory, list(other.verdicts.items()))


def test_an_exclusion_may_hold_a_fact_of_the_order_against_one_of_the_option(tmp_path: Path) -> None:
    """It is asked before anything is reckoned, of whichever options say theirs: the others are left to it."""
    root = shutil.copytree(ROOT / "tests/slips/base", tmp_path / "pack")
    facts, ways, rules = (
        root / name for name in ("knowledge/facts.yaml", "knowledge/options/ways.yaml", "rules/limits.yaml")
    )
    said = facts.read_text().replace("    limit: true\n", "    limit: true\n    actionable: true\n")
    cannot = "cannot: {of: option, kind: choice, choices: {wood: wood, metal: metal, glass: glass}, otherwise: wood}"
    facts.write_text(f"{said}  {cannot}\n")
    ways.write_text(ways.read_text().replace("    maximum: 50\n", "    maximum: 50\n    cannot: glass\n"))
    rules.write_text(
        f"{rules.read_text()}- id: cannot-work-it\n  for: option\n  if: order.material == option.cannot\n  then: {{exclude: true}}\n"
        "  because: It cannot be worked here.\n  source: studio#experience\n"
    )
    walk, experta = (Advisor(load(root), engine) for engine in ("walk", "experta"))
    order = read_order("{id: a, quantity: 10, material: glass, deadline: 1 day}", walk)
    found = walk.advise(order)

    assert found.winner is None
    assert "cannot-work-it" in {rule for row in found.ranking for rule in row.ruled_out_by}
    assert unlike(experta.advise(order), found) == ()
