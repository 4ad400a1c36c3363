"""Random packs, as files, and random orders for them: everything the pack language can say, valid by construction.

A pack is a dict from file name to YAML text, so that the loader is exercised too. The choices come from a `Dice`: thrown
by hypothesis, which shrinks them, or by a seeded `random.Random` for long runs.
"""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st

from advisor import check
from advisor.advice import Advisor
from advisor.advice.advisor import EngineName
from advisor.ir import Derive, Numbers, OneOf, Pack, Possible, Subset
from advisor.order import OrderReader
from advisor.pack.load import load
from advisor.trace import Order

T = TypeVar("T")
Files = Mapping[str, str]
AS_OF = date(2026, 11, 23)
FIRST_DAY = date(2026, 12, 1).toordinal()


# --- chance -----------------------------------------------------------------------------------------------------------
class Dice:
    """Throws. pick: a whole number from low to high, both inclusive; the smaller, the simpler what is made of it."""

    def __init__(self, pick: Callable[[int, int], int]) -> None:
        self.whole = pick

    def chance(self, percent: int) -> bool:
        return self.whole(0, 99) >= 100 - percent

    def one_of(self, items: Sequence[T]) -> T:
        return items[self.whole(0, len(items) - 1)]

    def some(self, items: Sequence[T], least: int = 0, most: int | None = None) -> list[T]:
        """Return some of the items in their order."""
        most = len(items) if most is None else min(most, len(items))
        wanted = self.whole(min(least, most), most)
        left = list(range(len(items)))
        taken = sorted(left.pop(self.whole(0, len(left) - 1)) for _ in range(wanted))
        return [items[index] for index in taken]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        left = list(items)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in items]


def seeded(seed: object) -> Dice:
    return Dice(random.Random(str(seed)).randint)  # noqa: S311  # packs by chance, not secrets


# --- YAML -------------------------------------------------------------------------------------------------------------
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*|[0-9]{1,9}")


def flow(value: object) -> str:
    """Return a value as YAML on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(item) for item in value) + "]"
        case _:
            text = str(value)
            return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def block(value: Mapping[str, Any]) -> str:
    """Return a mapping as YAML, two levels in blocks and the rest on one line each."""
    lines = []
    for key, item in value.items():
        if isinstance(item, dict) and item:
            lines += [f"{key}:", *(f"  {flow(name)}: {flow(inner)}" for name, inner in item.items())]
        elif isinstance(item, list) and item:
            lines += [f"{key}:", *(f"  - {flow(inner)}" for inner in item)]
        else:
            lines.append(f"{key}: {flow(item)}")
    return "\n".join(lines) + "\n"


def rule_file(rules: Sequence[Mapping[str, Any]]) -> str:
    return "".join(f"- {flow(dict(rule))}\n" for rule in rules)


# --- the vocabulary of a pack being made ------------------------------------------------------------------------------
UNITS = ("units", "money", "days", "work", "revisions")
DIMENSIONS = {"revisions": "units"}
"""Units that measure the same as another."""


def written(value: int, unit: str) -> str:
    match unit:
        case "money":
            return f"EUR {value // 100}.{value % 100:02d}"
        case "days":
            return f"{value} days"
        case "work":
            return f"{value} s"
        case "date":
            return date.fromordinal(value).isoformat()
        case "points":
            return f"{value} points"
        case "length":
            return f"{value} nm"
        case _:
            return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact of the pack being made."""

    name: str
    kind: str
    owner: str = "order"
    unit: str = ""
    low: int = 0
    high: int = 0
    none: bool = False
    choices: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    span: bool = False
    identifies: bool = False
    derived: bool = False
    needed: bool = False
    whichever: bool = False

    @property
    def path(self) -> str:
        return f"{self.owner}.{self.name}"

    @property
    def is_testable(self) -> bool:
        return not self.span and self.kind not in ("text", "table")


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """A number that formulas may name. positive: at least 1; span: it has readings."""

    text: str
    unit: str
    positive: bool = False
    span: bool = False


@dataclass(slots=True)
class Sight:
    """What a formula or test may read."""

    facts: list[Fact]
    atoms: list[Atom]

    def of(self, unit: str, *, positive: bool = False) -> list[Atom]:
        return [one for one in self.atoms if one.unit == unit and (one.positive or not positive)]

    def kinds(self, *kinds: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind in kinds]

    def copy(self) -> Sight:
        return Sight(list(self.facts), list(self.atoms))


@dataclass(slots=True)
class Maker:
    """Makes one pack; `make` is the door."""

    dice: Dice
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    known: dict[str, Fact] = field(default_factory=dict)
    by_figures: bool = True
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    estimates: dict[str, dict[str, Any]] = field(default_factory=dict)
    rules: list[dict[str, Any]] = field(default_factory=list)
    options: list[dict[str, Any]] = field(default_factory=list)
    pathways: dict[str, dict[str, Any]] = field(default_factory=dict)
    common: list[Atom] = field(default_factory=list)

    # --- door ---
    def make(self) -> dict[str, str]:
        self._given_facts()
        self._option_facts()
        self._figures()
        order = Sight([fact for fact in self.known.values() if fact.owner == "order"], list(self.common))
        for fact in order.facts:
            order.atoms += self._atoms_of(fact)
        for number in range(self.dice.whole(0, 4)):
            self._derived(f"derived_{number}", "order", order)
        option = order.copy()
        for fact in [fact for fact in self.known.values() if fact.owner == "option"]:
            option.facts.append(fact)
            option.atoms += self._atoms_of(fact)
        self._option_numbers(option)
        self._pathways_and_options()
        self._rules(order, option)
        return self._files()

    def _files(self) -> dict[str, str]:
        files = {
            "knowledge/pack.yaml": block(
                {"id": "made", "version": "0.1.0", "title": "Made by chance", "currency": "EUR"}
            ),
            "knowledge/facts.yaml": block({"groups": [{"id": "all", "title": "All"}], "facts": self.facts}),
            "knowledge/sources.yaml": block(
                {"sources": {"src": {"title": "A source", "kind": "own judgement", "sections": {"a": "A part"}}}}
            ),
            "knowledge/figures.yaml": block({"figures": self.figures}),
            "knowledge/pathways.yaml": block({"pathways": self.pathways}),
            "knowledge/estimates.yaml": block({"estimates": self.estimates}),
            "knowledge/options/all.yaml": block({"options": self.options}),
        }
        sets = [fact for fact in self.known.values() if fact.kind == "set" and fact.owner == "order"]
        if sets and self.dice.chance(60):
            files["knowledge/checklists.yaml"] = block({"checklists": [self._checklist(self.dice.one_of(sets))]})
        half = self.dice.whole(0, len(self.rules))
        files |= {
            f"rules/{name}.yaml": rule_file(part)
            for name, part in (("a", self.rules[:half]), ("b", self.rules[half:]))
            if part
        }
        return files

    def _checklist(self, fact: Fact) -> dict[str, Any]:
        dice = self.dice
        items = [
            {"need": dice.one_of(["required", "welcome"]), "any_of": dice.some(fact.choices, 1), "source": "src"}
            for _ in range(dice.whole(1, 2))
        ]
        pathways = dice.some(list(self.pathways), 1)
        return {"id": "papers", "title": "Papers", "fact": fact.name, "pathways": pathways, "items": items}

    # --- facts ---
    def _add(self, fact: Fact, **more: object) -> Fact:
        told: dict[str, Any] = {"kind": fact.kind}
        if fact.owner == "option":
            told["of"] = "option"
        if fact.kind in ("choice", "set"):
            told["choices"] = {choice: f"{choice} said" for choice in fact.choices}
        if fact.groups:
            told["choice_groups"] = {"pair": list(fact.groups)}
        if fact.unit and fact.kind != "date":
            told["unit"] = {"one": "revision", "many": "revisions"} if fact.unit == "revisions" else fact.unit
        if fact.kind in ("number", "date", "table"):
            told["bounds"] = f"{written(fact.low, fact.unit)}..{written(fact.high, fact.unit)}"
        if fact.none:
            told["none"] = "no limit"
        if fact.span:
            told["span"] = True
        if fact.identifies:
            told["identifies"] = True
        if fact.whichever:
            told["whichever"] = True
        self.facts[fact.name] = told | more
        self.known[fact.name] = fact
        return fact

    def _asked(self) -> dict[str, object]:
        told: dict[str, object] = {"question": "What is it?", "group": "all", "effort": self.dice.whole(1, 5)}
        return told | ({"actionable": True} if self.dice.chance(60) else {})

    def _given_facts(self) -> None:
        dice = self.dice
        most = dice.one_of([60, 300])
        self._add(Fact(name="quantity", kind="number", unit="units", low=1, high=most), **self._asked())
        processes = ("milling", "casting", "printing")[: dice.whole(1, 3)]
        is_open = dice.chance(40)
        process = Fact(
            name="process", kind="choice", choices=(*processes, "any") if is_open else processes, identifies=True,
            whichever=dice.chance(40),
        )  # fmt: skip
        self._add(process, **self._asked(), **({"assume": "any"} if is_open else self._assumed(process)))
        for number in range(dice.whole(2, 7)):
            fact = self._any_fact(f"given_{number}", "order")
            self._add(fact, **self._asked(), **self._assumed(fact))
            self._grows(fact)
            self._usually(fact)
        if dice.chance(30):
            self._sided()

    def _sided(self) -> None:
        """Add a number that grows with three sides, as their skin does where a choice is one thing and as what they enclose where it is another."""
        dice = self.dice
        sides = [Fact(name=f"side_{at}", kind="number", unit="length", low=1, high=10**8) for at in range(3)]
        for one in sides:
            self._add(one, **self._asked(), **self._assumed(one))
        form = dice.one_of([one for one in self.known.values() if one.kind == "choice" and not one.derived])
        bulk = Fact(name="bulk", kind="number", unit=dice.one_of(UNITS), low=1, high=200)
        base = [written(dice.whole(1, 10**8), "length") for _ in sides]
        forms = {way: {form.name: dice.some(form.choices, 1)} for way in dice.some(("skin", "body"), 1)}
        sheet = written(dice.one_of([1, 10**7, 10**8]), "length")
        grows = {"side_0": base[0], "side_1": base[1], "side_2": {"usually": base[2], "sheet": sheet, **forms}}
        self._add(bulk, **self._asked(), assume=written(dice.whole(1, 200), bulk.unit), grows_with=grows)
        self._usually(bulk)

    def _grows(self, fact: Fact) -> None:
        """Let what is assumed of a number grow with one or two numbers before it."""
        dice = self.dice
        others = [
            one for one in self.known.values() if one.owner == "order" and one.kind == "number" and one is not fact
        ]
        if fact.kind == "number" and "assume" in self.facts[fact.name] and others and dice.chance(80):
            bases = {one.name: written(dice.whole(1, one.high), one.unit) for one in dice.some(others, 1, 2)}
            self.facts[fact.name]["grows_with"] = {
                name: {"usually": base, "sheet": written(dice.whole(1, self.known[name].high), self.known[name].unit)}
                if dice.chance(30)
                else base
                for name, base in bases.items()
            }

    def _usually(self, fact: Fact) -> None:
        """Let choices of one or two facts before it say what a fact usually is; it may go by another of its own where they do not."""
        dice = self.dice
        named = [one for one in self.known.values() if one.owner == "order" and one.kind == "choice"]
        named = [one for one in named if one is not fact and not one.derived]
        if fact.kind == "text" or self.facts[fact.name].get("limit") or not named or dice.chance(60):
            return
        has_own = isinstance(self.facts[fact.name].get("assume"), dict)
        for by in dice.some(named, 1, 2 if has_own else 1):
            for choice in dice.some(by.choices, 1):
                self._says(by, choice, fact.name, self._told_of(fact, by))

    def _told_of(self, fact: Fact, by: Fact) -> object:
        """Return what a choice says that a fact usually is: a value, or one for each case of a third fact."""
        told = self._guesses(fact)
        if (
            not isinstance(told, dict)
            or told["by"] in (by.name, fact.name)
            or self.facts[fact.name].get("kind") == "text"
        ):
            return self._guess(fact) if isinstance(told, dict) else told
        return {"otherwise": self._guess(fact)} | told

    def _says(self, by: Fact, choice: str, name: str, value: object) -> None:
        """Write what another fact usually is into a choice."""
        choices = self.facts[by.name]["choices"]
        if isinstance(choices[choice], str):
            choices[choice] = {"label": choices[choice]}
        choices[choice].setdefault("usually", {})[name] = value

    def _any_fact(self, name: str, owner: str, *, derived: bool = False) -> Fact:
        dice = self.dice
        kinds = ["flag", "choice", "number", "set", "flag", "choice", "number", *(() if derived else ("date", "text"))]
        kind = dice.one_of(kinds if owner == "order" else [one for one in kinds if one != "date"])
        marks = kind in ("flag", "choice") and owner == "order" and dice.chance(30)
        bare: dict[str, object] = {"name": name, "owner": owner, "derived": derived, "identifies": marks}
        match kind:
            case "choice" | "set":
                choices = ("red", "green", "blue", "none")[: dice.whole(2, 4)]
                if kind == "set":
                    choices = tuple(one for one in choices if one != "none")
                groups = tuple(dice.some(choices, 2, 2)) if dice.chance(40) else ()
                bare["whichever"] = kind == "choice" and owner == "order" and not derived and dice.chance(20)
                return Fact(kind=kind, choices=choices, groups=groups, **bare)  # type: ignore[arg-type]  # a dict of mixed kinds
            case "number":
                unit = dice.one_of(UNITS)
                high, none = dice.one_of([60, 200]), dice.chance(30)
                low = 0 if derived or dice.chance(50) else 1
                return Fact(kind=kind, unit=unit, low=low, high=high, none=none, **bare)  # type: ignore[arg-type]  # as above
            case "date":
                none = dice.chance(30)
                return Fact(kind=kind, unit="date", low=FIRST_DAY, high=FIRST_DAY + 20, none=none, **bare)  # type: ignore[arg-type]  # as above
            case _:
                return Fact(kind=kind, **bare)  # type: ignore[arg-type]  # as above

    def _assumed(self, fact: Fact) -> dict[str, object]:
        """Return what stands for a fact that is not said: a value, a span or a lookup, what is usual; or that it is a limit."""
        dice = self.dice
        if fact.kind == "text":
            return {}
        if fact.kind == "number" and fact.none and fact.owner == "order" and dice.chance(40):
            return {"limit": True}
        told: dict[str, object] = {"assume": self._confined(fact, self._guesses(fact))} if dice.chance(45) else {}
        if dice.chance(30):
            told["usual"] = self._usual(fact)
        return told

    def _confined(self, fact: Fact, guesses: object) -> object:
        """Return what is assumed of a choice, now and then with what alone it can be in some cases of what it goes by, or in a family."""
        dice = self.dice
        if fact.kind != "choice" or not isinstance(guesses, dict) or dice.chance(50):
            return guesses
        told = {case: guess for case, guess in guesses["cases"].items() if isinstance(guess, str)}
        only: dict[object, object] = {
            case: [*dict.fromkeys((guess, *dice.some(fact.choices)))] for case, guess in told.items() if dice.chance(70)
        }
        by = self.known[guesses["by"]]
        family = by.groups if by.kind == "choice" else ()
        if len(told.keys() & family) == len(family) > 0:
            only["pair"] = [*dict.fromkeys((told[family[0]], *dice.some(fact.choices)))]
        return guesses | {"only": only} if only else guesses

    def _guesses(self, fact: Fact) -> object:
        dice = self.dice
        others = [one for one in self.known.values() if one.owner == "order" and one.kind in ("flag", "choice", "set")]
        others = [one for one in others if not one.derived]
        if not others or dice.chance(60):
            return self._guess(fact)
        by = dice.one_of(others)
        cases: list[object] = [False, True] if by.kind == "flag" else [*by.choices]
        cases += ["none"] if by.kind == "set" and "none" not in cases else []
        told: dict[str, object] = {
            "by": by.name,
            "cases": {flow(case): self._guess(fact) for case in dice.some(cases, 1)},
        }
        return told | ({"otherwise": self._guess(fact)} if dice.chance(50) else {})

    def _guess(self, fact: Fact) -> object:
        if fact.kind == "number" and self.dice.chance(30):
            low, high = sorted((self.dice.whole(fact.low, fact.high), self.dice.whole(fact.low, fact.high)))
            return f"{written(low, fact.unit)}..{written(high, fact.unit)}"
        return self.value(fact)

    def _usual(self, fact: Fact) -> object:
        dice = self.dice
        match fact.kind:
            case "choice":
                return dice.some(fact.choices, 1)
            case "set":
                return {"some": [], "maybe": dice.some(fact.choices, 1)}
            case "number":
                low, high = sorted((dice.whole(fact.low, fact.high), dice.whole(fact.low, fact.high)))
                return f"{written(low, fact.unit)}..{written(high, fact.unit)}"
            case _:
                return self.value(fact)

    def value(self, fact: Fact) -> object:
        """Return one known value of a fact, as written."""
        dice = self.dice
        match fact.kind:
            case "flag":
                return dice.chance(50)
            case "choice":
                return dice.one_of(fact.choices)
            case "set":
                return dice.some(fact.choices)
            case "text":
                return dice.one_of(["some words", "others"])
            case _ if fact.none and dice.chance(20):
                return "none"
            case _:
                return written(dice.whole(fact.low, fact.high), fact.unit)

    def _option_facts(self) -> None:
        dice = self.dice
        option = {"owner": "option", "needed": True}
        self._add(Fact(name="moq", kind="number", unit="units", low=1, high=300, **option))  # type: ignore[arg-type]  # a dict of mixed kinds
        self._add(Fact(name="maximum", kind="number", unit="units", low=1, high=1000, none=True, **option))  # type: ignore[arg-type]  # as above
        cost = Fact(name="unit_cost", kind="table", unit="money", low=0, high=500, **option)  # type: ignore[arg-type]  # as above
        self._add(cost, also=["price_breaks"])
        tooling = Fact(name="tooling", kind="number", unit="money", high=5000, span=True, owner="option")
        self._add(tooling, otherwise="EUR 0.00")
        making = Fact(name="making", kind="number", unit="days", low=1, high=60, span=dice.chance(70), **option)  # type: ignore[arg-type]  # as above
        self._add(making)
        if dice.chance(50):
            self._add(Fact(name="running", kind="number", unit="work", low=0, high=900, span=True, **option))  # type: ignore[arg-type]  # as above
        for number in range(dice.whole(0, 3)):
            fact = self._any_fact(f"trait_{number}", "option")
            more = {"otherwise": self.value(fact)} if fact.kind != "text" and dice.chance(50) else {}
            self._add(fact if more else Fact(**{**_fields(fact), "needed": fact.kind != "text"}), **more)
            if fact.kind != "text" and dice.chance(40):
                process = self.known["process"]
                for choice in dice.some(process.choices, 1):
                    self._says(process, choice, fact.name, self.value(fact))

    # --- figures ---
    def _figure(self, name: str, unit: str, low: int, high: int | None = None, **more: object) -> Atom:
        value = written(low, unit) if high is None else f"{written(low, unit)}..{written(high, unit)}"
        self.figures[name] = {"value": value, "unit": unit, "source": "src#a", "as_of": "2026-11-23", **more}
        positive = low >= 1
        return Atom(text=f"figure.{name}", unit=unit, positive=positive, span=high is not None and high != low)

    def _figures(self) -> None:
        dice = self.dice
        for unit, cap in (
            ("units", 2000),
            ("money", 10**7),
            ("days", 3000),
            ("work", 10**6),
            ("length", 10**8),
            ("points", 60),
        ):
            if unit != "points":
                self._figure(f"most_{unit}", unit, cap)
            low = dice.whole(0, 30)
            high = max(1, low + dice.whole(0, 30))
            more = {"likely": written(dice.whole(low, high), unit)} if dice.chance(30) else {}
            self.common.append(self._figure(f"span_{unit}", unit, low, high, **more))
            self.common.append(self._figure(f"point_{unit}", unit, dice.whole(1, 40)))
            self._line(f"line_{unit}", unit)
        self.common.append(self._figure("few", "units", dice.whole(1, 5)))
        choices = [fact for fact in self.known.values() if fact.kind == "choice" and fact.owner == "order"]
        fact = dice.one_of(choices)
        cases = {one: written(dice.whole(0, 40), "money") for one in dice.some(fact.choices, 1)}
        if fact.groups and dice.chance(40):
            cases = {"pair": "EUR 0.09"}
        self.figures["by_choice"] = {
            "value": "EUR 0.12", "unit": "money", "source": "src", "by": fact.name, "cases": cases,
        }  # fmt: skip
        self.common.append(Atom(text="figure.by_choice", unit="money"))
        breaks = sorted({1, dice.whole(2, 30), dice.whole(31, 90)})
        rows = {one: written(dice.whole(0, 400), "money") for one in breaks}
        self.figures["steps"] = {"value": rows, "unit": "money", "source": ["src", "src#a"]}
        self.figures["rate"] = {"value": "EUR 0.62..0.80", "unit": "money per min", "source": "src"}

    def _line(self, name: str, unit: str) -> None:
        """Add a table whose values all rise, or all fall."""
        dice = self.dice
        starts = sorted({1, *(dice.whole(2, 90) for _ in range(dice.whole(1, 3)))})
        values = sorted((dice.whole(0, 60) for _ in starts), reverse=dice.chance(50))
        rows = {start: written(value, unit) for start, value in zip(starts, values, strict=True)}
        self.figures[name] = {"value": rows, "unit": unit, "source": "src"}

    def _atoms_of(self, fact: Fact) -> list[Atom]:
        if fact.kind not in ("number", "date"):
            return []
        unit = DIMENSIONS.get(fact.unit, fact.unit)
        return [Atom(text=fact.path, unit=unit, positive=fact.low >= 1, span=fact.span)]

    # --- formulas ---
    def number(self, unit: str, sight: Sight, depth: int, *, spans: bool = False, scaled: bool = False) -> str:
        """Return a formula that is never negative. spans: uncertain names need no reading (estimates)."""
        dice = self.dice

        def part(of: str = unit) -> str:
            return self.number(of, sight, depth - 1, spans=spans, scaled=scaled)

        shape = dice.whole(0, 14) if depth > 0 else 0
        match shape:
            case 1:
                return f"{part()} + {part()}"
            case 2:
                return f"max(0, {part()} - ({part()}))"
            case 3 | 4:
                return f"{'min' if shape == 3 else 'max'}({part()}, {part()})"
            case 5:
                return f"if_({self.claim(sight, depth - 1)}, {part()}, {part()})"
            case 6 if not scaled:
                scale = dice.one_of(["figure.few", self._count(sight), "order.quantity"])
                return f"({self.number(unit, sight, depth - 1, spans=spans, scaled=True)}) * {scale}"
            case 7 | 8:
                name = dice.one_of(["half_up", "per_unit", "ceil_div"])
                return f"{name}({part()}, {self._positive('units', sight, spans=spans)})"
            case 9 if unit == "money" and dice.chance(40):
                return f"step({self.number('units', sight, 0)}, figure.steps)"
            case 9 if unit == "money":
                reading = "" if spans else dice.one_of([".low", ".likely", ".high"])
                return (
                    f"step({self.number('units', sight, 0)}, option.unit_cost{reading})" if _has_options(sight) else "0"
                )
            case 10 if unit == "money" and sight.of("work"):
                reading = "" if spans else ".low"
                work = self._atom("work", sight, spans=spans)
                return f"half_up(figure.rate{reading} * {work}, figure.rate.per)"
            case 9 | 10 if unit == "units":
                return self._count(sight)
            case 11 if unit == "units":
                other = dice.one_of(["money", "days"])
                return f"ceil_div({part(other)}, {self._positive(other, sight, spans=spans)})"
            case 13 | 14:
                return f"along({part('units')}, figure.line_{unit})"
            case _:
                return self._atom(unit, sight, spans=spans)

    def _atom(self, unit: str, sight: Sight, *, spans: bool) -> str:
        found = sight.of(unit)
        if not found or self.dice.chance(5):
            return "1" if unit == "units" else "0"
        return self._read(self.dice.one_of(found), spans=spans)

    def _read(self, atom: Atom, *, spans: bool) -> str:
        if not atom.span or (spans and self.dice.chance(85)):
            return atom.text
        return atom.text + self.dice.one_of([".low", ".likely", ".high"])

    def _positive(self, unit: str, sight: Sight, *, spans: bool) -> str:
        if unit == "units" and self.dice.chance(40):
            return f"max(1, {self.number('units', sight, 0, spans=spans)})"
        return self._read(self.dice.one_of(sight.of(unit, positive=True)), spans=spans)

    def _count(self, sight: Sight) -> str:
        sets = sight.kinds("set")
        if sets and self.dice.chance(60):
            return f"count({self.dice.one_of(sets).path})"
        return f"count({self._simple(sight)}, {self._simple(sight)})"

    def _simple(self, sight: Sight) -> str:
        """Return a condition on one fact, as `if` writes it."""
        dice = self.dice
        fact = dice.one_of(sight.kinds("flag", "choice", "set", "number"))
        match fact.kind:
            case "flag":
                return dice.one_of([fact.path, f"{fact.path} == true", f"not {fact.path}", f"{fact.path} != true"])
            case "choice":
                one, two = dice.one_of(fact.choices), dice.one_of(fact.choices)
                shapes = [f"{fact.path} == '{one}'", f"{fact.path} in ('{one}', '{two}')", f"{fact.path} != '{one}'"]
                return dice.one_of([*shapes, f"{fact.path} not in ('{one}',)"])
            case "set":
                return f"'{dice.one_of(fact.choices)}' {dice.one_of(['in', 'not in'])} {fact.path}"
            case _:
                reading = ".low" if fact.span else ""
                unit = DIMENSIONS.get(fact.unit, fact.unit)
                return f"{fact.path}{reading} {dice.one_of(OPERATORS)} {self._atom(unit, sight, spans=False)}"

    def comparison(self, sight: Sight, depth: int) -> tuple[str, str, str]:
        """Return left, operator and right of a comparison across facts."""
        dice = self.dice
        dates = sight.of("date")
        if dates and dice.chance(15):
            return dice.one_of(dates).text, dice.one_of(OPERATORS), dice.one_of(dates).text
        unit = dice.one_of(["units", "money", "days", "work"])
        left, right = self.number(unit, sight, depth), self.number(unit, sight, depth)
        if dice.chance(20):
            left = f"{left} - ({self.number(unit, sight, 0)})"
        return left, dice.one_of(OPERATORS), right

    def claim(self, sight: Sight, depth: int) -> str:
        """Return a condition as `if` writes it."""
        dice = self.dice
        shape = dice.whole(0, 6) if depth > 0 else 0
        match shape:
            case 0 | 1:
                return self._simple(sight)
            case 2 | 3:
                return " ".join(self.comparison(sight, depth - 1))
            case 4:
                return f"({self.claim(sight, depth - 1)} {dice.one_of(['and', 'or'])} {self.claim(sight, depth - 1)})"
            case 5:
                return f"not ({self.claim(sight, depth - 1)})"
            case _:
                return self._alike(sight)

    def _alike(self, sight: Sight) -> str:
        """Return a claim that two facts are the same, that a choice is in a set, or a chained comparison."""
        dice = self.dice
        kind = dice.one_of(["flag", "choice", "chain", "in"])
        choices = [one for one in sight.kinds("choice") if one.name != "process"]
        if kind == "in" and choices and (sets := sight.kinds("set")):
            return f"{dice.one_of(choices).path} {dice.one_of(['in', 'not in'])} {dice.one_of(sets).path}"
        found = sight.kinds(kind)
        if not found:
            low, high = (self._atom("units", sight, spans=False) for _ in range(2))
            return f"{low} <= order.quantity < {high}"
        return f"{dice.one_of(found).path} {dice.one_of(['==', '!='])} {dice.one_of(found).path}"

    # --- tests ---
    def test(self, fact: Fact) -> object:
        """Return a test of one fact, as `when` writes it."""
        dice = self.dice
        if dice.chance(15):
            return {"not": self.test(fact)}
        match fact.kind:
            case "flag":
                return dice.chance(50)
            case "choice":
                if fact.groups and dice.chance(30):
                    return "pair"
                return dice.one_of(fact.choices) if dice.chance(50) else dice.some(fact.choices, 1)
            case "set":
                modes = dice.some(["has", "lacks", "only"], 1, 2)
                return {mode: dice.some(fact.choices, 1, 2) for mode in modes}
            case _:
                return self._span_test(fact)

    def _span_test(self, fact: Fact) -> str:
        dice = self.dice
        if fact.none and dice.chance(15):
            return "none"
        unit = DIMENSIONS.get(fact.unit, fact.unit)
        if unit != "date" and dice.chance(40):
            name = f"figure.span_{unit}"
            shapes = [f"figure.point_{unit}..", f"..figure.point_{unit}", f"{name}.low..{name}.high", name]
            if unit == "money":
                shapes.append("..figure.by_choice")
            return dice.one_of(shapes)
        low = dice.whole(fact.low, fact.high)
        high = dice.whole(low, fact.high)
        first, last = written(low, fact.unit), written(high, fact.unit)
        return dice.one_of([first, f"{first}..{last}", f"{first}..", f"..{last}"])

    def when(self, sight: Sight, *, advises: bool = False) -> dict[str, Any]:
        dice = self.dice
        found: dict[str, Any] = {}
        testable = [fact for fact in sight.facts if fact.is_testable]
        for _ in range(dice.whole(0, 2)):
            fact = dice.one_of(testable)
            asks = advises and dice.chance(25)
            found[fact.name] = dice.one_of(["known", "unknown"]) if asks else self.test(fact)
        if dice.chance(25):
            parts = [self._part(testable) for _ in range(dice.whole(1, 2))]
            found[dice.one_of(["any", "all", "none"])] = parts
        return found

    def _part(self, testable: list[Fact]) -> dict[str, Any]:
        facts = {fact.name: fact for fact in (self.dice.one_of(testable) for _ in range(self.dice.whole(1, 2)))}
        return {name: self.test(fact) for name, fact in facts.items()}

    # --- rules ---
    def _rule(self, then: dict[str, Any], sight: Sight, **more: object) -> None:
        dice = self.dice
        rule: dict[str, Any] = {"id": f"rule-{dice.whole(0, 9)}-{len(self.rules)}"}
        if _has_options(sight):
            rule["for"] = self._narrowing() if dice.chance(40) else "option"
        rule |= more
        if "when" not in rule and (found := self.when(sight, advises="advise" in then)):
            rule["when"] = found
        if "if" not in rule and dice.chance(50):
            rule["if"] = self.claim(sight, 2)
        text = dice.one_of(["It is so.", "With {{ order.quantity | units }}."])
        self.rules.append(rule | {"then": then, "because": text, "source": "src"})

    def _narrowing(self) -> dict[str, Any]:
        if self.pathways and self.dice.chance(80):
            return {"pathway": self.dice.some(list(self.pathways), 1)}
        return {"generic": self.dice.chance(50)}

    def _derived(self, name: str, owner: str, sight: Sight) -> None:
        """Add a derived fact with rules that agree or are proved to exclude each other."""
        dice = self.dice
        fact = self._any_fact(name, owner, derived=True)
        more: dict[str, object] = {}
        if dice.chance(30) and owner == "order":
            more |= self._asked()
        elif dice.chance(60):
            more["otherwise"] = self.value(fact)
        if dice.chance(40):
            more |= self._assumed(fact)
        self._add(fact, **more)
        if owner == "order":
            self._usually(fact)
        for conditions, value in self._derivations(fact, sight):
            self._rule({"derive": {name: value}}, sight, **conditions)
        sight.facts.append(fact)
        sight.atoms += self._atoms_of(fact)

    def _derivations(self, fact: Fact, sight: Sight) -> Iterator[tuple[dict[str, Any], object]]:
        dice = self.dice
        first, second = self._concluded(fact, sight), self._concluded(fact, sight)
        match dice.whole(0, 3):
            case 0:
                yield {}, first
            case 1:
                yield {}, first
                yield {}, first
            case 2:
                tested = dice.one_of([one for one in sight.facts if one.is_testable])
                test = self.test(tested)
                yield {"when": {tested.name: test}}, first
                yield {"when": {tested.name: {"not": test}}}, second
            case _:
                left, op, right = self.comparison(sight, 1)
                yield {"if": f"{left} {op} {right}"}, first
                yield {"if": f"{left} {COMPLEMENT[op]} {right}"}, second

    def _concluded(self, fact: Fact, sight: Sight) -> object:
        if fact.kind != "number":
            return self.value(fact)
        unit = DIMENSIONS.get(fact.unit, fact.unit)
        cap = f"most_{unit}_{fact.high}"
        if cap not in self.figures:
            self._figure(cap, unit, fact.high)
        return f"min(figure.{cap}, {self.number(unit, sight, 2)})"

    def _option_numbers(self, sight: Sight) -> None:
        """Add estimates and derived facts of the option in any order, each reading those before it."""
        dice = self.dice
        wanted = ["landed_unit_cost", "lead_time", *dice.some(["cash_peak", "effort"], 0)]
        wanted += [f"derived_trait_{number}" for number in range(dice.whole(0, 2))]
        for name in dice.shuffled(wanted):
            if name.startswith("derived"):
                self._derived(name, "option", sight)
                continue
            unit = {"lead_time": "days", "effort": "units"}.get(name, "money")
            self.estimates[name] = {"unit": unit, "formula": self._estimate(name, unit, sight), "source": "src"}
            sight.atoms.append(Atom(text=f"option.{name}", unit=unit, span=True))

    def _estimate(self, name: str, unit: str, sight: Sight) -> str:
        usual = {
            "landed_unit_cost": "step(order.quantity, option.unit_cost) + per_unit(option.tooling, order.quantity)",
            "lead_time": "option.making",
            "cash_peak": "option.tooling + step(order.quantity, option.unit_cost) * order.quantity",
        }
        if name in usual and self.dice.chance(40):
            return usual[name]
        return f"min(figure.most_{unit}, {self.number(unit, sight, 3, spans=True)})"

    def _rules(self, order: Sight, option: Sight) -> None:
        dice = self.dice
        for _ in range(dice.whole(1, 10)):
            match dice.whole(0, 6):
                case 0 | 1:
                    self._rule({"favour": self._points(option)}, option)
                case 2 | 3:
                    self._rule({"exclude": True}, option)
                case 4:
                    self._rule({"risk": self._points(option)}, option)
                case 5:
                    self._rule({"advise": self._advice("days", order)}, order)
                case _:
                    self._rule({"advise": self._advice("days", option)}, option)
        if dice.chance(50):
            moq = {"if": "order.quantity < option.moq", "when": {}}
            self._rule({"exclude": True}, option, **moq)
        for _ in range(dice.whole(0, 3)):
            self._about_advice(order)

    def _points(self, sight: Sight) -> object:
        dice = self.dice
        match dice.whole(0, 3):
            case 0:
                return str(dice.whole(0, 40))
            case 1:
                return "figure.point_points"
            case 2:
                return self.number("points", sight, 2)
            case _:
                return f"min(figure.point_units, {self.number('units', sight, 2)})"

    def _advice(self, unit: str, sight: Sight) -> dict[str, object]:
        told: dict[str, object] = {"level": self.dice.one_of(["warning", "note", "step"]), "topic": "some topic"}
        if self.dice.chance(40):
            told["due"] = self.number(unit, sight, 1)
        return told

    def _about_advice(self, order: Sight) -> None:
        dice = self.dice
        when = {key: test for key, test in self.when(order, advises=True).items() if key not in ("any", "all", "none")}
        tests: list[tuple[str, object]] = [
            ("advice.close", dice.chance(50)),
            ("advice.settled", dice.chance(50)),
            ("advice.has_runner_up", dice.chance(50)),
            ("winner.pathway", dice.one_of(list(self.pathways))),
            ("winner.standing", dice.some(["fits", "at_risk", "undecided"], 1)),
            ("runner_up.generic", dice.chance(50)),
            ("advice.missing_documents", "1.."),
        ]
        when |= dict(dice.some(tests, 0, 2))
        more: dict[str, object] = {"for": "advice", "when": when}
        more["if"] = dice.one_of(
            [
                "winner.landed_unit_cost.high > figure.point_money",
                "winner.lead_time.low <= runner_up.lead_time.high",
                "winner.score > runner_up.score",
                "advice.fits or advice.generic",
                self._simple(order),
            ]
        )
        told = self._advice("days", order)
        if dice.chance(40):
            told["due"] = "winner.lead_time.high"
        self._rule({"advise": told}, order, **more)

    # --- ways to make it ---
    def _pathways_and_options(self) -> None:
        dice = self.dice
        names = ["bench", "hub", "shop", "factory"][: dice.whole(2, 4)]
        for name in names:
            more = {"takes_quotes": False} if dice.chance(25) else {}
            self.pathways[name] = {"name": name.title(), "summary": "A way.", "source": "src", **more}
        marks = [fact for fact in self.known.values() if fact.identifies]
        for name in names:
            if dice.chance(70) or name == names[0]:
                self._option(name, "any", {"generic": True})
            for _ in range(dice.whole(0, 2)):
                process = dice.one_of([*self.known["process"].choices, "any"])
                applies = {fact.name: self.test(fact) for fact in dice.some(marks, 0, 2)}
                if marks and dice.chance(20):
                    applies["any"] = [self._part(marks)]
                told: dict[str, Any] = {"applies": applies} if applies else {}
                if dice.chance(40):
                    told["answers"] = dice.some(self.known["process"].choices, 1)
                self._option(name, process, told)

    def _option(self, pathway: str, process: str, more: dict[str, Any]) -> None:
        option: dict[str, Any] = {
            "id": f"{pathway}-{len(self.options)}",
            "pathway": pathway,
            "process": process,
            **more,
        }
        for fact in self.known.values():
            if fact.owner == "option" and not fact.derived and (fact.needed or self.dice.chance(50)):
                option[fact.name] = self._said(fact)
        self.options.append(option | {"source": "src"})

    def _said(self, fact: Fact) -> object:
        """Return what an option says of a fact."""
        dice = self.dice
        if fact.kind == "table":
            return self.table(fact)
        if fact.span:
            return self._range(fact)
        if fact.name == "moq":
            return dice.one_of([str(dice.whole(1, 40)), "figure.point_units", "figure.few"])
        return self.value(fact)

    def _range(self, fact: Fact) -> str:
        low = self.dice.whole(fact.low, fact.high)
        high = self.dice.whole(low, fact.high)
        if self.by_figures and self.dice.chance(20):
            return f"figure.point_{fact.unit}"
        return (
            written(low, fact.unit)
            if self.dice.chance(30)
            else f"{written(low, fact.unit)}..{written(high, fact.unit)}"
        )

    def table(self, fact: Fact) -> object:
        dice = self.dice
        if self.by_figures and dice.chance(15):
            return "figure.span_money"
        if dice.chance(50):
            return self._range(fact)
        breaks = sorted({dice.whole(1, 40) for _ in range(dice.whole(1, 3))})
        rows = {}
        for start in breaks:
            low = dice.whole(fact.low, fact.high)
            high = dice.whole(low, fact.high)
            rows[str(start)] = f"{written(low, fact.unit)}..{written(high, fact.unit)}"
        return rows


OPERATORS = ("<", "<=", ">", ">=", "==", "!=")
COMPLEMENT = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


def _has_options(sight: Sight) -> bool:
    return any(fact.owner == "option" for fact in sight.facts)


def _fields(fact: Fact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in Fact.__dataclass_fields__}


def make_pack(dice: Dice) -> dict[str, str]:
    return Maker(dice).make()


# --- packs ------------------------------------------------------------------------------------------------------------
def read_pack(files: Files) -> Pack:
    """Return the pack in these files, written to a folder and read from there."""
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), files)
        return load(Path(folder), label="pack")


def write_files(folder: Path, files: Files) -> None:
    """Write files into a folder, with the folders that they lie in."""
    for name, text in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def advisor_of(files: Files, engine: EngineName = "walk") -> Advisor:
    """Return an advisor by these files, which must be fit to advise."""
    advisor = Advisor(read_pack(files), engine)
    check.refuse(advisor.program)
    return advisor


# --- orders -----------------------------------------------------------------------------------------------------------
def _turns(pack: Pack) -> dict[str, list[int]]:
    """Return for each unit the numbers at which rules may turn."""
    found: dict[str, list[int]] = {}
    for figure in pack.figures.values():
        for span in (figure.value, *(case for _, case in figure.cases)):
            found.setdefault(figure.unit.name, []).extend((span.low, span.likely, span.high))
    for option in pack.options.values():
        for path in ("option.moq", "option.maximum"):
            value = option.values[path]
            if isinstance(value, Numbers):
                found.setdefault("units", []).append(value.low)
    return found


def make_order(dice: Dice, pack: Pack, *, known: int = 45, vague: int = 20) -> str:
    """Return an order as YAML. known, vague: how many facts in a hundred are; the rest is unknown."""
    turns = _turns(pack)
    derived = {rule.conclusion.path for rule in pack.rules.values() if isinstance(rule.conclusion, Derive)}
    told: dict[str, Any] = {"as_of": AS_OF.isoformat()}
    for fact in pack.facts.values():
        if fact.of != "order" or (f"order.{fact.name}" in derived and dice.chance(80)):
            continue
        throw = dice.whole(0, 99)
        if throw >= 95:
            told[fact.name] = "unknown"
        elif throw >= 100 - vague - 5:
            told[fact.name] = _value(dice, fact.domain, fact.unit.name if fact.unit else "date", turns, vague=True)
        elif throw >= 100 - vague - 5 - known:
            told[fact.name] = _value(dice, fact.domain, fact.unit.name if fact.unit else "date", turns, vague=False)
    quotes = [_quote(dice, pack) for _ in range(max(0, dice.whole(0, 4) - 2))]
    takers = [name for name, pathway in pack.pathways.items() if pathway.takes_quotes]
    if quotes and takers:
        told["quotes"] = [{"pathway": dice.one_of(takers), **quote} for quote in quotes]
    return block(told)


def _value(dice: Dice, domain: Possible, unit: str, turns: Mapping[str, list[int]], *, vague: bool) -> object:
    match domain:
        case Numbers(low, high, or_none):
            if or_none and dice.chance(15):
                return "none"
            one = _near(dice, low, high, turns.get(unit, []))
            if not vague:
                return written(one, unit)
            other = _near(dice, one, high, turns.get(unit, []))
            first, last = written(one, unit), written(other, unit)
            return dice.one_of([f"{first}..{last}", f"{first}..{last}", f"{first}..", f"..{last}"])
        case OneOf(values):
            if vague and not isinstance(values[0], bool):
                return dice.some(values, 1)
            return dice.one_of(values)
        case Subset(_, maybe):
            if not vague:
                return dice.some(maybe)
            some = dice.some(maybe, 0, 1)
            return {"some": some, "maybe": dice.some([one for one in maybe if one not in some], 0, 2)}
        case _:
            return "some words"


def _near(dice: Dice, low: int, high: int, turns: Sequence[int]) -> int:
    """Return a number within the bounds, often at a threshold or beside it."""
    near = [turn + step for turn in turns for step in (-1, 0, 1) if low <= turn + step <= high]
    return dice.one_of(near) if near and dice.chance(60) else dice.whole(low, high)


def _quote(dice: Dice, pack: Pack) -> dict[str, Any]:
    maker = Maker(dice, by_figures=False)
    quote: dict[str, Any] = {"supplier": dice.one_of(["Acme", "Bert & Co"])}
    quote["process"] = dice.one_of([*pack.facts["process"].words, "any"])
    derived = {rule.conclusion.path for rule in pack.rules.values() if isinstance(rule.conclusion, Derive)}
    for fact in pack.facts.values():
        if fact.of != "option" or f"option.{fact.name}" in derived or fact.name == "unit_cost":
            continue
        if fact.otherwise is not None and dice.chance(50):
            continue
        if fact.name == "moq" and dice.chance(60):
            continue
        if fact.kind.value != "text":
            quote[fact.name] = _value(dice, fact.domain, fact.unit.name if fact.unit else "", {}, vague=False)
    own = Fact(name="unit_cost", kind="table", unit="money", low=0, high=500)
    table = maker.table(own)
    if isinstance(table, dict):  # a ladder neither rises nor begins above the smallest order
        falling = sorted(
            table.values(), key=lambda row: float(row.split("..")[0].split()[-1].replace(",", "")), reverse=True
        )
        table = dict(zip(table, falling, strict=True))
        quote.pop("moq", None)
    quote[dice.one_of(["unit_cost", "price_breaks"])] = table
    return quote


def read_order(text: str, advisor: Advisor) -> Order:
    """Return the one order in a text, which must be without fault."""
    found = OrderReader(pack=advisor.pack, derived=advisor.derived).read(text.encode(), "order.yaml")
    if found.faults:
        raise AssertionError("\n".join([*map(str, found.faults), text]))
    return found.orders[0]


def narrowed(dice: Dice, value: Possible) -> Possible:
    """Return fewer of the possible values, never none of them."""
    match value:
        case Numbers(low, high, or_none):
            if or_none and dice.chance(20):
                return Numbers(10**12, 10**12)
            least = dice.whole(low, high)
            most = least if dice.chance(70) else dice.whole(least, high)
            return Numbers(least, most, or_none and dice.chance(20))
        case OneOf(values):
            return OneOf(tuple(dice.some(values, 1)))
        case Subset(some, maybe):
            more = dice.some(maybe)
            rest = [one for one in maybe if one not in more]
            return Subset((*some, *more), tuple(dice.some(rest)) if dice.chance(30) else ())
        case _:
            return value


# --- for hypothesis ---------------------------------------------------------------------------------------------------
@st.composite
def dices(draw: st.DrawFn) -> Dice:
    """Dice thrown by hypothesis."""
    return Dice(lambda low, high: draw(st.integers(low, high)))


@st.composite
def packs(draw: st.DrawFn) -> dict[str, str]:
    """Packs as files."""
    return make_pack(Dice(lambda low, high: draw(st.integers(low, high))))


@st.composite
def scenes(draw: st.DrawFn, orders: int = 3) -> tuple[dict[str, str], list[str]]:
    """A pack as files, with orders as YAML."""
    dice = Dice(lambda low, high: draw(st.integers(low, high)))
    files = make_pack(dice)
    pack = read_pack(files)
    return files, [make_order(dice, pack) for _ in range(orders)]
