"""Words: advice, ranking and knowledge said to people and to machines. Reads shapes only; the only user of Jinja."""

from __future__ import annotations

from advisor.render.inert import show
from advisor.render.page import Renderer

__all__ = ["Renderer", "show"]
