"""The answers to the orders of one block of a file, beside each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

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
    if not shown:
        return ""
    heads = [{name: _cell(one, one.head, name) for name in one.columns} for one in shown]
    columns = [name for name, told in heads[0].items() if all(one.get(name) == told for one in heads)]
    head = ("", shown[0].head[0], *(heads[0][name] for name in columns))
    rows = [
        (show(one.name), row[0], *(_cell(screen, row, name) for name in columns))
        if (row := screen.rows[0] if advice.winner and screen.rows else None)
        else (show(one.name), phrases.no_way({}).strip(), *("" for _ in columns))
        for one, advice, screen in zip(among, advices, screens, strict=True)
        if one is not None
    ]
    is_sum = first.how != "ways" and len(advices) == first.many  # one that was refused has no price
    total = in_all(teller, advices, phrases, first.common) if is_sum else ""
    return "\n".join([*side_by_side(head, rows), *(filled(total, WIDTH) if total else ())])


def in_all(teller: Teller, advices: Sequence[Advice], phrases: Any, common: Collection[str]) -> str:  # noqa: ANN401  # as above
    """Return in a sentence what several orders come to, beside the money that is said for all. common: the facts that were said once for all."""
    return _Sum(teller, advices[0], phrases, "").told(advices, common)


def _cell(screen: Screen, row: Sequence[str], name: str) -> str:
    return row[1 + screen.columns.index(name)]


class _Sum(Voice):
    """Says what several orders come to in all."""

    def told(self, advices: Sequence[Advice], common: Collection[str]) -> str:
        """Return the sum of what each likely costs in all, beside the money that is said for all of them; empty where one is not known."""
        roles, pack = self.pack.roles, self.pack
        likely = [one.winner.estimates[roles.total].likely if one.winner else None for one in advices]
        known = [one for one in likely if one is not None]
        if not roles.total or len(known) < len(likely):
            return ""
        cash = self.advice.memory.get(roles.cash)
        is_common = roles.cash.removeprefix("order.") in common
        money = self.names.about(sum(known), pack.estimates[roles.total].unit, THREE_FIGURES)
        return self._phrase("in_all", money=money, said=self.names.told(roles.cash, cash) if is_common and cash else "")
