"""Reasons: a rule's sentence over what was read, its sources, and its id where ids are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from markupsafe import Markup

from advisor.ir import Memory, Option, Pack, Rule
from advisor.pack.cache import Kept
from advisor.render import words
from advisor.render.inert import link, show
from advisor.render.names import PackNames
from advisor.render.rule_sentence import Sentences
from advisor.render.tender import pack_tender
from advisor.trace import Advice, Order, Ranked

View = dict[str, Any]
"""What a template reads: words, lists of words, and views; never a shape."""


class Teller:
    """Says the rules of one pack."""

    def __init__(self, pack: Pack, kept: Kept | None = None, names: PackNames | None = None) -> None:
        """Take a pack. kept: where what sentences compile to may be kept; names: how its names and values are said."""
        self.pack = pack
        self.names = names or PackNames(pack, pack_tender(pack))
        self.sentences = Sentences(self.names, kept)

    def by(self, names: PackNames) -> Teller:
        """Return what says the same in other names for it; what sentences compile to is shared."""
        other = copy(self)
        other.names, other.sentences = names, self.sentences.by(names)
        return other

    def reason(self, rule: Rule, memory: Memory, *, ids: bool, points: int | None = None) -> View:
        """Return a rule's sentence over a memory, with the ids of its sources; ids: its id, place and points, else empty."""
        told = "" if points is None else f", {words.points(points)}"
        sources = ", ".join(dict.fromkeys(one.partition("#")[0] for one in rule.sources))
        said = f"{rule.id}, {rule.at}{told}" if ids else ""
        return {"text": self.sentences.of(rule, memory), "ids": said, "sources": sources}

    def short(self, rule: Rule, memory: Memory) -> str:
        """Return a rule's sentence as the first screen says it, without a full stop: its usual one unless it has another, which may be empty."""
        return self.sentences.render(rule.because if rule.short is None else rule.short, memory).removesuffix(".")

    def reasons(self, rules: Iterable[str], memory: Memory, *, ids: bool) -> list[View]:
        """Return the sentences of several rules over one memory."""
        return [self.reason(self.pack.rules[rule], memory, ids=ids) for rule in rules]

    def weighed(self, pairs: Iterable[tuple[str, int]], memory: Memory, *, ids: bool) -> list[View]:
        """Return the sentences of rules with points, the weightiest first."""
        ordered = sorted(pairs, key=lambda pair: -abs(pair[1]))
        return [self.reason(self.pack.rules[rule], memory, ids=ids, points=points) for rule, points in ordered]

    def fact(self, path: str, memory: Memory) -> str:
        """Return a fact's label and value: `order quantity (120 units)`."""
        label = self.names.label(path)
        return f"{label} ({self.names.told(path, memory[path])})" if path in memory else label

    def sources(self, told: Iterable[str]) -> list[View]:
        """Return the sources named, each once, in the order of the bibliography, with the sections told of."""
        sections: dict[str, dict[str, None]] = {}
        for one in told:
            source, _, section = one.partition("#")
            named = sections.setdefault(source, {})
            if section:
                named[self.pack.sources[source].sections.get(section, section)] = None
        return [
            {
                "title": source.title,
                "date": source.date,
                "kind": source.kind,
                "address": source.address,
                "is_link": isinstance(link(source.address), Markup),
                "sections": list(sections[source.id]),
            }
            for source in self.pack.sources.values()
            if source.id in sections
        ]


def full_name(row: Ranked, pack: Pack) -> str:
    """Return an option's name with its pathway's, unless it holds it already."""
    return option_name(row.option, pack)


def option_name(option: Option, pack: Pack) -> str:
    """Return an option's name with its pathway's, unless it holds it already."""
    name, pathway = show(option.name), pack.pathways[option.pathway].name
    return name if pathway.lower() in name.lower() else f"{pathway}: {name}"


def screen_name(option: Option, pack: Pack) -> str:
    """Return what the first screen calls an option: its own name, or its pathway's where it is the whole pathway's."""
    pathway = pack.pathways[option.pathway]
    return pathway.name if option.generic else show(option.name)


def named_option(option: str, order: Order, pack: Pack) -> str:
    """Return the full name of an option by its id, candidate or not."""
    known = {one.id: one for one in order.quotes} | dict(pack.options)
    return screen_name(known[option], pack)


def best_of_each(advice: Advice) -> dict[str, Ranked]:
    """Return each pathway's best option, in the order of the ranking."""
    best: dict[str, Ranked] = {}
    for row in advice.ranking:
        best.setdefault(row.option.pathway, row)
    return best


def memory_of(advice: Advice, option: str | None, scope: str) -> Memory:
    """Return the working memory that a rule of a scope read."""
    if option is not None:
        return next(row.memory for row in advice.ranking if row.option.id == option)
    return advice.advice_memory if scope == "advice" else advice.memory
