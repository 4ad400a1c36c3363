"""Questions asked of a pack or an answer beyond the answer itself.

- Of an order: `what_if_answers` (advised on twice), `winners_by_value` (sweeps: who wins at every value of a fact, or of two as a map, and where that changes), `flip` (the smallest
  change that makes another pathway win, and how many values are asked at most), `report_contents` (all that a report is made of).
- Of quotes: `quote_comparison` (side by side), `request` (a request for quotation), `besides` (the own words in it).
- Of a pack: `case` (its cases, run on every engine), `pinned` (orders held to what was answered of them; `pin_file` reads and writes them), `untested` (what they leave out), `weights` (what each rule's points decide), `ledger` (which
  claims are out of date), `calibration` (held against published prices), `outcome` and `correction` (held against orders of one's own; what
  these prove of a row).
- How they ask: `blocks` (how many orders at a time), `order_variants` and `lab` (one order at many values, in columns), `values_to_try` (which values are worth asking), `one_way` (from which
  value on something turns), `regions` (runs of values of which the same is told), `flip_values` and `flip_columns` (flips: which
  values are asked, of many orders at once).
"""
