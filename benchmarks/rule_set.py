"""The 43 rules in no engine's words, the seeded orders they are asked of, and what is right.

The pack in `packs/forty_three` says the same in YAML. Every engine, `advisor` too, is held equal to `fired_by` before it
is timed: the rules that hold, and the pathway that wins.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Value = int | str | bool
Said = Mapping[str, Value]
"""One order: fact -> value. Money in cents, time in days."""
Peer = Callable[[Said], list[str]]
"""An engine opened with the rules: order -> ids of the rules that hold, in any order."""

PATHWAYS = ("artisan_workshop", "fab_network", "in_house", "maker_hub", "small_factory")
"""In the order in which a tie is decided."""
CHOICES = {
    "process": ("printing", "casting", "milling", "sewing"),
    "material": ("plastic", "metal", "wood", "ceramic", "glass"),
    "heritage": ("core", "nice", "none"),
    "oversight": ("on_site", "photos", "none"),
    "colour_match": ("none", "within_batch", "across_batches"),
}
FLAGS = ("proven", "limited", "sensitive", "finish_may_change", "returns")
NUMBERS = ("quantity", "deadline", "cash", "revisions", "repeats")
FACTS = (*NUMBERS, *CHOICES, *FLAGS)
DERIVED = ("within_month", "large", "serial")


@dataclass(frozen=True, slots=True)
class Test:
    """One fact: a number from low to high, or one of these values."""

    fact: str
    low: int | None = None
    high: int | None = None
    among: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """Arithmetic across facts: left < right, each a sum of products of facts and whole numbers."""

    left: tuple[tuple[int, str], ...]
    right: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """If all tests and the join hold: a fact is derived, or a pathway excluded, or given points."""

    id: str
    tests: tuple[Test, ...] = ()
    join: Join | None = None
    derives: str = ""
    pathway: str = ""
    effect: Literal["exclude", "points"] = "points"
    points: int = 0


def _up_to(fact: str, high: int) -> Test:
    return Test(fact, high=high)


def _from(fact: str, low: int) -> Test:
    return Test(fact, low=low)


def _is(fact: str, *values: Value) -> Test:
    return Test(fact, among=values)


def _derive(id: str, fact: str, *tests: Test) -> Rule:
    return Rule(id=id, tests=tests, derives=fact)


def _exclude(pathway: str, id: str, *tests: Test, join: Join | None = None) -> Rule:
    return Rule(id=id, pathway=pathway, tests=tests, join=join, effect="exclude")


def _points(pathway: str, points: int, id: str, *tests: Test, join: Join | None = None) -> Rule:
    return Rule(id=id, pathway=pathway, tests=tests, join=join, points=points)


RULES: tuple[Rule, ...] = (
    _derive("within-a-month", "within_month", _up_to("deadline", 30)),
    _derive("large-order", "large", _from("quantity", 250)),
    _derive("serial-order", "serial", _is("large", True), _from("repeats", 2)),
    _exclude("in_house", "in-house-too-many", _from("quantity", 51)),
    _points("in_house", -15, "in-house-too-slow", join=Join(((2, "deadline"),), ((1, "quantity"),))),
    _points("in_house", -25, "in-house-hard-to-make", _is("material", "glass", "metal")),
    _points("in_house", 25, "in-house-few", _up_to("quantity", 20)),
    _points("in_house", 15, "in-house-in-sight", _is("oversight", "on_site")),
    _points("in_house", 10, "in-house-secret", _is("sensitive", True)),
    _points("in_house", 12, "in-house-still-changing", _is("finish_may_change", True), _from("revisions", 3)),
    _points("in_house", -20, "in-house-serial", _is("serial", True)),
    _exclude("maker_hub", "hub-too-many", _from("quantity", 151)),
    _points("maker_hub", -10, "hub-too-few", _up_to("quantity", 9)),
    _points("maker_hub", 15, "hub-size", Test("quantity", 20, 150)),
    _points("maker_hub", 20, "hub-in-sight", _is("oversight", "on_site")),
    _points("maker_hub", 10, "hub-little-cash", _up_to("cash", 400_00)),
    _exclude("maker_hub", "hub-cannot-work-it", _is("material", "glass", "metal")),
    _points("maker_hub", 8, "hub-at-once", _is("within_month", True)),
    _points("maker_hub", -12, "hub-no-returns", _is("returns", True)),
    _points("fab_network", -20, "network-too-many", _from("quantity", 501)),
    _points("fab_network", 20, "network-at-once", _is("within_month", True), _is("large", False)),
    _points("fab_network", 15, "network-prints", _is("process", "printing")),
    _points("fab_network", -18, "network-sees-all", _is("sensitive", True)),
    _points("fab_network", -14, "network-colours-differ", _is("colour_match", "across_batches")),
    _exclude("fab_network", "network-too-many-revisions", _from("revisions", 5)),
    _exclude("fab_network", "network-no-glass", _is("material", "glass")),
    _points("fab_network", 10, "network-size", Test("quantity", 20, 500), _is("proven", True)),
    _points("artisan_workshop", 30, "workshop-heritage", _is("heritage", "core")),
    _points("artisan_workshop", 8, "workshop-story", _is("heritage", "nice")),
    _points("artisan_workshop", 15, "workshop-limited", _is("limited", True)),
    _exclude("artisan_workshop", "workshop-too-many", _from("quantity", 301)),
    _points("artisan_workshop", -22, "workshop-rushed", _is("within_month", True)),
    _points("artisan_workshop", 9, "workshop-refines", _is("finish_may_change", True)),
    _points(
        "artisan_workshop", -11, "workshop-colours-drift", _is("colour_match", "across_batches"), _is("serial", True)
    ),
    _exclude(
        "artisan_workshop",
        "workshop-no-plastic",
        _is("material", "plastic"),
        _is("process", "printing", "milling", "sewing"),
    ),
    _exclude("small_factory", "factory-below-moq", _up_to("quantity", 99)),
    _exclude("small_factory", "factory-moulds", _up_to("cash", 1999_99), _is("process", "casting")),
    _points("small_factory", -25, "factory-too-early", _is("proven", False), _from("revisions", 2)),
    _points("small_factory", 30, "factory-series", _is("serial", True)),
    _points("small_factory", 18, "factory-colours-hold", _is("colour_match", "across_batches")),
    _points("small_factory", 14, "factory-returns", _is("returns", True)),
    _exclude("small_factory", "factory-too-slow", join=Join(((1, "deadline"),), ((14, ""), (5, "revisions")))),
    _points("small_factory", 12, "factory-large", _is("large", True), _is("heritage", "none")),
)


def restated(test: Test) -> Test:
    """Return `large: false` as the opposite of what infers it; any other test as it is.

    For engines that may fire on the absence of what they are yet to infer: durable_rules, whose actions of an order all
    run before what they assert is seen, and experta, which now and then keeps an activation whose `NOT` has come to fail.
    """
    if test.fact in FACTS or test.among == (True,):
        return test
    (inferring,) = (rule.tests[0] for rule in RULES if rule.derives == test.fact)
    return Test(inferring.fact, high=(inferring.low or 0) - 1)


BY_ID = {rule.id: rule for rule in RULES}


# --- what is right ----------------------------------------------------------------------------------------------------
def fired_by(said: Said) -> list[str]:
    """Return the ids of the rules that hold, in the order they are listed in; a derived fact is listed before it is read."""
    known = dict(said) | dict.fromkeys(DERIVED, False)
    fired = []
    for rule in RULES:
        if all(_holds(test, known[test.fact]) for test in rule.tests) and (not rule.join or _joins(rule.join, known)):
            fired.append(rule.id)
            if rule.derives:
                known[rule.derives] = True
    return fired


def _holds(test: Test, value: Value) -> bool:
    if test.among:
        return value in test.among
    number = int(value)
    return (test.low is None or number >= test.low) and (test.high is None or number <= test.high)


def _joins(join: Join, known: Said) -> bool:
    left, right = (
        sum(factor * int(known[fact] if fact else 1) for factor, fact in side) for side in (join.left, join.right)
    )
    return left < right


_EFFECTS = {rule.id: (rule.pathway, rule.effect == "exclude", rule.points) for rule in RULES if rule.pathway}


def winner_of(fired: Iterable[str]) -> str | None:
    """Return the pathway that the fired rules leave and favour most; of equals the first. Part of every peer's work."""
    scores = dict.fromkeys(PATHWAYS, 0)
    for id in fired:
        effect = _EFFECTS.get(id)
        if effect is not None:
            pathway, excludes, points = effect
            if excludes:
                scores.pop(pathway, None)
            elif pathway in scores:
                scores[pathway] += points
    return max(scores, key=scores.__getitem__) if scores else None


# --- the orders -------------------------------------------------------------------------------------------------------
def orders(count: int, seed: int = 43) -> Iterator[dict[str, Value]]:
    """Yield orders, the same for the same seed; every rule holds of some and not of others."""
    chance = random.Random(seed)
    for _ in range(count):
        said: dict[str, Value] = {
            "quantity": int(10 ** (chance.random() * 3.2)),
            "deadline": chance.randint(5, 120),
            "cash": chance.randint(0, 5000_00),
            "revisions": chance.randint(0, 7),
            "repeats": chance.randint(0, 6),
        }
        said |= {name: chance.choice(values) for name, values in CHOICES.items()}
        yield said | {name: chance.random() < 0.5 for name in FLAGS}


def as_yaml(said: Said, number: int) -> str:
    """Return one order of a YAML list, as a studio would write it."""
    lines = [f"- id: order-{number}"]
    for name, value in said.items():
        told = {
            "deadline": f"{value} days",
            "cash": f"EUR {int(value) // 100}.{int(value) % 100:02d}" if name == "cash" else "",
        }
        lines.append(f"  {name}: {told.get(name) or str(value).lower()}")
    return "\n".join(lines) + "\n"


def from_yaml(held: Mapping[str, object]) -> dict[str, Value]:
    """Return an order as a peer must read it from what a YAML loader made of it: units taken off, money in cents."""
    said = {name: value for name, value in held.items() if name != "id"}
    whole, _, cents = str(said["cash"]).removeprefix("EUR ").partition(".")
    days = int(str(said["deadline"]).removesuffix(" days"))
    return said | {"cash": 100 * int(whole) + int(cents), "deadline": days}  # type: ignore[return-value]  # texts and numbers, as the loader made them
