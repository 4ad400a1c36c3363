"""Everything that is said of an advice and of a pack, one method each: a view of it, laid out by a template."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from advisor.errors import UnknownNameError
from advisor.ir import Pack, Possible, ReadAs
from advisor.pack.cache import Kept
from advisor.render.inert import show
from advisor.render.layout import WIDTH
from advisor.render.reason import View
from advisor.render.tellers import Tellers
from advisor.render.templates import Templates
from advisor.trace import Advice, Change, Order

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from advisor.offer import Comparison, Request
    from advisor.render.first.screen import Screen
    from advisor.render.first.so_far import SoFar
    from advisor.render.justification import Because
    from advisor.render.sweep_page import Sweeps
    from advisor.variation import Flips, Map, Report, Stake, Sweep, WhatIf

CANVAS = 120
"""How wide the pathways stand side by side."""


class Renderer:
    """Says advice and knowledge of one pack by its templates. Not to be shared between threads."""

    reads: ClassVar[type[Templates]] = Templates

    def __init__(self, pack: Pack, templates: Traversable, kept: Kept | None = None) -> None:
        """Open the templates. kept: where what they compile to may be kept."""
        self._pack = pack
        self._tellers = Tellers(pack, kept)
        self._templates = self.reads(templates, kept)

    # --- one advice ---
    def first_screen(self, advice: Advice, file: str = "", *, is_own: bool = False) -> Screen:
        """Return the first screen of an advice, with which every form begins.

        file: that holds the order, for commands to name. is_own: money is told in the pack's currency, whatever the order's is.
        """
        from advisor.render.first.build import first_screen

        teller = self._tellers.plain if is_own else self._tellers.plainly(advice.order)
        return first_screen(teller, advice, self._phrases(), file)

    def _phrases(self) -> Any:  # noqa: ANN401  # a Jinja module
        return self._templates.template("text", "first_screen.j2").module

    def together(self, advices: Sequence[Advice]) -> str:
        """Return in plain text what is first choice for each of the orders of one block of a file; empty where they are none."""
        from advisor.render.first.together import together

        screens = [self.first_screen(one) for one in advices]
        return together(self._tellers.plainly(advices[0].order), advices, screens, self._phrases())

    def in_all(self, advices: Sequence[Advice], common: Collection[str]) -> str:
        """Return in a sentence what several orders come to in all (`first.together.in_all`)."""
        from advisor.render.first.together import in_all

        return in_all(self._tellers.plainly(advices[0].order), advices, self._phrases(), common)

    def so_far(self, advice: Advice) -> str:
        """Return in a line what an order comes to by now."""
        return self._so_far(advice).so_far()

    def at_stake(self, advice: Advice, stake: Stake | None) -> str:
        """Return in a line what the answer to a question could change, empty where that is nothing to speak of."""
        return self._so_far(advice).at_stake(stake)

    def _so_far(self, advice: Advice) -> SoFar:
        from advisor.render.first.so_far import SoFar

        return SoFar(self._tellers.plainly(advice.order), advice, self._phrases(), "")

    def screen(self, form: str, advice: Advice, file: str = "") -> str:
        """Return the first screen of an advice as text or Markdown; the page of HTML holds all of it."""
        width = WIDTH if form == "text" else None
        return self._templates.render(form, "screen.j2", width, s=self.first_screen(advice, file).view())

    def _view(self, advice: Advice, *, ids: bool, file: str = "") -> View:
        """Return all that templates say of an advice."""
        return {**self._whole(advice, ids=ids), "first": self.first_screen(advice, file).view()}

    def _whole(self, advice: Advice, *, ids: bool) -> View:
        from advisor.render.advice_view import advice_view

        return advice_view(self._tellers.exactly(advice.order), advice, ids=ids)

    def text(self, advice: Advice, *, ids: bool = False, file: str = "") -> str:
        """Return the full advice as plain text of 80 columns. ids: with rule ids, places and points; file: as `first_screen`."""
        return self._advice("text", self._view(advice, ids=ids, file=file), ids=ids, titled=True)

    def markdown(self, advice: Advice, *, ids: bool = False) -> str:
        """Return the full advice as Markdown, the order's id above it."""
        return self._advice("markdown", self._view(advice, ids=ids), ids=ids, titled=True)

    def explanation(self, advice: Advice) -> str:
        """Return the full advice as Markdown, without the order's id."""
        return self._advice("markdown", self._view(advice, ids=False), ids=False, titled=False)

    def brief(self, advice: Advice) -> str:
        """Return the advice in three lines."""
        return self._templates.render("text", "brief.j2", None, a=self._whole(advice, ids=False))

    def document(self, advice: Advice, *, is_brief: bool = False) -> dict[str, Any]:
        """Return the advice as the JSON document that every mode writes. is_brief: it is explained by its first screen."""
        from advisor.render.advice_view import advice_view
        from advisor.render.document import document

        first = self.first_screen(advice, is_own=True)
        if is_brief:
            told = self._templates.render("markdown", "screen.j2", None, s=first.view())
        else:
            view = {**advice_view(self._tellers.own, advice, ids=False), "first": first.view()}
            told = self._advice("markdown", view, ids=False, titled=False)
        return document(self._tellers.own, advice, told, first.document())

    def html(self, advices: Sequence[Advice], *, ids: bool = False) -> str:
        """Return one page with every advice, which needs no other file and runs no script."""
        views = [self._view(advice, ids=ids) for advice in advices]
        return self._templates.render("html", "page.html.j2", None, advices=views, ids=ids, pack=self._about())

    def why(self, advice: Advice, rule: str | None = None) -> str:
        """Return the rules behind the answer, or what became of one rule, as text."""
        told = self._because(advice.order).why(advice, rule)
        plain = None if rule else self.first_screen(advice)
        return self._templates.render("text", "why.j2", WIDTH, w=told, plain=plain and plain.view())

    def why_nots(self, advice: Advice, changes: Mapping[str, Sequence[Change]], flips: Flips | None, form: str) -> str:
        """Return what keeps each of some pathways from winning, as text, Markdown or HTML.

        changes: of each pathway the least ones that would lift its exclusions; flips: None where they were not looked for.
        """
        because = self._because(advice.order)
        parts = [because.why_not(advice, pathway, found, flips) for pathway, found in changes.items()]
        return self._paper(form, "why_not", id=show(advice.order.id), parts=parts)

    def why_not_document(self, advice: Advice, pathways: Sequence[str], flips: Flips) -> dict[str, Any]:
        """Return what keeps each of some pathways from winning as a JSON document."""
        from advisor.render.document import why_not_document

        return why_not_document(self._tellers.own, self.document(advice), pathways, flips)

    # --- what is tried ---
    def what_if(self, one: WhatIf, form: str, *, ids: bool = False) -> str:
        """Return both answers to an order side by side, as text, Markdown or HTML, a page that needs no other file."""
        from advisor.render.what_if_page import what_if_view

        return self._paper(
            form, "what_if", w=what_if_view(self._tellers.exactly(one.before.order, one.after.order), one), ids=ids
        )

    def what_if_document(self, one: WhatIf) -> dict[str, Any]:
        """Return both answers to an order as a JSON document."""
        from advisor.render.what_if_page import what_if_document

        return what_if_document(self._tellers.own, one, (self.document(one.before), self.document(one.after)))

    def sweep(self, one: Sweep | Map, form: str, *, plain: bool = False) -> str:
        """Return who wins at every value, as text, Markdown or HTML, a page with charts that needs no other file.

        plain: as text, with nothing drawn from characters.
        """
        sweeps = self._sweeps(one.order)
        view = sweeps.either(one)
        if form == "text" and not plain:
            from advisor.render.sketch import sketched

            return self._templates.render(form, "sweep.text.j2", WIDTH, s=view, sketch=sketched(sweeps, one))
        return self._paper(form, "sweep" if form == "html" or view["table"] else "sweep_map", s=view)

    def sweep_document(self, one: Sweep | Map) -> dict[str, Any]:
        """Return who wins at every value as a JSON document."""
        return self._sweeps().document(one)

    def chart(self, one: Sweep | Map) -> str:
        """Return the chart of a sweep as an SVG file: cost and who wins, or the map of two facts."""
        return self._templates.render("html", "chart.svg.j2", None, c=self._sweeps(one.order).chart(one))

    # --- reports ---
    def report(self, one: Report, *, ids: bool = False, proof: bool = False, twins: bool = True) -> str:
        """Return a studio's report as a page that needs no other file.

        ids: with rule ids, and where all that is said stands; proof: with all that the answer rests on; twins: each chart as a table too.
        """
        from advisor.render.report_page import Reports

        view = Reports(self._because(one.advice.order), self._sweeps(one.advice.order)).studio(
            self._view(one.advice, ids=ids), one, ids=ids, proof=proof
        )
        shown = {"ids": ids, "proof": proof, "twins": twins, "pack": self._about()}
        return self._templates.render("html", "report_studio.html.j2", None, **shown, **view)

    def client_report(self, one: Report) -> str:
        """Return what a client is told of an order, as a page that needs no other file: no cost, cash, supplier or margin."""
        from advisor.render.client import ClientReports

        view = ClientReports(self._tellers.exactly(one.advice.order)).client(one)
        return self._templates.render("html", "report_client.html.j2", None, c=view, pack=self._about())

    def _sweeps(self, *orders: Order) -> Sweeps:
        from advisor.render.sweep_page import Sweeps

        return Sweeps(self._tellers.exactly(*orders))

    def _paper(self, form: str, name: str, **view: object) -> str:
        """Return what the template of a name says in a form; as HTML, within a page."""
        file = f"{name}.html.j2" if form == "html" else f"{name}.j2"
        return self._templates.render(form, file, WIDTH if form == "text" else None, pack=self._about(), **view)

    # --- quotes ---
    def comparison(self, comparison: Comparison, form: str, *, plain: bool = False) -> str:
        """Return quotes side by side, as text, Markdown or HTML, a page that needs no other file.

        plain: as text, with nothing drawn from characters.
        """
        from advisor.render.comparison_page import comparison_view

        view = comparison_view(self._tellers.exactly(comparison.order), comparison)
        name = "compare.j2" if form == "markdown" or (form == "text" and plain) else f"compare.{form}.j2"
        return self._templates.render(form, name, WIDTH if form == "text" else None, c=view, pack=self._about())

    def comparison_document(self, comparison: Comparison) -> dict[str, Any]:
        """Return quotes side by side as a JSON document."""
        from advisor.render.comparison_page import comparison_document

        return comparison_document(self._pack, comparison)

    # --- requests for quotation ---
    def request(self, request: Request, form: str) -> str:
        """Return a request for quotation, as text, Markdown or HTML, a page that needs no other file."""
        from advisor.render.rfq_page import request_view

        view = request_view(self._tellers.exactly(request.order), request)
        name = "rfq.html.j2" if form == "html" else "rfq.j2"
        width = WIDTH if form == "text" else None
        return self._templates.render(form, name, width, r=view, titled=form != "html", pack=self._about())

    def still_missing(self, request: Request) -> dict[str, list[str]]:
        """Return what the studio has yet to find before it sends a request: how it stands -> names."""
        from advisor.render.rfq_page import still_missing

        return still_missing(self._tellers.exactly(request.order), request)

    def _advice(self, form: str, view: View, *, ids: bool, titled: bool) -> str:
        width = WIDTH if form == "text" else None
        return self._templates.render(form, "advice.j2", width, a=view, ids=ids, titled=titled)

    def said_back(self, one: ReadAs, order: Order) -> str:
        """Return what was read of a text, without a full stop, in the currency of the order that it was said of."""
        from advisor.render.said_back import said_back

        return said_back(one, self._tellers.exactly(order).names)

    # --- the pack ---
    def told(self, path: str, value: Possible, order: Order | None = None) -> str:
        """Return the value of a fact in words. order: in whose currency."""
        return (self._tellers.exactly(order) if order else self._tellers.own).names.told(path, value)

    def pack_page(self, what: str) -> str:
        """Return a page on the pack: its pathways, contradictions, figures, sources, rules or words, as text.

        Raises:
            UnknownNameError: there is no such page.
        """
        from advisor.render import catalogue

        because = self._because()
        pages: dict[str, Callable[[], object]] = {
            "pathways": lambda: catalogue.pathways(because, CANVAS),
            "contradictions": lambda: catalogue.contradictions(because),
            "figures": lambda: catalogue.figures(because),
            "sources": lambda: catalogue.sources(because),
            "rules": lambda: catalogue.rules(because),
            "words": lambda: catalogue.ways_to_say(because.pack),
        }
        if what not in pages:
            raise UnknownNameError(f"unknown page `{what}`; there are {', '.join(pages)}")
        wide = CANVAS if what == "pathways" else WIDTH
        return self._templates.render("text", f"{what}.j2", wide, p=pages[what](), pack=self._about())

    def _because(self, *orders: Order) -> Because:
        from advisor.render.justification import Because

        return Because(self._tellers.exactly(*orders))

    def _about(self) -> dict[str, str]:
        pack = self._pack
        return {"title": pack.title, "id": pack.id, "version": pack.version, "language": pack.language}
