"""The answers to the orders of one block of a file, beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.ir import Numbers
from advisor.render.first.screen import Screen
from advisor.render.first.voice import Voice
from advisor.render.inert import show
from advisor.render.layout import WIDTH, filled, side_by_side
from advisor.render.plain import THREE_FIGURES
from advisor.render.reason import Teller
from advisor.trace import Advice


def together(teller: Teller, advices: Sequence[Advice], screens: Sequence[Screen], phrases: Any) -> str:  # noqa: ANN401  # a Jinja module
    """Return in plain text what is first choice for each of several orders, and what they come to in all; empty where they are no several of one block.

    teller: says it as people do; phrases: the module of `first_screen.j2`.
    """
    among = [one.order.among for one in advices]
    first = among[0]
    if first is None or any(one is None or (one.key, one.many) != (first.key, first.many) for one in among):
        return ""
    shown = [screen for screen in screens if screen.rows]
    columns = [name for name in (shown[0].columns if shown else ()) if all(name in one.columns for one in shown)]
    head = ("", *(shown[0].head[:1] if shown else ()), *(_cell(shown[0], shown[0].head, name) for name in columns))
    rows = [
        (show(one.name), row[0], *(_cell(screen, row, name) for name in columns))
        if (row := screen.rows[0] if advice.winner and screen.rows else None)
        else (show(one.name), phrases.no_way({}).strip(), *("" for _ in columns))
        for one, advice, screen in zip(among, advices, screens, strict=True)
        if one is not None
    ]
    total = _Sum(teller, advices[0], phrases, "").told(advices) if first.how != "ways" else ""
    return "\n".join([*side_by_side(head, rows), *(filled(total, WIDTH) if total else ())])


def _cell(screen: Screen, row: Sequence[str], name: str) -> str:
    return row[1 + screen.columns.index(name)]


class _Sum(Voice):
    """Says what several orders come to in all."""

    def told(self, advices: Sequence[Advice]) -> str:
        """Return the sum of what each likely costs in all, beside the money that is said for all of them; empty where one is not known."""
        roles, pack = self.pack.roles, self.pack
        likely = [one.winner.estimates[roles.total].likely if one.winner else None for one in advices]
        known = [one for one in likely if one is not None]
        if not roles.total or len(known) < len(likely):
            return ""
        cash = self.advice.memory.get(roles.cash)
        is_common = (
            self.advice.order.among is not None and roles.cash.removeprefix("order.") in self.advice.order.among.common
        )
        have = (
            cash.high
            if is_common and isinstance(cash, Numbers) and cash.low == cash.high and not cash.or_none
            else None
        )
        unit = pack.estimates[roles.total].unit
        money = self.names.about(sum(known), unit, THREE_FIGURES)
        said = self.names.exactly(have, have, unit) if have is not None else ""
        return self._phrase("in_all", money=money, said=said, is_over=have is not None and sum(known) > have)
