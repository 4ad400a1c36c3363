"""Knowledge packs: how their files are read, resolved and checked.

- A folder opened: `load` (the door: all of it, in order), `folder` and `files` (its files and their hash), `head` (`pack.yaml`), `roles` (which facts and estimates its
  answers turn on), `extend`
  (which packs lie on one another), `layers` and `merge` (what they say together), `stray` (files that are never read), `cache` (what was
  worked out once).
- The vocabulary: `fact_types` (`facts.yaml`), `fact_values` (what is usual, near, tried, otherwise), `fact_choices`, `territory` (countries: their names and money), `assumption` (`assume`), `growing` (with what it grows), `confined` (its `only`), `narrowing` (`narrowed_by`), `alike` (guesses held once), `lexicon`
  (the words people use), `sentence_words` and `little_words` (what only a free
  sentence needs of them, and its little words), `vocabulary` (what a dotted name stands for, and what reading rules needs beside).
- What is known: `claim_reader` (sources, figures, contradictions), `option`, `estimates` (in their readings: low, likely and high; and lines of cost), `rates` (of exchange), `quote`, `quoted_by` (its pathway and its places, in people's words).
- Rules: `rule_reader`, `condition` (`when`, `applies`, `for`), `conclusion` (`then`), `because` (`because`).
- Formulas (`if`, points, estimates): `formula_text` (one line, and where its faults stand), `expression` (its names, functions and terms),
  `term` (what a term is), `arithmetic` (units and signs), `comparison`.
- What is said and asked for: `checklist` (with pathways), `rfq_reader` (requests for quotation), `screen_reader` (the order in a line of the first screen).
- For who writes packs: `schema`, `fact_schema`, `knowledge_schema`, `words_schema` (JSON Schemas), `scaffold` (`pack new`, of the files in
  `starter`: for a pack over the built-in one, over any other, and for a whole one).
"""
