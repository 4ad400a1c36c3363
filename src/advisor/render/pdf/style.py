"""As much of CSS as our charts use: tags and classes, one within the other, and custom properties; as printed on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from advisor.render.pdf.tree import Element

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"[a-z][a-z0-9]*(\.[\w-]+)*|(\.[\w-]+)+")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_SIZE = re.compile(r"\b(\d+(?:\.\d+)?)px\b")
_PRINT = re.compile(r"@media\s+print\s*")

_Weight = tuple[int, int]
"""How many classes a selector names, and how many tags: the heavier one wins."""


class _Rule(Struct, frozen=True, kw_only=True):
    steps: tuple[str, ...]
    weight: _Weight
    says: Mapping[str, str]

    def holds(self, path: Sequence[Element]) -> bool:
        """Return whether the last step is the path's end, and the others are found above it in their order."""
        if not _is(path[-1], self.steps[-1]):
            return False
        above = iter(path[:-1])
        return all(any(_is(one, step) for one in above) for step in self.steps[:-1])


class StyleSheet:
    """The rules of a page's style elements; what is not understood says nothing."""

    def __init__(self, css: str) -> None:
        found = [rule for selectors, body in _bodies(_COMMENT.sub("", css)) for rule in _rules(selectors, body)]
        self._rules = sorted(found, key=lambda rule: rule.weight)  # stable: of two as heavy the later one wins

    def of(self, path: Sequence[Element]) -> dict[str, str]:
        """Return what holds for the last element of a path from the root: property -> value, free of variables."""
        known: dict[str, str] = {}
        said: dict[str, str] = {}
        for place in range(1, len(path) + 1):
            said = {
                name: value for rule in self._rules if rule.holds(path[:place]) for name, value in rule.says.items()
            }
            own = {name: _filled(value, known | said) for name, value in said.items() if name.startswith("--")}
            known |= own
        return {name: _filled(value, known) for name, value in said.items() if not name.startswith("--")}


def _filled(value: str, known: Mapping[str, str]) -> str:
    """Return a value with its variables put in; several times, since one may name another."""
    for _ in range(4):
        value = _VARIABLE.sub(lambda found: known.get(found[1], ""), value)
    return value.strip()


def _is(element: Element, step: str) -> bool:
    tag, *classes = step.split(".")
    return tag in ("", element.tag) and element.classes.issuperset(classes)


def _bodies(css: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations as written, those for print among them, those for other media not."""
    at = 0
    while (opened := css.find("{", at)) >= 0:
        head = css[at:opened].strip()
        end = _end(css, opened)
        if not head.startswith("@"):
            yield head, css[opened + 1 : end]
        elif _PRINT.fullmatch(head):
            yield from _bodies(css[opened + 1 : end])
        at = end + 1


def _end(css: str, opened: int) -> int:
    """Return where the brace that opens there is closed, the end of the text if it is not."""
    depth = 0
    for place in range(opened, len(css)):
        depth += {"{": 1, "}": -1}.get(css[place], 0)
        if depth == 0:
            return place
    return len(css)


def _rules(selectors: str, body: str) -> Iterator[_Rule]:
    pairs = [part.partition(":") for part in body.split(";")]
    says = {name.strip(): value.strip() for name, colon, value in pairs if colon}
    size = _SIZE.search(says.get("font", ""))
    if size is not None:
        says["font-size"] = size[1]
    for selector in selectors.split(","):
        steps = tuple(selector.split())
        if steps and all(_SELECTOR.fullmatch(step) for step in steps):
            tags = sum(not step.startswith(".") for step in steps)
            yield _Rule(steps=steps, weight=(selector.count("."), tags), says=says)
