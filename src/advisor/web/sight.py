"""What a page shows of an order in hand, as its template reads it. Runs in the worker's thread alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from advisor.errors import OrderError
from advisor.interview import AnswerError, Interview, Question
from advisor.interview.typed_answer import read_answer
from advisor.ir import FactType, Kind
from advisor.render.inert import show
from advisor.render.served import MOST_CHOICES
from advisor.render.words import capital
from advisor.web.desk import Desk, OrderInHand
from advisor.web.guard import seal
from advisor.web.quotes import asked_fields
from advisor.web.shelf import NotOnShelfError

_NOTHING: Mapping[str, str] = {}
_EXAMPLES = {"money": "such as €400", "days": "such as 4 weeks, or a date", "length": "such as 30 mm or 12 cm"}


def shelf_view(desk: Desk, secret: str, *, error: str = "", words: str = "") -> dict[str, Any]:
    """Return what the first page shows: the box for a sentence, and the orders that are kept."""
    kept = [
        {"key": one.key, "name": _name_of(desk, secret, one.key), "changed": _day(one.changed)}
        for one in desk.shelf.orders(secret)
    ]
    return {"csrf": seal(secret), "orders": kept, "error": error, "words": words}


def _name_of(desk: Desk, secret: str, key: str) -> str:
    """Return an order's own name from the head of its file, without reading all of it."""
    head = desk.shelf.read(secret, key).decode("utf-8", "replace").partition("\n")[0]
    return show(head.removeprefix("id:").strip().strip('"')) or key


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).astimezone().strftime("%-d %B %Y, %H:%M")


def order_view(
    desk: Desk,
    secret: str,
    key: str,
    *,
    ask: str = "",
    wrong: Mapping[str, str] = _NOTHING,
    texts: Mapping[str, str] = _NOTHING,
) -> dict[str, Any]:
    """Return what the page of one order shows. ask: the path to ask first; wrong, texts: of answers that could not be read, by path."""
    held = desk.open(secret, key)
    interview, pages = held.interview, desk.pages
    advice = interview.advice
    question = _asked(interview, ask)
    said = {one.path for one in interview.said}
    return {
        "key": key, "csrf": seal(secret), "id": show(advice.order.id), "notes": held.notes, "beside": held.beside,
        "in_all": _in_all(desk, secret, held),
        "first": pages.card(advice), "so_far": pages.so_far(advice), "firm": interview.is_firm, "more": interview.keeps_going,
        "question": question and _question(desk, interview, question, wrong, texts),
        "facts": [_fact(desk, held, path, wrong, texts) for path in said_in_order(interview)],
        "others": [
            {"path": f"order.{one.name}", "label": capital(one.label)}
            for one in desk.advisor.pack.facts.values()
            if one.of == "order" and one.question and f"order.{one.name}" not in said
        ],
        "quotes": [{"id": one.id, "name": show(one.name)} for one in advice.order.quotes],
        "asks": bool(advice.ask_quotes_from), "wrong_file": "", "quote_fields": asked_fields(desk.advisor.pack),
    }  # fmt: skip


def _in_all(desk: Desk, secret: str, held: OrderInHand) -> str:
    """Return what an order comes to with those that were said in the same words, empty where it is alone or one of them is gone."""
    try:
        others = [desk.open(secret, key).interview.advice for key in held.beside]
    except (NotOnShelfError, OrderError):
        return ""
    return desk.pages.in_all([held.interview.advice, *others], held.common) if others else ""


def said_in_order(interview: Interview) -> list[str]:
    """Return the paths of what was said, each once, as the file says them."""
    return list(dict.fromkeys(one.path for one in interview.said))


def _asked(interview: Interview, ask: str) -> Question | None:
    """Return the question to show: the one asked for, if there is such a fact, else whatever comes next."""
    fact = interview.pack.facts.get(ask.removeprefix("order."))
    if fact is not None and fact.of == "order" and fact.question and ask == f"order.{fact.name}":
        return interview.question_about(ask)
    return interview.question()


def _question(
    desk: Desk, interview: Interview, one: Question, wrong: Mapping[str, str], texts: Mapping[str, str]
) -> dict[str, Any]:
    fact = one.fact
    choices = desk.pages.offered(fact)
    is_many = fact.kind is Kind.SET
    likely = interview.likely(one.path) if is_many and len(choices) > MOST_CHOICES else ()
    return {
        "path": one.path, "text": fact.question, "help": fact.help, "stake": desk.pages.at_stake(interview.advice, one.stake),
        "choices": choices if len(choices) <= MOST_CHOICES or is_many else [], "suggested": [words for _, words in choices],
        "likely": [pair for pair in choices if pair[0] in likely], "others": [pair for pair in choices if pair[0] not in likely],
        "is_set": is_many, "none": _none(fact), "example": _EXAMPLES.get(fact.unit.name if fact.unit else "", ""),
        "wrong": friendly(wrong.get(one.path, "")), "typed": texts.get(one.path, ""),
    }  # fmt: skip


def _none(fact: FactType) -> str:
    """Return how it is said that there is none, empty where that is no answer."""
    return fact.none_words or ("None of these" if fact.kind is Kind.SET else "")


def _fact(
    desk: Desk, held: OrderInHand, path: str, wrong: Mapping[str, str], texts: Mapping[str, str]
) -> dict[str, Any]:
    fact = held.interview.pack.facts[path.removeprefix("order.")]
    return {
        "path": path, "label": capital(fact.label), "value": texts.get(path, typed_again(desk, held, path)),
        "wrong": friendly(wrong.get(path, "")), "suggested": [words for _, words in desk.pages.offered(fact)],
    }  # fmt: skip


def typed_again(desk: Desk, held: OrderInHand, path: str) -> str:
    """Return how a person could write what an order says of a fact, so that it reads as the same."""
    interview = held.interview
    order, fact = interview.order, interview.pack.facts[path.removeprefix("order.")]
    value = order.given.get(path, fact.domain)
    if value == fact.domain:
        return "don't know"
    *plain, sure = desk.pages.as_written(order, path, fact)
    for text in plain:
        try:
            if read_answer(desk.reader, order, fact, text).value == value:
                return text
        except AnswerError:
            continue
    return sure


def friendly(told: str) -> str:
    """Return what is wrong with an answer as a person is told it beside its field: without the field's own name."""
    text = re.sub(r"^`\w+`: ", "", told)
    text = re.sub(r"`([^`]*)`", "\u201c\\1\u201d", text)
    return f"{capital(text)}." if text else ""
