"""Two answers to one order side by side, as a template reads them and as a JSON document."""

from __future__ import annotations

from typing import Any

from advisor.ir import Pack, Possible, Verdict
from advisor.render import words
from advisor.render.document import SCHEMA_VERSION, VERDICT_NAMES, pack_document
from advisor.render.inert import show
from advisor.render.justification import VERDICT_WORDS, aside
from advisor.render.reason import Teller, View, best_of_each, memory_of, screen_name
from advisor.trace import Advice, Breach, Ranked
from advisor.variation import Turned, WhatIf

_COMPARED = ("pathway", "option", "standing", "settled", "close", "decided_by", "ranking", "assumed")
"""What the document of a what-if takes over from the documents of both answers."""
_NOTHING = "nothing fits"


def what_if_view(teller: Teller, one: WhatIf) -> View:
    """Return what the template says of a what-if."""
    return _View(teller, one).whole()


class _View:
    def __init__(self, teller: Teller, one: WhatIf) -> None:
        self.teller = teller
        self.pack: Pack = teller.pack
        self.one = one
        self._aside = aside(teller.pack)

    def whole(self) -> View:
        before, after = self.one.before, self.one.after
        return {
            "id": show(before.order.id),
            "changes": [self._change(*change) for change in self.one.changes],
            "before": self._first(before),
            "after": self._first(after),
            "kind": self._kind(),
            "broken": [self._broken(one, after) for one in after.breaches],
            "table": [["comes first", self._first(before), self._first(after)], *self._rows()],
            "standings": self._standings(),
            "turned": self._turned(),
        }

    def _kind(self) -> str:
        """Return what becomes of the answer: pathway, option, or same."""
        before, after = self.one.before, self.one.after
        if before.pathway != after.pathway:
            return "pathway"
        ids = [None if one.winner is None else one.winner.option.id for one in (before, after)]
        return "same" if ids[0] == ids[1] else "option"

    def _broken(self, breach: Breach, advice: Advice) -> str:
        """Return the sentence of a limit that an answer likely does not keep."""
        rule = self.pack.rules[breach.lift.rule]
        option = advice.winner.option.id if advice.winner else None
        return self.teller.sentences.of(rule, memory_of(advice, option, rule.scope))

    def _change(self, path: str, before: Possible, after: Possible) -> View:
        names = self.teller.names
        return {"label": names.label(path), "before": names.told(path, before), "after": names.told(path, after)}

    def _first(self, advice: Advice) -> str:
        return screen_name(advice.winner.option, self.pack) if advice.winner else _NOTHING

    # --- side by side ---
    def _rows(self) -> list[list[str]]:
        roles = self.pack.roles
        told = [name for name in (roles.cost, roles.total, roles.peak, roles.time) if name]
        rows = [
            [self.pack.estimates[name].label, *(self._said(one.winner, name) for one in self._both())] for name in told
        ]
        rows.append(["standing", *(self._standing(one.winner) for one in self._both())])
        rows.append(
            [
                "runner-up",
                *(screen_name(one.runner_up.option, self.pack) if one.runner_up else "none" for one in self._both()),
            ]
        )
        rows.append(["the answer is", *("settled" if one.settled else "provisional" for one in self._both())])
        return rows

    def _both(self) -> tuple[Advice, Advice]:
        return self.one.before, self.one.after

    def _said(self, row: Ranked | None, name: str) -> str:
        if row is None:
            return "–"
        spread, unit = row.estimates[name], self.pack.estimates[name].unit
        return words.spread_in_words(spread.low, spread.likely, spread.high, unit, self.teller.names.tender)

    def _standing(self, row: Ranked | None) -> str:
        return "–" if row is None else self.pack.built_in["option.standing"].words[row.standing.value]

    def _standings(self) -> list[list[str]]:
        """Return of each pathway its place, standing and score in both answers."""
        both = [_places(one) for one in self._both()]
        order = dict.fromkeys((*both[1], *both[0]))
        return [
            [self.pack.pathways[pathway].name, *(self._place(places.get(pathway)) for places in both)]
            for pathway in order
        ]

    def _place(self, found: tuple[int, Ranked] | None) -> str:
        if found is None:
            return "does not apply"
        place, row = found
        if row.ruled_out_by:
            return "excluded"
        return f"{place}., {words.points(row.score)}, {self._standing(row)}"

    # --- rules ---
    def _turned(self) -> list[View]:
        """Return the rules that turned, each once for all options of which it turned the same way; those that held first, of open ones those that held as assumed."""
        groups: dict[tuple[str, Verdict, Verdict, str], list[Turned]] = {}
        for turned in self.one.turned:
            rule = self.pack.rules[turned.rule]
            is_open = True not in (turned.before, turned.after)
            if turned.rule in self._aside or (is_open and (rule.scope == "advice" or not self._bears(turned))):
                continue
            key = (turned.rule, turned.before, turned.after, self._text(turned))
            groups.setdefault(key, []).append(turned)
        views = [self._rule(*key, told) for key, told in groups.items()]
        return sorted(views, key=lambda view: "holds" not in (view["before"], view["after"]))

    def _bears(self, turned: Turned) -> bool:
        """Return whether a rule that was or is open held as assumed: of one that held for nobody its sentence would be untrue."""
        advice = self.one.before if turned.before is None else self.one.after
        return any(
            one.as_assumed is True for one in advice.firings if (one.rule, one.option) == (turned.rule, turned.option)
        )

    def _rule(self, rule: str, before: Verdict, after: Verdict, text: str, told: list[Turned]) -> View:
        rows = {row.option.id: row for one in self._both() for row in one.ranking}
        about = [screen_name(rows[one.option].option, self.pack) for one in told if one.option is not None]
        return {
            "rule": rule,
            "at": str(self.pack.rules[rule].at),
            "text": text,
            "before": VERDICT_WORDS[before],
            "after": VERDICT_WORDS[after],
            "about": words.joined(about),
        }

    def _text(self, turned: Turned) -> str:
        """Return the sentence over the answer in which the rule holds, or holds more nearly."""
        advice = self.one.after if turned.after or turned.before is False else self.one.before
        rule = self.pack.rules[turned.rule]
        return self.teller.sentences.of(rule, memory_of(advice, turned.option, rule.scope))


def _places(advice: Advice) -> dict[str, tuple[int, Ranked]]:
    """Return pathway -> its place among the pathways, with its best option."""
    return {pathway: (place, row) for place, (pathway, row) in enumerate(best_of_each(advice).items(), start=1)}


# --- the document -----------------------------------------------------------------------------------------------------
def what_if_document(teller: Teller, one: WhatIf, documents: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """Return the document of a what-if, ready for `json.dumps`. documents: those of both answers."""
    names, pack = teller.names, teller.pack
    return {
        "schema_version": SCHEMA_VERSION,
        "order_id": one.before.order.id,
        "changes": [
            {
                "fact": path.removeprefix("order."),
                "before": names.typed(path, before),
                "after": names.typed(path, after),
            }
            for path, before, after in one.changes
        ],
        "before": {key: documents[0][key] for key in _COMPARED},
        "after": {key: documents[1][key] for key in _COMPARED},
        "turned": [
            {
                "rule": turned.rule,
                "option": turned.option,
                "before": VERDICT_NAMES[turned.before],
                "after": VERDICT_NAMES[turned.after],
            }
            for turned in one.turned
        ],
        "pack": pack_document(pack),
    }
