"""The order in which rules settle: circles, strata, and the closing of derived facts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from advisor import meaning
from advisor.errors import PackError
from advisor.ir import Numbers, OneOf, Possible, Subset
from advisor.meaning import Program
from counts import count
from strategies import advisor_of, packs, read_pack, rule_file
from test_check import BASE, with_facts, with_rules

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

FLAGS = "\n".join(f"  {name}: {{kind: flag, otherwise: false}}" for name in ("one", "two", "three", "four")) + "\n"


def rule(id: str, then: object, **more: object) -> dict[str, object]:
    return {"id": id, **more, "then": then, "because": "So.", "source": "src"}


def chain() -> Program:
    """Four derived flags, each read by the rule of the next, and a rule that reads the last; told backwards."""
    rules = [
        rule("last", {"exclude": True}, **{"for": "option", "when": {"three": True}}),
        rule("c", {"derive": {"three": True}}, when={"two": True}),
        rule("b", {"derive": {"two": True}}, when={"one": True}),
        rule("a", {"derive": {"one": True}}, when={"quantity": "10.."}),
        rule("told", {"advise": {"level": "note", "topic": "t"}}, when={"three": True}),
    ]
    return meaning.stratify(read_pack(with_rules(with_facts(BASE, FLAGS), rule_file(rules))))


# --- levels -----------------------------------------------------------------------------------------------------------
def test_each_fact_is_closed_before_it_is_read() -> None:
    """A rule that reads a derived fact stands in a later stratum than the rules that derive it."""
    program = chain()

    assert [[one.id for one in stratum.rules] for stratum in program.order] == [["a"], ["b"], ["c"], ["told"]]
    assert [stratum.closes for stratum in program.order] == [("order.one",), ("order.two",), ("order.three",), ()]


def test_order_facts_are_given_to_options() -> None:
    """What is derived of the order is settled before any option is asked, so it costs the option no stratum."""
    assert [[one.id for one in stratum.rules] for stratum in chain().option] == [["base-rule", "last"]]


@settings(derandomize=True, deadline=None, max_examples=count(15), suppress_health_check=SLOW)
@given(packs())
def test_strata_are_sound(files: dict[str, str]) -> None:
    """In any pack, each rule is asked once, and reads only what is given, computed or closed before it is asked."""
    program = advisor_of(files).program
    derived = {path for stratum in (*program.order, *program.option) for path in stratum.closes}
    derived |= {path for stratum in program.option for path, _ in stratum.estimates}
    asked = []
    for scope in (program.order, program.option):
        there: set[str] = (
            {path for stratum in program.order for path in stratum.closes} if scope is program.option else set()
        )
        for stratum in scope:
            for path, formula in stratum.estimates:
                assert [read for read in meaning.reads(formula) if read in derived - there] == []
                there.add(path)
            for one in stratum.rules:
                asked.append(one.id)

                assert [read for read in program.reads[one.id] if read in derived - there] == [], one.id
            there.update(stratum.closes)
    assert sorted([*asked, *(one.id for one in program.advice[0].rules)]) == sorted(program.pack.rules)
    assert sorted(program.telling.values()) == list(range(len(program.pack.rules)))


# --- circles ----------------------------------------------------------------------------------------------------------
def test_circle_is_named_whole() -> None:
    """Facts that define each other are all named, in the order in which each is made from the next."""
    rules = [
        rule("a", {"derive": {"one": True}}, when={"two": True}),
        rule("b", {"derive": {"two": True}}, when={"three": True}),
        rule("c", {"derive": {"three": True}}, when={"one": True}),
    ]
    with pytest.raises(PackError) as caught:
        meaning.stratify(read_pack(with_rules(with_facts(BASE, FLAGS), rule_file(rules))))
    told = caught.value.faults[0].message

    assert told == "these define each other in a circle: `one` <- `two` <- `three` <- `one`"
    assert caught.value.faults[0].at.file.startswith("pack/rules/")
    assert caught.value.faults[0].help == "let one of `a`, `b`, `c` read given facts only"


def test_circle_of_one() -> None:
    """A fact derived from itself is a circle, and what leads to the circle is not named with it."""
    rules = [
        rule("a", {"derive": {"one": True}}, when={"two": True}),
        rule("b", {"derive": {"two": False}}, when={"two": True}),
    ]
    with pytest.raises(PackError, match="in a circle: `two` <- `two`"):
        meaning.stratify(read_pack(with_rules(with_facts(BASE, FLAGS), rule_file(rules))))


def test_circle_through_estimates() -> None:
    """Estimates that read each other are a circle too, by way of a fact an option derives as well."""
    facts = "  slow: {of: option, kind: flag, otherwise: false}\n"
    files = with_rules(
        with_facts(BASE, facts),
        rule_file(
            [rule("a", {"derive": {"slow": True}}, **{"for": "option", "if": "option.lead_time.high > figure.month"})]
        ),
    )
    old = 'lead_time: {unit: days, formula: "option.making", source: src}'
    new = 'lead_time: {unit: days, formula: "if_(option.slow, option.making + option.making, option.making)", source: src}'
    files["knowledge/estimates.yaml"] = files["knowledge/estimates.yaml"].replace(old, new)
    with pytest.raises(PackError, match="`slow` <- `lead_time` <- `slow`"):
        meaning.stratify(read_pack(files))


# --- closing ----------------------------------------------------------------------------------------------------------
FACTS = """\
  size: {kind: number, unit: units, bounds: 0..1000, otherwise: 7}
  mood: {kind: choice, choices: {calm: calm, wild: wild, odd: odd}}
  parts: {kind: set, choices: {a: a, b: b, c: c}, otherwise: [a]}
"""
DERIVING = rule_file(
    [
        rule("size-a", {"derive": {"size": "order.quantity"}}, when={"quantity": "..50", "proven": True}),
        rule("size-b", {"derive": {"size": "1"}}, when={"quantity": "..50", "proven": False}),
        rule("mood-a", {"derive": {"mood": "calm"}}, when={"proven": True}),
        rule("parts-a", {"derive": {"parts": ["a", "b"]}}, when={"proven": True}),
    ]
)


def closed(given: dict[str, Possible]) -> dict[str, Possible]:
    advisor = advisor_of(with_rules(with_facts(BASE, FACTS), DERIVING))
    unknown = {f"order.{one.name}": one.domain for one in advisor.pack.facts.values() if one.of == "order"}
    memory = {path: value for path, value in unknown.items() if path not in advisor.derived} | given
    return dict(advisor._engine.run("order", memory).memory)


@pytest.mark.parametrize(
    ("quantity", "proven", "size"),
    [
        (Numbers(20, 20), OneOf((True,)), Numbers(20, 20)),
        (Numbers(20, 20), OneOf((False,)), Numbers(1, 1)),
        (Numbers(60, 60), OneOf((True,)), Numbers(7, 7)),
        (Numbers(60, 60), OneOf((True, False)), Numbers(7, 7)),
        (Numbers(20, 30), OneOf((True,)), Numbers(20, 30)),
        (Numbers(20, 20), OneOf((True, False)), Numbers(1, 20)),
        (Numbers(40, 60), OneOf((False,)), Numbers(1, 7)),
    ],
)
def test_derived_number(quantity: Possible, proven: Possible, size: Possible) -> None:
    """A rule that holds gives the value; while it is open, its value and `otherwise` both stay possible."""
    assert closed({"order.quantity": quantity, "order.proven": proven})["order.size"] == size


def test_derived_without_otherwise() -> None:
    """A fact that no rule derives, and of which nothing is said otherwise, stays unknown rather than false."""
    found = closed({"order.proven": OneOf((False,))})

    assert found["order.mood"] == OneOf(("calm", "wild", "odd"))


def test_derived_set() -> None:
    """What a set has for certain is what it has whether or not the open rule holds."""
    assert closed({})["order.parts"] == Subset(("a",), ("b",))


def test_given_beats_derived() -> None:
    """A derived fact that the order gives is left as given."""
    given: dict[str, Possible] = {"order.proven": OneOf((True,)), "order.mood": OneOf(("odd",))}

    assert closed(given)["order.mood"] == OneOf(("odd",))


# --- what is read -----------------------------------------------------------------------------------------------------
def test_reads_follow_the_conclusion() -> None:
    """What a rule reads is in its conditions and in its points; its premises are in the conditions only."""
    more = rule("by-size", {"favour": "max(1, count(order.tags))"}, **{"for": "option", "if": "order.proven"})
    facts = "  tags: {kind: set, question: Tags?, choices: {x: x, y: y}}\n"
    program = meaning.stratify(read_pack(with_rules(with_facts(BASE, facts), rule_file([more]))))

    assert program.premises["by-size"] == ("order.proven",)
    assert program.reads["by-size"] == ("order.proven", "order.tags")


@pytest.mark.parametrize(
    ("path", "root"),
    [("option.tooling.low", "option.tooling"), ("order.quantity", "order.quantity"), ("order.low", "order.low")],
)
def test_root(path: str, root: str) -> None:
    """The root of a reading is the fact it is read of; a fact may itself be called `low`."""
    assert meaning.fact_path(path) == root
