"""What people mistype in YAML, said in their words rather than the parser's, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml
from msgspec import Struct
from msgspec.structs import replace

from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.text import quoted

_NO_SPACE = re.compile(r"(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s/].*)")
_MORE_THAN = re.compile(r">(?P<equal>=?)\s*(?P<value>[^\s#>|][^#]*)")
_THOUSANDS = 3
_FAR = 40
"""In how many lines above a quote that is not closed is looked for."""
_CUT = re.compile(r"([ \t]+)#[^\s#!]")
CUT = re.compile(r"[^\s#][ \t]+#[^\s#!]")
"""Whether any line of a text may hold one."""
_IN_QUOTES = "put the value in double quotes"


class Slip(Struct, frozen=True):
    """What is wrong and what to write; column, from 0, where it differs from the place asked about.

    joins: what stands in place of the comma where two parts of a value are one.
    """

    message: str
    help: str = ""
    column: int | None = None
    joins: str | None = None


def jinja_slip(lines: Sequence[str], line: int, column: int) -> Slip | None:
    """Return the slip of a sentence that begins with `{{` outside quotes; column is that of the second brace."""
    if lines[line][column - 1 : column + 1] not in ("{{", "{%"):
        return None
    words = quoted(lines[line][column - 1 :].strip())
    return Slip(f"expected text in quotes, got {words}", "put the whole sentence in double quotes", column - 1)


def key_slip(text: str) -> Slip | None:
    """Return the slip of `key:value` without a space."""
    if (found := _NO_SPACE.match(text)) is None:
        return None
    words = quoted(f"{found['key']}: {found['value']}")
    got = quoted(text[found.start("key") :])
    return Slip(f"expected a space after the colon, got {got}", f"write {words}", found.start("key"))


def cut_slip(lines: Sequence[str], line: int, column: int) -> Slip | None:
    """Return the slip of a text without quotes that ` #1` cuts, where it ends; a comment has a space after its `#`."""
    found = _CUT.match(lines[line], column) if line < len(lines) else None
    if found is None:
        return None
    told = f"expected the whole text, got a comment: the rest, {quoted(lines[line][found.end(1) :])}, is not read"
    return Slip(told, "put the text in double quotes, or write a space after `#`", found.end(1))


def empty_slip(lines: Sequence[str], line: int, column: int, key: str | None, before: str | None) -> Slip | None:
    """Return why a value is empty, or None if it was just left out.

    key: the key if it has no colon, in braces. before: the value written before that key.
    """
    rest = lines[line][column:] if line < len(lines) else ""
    if found := re.match(r"\s+(#[^\s#]\S*)", rest):
        words = quoted(f'"{found[1]}"')
        return Slip("expected a value, got a comment", f"` #` begins a comment: write {words}", column + found.start(1))
    if rest[:1] == ">" and (meant := _more_than(rest)):
        return meant
    if rest[:1] in (">", "|"):
        return Slip("expected a text below, got none", "indent the lines of the text deeper than the key")
    if key is None:
        return None
    if before is not None and _is_open(before):
        got = quoted(f"{before}, {key}")
        return Slip(f"expected a value without a comma, got {got}", _IN_QUOTES, joins=", ")
    return _comma_slip(before, key) or key_slip(key)


def _comma_slip(before: str | None, key: str) -> Slip | None:
    """Return the slip of a number with a comma, which ends a value in braces. before: what stands before the comma."""
    if before is None or not re.fullmatch(r".*[0-9]", before) or not (decimals := re.match(r"[0-9]+", key)):
        return None
    got = quoted(f"{before},{key}")
    is_thousands = len(decimals[0]) == _THOUSANDS
    if is_thousands:
        help = f"write {quoted(before + key)} or {quoted((before + '.' + key).rstrip('0').rstrip('.'))}"
    else:
        help = f"write {quoted(before + '.' + key)}"
    return Slip(f"expected a number without a comma, got {got}", help, joins="" if is_thousands else ".")


def _is_open(text: str) -> bool:
    """Return whether a text has a round bracket that it does not close: in braces, a comma ends it."""
    return text.count("(") > text.count(")")


def explain(error: yaml.YAMLError, lines: Sequence[str]) -> tuple[int, int, Slip]:
    """Return where a syntax fault stands, line and column from 0, and what it is."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return 0, 0, Slip("expected YAML text, got something else")
    line, column = _inside(lines, error.problem_mark.line, error.problem_mark.column)
    if opened := _open_quote(lines, line, column):
        return *opened, _not_closed(lines[opened[0]][opened[1] :])
    start = error.context_mark or error.problem_mark
    start_line, start_column = _inside(lines, start.line, start.column)
    problem, context = error.problem or "", error.context or ""
    source = lines[line]
    if "quoted scalar" in context:
        return _of_quotes(problem, lines, (line, column), (start_line, start_column))
    if _has_tab(lines, line, column, context):
        tab = Slip("expected spaces for indentation, got a tab", "replace each tab by two spaces")
        return line, source.index("\t"), tab
    if (found := re.match(r"\s*", source)) and (slip := _without_space(source[found.end() :])):
        return line, found.end() + (slip.column or 0), replace(slip, column=None)
    if slip := _of_what_began(context, lines[start_line][start_column:]):
        return start_line, start_column + (slip.column or 0), replace(slip, column=None)
    if "values are not allowed" in problem:
        return _of_colon(lines, line, column)
    if "flow" in context and ("',' or" in problem):
        return _of_bracket(lines, (line, column), (start_line, start_column))
    if "document start" in problem:
        return line, column, _of_more(source[column:])
    return line, column, _of_character(lines, line, column, start_line)


def _of_more(rest: str) -> Slip:
    """Return the slip of text behind the end of what a file holds."""
    help = "separate documents by a line `---`; a file of one JSON object a line is named .jsonl"
    return Slip(f"expected the end of the file, got {quoted(rest)}", help)


def _of_what_began(context: str, rest: str) -> Slip | None:
    """Return the slip of what began and could not be read to its end, if that is where the fault lies. rest: from its beginning."""
    if "block scalar" in context:
        return _of_block(rest)
    if "simple key" in context:
        return key_slip(rest) or Slip(f"expected `key: value`, got {quoted(rest)}", "write a colon and a space")
    if "alias" in context or "anchor" in context or "tag" in context:
        return Slip(f"expected a value, got {quoted(rest.strip())}", _IN_QUOTES)
    return None


def _inside(lines: Sequence[str], line: int, column: int) -> tuple[int, int]:
    """Return the mark, or the end of the text if the parser counts one line more."""
    if line < len(lines):
        return line, min(column, len(lines[line]))
    return len(lines) - 1, len(lines[-1])


def _has_tab(lines: Sequence[str], line: int, column: int, context: str) -> bool:
    if lines[line][column : column + 1] == "\t":
        return True
    return "flow" not in context and lines[0][:1] not in ("{", "[") and bool(re.match(r" *\t", lines[line]))


def _without_space(text: str) -> Slip | None:
    """Return the slip of a line that is `key:value` as a whole; one that has another colon may be something else."""
    return key_slip(text) if ": " not in text and not text.endswith(":") and "{" not in text else None


def _more_than(text: str) -> Slip | None:
    if (found := _MORE_THAN.match(text)) is None:
        return None
    value = found["value"].strip()
    if value.startswith("figure.") and not found["equal"]:
        told = f"a figure here is an end of a span, got {quoted(text.strip())}"
        return Slip(told, f"write `{value}..` if it may be equal, else say it in `if` of the rule")
    if value.isascii() and value.isdigit() and len(value) <= PACK_LIMITS.digits and not found["equal"]:
        value = str(int(value) + 1)
    return Slip(f"expected a number or a span, got {quoted(text.strip())}", f"write {quoted(value + '..')}")


def _of_block(rest: str) -> Slip:
    message = f"expected a value, got {quoted(rest)}"
    return _more_than(rest) or Slip(message, "put the text in double quotes, or on the lines below the key")


def _of_quotes(
    problem: str, lines: Sequence[str], at: tuple[int, int], start: tuple[int, int]
) -> tuple[int, int, Slip]:
    if "escape" in problem or "hexdec" in problem:
        line, column = at
        column = lines[line].rfind("\\", 0, column + 1) if lines[line][column : column + 1] != "\\" else column
        rest = lines[line][max(column, 0) :]
        escape = re.match(r"\\(?:u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|x[0-9a-fA-F]{0,2}|.?)", rest)
        words = quoted(escape[0] if escape else rest)
        if escape and len(escape[0]) in (4, 6, 10):
            return line, column, Slip(f"expected the escape of a character, got {words}", "write the character itself")
        help = "write `\\\\` for a backslash, or use single quotes"
        return line, column, Slip(f"expected a known escape, got {words}", help)
    return *start, _not_closed(lines[start[0]][start[1] :])


def _not_closed(text: str) -> Slip:
    return Slip(f"expected a closing quote, got none after {quoted(text)}", "close the quote")


_OPENED = re.compile(r"""(?:[:,\[{-] +|^)(?P<mark>["'])(?P<rest>.*)$""")


def _open_quote(lines: Sequence[str], line: int, column: int) -> tuple[int, int] | None:
    """Return where a quote begins that the quote before this place, on a later line, closes against its author's will."""
    before = lines[line][:column].rstrip()
    if not before.endswith(('"', "'")) or not lines[line][column:].strip():
        return None
    mark = before[-1]
    for above in range(line - 1, max(line - _FAR, 0) - 1, -1):
        if mark in lines[above]:
            found = _OPENED.search(lines[above])
            is_open = found is not None and found["mark"] == mark and mark not in found["rest"].replace("\\" + mark, "")
            return (above, found.start("mark")) if is_open and found is not None else None
    return None


def _of_colon(lines: Sequence[str], line: int, column: int) -> tuple[int, int, Slip]:
    source = lines[line]
    content = len(source) - len(source.lstrip())
    if re.search(r":\s", source[content:column]):
        help = "put the value in double quotes, or each key on a line of its own"
        return line, column, Slip(f"expected one value, got a second colon in {quoted(source.strip())}", help)
    above = lines[line - 1] if line else ""
    margin = len(above) - len(above.lstrip())
    if re.fullmatch(r"(?:- +)?[A-Za-z][\w-]*", above.strip()):
        return line - 1, margin, Slip(f"expected `key:`, got {quoted(above.strip())}", f"write `{above.strip()}:`")
    if slip := _without_space(above.strip()):
        return line - 1, margin + (slip.column or 0), replace(slip, column=None)
    help = "begin it in the same column as the keys it belongs to; put a value of several lines in quotes"
    return line, content, Slip(f"expected no deeper indentation here, got {quoted(source.strip())}", help)


def _of_bracket(lines: Sequence[str], at: tuple[int, int], start: tuple[int, int]) -> tuple[int, int, Slip]:
    opening = lines[start[0]][start[1] : start[1] + 1] or "["
    closing = {"{": "}", "[": "]"}.get(opening, "]")
    rest = lines[at[0]][at[1] :].strip()
    if at[0] == start[0] and rest:
        return *at, Slip(
            f"expected `,` or `{closing}`, got {quoted(rest)}", "put values with commas or colons in quotes"
        )
    return *start, Slip(f"expected a closing `{closing}`, got none for this `{opening}`", f"add the `{closing}`")


def _of_character(lines: Sequence[str], line: int, column: int, start_line: int) -> Slip:
    """Return the slip of a character that has no business where it stands."""
    source = lines[line]
    rest = source[column:]
    words = quoted(rest.strip())
    if slip := jinja_slip(lines, line, column) if column else None:
        return slip
    if not rest.strip():
        return Slip("expected a value, got the end of the line", "close every bracket and quote")
    if rest[0] in "%@`":
        return Slip(f"expected a value, got {words}", _IN_QUOTES)
    if more := _MORE_THAN.match(re.split(r"[,}\]]", rest, maxsplit=1)[0]):
        return _of_block(more[0])
    if rest[0] == ":":
        return Slip("expected a key before the colon, got none", "write the name of the fact before it")
    if rest[0] in "]},":
        return Slip(f"expected a value, got {quoted(rest[0])}", "delete it, or put the value in quotes")
    if rest.startswith(("- ", "? ")) and source[:column].strip():
        return Slip(f"expected a value, got {words}", "begin a list on the next line, or write it in square brackets")
    if source[:column].rstrip().endswith(('"', "'")):
        help = r"close every quote; a quote inside double quotes is written `\"`, inside single quotes `''`"
        return Slip(f"expected the end of the value after its closing quote, got {words}", help)
    if source[:column].strip():
        return Slip(f"expected the end of the value, got {words}", _IN_QUOTES)
    return _of_column(words, lines, start_line)


def _of_column(words: str, lines: Sequence[str], start_line: int) -> Slip:
    """Return the slip of a line that begins in another column than those above it."""
    what = "a list item" if lines[start_line].lstrip().startswith("- ") else "a key"
    help = f"begin it in the same column as line {start_line + 1}, or indent it under the key it belongs to"
    return Slip(f"expected {what} in the column of those above it, got {words}", help)
