"""Words: advice, ranking and knowledge said to people and to machines. Reads shapes only; the only user of Jinja.

- The door: `page` (`Renderer`: a method for everything that is said). The sentences are templates of the pack: `templates` (read and
  compiled in Jinja's sandbox, kept from one start to the next).
- Values in words: `words` (exact, with the currency's code: `EUR 16.40`; whole pages, tables, reports), `plain` (as the first screen says them: `€16`, estimates rounded),
  `as_typed` (as one could type them), `tender` (in which currency an order is told), `tellers` (who says values so), `names` (what facts and figures are called), `condition_words` (conditions and formulas).
- Rules in words: `rule_sentence` (a rule's own sentence rendered), `reason` (with sources and points), `justification` (why and why not), `proof` (an
  answer as a tree), `loser` (what would lift exclusions).
- One advice: the folder `first` (the first screen), `advice_view` (the whole, with papers, steps, notes, and the figures and sources it rests on), `estimated` (costs and times), `uncertain` (assumptions, limits not
  kept, what could change it), `offered` (quotes that ran out, their rates), `said_back` (what was read).
- Other pages: `on_paper` (what letters and clients are told: days, own words, makers), `report_page`, `client`, `comparison_page`, `rfq_page`, `what_if_page`, `sweep_page`, `batch_pages` (many answers), `catalogue` (`pack show`), `served` (in a
  browser).
- For machines: `document` (the JSON of an advice), `sweep_document` (that of a sweep).
- Charts: `chart` (shapes, for SVG), `line_chart` (over numbers), `bars` (costs and times side by side), each with its measures; their colours are in the template `chart_style`. `sketch` (drawn from
  characters). The folder `pdf` typesets a page, whose margins are in its `page.typ`.
- Laid out safely: `layout` (plain text wrapped), `inert` (what cannot be seen written out; text harmless to a terminal, Markdown and HTML), `cell_guard` (text that no
  spreadsheet runs as a formula).
"""

from __future__ import annotations

from advisor.render.inert import show
from advisor.render.page import Renderer

__all__ = ["Renderer", "show"]
