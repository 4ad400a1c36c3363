"""Bytes to text: strict UTF-8, one kind of line end, no characters that hide or steer what is shown."""

from __future__ import annotations

import re
import unicodedata

from advisor.errors import Diagnostic, Place

QUOTE_LIMIT = 60
HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Controls (but tab and line feed), line and bidi controls, lone surrogates, byte order marks and non-characters."""

_ESCAPE = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)")
SURROGATE = re.compile(r"\\u[dD][89abAB]")
_NAMES = {
    "\x85": "a next-line character",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\ufeff": "a byte order mark",
}
_FAULTS_SHOWN = 20
_SAVE = "save the file as UTF-8 text"


def quoted(words: str) -> str:
    """Return the user's words in backticks, on one line, cut to 60 characters, whatever cannot be seen escaped."""
    head = words[: QUOTE_LIMIT + 1]
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in head)
    return f"`{shown}`" if len(shown) <= QUOTE_LIMIT else f"`{shown[: QUOTE_LIMIT - 1]}…`"


def slug(text: str) -> str:
    """Return a text as an id or a file's name has it: small letters, digits and hyphens, at most 64; maybe none."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")[:64]


def character_name(character: str) -> str:
    """Return what to call a harmful character in a message."""
    if character in _NAMES:
        return _NAMES[character]
    code = ord(character)
    if unicodedata.category(character) == "Cs":
        return f"half a surrogate pair (U+{code:04X})"
    kinds = {"Cc": "a control character", "Cf": "a text-direction control"}
    kind = kinds.get(unicodedata.category(character), "no character")
    return f"{kind} (U+{code:04X})"


def decode(raw: bytes, file: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text with line ends as line feeds, or the faults that keep it from being text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", (Diagnostic(Place(file), "expected UTF-8 text, got UTF-16", _SAVE),)
    if b"\x00" in raw:
        return "", (Diagnostic(Place(file), "expected UTF-8 text, got a binary file", _SAVE),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _unix(error.object[: error.start].decode("utf-8"))
        message = f"expected UTF-8 text, got the byte 0x{error.object[error.start]:02X}"
        return "", (Diagnostic(_place(file, before, len(before)), message, _SAVE),)
    text = _unix(text)
    faults: list[Diagnostic] = []
    for found in HARMFUL.finditer(text):
        if len(faults) == _FAULTS_SHOWN:
            break
        message = f"expected visible text, got {character_name(found[0])}"
        faults.append(Diagnostic(_place(file, text, found.start()), message, "delete it"))
    return text, tuple(faults)


def join_surrogates(text: str) -> tuple[str, dict[int, list[int]]]:
    r"""Return the text with `\ud83d\ude00` as `\U0001f600`, which is two characters shorter, and where.

    Where: line, from 0 -> the new columns of the joined escapes, from 0, ascending.
    """
    taken: list[int] = []

    def join(found: re.Match[str]) -> str:
        if not found[1]:
            return found[0]
        taken.append(found.start())
        code = 0x10000 + ((int(found[1], 16) - 0xD800) << 10) + int(found[2], 16) - 0xDC00
        return f"\\U{code:08x}"

    joined = _ESCAPE.sub(join, text) if SURROGATE.search(text) else text
    where: dict[int, list[int]] = {}
    line = line_start = last = 0
    for start in taken:
        if breaks := text.count("\n", last, start):
            line, line_start = line + breaks, text.rindex("\n", last, start) + 1
        columns = where.setdefault(line, [])
        columns.append(start - line_start - 2 * len(columns))
        last = start
    return joined, where


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _place(file: str, text: str, offset: int) -> Place:
    return Place(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
