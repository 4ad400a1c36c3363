"""A page of HTML typeset as PDF, by the extra `advisor[pdf]`.

The page is the one report there is: it is read into a tree, laid out flat as data, and set by one fixed document,
`page.typ`. What an order or a pack says reaches the typesetter as data alone, never as its language.
"""

from __future__ import annotations

from advisor.render.pdf.typeset import need_extra, typeset

__all__ = ["need_extra", "typeset"]
