"""The choices of a fact: their labels, the kinds under them, groups of them, and the words that people use for each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field

from advisor.errors import Place
from advisor.ir import Kind
from advisor.value.number import QuantityError, parse_number
from advisor.value.unit import unit_named
from advisor.yaml.fields import Faults, Fields, described, text_of, texts_of
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

FILES = ("materials", "objects")
"""Files that may hold the choices of a fact which names them."""
REST = "rest"
"""The territories that no other choice names."""
_PER_CM3 = re.compile(r"(.*?)\s*/\s*cm(?:3|\u00b3)")


class Called(Struct, frozen=True):
    """A word that people use for a choice or group of a fact. is_sure: a free sentence means it by the word, without a cue."""

    word: str
    name: str
    at: Place
    is_sure: bool = False


class Choices(Struct, kw_only=True):
    """What a fact's choices say. words: choice -> label; groups: name -> choices; group_words: those with a label; menu: see FactType.

    densities: choice -> milligrams in a cubic centimetre. called: other words; territories: code, or `rest`, -> choice; usually: choice ->
    other fact -> what it usually is. includes: choice -> the steps done with it. places: choice or group -> where it is declared.
    """

    words: dict[str, str] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    group_words: dict[str, str] = field(default_factory=dict)
    menu: list[str] = field(default_factory=list)
    densities: dict[str, int] = field(default_factory=dict)
    called: list[Called] = field(default_factory=list)
    territories: dict[str, str] = field(default_factory=dict)
    usually: dict[str, tuple[tuple[Scalar, Node], ...]] = field(default_factory=dict)
    includes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


def read_choices(
    item: Fields, kind: Kind | None, made: Mapping[str, Choices], files: Mapping[str, MappingNode]
) -> Choices:
    """Return what a fact declares of its choices.

    made: those of facts declared before it, which it may name; files: those in a file of their own, by its name.
    """
    found = Choices()
    if kind is None:
        _pass_over(item)
    if kind not in (Kind.CHOICE, Kind.SET):
        return found
    node = item.need("choices")
    if isinstance(node, Scalar) and node.text in made:
        return made[node.text]
    if isinstance(node, SequenceNode) and _is_bare(node, (*files, *made), item.faults):
        _pass_over(item)
        return found
    for part in node.items if isinstance(node, SequenceNode) else () if node is None else (node,):
        for key, choice in _declared(part, made, files, item):
            _choice(key, choice, found, item)
    for key, group in item.mapping("choice_groups"):
        _group(key, group, found, item)
    _check_included(found, item.faults)
    return found


def _check_included(found: Choices, faults: Faults) -> None:
    """Report what a choice includes that is no choice."""
    for name, steps in found.includes.items():
        for step in steps:
            if step not in found.words:
                faults.unknown(found.places[name], f"step of `{name}`", step, found.words)


def _pass_over(item: Fields) -> None:
    """Leave unread what may be right, whatever the kind or the choices of its fact should have been."""
    item.take("choices")
    item.take("choice_groups")


def _is_bare(node: SequenceNode, known: Collection[str], faults: Faults) -> bool:
    """Return whether a list holds bare names of choices, none of a fact or file, after reporting it."""
    names = [one.text for one in node.items if isinstance(one, Scalar) and one.text not in known]
    if not names or len(names) < len(node.items):
        return False
    labels = ", ".join(f"{name}: {name}" for name in names)
    faults.add(node.at, "`choices` must be a mapping, got a list", f"write `{{{labels}}}`")
    return True


def _declared(
    part: Node, made: Mapping[str, Choices], files: Mapping[str, MappingNode], item: Fields
) -> Sequence[tuple[Scalar, Node]]:
    """Return the choices that a part of `choices` declares, written there or in the file that it names; none after a report."""
    held = files.get(part.text) if isinstance(part, Scalar) else part
    if isinstance(part, Scalar) and held is None:
        item.faults.unknown(part.at, "fact or file of choices", part.text, (*files, *made))
    elif not isinstance(held, MappingNode):
        item.faults.add(part.at, f"`choices` must be a mapping, got {described(part)}")
    return held.entries if isinstance(held, MappingNode) else ()


def _choice(key: Scalar, node: Node, found: Choices, item: Fields, parent: str = "") -> None:
    """Take in a choice: its label, or a mapping with what else is said of it."""
    what = f"choice `{key.text}`"
    if key.text in found.words or key.text in found.groups:
        item.faults.add(key.at, f"{what} is declared twice")
        return
    found.places[key.text] = key.at
    if not isinstance(node, MappingNode):
        found.words[key.text] = text_of(node, item.faults, what)
        found.menu += [] if parent else [key.text]
        return
    said = Fields(node, item.faults, what)
    label = said.text("label", needed=True)
    _called(key.text, said, found)
    if not parent:
        found.menu.append(key.text)
    if kinds := () if parent else said.mapping("kinds"):
        before = len(found.words)
        for kind_key, kind in kinds:
            _choice(kind_key, kind, found, item, key.text)
        found.groups[key.text], found.group_words[key.text] = tuple(found.words)[before:], label
    else:
        found.words[key.text] = label
        _density(key.text, said, found)
        _territories(key.text, said, found)
    found.usually[key.text] = said.mapping("usually")
    if steps := said.texts("includes"):
        found.includes[key.text] = steps
    said.texts("source")
    said.end()


def _called(name: str, said: Fields, found: Choices) -> None:
    node = said.take("also")
    if node is not None:
        found.called += [Called(word, name, node.at) for word in texts_of(node, said.faults, "`also`")]


def _density(name: str, said: Fields, found: Choices) -> None:
    node = said.take("density")
    if node is None:
        return
    text = text_of(node, said.faults, "`density`")
    per, mass = _PER_CM3.fullmatch(text), unit_named("mass")
    try:
        found.densities[name] = 0 if per is None or mass is None else parse_number(per[1], mass, currency="")
    except QuantityError:
        found.densities[name] = 0
    if found.densities[name] < 1:
        told = f"`density` must be a mass in a cubic centimetre, got {quoted(text)}"
        said.faults.add(node.at, told, "write such as 7.85 g/cm3")


def _territories(name: str, said: Fields, found: Choices) -> None:
    node = said.take("territory")
    for code in () if node is None else texts_of(node, said.faults, "`territory`"):
        if code in found.territories:
            said.faults.add(said.at, f"territory `{code}` is `{found.territories[code]}` already")
        found.territories[code] = name


def _group(key: Scalar, node: Node, found: Choices, item: Fields) -> None:
    """Take in a name for several choices at once: a list of them, or a mapping with its label and words."""
    said = Fields(node, item.faults, f"choice group `{key.text}`") if isinstance(node, MappingNode) else None
    label = said.text("label") if said else ""
    if said:
        _called(key.text, said, found)
    members = said.items("of", needed=True) if said else getattr(node, "items", ())
    if said:
        said.end()
    names = [text_of(member, item.faults, f"each of `{key.text}`") for member in members]
    for member, name in zip(members, names, strict=True):
        if name not in found.words and name not in found.groups:
            item.faults.unknown(member.at, "choice", name, (*found.words, *found.groups))
    if not names or key.text in found.words or key.text in found.groups:
        told = f"choice group `{key.text}` must be a list of choices under a name of its own"
        item.faults.add(key.at, told)
        return
    found.places[key.text] = key.at
    held = {one for name in names for one in found.groups.get(name, (name,))}
    found.groups[key.text] = tuple(one for one in found.words if one in held)
    if label:
        found.group_words[key.text] = label
