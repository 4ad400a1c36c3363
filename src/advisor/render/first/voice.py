"""How the first screen calls options, facts and rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from advisor.ir import UNLIMITED, Memory, Numbers, OneOf, Pack, Possible, Rule
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE, is_known
from advisor.render import words
from advisor.render.inert import show
from advisor.render.plain import in_pieces, plain_day, rough
from advisor.render.reason import Teller, best_of_each, memory_of
from advisor.trace import TYPED, Advice, Note, Ranked
from advisor.value.day import days_later
from advisor.value.unit import UNITS
from advisor.value.weight import PER_CM3
from advisor.value.word_match import UNKNOWN

_ANY = "any"
BETWEEN_REASONS, GLANCE = " · ", 100
"""What stands between reasons, and how long several may be together."""
MOST_UNREAD = 4
"""So many parts of a sentence that say nothing known are told."""
MOST_OF_UNREAD = 100
"""So many signs of each."""


class Voice:
    """Says what is in one advice. phrases: the module of `first_screen.j2`; file: that holds the order, for commands to name; TYPED where it was typed with the command."""

    def __init__(self, teller: Teller, advice: Advice, phrases: Any, file: str) -> None:  # noqa: ANN401  # a Jinja module
        self.teller = teller
        self.names = teller.names
        self.pack: Pack = teller.pack
        self.one = words.one_of(in_pieces(words.unit_of(teller.pack.roles.amount, teller.pack)) or words.IN_UNITS)
        self.cost, self.time = teller.pack.roles.cost, teller.pack.roles.time
        self.advice = advice
        self.phrases = phrases
        self.file, self.is_typed = "" if file == TYPED else show(file), file == TYPED
        self.best = best_of_each(advice)

    def _phrase(self, name: str, /, **values: object) -> str:
        return " ".join(str(getattr(self.phrases, name)(values)).split())

    def _tell(self, rule: Rule, memory: Memory) -> str:
        """Return a rule's sentence, empty where a value in it is not known."""
        told = self.teller.short(rule, memory)
        if not told or UNKNOWN in told:
            return ""
        return self._phrase("guessed", text=told) if any(self._is_guessed(path, memory) for path in rule.says) else told

    def _is_guessed(self, path: str, memory: Memory) -> bool:
        """Return whether a fact that people are asked stands at what was assumed."""
        owner, _, name = path.partition(".")
        if owner != "order" or not self.pack.facts[name].question or self._is_said(path):
            return False
        return path in memory and is_known(memory[path]) and memory[path] != NONE

    def _said(self, text: str, memory: Memory) -> str:
        return self.teller.sentences.render(text, memory)

    def _name(self, row: Ranked) -> str:
        """Return what an option is called: who quotes it, its own name, or its pathway's where it is the whole pathway's."""
        if row.option.is_quote:
            process = words.choice(row.option.process, self.pack.facts["process"]) if row.option.process != _ANY else ""
            return self._phrase("quote", supplier=show(row.option.supplier), process=process)
        return self._pathway(row.option.pathway) if row.option.generic else show(row.option.name)

    def _short(self, row: Ranked) -> str:
        """Return what an option is called at the beginning of a line: its name up to a comma."""
        return words.capital(self._name(row).partition(",")[0])

    def _pathway(self, pathway: str | None) -> str:
        one = self.pack.pathways[pathway] if pathway else None
        return one.short or one.name if one else ""

    def _is_said(self, path: str) -> bool:
        value = self.advice.order.said.get(path)
        return value is not None and value not in (self.pack.facts[path.partition(".")[2]].domain, NONE)

    def _is_priced(self, row: Ranked) -> bool:
        return row.estimates[self.cost].likely is not None

    def _takes_quotes(self, row: Ranked | None) -> bool:
        return row is None or self.pack.pathways[row.option.pathway].takes_quotes

    def _shorts(self, pairs: Iterable[tuple[str, int]], row: Ranked) -> list[str]:
        """Return the sentences of rules with points, the weightiest first."""
        ordered = sorted(pairs, key=lambda pair: -pair[1])
        return [told for rule, _ in ordered if (told := self._tell(self.pack.rules[rule], row.memory))]

    @staticmethod
    def _several(reasons: Sequence[str]) -> str:
        """Return the first reasons, as many as can be read at one look."""
        told = list(reasons[:1])
        for one in reasons[1:]:
            if len(BETWEEN_REASONS.join([*told, one])) <= GLANCE:
                told.append(one)
        return BETWEEN_REASONS.join(told)

    @staticmethod
    def _longest(texts: Sequence[str]) -> list[str]:
        """Return as many texts as a screen tells, the longest: a number with its noun says more than a word."""
        longest = sorted(texts, key=lambda text: -len(text.split()))[:MOST_UNREAD]
        shown = [show(text) for text in texts if text in longest]
        return [text if len(text) <= MOST_OF_UNREAD else f"{text[: MOST_OF_UNREAD - 1].rstrip()}…" for text in shown]

    def _unless_open(self, path: str, value: Possible) -> str:
        told = self.names.told(path, value)
        return "" if told == UNKNOWN else told

    def _guessed_as(self, path: str, value: Possible) -> str:
        """Return a guess as it is said: a size to two figures, how much material there is by its weight, which a hand can tell."""
        unit = self.names.unit(path)
        is_size = unit is not None and unit.name in ("volume", "length", "mass")
        if not (is_size and isinstance(value, Numbers) and value.low == value.high < UNLIMITED):
            return self.names.told(path, value)
        density = self._density(path)
        size, unit = (value.low * density // PER_CM3, UNITS["mass"]) if density else (value.low, unit)
        return self.names.exactly(rough(size), rough(size), unit)

    def _density(self, path: str) -> int:
        """Return how many milligrams of what an object is taken to be made of are in a cubic centimetre; 0 where that is not known."""
        by = self.pack.facts[name_in(path)].weighed_by
        value = self.advice.advice_memory.get(f"order.{by}") if by else None
        made_of = value.values if isinstance(value, OneOf) else ()
        known = [self.pack.facts[by].densities.get(str(one), 0) for one in made_of]
        return known[0] if known and min(known) == max(known) else 0

    def _money(self, cents: int) -> str:
        return self.names.roughly(cents, cents, self.pack.estimates[self.cost].unit)

    def _day(self, note: Note) -> str:
        day = days_later(self.advice.order.as_of, note.due_days)
        return plain_day(day, self.pack.language) if day else ""

    def _note(self, note: Note) -> str:
        rule = self.pack.rules[note.rule]
        return self._tell(rule, memory_of(self.advice, note.option, rule.scope))
