"""Patterns that are compiled when they are first asked: an order that says `4 weeks` never meets most of them, and compiling them all takes longer than reading it."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """A pattern that is not compiled yet; what is asked of it is kept."""

    def __init__(self, text: str, flags: int) -> None:
        self._said = text, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever a pattern has
        found = getattr(re.compile(*self._said), name)
        setattr(self, name, found)
        return found


def late(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern (`re.compile`) that is compiled when it is first used, and that fails then if it is wrong."""
    return cast("re.Pattern[str]", _Late(text, flags))
