"""What `pack new` writes: file -> text, with @WORDS@ to fill in."""

from __future__ import annotations

_SOURCES = """\
# Who claims what. Everything with a number names one of these: `source: studio` or `source: studio#prices`.
sources:
  studio:
    title: What our studio has paid and seen
    date: "@TODAY@"
    kind: own judgement        # guide | paper | tariff | law | own judgement | own measurement
    sections:
      prices: What our suppliers ask
      experience: What we have learnt
"""

OVER_BUILTIN = {
    "knowledge/pack.yaml": """\
id: @ID@
version: 0.1.0
title: "@TITLE@"
extends: @EXTENDS@
# off: {rules: [under-a-hundred], options: [in_house-any]}      # what you do not want of it, by id
""",
    "knowledge/sources.yaml": _SOURCES,
    "knowledge/figures.yaml": """\
# Say here only what differs. A value said anew needs its own source; unit and label stay.
figures:
  hub_cost_table:
    value: EUR 22..EUR 60                 # the built-in pack says EUR 18..EUR 90
    source: studio#prices
    as_of: @TODAY@
  weight_hub_we_know:
    value: 10
    unit: points                          # one point is one percent of the landed unit cost
    label: worth of a hub that we know
    source: studio#experience
    as_of: @TODAY@
""",
    "rules/studio.yaml": """\
# If every test in `when` holds, `then` follows, and is told as `because` says.
- id: a-hub-that-we-know                  # the finding, as an id
  for: {pathway: [maker_hub]}             # asked of these options; left out, of the order
  when: {oversight: on_site}              # fact: test
  then: {favour: figure.weight_hub_we_know}     # or exclude, risk, derive, advise
  because: "You want to oversee the work on site, and we know this hub."
  source: studio#experience
""",
    "tests/cases/studio.yaml": """\
# Orders, with what is expected of their advice. `advisor pack test` runs them.
cases:
  - id: on-site-at-our-hub
    order: {quantity: 120, oversight: on_site}
    expect:
      pathway: maker_hub
      holds: [a-hub-that-we-know@maker_hub]
  - id: nobody-has-to-look
    order: {quantity: 120, oversight: none}
    expect:
      fails: [a-hub-that-we-know@maker_hub]
""",
}
"""A pack over the built-in one."""

OVER_ANY = {
    "knowledge/pack.yaml": OVER_BUILTIN["knowledge/pack.yaml"].replace(
        "{rules: [under-a-hundred], options: [in_house-any]}", "{rules: [ID], options: [ID]}"
    ),
    "knowledge/sources.yaml": _SOURCES,
    "rules/studio.yaml": """\
# If every test in `when` holds, `then` follows, and is told as `because` says.
- id: a-process-that-we-know              # the finding, as an id
  when: {process: @PROCESS@}              # fact: test
  then: {advise: {level: note, topic: our experience}}      # or exclude, risk, favour, derive
  because: "We have had {{ order.process }} done before."
  source: studio#experience
""",
    "tests/cases/studio.yaml": """\
# Orders, with what is expected of their advice. `advisor pack test` runs them.
cases:
  - id: a-process-that-we-know
    order: {process: @PROCESS@}           # @WORDS@
    expect: {holds: [a-process-that-we-know]}
""",
}
"""A pack over any other, of which only what every pack has is known."""

BARE = {
    "knowledge/pack.yaml": """\
id: @ID@
version: 0.1.0
title: "@TITLE@"
currency: EUR
language: en
""",
    "knowledge/sources.yaml": _SOURCES,
    "knowledge/facts.yaml": """\
# The vocabulary: what an order can say, and what an option says.
groups:
  - {id: order, title: The order}
facts:
  quantity:
    kind: number
    unit: units
    bounds: 1..1000000
    label: order quantity
    question: How many identical units are ordered?
    group: order
    effort: 1
    actionable: true
  process:                                # every pack has this one
    kind: choice
    identifies: true
    choices: {cutting: cutting, casting: casting}
    question: By which process should it be made?
    group: order
  moq: {of: option, kind: number, unit: units, bounds: 1..1000000, otherwise: 1, label: smallest order}
  maximum: {of: option, kind: number, unit: units, bounds: 1..1000000, none: no limit, otherwise: none, label: largest order}
  unit_cost: {of: option, kind: table, unit: money, bounds: EUR 0..EUR 100000, also: [price_breaks]}
  making_time: {of: option, kind: number, span: true, unit: days, bounds: 1 day..10 years, also: [lead_time]}
""",
    "knowledge/figures.yaml": """\
# Every threshold and price, once, with its source.
figures:
  workshop_cost:
    value: EUR 20..EUR 40
    unit: money
    label: cost per unit in our workshop
    source: studio#prices
    as_of: @TODAY@
""",
    "knowledge/pathways.yaml": """\
pathways:
  own_workshop:
    name: Our workshop
    summary: Made at our own bench.
    takes_quotes: false
    source: studio#experience
  supplier:
    name: A supplier
    summary: Made by somebody else.
    source: studio#experience
""",
    "knowledge/options/ways.yaml": """\
# The ways to make it, one of each pathway.
options:
  - id: own_workshop-any
    pathway: own_workshop
    generic: true
    maximum: 50
    unit_cost: figure.workshop_cost
    making_time: 1..3 weeks
    source: studio#prices
  - id: supplier-any
    pathway: supplier
    generic: true
    unit_cost: {1: EUR 60, 100: EUR 12..EUR 18}     # from so many units on
    making_time: 4..6 weeks
    source: studio#prices
""",
    "knowledge/estimates.yaml": """\
# Ranking reads these two.
estimates:
  landed_unit_cost:
    unit: money
    formula: step(order.quantity, option.unit_cost)
    includes: the price of one unit
    source: studio#prices
  lead_time:
    unit: days
    formula: option.making_time
    source: studio#prices
""",
    "rules/studio.yaml": """\
# If every test in `when`, and the claim in `if`, holds, `then` follows, and is told as `because` says.
- id: more-than-it-takes                  # the finding, as an id
  for: option                             # asked of every option; left out, of the order
  if: order.quantity > option.maximum     # arithmetic across facts
  then: {exclude: true}                   # or risk, favour, derive, advise
  because: "The largest order taken is {{ option.maximum }}; this order is {{ order.quantity }}."
  source: studio#experience
""",
    "tests/cases/studio.yaml": """\
# Orders, with what is expected of their advice. `advisor pack test` runs them.
cases:
  - id: small-enough-for-us
    order: {quantity: 20}
    expect:
      pathway: own_workshop
      fails: [more-than-it-takes@own_workshop]
  - id: more-than-we-can
    order: {quantity: 200}
    expect:
      pathway: supplier
      holds: [more-than-it-takes@own_workshop]
""",
}
"""The smallest complete pack."""
