"""For who writes packs: what an edit does to decisions, what can be proved of a pack, and which mistakes its cases would not notice.

- Orders asked: `profile` (which), `box` (many at once: a stratum of a profile, and from where to where each of its numbers goes), `sample` (decided one by one).
- What an edit does: `pack_edit` (what differs between two packs by its meaning), `consequence` (what of it only follows from the rest), `touch` (where an edit cannot matter), `diff` (where two packs decide differently),
  `difference_words` (that in words, as a document and as cases).
- What is wrong with a pack that reads well and passes its checks: `verify` (all of these, options, gaps and islands), `reach` (which rules hold and options win at all), `claim` (a fault, and what an order does that
  shows it), `rule_check` (what can be proved by the conditions alone), `fault_example` (an order that shows it), `property_file` and `properties` (what must never or always be).
- Mistakes made on purpose, to see which no case or pin notices. Made: `mutant` (one, and those that are no pack), `mistakes` (all of a pack, in figures and what is made of them; `mistake_rule` in conditions and conclusions,
  `mistake_row` in rows of options), `changed` (the values to put in place of one). Judged: `manifold` (many as one pack), `concern` (which orders each can matter to),
  `judge` (cases held against columns), `mutant_trial` (which no case notices), `equal` (which are proved to be none). Then orders that would notice: `noticed` (by which; all that a pin holds, as a number),
  `turned` (orders where rules turn), `drawn` (orders about what a mutant says otherwise), `choose` (the fewest, with few facts).
- A pack as its author sees it: `checked` (every fault of a pack and its cases, and what is only noted, such as facts and choices that no answer hangs on), `coverage` (what the cases reach); `draft` (what outcomes
  prove, as a pack over the one in use).

Laws: *proved* is said only where `settled` says it of every order in a box, where all that may win there is ruled out or something surely
fits, where no exclusion can come to hold, where an order was decided by itself, or where nothing that an edit changes can hold. What is
neither is open, and is told as open. Every order that is shown was decided by itself.
"""
