"""What stands for a fact while nobody says it: the `assume` of `knowledge/facts.yaml`, once all facts and figures are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial, reduce
from typing import TypeVar, cast

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.errors import Place
from advisor.ir import Assumption, FactType, FigureType, Guess, Kind, Numbers, OneOf, Possible
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE, is_known, join
from advisor.pack.alike import Alike
from advisor.pack.confined import confined, is_among
from advisor.pack.fact_choices import Choices
from advisor.pack.fact_types import Declared
from advisor.pack.fact_values import FIGURE, cases_of, option_value
from advisor.pack.growing import grown_with
from advisor.value import read
from advisor.value.unit import COUNT
from advisor.yaml.fields import Fields
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode, wording
from advisor.yaml.text import quoted

_T = TypeVar("_T")


def with_assumptions(
    declared: Declared, facts: Mapping[str, FactType], figures: Mapping[str, FigureType], how: read.ReadContext
) -> dict[str, FactType]:
    """Return the facts with what is assumed of them: what each says itself, and what the choices of others say it usually is."""
    reader = _Reader(facts, figures, how)
    found = {name: reader.assumption(fact, declared.assumed.get(name)) for name, fact in facts.items()}
    own = dict(found)
    for name, choices in declared.choices.items():
        for other, cases in reader.usually(name, choices).items():
            found[other] = reader.joined(found[other], name, other, cases)
    found |= {name: confined(own[name], found[name], only, facts) for name, only in reader.only.items()}
    grown = {name: grown_with(facts[name], entries, found, facts, how) for name, entries in declared.growing.items()}
    found |= {name: one for name, one in grown.items() if one is not None}
    alike = Alike()
    return {name: replace(fact, assume=alike.assumption(found[name])) for name, fact in facts.items()}


def with_processes(declared: Declared, facts: Mapping[str, FactType], how: read.ReadContext) -> dict[str, FactType]:
    """Return the facts with what the choices of `process` say an option's usually are."""
    found = {**facts}
    choices = declared.choices.get("process")
    for process, said in choices.usually.items() if choices else ():
        for key, node in said:
            fact = found.get(key.text)
            if fact is None or fact.of != "option":
                continue
            value = option_value(node, fact, how)
            if value is not None:
                found[key.text] = replace(fact, otherwise_by={**fact.otherwise_by, process: value})
    return found


class _Usually(Struct, frozen=True):
    """What another fact usually is where a choice is said. at: where that is said first."""

    at: Place
    cases: list[tuple[bool | str, Guess | Assumption]]


class _Reader(Struct, frozen=True):
    facts: Mapping[str, FactType]
    figures: Mapping[str, FigureType]
    how: read.ReadContext
    only: dict[str, dict[frozenset[bool | str], OneOf]] = field(default_factory=dict)
    """Fact -> case, or family of cases -> what alone it can be there."""
    held: dict[object, object] = field(default_factory=dict)
    """What was read, by the words that say it: hundreds of objects are of the same materials."""

    def assumption(self, fact: FactType, node: Node | None) -> Assumption | None:
        if fact.is_limit:
            if node is not None:
                told = f"`{fact.name}` is a limit, of which none is assumed"
                self.how.faults.add(node.at, told, "leave `assume` out")
            return Assumption(otherwise=Guess(value=NONE, usual=NONE))
        if node is None:
            return None
        if isinstance(node, MappingNode) and node.get("by") is not None:
            return self._lookup(fact, Fields(node, self.how.faults, f"what is assumed of `{fact.name}`"))
        guess = self._guess(fact, node)
        return None if guess is None else Assumption(otherwise=guess)

    def _lookup(self, fact: FactType, item: Fields, *, is_usual: bool = False) -> Assumption | None:
        """Return what is looked up. is_usual: by what a choice of another fact says, which cannot say `only`."""
        faults = self.how.faults
        named, entries, rest = item.text("by", needed=True), item.mapping("cases", needed=True), item.take("otherwise")
        only = () if is_usual else item.mapping("only")
        item.end()
        by = self.facts.get(named)
        known = cases_of(by) if by is not None and by.of == "order" else {}
        if by is None or not known:
            others = [name for name, one in self.facts.items() if one.of == "order" and cases_of(one)]
            faults.unknown(item.at, "flag, choice or set of an order", named, others)
            return None
        cases = []
        for key, node in entries:
            held = known.get(key.text)
            if held is None:
                faults.unknown(key.at, f"case of `{named}`", key.text, known)
                continue
            guess = self._of_a_case(fact, node, is_usual=is_usual)
            if guess is not None:
                cases += [(case, guess) for case in held]
        otherwise = None if rest is None else self._of_a_case(fact, rest, is_usual=is_usual)
        if only:
            self._read_only(fact, by, only, dict(reversed(cases)))
        unsaid = None if by.question else by.domain  # nobody is asked: where nothing is said of it, no case may count
        return Assumption(by=f"order.{named}", cases=tuple(cases), otherwise=otherwise, unsaid=unsaid)

    def _of_a_case(self, fact: FactType, node: Node, *, is_usual: bool) -> Guess | None:
        """Return what is assumed in a case, or of what a choice says, with what is usual of such objects."""

        def read() -> Guess | None:
            alone = _only_number(fact, node)
            guess = self._guess(fact, alone or node)
            if guess is None or not is_usual:
                return guess
            return _about(guess, fact) if alone is None else replace(guess, usual=guess.value)

        return self._once((fact.name, is_usual, wording(node)), read)

    def _read_only(
        self, fact: FactType, by: FactType, entries: Iterable[tuple[Scalar, Node]], cases: Mapping[bool | str, Guess]
    ) -> None:
        """Read what alone a choice can be in some cases of another fact, or in a family of them, what is assumed there among it."""
        found = self.only.setdefault(fact.name, {})
        for key, node in entries:
            held = cases_of(by).get(key.text, ())
            value = read.possible(node, fact, self.how)
            missing = [case for case in held if case not in cases]
            if not held or missing:
                self.how.faults.unknown(key.at, "case that `cases` names", key.text, [str(case) for case in cases])
            elif not isinstance(value, OneOf):
                self.how.faults.add(node.at, f"`only` is for choices, and `{fact.name}` is none", "leave it out")
            elif not any(is_among(cases[case].value, value) for case in held):
                told = f"nothing that `cases` names for `{key.text}` is among what alone it can be"
                self.how.faults.add(node.at, told, "add that to `only`")
            else:
                found[frozenset(held)] = value

    def usually(self, name: str, choices: Choices) -> dict[str, _Usually]:
        """Return what the choices of a fact say of others: fact -> cases."""
        found: dict[str, _Usually] = {}
        for choice, said in choices.usually.items():
            for key, node in said:
                other = self.facts.get(key.text)
                if other is not None and other.of == "option" and name == "process":
                    continue
                if other is None or other.of != "order" or other.is_limit:
                    known = [one.name for one in self.facts.values() if one.of == "order" or name == "process"]
                    self.how.faults.unknown(key.at, "fact of an order", key.text, known)
                    continue
                words = (key.text, name, wording(node))
                told = self._once(words, partial(self._usual_of, other, node, name, choice))
                if told is not None:
                    cases = found.setdefault(key.text, _Usually(key.at, [])).cases
                    cases += [(one, told) for one in self.facts[name].choice_groups.get(choice, (choice,))]
        return found

    def _once(self, words: object, read: Callable[[], _T]) -> _T:
        """Return what is read, the very same where it was read of the same words before without a fault."""
        if words not in self.held:
            before, found = self.how.faults.count, read()
            if self.how.faults.count > before:
                return found
            self.held[words] = found
        return cast("_T", self.held[words])

    def _usual_of(self, fact: FactType, node: Node, name: str, choice: str) -> Guess | Assumption | None:
        """Return what a fact usually is of a choice of another one: a guess, or one for each case of a third."""
        if not (isinstance(node, MappingNode) and node.get("by") is not None):
            return self._of_a_case(fact, node, is_usual=True)
        item = Fields(node, self.how.faults, f"what `{fact.name}` of `{choice}` usually is")
        by, at = node.get("by"), item.at
        if isinstance(by, Scalar) and by.text in (name, fact.name):
            self.how.faults.add(by.at, f"what `{fact.name}` of `{choice}` usually is cannot go by `{by.text}` itself")
            return None
        found = self._lookup(fact, item, is_usual=True)
        if found is None:
            return None
        if found.otherwise is None:
            told = f"what `{fact.name}` of `{choice}` usually is needs `otherwise`"
            self.how.faults.add(at, told, "say what it is where no case counts")
            return None
        return replace(found, unsaid=self.facts[name_in(found.by)].domain)

    def joined(self, own: Assumption | None, by: str, name: str, usually: _Usually) -> Assumption:
        """Return an assumption with the cases of another fact before what it says itself."""
        if own is not None and own.is_usual:
            told = f"`{own.by.removeprefix('order.')}` says already what `{name}` usually is, so `{by}` cannot"
            self.how.faults.add(usually.at, told, "delete one of the two")
        then = own if own is not None and own.by else None
        return Assumption(
            by=f"order.{by}", cases=tuple(usually.cases), otherwise=own.otherwise if own is not None and then is None else None,
            is_usual=own is None, unsaid=self.facts[by].domain, then=then,
        )  # fmt: skip

    def _guess(self, fact: FactType, node: Node) -> Guess | None:
        """Return one value with those that are usual, or None after a report."""
        if isinstance(node, Scalar) and node.text.startswith(FIGURE):
            return self._figure(fact, node)
        if fact.kind is Kind.NUMBER and isinstance(node, Scalar) and ".." in node.text:
            found = read.possible(node, fact, self.how)
            if not isinstance(found, Numbers):
                return None
            middle = (found.low + found.high) // 2
            return Guess(value=Numbers(middle, middle), usual=_usual(fact, found))
        if fact.kind in (Kind.CHOICE, Kind.FLAG) and isinstance(node, SequenceNode) and node.items:
            return self._preferred(fact, node)
        known = read.possible(node, fact, self.how)
        if known is None:
            return None
        if not is_known(known):
            self._tell_vague(fact, node)
            return None
        return Guess(value=known, usual=_usual(fact, known))

    def _tell_vague(self, fact: FactType, node: Node) -> None:
        """Report what is no one value to assume, with the list that means one, where the fact is a choice and has such."""
        told = f"what is assumed of `{fact.name}` must be one value, or a span of a number"
        cure = "let `usual` say which others there are"
        if fact.kind is Kind.CHOICE and isinstance(node, Scalar):
            told = f"`{node.text}` is several choices of `{fact.name}`, and one of them is assumed"
            cure = f"write `[{node.text}]`: the first of these that is possible"
        self.how.faults.add(node.at, told, cure)

    def _preferred(self, fact: FactType, node: SequenceNode) -> Guess | None:
        """Return the first of a list of choices, or of yes and no, with the others, which are usual too, for where that is not possible."""
        found = [read.possible(item, fact, self.how) for item in node.items]
        known = [OneOf((name,)) for one in found if isinstance(one, OneOf) for name in one.values]
        if None in found:
            return None
        return Guess(value=known[0], usual=_usual(fact, known[0]), others=tuple(known[1:]))

    def _figure(self, fact: FactType, node: Scalar) -> Guess | None:
        faults, name = self.how.faults, node.text.removeprefix(FIGURE)
        figure = self.figures.get(name)
        if figure is None:
            faults.unknown(node.at, "figure", name, self.figures)
            return None
        span, domain = figure.value, fact.domain
        fits = isinstance(domain, Numbers) and domain.low <= span.low and span.high <= domain.high
        same = (
            fact.unit is not None and figure.unit.dimension == fact.unit.dimension and not figure.by and not figure.rows
        )
        if not (fits and same):
            told = f"{quoted(node.text)} does not fit `{fact.name}`"
            faults.add(node.at, told, "its unit or bounds differ, or it goes by a choice")
            return None
        usual = _usual(fact, Numbers(span.low, span.high))
        return Guess(value=Numbers(span.likely, span.likely), usual=usual, figure=name)


def _usual(fact: FactType, guessed: Possible) -> Possible:
    """Return what is usual where a value or span is assumed: that with what the fact declares, else that span, else any value."""
    if fact.usual is None:
        return fact.domain if is_known(guessed) else guessed
    return join(fact.usual, guessed)


def _only_number(fact: FactType, node: Node) -> Node | None:
    """Return the one number that things of a kind have and no other, in brackets: `[170 mm]`, as wide as a bowl is long; None if it is not so said."""
    is_alone = fact.kind is Kind.NUMBER and isinstance(node, SequenceNode) and len(node.items) == 1
    return node.items[0] if is_alone and isinstance(node, SequenceNode) else None


def _about(guess: Guess, fact: FactType) -> Guess:
    """Return a guess of what an object usually is, with what is usual of such objects: half to double a number, the choices listed.

    One of what is counted is one: a mug is of one part, and not of two.
    """
    value, domain = guess.value, fact.domain
    is_single = fact.is_in(COUNT) and value == Numbers(1, 1)
    if isinstance(value, Numbers) and isinstance(domain, Numbers) and value != NONE and not is_single:
        low, high = max(domain.low, value.low // 2), min(domain.high, value.high * 2)
        return replace(guess, usual=Numbers(low, high))
    return replace(guess, usual=reduce(join, guess.others, value))
