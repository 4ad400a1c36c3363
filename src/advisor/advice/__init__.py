"""The answer to an order: `Advisor(pack).advise(order)`.

- The door: `advisor`; `compose` (puts the parts of an answer together: the trace, notes, whom to ask for quotes).
- Deciding: `applicable` (which options are candidates), `weigher` (facts to ranked candidates, by the walk or experta, without what is ruled out before anything is reckoned), `columns` (the same
  of many orders at once), `decision` (their shapes), `points` (what rules give),
  `settle` (whether prices decide, and the best of each pathway), `fold_cache` (options folded in once), `outlook` (what can still become of a
  decision: is it proved?).
- Trying another order: `trial` and `turning` (which values are worth trying: where a condition turns), `trials` (what would be then, by
  the walk) and `column_trials` (the same in columns), `change` (the least change that lifts exclusions; what would win by another process), `limits` (what several
  would have to be together), `witness` (a value that would
  change the winner),
  `assuming` (what the answer would be if an assumption were wrong), `stake` (what an open question could make of the
  order), `more` (what a few more pieces would save), `otherwise` (all of these asked of one order), `dependency` (which facts the answer hangs on).
- Cost over the quantity: `curve` (an estimate as a curve), `moving` (what hangs on the quantity), `break_even` (where curves cross).
- What is told besides: `decisive` (the facts that decided), `why_not` (why each other pathway lost; limits not kept), `papers` (papers at
  hand), `whole` (what rules about the whole answer read).
"""

from advisor.advice.advisor import Advisor
from advisor.advice.decision import OrderStanding
from advisor.advice.whole import said_of

__all__ = ["Advisor", "OrderStanding", "said_of"]
