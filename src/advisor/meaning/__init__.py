"""What a pack means: the one definition, which every engine answers to.

In the order in which data walks through it: `possible` (what a fact can still be), `path` (what a name such as `order.quantity` is made of),
`truth` (what a condition and a formula mean of that) with `rounding` (how divisions are rounded), `as_assumed` (what stands for a fact that
is not said) with `within` (of what a thing usually is, what a trade works), `near` (which change of it a person could mean) and `unnamed` (what is none that is known), `reading` (what reads what), `program` (strata: the order in which rules
settle), `stage` and `closing` (what is done in one), `fold` (what an option's own numbers leave to do), `walk` (all of it, for one memory).

Laws: what holds for every possible value holds as assumed; saying what was assumed changes nothing; the order of rules means nothing.
"""

# ruff: noqa: I001  # as in `ir`
from advisor.meaning.as_assumed import (
    StandIn as StandIn,
    assumed_anew as assumed_anew,
    assumed_order as assumed_order,
    falls_through as falls_through,
    guess_of as guess_of,
    guesses as guesses,
    is_of as is_of,
    looked_up_guess as looked_up_guess,
    may_grow as may_grow,
    met_by as met_by,
    size_of as size_of,
    skin as skin,
    taken_value as taken_value,
    usual as usual,
    usual_of_said as usual_of_said,
    usual_order as usual_order,
)
from advisor.meaning.closing import (
    close as close,
    close_stage as close_stage,
    conclude as conclude,
    guessed_order as guessed_order,
    is_asked as is_asked,
    open_stage as open_stage,
    rest_of as rest_of,
    verdict as verdict,
    without as without,
)
from advisor.meaning.fold import Folded as Folded, Folding as Folding
from advisor.meaning.near import is_near as is_near, may_cure as may_cure, near as near, rounded as rounded
from advisor.meaning.path import domain_of as domain_of, fact_at as fact_at
from advisor.meaning.program import (
    Program as Program,
    Stratum as Stratum,
    inputs as inputs,
    kinds as kinds,
    origins as origins,
    stratify as stratify,
)
from advisor.meaning.reading import (
    ConditionOrExpression as ConditionOrExpression,
    children as children,
    conclusion_expressions as conclusion_expressions,
    condition_of as condition_of,
    figures_read as figures_read,
    nodes as nodes,
    premises as premises,
    reads as reads,
    fact_path as fact_path,
    rule_reads as rule_reads,
)
from advisor.meaning.stage import (
    Remaining as Remaining,
    Stage as Stage,
    Touched as Touched,
    roots as roots,
    unfolded as unfolded,
    all_strata as all_strata,
)
from advisor.meaning.unnamed import catch_alls as catch_alls, is_unnamed as is_unnamed
