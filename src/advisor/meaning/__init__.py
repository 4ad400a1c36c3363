"""The order in which rules settle: what reads what, strata, and the closing of derived facts."""

from advisor.meaning.as_assumed import StandIn, assumed_order, guess_of, guesses, taken, usual, usual_order
from advisor.meaning.closing import (
    close,
    close_stage,
    conclude,
    guessed_order,
    is_asked,
    open_stage,
    rest_of,
    verdict,
    without,
)
from advisor.meaning.fold import Folded, Folding
from advisor.meaning.near import is_near, near, rounded
from advisor.meaning.program import Program, Stratum, fact_at, inputs, origins, stratify
from advisor.meaning.reading import (
    Node,
    children,
    conclusion_expressions,
    figures,
    nodes,
    premises,
    reads,
    root,
    rule_reads,
)
from advisor.meaning.stage import Left, Stage, Touched, roots, unfolded, whole

__all__ = [
    "Folded",
    "Folding",
    "Left",
    "Node",
    "Program",
    "Stage",
    "StandIn",
    "Stratum",
    "Touched",
    "assumed_order",
    "children",
    "close",
    "close_stage",
    "conclude",
    "conclusion_expressions",
    "fact_at",
    "figures",
    "guess_of",
    "guessed_order",
    "guesses",
    "inputs",
    "is_asked",
    "is_near",
    "near",
    "nodes",
    "open_stage",
    "origins",
    "premises",
    "reads",
    "rest_of",
    "root",
    "roots",
    "rounded",
    "rule_reads",
    "stratify",
    "taken",
    "unfolded",
    "usual",
    "usual_order",
    "verdict",
    "whole",
    "without",
]
