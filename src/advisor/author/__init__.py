"""For who writes packs: what an edit does to decisions, what can be proved of a pack, and which mistakes its cases would not notice.

In the order in which data walks through it: `profile` (which orders are asked), `box` (many orders at once: a stratum of a profile, and
from where to where each of its numbers goes), `pack_edit` (what differs between two packs by its meaning), `touch` (where an edit cannot
matter), `diff` (where two packs decide differently), `difference_words` (that in words, as a document and as cases); `sample` (orders decided one by
one), `reach` (which rules hold and options win at all), `claim` (a fault, and what an order does that shows it), `rule_check` and `option_check` (what tests alone prove), `fault_example` (an order
that shows it), `property_file` and `properties` (what must never or always be), `loosen` (numbers of which more is no harm), `verify` (all of
these of one pack); `mutant` (a mistake made on purpose), `mistakes` (all of a pack: `mistake_rule`, `mistake_figure`, `mistake_row`; `changed` is what becomes of a value), `refused` (what became of
one), `manifold` (many of them as one pack), `concern` (which orders each can matter to), `judge` (cases held against columns), `mark` (all that a pin holds, as a number), `noticed` (which orders would notice one, were they pinned), `mutant_trial` (which mistakes
no case notices), `drawn` (orders about what a mutant says otherwise, drawn), `turned` (orders where rules turn), `shorten` (them with fewer facts), `choose` (the fewest that notice what survives), `equal` (mistakes that are proved to be none), `coverage` (what the cases reach); `checked` (every fault of a pack and its
cases, and what is noted), `idle` (facts and choices that no answer hangs on); `draft` (what outcomes prove, as a pack over the one in use).

Laws: *proved* is said only where `settled` says it of every order in a box, where all that may win there is ruled out or something surely
fits, where no exclusion can come to hold, where an order was decided by itself, or where nothing that an edit changes can hold. What is
neither is open, and is told as open. Every order that is shown was decided by itself.
"""
