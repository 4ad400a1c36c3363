"""What a pack means: the one definition, which every engine answers to.

In the order in which data walks through it: `possible` (what a fact can still be), `truth` (what a condition and a formula mean of
that), `as_assumed` (what stands for a fact that is not said) with `near` (which change of it a person could mean), `reading` (what
reads what), `program` (strata: the order in which rules settle), `stage` and `closing` (what is done in one), `fold` (what an option's
own numbers leave to do), `walk` (all of it, for one memory).

Laws: what holds for every possible value holds as assumed; saying what was assumed changes nothing; the order of rules means nothing.
"""

from advisor.meaning.as_assumed import (
    StandIn,
    assumed_order,
    guess_of,
    guesses,
    looked_up_guess,
    may_grow,
    size_of,
    taken,
    usual,
    usual_order,
)
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
from advisor.meaning.program import Program, Stratum, fact_at, inputs, kinds, origins, stratify
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
    "kinds",
    "looked_up_guess",
    "may_grow",
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
    "size_of",
    "stratify",
    "taken",
    "unfolded",
    "usual",
    "usual_order",
    "verdict",
    "whole",
    "without",
]
