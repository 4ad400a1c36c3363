"""The events of a YAML text, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml


def events(text: str) -> Callable[[], Any]:
    """Return what gives the next event: of the C parser, or of the slower one where PyYAML was built without it."""
    parser: Any = yaml.cyaml.CParser if yaml.__with_libyaml__ else yaml.BaseLoader  # type: ignore[attr-defined]  # stubs
    next_event: Callable[[], Any] = parser(text).get_event
    return next_event
