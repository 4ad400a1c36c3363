"""Values as people write them: what a text says of a fact, and how a value is written so that it reads as the same.

A pack's own files are read strictly: `unit` (what units there are, and money converted at a rate), `strict` and `number` (one number or span), `no_number` and `no_choice` (texts in the place of one that are none), `span` (spans and price
breaks), `day` (a day in figures, and what is said of one that is not read). What people type is read further: `typed` takes a text apart with `hedge` (about, up to), `spoken` (a dozen), `amount` (numbers with what stands beside them),
`currency` (what people call currencies), `measure` (units that only people use: inches, ounces, fortnights), `sides` (30 x 20 cm), `usual_size` (how large things are, and the unit of a size without one), `pace` (so many in another time), `beside` (what stands beside a number), `several` (what numbers a text may mean among other words: sums, alternatives, two prices), `listed` (a list of names as their number), `among` (the number of a fact by these),
`of_one` (that an amount is that of one piece), `weight` (what a weight says of a size), `when`, `calendar`, `month` and `feast` (days in words: mid December, by Christmas). `word_match`
compares words with the pack's lexicon by their meaning, `slips` by their spelling, where a slip of the finger is asked for, `run_together` knows them with a space or an accent more or less, `answered` reads yes and no, `choices` reads choices and sets by them, `denial` what a choice is not, `description` what words of one's own say, `another` whether words count another thing, `own_words` which of them are a maker's business, `kept` what they name that is known and is no value, marks and standards, `fact_numbers` numbers and days (10 per day), `cell_text` takes off what is around one in a table, and `read`
is the one door: a fact's possible values from a node, with a note of what was read so. `cure` proves that what a refusal says to write is
read.
"""
