"""The machine's face of a sweep, over one fact or two: one JSON document. No float in it."""

from __future__ import annotations

from typing import Any

from advisor.ir import Pack
from advisor.render.document import SCHEMA_VERSION, bare, pack_document, readings
from advisor.variation import Map, Mark, Region, Sweep


def sweep_document(pack: Pack, one: Sweep) -> dict[str, Any]:
    """Return the document of a sweep, ready for `json.dumps`: money in cents, times in days, ends of regions inclusive."""
    return {
        "schema_version": SCHEMA_VERSION,
        "order_id": one.order.id,
        "fact": bare(one.path),
        "low": one.low,
        "high": one.high,
        "here": one.here,
        "proved": one.is_proved,
        "regions": [_region(part) for part in one.regions],
        "points": [
            {"value": point.value, "pathways": [_mark_document(pack, mark) for mark in point.marks]}
            for point in one.points
        ],
        "pack": pack_document(pack),
    }


def map_document(pack: Pack, one: Map) -> dict[str, Any]:
    """Return the document of a sweep over two facts: bands of the second, each with the regions of the first."""
    return {
        "schema_version": SCHEMA_VERSION,
        "order_id": one.order.id,
        "fact": bare(one.path),
        "by": bare(one.by),
        "here": [one.here, one.here_by],
        "proved": one.is_proved,
        "bands": [
            {"low": band.low, "high": band.high, "regions": [_region(part) for part in band.regions]}
            for band in one.bands
        ],
        "pack": pack_document(pack),
    }


def _region(one: Region) -> dict[str, Any]:
    return {"low": one.low, "high": one.high, "pathway": one.pathway, "option": one.option}


def _mark_document(pack: Pack, mark: Mark) -> dict[str, Any]:
    return {
        "pathway": mark.pathway,
        "option": mark.option,
        "excluded": mark.is_excluded,
        "landed_unit_cost": {**readings(mark.cost), "currency": pack.currency},
        "lead_time_days": readings(mark.lead_days),
    }
