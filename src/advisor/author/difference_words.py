"""What was found of a difference, in words, as a document and as cases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from advisor.advice import Advisor
from advisor.author.box import Bench, Boxes
from advisor.author.diff import Difference, EditEffect, Moved, ways
from advisor.author.pack_edit import Edit
from advisor.author.profile import Profile, usual_paths
from advisor.ir import Memory, Numbers, OneOf, Pack, Possible, Subset
from advisor.render import words
from advisor.render.tender import pack_tender
from advisor.value.unit import written

MOST_WAYS = 6
MOST_REGIONS = 3
_NOBODY = "nothing fits"
TINY = 1e-9


def _percent(share: float) -> str:
    """Return a share in a hundred; what is more than nothing is never told as nothing, nor what is less than all as all."""
    if share < TINY:
        return "0 %"
    if share > 1 - TINY:
        return "100 %"
    hundredths = min(9999, max(1, round(share * 10_000)))
    return f"{hundredths / 100:.4g} %"


def difference_lines(found: Difference) -> Iterator[str]:
    """Yield the difference as text, paragraph by paragraph."""
    yield from orders_asked(found.profile, found.after.pack)
    yield ""
    silent = [one for one in found.edits if not one.decides]
    if silent:
        yield f"decide nothing: {', '.join(map(_entry, silent))}"
    if not found.changes:
        yield "no decision changes: proved"
        return
    for one in found.each or (found.whole,):
        yield from _told(found, one)
    if found.not_asked:
        yield f"{found.not_asked} more edits were not asked alone"
    if found.each:
        yield from _told(found, found.whole)


def orders_asked(profile: Profile, pack: Pack) -> Iterator[str]:
    """Yield which orders were asked."""
    spans = [memory_in_words({one.path: one.value(one.low, one.high)}, pack) for one in profile.axes]
    yield f"asked: {', '.join(spans)}; {len(profile.strata)} combinations of {', '.join(_varied(profile, pack)) or 'nothing else'}"
    if profile.left_out:
        yield f"not asked: {profile.left_out} more combinations, evenly left out"
    if profile.said:
        yield f"said of all: {memory_in_words(profile.said, pack)}; the rest as assumed"
    if profile.unknown:
        yield f"left unknown: {', '.join(_label(path, pack) for path in profile.unknown)}"


def _varied(profile: Profile, pack: Pack) -> list[str]:
    return [_label(path, pack) for path in dict.fromkeys(path for one in profile.strata for path in one)]


def _told(found: Difference, told: EditEffect) -> Iterator[str]:
    share = told.shares
    yield (_edit(told.edit) if told.edit else "all together") + ":"
    if told.why_not:
        yield f"  not asked alone: {told.why_not}"
        return
    yield f"  pathway moves: {_percent(share.moved)} of orders, proved"
    yield f"  proved the same: {_percent(share.untouched + share.same)}, {_percent(share.untouched)} in option and price too"
    if share.same > TINY:
        yield f"  of the rest of these, by sample: another option {_percent(share.option)}, another price {_percent(share.price)}"
    if share.open > TINY:
        yield f"  open: {_percent(share.open)} of orders; by sample, {_percent(share.open_moved)} move"
    pack = found.after.pack
    for (before, after), rows in list(ways(told.moved))[:MOST_WAYS]:
        yield f"  {name(before, pack)} -> {name(after, pack)}: {_percent(float(told.moved.boxes.share[rows].sum()))}"
        boxes = told.moved.boxes.some(rows)
        for row in _greatest(boxes, MOST_REGIONS):
            least = memory_in_words(_shown(boxes.corner(), row), pack)
            yield f"    {memory_in_words(_shown(boxes, row), pack)}: smallest {least}"


def _greatest(boxes: Boxes, most: int) -> list[int]:
    share = boxes.share
    return sorted(range(len(boxes)), key=lambda row: (-share[row], row))[:most]


def _shown(boxes: Boxes, row: int) -> Memory:
    """Return what the orders of a box say besides what all say."""
    return {path: value for path, value in boxes.said(row).items() if boxes.profile.said.get(path) != value}


def memory_in_words(memory: Memory, pack: Pack) -> str:
    """Return possible values in words, each with what it is of unless that is plain: how many, of what thing, of what stuff."""
    return ", ".join(_said(path, value, pack) for path, value in memory.items())


def _said(path: str, value: Possible, pack: Pack) -> str:
    fact = pack.facts[path.removeprefix("order.")]
    told = words.told(value, fact, pack_tender(pack))
    plain = path in (pack.roles.amount, *usual_paths(pack))
    return told if plain else f"{fact.label} {told}"


def _label(path: str, pack: Pack) -> str:
    return pack.facts[path.removeprefix("order.")].label


def name(pathway: str | None, pack: Pack) -> str:
    """Return what a pathway is called, also where none wins."""
    held = pack.pathways.get(pathway or "")
    return held.name if held else pathway or _NOBODY


def _edit(edit: Edit) -> str:
    return f"{_entry(edit)} {edit.how} ({edit.at})"


def _entry(edit: Edit) -> str:
    return f"{edit.what} {edit.name}".strip()


# --- as a document ----------------------------------------------------------------------------------------------------
def difference_document(found: Difference) -> dict[str, Any]:
    """Return the difference as a document: shares from 0 to 1, regions with the values of their orders."""
    return {
        "asked": list(orders_asked(found.profile, found.after.pack)),
        "changes": found.changes,
        "edits": [
            {"what": one.what, "name": one.name, "how": one.how, "at": str(one.at), "decides": one.decides} for one in found.edits
        ],
        "together": _document(found, found.whole),
        "each": [_document(found, one) for one in found.each],
    }  # fmt: skip


def _document(found: Difference, told: EditEffect) -> dict[str, Any]:
    share = told.shares
    names = ("untouched", "same", "moved", "open", "option", "price", "open_moved", "boxes")
    moved = told.moved
    return {
        "edit": _entry(told.edit) if told.edit else None,
        "shares": {one: getattr(share, one) for one in names},
        "regions": [
            {
                "from": moved.before[row], "to": moved.after[row], "share": float(moved.boxes.share[row]),
                "orders": memory_in_words(_shown(moved.boxes, row), found.after.pack), "smallest": facts(moved.boxes.corner().said(row), found.after.pack),
            }
            for row in _greatest(moved.boxes, 100)
        ],
    }  # fmt: skip


# --- as cases ---------------------------------------------------------------------------------------------------------
def facts(memory: Memory, pack: Pack) -> dict[str, Any]:
    """Return known values as an order file says them."""
    return {path.removeprefix("order."): _fact_value(path, value, pack) for path, value in memory.items()}


def _fact_value(path: str, value: Possible, pack: Pack) -> object:
    """Return one possible value as an order file says it."""
    fact = pack.facts[path.removeprefix("order.")]
    match value:
        case Numbers(low, high, or_none):
            if or_none or low != high or fact.unit is None:
                return "none" if low == high else words.told(value, fact, pack_tender(pack))
            return "none" if low > _most(fact.domain) else written(low, fact.unit, pack.currency)
        case OneOf(values):
            return values[0]
        case Subset(some):
            return list(some)
        case other:
            return str(other)


def _most(domain: Possible) -> int:
    return domain.high if isinstance(domain, Numbers) else 0


def case_lines(found: Difference) -> list[str]:
    """Return the smallest order of each way in which decisions move as a file of cases, with what the second pack decides."""
    told = ["cases:"]
    for place, ((_, after), order) in enumerate(smallest(found.whole.moved, found.after), 1):
        told += case(f"moved-{place}-to-{after or 'none'}", order, after, found.after.pack)
    return told if len(told) > 1 else ["cases: []"]


def case(name: str, order: Memory, pathway: str | None, pack: Pack) -> list[str]:
    """Return the lines of one case."""
    return case_lines_of(name, facts(order, pack), pathway)


def case_lines_of(name: str, order: Mapping[str, Any], pathway: str | None) -> list[str]:
    """Return the lines of the case of an order told as an order file tells it."""
    inner = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in order.items())
    return [f"  - id: {name}", f"    order: {{{inner}}}", f"    expect: {{pathway: {pathway or 'none'}}}"]


def smallest(moved: Moved, advisor: Advisor) -> Iterator[tuple[tuple[str | None, str | None], Memory]]:
    """Yield of each pair of pathways the least order of its greatest region, if the second pack decides it so by itself."""
    for pair, rows in ways(moved):
        boxes = moved.boxes.some(rows)
        row = _greatest(boxes, 1)[0]
        point = boxes.corner().some([row])
        bench = Bench(advisor, boxes.profile)
        won = advisor.columnar.decide(bench.bare(point), ("pathway",))["pathway"][0]
        if won == pair[1]:
            yield pair, point.said(0)


def flips_counted(flips: Mapping[tuple[str | None, str | None], int], count: int, pack: Pack) -> Iterator[str]:
    """Yield how many of some real orders flip, from what to what."""
    total = sum(flips.values())
    yield f"of {count} orders given, {total} flip"
    for (before, after), several in sorted(flips.items(), key=lambda one: -one[1]):
        yield f"  {name(before, pack)} -> {name(after, pack)}: {several}"
