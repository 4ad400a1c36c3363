"""Names: what a dotted name such as `option.tooling.low` or `figure.month` stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from advisor import ir
from advisor.yaml.fields import Faults

SCOPES: Mapping[str, tuple[str, ...]] = {
    "order": ("order", "figure"),
    "option": ("order", "option", "figure"),
    "advice": ("order", "winner", "runner_up", "advice", "figure"),
}
"""Which owners the names in a rule of each scope may have."""
STANDING_IN = {"winner": "option", "runner_up": "option"}
ONLY_RANKED = ("standing", "score", "premium")
PER: ir.Dimension = (("per", 1),)


class Name(Struct, frozen=True, kw_only=True):
    """What a name stands for. span: it is uncertain and has no reading yet; least: no value of it is smaller.

    rows, steps_by: a figure's table, and the unit of its arguments.
    """

    path: str
    kind: ir.Kind
    unit: ir.Unit | None
    span: bool
    expression: ir.Expression
    least: int
    fact: ir.FactType | None = None
    rows: tuple[tuple[int, int], ...] = ()
    steps_by: ir.Unit | None = None


class Vocabulary(Struct, frozen=True, kw_only=True):
    """Every name of a pack. estimates: name -> unit. roles: who plays which."""

    currency: str
    facts: Mapping[str, ir.FactType]
    built_in: Mapping[str, ir.FactType]
    figures: Mapping[str, ir.FigureType]
    estimates: Mapping[str, ir.Unit]
    roles: ir.PackRoles

    def find(self, dotted: str, scope: str) -> Name | None:
        """Return what the name stands for in a rule of that scope, or None."""
        owner, _, rest = dotted.partition(".")
        head, _, reading = rest.partition(".")
        if owner not in SCOPES[scope] or not head or (reading and reading not in (*ir.READINGS, "per")):
            return None
        return self._figure(head, reading) if owner == "figure" else self._fact(owner, head, reading)

    def names(self, scope: str) -> Iterator[str]:
        """Yield the names that a rule of that scope may use, for suggestions."""
        for owner in SCOPES[scope]:
            if owner == "figure":
                yield from (f"figure.{name}" for name in self.figures)
                continue
            as_owner = STANDING_IN.get(owner, owner)
            yield from (f"{owner}.{fact.name}" for fact in self.facts.values() if fact.of == as_owner)
            yield from (f"{owner}.{fact.name}" for fact in self.built_in.values() if fact.group == as_owner)
            yield from (f"{owner}.{name}" for name in self.estimates if as_owner == "option")

    def test_names(self, scope: str) -> Iterator[str]:
        """Yield the names that `when` may test in a rule of that scope."""
        owners = [STANDING_IN.get(owner, owner) for owner in SCOPES[scope]]
        yield from (fact.name for fact in self.facts.values() if fact.of in owners)
        yield from (fact.name for fact in self.built_in.values() if fact.group in owners)

    def tested(self, name: str, scope: str) -> Name | None:
        """Return the fact a test in `when` is of: a dotted name, or the order's, else the option's of that name."""
        if "." in name:
            return self.find(name, scope)
        return self.find(f"order.{name}", scope) or self.find(f"option.{name}", scope)

    def _fact(self, owner: str, head: str, reading: str) -> Name | None:
        as_owner = STANDING_IN.get(owner, owner)
        path = f"{owner}.{head}" + (f".{reading}" if reading else "")
        if as_owner == "option" and head in self.estimates and reading != "per":
            unit = self.estimates[head]
            return Name(path=path, kind=ir.Kind.NUMBER, unit=unit, span=not reading, expression=ir.Read(path), least=0)
        if owner == "option" and head in ONLY_RANKED:
            return None
        fact = self.built_in.get(f"{as_owner}.{head}") or self.facts.get(head)
        if fact is None or (
            fact.name in self.facts and f"{as_owner}.{head}" not in self.built_in and fact.of != as_owner
        ):
            return None
        uncertain = fact.span or fact.kind is ir.Kind.TABLE
        if reading and (not uncertain or reading == "per"):
            return None
        least = fact.domain.low if isinstance(fact.domain, ir.Numbers) else -1
        return Name(
            path=path, kind=fact.kind, unit=fact.unit, span=uncertain and not reading, expression=ir.Read(path),
            least=least, fact=fact,
        )  # fmt: skip

    def _figure(self, head: str, reading: str) -> Name | None:
        figure = self.figures.get(head)
        if figure is None:
            return None
        path = f"figure.{head}" + (f".{reading}" if reading else "")
        if reading == "per":
            per = ir.Unit(name="per", dimension=PER)
            return Name(
                path=path, kind=ir.Kind.NUMBER, unit=per, span=False, expression=ir.Number(figure.per), least=figure.per
            )
        if figure.rows:
            return self._table(figure, path, reading)
        spans = [figure.value, *(span for _, span in figure.cases)]
        span = not reading and any(one.low != one.high for one in spans)
        least = min(one.low for one in spans)
        expression = reading_of(figure, "likely") if span or not reading else reading_of(figure, _as_reading(reading))
        return Name(path=path, kind=ir.Kind.NUMBER, unit=figure.unit, span=span, expression=expression, least=least)

    @staticmethod
    def _table(figure: ir.FigureType, path: str, reading: str) -> Name | None:
        if reading:
            return None
        return Name(
            path=path, kind=ir.Kind.TABLE, unit=figure.unit, span=False, expression=ir.Read(path), least=figure.value.low,
            rows=figure.rows, steps_by=figure.steps_by,
        )  # fmt: skip


def _as_reading(text: str) -> ir.Reading:
    return "low" if text == "low" else "high" if text == "high" else "likely"


def of_span(span: ir.Span, reading: ir.Reading) -> int:
    """Return one reading of a span."""
    return {"low": span.low, "likely": span.likely, "high": span.high}[reading]


def reading_of(figure: ir.FigureType, reading: ir.Reading) -> ir.Figure | ir.Lookup:
    """Return a figure in one reading; one that differs by a choice is looked up by the order's."""
    if figure.by:
        cases = tuple((case, of_span(span, reading)) for case, span in figure.cases)
        return ir.Lookup(figure.name, f"order.{figure.by}", cases, of_span(figure.value, reading))
    return ir.Figure(figure.name, reading, of_span(figure.value, reading))


class Library(Struct, frozen=True, kw_only=True):
    """What reading rules, and what stands beside them, needs of the rest of a pack."""

    vocabulary: Vocabulary
    sources: Mapping[str, ir.Source]
    pathways: Mapping[str, ir.Pathway]
    faults: Faults
