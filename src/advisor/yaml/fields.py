"""Reading nodes as what they should be, gathering every fault on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct, field

from advisor.errors import Diagnostic, Place
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
MOST_LISTED = 12
OWNERS = ("order", "option", "figure", "winner", "runner_up", "advice")
"""What stands before the point of a name."""
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


_FLAGS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
"""What other programs write for true and false."""


class Faults(Struct):
    """Growing lists: faults, which leave the meaning open, findings, which only `pack check` refuses, and hints, which it tells.

    faulty: the names that entries with a fault declare; what names one of them is not to blame, and passed counts how often.
    """

    found: list[Diagnostic] = field(default_factory=list)
    noted: list[Diagnostic] = field(default_factory=list)
    hints: list[Diagnostic] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    passed: int = 0

    @property
    def count(self) -> int:
        """How many faults there are, those included that are another entry's."""
        return len(self.found) + self.passed

    @contextmanager
    def entry(self, name: str, *held: Node) -> Iterator[None]:
        """Keep an entry as faulty if a fault is found in it: its name, and those declared in the nodes held."""
        before = self.count
        yield
        if self.count > before:
            self.faulty.update((name, *(one for node in held for one in declared(node))))

    def add(  # `help` is the word of the message format
        self, at: Place, message: str, help: str = "", *, lacks: str = "", is_unknown: bool = False
    ) -> None:
        self.found.append(Diagnostic(at, message, help, lacks=lacks, is_unknown=is_unknown))

    def note(self, at: Place, message: str, help: str = "") -> None:  # the word of the message format
        """Report what `pack check` refuses, though its meaning is clear."""
        self.noted.append(Diagnostic(at, message, help))

    def hint(self, at: Place, message: str, help: str = "") -> None:
        """Tell what `pack check` notes and does not refuse."""
        self.hints.append(Diagnostic(at, message, help))

    def unknown(self, at: Place, what: str, name: str, known: Iterable[str]) -> None:
        """Report a name that does not exist, with the nearest one that does."""
        if self.is_faulty(name):
            self.passed += 1
            return
        choices = list(known)
        near = nearest(name, choices)
        listed = ", ".join(f"`{choice}`" for choice in choices[:MOST_LISTED])
        cure = f"did you mean `{near}`?" if near else (f"known are {listed}" if 0 < len(choices) <= MOST_LISTED else "")
        self.add(at, f"unknown {what} {quoted(name)}", cure, is_unknown=True)

    def is_faulty(self, name: str) -> bool:
        """Return whether an entry with a fault declares a name, such as `x`, `figure.x` or `figure.x.low`."""
        owner, _, rest = name.partition(".")
        return bool(self.faulty) and (rest.partition(".")[0] if owner in OWNERS else owner) in self.faulty


def nearest(name: str, known: Iterable[str], like: float = 0.6) -> str:
    """Return the known name that one is most likely a slip of, empty if none is near. like: the least likeness, from 0 to 1, of `difflib`."""
    from difflib import get_close_matches  # only a fault needs it

    choices = list(known)
    owner, _, rest = name.partition(".")
    own = {one.partition(".")[2]: one for one in choices if one.startswith(f"{owner}.")} if owner in OWNERS else {}
    if found := get_close_matches(rest, own, n=1, cutoff=like):  # what all of them begin with is no likeness
        return own[found[0]]
    others = [one for one in choices if one not in own.values()]
    return next(iter(get_close_matches(name, others, n=1, cutoff=like)), "")


def declared(node: Node) -> Iterator[str]:
    """Yield the names that an entry may declare: the keys in it, and the items of its lists."""
    match node:
        case MappingNode(entries):
            for key, value in entries:
                yield key.text
                yield from declared(value)
        case SequenceNode(items):
            for item in items:
                yield from (item.text,) if isinstance(item, Scalar) else declared(item)
        case Scalar():
            return


def described(node: Node) -> str:
    """Return what a node is, in words for a message."""
    match node:
        case Scalar(text):
            return quoted(text) if text else "nothing"
        case SequenceNode():
            return "a list"
        case MappingNode():
            return "a mapping"


class Fields:
    """A mapping whose keys are taken one by one; what is left at the end is unknown."""

    def __init__(self, node: MappingNode, faults: Faults, what: str) -> None:
        self.at = node.at
        self.faults = faults
        self._what = what
        self._left = {key.text: (key, value) for key, value in node.entries}
        self._known: list[str] = []
        self._missed: dict[str, Diagnostic] = {}

    def has(self, key: str) -> bool:
        """Return whether the key is there and not taken yet."""
        return key in self._left

    def take(self, key: str) -> Node | None:
        """Return the node of a key, or None if the key is absent."""
        self._known.append(key)
        entry = self._left.pop(key, None)
        return entry[1] if entry else None

    @property
    def left(self) -> tuple[tuple[Scalar, Node], ...]:
        """The keys that no one has taken yet, with what they say."""
        return tuple(self._left.values())

    def rest(self) -> Iterator[tuple[Scalar, Node]]:
        """Yield what no one has taken yet, and count it as taken."""
        left, self._left = self._left, {}
        yield from left.values()

    @property
    def known(self) -> tuple[str, ...]:
        """The keys that were asked for, and those that may be suggested."""
        return tuple(self._known)

    def knows(self, names: Iterable[str]) -> None:
        """Let these names be suggested for a key that is unknown."""
        self._known.extend(names)

    def end(self) -> None:
        """Report the keys that nobody took; a key that is needed is not missing where one is a slip of it."""
        for key, node in self._left.values():
            self.refuse(key, node, f"key of {self._what}", self._known)

    def refuse(self, key: Scalar, node: Node, what: str, known: Iterable[str]) -> str:
        """Report a key that is unknown, keep what it declares as faulty, and return the known one that is meant, if one is near."""
        if self.faults.is_faulty(key.text):
            self.faults.passed += 1
            return ""
        meant = nearest(key.text, [*self._missed, *known])
        self.faults.unknown(key.at, what, key.text, [meant] if meant else known)
        self.faults.faulty.update(declared(node))
        missed = self._missed.pop(meant, None)
        if missed in self.faults.found:
            self.faults.found.remove(missed)
        return meant

    def need(self, key: str) -> Node | None:
        """Return the node of a key, reporting its absence."""
        node = self.take(key)
        if node is None:
            self.miss(key, Diagnostic(self.at, f"{self._what} needs `{key}`", lacks=key))
        return node

    def miss(self, key: str, fault: Diagnostic) -> None:
        """Report that a key is missing, unless one that is left is a slip of it."""
        self._missed[key] = fault
        self.faults.found.append(fault)

    # --- typed readers: a fault is reported once and gives the default ---
    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        node = self.need(key) if needed else self.take(key)
        return default if node is None else text_of(node, self.faults, f"`{key}`") or default

    def flag(self, key: str, *, default: bool = False) -> bool:
        node = self.take(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and node.plain and node.text in {"true", "false"}:
            return node.text == "true"
        meant = _FLAGS.get(node.text.casefold(), "") if isinstance(node, Scalar) else ""
        told = f"`{key}` must be true or false, got {described(node)}"
        self.faults.add(node.at, told, f"write `{meant}`" if meant else "")
        return default

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        node = self.take(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and re.fullmatch(r"[0-9]{1,4}", node.text) and low <= int(node.text) <= high:
            return int(node.text)
        self.faults.add(node.at, f"`{key}` must be a whole number from {low} to {high}, got {described(node)}")
        return default

    def choice(self, key: str, choices: Iterable[str], default: str = "", *, needed: bool = False) -> str:
        allowed = tuple(choices)
        node = self.need(key) if needed else self.take(key)
        if node is None:
            return default
        text = text_of(node, self.faults, f"`{key}`")
        if text and text not in allowed:
            self.faults.unknown(node.at, f"`{key}`", text, allowed)
            return default
        return text or default

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        node = self.need(key) if needed else self.take(key)
        return () if node is None else texts_of(node, self.faults, f"`{key}`")

    def names(self, key: str, what: str, known: Collection[str], *, needed: bool = False) -> tuple[str, ...]:
        """Return those of a list of names that are known, the others reported as unknown. what: one of them is."""
        told = self.texts(key, needed=needed)
        for one in told:
            if one not in known:
                self.faults.unknown(self.at, what, one, known)
        return tuple(one for one in told if one in known)

    def mapping(self, key: str, *, needed: bool = False) -> tuple[tuple[Scalar, Node], ...]:
        node = self.need(key) if needed else self.take(key)
        if node is None:
            return ()
        if isinstance(node, MappingNode):
            return node.entries
        self.faults.add(node.at, f"`{key}` must be a mapping, got {described(node)}")
        return ()

    def items(self, key: str, *, needed: bool = False) -> tuple[Node, ...]:
        node = self.need(key) if needed else self.take(key)
        if node is None:
            return ()
        if isinstance(node, SequenceNode):
            return node.items
        self.faults.add(node.at, f"`{key}` must be a list, got {described(node)}")
        return ()


def text_of(node: Node, faults: Faults, what: str) -> str:
    """Return the node's text, or an empty one after a report."""
    if isinstance(node, Scalar) and node.text.strip():
        return node.text
    faults.add(node.at, f"{what} must be a text, got {described(node)}")
    return ""


def texts_of(node: Node, faults: Faults, what: str) -> tuple[str, ...]:
    """Return the node's texts; a single text is a list of one."""
    if isinstance(node, SequenceNode):
        return tuple(text for item in node.items if (text := text_of(item, faults, f"each of {what}")))
    text = text_of(node, faults, what)
    return (text,) if text else ()


def mapping_of(node: Node, faults: Faults, what: str) -> Fields | None:
    """Return the node as fields, or None after a report."""
    if isinstance(node, MappingNode):
        return Fields(node, faults, what)
    faults.add(node.at, f"{what} must be a mapping, got {described(node)}")
    return None


def named(
    key: Scalar, pattern: re.Pattern[str], faults: Faults, what: str, taken: Callable[[str], bool] = lambda _: False
) -> bool:
    """Return whether a name is well formed and free, reporting what is wrong with it."""
    if not pattern.fullmatch(key.text):
        shape = "letters, digits and `_`" if pattern is IDENTIFIER else "letters, digits, `-` and `_`"
        free = re.sub(r"[^a-z0-9]+", "_" if pattern is IDENTIFIER else "-", key.text.lower()).strip("_-")
        faults.faulty.update((free, free.replace("_", ""), key.text.lower()))  # one of these may be named elsewhere
        cure = f"write `{free}`" if pattern.fullmatch(free) else ""
        faults.add(key.at, f"{what} must be named by small {shape}, got {quoted(key.text)}", cure)
        return False
    if taken(key.text):
        faults.add(key.at, f"{what} {quoted(key.text)} is declared twice")
        return False
    return True
