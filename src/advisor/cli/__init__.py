"""The command line: the only place that prints, prompts or exits. Heavy imports wait until a command needs them.

A room a command: `advise`, `ask` (its conversation is the folder `asking`), `batch`, `explain`, `why` (and why-not), `what_if`, `sweep`,
`report`, `compare`, `rfq`, `learn` with `learned`, `serve`, `pack` with `pack_diff`, `pack_mutate`, `pack_pin`, `pack_verify`, `pack_weights` and `calibrated`. Of `batch`:
`batch_options` (what its options say), `wanted` (how a run is told), `each` (each order in words), `many` (in columns, and from how many
orders on as a folder of shards, of what size), `on_spark`.
Shared: `main` (the door, and what becomes of errors), `exits` (the exit codes), `session` (the pack opened, and what is laid over orders), `common` (what else they say alike),
`order_files` (the orders that are named), `revision` (a folder as git had it), `faults` (faults as they come), `progress` (how far a run is), `run_told` (what becomes of the orders of one), `streams` (input and output).
"""

from __future__ import annotations

from advisor.cli.main import main

__all__ = ["main"]
