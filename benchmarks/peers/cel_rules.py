"""CEL by its Rust implementation: one list of conditions, compiled once."""

from __future__ import annotations

from itertools import compress

import cel

from peers.infix import one_list
from rule_set import RULES, Peer, Said

IDS = tuple(rule.id for rule in RULES)


def open_list() -> Peer:
    program = cel.compile(one_list(" && "))

    def fired(said: Said) -> list[str]:
        return list(compress(IDS, program.execute(said)))

    return fired
