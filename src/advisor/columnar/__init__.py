"""The columnar engine: the pack in open form, asked of many orders at once in arrays of possible values.

In the order in which orders walk through it: `frame`, `facts_frame` and `frame_cells` (what a program hands over as a frame), `orders` (orders as columns),
`column` (possible values as columns), `told` (what `truth` said of possible values), `graph` (each condition and formula of the pack once), `joint` (what occurs together), `stand_in` (what stands for facts that are not
said), `view` (one way of looking: possible, as assumed, usual), `said` (what orders say looked at so, and what they share with those before),
`steady` (what hangs on nothing else is asked once), `candidates` (which options apply), `condition_columns` and `formula_columns` (what `truth` says, of
columns), `derived_facts` (derived facts), `point_columns` (what rules give), `contest` (who wins), `upsetting` (which options are asked first), `decide` (all of these), `winners` (who wins, as names), `answers` (the answers as a
frame, which alone needs Polars), `row` (one row as a working memory).
"""

from advisor.columnar.orders import Orders as Orders
from advisor.columnar.orders import orders_of as orders_of
from advisor.columnar.orders import repeated as repeated
