"""Ten faults planted in a small pack that has none: each is found, and the order that is told of it shows it to `advise`, on experta."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from advisor.advice import Advisor
from advisor.author.box import Bench, Boxes
from advisor.author.diff import difference
from advisor.author.difference_words import case_lines, facts
from advisor.author.property_file import read_properties
from advisor.author.sample import sampled
from advisor.author.verify import Finding, verify
from advisor.ir import Numbers
from advisor.order import OrderReader
from advisor.trace import Advice, Standing
from conftest import ROOT, Run
from strategies import advisor_of

BOOKS = ROOT / "examples/packs/artist-books"
FACTS, OPTIONS, RULES = "knowledge/facts.yaml", "knowledge/options/ways.yaml", "rules/edition.yaml"
EXCLUDED = (Standing.EXCLUDED, Standing.UNLIKELY)


def rule(name: str, asked: str, then: str, of: str = "for: option, ") -> str:
    return f"- {{id: {name}, {of}{asked}, then: {{{then}}}, because: So it is., source: judgement#making}}\n"


def held(advice: Advice, name: str, option: str | None = None) -> bool:
    """Return whether a rule holds of an option, or of any."""
    return any(
        one.rule == name and one.as_assumed is True and (option is None or one.option == option)
        for one in advice.firings
    )


def together(*rules: str) -> Callable[[Advice], bool]:
    """Return whether rules hold of one option."""
    return lambda advice: any(all(held(advice, one, own.option.id) for one in rules) for own in advice.ranking)


def place(advice: Advice, option: str) -> int:
    return [one.option.id for one in advice.ranking].index(option)


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A fault. adds: file -> what is written behind it; cuts: file -> what is taken out; shows: what the order's advice is."""

    adds: Mapping[str, str]
    told: str
    shows: Callable[[Advice], bool]
    kind: str = "rule"
    cuts: tuple[str, str, str] = ("", "", "")


PROPERTY = """properties:
  - id: riso-for-photographs
    over: {copies: 1..500, photographs: true, binding: [stapled, glued]}
    always: riso_studio
    because: Somebody thought so.
"""
PRESS = "  - {id: riso-again, pathway: riso_studio, process: riso, name: Riso studio, fewest: 20, most_copies: 600, copy_price: {1: EUR 4..EUR 6, 100: EUR 2.40..EUR 4, 300: EUR 1.80..EUR 3}, page_price: EUR 0.03..EUR 0.06, set_up: figure.riso_set_up, at_press: 5..12 days, at_binder: 2..6 days, binds: [stapled, glued], prints_photographs: false, source: judgement#prices, as_of: 2026-11-29}\n"
TRADE = "  trade: {kind: choice, choices: {press: Press, smithy: Smithy}, otherwise: press}\n"
BOUND, RISO = "for: {pathway: [hand_bindery]}, ", "for: {pathway: [riso_studio]}, "

PLANTED: Mapping[str, Planted] = {
    "a dead rule": Planted(
        adds={RULES: rule("never", "when: {copies: ..10}, if: order.copies > 20", "exclude: true")},
        told="rule `never` can never hold",
        shows=lambda advice: not held(advice, "never") and not 10 < copies(advice) <= 20,
    ),
    "an overlap": Planted(
        adds={RULES: rule("few", "when: {copies: ..50}", "favour: 5") + rule("some", "when: {copies: 40..90}", "favour: 5")},
        told="rules `few` and `some` overlap from copies 40 to 50",
        shows=lambda advice: together("few", "some")(advice) and 40 <= copies(advice) <= 50,
    ),
    "a gap between two thresholds": Planted(
        adds={RULES: rule("few", "when: {copies: ..49}", "favour: 5") + rule("some", "when: {copies: 51..90}", "favour: 5")},
        told="rules `few` and `some` leave out copies 50 between them",
        shows=lambda advice: copies(advice) == 50 and not held(advice, "few") and not held(advice, "some"),
    ),
    "a subsumed rule": Planted(
        adds={RULES: rule("big", "when: {copies: 100..}", "exclude: true", BOUND) + rule("huge", "when: {copies: 120..}", "exclude: true", BOUND)},
        told="rule `huge` never matters: `big` rules out all that it does",
        shows=together("big", "huge"),
    ),
    "a contradiction": Planted(
        adds={RULES: rule("big", "when: {copies: 100..}", "exclude: true", BOUND) + rule("liked", "when: {copies: 110..130}", "favour: 5", BOUND)},
        told="rule `liked` contradicts `big`, which rules out whatever it holds of",
        shows=together("big", "liked"),
    ),
    "points for and against the same": Planted(
        adds={RULES: rule("liked", "when: {copies: 110..130}", "favour: 5") + rule("feared", "when: {copies: 110..130}", "risk: 5")},
        told="rules `liked` and `feared` contradict each other",
        shows=together("liked", "feared"),
    ),
    "an unreachable choice": Planted(
        adds={FACTS: TRADE, RULES: rule("to-the-smith", "when: {copies: ..99}", "derive: {trade: press}", "") + rule("forged", "when: {trade: smithy}", "exclude: true")},
        told="rule `forged` can never hold",
        shows=lambda advice: not held(advice, "forged") and advice.memory["order.trade"].values == ("press",),  # type: ignore[union-attr]  # a choice
    ),
    "a shadowed option": Planted(
        adds={OPTIONS: PRESS},
        told="option `riso-again` never wins: `riso_studio-any` applies to the same",
        kind="option",
        shows=lambda advice: place(advice, "riso_studio-any") < place(advice, "riso-again"),
    ),
    "fewest above most": Planted(
        adds={OPTIONS: PRESS.replace("fewest: 20", "fewest: 601").replace("riso-again", "riso-none")},
        told="option `riso-none` takes at least 601 and at most 600",
        kind="option",
        shows=lambda advice: copies(advice) == 601 and advice.ranking[place(advice, "riso-none")].standing in EXCLUDED,
    ),
    "an island": Planted(
        adds={RULES: rule("closed-then", "when: {wanted_in: 40 days..60 days}", "exclude: true", RISO)},
        told="island: `riso_studio` wins at time until it is wanted",
        kind="island",
        shows=lambda advice: advice.pathway not in (None, "riso_studio") and held(advice, "closed-then", "riso_studio-any"),
    ),
    "a gap": Planted(
        adds={},
        cuts=(OPTIONS, "  - id: offset_printer-any", "  - id: hand_bindery-any"),
        told="gap: no option speaks for",
        kind="gap",
        shows=lambda advice: not advice.ranking,
    ),
    "a broken property": Planted(
        adds={"tests/properties.yaml": PROPERTY},
        told="property `riso-for-photographs` does not hold",
        kind="property",
        shows=lambda advice: advice.pathway != "riso_studio" and held(advice, "no-photographs", "riso_studio-any"),
    ),
}  # fmt: skip


def copies(advice: Advice) -> int:
    value = advice.memory["order.copies"]
    assert isinstance(value, Numbers)
    return value.low


@cache
def clean() -> Mapping[str, str]:
    """Return the files of the pack before anything is planted."""
    return {
        str(one.relative_to(BOOKS)): one.read_text(encoding="utf-8")
        for one in sorted(BOOKS.rglob("*.yaml"))
        if one.parent != BOOKS and "cases" not in one.parts
    }


def files(fault: Planted) -> Mapping[str, str]:
    """Return the files of the pack with a fault in them."""
    found = dict(clean())
    name, begin, end = fault.cuts
    if name:
        head, _, rest = found[name].partition(begin)
        found[name] = head + end + rest.partition(end)[2]
    for name, text in fault.adds.items():
        found[name] = found.get(name, "") + text
    return found


def told_of(fault: Planted, folder: Path) -> tuple[Advisor, list[Finding]]:
    """Return the pack with a fault, and what is found of its kind and names it."""
    made = files(fault)
    advisor = advisor_of(made)
    if "tests/properties.yaml" in made:
        (folder / "tests").mkdir()
        (folder / "tests/properties.yaml").write_text(made["tests/properties.yaml"], encoding="utf-8")
    found = verify(advisor, read_properties(folder, "", advisor)).findings
    before = {str(one.fault.message) for one in untouched()}
    return advisor, [one for one in found if one.fault.message not in before]


@cache
def untouched() -> tuple[Finding, ...]:
    """Return what is found of the pack before anything is planted."""
    return verify(advisor_of(clean())).findings


def advised(advisor: Advisor, finding: Finding) -> Advice:
    """Return what `advise` says, on experta, of the order that is told, read as an order file says it."""
    text = json.dumps(facts(finding.order, advisor.pack))
    read = OrderReader(pack=advisor.pack, derived=advisor.derived).read(text.encode(), "shown.yaml")

    assert not read.faults
    return Advisor(advisor.pack, "experta").advise(read.orders[0], trace="all", witnesses=False)


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found_and_shown(name: str, tmp_path: Path) -> None:
    """A fault is found for what it is, and the order beside it is one that shows it."""
    fault = PLANTED[name]
    advisor, found = told_of(fault, tmp_path)
    named = [one for one in found if fault.told in one.fault.message]

    assert named, [str(one.fault) for one in found]
    assert {one.kind for one in found} <= {fault.kind, "island"}
    assert named[0].kind == fault.kind
    for one in named:
        assert fault.shows(advised(advisor, one))


@pytest.mark.parametrize("name", ["a dead rule", "an unreachable choice"])
def test_what_never_holds_is_seen_nowhere(name: str) -> None:
    """A rule that is said never to hold holds in none of thousands of orders."""
    advisor = advisor_of(files(PLANTED[name]))
    bench = Bench(advisor, verify(advisor).profile)
    seen = sampled(bench)

    assert len(seen.points) > 2_000
    assert PLANTED[name].told.split("`")[1] not in seen.held


def test_a_threshold_by_one_is_found_against_the_pack_as_it_was() -> None:
    """An offset press that takes 251 instead of 250 moves the editions of 250 copies, and no others; the case written is decided so."""
    before, after = (
        advisor_of({**clean(), OPTIONS: clean()[OPTIONS].replace("fewest: 250", f"fewest: {one}")})
        for one in (250, 251)
    )  # fmt: skip
    told = difference(before, after)
    moved = told.whole.moved.boxes
    at = [one.path for one in moved.profile.axes].index("order.copies")

    assert told.whole.shares.open == 0
    assert len(moved)
    assert set(moved.low[:, at].tolist()) == set(moved.high[:, at].tolist()) == {250}
    assert all('copies: "250"' in line for line in case_lines(told) if "order:" in line)


def test_a_clean_pack_has_islands_that_are_there() -> None:
    """Of a pack without a fault nothing is told but islands: there one pathway wins, then another, then the one again."""
    advisor = advisor_of(clean())
    asked = verify(advisor).profile
    axis = next(place for place, one in enumerate(asked.axes) if one.path == "order.copies")
    for one in untouched():
        assert one.kind == "island"
        between = one.order["order.copies"]
        assert isinstance(between, Numbers)
        name = one.fault.message.split("`")[1]
        stratum = next(
            row for row, own in enumerate(asked.strata) if {**asked.said, **own}.items() <= one.order.items()
        )
        low = np.array([[own.low for own in (one.order[axis.path] for axis in asked.axes) if isinstance(own, Numbers)]] * 600)  # fmt: skip
        low[:, axis] = np.arange(1, 601)
        points = Boxes(asked, np.full(600, stratum), low, low)
        bench = Bench(advisor, asked)
        won = advisor.columnar.decide(bench.bare(points), ("pathway",))["pathway"].to_list()

        assert won[between.low - 1] != name
        assert name in won[: between.low - 1]
        assert name in won[between.low :]


def test_the_command_writes_orders_that_advise_reads(cli: Run, tmp_path: Path) -> None:
    """`pack verify` names an order of each finding; `advise` takes it as it is written."""
    for name, text in files(PLANTED["a contradiction"]).items():
        target = tmp_path / "books" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    told = json.loads(cli("pack", "verify", "books", "--format", "json").stdout)
    (found,) = (one for one in told["findings"] if "contradicts" in one["message"])
    (tmp_path / "order.yaml").write_text(json.dumps(found["order"]), encoding="utf-8")
    done = cli("advise", "order.yaml", "--pack", "books", "--format", "json")
    advice = json.loads(done.stdout)

    assert done.returncode in (0, 1), done.stderr
    assert "big" in json.dumps(advice)
