"""`pack diff`: what it proves is what orders decided one by one say."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.author.box import Bench, Boxes, whole
from advisor.author.diff import Comparing, difference, profile_of
from advisor.author.difference_words import difference_lines
from advisor.author.pack_edit import edits, with_edit
from advisor.author.touch import changed
from advisor.errors import AdvisorError
from advisor.ir import Derive, Exclude, Favour, Kind, OneOf, Pack, Risk
from conftest import Run
from strategies import advisor_of, make_pack, read_pack, seeded
from test_check import BASE, with_facts, with_rules

PRICE = "landed_unit_cost.likely"
POINTS = 400


def edited(pack: Pack, seed: int) -> Iterator[Pack]:
    """Yield the pack with one edit each: a rule dropped, an option dropped, a rule that asks what another does, one that derives less often,
    a choice added."""
    rules = [name for name, rule in pack.rules.items() if isinstance(rule.conclusion, Exclude | Favour | Risk)]
    options = list(pack.options)
    if not rules:
        return
    one = rules[seed % len(rules)]
    yield replace(pack, rules={name: rule for name, rule in pack.rules.items() if name != one})
    last = options[seed % len(options)]
    if len(options) > 1:
        yield replace(pack, options={name: option for name, option in pack.options.items() if name != last})
    other = next((rule for rule in pack.rules.values() if rule.scope == pack.rules[one].scope and rule.id != one), None)
    if other is not None:
        swapped = replace(pack.rules[one], tests=other.tests, joins=other.joins)
        yield replace(pack, rules={**pack.rules, one: swapped})
    derives = [one for one in pack.rules.values() if one.scope == "order" and isinstance(one.conclusion, Derive)]
    for rule in derives:
        narrower = replace(rule, tests=(*rule.tests, *(part for own in derives for part in own.tests)))
        yield replace(pack, rules={**pack.rules, rule.id: narrower})
    given = [
        one
        for one in pack.facts.values()
        if one.of == "order" and one.kind is Kind.CHOICE and one.question and one.name != "process"
    ]
    for fact in given[:1]:
        words = {**fact.words, "one_more": "one more"}
        wider = replace(fact, words=words, domain=OneOf(tuple(words)), menu=(*fact.menu, "one_more"))
        yield replace(pack, facts={**pack.facts, fact.name: wider})


def points(profile_boxes: Boxes, seed: int) -> Boxes:
    """Return orders of a profile by chance."""
    dice = np.random.default_rng(seed)
    rows = dice.integers(0, len(profile_boxes), POINTS)
    values = dice.integers(profile_boxes.low[rows], profile_boxes.high[rows] + 1)
    return Boxes(profile_boxes.profile, profile_boxes.stratum[rows], values, values)


def holding(boxes: Boxes, point: Boxes, row: int) -> bool:
    inside = (boxes.low <= point.low[row]) & (point.low[row] <= boxes.high)
    return bool((inside.all(axis=1) & (boxes.stratum == point.stratum[row])).any())


@pytest.mark.parametrize("seed", range(10))
def test_what_is_proved_is_what_each_order_says(seed: int) -> None:
    """In a box that is proved, every order asked by itself says just that; each order is in one box, or open."""
    before = advisor_of(make_pack(seeded(f"diff {seed}")))
    for pack in edited(before.pack, seed):
        try:
            after = Advisor(pack, "walk")
        except (KeyError, AdvisorError):
            continue
        deciding = [one for one in edits(before.pack, after.pack) if one.decides]
        asked = profile_of(before.pack, after.pack, deciding)
        one, other = Bench(before, asked), Bench(after, asked)
        found = Comparing(one, other, changed(before.pack, after.pack), None)
        told = found.told(400)
        kept = found.parts()
        tried = points(whole(asked), seed)
        wanted = ("pathway", "option", PRICE)
        rows = [
            bench.advisor.columnar.decide(bench.bare(tried), wanted).select(wanted).rows() for bench in (one, other)
        ]
        for row, (first, second) in enumerate(zip(*rows, strict=True)):
            where = [name for name, boxes in kept.items() if holding(boxes, tried, row)]
            same = first == second if where == ["untouched"] else first[0] == second[0]

            assert len(where) == 1
            assert where == ["open"] or same is (where[0] != "moved")
        shares = told.shares

        assert shares.untouched + shares.same + shares.moved + shares.open == pytest.approx(1)


def test_a_pack_is_the_same_as_itself_proved(walk: Advisor) -> None:
    """Where only words differ, no order has to be asked."""
    rules = {name: replace(rule, because="Said anew.") for name, rule in walk.pack.rules.items()}
    told = difference(walk, Advisor(replace(walk.pack, rules=rules), "walk"))

    assert not told.changes
    assert told.whole.shares.untouched == 1
    assert [*difference_lines(told)][-1] == "no decision changes: proved"
    assert {one.how for one in told.edits} == {"in words only"}


def test_one_edit_of_two_brings_only_itself() -> None:
    """With one edit a pack differs from the first by that edit alone."""
    before = advisor_of(make_pack(seeded("diff two"))).pack
    names = list(before.rules)[:2]
    after = replace(before, rules={name: rule for name, rule in before.rules.items() if name not in names})
    found = [one for one in edits(before, after) if one.decides]
    for one in found:
        (alone,) = (each for each in edits(before, with_edit(before, after, one)) if each.decides)

        assert alone == one


FIGURES = """figures:
  hub_cost_table:
    value: EUR 2..EUR 3
    source: studio#prices
    as_of: 2026-11-23
  studio_hour:
    value: EUR 1..EUR 2
    source: studio#prices
    as_of: 2026-11-23
"""


THINGS = with_rules(
    with_facts(
        BASE,
        "  object: {kind: choice, choices: {harp: harp, vase: {label: vase, usually: {colour: blue}}}, choice_groups: {music: [harp]}, question: What?}\n"
        "  stained: {kind: flag, otherwise: false}\n",
    ),
    "- {id: musical, for: option, when: {object: music, colour: red}, then: {favour: figure.weight}, because: So., source: src}\n",
)
"""The small pack with things of which another fact is assumed, and a rule about a group of them."""
FACTS = THINGS["knowledge/facts.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("harp: harp,", "harp: harp, lute: {label: lute, usually: {colour: green}},", "changed in lute"),
        ("colour: blue", "colour: green", "changed in vase"),
        ("harp: harp,", "harp: harp, lute: lute,", "changed in lute"),
        ("music: [harp]", "music: [harp, vase]", "changed in vase"),
    ],
)
def test_what_only_follows_from_choices_is_no_edit(old: str, new: str, told: str) -> None:
    """A choice that comes, says another thing or joins a group is one edit of its fact, which brings all that follows: assumptions, rules."""
    before, after = (read_pack({**THINGS, "knowledge/facts.yaml": one}) for one in (FACTS, FACTS.replace(old, new)))
    (edit,) = [one for one in edits(before, after) if one.decides]

    assert (edit.what, edit.name, edit.how) == ("fact", "object", told)
    assert not [one for one in edits(with_edit(before, after, edit), after) if one.decides]


def test_what_an_option_is_where_it_says_nothing_is_an_edit_of_the_fact() -> None:
    """A fact of options that comes is one edit, however many options say nothing of it; a rule edited besides is told for itself."""
    more = FACTS + "  by_hand: {of: option, kind: flag, otherwise: false}\n"
    rules = THINGS["rules/more.yaml"].replace("colour: red", "colour: red, by_hand: false")
    before, after = (
        read_pack({**THINGS, "knowledge/facts.yaml": facts, "rules/more.yaml": rule})
        for facts, rule in ((FACTS, THINGS["rules/more.yaml"]), (more, rules))
    )

    assert {(one.what, one.name, one.how) for one in edits(before, after) if one.decides} == {
        ("fact", "by_hand", "added"), ("rule", "musical", "changed"),
    }  # fmt: skip


def test_orders_that_say_another_choice_are_spared() -> None:
    """A choice that is added matters only to orders that say it, or could: of the others all is proved the same."""
    new = "harp: harp, lute: {label: lute, usually: {colour: green}},"
    before, after = (
        read_pack({**THINGS, "knowledge/facts.yaml": one}) for one in (FACTS, FACTS.replace("harp: harp,", new))
    )

    assert not changed(before, after).everywhere
    assert {"order.object", "order.colour"} <= changed(before, after).facts


@pytest.mark.slow
def test_an_overlay_is_held_against_its_base(cli: Run, tmp_path: Path) -> None:
    """Figures of one's own move orders to their pathway; the cases written are what the pack then decides."""
    cli("pack", "new", "mine")
    (tmp_path / "mine" / "knowledge" / "figures.yaml").write_text(FIGURES, encoding="utf-8")
    for held in (tmp_path / "mine" / "rules").glob("*.yaml"):
        held.unlink()
    for held in (tmp_path / "mine" / "tests" / "cases").glob("*.yaml"):
        held.unlink()
    (tmp_path / "orders.yaml").write_text("orders:\n- {id: a, quantity: 120, deadline: 8 weeks}\n", encoding="utf-8")
    done = cli(
        "pack",
        "diff",
        "mine",
        "--most",
        "400",
        "--orders",
        "orders.yaml",
        "--write-cases",
        "mine/tests/cases/moved.yaml",
        "--format",
        "json",
        "--fail-on-change",
    )
    told = json.loads(done.stdout)

    assert done.returncode == 1, done.stderr
    shares = told["together"]["shares"]
    assert shares["moved"] + shares["open_moved"] > 0
    assert told["orders"]["count"] == 1
    assert [one["to"] for one in told["orders"]["flips"]] == ["maker_hub"]
    assert [one["name"] for one in told["edits"] if one["decides"]] == ["hub_cost_table", "studio_hour"]

    tested = cli("pack", "test", "mine", "--engine", "columnar")

    assert " 0 failed" in tested.stdout, tested.stdout


def test_a_pack_is_held_against_itself_at_a_revision(cli: Run, tmp_path: Path) -> None:
    """`HEAD:mine` is the folder as git has it, told by that name; what git does not have is refused."""
    if shutil.which("git") is None:
        pytest.skip("no git here")
    cli("pack", "new", "mine")
    author = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "first")):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    (tmp_path / "mine/rules/studio.yaml").unlink()
    done = cli("pack", "diff", "HEAD:mine", "mine", "--most", "50")
    wrong = [cli("pack", "diff", name, "mine") for name in ("HEAD~7:mine", "HEAD:yours", "HEAD:/")]

    assert "rule a-hub-that-we-know removed (HEAD:mine/rules/studio.yaml:" in done.stdout
    assert [one.returncode for one in wrong] == [2, 2, 2]
    assert "there is no folder `yours`" in wrong[1].stderr
    assert not any("Traceback" in one.stderr for one in wrong)
