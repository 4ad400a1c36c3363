"""What is left to do: papers that are missing, next steps with their days, warnings and notes."""

from __future__ import annotations

from advisor.ir import Pack
from advisor.render import words
from advisor.render.reason import Teller, View, memory_of
from advisor.trace import Advice, Note
from advisor.value.day import days_later


class ToDo:
    """What is left to do after one answer."""

    def __init__(self, teller: Teller, advice: Advice, *, ids: bool) -> None:
        self.teller = teller
        self.pack: Pack = teller.pack
        self.advice = advice
        self.ids = ids

    def view(self) -> View:
        advice = self.advice
        return {
            "checklists": self._checklists(),
            "steps": [self._step(note) for note in advice.notes if note.level == "step"],
            "quotes_from": words.joined([self.pack.pathways[one].name for one in advice.ask_quotes_from]),
            "warnings": [self._note(note) for note in advice.notes if note.level == "warning"],
            "notes": [self._note(note) for note in advice.notes if note.level == "note"],
        }

    def _checklists(self) -> list[View]:
        return [view for one in self.pack.checklists if (view := self._checklist(one.id, one.title))]

    def _checklist(self, checklist: str, title: str) -> View | None:
        items = [one for one in self.advice.documents if one.checklist == checklist]
        if not items:
            return None
        required = [one for one in items if one.need == "required"]
        return {
            "title": title,
            "missing": "; ".join(one.name for one in required if one.verdict is False),
            "unconfirmed": "; ".join(one.name for one in required if one.verdict is None),
            "complete": bool(required) and all(one.verdict for one in required),
            "welcome": "; ".join(one.name for one in items if one.need == "welcome" and one.verdict is not True),
        }

    def _note(self, note: Note) -> View:
        rule = self.pack.rules[note.rule]
        memory = memory_of(self.advice, note.option, rule.scope)
        return {"topic": note.topic, **self.teller.reason(rule, memory, ids=self.ids)}

    def _step(self, note: Note) -> View:
        days, as_of = note.due_days, self.advice.order.as_of
        due = days_later(as_of, days)
        day = due.isoformat() if due else ""
        within = "" if days is None or due else words.amount(days, words.IN_DAYS, self.pack.currency)
        return {**self._note(note), "day": day, "within": within, "at_once": days == 0 and as_of is None}
