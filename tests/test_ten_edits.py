"""Ten edits of a small pack: what `pack diff` says of each, to the last unit, is what thousands of orders decided one by one say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import polars as pl
import pytest

from advisor.advice import Advisor
from advisor.author.box import Bench, Boxes, whole
from advisor.author.diff import Comparing, Difference, difference
from advisor.author.difference_words import difference_lines
from advisor.author.pack_edit import edits
from advisor.author.profile import Profile
from advisor.author.touch import changed
from advisor.columnar.column import Array
from conftest import ROOT
from counts import count
from strategies import Files, advisor_of

BOOKS = ROOT / "examples/packs/artist-books"
FACTS, FIGURES, PATHWAYS, OPTIONS, WORDS, EDITION = (
    "knowledge/facts.yaml", "knowledge/figures.yaml", "knowledge/pathways.yaml", "knowledge/options/ways.yaml",
    "knowledge/words.yaml", "rules/edition.yaml",
)  # fmt: skip
PRICE = "cost_of_a_copy.likely"
WANTED = ("pathway", "option", PRICE)
MOST = 80_000
"""How many boxes are decided of each edit: as many as `pack diff` decides of a pack with five options."""
POINTS = count(20_000)
"""How many orders of each edit are decided by both packs, one by one."""

STAND_BY = """- id: few-enough-to-stand-by
  for: {pathway: [riso_studio, hand_bindery]}
  when: {copies: ..figure.hands_on_up_to}
  then: {favour: figure.weight_hands_on}
  because: "Up to {{ figure.hands_on_up_to }} you can stand beside the press; this edition is {{ order.copies }}."
  short: "few enough to stand beside the press"
  source: judgement#making
"""
NO_SMALL_OFFSET = """
- id: not-for-a-few-hundred
  for: {pathway: [offset_printer]}
  when: {copies: ..321, photographs: false}
  then: {exclude: true}
  because: "They do not start the press for {{ order.copies }}."
  source: judgement#making
"""
COPY_SHOP = """  copy_shop:
    name: Copy shop
    short: a copy shop
    summary: A shop with a copier that staples.
    strengths: [at once]
    expects: [a PDF]
    takes_quotes: true
    source: judgement#making
"""
COPIER = """  - id: copy_shop-any
    pathway: copy_shop
    process: digital
    name: Copy shop
    most_copies: 60
    copy_price: {1: EUR 2..EUR 4}
    page_price: EUR 0.05..EUR 0.10
    at_press: 1..2 days
    binds: [stapled]
    prints_photographs: false
    source: judgement#prices
    as_of: 2026-11-29
"""
Edited = Mapping[str, tuple[tuple[str, str], ...]]
EDITS: Mapping[str, Edited] = {
    "a threshold by one unit": {OPTIONS: (("fewest: 20\n", "fewest: 21\n"),)},
    "a figure": {FIGURES: (("hands_on_up_to: {value: 150,", "hands_on_up_to: {value: 60,"),)},
    "a new rule": {EDITION: (("", NO_SMALL_OFFSET),)},
    "a removed rule": {EDITION: ((STAND_BY, ""),)},
    "a renamed rule": {EDITION: (("id: few-enough-to-stand-by", "id: beside-the-press"),)},
    "a price": {OPTIONS: (("50: EUR 3.50..EUR 6,", "50: EUR 2.90..EUR 5,"),)},
    "a weight": {FIGURES: (("weight_hands_on: {value: 12,", "weight_hands_on: {value: 5,"),)},
    "an assumption": {FACTS: (("assume: 48\n", "assume: 96\n"),)},
    "a word": {WORDS: (("edition, print run", "edition, print run, run"),)},
    "a new pathway": {PATHWAYS: (("", COPY_SHOP),), OPTIONS: (("", COPIER),)},
}
NOTHING = ("a renamed rule", "a word")
"""Edits that change no decision."""


@cache
def files() -> Files:
    return {
        str(one.relative_to(BOOKS)): one.read_text(encoding="utf-8")
        for one in sorted(BOOKS.rglob("*.yaml"))
        if one.parent != BOOKS and "cases" not in one.parts
    }


@cache
def before() -> Advisor:
    return advisor_of(files())


@cache
def after(name: str) -> Advisor:
    """Return the pack with one edit: a text replaced in a file, or written behind it."""
    found = dict(files())
    for file, changes in EDITS[name].items():
        for old, new in changes:
            assert old in found[file]
            found[file] = found[file].replace(old, new) if old else found[file] + new
    return advisor_of(found)


@cache
def found(name: str) -> Difference:
    return difference(before(), after(name))


@cache
def parts(name: str) -> tuple[Mapping[str, Boxes], list[tuple[str | None, str | None]]]:
    """Return the boxes of an edit by what was found of them, and from where to where those move that do."""
    asked = found(name).profile
    held = Comparing(Bench(before(), asked), Bench(after(name), asked), changed(before().pack, after(name).pack), None)
    if held.what:
        held.told(MOST)
    else:
        held.kept["untouched"].append(whole(asked))
    return held.parts(), held.ways


def decided(name: str, points: Boxes) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return what both packs decide of orders, one by one."""
    one, other = (
        advisor.columnar.decide(Bench(advisor, points.profile).bare(points), WANTED).select(WANTED)
        for advisor in (before(), after(name))
    )
    return one, other


def points_of(profile: Profile, kept: Mapping[str, Boxes], seed: int) -> Boxes:
    """Return orders: half of them by chance, half at the ends of boxes and one beyond."""
    dice, every = np.random.default_rng(seed), whole(profile)
    rows = dice.integers(0, len(every), POINTS)
    values = dice.integers(every.low[rows], every.high[rows] + 1)
    near = [one for one in kept.values() if len(one)]
    for row in range(0, POINTS, 2):
        boxes = near[row // 2 % len(near)]
        at = int(dice.integers(len(boxes)))
        end = boxes.low[at] if dice.integers(2) else boxes.high[at]
        rows[row] = boxes.stratum[at]
        values[row] = np.clip(end + dice.integers(-1, 2, len(end)), every.low[0], every.high[0])
    return Boxes(profile, rows, values, values)


def where(boxes: Boxes, points: Boxes) -> Array:
    """Return of each order the row of the box that holds it, -1 if none does; no two boxes hold one."""
    held = np.full(len(points), -1, np.int64)
    for stratum in np.unique(points.stratum):
        rows, own = np.flatnonzero(points.stratum == stratum), np.flatnonzero(boxes.stratum == stratum)
        if not len(own):
            continue
        inside = np.ones((len(rows), len(own)), np.bool_)
        for axis in range(points.low.shape[1]):
            values = points.low[rows, axis][:, None]
            inside &= (boxes.low[own, axis] <= values) & (values <= boxes.high[own, axis])

        assert inside.sum(axis=1).max(initial=0) <= 1
        hits = inside.any(axis=1)
        held[rows[hits]] = own[inside[hits].argmax(axis=1)]
    return held


@pytest.mark.parametrize("name", EDITS)
def test_what_is_said_of_an_edit_is_what_each_order_says(name: str) -> None:
    """An order lies in one box: untouched in pathway, option and price, the same in pathway, or moved from and to what both packs decide."""
    kept, ways = parts(name)
    points = points_of(found(name).profile, kept, seed=sorted(EDITS).index(name))
    one, other = decided(name, points)
    held = {part: where(boxes, points) for part, boxes in kept.items()}
    same = one["pathway"].eq_missing(other["pathway"]).to_numpy()
    alike = same.copy()
    for column in WANTED[1:]:
        alike &= one[column].eq_missing(other[column]).to_numpy()

    assert (sum((rows >= 0).astype(int) for rows in held.values()) == 1).all()
    assert alike[held["untouched"] >= 0].all()
    assert same[held["same"] >= 0].all()
    moved = np.flatnonzero(held["moved"] >= 0)
    pairs = [*zip(one["pathway"].gather(moved), other["pathway"].gather(moved), strict=True)]
    assert pairs == [ways[row] for row in held["moved"][moved]]
    assert bool(len(moved)) is (name not in NOTHING)


@pytest.mark.parametrize("name", EDITS)
def test_the_boundary_of_an_edit_is_exact(name: str) -> None:
    """Along every number of copies there is, what moves is what lies in a box that moves, wherever nothing is open."""
    kept, _ = parts(name)
    asked = found(name).profile
    at = [one.path for one in asked.axes].index("order.copies")
    copies = np.arange(asked.axes[at].low, asked.axes[at].high + 1)
    for stratum in range(0, len(asked.strata), max(1, len(asked.strata) // count(2, 12))):
        low = np.tile(np.array([one.high for one in asked.axes], np.int64), (len(copies), 1))
        low[:, at] = copies
        points = Boxes(asked, np.full(len(copies), stratum), low, low)
        one, other = decided(name, points)
        flips = ~one["pathway"].eq_missing(other["pathway"]).to_numpy()
        is_open = where(kept["open"], points) >= 0

        assert not is_open.any()
        assert (flips == (where(kept["moved"], points) >= 0)).all()


@pytest.mark.parametrize("name", EDITS)
def test_nothing_is_left_open(name: str) -> None:
    """Of a small pack all is proved, one way or the other, in the boxes that are decided unless another number is asked."""
    assert found(name).whole.shares.open == 0


@pytest.mark.parametrize(
    ("name", "least", "most"), [("a threshold by one unit", 20, 20), ("a new rule", 250, 321), ("a new pathway", 1, 60)]
)
def test_the_boundary_is_where_the_edit_says(name: str, least: int, most: int) -> None:
    """What moves begins and ends at the copies that the edit names."""
    boxes = parts(name)[0]["moved"]
    at = [one.path for one in boxes.profile.axes].index("order.copies")

    assert (boxes.low[:, at].min(), boxes.high[:, at].max()) == (least, most)


def test_a_threshold_is_proved_where_it_turns() -> None:
    """Orders are cut at the threshold before any is decided: beside it nothing is to be proved, and few boxes are enough."""
    assert found("a threshold by one unit").whole.shares.boxes < 300


def test_what_changes_nothing_is_proved_to() -> None:
    """A word, another name of a rule and another layout change no decision, and it is said so."""
    text = {
        file: "# Said anew.\n" + "\n\n".join(text.split("\n- ")[:1] + ["- " + one for one in text.split("\n- ")[1:]])
        for file, text in files().items()
    }
    laid_out = difference(before(), advisor_of(text))

    assert not laid_out.edits
    for told in (laid_out, *(found(one) for one in NOTHING)):
        assert not told.changes
        assert told.whole.shares.untouched == 1
        assert [*difference_lines(told)][-1] == "no decision changes: proved"
        assert not [one for one in edits(told.before.pack, told.after.pack) if one.decides]
