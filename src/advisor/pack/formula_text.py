"""A formula as it is written: one line of plain ASCII, parsed with `ast` and never evaluated, and the place of each fault in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import NoReturn

from advisor.errors import Place
from advisor.pack.term import depth
from advisor.yaml.fields import Faults
from advisor.yaml.node import Scalar
from advisor.yaml.text import quoted

_LENGTH = 1000
DEPTH = 30


_EQUAL = re.compile(r"(?<![=<>!])=(?!=)")
_JOINED = re.compile(r"&&|\|\|")
_WORDS = {"&&": "and", "||": "or"}
_SIGNS = {
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "×": "*",
    "·": "*",
    "–": "-",
    "−": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
}
"""What is printed, and how it is written."""
_PERCENT = re.compile(r"[0-9]+(?:\.[0-9]+)? ?%")


class FaultyError(Exception):
    """Raised inside a formula once a fault has been reported."""


class FormulaText:
    """One formula, and where its faults go."""

    def __init__(self, node: Scalar, faults: Faults) -> None:
        self._node = node
        self._faults = faults

    def tree(self) -> ast.expr:
        text = self._node.text
        if len(text) > _LENGTH or "\n" in text:
            self.fail(None, f"a formula must be one line of at most {_LENGTH} characters")
        if not text.isascii():
            offset, sign = next((at, one) for at, one in enumerate(text) if not one.isascii())
            cure = f"write `{_SIGNS[sign]}`" if sign in _SIGNS else "write amounts as figures"
            self._fail_at(offset, f"a formula is written in plain ASCII, got `{sign}`", cure)
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self._tell_slip(text)
            column = getattr(error, "offset", None) or 1
            self._fail_at(column - 1, f"this is no formula: {quoted(text)}", "see `if` in docs/pack-language.md")
        if depth(tree) > DEPTH:
            self.fail(tree, f"a formula may be nested {DEPTH} deep at most")
        return tree

    def _tell_slip(self, text: str) -> None:
        """Report what people write in a formula that is none, where it stands."""
        if found := _EQUAL.search(text):
            self._fail_at(found.start(), "expected a comparison, got `=`", "write `==`")
        if found := _JOINED.search(text):
            self._fail_at(
                found.start(), f"expected a word between two claims, got `{found[0]}`", f"write `{_WORDS[found[0]]}`"
            )
        if text.count("(") > text.count(")"):
            self._fail_at(text.find("("), f"a bracket is not closed: {quoted(text)}", "add the `)`")
        if found := _PERCENT.search(text):
            cure = "name it as a figure with `unit: share`, and write `figure.NAME`"
            self._fail_at(found.start(), f"a formula holds no percent, got {quoted(found[0])}", cure)

    def fail(self, tree: ast.AST | None, message: str, cure: str = "") -> NoReturn:
        """Report a fault at a part of the formula, at its beginning for None, and read no further."""
        self._fail_at(getattr(tree, "col_offset", 0), message, cure)

    def unknown(self, tree: ast.expr, what: str, name: str, known: Iterable[str]) -> NoReturn:
        """Report a name that there is not, and what may have been meant, and read no further."""
        self._faults.unknown(self._place(tree.col_offset), what, name, known)
        raise FaultyError

    def note(self, tree: ast.expr, message: str, cure: str) -> None:
        """Note a finding for `pack check`, which is no fault of meaning."""
        self._faults.note(self._place(tree.col_offset), message, cure)

    def _fail_at(self, offset: int, message: str, cure: str = "") -> NoReturn:
        self._faults.add(self._place(offset), message, cure)
        raise FaultyError

    def _place(self, offset: int) -> Place:
        at = self._node.at
        return Place(at.file, at.line, at.column + offset + (0 if self._node.plain else 1))
