"""What the pages in a browser say: the first screen as a card, the question, the facts to edit, what is tried."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from advisor import ir
from advisor.pack.files import builtin
from advisor.render.as_typed import typed
from advisor.render.page import Renderer
from advisor.render.templates import Templates
from advisor.render.tender import tender_of
from advisor.trace import Advice, Order
from advisor.variation import Region, Sweep

MOST_CHOICES = 14
"""So many choices are offered side by side; more are offered as one types."""
_SHOUTED = re.compile(r"([A-Z][A-Z ]+[A-Z])\b(.*?): (.*)", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class _ServedTemplates(Templates):
    def source(self, name: str) -> str | None:
        found = super().source(name)
        if found is not None or not name.startswith("serve_"):
            return found
        shipped = builtin() / "templates" / name
        return shipped.read_text(encoding="utf-8") if shipped.is_file() else None


class Served(Renderer):
    """Says what is served to a browser; a pack that has no templates for that is served with those of the built-in one."""

    reads = _ServedTemplates

    @classmethod
    def like(cls, renderer: Renderer) -> Served:
        """Return what serves the pages of a pack that another renderer was opened for."""
        return cls(renderer._pack, renderer._templates.folder, renderer._templates.kept)  # noqa: SLF001  # of its own class

    def page(self, name: str, **view: object) -> str:
        """Return a page by the template of a name."""
        return self._templates.render("html", f"serve_{name}.html.j2", None, pack=self._about(), **view)

    def quote_labels(self) -> Mapping[str, str]:
        """Return how the form asks for each part of a quote."""
        labels: Mapping[str, str] = self._templates.template("html", "serve_quote.j2").module.labels  # type: ignore[attr-defined]  # set there
        return labels

    # --- parts of a page ----------------------------------------------------------------------------------------------
    def card(self, advice: Advice) -> Mapping[str, Any]:
        """Return the first screen, what to do apart from what it is said of."""
        view = self.first_screen(advice).view()
        verdict = str(view["verdict"])
        found = _SHOUTED.fullmatch(verdict)
        lead = f"{found[1].capitalize()}{found[2]}" if found else ""
        return {**view, "lead": lead, "rest": found[3] if found else verdict}

    def whole(self, advice: Advice) -> Mapping[str, Any]:
        """Return all that is said of an advice, as the full page says it."""
        return self._view(advice, ids=False)

    def plainly(self, path: str, value: ir.Possible, order: Order) -> str:
        """Return the value of a fact as people say it, in the currency of an order."""
        return self._tellers.plainly(order).names.told(path, value)

    def as_written(self, order: Order, path: str, fact: ir.FactType) -> list[str]:
        """Return how a person could write what an order says of a fact, the plainest first; the last reads as the same for sure."""
        value = order.given.get(path, fact.domain)
        sure = typed(value, fact, tender_of(self._pack, order))
        return [sure] if value == fact.domain else [*_plainly(value, fact, self.plainly(path, value, order)), sure]

    def swept(self, one: Sweep, at: int) -> list[Mapping[str, Any]]:
        """Return which pathway comes first at every value of a fact, from low to high. at: the value that is tried."""
        runs: list[Region] = []
        for region in one.regions:
            if runs and runs[-1].pathway == region.pathway:
                runs[-1] = replace(runs[-1], high=region.high)
            else:
                runs.append(region)
        return [
            {
                "low": region.low, "run": self.plainly(one.path, ir.Numbers(region.low, region.high), one.order),
                "name": self._pack.pathways[region.pathway].name if region.pathway else "nothing fits",
                "here": region.low <= at <= region.high,
            }
            for region in runs
        ]  # fmt: skip

    def offered(self, fact: ir.FactType) -> list[tuple[str, str]]:
        """Return what a fact may be answered with, as it is typed and as it is said; nothing for numbers and texts."""
        if fact.kind is ir.Kind.FLAG:
            return [("yes", "Yes"), ("no", "No")]
        named = [name for name in fact.menu if name != fact.catch_all]
        return [(name, _said(name, fact)) for name in named]


def _plainly(value: ir.Possible, fact: ir.FactType, told: str) -> list[str]:
    match value:
        case ir.OneOf((bool(one),)):
            return ["yes" if one else "no"]
        case ir.OneOf((str(one),)):
            return [_said(one, fact)]
        case ir.Subset(some, ()) if some:
            return [", ".join(_said(one, fact) for one in some)]
        case ir.Numbers():
            return [told]
    return []


def _said(name: str, fact: ir.FactType) -> str:
    return fact.group_words.get(name) or fact.words.get(name, name)


def style_hashes(page: str) -> list[str]:
    """Return what a content-security policy names the styles of a page by, so that no other may apply."""
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in _STYLE.findall(page)
    ]
