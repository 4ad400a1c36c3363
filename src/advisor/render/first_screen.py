"""The first screen: what a designer reads in fifteen seconds, as parts that every form lays out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from advisor.ir import Memory, Pack, Possible, Rule, Unit
from advisor.meaning import reads
from advisor.meaning.possible import NONE, is_known
from advisor.render import words
from advisor.render.inert import show
from advisor.render.layout import WIDTH, beside, filled, inert_lines
from advisor.render.plain import THREE_FIGURES, about_days, is_money, plain_day, rough_money
from advisor.render.reason import Teller, View, best_of_each, memory_of
from advisor.render.said_back import said_back
from advisor.trace import Advice, Assumed, Breach, Change, Note, Ranked, Witness

MOST_LINES = 32
LABEL = 13
"""How wide the labels stand in plain text."""
MOST_SHOWN = 3
ANY = "any"
COST, TIME = "landed_unit_cost", "lead_time"
NEAR_COST, NEAR_DAYS = 20, 3
"""A cost within a twentieth, or a time within so many days, is not told as a difference."""
SEVERAL, GLANCE = " · ", 100
"""What stands between reasons, and how long several may be together."""
TIMES_DEARER = 2
"""From how many times the cost on that is told, rather than the money."""
ROWS = "rows"
CUTS = (
    ("rest", 3), ("next", 3), ("read", 2), ("risk", 3), ("changes", 2), ("check", 2), ("why", 2), ("rest", 2), ("changes", 1), ("risk", 2),
    ("read", 1), ("risk", 1), ("next", 2), ("check", 1), ("why", 1), ("rest", 1), ("why_not", 1), (ROWS, 2), ("rest", 0), ("changes", 0),
    ("read", 0), (ROWS, 1), ("next", 1), ("risk", 0), ("unpriced", 0),
)  # fmt: skip
"""What is left out where an answer is longer than a screen, in this order: of a part, or of what stands side by side, all but so many entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a first screen: what it is called, and its entries, a sentence each; numbered: they are steps."""

    name: str
    label: str
    entries: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A first screen. head, rows: what stands side by side, a row an option; more: where the rest is."""

    order: str
    verdict: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    parts: tuple[Part, ...]
    more: str

    @property
    def lines(self) -> int:
        """How many lines it takes in plain text."""
        return len(self.text().splitlines())

    @property
    def said(self) -> str:
        """What it says in one paragraph: the order, what to do, and each part after its label."""
        parts = (f"{one.label}: {'; '.join(one.entries)}" for one in self.parts)
        return " ".join(f"{text.rstrip('.')}." for text in (self.order, self.verdict, *parts))

    def text(self) -> str:
        """Return it in plain text."""
        head = "\n".join(filled(self.order, WIDTH, breaks_words=True))
        verdict = "\n".join(filled(self.verdict, WIDTH, breaks_words=True))
        table = "\n".join(beside(self.head, self.rows)) if self.rows else ""
        told = [head, verdict, table]
        blocks = [line for part in self.parts if part.name != "next" for line in hung(part)]
        last = [line for part in self.parts if part.name == "next" for line in hung(part)]
        end = filled(self.more, WIDTH, breaks_words=True)
        return "\n\n".join(filter(None, (*told, "\n".join(blocks), "\n".join([*last, *end]))))

    def view(self) -> View:
        """Return what templates say of it."""
        text = Markup(inert_lines(self.text()))  # noqa: S704  # each line was made inert
        return {
            "order": self.order, "verdict": self.verdict, "head": self.head, "rows": self.rows, "more": self.more, "text": text,
            "parts": [{"label": one.label, "entries": one.entries, "numbered": one.numbered} for one in self.parts],
        }  # fmt: skip

    def document(self) -> View:
        """Return it for a program: each part's sentences under its name."""
        options = [dict(zip(("name", *self.head[1:]), row, strict=True)) for row in self.rows]
        told = {part.name: list(part.entries) for part in self.parts}
        return {"order": self.order, "verdict": self.verdict, "options": options, **told}


def first_screen(teller: Teller, advice: Advice, phrases: Any, file: str = "") -> Screen:  # noqa: ANN401  # a Jinja module
    """Return the first screen of an advice.

    teller: says it as people do; phrases: the module of `first_screen.j2`; file: that holds the order, for commands to name.
    """
    screen = _FirstScreen(teller, advice, phrases, file).whole()
    for name, most in CUTS:
        if screen.lines <= MOST_LINES:
            break
        screen = replace(
            screen,
            parts=tuple(_cut(screen.parts, name, most)),
            rows=screen.rows[:most] if name == ROWS else screen.rows,
        )
    return screen


def _cut(parts: Iterable[Part], name: str, most: int) -> Iterator[Part]:
    for part in parts:
        kept = replace(part, entries=part.entries[:most]) if part.name == name else part
        if kept.entries:
            yield kept


# --- plain text -------------------------------------------------------------------------------------------------------
def hung(part: Part) -> list[str]:
    """Return the lines of a part: its label, and its entries beside it."""
    label = f"{part.label} " if len(part.label) >= LABEL else part.label.ljust(LABEL)
    lines: list[str] = []
    for number, entry in enumerate(part.entries, 1):
        mark = f"{number}  " if part.numbered else ""
        lead = (label if number == 1 else " " * LABEL) + mark
        lines += filled(entry, WIDTH, lead=lead, indent=" " * (LABEL + len(mark)), breaks_words=True)
    return lines


def capital(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return f"{text[:1].upper()}{text[1:]}"


class _FirstScreen:
    def __init__(self, teller: Teller, advice: Advice, phrases: Any, file: str) -> None:  # noqa: ANN401  # a Jinja module
        self.teller = teller
        self.names = teller.names
        self.pack: Pack = teller.pack
        self.advice = advice
        self.phrases = phrases
        self.file = show(file)
        self.best = best_of_each(advice)
        self.open = [row for row in self.best.values() if not row.ruled_out_by]
        self.shown = self._shown()

    def whole(self) -> Screen:
        columns = self._columns()
        found: list[tuple[str, Callable[[], Iterable[str]]]] = [
            ("read", self._read), ("unpriced", self._unpriced), ("why", self._why), ("risk", self._risk), ("why_not", self._why_not), ("rest", self._rest),
            ("mend", self._mend), ("check", self._check), ("changes", self._changes),
            ("next", self._next),
        ]  # fmt: skip
        told = {name: tuple(dict.fromkeys(filter(None, make()))) for name, make in found}
        return Screen(
            order=self._order(),
            verdict=self._verdict(),
            head=(
                self._phrase("way"),
                *(self._said(self.pack.estimates[name].column, self.advice.memory) for name in columns),
            ),
            rows=tuple(
                (capital(self._name(row)), *(self._cell(row, name) for name in columns))
                for row in self.shown
                if columns
            ),
            parts=tuple(
                Part(name=name, label=self._label(name), entries=entries, numbered=name in ("next", "mend"))
                for name, entries in told.items()
                if entries
            ),
            more=self._phrase("more", file=self.file),
        )

    # --- how things are called ---
    def _phrase(self, name: str, /, **values: object) -> str:
        return " ".join(str(getattr(self.phrases, name)(values)).split())

    def _label(self, part: str) -> str:
        return self._phrase("label", part=part, has_winner=self.advice.winner is not None)

    def _tell(self, rule: Rule, memory: Memory) -> str:
        """Return a rule's sentence, empty where a value in it is not known."""
        told = self.teller.short(rule, memory)
        if not told or words.UNKNOWN in told:
            return ""
        return self._phrase("guessed", text=told) if any(map(self._is_guessed, rule.says)) else told

    def _is_guessed(self, path: str) -> bool:
        """Return whether a fact stands at what was assumed."""
        owner, _, name = path.partition(".")
        return owner == "order" and bool(self.pack.facts[name].question) and not self._is_said(path)

    def _said(self, text: str, memory: Memory) -> str:
        return self.teller.sentences.render(text, memory)

    def _name(self, row: Ranked) -> str:
        """Return what an option is called: who quotes it, its own name, or its pathway's where it is the whole pathway's."""
        if row.option.is_quote:
            process = words.choice(row.option.process, self.pack.facts["process"]) if row.option.process != ANY else ""
            return self._phrase("quote", supplier=show(row.option.supplier), process=process)
        return self._pathway(row.option.pathway) if row.option.generic else show(row.option.name)

    def _short(self, row: Ranked) -> str:
        """Return what an option is called at the beginning of a line: its name up to a comma."""
        return capital(self._name(row).partition(",")[0])

    def _winner_by(self, pathway: str | None) -> str:
        """Return what would win: a way told of side by side by its name there, else its pathway's."""
        row = next((row for row in self.shown if row.option.pathway == pathway), None)
        return self._pathway(pathway) if row is None else self._name(row).partition(",")[0]

    def _pathway(self, pathway: str | None) -> str:
        one = self.pack.pathways[pathway] if pathway else None
        return one.short or one.name if one else ""

    # --- the order ---
    def _order(self) -> str:
        given, facts = self.advice.order.given, self.pack.facts
        told = [
            self._said(phrase.text, self.advice.memory)
            for phrase in self.pack.order_line
            if phrase.says and self._is_said(phrase.says[0])
        ] or [
            self.names.told(path, value) for path, value in given.items() if path[6:] in facts and self._is_said(path)
        ]
        return self._phrase("order", parts=told[:6])

    def _is_said(self, path: str) -> bool:
        value = self.advice.order.given.get(path)
        return value is not None and value not in (self.pack.facts[path.partition(".")[2]].domain, NONE)

    # --- what to do ---
    def _verdict(self) -> str:
        advice, winner = self.advice, self.advice.winner
        closest = winner or (self.shown[0] if self.shown else None)
        deciding = next((one for one in advice.assumed if one.pathway != advice.pathway), None)
        return self._phrase(
            "verdict",
            winner=self._name(winner) if winner else "",
            closest=self._name(closest) if closest else "",
            reason=self._against(closest) if closest and not winner else "",
            runner=self._name(advice.runner_up) if advice.runner_up else "",
            runner_takes_quotes=self._takes_quotes(advice.runner_up),
            remarks=[self._note(note) for note in advice.notes if note.level == "remark"],
            breaches=[self._breach(one) for one in advice.breaches],
            takes_quotes=self._takes_quotes(winner),
            is_quote=winner is not None and winner.option.is_quote,
            open=self._left_open(winner) if winner else "",
            close=advice.close, certain=advice.firm and bool(advice.assumed or advice.open_facts or not advice.settled),
            assumed=self.names.label(deciding.path) if deciding and not advice.firm else "",
        )  # fmt: skip

    def _left_open(self, row: Ranked) -> str:
        """Return what to say first of an order that leaves an option's cost open, empty where it is known."""
        if self._is_priced(row):
            return ""
        seen: set[str] = set()
        left = [f"option.{COST}"]
        while left:
            path = left.pop()
            name = path.split(".")[1]
            if path not in seen and path.startswith("option.") and name in self.pack.estimates:
                left += reads(self.pack.estimates[name].readings["likely"])
            seen.add(path)
        given = [f"order.{name}" for name, fact in self.pack.facts.items() if fact.of == "order"]
        return next((self.names.label(one) for one in given if one in seen and not is_known(row.memory[one])), "")

    def _breach(self, one: Breach) -> View:
        row, names = self.advice.winner, self.names
        memory = row.memory if row else self.advice.memory
        mends = [names.told(path, value) for path, value in one.lift.changes if path == one.path]
        is_near = one.path not in one.lift.beyond
        return {
            "label": names.label(one.path),
            "text": self._tell(self.pack.rules[one.lift.rule], memory),
            "mend": mends[0] if mends and is_near else "",
        }

    # --- side by side ---
    def _shown(self) -> list[Ranked]:
        """Return the options told of side by side: of each pathway that is not ruled out the best, else the two nearest."""
        if self.advice.winner is not None:
            return self.open[:MOST_SHOWN]
        near = [one.option for one in self.advice.nearest if one.is_realistic]
        rows = sorted(
            self.best.values(), key=lambda row: near.index(row.option.id) if row.option.id in near else len(near)
        )
        return rows[: max(1, min(MOST_SHOWN - 1, len(near)))]

    def _columns(self) -> list[str]:
        """Return the estimates told of side by side, of which something is known of an option."""
        told = [one.name for one in self.pack.estimates.values() if one.column]
        return [name for name in told if self._is_told(name)]

    def _is_told(self, name: str) -> bool:
        """Return whether an estimate of the first is known; one that is no cost or time also not nothing for all."""
        known = self.shown[0].estimates[name].likely if self.shown else None
        is_part = bool(self.pack.estimates[name].part_of)
        return known is not None and not (is_part and not any(row.estimates[name].likely for row in self.shown))

    def _cell(self, row: Ranked, name: str) -> str:
        """Return an estimate: the cost with its ends, other money as it is likely, a time by its ends."""
        spread, unit = row.estimates[name], self.pack.estimates[name].unit
        if spread.likely is None:
            return self._phrase("unclear")
        if not is_money(unit):
            return self.names.roughly(spread.low, spread.high, unit)
        if name != COST:
            return self._whole(spread.likely, unit, is_exact=row.option.is_quote)
        said = self.names.exactly if row.option.is_quote else self.names.roughly
        likely, ends = said(spread.likely, spread.likely, unit), said(spread.low, spread.high, unit)
        return likely if ends == likely else f"{likely} ({ends.removeprefix(self.names.currency).strip()})"

    def _whole(self, likely: int, unit: Unit | None, *, is_exact: bool) -> str:
        """Return money other than the cost of a unit: an estimate to three figures."""
        amount = likely if is_exact else rough_money(likely, THREE_FIGURES)
        return self.names.exactly(amount, amount, unit) if likely else self._phrase("nothing")

    # --- why, why not ---
    def _why(self) -> Iterator[str]:
        """Yield what speaks for the winner, its price and its time before what its rules say."""
        winner, others = self.advice.winner, [row for row in self.open if row is not self.advice.winner]
        if winner is None:
            return
        if not others:
            yield self._phrase("only_one", breaks=bool(self.advice.breaches))
        for name, phrase in ((COST, "cheapest"), (TIME, "fastest")):
            gap, other = self._gap(winner, others, name)
            if gap and other:
                yield self._phrase(phrase, gap=gap, name=self._name(other).partition(",")[0])
        for rule, _ in sorted(winner.favoured_by, key=lambda pair: -pair[1])[:MOST_SHOWN]:
            yield self._tell(self.pack.rules[rule], winner.memory)
        if (
            others
            and self._is_priced(winner)
            and not winner.favoured_by
            and not any(self._gap(winner, others, name) for name in (COST, TIME))
        ):
            yield self._phrase("balance")

    def _gap(self, winner: Ranked, others: Sequence[Ranked], name: str) -> tuple[str, Ranked | None]:
        """Return by how much the winner is less than every other, and the next; empty where it is not or by too little to tell."""
        own = winner.estimates[name].likely
        known = {row.option.id: likely for row in others if (likely := row.estimates[name].likely) is not None}
        if own is None or not known or len(known) < len(others):
            return "", None
        nearest = min(others, key=lambda row: known[row.option.id])
        return (self._difference(winner, nearest, name) if known[nearest.option.id] > own else ""), nearest

    def _difference(self, row: Ranked, other: Ranked, name: str) -> str:
        """Return how far apart two options' estimates are as they are told, empty where too little to tell."""
        own, far = (one.estimates[name].likely or 0 for one in (row, other))
        if name == TIME:
            return about_days(abs(own - far)) if abs(own - far) >= NEAR_DAYS else ""
        if row.option.is_quote or other.option.is_quote:
            gap = abs(own - far)
        else:
            gap = abs(rough_money(own) - rough_money(far))
        return self.names.roughly(gap, gap, self.pack.estimates[name].unit) if gap * NEAR_COST >= max(own, 1) else ""

    def _risk(self) -> Iterator[str]:
        """Yield what speaks against the winner, but for the limits it breaks, which the verdict says; and what to mind."""
        closest = self.advice.winner or (self.shown[0] if self.shown else None)
        if closest is not None:
            said = {one.lift.rule for one in self.advice.breaches}
            yield from self._shorts([pair for pair in closest.risked_by if pair[0] not in said], closest)[:2]
        if self.advice.winner is not None:
            yield from (self._note(note) for note in self.advice.notes if note.level == "warning")

    def _shorts(self, pairs: Iterable[tuple[str, int]], row: Ranked) -> list[str]:
        """Return the sentences of rules with points, the weightiest first."""
        ordered = sorted(pairs, key=lambda pair: -pair[1])
        return [told for rule, _ in ordered if (told := self._tell(self.pack.rules[rule], row.memory))]

    def _why_not(self) -> Iterator[str]:
        """Yield how the runner-up differs."""
        winner, runner = self.advice.winner, self.advice.runner_up
        if winner is not None and runner is not None:
            yield self._phrase("other", name=self._short(runner), reason=self._several(self._differs(runner, winner)))

    def _differs(self, row: Ranked, winner: Ranked) -> list[str]:
        """Return what truly differs: price, days, and what its weightiest risk of its own is."""
        own = {rule for rule, _ in winner.risked_by}
        risks = self._shorts([pair for pair in row.risked_by if pair[0] not in own], row)[:1]
        return [*self._apart(row, winner), *risks] or [
            self._phrase("much_alike" if self._is_priced(row) else "unclear")
        ]

    @staticmethod
    def _is_priced(row: Ranked) -> bool:
        return row.estimates[COST].likely is not None

    def _apart(self, row: Ranked, winner: Ranked) -> Iterator[str]:
        for name, less, more in ((COST, "cheaper", "dearer"), (TIME, "sooner", "later")):
            own, base = row.estimates[name].likely, winner.estimates[name].likely
            if own is None or base is None:
                continue
            gap = self._difference(winner, row, name)
            if name == COST and base and own >= TIMES_DEARER * base:
                yield self._phrase("times", times=words.grouped((own + base // 2) // base))
            elif gap:
                yield self._phrase(more if own > base else less, gap=gap)

    def _rest(self) -> Iterator[str]:
        """Yield why each other pathway is not, a line each; those that make no such thing in one."""
        told = (self.advice.winner or self.shown[0], self.advice.runner_up) if self.shown else ()
        for row in self.best.values():
            if not any(row is one for one in told):
                yield self._phrase("other", name=self._short(row), reason=self._against(row))
        absent = [self._pathway(one) for one in self.pack.pathways if one not in self.best]
        if absent and self.best:
            yield self._phrase("absent", names=words.joined(absent))

    def _against(self, row: Ranked) -> str:
        """Return what keeps an option from winning: what rules it out, else how it differs."""
        if row.ruled_out_by:
            reasons = [self._tell(self.pack.rules[rule], row.memory) for rule in row.ruled_out_by]
            return self._several([*dict.fromkeys(filter(None, reasons))]) or self._phrase("unclear")
        winner = self.advice.winner
        return self._several(self._differs(row, winner)) if winner else ""

    @staticmethod
    def _several(reasons: Sequence[str]) -> str:
        """Return the first reasons, as many as can be read at one look."""
        told = list(reasons[:1])
        for one in reasons[1:]:
            if len(SEVERAL.join([*told, one])) <= GLANCE:
                told.append(one)
        return SEVERAL.join(told)

    # --- nothing fits ---
    def _mend(self) -> Iterator[str]:
        """Yield the changes that a person could make after which something fits."""
        if self.advice.winner is None and self.advice.ranking:
            said = [self._say_so(one) for one in self._saying()]
            near = [self._change(one) for one in self.advice.nearest if one.is_realistic]
            yield from [*said, *near][:MOST_SHOWN]
            if not said and not near:
                yield self._phrase("not_realistic")

    def _saying(self) -> list[Assumed]:
        """Return the guesses that, were they otherwise, would let something fit."""
        return [one for one in self.advice.assumed if self.advice.winner is None and one.pathway]

    def _say_so(self, one: Assumed) -> str:
        value = self.names.told(one.path, one.other)
        return self._phrase("said", label=self.names.label(one.path), value=value, name=self._winner_by(one.pathway))

    def _change(self, one: Change) -> str:
        row = next(row for row in self.advice.ranking if row.option.id == one.option)
        told = self.names.told(one.path, one.value)
        before = self._unless_open(one.path, self.advice.memory[one.path])
        return self._phrase("change", label=self.names.label(one.path), value=told, before=before, name=self._name(row))

    def _try(self, path: str, value: Possible) -> str:
        """Return the command that asks again with a change."""
        typed = f"{path.split('.')[1]}={self.names.typed(path, value)}"
        return self._phrase("try", file=self.file, typed=typed)

    # --- what was guessed, what is not in it, what would change it ---
    def _read(self) -> Iterator[str]:
        """Yield what was read of words that are not surely what they were taken for."""
        yield from (said_back(one, self.pack) for one in self.advice.order.readings if one.how != "word")

    def _check(self) -> Iterator[str]:
        told = [one for one in self.advice.assumed if one not in self._saying()]
        for one in told[:MOST_SHOWN]:
            yield self._phrase("guess", **self._guess(one))

    def _guess(self, one: Assumed) -> View:
        given = self.advice.order.given.get(one.path)
        return {
            "label": self.names.label(one.path),
            "value": self.names.told(one.path, one.value),
            "given": "" if given is None else self._unless_open(one.path, given),
            "other": self.names.told(one.path, one.other),
            "turns": one.pathway != self.advice.pathway,
            "pathway": self._winner_by(one.pathway),
            "money": self._money(abs(one.cents)) if one.cents else "",
            "is_more": bool(one.cents and one.cents > 0),
            "days": about_days(one.days) if one.days and abs(one.days) >= NEAR_DAYS else "",
            "is_longer": bool(one.days and one.days > 0),
        }

    def _unless_open(self, path: str, value: Possible) -> str:
        told = self.names.told(path, value)
        return "" if told == words.UNKNOWN else told

    def _money(self, cents: int) -> str:
        return self.names.roughly(cents, cents, self.pack.estimates[COST].unit)

    def _unpriced(self) -> Iterator[str]:
        told = dict.fromkeys(self._note(note) for note in self.advice.notes if note.level == "unpriced")
        yield ", ".join(told)

    def _changes(self) -> Iterator[str]:
        """Yield what would make another way win, were it so; and how many questions would not."""
        guessed = {one.path for one in self.advice.assumed if one.pathway != self.advice.pathway}
        told = [one for one in self.advice.could_change if not {path for path, _ in one.values} <= guessed]
        yield from (self._witness(one) for one in told[:MOST_SHOWN])
        count = len(self.advice.open_facts)
        if count and told and not self.advice.firm:
            yield self._phrase("others_do_not", count=count)

    def _witness(self, one: Witness) -> str:
        facts = [
            self._phrase("if", label=self.names.label(path), value=self.names.told(path, value))
            for path, value in one.values
        ]
        return self._phrase("then", facts=words.joined(facts), pathway=self._winner_by(one.pathway))

    # --- what to do next ---
    def _next(self) -> Iterator[str]:
        advice, takes_quotes = self.advice, self._takes_quotes(self.advice.winner)
        changes = [(one.path, one.other) for one in self._saying()]
        changes += [(one.path, one.value) for one in advice.nearest if one.is_realistic and advice.winner is None]
        changes += [
            (path, value) for one in advice.breaches for path, value in one.lift.changes if path not in one.lift.beyond
        ]
        yield from (self._try(path, value) for path, value in changes[:1])
        names = [self._pathway(one) for one in advice.ask_quotes_from if advice.winner is not None]
        ask = self._phrase("ask", file=self.file, names=names, is_first=takes_quotes) if names else ""
        if takes_quotes:
            yield ask
        for note in [] if advice.breaches else self._steps():
            text = self._note(note)
            yield self._phrase("step", text=text, day=self._day(note), days=note.due_days) if text else ""
        if not takes_quotes:
            yield ask

    def _steps(self) -> list[Note]:
        steps = [note for note in self.advice.notes if note.level == "step"]
        return sorted(steps, key=lambda note: (note.due_days is None, note.due_days or 0))

    def _takes_quotes(self, row: Ranked | None) -> bool:
        return row is None or self.pack.pathways[row.option.pathway].takes_quotes

    def _day(self, note: Note) -> str:
        if note.due_days is None or self.advice.order.as_of is None:
            return ""
        return plain_day(self.advice.order.as_of + timedelta(days=note.due_days), self.pack.language)

    def _note(self, note: Note) -> str:
        rule = self.pack.rules[note.rule]
        return self._tell(rule, memory_of(self.advice, note.option, rule.scope))
