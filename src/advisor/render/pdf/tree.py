"""A page of HTML as a tree of elements and texts."""

from __future__ import annotations

from html.parser import HTMLParser

from msgspec import Struct, field

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
"""Elements that hold nothing and are never closed."""


class Element(Struct):
    """One element with what stands in it. attributes: names in lower case."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> list[Element]:
        return [one for one in self.children if isinstance(one, Element)]

    @property
    def text(self) -> str:
        """Return all the words in it, each run of white space as one space."""
        return " ".join("".join(one if isinstance(one, str) else f" {one.text} " for one in self.children).split())

    def first(self, *tags: str) -> Element | None:
        """Return the first element of one of the tags at any depth, None if there is none."""
        for one in self.elements:
            found = one if one.tag in tags else one.first(*tags)
            if found is not None:
                return found
        return None


def parse_page(page: str) -> Element:
    """Return the page as an element without a tag that holds all there is."""
    builder = _Builder()
    builder.feed(page)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    """Builds the tree. An end tag closes the nearest element of its name, and is passed over where there is none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
