"""A knowledge pack from its folder: found, read strictly, resolved, with every fault told at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from advisor.errors import FaultsError, NoPackError, PackError, Place
from advisor.ir import Derive, Estimate, FactType, Kind, Option, Pack, Rule, Source
from advisor.pack.claim import read_contradictions, read_figures, read_sources
from advisor.pack.fact import built_in, read_facts, read_groups
from advisor.pack.fields import Faults, Fields, described
from advisor.pack.limits import PACK_LIMITS
from advisor.pack.node import Mapping, Node, Sequence
from advisor.pack.opening import read_bytes
from advisor.pack.reader import read_yaml
from advisor.pack.rule import Library, read_checklists, read_rules
from advisor.pack.vocabulary import Vocabulary
from advisor.pack.way import Shelf, read_estimate, read_estimate_units, read_options, read_pathways

_T = TypeVar("_T")
PARTS = ("rules", "knowledge", "templates")
NEEDED = ("pack", "facts", "sources", "figures", "pathways", "estimates")
OPTIONAL = ("checklists", "contradictions")
CONTRACT = {"process": "order", "moq": "option", "maximum": "option", "unit_cost": "option"}
ESTIMATES = ("landed_unit_cost", "lead_time")


def builtin() -> Traversable:
    """Return the pack that ships with advisor: inside the wheel, else the checkout around src/.

    Raises:
        NoPackError: neither is there.
    """
    shipped = files("advisor") / "builtin"
    checkout = Path(__file__).parents[3]
    for root in (shipped, checkout):
        if all((root / part).is_dir() for part in PARTS):
            return root
    raise NoPackError(f"no built-in pack at `{shipped}` or `{checkout}`")


def load(root: Traversable, *, label: str = "") -> Pack:
    """Return the pack in a folder. label: what places call the folder, empty for the built-in one.

    Raises:
        PackError: with every fault in the pack's files.
    """
    folder = _Folder(root, label)
    if not root.is_dir():
        folder.faults.add(Place(label or str(root)), "no knowledge pack here: no such folder")
        raise PackError(folder.faults.found)
    pack = _read(folder)
    if folder.faults.found or pack is None:
        raise PackError(folder.faults.found)
    return pack


@dataclass(slots=True)
class _Folder:
    """The files of a pack, the bytes they had, and the faults found in them."""

    root: Traversable
    label: str
    faults: Faults = field(default_factory=Faults)
    digest: dict[str, str] = field(default_factory=dict)

    def place(self, name: str) -> str:
        return f"{self.label}/{name}" if self.label else name

    def read(self, name: str) -> Node | None:
        """Return the one document of a file, or None after a report."""
        target = self.root
        for part in name.split("/"):
            target = target / part
        try:
            raw = read_bytes(target, PACK_LIMITS, name=self.place(name), follow_links=False)
        except FaultsError as error:
            self.faults.found.extend(error.faults)
            return None
        self.digest[name] = hashlib.sha256(raw).hexdigest()
        documents, faults = read_yaml(raw, self.place(name), PACK_LIMITS)
        self.faults.found.extend(faults)
        if len(documents) == 1:
            return documents[0]
        if not faults:
            told = "the file is empty" if not documents else "expected one document in the file"
            self.faults.add(Place(self.place(name), 1, 1), told)
        return None

    def fields(self, name: str) -> Fields:
        """Return the mapping in a file, an empty one after a report."""
        node = self.read(name)
        if isinstance(node, Mapping):
            return Fields(node, self.faults, f"`{name}`")
        if node is not None:
            self.faults.add(node.at, f"expected a mapping, got {described(node)}")
        return Fields(Mapping(entries=(), flow=False, at=Place(self.place(name), 1, 1)), Faults(), f"`{name}`")

    def names(self, folder: str) -> list[str]:
        """Return the YAML files of a folder, sorted; other files in it are faults."""
        target = self.root
        for part in folder.split("/"):
            target = target / part
        if not target.is_dir():
            return []
        found = sorted(entry.name for entry in target.iterdir() if not entry.name.startswith("."))
        return [f"{folder}/{name}" for name in found if name.endswith((".yaml", ".yml"))]


def _read(folder: _Folder) -> Pack | None:
    faults = folder.faults
    missing = [part for part in ("knowledge", "rules") if not (folder.root / part).is_dir()]
    for part in missing:
        faults.add(Place(folder.place(part)), f"a knowledge pack needs a folder `{part}`")
    if missing:
        return None
    present = {Path(name).stem for name in folder.names("knowledge")}
    for stray in sorted(present - {*NEEDED, *OPTIONAL}):
        faults.unknown(Place(folder.place(f"knowledge/{stray}.yaml")), "file", stray, (*NEEDED, *OPTIONAL))
    head = folder.fields("knowledge/pack.yaml")
    meta = {key: head.text(key, needed=True) for key in ("id", "version", "title", "currency")}
    language, _ = head.text("language", "en"), head.text("engine")
    head.end()
    return _resolve(folder, meta, language, present)


def _resolve(folder: _Folder, meta: dict[str, str], language: str, present: set[str]) -> Pack | None:
    faults, currency = folder.faults, meta["currency"] or "EUR"
    sources = _section(folder, "sources", read_sources)
    facts_file = folder.fields("knowledge/facts.yaml")
    groups = read_groups(facts_file)
    facts = read_facts(facts_file, currency, groups)
    facts_file.end()
    figures = _section(folder, "figures", lambda fields: read_figures(fields, currency, facts, sources))
    pathways = _section(folder, "pathways", lambda fields: read_pathways(fields, sources))
    _contract(facts, folder)
    process = facts.get("process")
    everywhere = built_in({name: one.name for name, one in pathways.items()}, process.words if process else {})
    estimates_file = folder.fields("knowledge/estimates.yaml")
    units, formulas = read_estimate_units(estimates_file, faults)
    vocabulary = Vocabulary(currency=currency, facts=facts, built_in=everywhere, figures=figures, estimates=units)
    estimates = _estimates(formulas, vocabulary, sources, folder)
    estimates_file.end()
    library = Library(vocabulary=vocabulary, sources=sources, pathways=pathways, faults=faults)
    rules = _rules(folder, library)
    shelf = Shelf(vocabulary=vocabulary, pathways=pathways, sources=sources, derived=derived(rules), faults=faults)
    options = _options(folder, shelf)
    checklists = (
        _section(folder, "checklists", lambda fields: read_checklists(fields, library))
        if "checklists" in present
        else ()
    )
    contradictions = (
        _section(folder, "contradictions", lambda fields: read_contradictions(fields, figures))
        if "contradictions" in present
        else {}
    )
    return Pack(
        **meta, language=language, sha256=_sha256(folder), facts=facts, groups=groups, figures=figures, sources=sources,
        pathways=pathways, options=options, estimates=estimates, rules=rules, checklists=checklists,
        contradictions=contradictions, built_in=everywhere, findings=tuple(faults.noted),
    )  # fmt: skip


def _section(folder: _Folder, name: str, read: Callable[[Fields], _T]) -> _T:
    fields = folder.fields(f"knowledge/{name}.yaml")
    found = read(fields)
    fields.end()
    return found


def _contract(facts: dict[str, FactType], folder: _Folder) -> None:
    """Report what ranking and quotes read and the vocabulary does not have."""
    for name, owner in CONTRACT.items():
        fact = facts.get(name)
        wanted = Kind.CHOICE if name == "process" else Kind.TABLE if name == "unit_cost" else Kind.NUMBER
        if fact is None or fact.of != owner or fact.kind is not wanted:
            at = fact.at if fact else Place(folder.place("knowledge/facts.yaml"))
            folder.faults.add(at, f"the pack needs a fact `{name}` of the {owner}, a {wanted.value}")


def _estimates(
    formulas: dict[str, Fields], vocabulary: Vocabulary, sources: dict[str, Source], folder: _Folder
) -> dict[str, Estimate]:
    for name in ESTIMATES:
        if name not in formulas:
            folder.faults.add(Place(folder.place("knowledge/estimates.yaml")), f"the pack needs an estimate `{name}`")
    for name, item in formulas.items():
        if name in vocabulary.facts:
            folder.faults.add(item.at, f"`{name}` is a fact already; an estimate needs a name of its own")
    found = {name: read_estimate(name, item, vocabulary, sources) for name, item in formulas.items()}
    return {name: estimate for name, estimate in found.items() if estimate is not None}


def _options(folder: _Folder, shelf: Shelf) -> dict[str, Option]:
    options: dict[str, Option] = {}
    for name in folder.names("knowledge/options"):
        fields = folder.fields(name)
        read_options(fields, shelf, options)
        fields.end()
    if not options and not folder.faults.found:
        folder.faults.add(Place(folder.place("knowledge/options")), "the pack has no options")
    return options


def _rules(folder: _Folder, library: Library) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    names = folder.names("rules")
    for name in names:
        node = folder.read(name)
        if isinstance(node, Sequence):
            read_rules(node.items, library, rules)
        elif node is not None:
            folder.faults.add(node.at, f"expected a list of rules, got {described(node)}")
    if not rules and not folder.faults.found:
        folder.faults.add(Place(folder.place("rules")), "the pack has no rules", "write one in rules/FACTOR.yaml")
    return rules


def derived(rules: dict[str, Rule]) -> frozenset[str]:
    """Return the paths that rules derive."""
    return frozenset(rule.conclusion.path for rule in rules.values() if isinstance(rule.conclusion, Derive))


def _sha256(folder: _Folder) -> str:
    told = "".join(f"{name} {digest}\n" for name, digest in sorted(folder.digest.items()))
    return hashlib.sha256(told.encode()).hexdigest()


def cases(root: Traversable, label: str = "") -> Iterator[tuple[str, Node]]:
    """Yield file name and document of each file of cases.

    Raises:
        PackError: a file of cases cannot be read.
    """
    folder = _Folder(root, label)
    for name in folder.names("tests/cases"):
        node = folder.read(name)
        if node is not None:
            yield folder.place(name), node
    if folder.faults.found:
        raise PackError(folder.faults.found)
