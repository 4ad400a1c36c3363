"""What differs between two packs only because the choices of a fact do, or what an option is where it says nothing: it was not edited itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from advisor.ir import Among, Assumption, FactType, Growth, Guess, Holds, Option, OptionValue, Pack, Rule
from advisor.meaning.path import name_in

PROCESS = "process"
Pairs = frozenset[tuple[str, str]]
"""Facts, each with a choice that is the cause, empty where it is only which choices there are."""


class Consequences(Struct, frozen=True):
    """What follows. causes: an entry, as (what, name) -> the facts from which it follows; choices: fact -> those of its choices that are the cause."""

    causes: Mapping[tuple[str, str], tuple[str, ...]]
    choices: Mapping[str, tuple[str, ...]]


class _EditedError(Exception):
    """Raised where something was edited itself."""


def consequences(before: Pack, after: Pack, changed: Mapping[str, Sequence[str]]) -> Consequences:
    """Return what of the changed entries follows from others. changed: what an entry is -> the names of those that differ."""
    grown = {
        name: found for name in changed["fact"] if (found := _grown(before.facts.get(name), after.facts.get(name)))
    }
    pairs = {(name, one) for name, several in grown.items() for one in several}
    causes: dict[tuple[str, str], tuple[str, ...]] = {}
    for name in changed["fact"]:
        owed = (
            frozenset[tuple[str, str]]() if name in grown else _of_fact(before.facts.get(name), after.facts.get(name))
        )
        if owed:
            causes["fact", name] = tuple(sorted({fact for fact, _ in owed}))
            pairs |= owed
    for what, one, other in (("rule", before.rules, after.rules), ("option", before.options, after.options)):
        for name in (name for name in changed[what] if name in one and name in other):
            facts = _of_entry(one[name], other[name], (before, after), grown, changed["fact"])
            if facts:
                causes[what, name] = tuple(sorted(facts))
    choices = {fact: tuple(sorted(choice for own, choice in pairs if own == fact and choice)) for fact, _ in pairs}
    return Consequences(causes, choices)


def _grown(one: FactType | None, other: FactType | None) -> frozenset[str]:
    """Return the choices that only one of two versions of a fact has, or has in a group."""
    if one is None or other is None or one.kind is not other.kind:
        return frozenset()
    found = {*one.words} ^ {*other.words}
    for group in {*one.choice_groups} & {*other.choice_groups}:
        found |= {*one.choice_groups[group]} ^ {*other.choice_groups[group]}
    return frozenset(found)


# --- facts ------------------------------------------------------------------------------------------------------------
def _of_fact(one: FactType | None, other: FactType | None) -> Pairs:
    """Return the choices of other facts to which alone a fact owes that it differs, none if it was edited itself."""
    if one is None or other is None:
        return frozenset()
    bare = [
        (fact.of, fact.kind, fact.domain, fact.usual, fact.otherwise, fact.is_limit, fact.is_whichever)
        for fact in (one, other)
    ]
    if bare[0] != bare[1]:
        return frozenset()
    if one.of == "option":
        said = {**one.otherwise_by}, {**other.otherwise_by}
        return frozenset((PROCESS, name) for name in {*said[0], *said[1]} if said[0].get(name) != said[1].get(name))
    try:
        return frozenset(_assumed(one.assume, other.assume))
    except _EditedError:
        return frozenset()


def _assumed(one: Assumption | None, other: Assumption | None) -> Iterator[tuple[str, str]]:
    """Yield where two assumptions differ: a fact, and a choice of it that says it otherwise."""
    if one is None or other is None:
        only = one or other
        if only is None:
            return
        if not only.is_usual:
            raise _EditedError
        yield from ((name_in(only.by), str(case)) for case, _ in only.cases)
        return
    if one.by != other.by or _rest(one) != _rest(other) or len(one.grows) != len(other.grows):
        raise _EditedError
    by = name_in(one.by)
    if one.unsaid != other.unsaid:
        yield by, ""
    for own, others in ((one.cases, other.cases), (one.families, other.families)):
        said: tuple[dict[Any, Any], dict[Any, Any]] = (dict(reversed(own)), dict(reversed(others)))
        for case in {**said[0], **said[1]}:
            yield from _of_case(by, case, said[0].get(case), said[1].get(case))
    yield from _assumed(one.then, other.then)
    for before, after in zip(one.grows, other.grows, strict=True):
        yield from _growing(before, after)


def _of_case(
    by: str, case: str, one: Guess | Assumption | None, other: Guess | Assumption | None
) -> Iterator[tuple[str, str]]:
    if isinstance(one, Assumption) and isinstance(other, Assumption):
        try:
            yield from list(_assumed(one, other))
        except _EditedError:
            yield from _named(by, case)
    elif one != other:
        yield from _named(by, case)


def _named(by: str, case: object) -> Iterator[tuple[str, str]]:
    """Yield a case of a fact, or each of a family of them."""
    yield from ((by, str(one)) for one in (case if isinstance(case, frozenset) else (case,)))


def _growing(one: Growth, other: Growth) -> Iterator[tuple[str, str]]:
    if (one.path, one.usually, one.sheet) != (other.path, other.usually, other.sheet):
        raise _EditedError
    yield from _assumed(one.base, other.base)


def _rest(told: Assumption) -> object:
    """Return what an assumption says besides its cases."""
    return (told.otherwise, told.is_usual, told.is_strict, told.bounds, told.by_form, told.skin_of, told.body_of)


# --- rules and options ------------------------------------------------------------------------------------------------
def _of_entry(
    one: Rule | Option,
    other: Rule | Option,
    packs: tuple[Pack, Pack],
    grown: Mapping[str, frozenset[str]],
    facts: Sequence[str],
) -> set[str]:
    """Return the facts to which alone a rule or option owes that it differs, none if it was edited itself."""
    named, values = set[str](), set[str]()
    if isinstance(one, Option) and isinstance(other, Option):
        left = _left_out(one, other, packs, facts)
        if left is None:
            return set()
        values = left
        parts: tuple[object, object] = tuple((it.pathway, it.process, it.generic, it.applies) for it in (one, other))  # type: ignore[assignment]  # of one entry and the other
    elif isinstance(one, Rule) and isinstance(other, Rule):
        parts = tuple((it.scope, it.tests, it.joins, it.conclusion) for it in (one, other))  # type: ignore[assignment]  # of one entry and the other
    bare = [_without(part, grown, named) for part in parts]
    return named | values if bare[0] == bare[1] else set()


def _left_out(one: Option, other: Option, packs: tuple[Pack, Pack], facts: Sequence[str]) -> set[str] | None:
    """Return the facts of which an option says nothing in either pack, and which differ; None where it says another value."""
    found = set[str]()
    for path in {*one.values, *other.values}:
        if one.values.get(path) == other.values.get(path):
            continue
        name = name_in(path)
        ends = [_usual_of(pack.facts.get(name), own) for pack, own in zip(packs, (one, other), strict=True)]
        if name not in facts or [own.values.get(path) for own in (one, other)] != ends:
            return None
        found.add(name)
    return found


def _usual_of(fact: FactType | None, option: Option) -> OptionValue | None:
    return None if fact is None else fact.otherwise_by.get(option.process, fact.otherwise)


def _without(node: Any, grown: Mapping[str, frozenset[str]], named: set[str]) -> Any:  # noqa: ANN401  # any shape of the IR, and its parts
    """Return a condition or conclusion without the choices that only one pack has, after noting the facts whose they are."""
    match node:
        case Among(path, values) if (own := grown.get(name_in(path))) and not own.isdisjoint(map(str, values)):
            named.add(name_in(path))
            return replace(node, values=tuple(one for one in values if str(one) not in own))
        case Holds(path, _, members) if (own := grown.get(name_in(path))) and not own.isdisjoint(members):
            named.add(name_in(path))
            return replace(node, members=tuple(one for one in members if one not in own))
        case tuple():
            return tuple(_without(one, grown, named) for one in node)
        case Struct():
            return replace(node, **{one: _without(getattr(node, one), grown, named) for one in node.__struct_fields__})
    return node
