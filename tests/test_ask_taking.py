"""How an answer of an interview is taken: as it stands, as a sentence, by its parts, or asked again."""

from __future__ import annotations

import re
from functools import cache

import pytest

from advisor.cli.asking.move import Left
from advisor.cli.asking.question_shown import QuestionShown
from advisor.cli.asking.talk import ALL_ASKED, FIRM, Talk
from advisor.cli.session import Session, open_session
from advisor.from_words import order_from
from advisor.interview import Interview, Keeping, StateFolder
from advisor.ir import Kind


@cache
def session() -> Session:
    """Make the built-in pack ready, once."""
    return open_session(None, as_of="2026-11-30")


class Scripted:
    """A terminal on which so much is typed, after which the person leaves."""

    def __init__(self, *typed: str) -> None:
        self._typed = list(typed)
        self.lines: list[str] = []

    @property
    def seen(self) -> str:
        """All that was said."""
        return "\n".join(self.lines)

    def say(self, text: str) -> None:
        self.lines.append(text)

    def show(self, shown: QuestionShown) -> None:
        self.lines += [shown.question, *shown.choices]

    def read(self, shown: QuestionShown, fault: str = "", typed: str = "") -> str:  # noqa: ARG002  # as any terminal
        self.lines += [fault] if fault else []
        if not self._typed:
            raise Left
        return self._typed.pop(0)


def asked(words: str, fact: str, *typed: str) -> tuple[Interview, str]:
    """Ask one fact about what words say; return the interview after what is typed, and what was seen."""
    interview = Interview(session().advisor, session().reader, order_from(words, session().reader, "x").order)
    screen = Scripted(*typed)
    talk = Talk(interview, session(), screen, Keeping(StateFolder(None)))
    talk.ask_next(f"order.{fact}")
    try:
        talk.run()
    except Left:
        return interview, screen.seen
    return interview, screen.seen


def said(interview: Interview, fact: str) -> str:
    """Return what was said of a fact in words, nothing if it is open, `unknown` if it was said to be."""
    path = f"order.{fact}"
    one = next((one for one in interview.said if one.path == path), None)
    if one is None:
        return ""
    return "unknown" if one.is_unknown else session().renderer.told(path, one.value, interview.order)


@pytest.mark.parametrize(
    ("words", "fact", "text", "value", "told"),
    [
        ("120 mugs", "owns", "none, we are a shop", "none", ""),
        ("120 mugs", "owns", "none - we are a shop", "none", ""),
        ("120 mugs", "owns", "no machines, we are a design office", "none", ""),
        ("120 mugs", "owns", "I don't have any", "none", ""),
        ("120 mugs", "owns", "not sure, maybe a sander too", "perhaps a sander", ""),
        ("120 mugs", "owns", "well, a kiln, please", "a kiln", ""),
        ("120 mugs", "owns", "frobnicator", "another machine", "not one I know"),
        ("30 lamps", "material", "not sure, maybe oak", "oak", ""),
        ("300 mugs", "unit_cost_ceiling", "EUR 30, i.e. 9000/300", "EUR 30", "not understand: i.e. 9000/300"),
        ("300 cards", "unit_cost_ceiling", "2.50 - 3, but 4 if they're pretty", "EUR 2.50–3.00", "but 4 if they're"),
        ("30 bags", "unit_cost_ceiling", "massimo 70 euro", "EUR 70", ""),
        ("30 bags", "deadline", "28 febbraio", "3 months", ""),
        ("30 bags", "deadline", "circa 3 mesi", "81–99 days", ""),
        ("30 lamps", "deadline", "oh, no hurry, next november", "336–365 days", "fixed date no"),
        ("30 lamps", "deadline", "6 weeks, they go to Zurich", "6 weeks", "Switzerland"),
        ("30 lamps", "longest_side", "it's round, 30 cm across, 10 high", "30 cm", "10 high"),
    ],
)  # fmt: skip
def test_a_word_more_does_no_harm(words: str, fact: str, text: str, value: str, told: str) -> None:
    """What an answer says of the fact that was asked is taken, whatever stands beside it, and that is told."""
    interview, seen = asked(words, fact, text)

    assert said(interview, fact) == value
    assert told in seen


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("owns", "what about the flame rating"),
        ("owns", "what do you mean"),
        ("process", "what do you mean"),
        ("deadline", "what do you mean"),
    ],
)
def test_who_asks_what_is_meant_is_shown_the_help_and_nothing_is_taken(fact: str, text: str) -> None:
    """A question without its mark is no answer, and no machine."""
    interview, seen = asked("120 mugs", fact, text)

    assert said(interview, fact) == ""
    assert "At every question you can type" in seen


@pytest.mark.parametrize(
    ("fact", "text"), [("used_for", "CE marking"), ("heritage", "well, it should be"), ("owns", "we make it ourselves")]
)
def test_an_answer_of_which_nothing_is_read_is_asked_again_once(fact: str, text: str) -> None:
    """The first time it stays open and is asked again, the second time it is left open, and never stands for `none`."""
    once, seen = asked("30 lamps", fact, text)
    twice, after = asked("30 lamps", fact, text, text)

    assert said(once, fact) == ""
    assert "I do not understand" in seen
    assert said(twice, fact) == "unknown"
    assert "stays open" in after


def test_an_answer_with_a_number_that_is_not_read_is_taken_for_nothing_else() -> None:
    """Of a size in another measure, no material is taken; the question is asked again."""
    interview, seen = asked("30 candles", "longest_side", "they're in a 4 oz tin")

    assert "got `they're in a 4 oz tin`" in seen
    assert said(interview, "material") == ""


def test_haste_is_no_time_and_no_fault() -> None:
    """`asap` leaves the deadline open at once."""
    interview, seen = asked("30 lamps", "deadline", "asap")

    assert said(interview, "deadline") == "unknown"
    assert "names no time that I can reckon with: I leave the deadline open" in seen


@pytest.mark.parametrize(
    ("words", "text", "value"),
    [
        ("30 lamps, $55 each at most", "2000", "USD 2,000"),
        ("30 lamps, at most £14 each", "2k", "GBP 2,000"),
        ("30 lamps, at most £14 each", "2000 euros", "EUR 2,000"),
        ("30 lamps, at most 14 euros each", "2000", "EUR 2,000"),
        ("30 lamps", "2000", "EUR 2,000"),
    ],
)
def test_a_bare_number_is_counted_in_the_currency_that_was_used(words: str, text: str, value: str) -> None:
    """Where all money was said in one currency, money without one is of it, and that is told; its own goes first."""
    interview, seen = asked(words, "total_cash", text)

    assert said(interview, "total_cash") == value
    assert ("as you did before" in seen) is (not value.startswith("EUR"))


def test_a_number_that_can_be_read_two_ways_is_asked_back_with_both() -> None:
    """Each is told with its unit."""
    _, seen = asked("30 lamps", "longest_side", "1.200 m")

    assert "write 1200 m or 1.2 m" in seen


def number_facts() -> list[str]:
    """Return the numbers that can be asked."""
    facts = session().advisor.pack.facts.values()
    return [one.name for one in facts if one.question and one.of == "order" and one.kind in (Kind.NUMBER, Kind.DATE)]


@pytest.mark.parametrize("name", number_facts())
def test_the_range_that_help_shows_can_be_typed(name: str) -> None:
    """An example has the unit that its question wants."""
    _, seen = asked("", name, "?")
    example = re.search(r"A range is fine if you do not know exactly(?:: (.*))?\.\n", seen)
    assert example is not None
    interview, _ = asked("", name, example[1] or "don't know")

    assert said(interview, name) != ""
    assert "do not understand" not in seen


def test_the_range_of_a_length_has_a_unit() -> None:
    """No bare number is shown where one is refused."""
    _, seen = asked("30 lamps", "longest_side", "?")

    assert "exactly: 20–600 mm." in seen


def test_it_says_that_it_is_done_before_the_answer_comes() -> None:
    """An edit after which nothing is worth asking does not end the interview: what is said otherwise is still taken."""
    words = "400 cast bronze lamps, 40 cm, no machines, at most 3 euros each, in two days"
    interview, seen = asked(words, "total_cash", "100 euros", *["don't know"] * 30, "300 lamps", "more")

    assert ALL_ASKED in seen or FIRM in seen
    assert said(interview, "quantity") == "300 units"


def test_of_many_machines_the_likely_ones_are_shown_and_help_lists_all() -> None:
    """Who makes nothing sees `none` first; a number is that of the whole list."""
    interview, seen = asked("120 stoneware mugs", "owns", "?", "5")
    shown, _, helped = seen.partition("Answer with numbers")

    assert "none; or likely for it: 5 a kiln" in shown
    assert "a laser cutter" not in shown.replace("for example kiln, laser cutter", "")
    assert "2 a laser cutter" in helped
    assert said(interview, "owns") == "a kiln"
