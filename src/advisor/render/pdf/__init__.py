"""A page of HTML typeset as PDF, by the extra `advisor[pdf]`.

The page is the one report there is: `tree` reads it, `page_blocks` lays it out flat as data, with `drawing` and `style` for what is drawn, and
`typeset` sets it by one fixed document, `page.typ` beside it, where pages break; it also tells which letters no font draws. What an order or a pack says reaches the typesetter as data alone, never as its
language.
"""

from __future__ import annotations

from advisor.render.pdf.typeset import need_pdf_extra, typeset, undrawn

__all__ = ["need_pdf_extra", "typeset", "undrawn"]
