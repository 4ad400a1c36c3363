"""Why and why not: the rules behind an answer, what each asked, what it read, and who claims it."""

from __future__ import annotations

from collections.abc import Sequence

from advisor import ir, meaning
from advisor.meaning import fact_path, premises, reads, rule_reads, truth
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE, allows, is_known
from advisor.render import words
from advisor.render.condition_words import Claims
from advisor.render.inert import show
from advisor.render.loser import loser_view
from advisor.render.reason import Teller, View, best_of_each, memory_of, named_option, screen_name
from advisor.trace import Advice, Change, Firing, Ranked
from advisor.variation import Flip, Flips

SIZES = ("length", "volume", "mass")
"""Units of what a thing measures, which is told round."""

VERDICT_WORDS = {True: "holds", False: "does not hold", None: "unknown"}


class Because:
    """Says the trace of an advice in words."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.pack = teller.pack
        self.claims = Claims(teller.names)
        self._aside = aside(teller.pack)

    # --- why ---
    def why(self, advice: Advice, rule: str | None) -> View:
        """Return the rules behind the answer, or what became of one rule wherever it was asked."""
        asked = self.pack.rules[rule] if rule else None
        firings = [one for one in advice.firings if (one.rule == rule if rule else self._supports(one, advice))]
        return {
            "id": show(advice.order.id),
            "rule": self.rule(asked) if asked else None,
            "winner": screen_name(advice.winner.option, self.pack) if advice.winner else "",
            "firings": [self.firing(one, advice) for one in firings if rule],
            "scopes": [
                {"scope": scope, "firings": [self.firing(one, advice) for one in self._held(firings, scope)]}
                for scope in ("order", "option", "advice")
                if self._held(firings, scope)
            ],
            "open": [self.open(one, advice) for one in firings if one.as_assumed is None],
        }

    def _supports(self, firing: Firing, advice: Advice) -> bool:
        """Return whether a rule speaks of the order, the answer, or the winner; of every option if none wins."""
        if firing.as_assumed is False or firing.rule in self._aside:
            return False
        return firing.option is None or advice.winner is None or firing.option == advice.winner.option.id

    def _held(self, firings: Sequence[Firing], scope: str) -> list[Firing]:
        return [one for one in firings if one.as_assumed is True and self.pack.rules[one.rule].scope == scope]

    def open(self, firing: Firing, advice: Advice) -> View:
        """Return a verdict that is unknown: its sentence, and the facts it hangs on."""
        memory = memory_of(advice, firing.option, self.pack.rules[firing.rule].scope)
        read = [(path, memory.get(path, value)) for path, value in firing.premises]
        labels = [self.teller.names.label(path) for path, value in read if not is_known(value)]
        return {**self.firing(firing, advice), "hangs_on": words.joined(list(dict.fromkeys(labels)))}

    def rule(self, rule: ir.Rule) -> View:
        """Return what a rule asks and concludes, whatever the order."""
        return {
            "id": rule.id,
            "at": str(rule.at),
            "because": rule.because,
            "conditions": self.claims.clauses((*rule.tests, *rule.joins)),
            "effect": self.effect(rule, None),
            "figures": [self._figure(name) for name in rule.figures if name in self.pack.figures],
            "sources": self.teller.sources(rule.sources),
        }

    def _figure(self, name: str) -> View:
        figure = self.pack.figures[name]
        said = words.span(figure.value.low, figure.value.high, figure.unit, self.teller.names.tender)
        return {"label": figure.label, "words": said, "quote": figure.quote, "as_of": figure.as_of}

    def firing(self, firing: Firing, advice: Advice) -> View:
        """Return one verdict: the sentence, what was asked, what was read."""
        rule = self.pack.rules[firing.rule]
        memory = memory_of(advice, firing.option, rule.scope)
        row = next((row for row in advice.ranking if row.option.id == firing.option), None)
        return {
            **self.rule(rule),
            "about": screen_name(row.option, self.pack) if row else "",
            "verdict": VERDICT_WORDS[firing.as_assumed],
            "is_assumed": firing.verdict is None and firing.as_assumed is not None,
            "text": self.teller.sentences.of(rule, memory),
            "effect": self.effect(rule, memory if firing.as_assumed else None),
            "read": [self._premise(path, memory.get(path, value)) for path, value in firing.premises],
        }

    def _premise(self, path: str, value: ir.Possible) -> View:
        return {"label": self.claims.label(path), "words": self.teller.names.told(path, value)}

    # --- conclusions ---
    def effect(self, rule: ir.Rule, memory: ir.Memory | None) -> View:
        """Return what the rule concludes; over a memory, with its points or the value it derives."""
        conclusion: ir.Conclusion = rule.conclusion
        match conclusion:
            case ir.Exclude():
                return {"kind": "exclude", "words": ""}
            case ir.Favour(points):
                return {"kind": "favour", "words": self._points(points, memory)}
            case ir.Risk(points):
                return {"kind": "risk", "words": self._points(points, memory)}
            case ir.Derive(path, value):
                told = (
                    self.teller.names.told(path, value)
                    if isinstance(value, ir.OneOf | ir.Subset)
                    else self.claims.formula(value)
                )
                return {"kind": "derive", "words": f"{self.teller.names.label(path)}: {told}"}
            case ir.Advise(level, topic, _):
                told = f"something not priced: {topic}" if level == "unpriced" else f"a {level} on {topic}"
                return {"kind": "advise", "words": told}

    def _points(self, expression: ir.Expression, memory: ir.Memory | None) -> str:
        if memory is None:
            return self.claims.formula(expression)
        low, high = truth.number(expression, memory)
        return words.span(low, high, words.IN_POINTS, self.teller.names.tender)

    # --- why not ---
    def why_not(self, advice: Advice, pathway: str, changes: Sequence[Change], flips: Flips | None) -> View:
        """Return what keeps a pathway's best option from winning, the least changes that would lift that, and what flips it."""
        row = best_of_each(advice).get(pathway)
        names = self.teller.names
        found = [one for one in (flips.of(pathway) if flips else ()) if not self._is_idle(one, advice)]
        told = [(one, self._turned(one, advice)) for one in found]
        view: View = {
            "id": show(advice.order.id),
            "pathway": self.pack.pathways[pathway].name,
            "wins": advice.pathway == pathway,
            "winner": screen_name(advice.winner.option, self.pack) if advice.winner else "",
            "option": None,
            "flips": None if flips is None else [self.flip(one, advice) for one, turned in told if not turned],
            "turned": words.joined(
                [*dict.fromkeys(names.label(path) for _, turned in told for path in turned if not self._is_limit(path))]
            ),
            "unproved": words.joined([names.label(path) for path in flips.unproved]) if flips else "",
        }
        if row is not None:
            view["option"] = self._against(row, advice)
            view["changes"] = [self._change(one, advice) for one in changes]
            lost = next((one for one in advice.lost if one.option == row.option.id), None)
            view["lost"] = loser_view(self.teller, lost, advice) if lost else None
        return view

    def _is_idle(self, one: Flip, advice: Advice) -> bool:
        """Return whether nobody would do a thing to have a pathway win: cut a limit that was set, name a process where whichever suits, order far fewer, or make it of a size that no one says."""
        return any(self._is_vain(path, value, one, advice) for path, value in one.values)

    def _is_vain(self, path: str, value: ir.Possible, one: Flip, advice: Advice) -> bool:
        fact, said = self.pack.facts[name_in(path)], advice.order.said.get(path)
        if fact.left_open and (said is None or value != ir.OneOf((fact.left_open,))):
            return True
        if not isinstance(value, ir.Numbers) or not isinstance(fact.domain, ir.Numbers) or value == NONE:
            return False
        wide = meaning.near(fact, said, advice.memory)
        if fact.unit is not None and fact.unit.name in SIZES:
            runs = one.run or (value.low, value.low)
            rounds = {meaning.rounded(value.low, fact, up=up) for up in (True, False)}
            return not any(runs[0] <= each <= runs[1] for each in rounds) or not allows(wide, value)
        if not isinstance(said, ir.Numbers):
            return said is None and fact.name in self.pack.lexicon.roles.details and not allows(wide, value)
        is_cut = value.high < said.low
        return is_cut and (fact.is_limit or (isinstance(wide, ir.Numbers) and value.high < wide.low))

    def _turned(self, one: Flip, advice: Advice) -> list[str]:
        """Return what nobody would change to have a pathway win: a choice or a size that an order says, ABS instead of silver; a size that such a thing never has; a limit that was not set."""
        return [path for path, value in one.values if self._is_turned(path, value, advice)]

    def _is_limit(self, path: str) -> bool:
        fact = self.pack.facts[name_in(path)]
        return fact.is_limit or bool(fact.cure_if)

    def _is_turned(self, path: str, value: ir.Possible, advice: Advice) -> bool:
        fact, is_said = self.pack.facts[name_in(path)], path in advice.order.said
        if fact.cure_if and not meaning.may_cure(fact, advice.order.said, self.pack.facts):
            return True
        if not isinstance(fact.domain, ir.Numbers) or is_said:
            return is_said and not fact.is_cure
        is_size = fact.unit is not None and fact.unit.name in SIZES
        return (is_size or fact.is_limit) and not allows(meaning.near(fact, None, advice.memory), value)

    def _flipped(self, path: str, value: ir.Possible, run: tuple[int, int] | None) -> str:
        """Return a value that makes a pathway win as a person could mean it: round where it is a size, `50 or more` up to where nobody could."""
        names, fact = self.teller.names, self.pack.facts[name_in(path)]
        if (
            run is None
            or not (isinstance(value, ir.Numbers) and isinstance(fact.domain, ir.Numbers))
            or run[0] == run[1]
        ):
            return names.told(path, value)
        if value.low == fact.domain.high:
            return f"{names.told(path, ir.Numbers(run[0], run[0]))} or more"
        if fact.unit is not None and fact.unit.name in SIZES:
            rounds = [meaning.rounded(value.low, fact, up=up) for up in (True, False)]
            value = next((ir.Numbers(one, one) for one in rounds if run[0] <= one <= run[1]), value)
        return names.told(path, value)

    def flip(self, one: Flip, advice: Advice) -> View:
        """Return the values that would make a pathway win, what they are instead of, and how far that goes."""
        names = self.teller.names
        told = [
            {
                "label": names.label(path),
                "words": self._flipped(path, value, one.run),
                "given": names.told(path, advice.memory[path]),
            }
            for path, value in one.values
        ]
        run = ""
        if one.run is not None and one.run[0] != one.run[1]:
            path, domain = one.values[0][0], self.pack.facts[name_in(one.values[0][0])].domain
            low, high = (names.told(path, ir.Numbers(end, end)) for end in one.run)
            is_open = isinstance(domain, ir.Numbers) and one.run[1] == domain.high
            run = f"{low} on" if is_open else f"{low} to {high}"
        return {"facts": told, "run": run, "is_least": one.is_least, "option": self.option(one.option, advice)}

    def option(self, option: str, advice: Advice) -> str:
        """Return the full name of an option, candidate or not."""
        return named_option(option, advice.order, self.pack)

    def _against(self, row: Ranked, advice: Advice) -> View:
        fired = {one.rule: one for one in advice.firings if one.option == row.option.id}
        winner = advice.winner
        behind = None if winner is None or row.ruled_out_by else winner.score - row.score
        return {
            "name": screen_name(row.option, self.pack),
            "standing": row.standing.value,
            "exclusions": [
                self.firing(one, advice) for one in self._verdicts(row.ruled_out_by, row, fired, verdict=True)
            ],
            "risks": [
                self.firing(one, advice)
                for one in self._verdicts([rule for rule, _ in row.risked_by], row, fired, verdict=True)
            ],
            "favours": [
                self.firing(one, advice)
                for one in self._verdicts([rule for rule, _ in row.favoured_by], row, fired, verdict=True)
            ],
            "open": [self.open(one, advice) for one in self._verdicts(row.undecided_by, row, fired, verdict=None)],
            "premium": words.share(row.premium * 100) if row.premium else "",
            "score": words.points(row.score),
            "winner_score": words.points(winner.score) if winner else "",
            "behind": words.points(behind) if behind is not None and behind > 0 else "",
            "level": behind == 0,
        }

    def _verdicts(
        self, rules: Sequence[str], row: Ranked, fired: dict[str, Firing], *, verdict: ir.Verdict
    ) -> list[Firing]:
        """Return the verdicts named; one that the advice does not tell of is made up from what the option knows."""
        made = []
        for rule in rules:
            read = tuple((path, row.possible[path]) for path in premises(self.pack.rules[rule]) if path in row.possible)
            new = Firing(rule=rule, option=row.option.id, verdict=verdict, as_assumed=verdict, premises=read)
            made.append(fired.get(rule, new))
        return made

    def _change(self, change: Change, advice: Advice) -> View:
        names = self.teller.names
        return {
            "label": names.label(change.path),
            "words": names.told(change.path, change.value),
            "given": names.told(change.path, advice.memory[change.path]),
            "is_realistic": change.is_realistic,
            "keeps": change.keeps,
        }


def aside(pack: ir.Pack) -> frozenset[str]:
    """Return the rules that derive what no answer rests on: no other rule, estimate or option reads or names it."""
    read = {
        fact_path(path)
        for one in pack.estimates.values()
        for formula in one.readings.values()
        for path in reads(formula)
    }
    read |= {fact_path(path) for one in pack.options.values() for path in reads(one.applies)}
    by = [({fact_path(path) for path in (*rule_reads(rule), *rule.says)}, rule) for rule in pack.rules.values()]
    return frozenset(
        rule.id
        for rule in pack.rules.values()
        if isinstance(rule.conclusion, ir.Derive) and rule.scope == "order" and rule.conclusion.path not in read
        and not any(rule.conclusion.path in paths for paths, other in by if other is not rule)
    )  # fmt: skip
