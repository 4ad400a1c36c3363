"""Where two packs decide differently: boxes of orders decided by both, wave by wave, and split where nothing is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl
from msgspec import Struct, field

from advisor import meaning
from advisor.advice import Advisor
from advisor.author.box import Bench, Boxes, boxes_together, whole
from advisor.author.pack_edit import Edit, edits, with_edit
from advisor.author.profile import Profile, breaks, profile, read_by, values_that_turn
from advisor.author.touch import Changed, changed, untouched
from advisor.columnar.column import Array
from advisor.columnar.contest import NOBODY
from advisor.columnar.decide import Decided
from advisor.errors import AdvisorError, Place
from advisor.ir import Among, Pack

_WAVE = 4_096
_MOST_BOXES = 12_000
"""How many boxes are decided for each edit, unless another number is asked or options are few."""
MOST_WEIGHED = 400_000
"""How many options in boxes are weighed for each edit at least: of a pack with few options more boxes are decided in the same time."""
MOST_ALONE = 12
"""How many edits are each asked alone."""
MOST_CUTS = 8
"""At how many values of each number orders are cut before any is decided."""
CHECKED = 2_000
"""How many boxes are sampled for what is not proved."""


class Moved(Struct, frozen=True, kw_only=True, dict=True):
    """Boxes of which every order goes from one pathway to another, None for nobody; proved."""

    boxes: Boxes
    before: tuple[str | None, ...]
    after: tuple[str | None, ...]

    @property
    def share(self) -> float:
        return float(self.boxes.share.sum())


class Shares(Struct, frozen=True, kw_only=True, dict=True):
    """What was found of all orders asked, each a share of them.

    untouched: proved that nothing differs; same: proved that the pathway is, while another option or price may be; moved: proved
    that the pathway is another; open: neither. option, price: of what is the same, the shares that have another, by sample, as are
    open_moved of what is open. boxes: how many were decided.
    """

    untouched: float
    same: float
    moved: float
    open: float
    option: float = 0.0
    price: float = 0.0
    open_moved: float = 0.0
    boxes: int = 0


class EditEffect(Struct, frozen=True, kw_only=True, dict=True):
    """What one edit does, or all of them together: edit None."""

    edit: Edit | None
    shares: Shares
    moved: Moved
    why_not: str = ""


class Difference(Struct, frozen=True, kw_only=True, dict=True):
    """What differs between two packs, and what that does to the orders of a profile."""

    before: Advisor
    after: Advisor
    profile: Profile
    edits: tuple[Edit, ...]
    whole: EditEffect
    each: tuple[EditEffect, ...] = field(default=())
    not_asked: int = 0

    @property
    def changes(self) -> bool:
        """Whether some decision changes, or is not proved not to."""
        return self.whole.shares.untouched < 1 - 1e-9 and any(
            (self.whole.shares.moved, self.whole.shares.open, self.whole.shares.option, self.whole.shares.price)
        )


def difference(
    before: Advisor, after: Advisor, *, most: int | None = None, places: Mapping[str, Place] | None = None
) -> Difference:
    """Return what differs between two packs. most: how many boxes are decided for each edit, None as many as its time allows.

    places: where choices are said that stand in a file of their own.
    """
    most = max(_MOST_BOXES, MOST_WEIGHED // len(after.pack.options)) if most is None else most
    found = edits(before.pack, after.pack, places)
    deciding = [one for one in found if one.decides]
    asked = profile_of(before.pack, after.pack, deciding)
    told = compare_packs(before, after, asked, deciding[0] if len(deciding) == 1 else None, most)
    each = [told_alone(before, after, asked, one, most) for one in deciding[:MOST_ALONE]] if len(deciding) > 1 else []
    return Difference(
        before=before, after=after, profile=asked, edits=found, whole=told, each=tuple(each),
        not_asked=max(0, len(deciding) - MOST_ALONE),
    )  # fmt: skip


def profile_of(before: Pack, after: Pack, deciding: Sequence[Edit]) -> Profile:
    """Return the profile over which the facts that edits read are varied."""
    names = {entry for one in deciding for entry in one.entries}
    read: dict[str, None] = {}
    named: set[bool | str] = set()
    for pack in (after, before):
        rules = [one for name, one in pack.rules.items() if ("rule", name) in names]
        options = [one for name, one in pack.options.items() if ("option", name) in names]
        read |= dict.fromkeys(read_by(pack, rules, options))
        tested = [part for one in rules for part in (*one.tests, *one.joins)]
        for node in (node for root in (*tested, *(one.applies for one in options)) for node in meaning.nodes(root)):
            named |= set(node.values) if isinstance(node, Among) else set()
    return profile([before, after], read, named)


def told_alone(before: Advisor, after: Advisor, asked: Profile, edit: Edit, most: int) -> EditEffect:
    """Return what one edit does by itself."""
    try:
        return compare_packs(before, Advisor(with_edit(before.pack, after.pack, edit), "walk"), asked, edit, most)
    except (KeyError, AdvisorError):
        nothing = Moved(boxes=whole(asked).some(np.zeros(0, np.int64)), before=(), after=())
        shares = Shares(untouched=0, same=0, moved=0, open=1)
        return EditEffect(edit=edit, shares=shares, moved=nothing, why_not="it means nothing without the other edits")


def compare_packs(before: Advisor, after: Advisor, asked: Profile, edit: Edit | None, most: int) -> EditEffect:
    """Return where two packs decide differently."""
    what = changed(before.pack, after.pack)
    if not what:
        nothing = Moved(boxes=whole(asked).some(np.zeros(0, np.int64)), before=(), after=())
        return EditEffect(edit=edit, shares=Shares(untouched=1, same=0, moved=0, open=0), moved=nothing)
    return Comparing(Bench(before, asked), Bench(after, asked), what, edit).told(most)


class Comparing:
    """Two packs held against each other over a profile."""

    def __init__(self, one: Bench, other: Bench, what: Changed, edit: Edit | None) -> None:
        self.one, self.other, self.what, self.edit = one, other, what, edit
        self.kept: dict[str, list[Boxes]] = {"untouched": [], "same": [], "moved": [], "open": []}
        self.ways: list[tuple[str | None, str | None]] = []

    def told(self, most: int) -> EditEffect:
        """Return what was found, after at most so many boxes."""
        waiting, count = [self._cut()], 0
        while waiting:
            boxes = boxes_together(waiting)
            order = np.argsort(-boxes.share, kind="stable")
            boxes, waiting = boxes.some(order[:_WAVE]), [boxes.some(order[_WAVE:])] if len(order) > _WAVE else []
            count += len(boxes)
            left = self._wave(boxes)
            if count >= most:
                self.kept["open"] += [*waiting, left]
                break
            waiting += [left.split()] if len(left) else []
        return self._summed(count)

    def _cut(self) -> Boxes:
        """Return all orders, cut where what differs turns, in the one pack or the other: beside that an edit mostly changes nothing."""
        boxes = whole(self.one.profile)
        for at, axis in enumerate(self.one.profile.axes):
            values = {one for bench in (self.one, self.other) for one in self._turns(bench.advisor.pack, axis.path)}
            for value in sorted(values)[:MOST_CUTS]:
                boxes = boxes.cut(at, value)
        return boxes

    def _turns(self, pack: Pack, path: str) -> Iterator[int]:
        """Yield where the rules and options of a pack that differ turn by a number."""
        rules = [rule for name, rule in pack.rules.items() if name in self.what.rules]
        yield from values_that_turn((part for rule in rules for part in (*rule.tests, *rule.joins)), path)
        names = self.what.options.union(self.what.moved, *self.what.asked.values())
        for option in (pack.options[name] for name in names if name in pack.options and path == pack.roles.amount):
            yield from breaks(pack.roles, option)

    def _wave(self, boxes: Boxes) -> Boxes:
        """Decide boxes, keep what is proved, and return the others."""
        one, other = self.one.decide(boxes), self.other.decide(boxes)
        ways = [_names(bench, own) for bench, own in ((self.one, one), (self.other, other))]
        same = np.array([before == after for before, after in zip(*ways, strict=True)], np.bool_)
        spared = untouched(self.one, self.other, (one, other), self.what)
        known = boxes.is_point | _settled(one, other, ~(spared | boxes.is_point))
        rows = {"untouched": spared, "same": known & same & ~spared, "moved": known & ~same & ~spared}
        for name, here in rows.items():
            self.kept[name].append(boxes.some(np.flatnonzero(here)))
        self.ways += [(ways[0][row], ways[1][row]) for row in np.flatnonzero(rows["moved"])]
        return boxes.some(np.flatnonzero(~(spared | known)))

    def parts(self) -> dict[str, Boxes]:
        """Return the boxes by what was found of them."""
        nothing = whole(self.one.profile).some(np.zeros(0, np.int64))
        return {name: boxes_together([nothing, *several]) for name, several in self.kept.items()}

    def _summed(self, count: int) -> EditEffect:
        parts = self.parts()
        shares = {name: float(boxes.share.sum()) for name, boxes in parts.items()}
        _, option, price = self._sampled(parts["same"])
        moved, *_ = self._sampled(parts["open"])
        found = Shares(
            **shares,
            option=shares["same"] * option,
            price=shares["same"] * price,
            open_moved=shares["open"] * moved,
            boxes=count,
        )
        before, after = (tuple(pair[end] for pair in self.ways) for end in (0, 1))
        return EditEffect(edit=self.edit, shares=found, moved=Moved(boxes=parts["moved"], before=before, after=after))

    def _sampled(self, boxes: Boxes) -> tuple[float, float, float]:
        """Return in which share of boxes the order in the middle has another pathway, option and price; the greatest boxes are asked."""
        if not len(boxes):
            return 0.0, 0.0, 0.0
        boxes = boxes.some(np.argsort(-boxes.share, kind="stable")[:CHECKED])
        told = [_answered(bench, boxes) for bench in (self.one, self.other)]
        weight = boxes.share / boxes.share.sum()
        differ = [one.ne_missing(other).to_numpy() for one, other in zip(*told, strict=True)]
        moved, option, price = (float(weight[one].sum()) for one in differ)
        return moved, option, price


def _answered(bench: Bench, boxes: Boxes) -> list[pl.Series]:
    """Return pathway, option and likely cost in the middle of each box, each by what the pack calls it."""
    wanted = ("pathway", "option", f"{bench.advisor.pack.roles.cost}.likely")
    told = bench.advisor.columnar.decide(bench.bare(boxes.middle()), wanted)
    return [told[name] for name in wanted]


def _settled(one: Decided, other: Decided, doubtful: Array) -> Array:
    """Return of the boxes that are in doubt whether both packs have one pathway for each."""
    if not doubtful.any():
        return doubtful
    first = one.engine.proved(one, one.possible, doubtful)
    return other.engine.proved(other, other.possible, first) if first.any() else first


def _names(bench: Bench, decided: Decided) -> list[str | None]:
    names: Mapping[int, str | None] = {NOBODY: None, **dict(enumerate(bench.pathways))}
    return [names[place] for place in decided.winning_pathway.tolist()]


def ways(moved: Moved) -> Iterator[tuple[tuple[str | None, str | None], Array]]:
    """Yield each pair of pathways with the rows of the boxes that go from the one to the other, the greatest share first."""
    pairs = [*zip(moved.before, moved.after, strict=True)]
    shares = moved.boxes.share
    rows = {pair: np.array([row for row, own in enumerate(pairs) if own == pair]) for pair in dict.fromkeys(pairs)}
    yield from sorted(rows.items(), key=lambda one: (-float(shares[one[1]].sum()), str(one[0])))
