"""The 43 rules in other engines, each in the form that it likes best."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from importlib.util import find_spec

from rule_set import Peer

ALL = {
    "zen, one expression": "zen_rules:open_expression",
    "CEL (Rust), one list": "cel_rules:open_list",
    "clipspy": "clips_rules:open_clips",
    "durable_rules": "durable_rules:open_durable",
    "zen, decision table": "zen_rules:open_table",
    "experta": "experta_rules:open_experta",
}


MODULES = {
    "zen_rules": "zen",
    "cel_rules": "cel",
    "clips_rules": "clips",
    "durable_rules": "durable",
    "experta_rules": "experta",
}
ENGINES = {name: place for name, place in ALL.items() if find_spec(MODULES[place.partition(":")[0]])}
"""Those that are installed; the extra `bench` installs them all."""


def opener(name: str) -> Callable[[], Peer]:
    """Return what opens an engine with the 43 rules."""
    module, _, function = ENGINES[name].partition(":")
    found: Callable[[], Peer] = getattr(importlib.import_module(f"peers.{module}"), function)
    return found
