"""What differs between two packs, entry by entry, by what it means: places, sentences and labels decide nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from advisor import ir, meaning
from advisor.author.consequence import consequences
from advisor.errors import Place

_Entry = ir.Rule | ir.Option | ir.Estimate | ir.FactType | ir.FigureType
_PARTS: Mapping[str, str] = {
    "rule": "rules",
    "figure": "figures",
    "option": "options",
    "estimate": "estimates",
    "fact": "facts",
}
"""What an entry is -> the mapping of a pack that holds it."""
_NAMED = 3
"""How many choices are named of an edit."""
_TOLD = (
    "pathways",
    "sources",
    "checklists",
    "contradictions",
    "lines",
    "rfq",
    "asks",
    "own_words",
    "lexicon",
    "rates",
    "order_line",
    "finds",
)
"""What is told of a pack, or read by it, and decides no order once that is read."""


class Edit(Struct, frozen=True, kw_only=True):
    """An entry that differs. entries: what of the other pack it brings, as (what, name); empty if it decides nothing."""

    what: str
    name: str
    how: str
    at: Place
    entries: frozenset[tuple[str, str]] = frozenset()

    @property
    def decides(self) -> bool:
        """Whether it could change a decision at all."""
        return bool(self.entries)


def edits(before: ir.Pack, after: ir.Pack, places: Mapping[str, Place] | None = None) -> tuple[Edit, ...]:
    """Return what differs between two packs. What differs only by a figure that it names, or by choices of a fact, belongs to that.

    places: where choices are said that stand in a file of their own, by name.
    """
    changed = {what: [*_changed(before, after, what)] for what in _PARTS}
    again = renamed(before, after)
    changed["rule"] = [one for one in changed["rule"] if one not in {*again, *again.values()}]
    only = consequences(before, after, changed)
    left, own = dict[tuple[str, str], list[tuple[str, str]]](), list[tuple[str, str]]()
    for entry in ((what, name) for what in _PARTS if what != "figure" for name in changed[what]):
        causes = [("figure", one) for one in _causes(before, after, *entry, frozenset(changed["figure"]))]
        causes = causes or [("fact", one) for one in only.causes.get(entry, ())]
        for cause in causes:
            left.setdefault(cause, []).append(entry)
        own += () if causes else (entry,)
    own += [cause for cause in left if cause[0] == "fact" and cause not in own]
    found = [_edit(before, after, *entry, [entry, *left.get(entry, ())]) for entry in own]
    for name in changed["figure"]:
        brought = left.get(("figure", name), [])
        found.append(_edit(before, after, "figure", name, [("figure", name), *brought] if brought else []))
    found = [_told_by_choices(one, only.choices, places or {}) for one in found]
    found += [
        Edit(what="rule", name=name, how=f"renamed from {old}", at=after.rules[name].at) for name, old in again.items()
    ]
    return (*found, *_worded(before, after, changed))


def _told_by_choices(edit: Edit, choices: Mapping[str, Sequence[str]], places: Mapping[str, Place]) -> Edit:
    """Return an edit of a fact with the choices that it is of, and where the first of them is said."""
    if edit.what != "fact" or edit.how != "changed" or edit.name not in choices:
        return edit
    names = choices[edit.name]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return replace(edit, how=f"changed in {', '.join(names[:_NAMED])}{more}", at=places.get(names[0], edit.at))


def renamed(before: ir.Pack, after: ir.Pack) -> dict[str, str]:
    """Return each rule that has another name and decides what it did, with the name it had: no decision hangs on what a rule is called."""
    gone = {name: decides(rule) for name, rule in before.rules.items() if name not in after.rules}
    found: dict[str, str] = {}
    for name, rule in after.rules.items():
        alike = [old for old, one in gone.items() if one == decides(rule)]
        if name not in before.rules and alike:
            found[name] = alike[0]
            del gone[alike[0]]
    return found


def with_edit(before: ir.Pack, after: ir.Pack, edit: Edit) -> ir.Pack:
    """Return the one pack with one edit of the other."""
    parts: dict[str, dict[str, Any]] = {key: dict(getattr(before, key)) for key in _PARTS.values()}
    for what, name in edit.entries:
        other = getattr(after, _PARTS[what])
        if name in other:
            parts[_PARTS[what]][name] = other[name]
        else:
            parts[_PARTS[what]].pop(name, None)
    changes: dict[str, Any] = dict(parts)
    return replace(before, **changes)


def decides(entry: _Entry | None) -> object:
    """Return all of an entry that can change a decision, to be compared."""
    match entry:
        case None:
            return None
        case ir.Rule():
            advises = isinstance(entry.conclusion, ir.Advise)
            return ("advises",) if advises else (entry.scope, entry.tests, entry.joins, entry.conclusion)
        case ir.Option():
            values = tuple(sorted(entry.values.items()))
            return (entry.pathway, entry.process, entry.generic, entry.applies, values)
        case ir.Estimate():
            return sorted(entry.readings.items())
        case ir.FactType():
            return (
                entry.of, entry.kind, entry.domain, entry.assume, entry.usual, entry.otherwise,
                sorted(entry.otherwise_by.items()), entry.is_limit, entry.is_whichever, sorted(entry.choice_groups.items()),
            )  # fmt: skip
        case ir.FigureType():
            return (entry.value, entry.by, entry.cases, entry.rows, entry.per)


def _changed(before: ir.Pack, after: ir.Pack, what: str) -> Iterator[str]:
    """Yield the entries of a kind that do not decide the same."""
    one, other = getattr(before, _PARTS[what]), getattr(after, _PARTS[what])
    for name in dict.fromkeys((*one, *other)):
        if decides(one.get(name)) != decides(other.get(name)):
            yield name


def _causes(before: ir.Pack, after: ir.Pack, what: str, name: str, changed: frozenset[str]) -> list[str]:
    """Return the changed figures to which alone an entry owes that it differs; none if it was changed itself."""
    one, other = getattr(before, _PARTS[what]).get(name), getattr(after, _PARTS[what]).get(name)
    if one is None or other is None:
        return []
    named = sorted({*_figures(one), *_figures(other)} & changed)
    if not named:
        return []
    if isinstance(one, ir.Rule | ir.Estimate):
        bare = partial(_without, names=changed)
        return named if decides(bare(one)) == decides(bare(other)) else []
    return named if _shape(one) == _shape(other) else []


def _figures(entry: _Entry) -> Iterator[str]:
    match entry:
        case ir.Rule():
            yield from entry.figures
        case ir.Option():
            yield from entry.figure_names
        case ir.Estimate():
            yield from meaning.figures_read(*entry.readings.values())
        case ir.FactType():
            yield from (one for one in (entry.otherwise_figure,) if one)
            yield from (guess.figure for guess in meaning.guesses(entry.assume) if guess.figure)
        case ir.FigureType():
            return


def _shape(entry: _Entry) -> object:
    """Return what of an option or fact no figure says."""
    if isinstance(entry, ir.Option):
        return (entry.pathway, entry.process, entry.generic, entry.applies, sorted(entry.values))
    return (entry.domain, entry.identifies) if isinstance(entry, ir.FactType) else None


def _without(node: Any, names: frozenset[str]) -> Any:  # noqa: ANN401  # any shape of the IR, and its parts
    """Return a shape with the values of some figures left out."""
    match node:
        case ir.Figure() if node.name in names:
            return replace(node, value=0)
        case ir.Lookup() if node.name in names:
            return replace(node, cases=(), otherwise=0)
        case ir.Along() if node.figure in names:
            return replace(node, rows=(), at=_without(node.at, names))
        case ir.Step() if node.rows:
            return replace(node, rows=(), at=_without(node.at, names))
        case tuple():
            return tuple(_without(one, names) for one in node)
        case Mapping():
            return {key: _without(one, names) for key, one in node.items()}
        case Place():
            return node
    if isinstance(node, Struct):
        return replace(node, **{one: _without(getattr(node, one), names) for one in node.__struct_fields__})
    return node


def _edit(before: ir.Pack, after: ir.Pack, what: str, name: str, entries: list[tuple[str, str]]) -> Edit:
    one, other = getattr(before, _PARTS[what]).get(name), getattr(after, _PARTS[what]).get(name)
    how = "added" if one is None else "removed" if other is None else "changed"
    at = (other or one).at
    is_silent = isinstance(other or one, ir.Rule) and all(
        isinstance(rule.conclusion, ir.Advise) for rule in (one, other) if rule is not None
    )
    return Edit(what=what, name=name, how=how, at=at, entries=frozenset() if is_silent else frozenset(entries))


def _worded(before: ir.Pack, after: ir.Pack, changed: Mapping[str, list[str]]) -> Iterator[Edit]:
    """Yield what differs in words only."""
    for what, key in _PARTS.items():
        one, other = getattr(before, key), getattr(after, key)
        for name in (name for name in one if name in other and name not in changed[what]):
            if not _same(one[name], other[name]):
                yield Edit(what=what, name=name, how="in words only", at=other[name].at)
    for key in _TOLD:
        if not _same(getattr(before, key), getattr(after, key)):
            yield Edit(what=key, name="", how="in what is told or read", at=Place("knowledge"))


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401  # any shape of the IR, and its parts
    """Return whether two shapes are the same but for the places where they stand."""
    if one == other or isinstance(one, Place):  # most are, and Python compares them faster
        return one == other or isinstance(other, Place)
    if isinstance(one, tuple):
        return isinstance(other, tuple) and len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Mapping):
        return (
            isinstance(other, Mapping)
            and one.keys() == other.keys()
            and all(_same(said, other[key]) for key, said in one.items())
        )
    if not isinstance(one, Struct) or type(one) is not type(other):
        return False
    return all(_same(getattr(one, part), getattr(other, part)) for part in one.__struct_fields__)
