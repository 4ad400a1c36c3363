"""Say how to get a small batch made, and why: rules, possible values, and an explanation for every answer.

A folder's own page says what each room in it is for. From the bottom up:
- `errors` (every error and the shape of a fault), `_experta` (the one door to experta), `ir` (the shapes of a pack), `trace` (the shapes of an
  answer).
- `yaml` (files read strictly), `value` (values as people write them), `meaning` (what a pack means), `pack` (how a pack is read).
- `offer` and `variation`: the shapes of quotes compared and requests for them, and of what is tried: what-ifs, sweeps, flips.
- `order` (an order from its file), `check` (what is wrong with a pack that reads well), `estimate` (a candidate's numbers), `ranking`
  (by which key options rank, and what the standing of each is: fits, at risk, undecided, excluded; all others ask it).
- `engine` (the pack run on experta) and `columnar` (the pack run on arrays).
- `render`: words, pages, charts, and the machine's documents; the sentences themselves are the pack's `templates/`.
- `advice` (the answer to an order), `analysis` (questions beyond it), `author` (for who writes packs), `batch` (tables of orders).
- `interview` (which question comes next) and `from_words` (a free sentence as an order).
- `web` (the page in a browser, and the JSON API) and `cli` (the command line). `__main__` is `python -m advisor`.

What is known of making things stands in no room here but in the pack beside it, where whatever can be changed without code is changed:
- `rules/`: a rule, and what it says (`because`) and says on the first screen (`short`).
- `knowledge/facts`: facts with their questions, help and guesses, and which are asked first; `objects`, `materials` (each with its own words); `words`
  (all other words that people use, of whatever kind: for a fact, of somebody else, of a shop's columns).
- `knowledge/pathways` (what ways there are, and what they are called), `options`, `figures`, `estimates`, `rates`, `sources`, `lines` (what a price may leave
  out), `checklists`, `contradictions`, `rfq` (what a supplier is asked), `screen` (the line of the order; where makers are found), `pack` (its roles).
- `templates/`: how sentences are joined, pages laid out and charts coloured.
"""

__version__ = "0.1.0"
