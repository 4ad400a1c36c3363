"""The mistakes that are made in a pack, one after another, of every kind."""

from __future__ import annotations

from collections.abc import Iterator

from advisor import ir
from advisor.author.mistake_figure import Used, of_figure
from advisor.author.mistake_row import of_assumption, of_option
from advisor.author.mistake_rule import of_rule
from advisor.author.mutant import Mutant


def mutants(pack: ir.Pack, text: str = "") -> Iterator[Mutant]:
    """Yield the mutants of a pack's own entries whose name holds a text."""
    for rule in pack.rules.values():
        if text in rule.id and rule.at.file not in pack.inherited:
            for kind, what, other in of_rule(pack, rule):
                yield Mutant(kind=kind, name=rule.id, what=what, rules={rule.id: other})
    used = Used(pack)
    for name, figure in pack.figures.items():
        if text in name and figure.at.file not in pack.inherited:
            yield from of_figure(pack, used, figure)
    for option in pack.options.values():
        if text in option.id and option.at.file not in pack.inherited:
            for what, row in of_option(pack, option):
                yield Mutant(kind="option", name=option.id, what=what, options={option.id: row})
    for fact in pack.facts.values():
        if text in fact.name and fact.of == "order" and fact.at.file not in pack.inherited:
            for what, told in of_assumption(fact):
                yield Mutant(kind="assumption", name=fact.name, what=what, facts={fact.name: told})
