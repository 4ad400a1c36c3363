"""The command line: the only place that prints, prompts or exits. Heavy imports wait until a command needs them."""

from __future__ import annotations

from advisor.cli.main import main

__all__ = ["main"]
