"""What stands on the screen beside a question: the answer so far, what is at stake, the choices, help and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from advisor.cli.session import Session
from advisor.interview import Answered, Interview, Question
from advisor.ir import UNLIMITED, FactType, Kind, Numbers
from advisor.render.words import joined
from advisor.trace import Order
from advisor.value.unit import COUNT, DAYS, LENGTH, MONEY, SHARE, VOLUME, WORK

PLAIN_KEYS = "(Enter skips; or type ?, why, back, edit, now, quit)"
MOST_NUMBERED = 60
"""A longer list of choices is shown by its groups."""
_MOST_LINES = 14
"""A longer list of choices runs on in lines of its own."""
MOST_NAMED = 3
_MANY = 150
"""From how many on an example of a count is of many."""
_RANGES = {
    DAYS: "4 to 6 weeks",
    LENGTH: "0.1 to 0.2 mm",
    MONEY: "80 to 150",
    SHARE: "20 to 30 %",
    VOLUME: "30 to 50 cm3",
    WORK: "1 to 2 h",
}
"""Of numbers of which no range is usual."""
EFFECTS = {"exclude": "could rule out", "risk": "could count against", "favour": "could count for"}


class QuestionShown(Struct, frozen=True):
    """A question on the screen. words: what can be chosen as one types; hint: what may be typed, where it is not as always."""

    question: str
    so_far: str = ""
    stake: str = ""
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    hint: str = ""


def shown_of(interview: Interview, question: Question, session: Session) -> QuestionShown:
    """Return a question as it is shown."""
    advice, fact = interview.advice, question.fact
    so_far, stake = session.renderer.so_far(advice), session.renderer.at_stake(advice, question.stake)
    return QuestionShown(
        question=fact.question,
        so_far=f"So far: {so_far}." if interview.said and so_far else "",
        stake=f"At stake: {stake}." if interview.said and stake else "",
        choices=tuple(_choices(fact, interview.likely(question.path) if len(fact.menu) > _MOST_LINES else ())),
        words=_words(fact),
    )


def asked_again(shown: QuestionShown, told: str) -> QuestionShown:
    """Return a question that is asked anew. told: what was answered."""
    return replace(
        shown,
        question=f"{shown.question} (until now: {told})",
        hint="(Enter leaves it as it is; don't know takes it back)",
    )


def is_long(fact: FactType) -> bool:
    """Return whether the choices of a fact are too many to be shown and numbered."""
    return len(fact.menu) > MOST_NUMBERED


def _choices(fact: FactType, likely: Collection[str]) -> Iterator[str]:
    """Yield the choices of a fact: of a long list those that are likely, else all. A set may be none of them."""
    menu = [(number, _label(name, fact)) for number, name in enumerate(fact.menu, 1)]
    if is_long(fact):
        yield "  Name a thing, or one of these groups to see what is in it:"
        yield f"  {', '.join(fact.group_words[name] for name in _groups(fact))}."
    elif likely:
        told = [f"{number} {words}" for (number, words), name in zip(menu, fact.menu, strict=True) if name in likely]
        yield f"  none; or likely for it: {', '.join(told)}"
        yield "  Name any other you have; ? lists all that I know."
    elif len(menu) > _MOST_LINES:
        yield f"  {', '.join(f'{number} {words}' for number, words in menu)}"
    else:
        yield from (f"  {number}. {words}" for number, words in menu)


def group_members(fact: FactType, text: str) -> str:
    """Return what is in a group of a long list, in words; empty if that is no group of it."""
    said = text.strip().lower()
    name = next((name for name in _groups(fact) if said in (fact.group_words[name].lower(), name)), "")
    return ", ".join(_label(one, fact) for one in fact.choice_groups[name]) if name and is_long(fact) else ""


def _groups(fact: FactType) -> list[str]:
    return [name for name in fact.choice_groups if name in fact.group_words]


def _label(name: str, fact: FactType) -> str:
    return fact.group_words.get(name) or fact.words[name]


def _words(fact: FactType) -> tuple[str, ...]:
    if fact.kind is Kind.FLAG:
        return ("yes", "no")
    return tuple(dict.fromkeys(_label(name, fact) for name in (*fact.menu, *_groups(fact), *fact.words)))


# --- when asked for ---------------------------------------------------------------------------------------------------
def help_lines(question: Question, session: Session) -> Iterator[str]:
    """Yield what an answer means, how to give it, and what else can be typed."""
    fact = question.fact
    if fact.help:
        yield fact.help
    yield {
        Kind.FLAG: "Answer yes or no.",
        Kind.CHOICE: "Answer in your words"
        + ("" if is_long(fact) else ", or with a number")
        + "; several if you waver: wood or metal.",
        Kind.SET: "Answer with numbers or words, separated by commas; none if there are none.",
        Kind.TEXT: "Answer in words.",
    }.get(fact.kind, f"A range is fine if you do not know exactly{_range_of(question, session)}.")
    if fact.kind is Kind.SET and len(fact.menu) > _MOST_LINES:
        yield from _choices(fact, ())
    if fact.none_words:
        yield f"Type none for: {fact.none_words}."
    yield ""
    yield from MOVES


def _range_of(question: Question, session: Session) -> str:
    """Return an example of a range of a number behind a colon: what it usually is, else one of its unit; nothing where none is known."""
    fact, usual = question.fact, question.fact.usual
    if fact.is_in(COUNT) or fact.unit is None:
        is_few = isinstance(fact.domain, Numbers) and fact.domain.high < _MANY
        return "" if fact.unit is None else ": 2 to 4" if is_few else ": 80 to 150"
    if isinstance(usual, Numbers) and usual.low < usual.high < UNLIMITED and usual != fact.domain:
        return f": {session.renderer.told(question.path, usual)}"
    return f": {_RANGES[fact.unit.dimension]}" if fact.unit.dimension in _RANGES else ""


MOVES = (
    "At every question you can type:",
    "  Enter or skip   you do not know: I allow for whatever is possible",
    "  back            take the last answer back",
    "  edit            see what you said, and change any of it",
    "  why             what could come of your answer",
    "  now             the whole answer as it stands; done leaves it at that",
    "  quit            leave; everything you said is kept",
)


def why_lines(interview: Interview, question: Question) -> Iterator[str]:
    """Yield what a question is good for: what could come of its answer, and to whom."""
    found: dict[str, dict[str, None]] = {}
    for one in interview.needs(question.path):
        found.setdefault(EFFECTS[one.effect], {}).update(dict.fromkeys(one.options))
    yield "Your answer:" if found else "What it costs or how long it takes hangs on your answer."
    for effect, options in found.items():
        named = list(dict.fromkeys(one.partition(",")[0] for one in options))
        more = [f"{len(named) - MOST_NAMED} more"] if len(named) > MOST_NAMED else []
        yield f"  - {effect} {joined([*named[:MOST_NAMED], *more], 'and')}"


def said_lines(said: tuple[Answered, ...], session: Session, order: Order) -> Iterator[str]:
    """Yield what was said, numbered."""
    for number, one in enumerate(said, 1):
        yield f"  {number}. {one.fact.label}: {answer_told(one, session, order)}"


def answer_told(one: Answered, session: Session, order: Order) -> str:
    """Return an answer in words."""
    return "you do not know" if one.is_unknown else session.renderer.told(one.path, one.value, order)
