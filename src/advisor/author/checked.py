"""All that `pack check` tells of a pack: its faults, from the spelling of a file to a rule that can never hold."""

from __future__ import annotations

from datetime import date
from importlib.resources.abc import Traversable

from advisor.check import diagnose, wrong
from advisor.errors import Diagnostic, FaultsError
from advisor.ir import Pack
from advisor.meaning import stratify
from advisor.pack.layers import Layers
from advisor.pack.load import load_with_origin


def checked(root: Traversable, label: str, today: date) -> tuple[Pack, Layers]:
    """Return a pack without a fault, and the packs it lies over.

    What is only unused or unsourced in a pack that it extends is that pack's own matter.

    Raises:
        FaultsError: with every fault in the pack's files.
    """
    pack, layers = load_with_origin(root, label=label)
    faults = _diagnosed(pack)
    if faults:
        raise FaultsError(faults)
    return pack, layers


def _diagnosed(pack: Pack) -> list[Diagnostic]:
    program = stratify(pack)
    serious = set(wrong(program))
    return [one for one in diagnose(program) if one in serious or one.at.file not in pack.inherited]
