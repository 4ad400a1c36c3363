"""The proof of an answer as a tree: what holds, what it was concluded from, down to what the order says and who claims what."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.ir import Advise, Derive, Numbers, Possible, Rule
from advisor.meaning import fact_path, reads
from advisor.render import words
from advisor.render.justification import Because
from advisor.render.reason import View, best_of_each, full_name
from advisor.trace import Advice, Firing, Ranked

DEEPEST = 6


class Proofs:
    """Makes trees of one advice. Each node is words, a place in the pack or the order, and what it rests on."""

    def __init__(self, because: Because, advice: Advice, *, ids: bool) -> None:
        self.because = because
        self.pack = because.pack
        self.names = because.teller.names
        self.advice = advice
        self.ids = ids

    def trees(self) -> list[View]:
        """Return a tree for each pathway's best option, the winner's first."""
        return [self._option(row) for row in best_of_each(self.advice).values()]

    def _option(self, row: Ranked) -> View:
        standing = self.pack.built_in["option.standing"].words[row.standing.value]
        score = words.points(row.score)
        told = [one for one in self.advice.firings if one.option == row.option.id and self._weighs(one)]
        held = [self._firing(one, row, 0) for one in told if one.verdict]
        unknown = [self._firing(one, row, 0) for one in told if one.verdict is None]
        roles = self.pack.roles
        estimates = [self._estimate(f"option.{name}", row, 0) for name in (roles.cost, roles.time)]
        waiting = [self._node("Not known yet, counts nothing", "", unknown)] if unknown else []
        return self._node(
            f"{full_name(row, self.pack)}: {standing}, {score}", str(row.option.at), held + estimates + waiting
        )

    def _weighs(self, firing: Firing) -> bool:
        return not isinstance(self.pack.rules[firing.rule].conclusion, Advise | Derive)

    def _node(self, told: str, place: str, children: list[View], note: str = "") -> View:
        return {"words": told, "note": note, "place": place if self.ids else "", "children": children}

    # --- rules ---
    def _firing(self, firing: Firing, row: Ranked, depth: int) -> View:
        view = self.because.firing(firing, self.advice)
        rule = self.pack.rules[firing.rule]
        note = {
            "exclude": "excludes it",
            "favour": f"for it: {view['effect']['words']}",
            "risk": f"against it: {view['effect']['words']}",
        }
        said = note.get(view["effect"]["kind"], "") if firing.verdict else ""
        children = [node for path, value in firing.premises for node in self._premise(path, value, row, depth + 1)]
        return self._node(view["text"], f"{rule.id}, {rule.at}", children + self._claims(rule), said)

    def _premise(self, path: str, value: Possible, row: Ranked, depth: int) -> Iterator[View]:
        """Yield what a rule read: a fact of the order, what a rule derived, an estimate, or what the option says."""
        name = fact_path(path)
        if name.removeprefix("option.") in self.pack.estimates:
            yield self._estimate(name, row, depth, self.because.claims.label(path), value)
            return
        label = f"{self.because.claims.label(path)}: {self.names.told(path, value)}"
        deriving = [
            one for one in self.advice.firings if self._derives(one, path) and one.option in (None, row.option.id)
        ]
        if deriving and path not in self.advice.order.given and depth < DEEPEST:
            yield self._node(label, self._place(path), [self._firing(one, row, depth) for one in deriving])
            return
        yield self._node(label, self._place(path, row), [])

    def _derives(self, firing: Firing, path: str) -> bool:
        conclusion = self.pack.rules[firing.rule].conclusion
        return isinstance(conclusion, Derive) and conclusion.path == path

    def _place(self, path: str, row: Ranked | None = None) -> str:
        """Return where a value was said: in the order, by the option, or as the fact is declared."""
        if path in self.advice.order.origins:
            return self.advice.order.origins[path]
        if row is not None and fact_path(path) in row.option.values:
            return str(row.option.at)
        fact = self.names.fact(path)
        return str(fact.at) if fact is not None else ""

    def _claims(self, rule: Rule) -> list[View]:
        """Return the figures that a rule names, and its sources."""
        figures = [self.pack.figures[name] for name in rule.figures if name in self.pack.figures]
        told = [
            self._node(
                f"{one.label}: {words.span(one.value.low, one.value.high, one.unit, self.names.tender)}",
                str(one.at),
                [self._source(source) for source in one.sources],
                f"“{one.quote}”" if one.quote else "",
            )
            for one in figures
        ]
        return told + [self._source(source) for source in rule.sources]

    def _source(self, told: str) -> View:
        name, _, section = told.partition("#")
        source = self.pack.sources[name]
        part = f", “{source.sections.get(section, section)}”" if section else ""
        return self._node(f"{source.title}{part}", str(source.at), [], source.date)

    # --- estimates ---
    def _estimate(self, path: str, row: Ranked, depth: int, label: str = "", value: Possible | None = None) -> View:
        """Return an estimate with its formula's parts: the estimates it is a sum of, and what it reads."""
        estimate = self.pack.estimates[path.removeprefix("option.")]
        spread = row.estimates[estimate.name]
        said = words.spread_in_words(spread.low, spread.likely, spread.high, estimate.unit, self.names.tender)
        if isinstance(value, Numbers):
            said = self.names.told(path, value)
        inner: list[View] = []
        if depth < DEEPEST:
            for read in dict.fromkeys(map(fact_path, reads(*estimate.readings.values()))):
                inner += self._part(read, row, depth + 1)
        return self._node(f"{label or estimate.label}: {said}", str(estimate.at), inner)

    def _part(self, path: str, row: Ranked, depth: int) -> list[View]:
        """Return what a formula reads, what comes to nothing left out."""
        name = path.removeprefix("option.")
        if name in self.pack.estimates:
            return [self._estimate(path, row, depth)] if row.estimates[name].high else []
        owner, _, rest = path.partition(".")
        said = self.names.said(owner, rest, row.memory)
        if said is None or (not said and path.startswith("option.")) or not str(said):
            return []
        return [self._node(f"{self.names.label(path)}: {said}", self._place(path, row), [])]
