"""How long one order takes: a made pack of 60 rules and 300 options, of which 15 are candidates for any one order.

`python benchmarks/engine.py [ORDERS]` measures `advise` and its parts on experta and on the plain walk, prints a table,
and writes it to benchmarks/results/engine.md. What is claimed: under 0.2 s an order on experta.
"""

from __future__ import annotations

import json
import os
import platform
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from advisor import check  # noqa: E402  # found only once src is on the path
from advisor.advice import Advisor  # noqa: E402  # as above
from advisor.advice.advisor import EngineName  # noqa: E402  # as above
from advisor.advice.outlook import WalkOutlook, is_proved  # noqa: E402  # as above
from advisor.advice.trials import WalkTrials  # noqa: E402  # as above
from advisor.advice.witness import could_change  # noqa: E402  # as above
from advisor.order import OrderReader  # noqa: E402  # as above
from advisor.pack.load import load  # noqa: E402  # as above
from advisor.trace import Order  # noqa: E402  # as above

RULES = 60
MATERIALS = 20
PATHWAYS = ("in_house", "hub", "network", "workshop", "factory")
PROCESSES = ("printing", "casting", "milling")
CLAIM_MS = 200
RUNS = 5
SOURCE = "source: src"


def facts(materials: int) -> str:
    """Return the vocabulary, with so many materials."""
    return f"""
groups: [{{id: all, title: All}}]
facts:
  quantity: {{kind: number, unit: units, bounds: 1..100000, question: How many?, effort: 1, actionable: true}}
  deadline: {{kind: number, unit: days, bounds: 1 day..10 years, none: no deadline, question: When?, effort: 1, actionable: true}}
  cash: {{kind: number, unit: money, bounds: EUR 0..EUR 100000, question: Cash?, actionable: true}}
  process: {{kind: choice, identifies: true, question: Process?, choices: {{printing: p, casting: c, milling: m}}}}
  material: {{kind: choice, identifies: true, question: Material?, choices: {{{", ".join(f"m{n}: m{n}" for n in range(materials))}}}}}
  heritage: {{kind: choice, question: Heritage?, choices: {{core: core, nice: nice, none: none}}, assume: none}}
  oversight: {{kind: choice, question: Oversight?, choices: {{on_site: on site, photos: photos, none: none}}}}
  proven: {{kind: flag, question: Proven?}}
  hard: {{kind: flag, question: Hard?}}
  limited: {{kind: flag, question: Limited?}}
  after_sale: {{kind: set, question: After sale?, choices: {{packaging: packaging, spares: spares, returns: returns}}}}
  repeats: {{kind: number, unit: {{one: repeat, many: repeats}}, bounds: 0..365, question: Repeats?}}
  within_month: {{kind: flag, otherwise: false}}
  large: {{kind: flag, otherwise: false}}
  lasting: {{kind: flag, otherwise: false}}
  urgent: {{kind: flag, otherwise: false}}
  moq: {{of: option, kind: number, unit: units, bounds: 1..100000}}
  maximum: {{of: option, kind: number, unit: units, bounds: 1..1000000, none: no maximum, otherwise: none}}
  unit_cost: {{of: option, kind: table, unit: money, bounds: EUR 0..EUR 10000, also: [price_breaks]}}
  tooling: {{of: option, kind: number, span: true, unit: money, bounds: EUR 0..EUR 100000, otherwise: EUR 0}}
  making: {{of: option, kind: number, span: true, unit: days, bounds: 0 days..2 years}}
  tool: {{of: option, kind: choice, choices: {{none: none, soft: soft, hard: hard}}, otherwise: none}}
"""


ESTIMATES = f"""
estimates:
  landed_unit_cost: {{unit: money, formula: "step(order.quantity, option.unit_cost) + per_unit(option.tooling, order.quantity)", {SOURCE}}}
  total_cost: {{unit: money, formula: "step(order.quantity, option.unit_cost) * order.quantity + option.tooling", {SOURCE}}}
  cash_peak: {{unit: money, formula: "option.tooling + half_up(step(order.quantity, option.unit_cost) * order.quantity * figure.third, figure.whole)", {SOURCE}}}
  lead_time: {{unit: days, formula: "option.making + ceil_div(order.quantity * figure.day, figure.pace)", {SOURCE}}}
"""
FIGURES = f"""
figures:
  month: {{value: 30 days, unit: days, {SOURCE}}}
  day: {{value: 1 day, unit: days, {SOURCE}}}
  pace: {{value: 50, unit: units, {SOURCE}}}
  third: {{value: 30 %, unit: share, {SOURCE}}}
  whole: {{value: 100 %, unit: share, {SOURCE}}}
"""
CONDITIONS = (
    "when: {quantity: ..%(units)d}", "when: {quantity: %(units)d.., proven: true}", "when: {heritage: core}",
    "when: {deadline: ..%(days)d days}", "when: {oversight: on_site, hard: true}", "when: {large: true, limited: false}",
    "when: {after_sale: {has: [packaging]}}", "when: {repeats: %(repeats)d.., lasting: true}", "when: {urgent: true}",
    "if: option.lead_time.likely > order.deadline", "if: option.tooling.low > order.cash",
    "if: option.cash_peak.high > order.cash", "when: {tool: hard, proven: false}",
    "if: order.quantity + 1 < option.moq, when: {within_month: false}",
    "if: option.landed_unit_cost.likely > order.cash, when: {any: [{heritage: nice}, {limited: true}]}",
)  # fmt: skip
DERIVED = (
    ("within-month", "within_month", "when: {deadline: ..figure.month}"),
    ("large-order", "large", "when: {quantity: 250..}"),
    ("lasting-object", "lasting", "when: {repeats: 2.., limited: false}"),
    ("urgent-order", "urgent", "when: {within_month: true, hard: true}"),
)


# --- the pack ---------------------------------------------------------------------------------------------------------
def rule_lines(chance: random.Random, count: int) -> str:
    """Return so many rules: four that derive, then exclusions, risks, favours and notes on conditions of every kind."""
    told = [
        f"- {{id: {name}, {test}, then: {{derive: {{{fact}: true}}}}, because: So., {SOURCE}}}"
        for name, fact, test in DERIVED
    ]
    told.append(
        f"- {{id: below-moq, for: option, if: order.quantity < option.moq, then: {{exclude: true}}, because: So., {SOURCE}}}"
    )
    while len(told) < count:
        number = len(told)
        sizes = {"units": chance.randint(20, 900), "days": chance.randint(5, 90), "repeats": chance.randint(1, 9)}
        condition = chance.choice(CONDITIONS) % sizes if number % 4 else "if: order.quantity > option.maximum"
        scope = "option" if number % 3 else f"{{pathway: [{chance.choice(PATHWAYS)}, {chance.choice(PATHWAYS)}]}}"
        then = (
            "{exclude: true}"
            if number % 12 == 0
            else f"{{risk: {number % 9}}}"
            if number % 5 == 0
            else f"{{favour: {number % 13}}}"
        )
        then = "{advise: {level: note, topic: words}}" if number % 6 == 1 else then
        told.append(f"- {{id: rule-{number}, for: {scope}, {condition}, then: {then}, because: So., {SOURCE}}}")
    return "\n".join(told) + "\n"


def options(chance: random.Random, materials: int) -> str:
    """Return options: each pathway by each process in each material."""
    told = ["options:"]
    for material in range(materials):
        for pathway in PATHWAYS:
            for process in PROCESSES:
                low, tooling, days = chance.randint(1, 40), chance.choice([0, 0, 400, 6000]), chance.randint(2, 40)
                breaks = {
                    1: f"EUR {low}..{low + 9}",
                    100: f"EUR {low}..{low + 4}",
                    500: f"EUR {max(1, low - 3)}..{low}",
                }
                told.append(
                    f"  - {{id: {pathway}-{process}-m{material}, pathway: {pathway}, process: {process}, "
                    f"applies: {{material: m{material}}}, moq: {chance.choice([1, 10, 50, 250])}, unit_cost: {json.dumps(breaks)}, "
                    f"tooling: EUR {tooling}..{tooling * 2}, making: {days}..{days + 9} days, "
                    f"tool: {'hard' if tooling > 1000 else 'none'}, {SOURCE}}}"
                )
    return "\n".join(told) + "\n"


def made(folder: Path, *, rules: int = RULES, materials: int = MATERIALS) -> None:
    """Write the pack into a folder: so many rules, and fifteen options for each of so many materials."""
    chance = random.Random(20261123)
    pathways = "".join(f"  {name}: {{name: {name}, summary: A way., {SOURCE}}}\n" for name in PATHWAYS)
    files = {
        "knowledge/pack.yaml": "id: made\nversion: 0.1.0\ntitle: Made\ncurrency: EUR\n",
        "knowledge/facts.yaml": facts(materials),
        "knowledge/sources.yaml": "sources: {src: {title: Made up, kind: own judgement}}\n",
        "knowledge/figures.yaml": FIGURES,
        "knowledge/estimates.yaml": ESTIMATES,
        "knowledge/pathways.yaml": f"pathways:\n{pathways}",
        "knowledge/options/all.yaml": options(chance, materials),
        "rules/all.yaml": rule_lines(chance, rules),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def order_texts(count: int, kind: str) -> list[str]:
    """Return orders of one kind: `known` says every fact, `usual` seven in ten, `bare` the quantity and material only."""
    chance = random.Random(kind)
    found = []
    for _ in range(count):
        said = {
            "deadline": f"{chance.randint(7, 90)} days", "cash": f"EUR {chance.randint(0, 20000)}",
            "process": chance.choice(PROCESSES), "heritage": chance.choice(["core", "nice", "none"]),
            "oversight": chance.choice(["on_site", "photos", "none"]), "proven": chance.choice(["true", "false"]),
            "hard": chance.choice(["true", "false"]), "limited": chance.choice(["true", "false"]),
            "after_sale": chance.choice(["[packaging]", "[]", "[spares, returns]"]), "repeats": str(chance.randint(0, 12)),
        }  # fmt: skip
        share = {"known": 1.0, "usual": 0.7, "bare": 0.0}[kind]
        kept = {name: text for name, text in said.items() if chance.random() < share}
        kept |= {"quantity": str(chance.choice([30, 120, 300, 1000])), "material": f"m{chance.randrange(MATERIALS)}"}
        found.append("".join(f"{name}: {text}\n" for name, text in kept.items()))
    return found


# --- measuring --------------------------------------------------------------------------------------------------------
def milliseconds(work: Callable[[Order], object], orders: Sequence[Order]) -> list[float]:
    """Return the milliseconds an order takes, on average over the orders, one number for each run."""
    found = []
    for _ in range(RUNS):
        start = perf_counter()
        for order in orders:
            work(order)
        found.append((perf_counter() - start) * 1000 / len(orders))
    return found


def noise() -> float:
    """Return how much a fixed piece of work varies on this machine now, in percent of its median."""
    times = []
    for _ in range(15):
        start = perf_counter()
        sum(number * number for number in range(200_000))
        times.append(perf_counter() - start)
    return 100 * (statistics.quantiles(times, n=10)[8] - min(times)) / statistics.median(times)


def table(folder: Path, count: int) -> tuple[list[str], bool]:
    """Return the lines of the report, and whether the claim holds."""
    pack = load(folder, label="made")
    engines: tuple[EngineName, ...] = ("experta", "walk")
    build, advisors = {}, {}
    for name in engines:
        start = perf_counter()
        advisors[name] = Advisor(pack, name)
        build[name] = (perf_counter() - start) * 1000
    check.refuse(advisors["walk"].program)
    reader = OrderReader(pack=pack, derived=advisors["walk"].derived)
    lines = ["| orders | part | experta ms | walk ms | ratio | worst run, experta |", "|---|---|--:|--:|--:|--:|"]
    slowest = 0.0
    for kind in ("known", "usual", "bare"):
        orders = [
            reader.read(text.encode(), f"{kind}-{n}").orders[0] for n, text in enumerate(order_texts(count, kind))
        ]
        for name in engines:
            advisors[name].advise(orders[0])  # compiles the networks
        candidates = {len(advisors["walk"].advise(order).ranking) for order in orders}
        if candidates != {len(PATHWAYS) * len(PROCESSES)}:
            raise AssertionError(f"expected 15 candidates for every order, got {sorted(candidates)}")
        for part in ("advise", "of it: decide", "of it: trials"):
            times = {name: milliseconds(_part(part, advisors[name], orders), orders) for name in engines}
            middle = {name: statistics.median(found) for name, found in times.items()}
            slowest = max(slowest, middle["experta"] if part == "advise" else 0.0)
            ratio = middle["experta"] / middle["walk"] if middle["walk"] else 0.0
            lines.append(
                f"| {kind} | {part} | {middle['experta']:.1f} | {middle['walk']:.1f} | {ratio:.1f} | {max(times['experta']):.1f} |"
            )
    told = (
        f"Claimed: under {CLAIM_MS} ms an order on experta at 15 candidates. Slowest kind of order: {slowest:.0f} ms."
    )
    sizes = f"{len(pack.rules)} rules, {len(pack.options)} options, 15 candidates; {count} orders a kind, median of {RUNS} runs."
    return [sizes, "", *lines, "", told], slowest < CLAIM_MS


def _part(part: str, advisor: Advisor, orders: Sequence[Order]) -> Callable[[Order], object]:
    """Return one part of an answer; trials are of unsettled orders only, and run on the plain walk for every engine."""
    weigher = advisor._weigher  # noqa: SLF001  # a benchmark measures the parts of an answer, which have no door
    if part == "advise":
        return advisor.advise
    if part == "of it: decide":
        return lambda order: weigher.decide(order.given, order.quotes)
    decisions = {order.id: weigher.decide(order.given, order.quotes) for order in orders}
    outlooks = {name: WalkOutlook(weigher, one, usual=True) for name, one in decisions.items()}
    open_ones = {name: one for name, one in decisions.items() if not is_proved(one, outlooks[name])}

    def found(order: Order) -> object:
        if order.id not in open_ones:
            return None
        decision = open_ones[order.id]
        return WalkTrials(weigher, decision).answer(could_change(weigher, decision, outlooks[order.id]))

    return found


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    before = noise()
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder))
        lines, holds = table(Path(folder), count)
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores; a fixed loop varied by {before:.0f} % before and {noise():.0f} % after."
    report = "\n".join(["# One order, by engine", "", *lines, "", machine, ""])
    target = Path(__file__).parent / "results" / "engine.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(report, encoding="utf-8")
    print(report)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
