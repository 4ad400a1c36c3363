"""Reading `roles` of `pack.yaml`: which facts and estimates of a pack its answers turn on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct, field

from advisor import ir
from advisor.errors import Diagnostic, Place
from advisor.value.unit import COUNT, DAYS, MONEY, SHARE
from advisor.value.word_match import NOTHING
from advisor.yaml.fields import Faults, mapping_of, text_of
from advisor.yaml.node import Node
from advisor.yaml.text import quoted


class Role(Struct, frozen=True, kw_only=True):
    """What can play a role. usual: the name that is taken where the pack does not say; is_needed: no pack does without."""

    of: Literal["order", "option", "estimate"]
    usual: str
    unit: str
    dimension: ir.Dimension
    kind: ir.Kind = ir.Kind.NUMBER
    is_needed: bool = False

    @property
    def place(self) -> str:
        """The file in which such things are declared."""
        return "knowledge/estimates.yaml" if self.of == "estimate" else "knowledge/facts.yaml"

    @property
    def owner(self) -> str:
        """What it is, as a message says it."""
        return "an estimate" if self.of == "estimate" else f"a fact of the {self.of}"


ROLES: Mapping[str, Role] = {
    "amount": Role(of="order", usual="quantity", unit="units", dimension=COUNT),
    "due": Role(of="order", usual="deadline", unit="days", dimension=DAYS),
    "price": Role(of="order", usual="selling_price", unit="money", dimension=MONEY),
    "deposit": Role(of="order", usual="client_deposit", unit="share", dimension=SHARE),
    "cash": Role(of="order", usual="total_cash", unit="money", dimension=MONEY),
    "repeats": Role(of="order", usual="repeats_per_year", unit="units", dimension=COUNT),
    "least": Role(of="option", usual="moq", unit="units", dimension=COUNT, is_needed=True),
    "most": Role(of="option", usual="maximum", unit="units", dimension=COUNT, is_needed=True),
    "unit_price": Role(
        of="option", usual="unit_cost", unit="money", dimension=MONEY, kind=ir.Kind.TABLE, is_needed=True
    ),
    "tooling": Role(of="option", usual="tooling", unit="money", dimension=MONEY),
    "making": Role(of="option", usual="making_time", unit="days", dimension=DAYS),
    "cost": Role(of="estimate", usual="landed_unit_cost", unit="money", dimension=MONEY, is_needed=True),
    "time": Role(of="estimate", usual="lead_time", unit="days", dimension=DAYS, is_needed=True),
    "total": Role(of="estimate", usual="total_cost", unit="money", dimension=MONEY),
    "one_off": Role(of="estimate", usual="tooling_cost", unit="money", dimension=MONEY),
    "peak": Role(of="estimate", usual="cash_peak", unit="money", dimension=MONEY),
    "peak_day": Role(of="estimate", usual="cash_peak_day", unit="days", dimension=DAYS),
}
"""The roles, each with the name that is taken for it where a pack does not say: the one place where advisor names a fact or an estimate."""


class Cast(Struct, frozen=True):
    """What can play a role in one pack. root: the folder of its files, as places name them, with the `/`.

    missing: the name of what no pack does without and this one neither has nor says -> how that is told. It is told last, and not of what
    is there with a fault.
    """

    facts: Mapping[str, ir.FactType]
    estimates: Mapping[str, ir.Unit]
    faults: Faults
    root: str
    missing: dict[str, Diagnostic] = field(default_factory=dict)

    def read(self, node: Node | None) -> ir.PackRoles:
        """Return who plays each role, after reporting what is not there or cannot. node: what the pack says, None for nothing."""
        item = mapping_of(node, self.faults, "`roles`") if node is not None else None
        said = {name: item.take(name) if item else None for name in ROLES}
        if item:
            item.end()
        return ir.PackRoles(**{name: self._player(name, ROLES[name], said[name]) for name in ROLES})

    def known(self, role: Role) -> Iterator[str]:
        """Yield the names that could play it."""
        for name in self._all(role):
            if not self._unfit(name, role):
                yield name

    def _player(self, name: str, role: Role, node: Node | None) -> str:
        text = text_of(node, self.faults, f"role `{name}`") if node is not None else role.usual
        if text == NOTHING and not role.is_needed:
            return ""
        if node is not None and text not in self._all(role):
            what = "estimate" if role.of == "estimate" else f"fact of the {role.of}"
            self.faults.unknown(node.at, f"{what} in role `{name}`", text, [*self.known(role)] or [*self._all(role)])
            return ""
        why = self._unfit(text, role)
        if why and (node is not None or role.is_needed):
            self._refuse(name, role, node, why)
        return "" if why else text if role.of == "estimate" else f"{role.of}.{text}"

    def _refuse(self, name: str, role: Role, node: Node | None, why: str) -> None:
        cure = f"declare {role.owner}, {_wanted(role)}, and name it here: `{name}: ...`"
        if node is not None:
            told = f"role `{name}` needs {role.owner}, {_wanted(role)}; {why}"
            self.faults.add(node.at, told, cure if role.is_needed else f"{cure}; or leave the role out")
            return
        what = "an estimate" if role.of == "estimate" else "a fact"
        owner = "" if role.of == "estimate" else f" of the {role.of}, a {role.kind.value}"
        fact = self.facts.get(role.usual) if role.of != "estimate" else None
        at = fact.at if fact else Place(f"{self.root}{role.place}")
        cure = f"declare it; or, where it has another name, say in pack.yaml `roles: {{{name}: NAME}}`"
        self.missing[role.usual] = Diagnostic(at, f"the pack needs {what} `{role.usual}`{owner}", cure)

    def _all(self, role: Role) -> list[str]:
        if role.of == "estimate":
            return [*self.estimates]
        return [fact.name for fact in self.facts.values() if fact.of == role.of]

    def _unfit(self, name: str, role: Role) -> str:
        """Return why a name cannot play a role, empty if it can."""
        if name not in self._all(role):
            return f"there is no {quoted(name)}"
        fact = self.facts[name] if role.of != "estimate" else None
        unit = self.estimates[name] if fact is None else fact.unit
        if fact is not None and fact.kind is not role.kind:
            return f"{quoted(name)} is a {fact.kind.value}"
        if (unit.dimension if unit else COUNT) != role.dimension:
            return f"{quoted(name)} is counted in {unit.name if unit else 'nothing'}"
        return ""


def _wanted(role: Role) -> str:
    kind = "" if role.of == "estimate" else f"`kind: {role.kind.value}`, "
    return f"{kind}`unit: {role.unit}`"
