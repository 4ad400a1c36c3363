"""Typesetting: the blocks of a page given as data to one fixed document."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from importlib.resources import files
from importlib.util import find_spec

from advisor.errors import MissingExtraError
from advisor.render.pdf.drawing import FONT
from advisor.render.pdf.page_blocks import blocks_of
from advisor.render.pdf.style import StyleSheet
from advisor.render.pdf.tree import Element, parse_page
from advisor.render.reason import View

_MISSING = "a PDF needs an extra: python -m pip install 'advisor[pdf]'"
_DRAWN_BELOW = 0x0530
"""Latin, Greek and Cyrillic stand below it."""
_ALSO = re.compile(r"[\u1d00-\u2bff\ufb00-\ufb06]")
"""More of Latin and Greek, signs, arrows and mathematics."""
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Za-z]{2}))?(?:-.*)?")


def need_pdf_extra() -> None:
    """Raise if what typesets is not there.

    Raises:
        MissingExtraError: typst is not installed.
    """
    if find_spec("typst") is None:
        raise MissingExtraError(_MISSING)


def typeset(page: str, *, day: date | None) -> bytes:
    """Return a page of HTML as PDF, the same bytes for the same page and day. day: the date it bears, None for none.

    Raises:
        MissingExtraError: typst is not installed.
    """
    need_pdf_extra()
    import typst

    source = (files(__package__) / "page.typ").read_bytes()
    told = json.dumps(document_told(page, day), ensure_ascii=False)
    return typst.compile(source, sys_inputs={"page": told})


def undrawn(page: str) -> str:
    """Return the letters of a page, each once, that no font brought along draws: only those of the machine may."""
    root = parse_page(page)
    return "".join(
        dict.fromkeys(
            one
            for one in root.text
            if ord(one) >= _DRAWN_BELOW and unicodedata.category(one)[0] in "LS" and not _ALSO.match(one)
        )
    )


def document_told(page: str, day: date | None) -> View:
    """Return all that the document is told."""
    root = parse_page(page)
    html, title, foot = root.first("html"), root.first("title"), root.first("footer")
    language = _LANGUAGE.fullmatch("" if html is None else html.attributes.get("lang", ""))
    return {
        "title": "" if title is None else title.text,
        "foot": "" if foot is None else foot.text,
        "language": language[1] if language else None,
        "region": language[2] if language else None,
        "day": None if day is None else [day.year, day.month, day.day],
        "font": FONT,
        "blocks": blocks_of(root, StyleSheet(_style(root))),
    }


def _style(root: Element) -> str:
    """Return the text of every style element."""
    own = ["".join(one for one in root.children if isinstance(one, str))] if root.tag == "style" else []
    return "\n".join([*own, *map(_style, root.elements)])
