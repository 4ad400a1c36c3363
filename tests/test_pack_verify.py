"""`pack verify`: ten faults planted in a small pack, each found; where it names an order, `advise` confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.author.box import Bench
from advisor.author.difference_words import facts
from advisor.author.profile import profile
from advisor.author.property_file import read_properties
from advisor.author.rule_check import rule_findings
from advisor.author.sample import sampled
from advisor.author.verify import Finding, option_findings, verify
from advisor.errors import PackError, Place
from advisor.ir import Numbers
from advisor.trace import Order
from strategies import advisor_of

FACTS = """groups: [{id: all, title: All}]
facts:
  quantity: {kind: number, unit: units, bounds: 1..300, question: How many?, group: all}
  process: {kind: choice, choices: {milling: Milling, any: any}, identifies: true, whichever: true, assume: any, question: How?, group: all}
  material: {kind: choice, choices: {wood: Wood, steel: Steel, glass: Glass}, identifies: true, question: Of what?, group: all}
  deadline: {kind: number, unit: days, bounds: 1 day..90 days, none: no deadline, limit: true, question: When?, group: all}
  trade: {kind: choice, choices: {joinery: Joinery, smithy: Smithy, glazing: Glazing}, otherwise: joinery}
  moq: {kind: number, of: option, unit: units, bounds: 1..1000, otherwise: 1}
  maximum: {kind: number, of: option, unit: units, bounds: 1..1000, otherwise: 1000}
  unit_cost: {kind: table, of: option, unit: money, bounds: EUR 0..EUR 1000}
  days: {kind: number, of: option, unit: days, bounds: 1 day..90 days, otherwise: 10 days}
"""
BASE = {
    "knowledge/pack.yaml": "{id: planted, version: 0.1.0, title: Planted, currency: EUR}\n",
    "knowledge/facts.yaml": FACTS,
    "knowledge/sources.yaml": "sources: {src: {title: A source, kind: own judgement}}\n",
    "knowledge/figures.yaml": "figures: {}\n",
    "knowledge/pathways.yaml": """pathways:
  bench: {name: Bench, summary: A way., source: src}
  shop: {name: Shop, summary: A way., source: src}
""",
    "knowledge/estimates.yaml": """estimates:
  landed_unit_cost: {unit: money, formula: "step(order.quantity, option.unit_cost)", source: src}
  lead_time: {unit: days, formula: "option.days", source: src}
""",
    "knowledge/options/all.yaml": """options:
  - {id: bench-any, pathway: bench, process: any, generic: true, unit_cost: {1: EUR 20}, days: 20 days, source: src}
  - {id: shop-any, pathway: shop, process: any, generic: true, unit_cost: {1: EUR 30}, days: 5 days, source: src}
""",
    "rules/a.yaml": """- {id: smithy, when: {material: steel}, then: {derive: {trade: smithy}}, because: Steel is forged., source: src}
- {id: too-late, for: option, if: option.lead_time.low > order.deadline, then: {exclude: true}, because: Too late., source: src}
- {id: too-few, for: option, if: order.quantity < option.moq, then: {exclude: true}, because: Too few., source: src}
- {id: too-many, for: option, if: order.quantity > option.maximum, then: {exclude: true}, because: Too many., source: src}
""",
}


def rule(id: str, when: str, then: str, more: str = "for: option, ") -> str:
    return f"- {{id: {id}, {more}when: {{{when}}}, then: {{{then}}}, because: So it is., source: src}}\n"


def option(text: str) -> str:
    return f"  - {{{text}, source: src}}\n"


OPTIONS, RULES = "knowledge/options/all.yaml", "rules/a.yaml"
PLANTED: Mapping[str, tuple[str, str, str]] = {
    "a dead rule": (
        RULES,
        rule("never", "quantity: ..10", "exclude: true", "for: option, if: order.quantity > 20, "),
        "rule `never` can never hold",
    ),
    "an overlap": (
        RULES,
        rule("few", "quantity: ..50", "favour: 5") + rule("some", "quantity: 40..90", "favour: 5"),
        "overlap from quantity 40 to 50",
    ),
    "a threshold by one": (
        RULES,
        rule("few", "quantity: ..49", "favour: 5") + rule("some", "quantity: 51..90", "favour: 5"),
        "leave out quantity 50",
    ),
    "a subsumed rule": (
        RULES,
        rule("big", "quantity: 100..", "exclude: true", "for: {pathway: [bench]}, ")
        + rule("huge", "quantity: 200..", "exclude: true", "for: {pathway: [bench]}, "),
        "rule `huge` never matters: `big`",
    ),
    "a contradiction": (
        RULES,
        rule("big", "quantity: 100..", "exclude: true", "for: {pathway: [bench]}, ")
        + rule("liked", "quantity: 150..200", "favour: 5", "for: {pathway: [bench]}, "),
        "rule `liked` contradicts `big`",
    ),
    "an unreachable choice": (RULES, rule("glazed", "trade: glazing", "exclude: true"), "rule `glazed` can never hold"),
    "a shadowed option": (
        OPTIONS,
        option("id: shop-dear, pathway: shop, process: any, generic: true, unit_cost: {1: EUR 31}, days: 5 days"),
        "option `shop-dear` never wins: `shop-any`",
    ),
    "a smallest number above the greatest": (
        OPTIONS,
        option("id: shop-none, pathway: shop, process: milling, unit_cost: {1: EUR 31}, moq: 90, maximum: 9"),
        "option `shop-none` takes at least 90 and at most 9",
    ),
    "an island": (
        RULES,
        rule("not-then", "deadline: 40 days..60 days", "exclude: true", "for: {pathway: [bench]}, "),
        "island: `bench` wins at deadline",
    ),
    "a gap": ("gap", "", "gap: no option speaks for"),
}


def planted(fault: str) -> Advisor:
    where, text, _ = PLANTED[fault]
    files = dict(BASE)
    if where == "gap":
        files[OPTIONS] = BASE[OPTIONS].replace("generic: true", "applies: {material: [wood, steel]}")
    else:
        files[where] += text
    return advisor_of(files)


@pytest.fixture(scope="module")
def clean() -> Advisor:
    return advisor_of(BASE)


def asked(advisor: Advisor, finding: Finding) -> str | None:
    """Return what `advise` says of the order that a finding shows."""
    order = Order(id="shown", given=finding.order, at=Place("shown"))
    return advisor.advise(order, witnesses=False).pathway


def test_a_clean_pack_has_nothing_to_find(clean: Advisor) -> None:
    """Nothing is told of a pack in which there is nothing."""
    assert [str(one.fault) for one in verify(clean).findings] == []


@pytest.mark.parametrize("fault", PLANTED)
def test_what_was_planted_is_found(fault: str) -> None:
    """Each fault is found where it stands, and nothing else; the order that shows it is decided so."""
    advisor = planted(fault)
    found = verify(advisor).findings

    assert [one for one in found if PLANTED[fault][2] in one.fault.message], [str(one.fault) for one in found]
    assert len({one.kind for one in found}) == 1
    assert found[0].fault.at.line > 0
    if fault == "a gap":
        assert asked(advisor, found[0]) is None
    if fault == "an island":
        shown = [one for one in found if PLANTED[fault][2] in one.fault.message]

        assert [asked(advisor, one) for one in shown] == ["shop"]


def test_the_built_in_pack_has_nothing_idle_and_no_gap(walk: Advisor) -> None:
    """No rule or option of it is dead, doubled, contradicted or shadowed by its tests, and of the orders asked each has a candidate."""
    assert not [*rule_findings(walk.program), *option_findings(walk.program)]
    assert not sampled(Bench(walk, profile([walk.pack]))).without


PROPERTIES = """properties:
  - id: shop-for-haste
    over: {quantity: 1..300, material: [wood, steel], deadline: 1..9 days}
    never: bench
    because: The bench takes three weeks.
  - id: always-the-bench
    over: {quantity: 1..300, material: wood, deadline: 1..90 days}
    always: bench
    because: Somebody thought so.
  - id: more-time-is-no-harm
    over: {quantity: 10, material: wood, deadline: 5..90 days}
    monotone: {deadline: up}
    because: Who waits may choose.
"""


def test_properties_are_proved_or_broken(clean: Advisor, tmp_path: Path) -> None:
    """What never happens is proved; what is not always so is shown by an order that `advise` decides otherwise."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "properties.yaml").write_text(PROPERTIES, encoding="utf-8")
    read = read_properties(tmp_path, "", clean)
    told = verify(clean, read)
    (wrong,) = told.findings

    assert [one.partition(":")[0] for one in told.proved] == [
        "property `shop-for-haste`",
        "property `more-time-is-no-harm`",
    ]
    assert wrong.fault.at.file.endswith("tests/properties.yaml")
    assert wrong.fault.at.line == 6
    assert asked(clean, wrong) == "shop"
    assert isinstance(wrong.order["order.quantity"], Numbers)
    assert facts(wrong.order, clean.pack)["material"] == "wood"


def test_a_property_that_nobody_can_read_is_told(clean: Advisor, tmp_path: Path) -> None:
    """A fault of the file is told with its place."""
    (tmp_path / "tests").mkdir()
    text = "properties:\n  - {id: odd, over: {quantity: 1..3}, never: bnch, because: So.}\n"
    (tmp_path / "tests" / "properties.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="bench"):
        read_properties(tmp_path, "", clean)
