"""Many answers at a time: a row of a table, a folded part of a page, and the totals above it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup
from msgspec import Struct, field

from advisor.ir import FactType, PackRoles, Unit
from advisor.render import words
from advisor.render.inert import show
from advisor.render.page import Renderer
from advisor.render.reason import Teller, memory_of
from advisor.render.tellers import OwnTellers
from advisor.render.tender import NO_MONEY, pack_tender
from advisor.trace import Advice, Standing
from advisor.value.cell_text import SEVERAL
from advisor.value.word_match import UNKNOWN

KEYS = {
    "cost": "landed_unit_cost", "total": "total_cost", "one_off": "tooling_cost", "peak": "cash_peak", "time": "lead_time_days",
}  # fmt: skip
"""Role of an estimate -> what it is called in tables, for machines the same by every pack."""
_HEAD = ("pathway", "orders", "fits", "at risk", "undecided", "firm", "close", "likely total cost")


_COLUMNS = (
    "order", "pathway", "option", "standing", "firm", "close", "score", "landed unit cost", "total cost", "lead time, days",
)  # fmt: skip
"""What the table of a page says of each order; costs and lead time as is likely."""


class AnswerLine(Struct, frozen=True, kw_only=True):
    """One answer in short. money: likely landed unit cost and total cost, in cents; days: likely lead time."""

    id: str
    pathway: str | None
    option: str
    standing: str
    firm: bool
    close: bool
    score: int | None
    money: tuple[int | None, int | None]
    days: int | None


def line_of(roles: PackRoles, advice: Advice) -> AnswerLine:
    """Return an advice in short."""
    winner = advice.winner
    names = (roles.cost, roles.total, roles.time)
    spreads = [winner.estimates[name] if winner and name else None for name in names]
    unit, total, days = [spread.likely if spread else None for spread in spreads]
    return AnswerLine(
        id=advice.order.id, pathway=advice.pathway, option=winner.option.id if winner else "",
        standing=winner.standing.value if winner else Standing.EXCLUDED.value, firm=advice.firm, close=advice.close,
        score=winner.score if winner else None, money=(unit, total), days=days,
    )  # fmt: skip


class PathwayCount(Struct):
    """How many orders one pathway won, in which standing, and what they come to."""

    orders: int = 0
    standings: dict[Standing, int] = field(default_factory=dict)
    firm: int = 0
    close: int = 0
    cost: int | None = 0


class PathwayTally(Struct):
    """Totals by pathway; None: no option fits."""

    counts: dict[str | None, PathwayCount] = field(default_factory=dict)

    def add(self, one: AnswerLine) -> None:
        """Count one answer."""
        count = self.counts.setdefault(one.pathway, PathwayCount())
        count.orders += 1
        count.firm += one.firm
        count.close += one.close
        if one.pathway is not None:
            standing = Standing(one.standing)
            count.standings[standing] = count.standings.get(standing, 0) + 1
            likely = one.money[1]
            count.cost = None if likely is None or count.cost is None else count.cost + likely


class Pages(Renderer):
    """Says many answers by the templates of a renderer that says one."""

    def __init__(self, renderer: Renderer) -> None:
        self.__dict__.update(vars(renderer))
        self._tellers = OwnTellers(self._pack, self._templates.kept)

    @property
    def facts(self) -> tuple[FactType, ...]:
        """The facts of an order."""
        return tuple(fact for fact in self._pack.facts.values() if fact.of == "order")

    @property
    def roles(self) -> PackRoles:
        return self._pack.roles

    @property
    def currency(self) -> str:
        return self._pack.currency

    # --- a page ---
    def head(self, form: str, tally: PathwayTally) -> str:
        """Return what stands above the orders: the totals by pathway, and in HTML the head of their table."""
        known = [
            *(one for one in self._pack.pathways if one in tally.counts),
            *([None] if None in tally.counts else []),
        ]
        rows = [self._totals(pathway, tally.counts[pathway]) for pathway in known]
        orders = sum(count.orders for count in tally.counts.values())
        total = words.amount(orders, Unit(name="orders", dimension=(), one="order", many="orders"), NO_MONEY)
        view = {"head": list(_HEAD), "rows": rows, "orders": total, "pack": self._about()}
        if form != "html":
            return self._templates.render(form, "batch_totals.j2", None, **view) + "\n"
        told = self._templates.render("html", "batch_head.html.j2", None, script_hash=self._script[1], **view)
        return told + "\n" + self._templates.render("html", "batch_table.html.j2", None, head=list(_COLUMNS)) + "\n"

    def row(self, one: AnswerLine, number: int) -> str:
        """Return one order as a row of the table. number: of its explanation, 0 if there is none."""
        pack = self._pack
        option = pack.options.get(one.option)
        name = option.name if option else one.option
        pathway = pack.pathways[one.pathway].name if one.pathway else ""
        cells: list[dict[str, Any]] = [
            {"words": text, "is_number": False} for text in (pathway, name, one.standing.replace("_", " "))
        ]
        cells += [{"words": "yes" if claim else "no", "is_number": False} for claim in (one.firm, one.close)]
        cells += [
            {"words": words.grouped(value) if value is not None else "", "number": "" if value is None else value, "is_number": True}
            for value in (one.score, *one.money, one.days)
        ]  # fmt: skip
        money = Unit(name="money", dimension=(("money", 1),))
        for cell_, value in zip(cells[-3:-1], one.money, strict=True):
            cell_["words"] = "" if value is None else words.amount(value, money, pack_tender(pack))
        return (
            self._templates.render("html", "batch_row.html.j2", None, id=show(one.id), cells=cells, number=number)
            + "\n"
        )

    def order(self, form: str, advice: Advice, number: int) -> str:
        """Return one order's advice: folded in HTML, under its id in Markdown."""
        if form != "html":
            return f"---\n\n{self.markdown(advice)}\n"
        view = self._view(advice, ids=False)
        return self._templates.render(
            "html", "batch_order.html.j2", None, a=view, ids=False, titled=False, number=number
        )

    def foot(self, form: str) -> str:
        """Return what stands below the orders."""
        if form == "html":
            script = Markup(self._script[0])  # noqa: S704  # a file of ours
            return self._templates.render("html", "batch_foot.html.j2", None, pack=self._about(), script=script)
        return f"---\n\n{self._pack.id} {self._pack.version}\n"

    @property
    def _script(self) -> tuple[str, str]:
        """The script that sorts the table, and the hash by which the page's policy knows it."""
        text = "\n" + (self._templates.source("batch_sort.j2") or "").strip() + "\n"
        return text, base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    def _totals(self, pathway: str | None, count: PathwayCount) -> list[str]:
        name = self._pack.pathways[pathway].name if pathway is not None else "nothing fits"
        unit = self._pack.estimates[self._pack.roles.total].unit if self._pack.roles.total else None
        cost = "" if pathway is None or unit is None else UNKNOWN
        if cost and count.cost is not None:
            cost = words.amount(count.cost, unit, pack_tender(self._pack))
        stood = [count.standings.get(one, 0) for one in (Standing.FITS, Standing.AT_RISK, Standing.UNDECIDED)]
        return [name, *(words.grouped(one) for one in (count.orders, *stood, count.firm, count.close)), cost]

    # --- a table ---
    def explained(self, advice: Advice) -> dict[str, str]:
        """Return the cells of a table that only an explanation fills."""
        facts = dict.fromkeys(path.removeprefix("order.") for one in advice.could_change for path, _ in one.values)
        missing = [one.name for one in advice.documents if one.need == "required" and one.verdict is False]
        return {
            "could_change": SEVERAL.join(facts),
            "ask_quotes_from": SEVERAL.join(advice.ask_quotes_from),
            "missing_documents": SEVERAL.join(dict.fromkeys(missing)),
            "warnings": f" {SEVERAL} ".join(_warnings(self._tellers.own, advice)),
            "explanation": self.first_screen(advice).said,
        }


def _warnings(teller: Teller, advice: Advice) -> Iterator[str]:
    for note in advice.notes:
        if note.level == "warning":
            rule = teller.pack.rules[note.rule]
            yield teller.sentences.of(rule, memory_of(advice, note.option, rule.scope))
