"""The shape of a first screen, and how it is laid out in plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from advisor.render.layout import WIDTH, filled, inert_lines, side_by_side
from advisor.render.reason import View

MOST_LINES = 32
LABEL = 13
"""How wide the labels stand in plain text."""
_ROWS = "rows"
CUTS = (
    ("rest", 3), ("next", 3), ("read", 2), ("risk", 3), ("changes", 2), ("check", 2), ("why", 2), ("rest", 2), ("changes", 1), ("risk", 2),
    ("read", 1), ("risk", 1), ("next", 2), ("check", 1), ("why", 1), ("rest", 1), ("why_not", 1), (_ROWS, 2), ("rest", 0), ("changes", 0),
    ("read", 0), (_ROWS, 1), ("next", 1), ("risk", 0), ("unpriced", 0), ("unread", 0),
)  # fmt: skip
"""What is left out where an answer is longer than a screen, in this order: of a part, or of what stands side by side, all but so many entries."""


class ScreenPart(Struct, frozen=True, kw_only=True):
    """A part of a first screen: what it is called, and its entries, a sentence each; numbered: they are steps."""

    name: str
    label: str
    entries: tuple[str, ...]
    numbered: bool = False


class Screen(Struct, frozen=True, kw_only=True):
    """A first screen. head, rows: what stands side by side, a row an option; columns: its estimates; more: where the rest is."""

    order: str
    verdict: str
    head: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    parts: tuple[ScreenPart, ...]
    more: str

    @property
    def lines(self) -> int:
        """How many lines it takes in plain text."""
        return len(self.text().splitlines())

    @property
    def said(self) -> str:
        """What it says in one paragraph: the order, what to do, and each part after its label."""
        parts = (f"{one.label}: {'; '.join(one.entries)}" for one in self.parts)
        return " ".join(f"{text.rstrip('.')}." for text in (self.order, self.verdict, *parts))

    def text(self) -> str:
        """Return it in plain text."""
        head = "\n".join(filled(self.order, WIDTH, breaks_words=True))
        verdict = "\n".join(filled(self.verdict, WIDTH, breaks_words=True))
        table = "\n".join(side_by_side(self.head, self.rows)) if self.rows else ""
        told = [head, verdict, table]
        blocks = [line for part in self.parts if part.name != "next" for line in hung(part)]
        last = [line for part in self.parts if part.name == "next" for line in hung(part)]
        end = filled(self.more, WIDTH, breaks_words=True)
        return "\n\n".join(filter(None, (*told, "\n".join(blocks), "\n".join([*last, *end]))))

    def view(self) -> View:
        """Return what templates say of it."""
        text = Markup(inert_lines(self.text()))  # noqa: S704  # each line was made inert
        return {
            "order": self.order, "verdict": self.verdict, "head": self.head, "rows": self.rows, "more": self.more, "text": text,
            "parts": [{"name": one.name, "label": one.label, "entries": one.entries, "numbered": one.numbered} for one in self.parts],
        }  # fmt: skip

    def document(self) -> View:
        """Return it for a program: each part's sentences under its name."""
        options = [dict(zip(("name", *self.columns), row, strict=True)) for row in self.rows]
        told = {part.name: list(part.entries) for part in self.parts}
        return {"order": self.order, "verdict": self.verdict, "options": options, **told}


def fitted(screen: Screen) -> Screen:
    """Return a screen with as much left out as makes it one."""
    for name, most in CUTS:
        if screen.lines <= MOST_LINES:
            break
        screen = replace(
            screen,
            parts=tuple(_cut(screen.parts, name, most)),
            rows=screen.rows[:most] if name == _ROWS else screen.rows,
        )
    return screen


def _cut(parts: Iterable[ScreenPart], name: str, most: int) -> Iterator[ScreenPart]:
    for part in parts:
        kept = replace(part, entries=part.entries[:most]) if part.name == name else part
        if kept.entries:
            yield kept


def hung(part: ScreenPart) -> list[str]:
    """Return the lines of a part: its label, and its entries beside it."""
    label = f"{part.label} " if len(part.label) >= LABEL else part.label.ljust(LABEL)
    lines: list[str] = []
    for number, entry in enumerate(part.entries, 1):
        mark = f"{number}  " if part.numbered else ""
        lead = (label if number == 1 else " " * LABEL) + mark
        lines += filled(entry, WIDTH, lead=lead, indent=" " * (LABEL + len(mark)), breaks_words=True)
    return lines
