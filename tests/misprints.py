"""Spoils the built-in pack as an author would, and tells how many of the spoilt packs `pack check` or `pack test` notices.

`make misprints`, or misprints.py COUNT SEED: in one place each, a figure becomes ten times too large, a unit another, or a row is missing.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from advisor.advice import Advisor
from advisor.analysis.case import Case, read_cases, run_together
from advisor.analysis.pin_file import FILE as PINS
from advisor.analysis.pin_file import read_pins
from advisor.analysis.pinned import Pin, moved
from advisor.author.checked import checked
from advisor.author.judge import Judge
from advisor.author.noticed import marks
from advisor.columnar import orders_of
from advisor.columnar.column import Array
from advisor.errors import AdvisorError
from advisor.meaning import stratify
from advisor.pack.load import load
from advisor.trace import Order
from conftest import ROOT

PARTS = ("knowledge", "rules", "templates", "tests/cases")
TODAY = date(2026, 11, 29)
FIGURES = "knowledge/figures.yaml"
TOLD = re.compile(
    r"^\s*(?:- )?(?:id|as_of|from|until|source|quote|note|name|label|because|short|title|summary|question|help|by|region)\b|^\s*#"
)
"""A line that holds no value: names, words, sources and days."""
NUMBER = re.compile(r"(?<![A-Za-z0-9_.-])(?!0+(?![.0-9]))[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_-])(?<!\.)")
OTHERS = {
    "days": "weeks", "day": "week", "weeks": "months", "week": "month", "months": "weeks", "mm": "cm", "cm": "mm", "m": "cm",
    "min": "h", "h": "min", "s": "min", "g": "kg", "kg": "g", "EUR": "USD", "USD": "EUR",
}  # fmt: skip
UNIT = re.compile(rf"(?<=[0-9] )(?:{'|'.join(OTHERS)})(?![A-Za-z0-9_])|(?:EUR|USD)(?= [0-9])")
ROW = re.compile(r"^ *- |^ {2}[a-z_0-9]+:$|^ {4,}[a-z_0-9]+: ")


def places(lines: Sequence[str], what: re.Pattern[str]) -> list[tuple[int, re.Match[str]]]:
    """Return where a pattern stands in the values of a file: the line's index, and the match."""
    return [
        (at, found) for at, line in enumerate(lines) if not TOLD.match(line) for found in what.finditer(line.partition(" #")[0])
    ]  # fmt: skip


def entries(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the entries of a file begin and end: an option, a rule, a figure, or one value of one of these."""
    found = []
    for at, line in enumerate(lines):
        if ROW.match(line):
            depth = len(line) - len(line.lstrip())
            end = at + 1
            while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth):
                end += 1
            found.append((at, end))
    return found


def misprint(rng: random.Random, kind: str, root: Path, file: str) -> str:
    """Spoil one place of a file; return what was done, nothing if it has none of this kind."""
    path = root / file
    lines = path.read_text(encoding="utf-8").split("\n")
    if kind == "a missing row":
        at, end = rng.choice(entries(lines) or [(0, 0)])
        told, lines = lines[at].strip(), [*lines[:at], *lines[end:]]
    else:
        found = places(lines, NUMBER if kind == "ten times" else UNIT)
        if not found:
            return ""
        at, match = rng.choice(found)
        text = match[0]
        other = OTHERS[text] if kind == "another unit" else f"{float(text) * 10:g}" if "." in text else f"{text}0"
        told = lines[at].strip()
        lines[at] = lines[at][: match.start()] + other + lines[at][match.end() :]
        told += f" -> {lines[at].strip()}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return f"{file}:{at + 1}: {told}"


KINDS = ("ten times", "another unit", "a missing row")


def spoils(rng: random.Random, root: Path, files: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield kind after kind, each with what was done to the pack, which is whole again before the next."""
    while True:
        for kind in KINDS:
            told = ""
            while not told:
                file = rng.choice(files)
                told = misprint(rng, kind, root, file)
            yield kind, told
            shutil.copy(ROOT / file, root / file)


class Held:
    """What `pack check` and `pack test` ask of a pack, with what the pack as it is answers of its pinned orders."""

    def __init__(self) -> None:
        advisor = Advisor(load(ROOT), "walk")
        self._marks = self._decided(advisor, [one.order for one in read_pins(ROOT, "", advisor)])

    @staticmethod
    def _decided(advisor: Advisor, orders: Sequence[Order]) -> Array:
        return marks(advisor.columnar.engine.decide(orders_of(advisor.pack, orders)))

    def noticed(self, root: Path) -> str:
        """Return what `pack check` or `pack test` says first of a pack, nothing if neither finds anything."""
        try:
            pack, _ = checked(root, "", TODAY)
            advisor = Advisor(stratify(pack), "walk")
            cases: Sequence[Case] = read_cases(root, "", advisor)
            pins = read_pins(root, "", advisor)
        except AdvisorError as error:
            return f"check: {str(error).splitlines()[0]}"
        return self._by_columns(advisor, cases, pins) or self._by_answers(advisor, cases, pins)

    def _by_columns(self, advisor: Advisor, cases: Sequence[Case], pins: Sequence[Pin]) -> str:
        """Return the first case that fails, else the first pinned order whose answer moved, of all that columns tell."""
        decided = advisor.columnar.engine.decide(orders_of(advisor.pack, [one.order for one in cases]))
        failing = np.flatnonzero(Judge(advisor.pack, cases).failing(decided, np.arange(len(cases))))
        if len(failing):
            return f"test: case `{cases[failing[0]].id}`"
        moving = np.flatnonzero(self._decided(advisor, [one.order for one in pins]) != self._marks)
        return f"test: pinned `{pins[moving[0]].id}`" if len(moving) else ""

    @staticmethod
    def _by_answers(advisor: Advisor, cases: Sequence[Case], pins: Sequence[Pin]) -> str:
        """Return the same of whole answers, which alone tell some of it."""
        found = next((f"test: {one.message}" for one in moved(pins, advisor)), "")
        beyond = [cases[int(at)] for at in np.flatnonzero(Judge(advisor.pack, cases).beyond)]
        faults = (faults for _, faults in run_together(beyond, advisor) if faults)
        return found or next((f"test: {one[0].message}" for one in faults), "")


def main(count: int, seed: int) -> None:
    """Spoil the pack so often, and tell what was noticed by kind."""
    rng = random.Random(seed)  # noqa: S311  # what is drawn is to be drawn again
    tried, found = Counter[str](), Counter[str]()
    held = Held()
    with tempfile.TemporaryDirectory(prefix="advisor-misprints-") as folder:
        root = Path(folder)
        for part in PARTS:
            shutil.copytree(ROOT / part, root / part)
        shutil.copy(ROOT / PINS, root / PINS)
        files = [
            FIGURES,
            *(
                str(path.relative_to(ROOT))
                for part in ("knowledge/options", "rules")
                for path in sorted((ROOT / part).glob("*.yaml"))
            ),
        ]
        for _, (kind, told) in zip(range(count), spoils(rng, root, files), strict=False):
            said = held.noticed(root)
            tried[kind] += 1
            found[kind] += bool(said)
            print(f"{kind}: {told}\n    {said or 'NOT NOTICED'}", flush=True)  # noqa: T201  # for whoever runs it
    shares = ", ".join(f"{kind} {found[kind]} of {tried[kind]}" for kind in KINDS)
    print(f"seed {seed}: {found.total()} of {tried.total()} noticed: {shares}", flush=True)  # noqa: T201  # as above


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
