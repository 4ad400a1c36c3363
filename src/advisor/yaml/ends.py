"""Where values end in a YAML text: nodes carry only where they begin."""

from __future__ import annotations

from typing import Any

import yaml

Spot = tuple[int, int]
"""A line and a column, both counted from 1."""


def value_ends(text: str) -> dict[Spot, tuple[Spot, Spot]]:
    """Return where a value begins -> where the shortest and the longest value end that begin there.

    A mapping in lines begins where its first key does. The text is one that `read_yaml` took without a fault.
    """
    found: dict[Spot, tuple[Spot, Spot]] = {}
    open_at: list[tuple[Spot, bool]] = []
    last: Spot = (1, 1)
    parser: Any = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
    for event in yaml.parse(text, Loader=parser):
        at = _spot(event.start_mark)
        if isinstance(event, yaml.CollectionStartEvent):
            open_at.append((at, bool(event.flow_style)))
        elif isinstance(event, yaml.CollectionEndEvent):
            at, is_flow = open_at.pop()
            last = _spot(event.end_mark) if is_flow else last
            _note(found, at, last)
        elif isinstance(event, yaml.ScalarEvent):
            last = _spot(event.end_mark)
            _note(found, at, last)
    return found


def _spot(mark: Any) -> Spot:  # noqa: ANN401  # the stubs take every mark for None
    return mark.line + 1, mark.column + 1


def _note(found: dict[Spot, tuple[Spot, Spot]], at: Spot, end: Spot) -> None:
    before = found.get(at, (end, end))
    found[at] = (min(end, *before), max(end, *before))
