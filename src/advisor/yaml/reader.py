"""The strict reader of YAML and JSON: from PyYAML's events to text with places, never its loader or composer.

The loader crashes the process on deep nesting, expands aliases without end and guesses kinds (`no` is false there).
Here every value stays text, nothing is shared, and whatever is refused is refused with its line and column.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from typing import Any, NoReturn

import yaml

from advisor.errors import Diagnostic, Place
from advisor.yaml.events import events
from advisor.yaml.limits import Limits
from advisor.yaml.mistake import CUT, Slip, cut_slip, empty_slip, explain, jinja_slip, key_slip
from advisor.yaml.node import MappingNode, Node, Open, Scalar, SequenceNode
from advisor.yaml.opening import read_bytes, read_stream
from advisor.yaml.text import HARMFUL, SURROGATE, character_name, decode, join_surrogates, quoted
from advisor.yaml.uncollected import uncollected

__all__ = ["MappingNode", "Node", "Scalar", "SequenceNode", "read_bytes", "read_stream", "read_yaml"]

_Event = Any  # the stubs take every mark for None and know nothing of styles
_Mark = Any
_NOT_TEXT = "delete it, or put the value in quotes if it is meant as text"
_QUOTES = ("'", '"')
_LINES = (".jsonl", ".ndjson")
_DIRECTIVE = re.compile(r"^%[A-Za-z].*", re.MULTILINE)


def read_yaml(
    raw: bytes, file: str, limits: Limits, *, first_line: int = 1
) -> tuple[tuple[Node, ...], tuple[Diagnostic, ...]]:
    """Return the documents of a YAML, JSON or (by the file's name) JSON Lines text, and every fault found.

    Documents that are empty are left out, and so is the one in which a syntax fault ended the reading. Never raises
    for what the bytes hold. first_line: where they begin in the file, for a reader that hands over one line of many.
    """
    if len(raw) > limits.file_bytes:
        message = f"expected at most {limits.file_bytes:,} bytes, got {len(raw):,}"
        return (), (Diagnostic(Place(file), message, "split the file"),)
    text, faults = decode(raw, file)
    if faults:
        moved = (Place(file, f.at.line and f.at.line + first_line - 1, f.at.column) for f in faults)
        return (), tuple(Diagnostic(at, f.message, f.help) for at, f in zip(moved, faults, strict=True))
    reader = _Reader(file, limits)
    with uncollected():
        if file.lower().endswith(_LINES):
            for number, line in enumerate(text.split("\n"), first_line):
                if line.strip() and not reader.is_full:
                    reader.read(line, number)
        else:
            reader.read(text, first_line)
    return tuple(reader.documents), tuple(reader.faults)


class _Stop(Exception):  # noqa: N818  # no error of anybody's: it ends a loop
    """Ends the reading of a text; its fault is already noted."""


class _Reader:
    """Reads texts one after the other into the same documents and faults, within one set of limits."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.documents: list[Node] = []
        self.faults: list[Diagnostic] = []
        self.is_full = False
        self._nodes = 0
        self._text = ""
        self._lines: list[str] = []
        self._first_line = 1
        self._joined: dict[int, list[int]] = {}
        self._has_escapes = self._may_cut = False
        self._stack: list[Open] = []

    def read(self, text: str, first_line: int) -> None:
        """Add the documents and faults of one text; a syntax fault ends this text only."""
        self._text, self._first_line, self._lines = text, first_line, []
        self._joined, self._stack = {}, []
        self._has_escapes, self._may_cut = "\\" in text, CUT.search(text) is not None
        try:
            if self._has_escapes and self._is_json(text):
                self._join_surrogates()
                text = self._text
            if "%" in text and (found := _DIRECTIVE.search(text)):
                at = Place(self.file, text.count("\n", 0, found.start()) + first_line, 1)
                self._stop(at, f"expected no directive, got {quoted(found[0])}", "delete the line")
            self._walk(events(text))
        except yaml.YAMLError as error:
            line, column, slip = explain(error, self._source())
            with suppress(_Stop):
                self._fault(self._at(line, column if slip.column is None else slip.column), slip.message, slip.help)
        except _Stop:
            pass

    def _is_json(self, text: str) -> bool:
        return self.file.lower().endswith((".json", *_LINES)) or text.lstrip()[:1] in ("{", "[")

    def _join_surrogates(self) -> None:
        if next(islice(SURROGATE.finditer(self._text), self.limits.nodes, None), None):
            at = Place(self.file, self._first_line, 1)
            self._stop(at, f"expected at most {self.limits.nodes:,} surrogate escapes, got more", "write UTF-8")
        self._text, self._joined = join_surrogates(self._text)

    def _walk(self, next_event: Callable[[], Any]) -> None:
        stack = self._stack
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._put_scalar(event, self._scalar(event))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._open(event, is_mapping=kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent:
                done = stack.pop()
                self._attach(MappingNode(tuple(done.entries), done.flow, done.at))
            elif kind is yaml.SequenceEndEvent:
                done = stack.pop()
                self._attach(SequenceNode(tuple(done.items), done.flow, done.at))
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.StreamEndEvent or event is None:
                return

    def _scalar(self, event: _Event) -> Scalar:
        """Return what a scalar says, in NFC; what is wrong with the text itself is told."""
        self._nodes += 1
        mark, text, style = event.start_mark, event.value, event.style
        if self._joined:
            at = self._at(mark.line, mark.column)
        else:
            at = Place(self.file, mark.line + self._first_line, mark.column + 1)
        if self._nodes > self.limits.nodes:
            self._too_many(at)
        if len(text) > self.limits.scalar:
            self._stop(at, f"expected at most {self.limits.scalar:,} characters, got {len(text):,}")
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        if style == '"' and self._has_escapes and (found := HARMFUL.search(text)):
            self._fault(at, f"expected visible text, got {character_name(found[0])}", "delete the escape")
            text = HARMFUL.sub("\ufffd", text)
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event, at)
        if self._may_cut and text and not style:
            self._check_cut(event.end_mark)
        return Scalar(text, not style, at)

    def _put_scalar(self, event: _Event, node: Scalar) -> None:
        """Put a scalar where it belongs: as a key where the open mapping waits for one, else as a value."""
        if self._stack and self._stack[-1].is_mapping and self._stack[-1].key is None:
            self._open_entry(self._stack[-1], node, event.end_mark)
        elif not node.text and event.style not in _QUOTES:
            self._attach(self._check_empty(event, node))
        else:
            self._attach(node)

    def _attach(self, node: Node) -> None:
        """Put a whole node where it belongs: into the open mapping or list, or among the documents."""
        if not self._stack:
            self._add_document(node)
            return
        parent = self._stack[-1]
        if not parent.is_mapping:
            parent.items.append(node)
            return
        key, parent.key = parent.key, None
        if key is None:
            self._stop(node.at, "expected a name as the key, got a list or mapping")
        elif key.text not in parent.lines:
            parent.lines[key.text] = key.at.line
            parent.entries.append((key, node))

    def _add_document(self, node: Node) -> None:
        if isinstance(node, Scalar) and node.plain:
            if not node.text:
                return
            if slip := key_slip(node.text):
                self._stop(node.at, slip.message, slip.help)
        self.documents.append(node)

    def _open(self, event: _Event, *, is_mapping: bool) -> None:
        self._nodes += 1
        mark = event.start_mark
        at = self._at(mark.line, mark.column)
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event, at)
        if self._nodes > self.limits.nodes:
            self._too_many(at)
        if len(self._stack) >= self.limits.depth:
            self._stop(at, f"expected at most {self.limits.depth} lists and mappings in one another, got more")
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.is_mapping and parent.key is None:
            if slip := jinja_slip(self._source(), mark.line, mark.column):
                self._stop(self._at(mark.line, mark.column - 1), slip.message, slip.help)
            kind = "mapping" if is_mapping else "list"
            self._stop(at, f"expected a name as the key, got a {kind}", "a key is one word or a text in quotes")
        self._stack.append(Open(at, is_mapping=is_mapping, flow=bool(event.flow_style)))

    def _open_entry(self, parent: Open, key: Scalar, end_mark: _Mark) -> None:
        """Take a scalar as the key of the next entry, with the faults a key can have."""
        text = key.text
        parent.key = key
        if parent.flow:
            parent.key_mark = end_mark
        if text in parent.lines:
            self._fault(key.at, f"key {quoted(text)} is given twice, first on line {parent.lines[text]}", "delete one")
        elif len(parent.lines) >= self.limits.keys:
            self._stop(key.at, f"expected at most {self.limits.keys:,} keys in one mapping, got more")
        elif not text:
            self._fault(key.at, "expected a key before the colon, got none")
        elif key.plain and text == "<<":
            help = "write the keys out where they are meant"
            self._fault(key.at, "merge key `<<` is not read", help)
        elif text != text.strip():
            help = "use ordinary spaces for indentation, and none inside the quotes"
            self._fault(key.at, f"expected a key without spaces around it, got {quoted(text)}", help)

    def _check_cut(self, end: _Mark) -> None:
        if slip := cut_slip(self._source(), end.line, end.column):
            self._fault(self._at(end.line, slip.column or end.column), slip.message, slip.help)

    def _check_empty(self, event: _Event, found: Scalar) -> Scalar:
        """Return the value meant, after noting one that vanished: into a comment, a number with a comma, a block meant as `more than`."""
        mark, parent = event.start_mark, self._stack[-1] if self._stack else None
        key, previous = parent.alone(mark) if parent is not None else (None, None)
        before = previous.text if previous is not None and previous.plain else None
        slip = empty_slip(self._source(), mark.line, mark.column, key.text if key and key.plain else None, before)
        at = key.at if key is not None else self._at(mark.line, (slip and slip.column) or mark.column)
        if slip is None and key is not None:
            slip = Slip(f"expected `key: value`, got {quoted(key.text)} alone", "write a colon, a space and the value")
        elif slip is not None and key is not None and parent is not None:
            found, at = parent.meant(key, slip.joins, found)
        if slip is not None and not (slip.joins == ", " and "," in (before or "")):
            self._fault(at, slip.message, slip.help)
        return found

    def _alias(self, event: _Event) -> None:
        at = self._at(event.start_mark.line, event.start_mark.column)
        help = "write the value out, or put it in quotes if it is meant as text"
        self._fault(at, f"expected a value, got the alias {quoted('*' + event.anchor)}", help)
        self._nodes += 1
        node = Scalar(text=f"*{event.anchor}", plain=True, at=at)
        if self._stack and self._stack[-1].is_mapping and self._stack[-1].key is None:
            self._open_entry(self._stack[-1], node, event.end_mark)
        else:
            self._attach(node)

    def _refuse_extras(self, event: _Event, at: Place) -> None:
        if event.anchor is not None:
            self._fault(at, f"expected a value, got the anchor {quoted('&' + event.anchor)}", _NOT_TEXT)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fault(at, f"expected a value, got the tag {quoted(tag)}", _NOT_TEXT)

    def _too_many(self, at: Place) -> NoReturn:
        message = f"expected at most {self.limits.nodes:,} keys and values in a file, got more"
        self._fault(at, message, "split the file, or write JSON Lines")
        self.is_full = True
        raise _Stop

    def _stop(self, at: Place, message: str, help: str = "") -> NoReturn:
        self._fault(at, message, help)
        raise _Stop

    def _fault(self, at: Place, message: str, help: str = "") -> None:
        if self.is_full:
            raise _Stop
        self.faults.append(Diagnostic(at, message, help))
        if len(self.faults) == self.limits.faults:
            self.is_full = True
            self.faults.append(Diagnostic(at, "too many faults: the rest of the file was not read"))
            raise _Stop

    def _source(self) -> list[str]:
        if not self._lines:
            self._lines = self._text.split("\n")
        return self._lines

    def _at(self, line: int, column: int) -> Place:
        """Return the place of a mark that counts from 0, in the file as it was before surrogates were joined."""
        shift = 2 * bisect_left(self._joined.get(line, ()), column)
        return Place(self.file, line + self._first_line, column + shift + 1)
