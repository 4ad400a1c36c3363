"""Text made harmless: for a terminal, for Markdown, for HTML. Order text is never a template and never markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup, escape

_SHOWN = 200
"""How many characters of an order's own text are shown."""
MOST_ESCAPED = 1 << 13
"""Of how many values it is remembered what they are escaped to."""
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
"""Controls, bidi controls, zero-width and other characters that steer or hide what is shown."""
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|#~&]|:(?=//)|(?<=www)\.")
_LINK = re.compile(r"https?://[A-Za-z0-9._~/?#@!$&()*+,;=%:-]+")
_LEADING = re.compile(r"^(\d*)((?<!\d)[-+=]|(?<=\d)[.)])")


def inert(text: str) -> str:
    r"""Return the text with every character that hides or steers written as \uXXXX."""
    return _HIDDEN.sub(_escaped, text)


def show(text: str) -> str:
    """Return an order's own text fit for a terminal or a log line: inert, on one line, cut at 200 characters."""
    head = inert(text[: _SHOWN + 1])
    return head if len(head) <= _SHOWN else f"{head[: _SHOWN - 1]}…"


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004  # where \u ends and \U begins


def squeezed(text: str) -> str:
    """Return the text on one line, each run of white space as one space."""
    marked = " ".join(text.split())
    return Markup(marked) if isinstance(text, Markup) else marked  # noqa: S704  # was marked before


def packed(text: str) -> str:
    """Return the text without blank lines."""
    lines = "\n".join(line for line in text.splitlines() if line.strip())
    return Markup(lines) if isinstance(text, Markup) else lines  # noqa: S704  # was marked before


def as_text(words: str) -> str:
    """Return words fit for plain text."""
    return inert(words)


def as_markdown(words: str) -> str:
    """Return words that Markdown shows as they are: no link, no emphasis, no HTML, no table cell of their own."""
    return _LEADING.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\g<0>", inert(words)))


def as_html(words: str) -> str:
    """Return words that HTML shows as they are, within quoted attributes too."""
    return str(escape(inert(words)))


ESCAPES: dict[str, Callable[[str], str]] = {"text": as_text, "markdown": as_markdown, "html": as_html}


def link(address: str) -> str:
    """Return an http(s) address of harmless characters as markup that stays as it is; any other as plain words."""
    return Markup(address) if _LINK.fullmatch(address) else address  # noqa: S704  # nothing in it closes or quotes


def finalizer(form: str) -> Callable[[object], Markup]:
    """Return what every `{{ value }}` of a template in this form goes through: markup stays, all else is escaped."""
    escaped = ESCAPES[form]

    @lru_cache(maxsize=MOST_ESCAPED)  # of many answers most words are the same
    def marked(words: str) -> Markup:
        return Markup(escaped(words))  # noqa: S704  # escaped right here

    def finalize(value: object) -> Markup:
        if isinstance(value, Markup):
            return value
        words = str(value)
        return marked(words) if len(words) <= _SHOWN else marked.__wrapped__(words)

    return finalize
