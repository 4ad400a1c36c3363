"""A page as a flat list of blocks, each of a kind that `page.typ` sets. What is not known is passed through: its children count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from advisor.render.pdf.drawing import figure
from advisor.render.pdf.style import StyleSheet
from advisor.render.pdf.tree import Element
from advisor.render.reason import View

HEADINGS = {f"h{level}": level for level in range(1, 7)}
SILENT = frozenset({"head", "style", "script", "template", "title", "nav", "footer"})
"""Not for paper; the foot of the page is set on each sheet instead."""
_MARKS = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "code": "code", "small": "small", "th": "strong", "dt": "strong",
}  # fmt: skip
BLOCKS = frozenset(
    {
        *HEADINGS, *SILENT, "p", "summary", "details", "ul", "ol", "dl", "table", "figure", "svg", "div", "section",
        "article", "header", "main", "body", "html",
    }
)  # fmt: skip
_LISTS = frozenset({"ul", "ol"})
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINK = re.compile(r"https?://[!-~]+")


def blocks_of(root: Element, sheet: StyleSheet) -> list[View]:
    """Return the blocks of a page."""
    flow = _Flow(sheet)
    flow.all_in([root], 0)
    return flow.blocks


class _Flow(Struct):
    """Gathers blocks in the order they stand. depth: how many folds a block lies within."""

    sheet: StyleSheet
    blocks: list[View] = field(default_factory=list)

    def all_in(self, path: Sequence[Element], depth: int) -> None:
        """Set what an element holds; words between blocks are a paragraph."""
        loose: list[Element | str] = []
        for one in path[-1].children:
            if isinstance(one, str) or not _is_block(one):
                loose.append(one)
                continue
            self._words("paragraph", loose, depth)
            loose = []
            self._one([*path, one], depth)
        self._words("paragraph", loose, depth)

    def _one(self, path: Sequence[Element], depth: int) -> None:
        element = path[-1]
        match element.tag:
            case tag if tag in SILENT:
                return
            case tag if tag in HEADINGS:
                self._words("heading", element.children, depth, level=HEADINGS[tag])
            case "p":
                self._words("paragraph", element.children, depth)
            case "summary":
                self._words("summary", element.children, depth)
            case "details":
                for one in element.elements:
                    if one.tag == "summary":
                        self._one([*path, one], depth)
                rest = Element("", {}, [one for one in element.children if _tag(one) != "summary"])
                self.all_in([*path[:-1], rest], depth + 1)
            case "ul" | "ol" as tag:
                self.blocks.append({"kind": "list", "is_counted": tag == "ol", "items": _items(element)})
            case "dl":
                self.blocks += _terms(element)
            case "table":
                self.blocks.append(_table(element))
            case "figure" | "svg":
                self._figure(path)
            case "article":
                self._article(path, depth)
            case "div" if "tree" in element.classes:
                self._within("tree", path, depth)
            case _:
                self.all_in(path, depth)

    def _words(self, kind: str, held: Sequence[Element | str], depth: int, **more: object) -> None:
        told = styled_runs(held)
        if told:
            self.blocks.append({"kind": kind, "runs": told, "depth": depth, **more})

    def _article(self, path: Sequence[Element], depth: int) -> None:
        """Set an article; its first section, which holds the answer, in a box, as the page does."""
        first = next((one for one in path[-1].elements if one.tag == "section"), None)
        for one in path[-1].elements:
            if one is first:
                self._within("box", [*path, one], depth)
            else:
                self.all_in([*path[:-1], Element("", {}, [one])], depth)

    def _within(self, kind: str, path: Sequence[Element], depth: int) -> None:
        inner = _Flow(self.sheet)
        inner.all_in(path, depth)
        self.blocks.append({"kind": kind, "blocks": inner.blocks})

    def _figure(self, path: Sequence[Element]) -> None:
        """Set a chart with its title and legend; a figure without one as what it holds."""
        outer = path[-1]
        chart = outer if outer.tag == "svg" else next((one for one in outer.elements if one.tag == "svg"), None)
        if chart is None:
            self.all_in(path, 0)
            return
        title = next((one for one in outer.elements if one.tag == "figcaption"), Element(""))
        legend = next((one for one in outer.elements if "legend" in one.classes), None)
        within = path if outer is chart else [*path, chart]
        self.blocks.append(figure(within, self.sheet, styled_runs(title.children), legend))


# --- what holds words -------------------------------------------------------------------------------------------------
def _tag(one: Element | str) -> str:
    return "" if isinstance(one, str) else one.tag


def _is_block(element: Element) -> bool:
    return element.tag in BLOCKS or any(map(_is_block, element.elements))


def _items(element: Element, depth: int = 0) -> list[View]:
    """Return the entries of a list, those of lists within it after the entry that holds them."""
    found: list[View] = []
    for entry in element.elements:
        found.append({"runs": styled_runs([one for one in entry.children if _tag(one) not in _LISTS]), "depth": depth})
        for inner in entry.elements:
            if inner.tag in _LISTS:
                found += _items(inner, depth + 1)
    return found


def _terms(element: Element) -> list[View]:
    """Return each term with what stands below it."""
    found: list[View] = []
    for one in element.elements:
        if one.tag == "dt" or not found:
            found.append({"kind": "term", "runs": [], "items": []})
        if one.tag == "dt":
            found[-1]["runs"] = styled_runs(one.children)
        else:
            found[-1]["items"].append(styled_runs(one.children))
    return found


def _table(element: Element) -> View:
    """Return a table: the rows to repeat on each sheet, the others, all of the same length."""
    head: list[list[list[View]]] = []
    rows: list[list[list[View]]] = []
    for group in [one for one in element.elements if one.tag in ("thead", "tbody", "tfoot")] or [element]:
        for row in group.elements:
            if row.tag == "tr":
                told = [styled_runs(cell.children) for cell in row.elements]
                (head if group.tag == "thead" else rows).append(told)
    width = max((len(row) for row in (*head, *rows)), default=0)
    head, rows = ([[*row, *([[]] * (width - len(row)))] for row in part] for part in (head, rows))
    return {"kind": "table", "columns": width, "head": head, "rows": rows}


# --- words ------------------------------------------------------------------------------------------------------------
def styled_runs(held: Sequence[Element | str]) -> list[View]:
    """Return words in runs of one look, each run of white space as one space; `href` where they lead somewhere."""
    found: list[View] = []
    _gather(held, {}, found)
    while found and not (kept := found[-1]["text"].rstrip(" ")):
        found.pop()
    if found:
        found[-1]["text"] = kept
    return found


def _gather(held: Sequence[Element | str], look: View, found: list[View]) -> None:
    for one in held:
        if isinstance(one, Element):
            if one.tag in SILENT:
                continue
            marks: View = {_MARKS[one.tag]: True} if one.tag in _MARKS else {}
            address = one.attributes.get("href", "") if one.tag == "a" else ""
            if _LINK.fullmatch(address):
                marks["href"] = address
            _gather([" " if one.tag == "br" else "", *one.children], look | marks, found)
            continue
        text = _SPACE.sub(" ", one)
        if not found or found[-1]["text"].endswith(" "):
            text = text.removeprefix(" ")
        if text:
            found.append({"text": text, **look})
