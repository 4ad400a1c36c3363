"""`advisor ask`: the interview in a terminal, one plain question after another."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.advise import json_line, text
from advisor.cli.common import (
    Session,
    from_words,
    one_order,
    open_session,
    order_options,
    pack_option,
    plain_option,
    today,
)
from advisor.cli.exits import Exit

if TYPE_CHECKING:
    from advisor.interview import Interview, Question

HELP = "an answer in your words, a range (80 to 150), several (wood or metal), or: don't know, ?, why, back, quit"
WIDTH = 80
EFFECTS = {"exclude": "could rule out", "risk": "could count against", "favour": "could count for"}


class Left(Exception):  # noqa: N818  # no error: the person asked to leave
    """Raised when the person leaves the interview."""


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--save", metavar="FILE", help="Write each answer into this order file at once.")
@click.option("--resume", metavar="FILE", help="Go on with the order in this file, and save into it.")
@click.option("--full", is_flag=True, help="Print all of the advice, not its first screen alone.")
@click.option("--json", "as_json", is_flag=True, help="Print the advice as a JSON document.")
@plain_option
@order_options
@pack_option
def ask(
    words: tuple[str, ...],
    save: str | None,
    resume: str | None,
    *,
    plain: bool,
    full: bool,
    as_json: bool,
    sets: tuple[str, ...],
    as_of: str | None,
    studio: str | None,
    pack_dir: str | None,
    trust_templates: bool,
) -> int:
    """Ask what is needed, question by question, and recommend how to get the order made. WORDS say the order in your own words, to begin with.

    Only what could still change the answer is asked, and limits. At every question: an answer, a range such as 80..150, several such as
    wood, metal, or unknown; ? for help, why for the rules that need it, back, quit.
    """
    del plain  # an interview draws nothing
    as_of = as_of or today()
    session = open_session(pack_dir, trust_templates=trust_templates, sets=sets, as_of=as_of, studio=studio)
    interview = _begin(session, resume, save, " ".join(words))
    if interview.question() is not None and not sys.stdin.isatty():
        raise click.UsageError(_missing(interview))
    target = save or resume
    try:
        _converse(interview, target)
    except (Left, KeyboardInterrupt) as ended:
        click.echo(_how_to_resume(target), err=True)
        return Exit.ADVISED if isinstance(ended, Left) else Exit.INTERRUPTED
    advice = interview.advice
    told = (
        json_line(session.renderer.document(advice))
        if as_json
        else text(advice, session, ids=False, full=full, file=target or "")
    )
    click.echo(told, nl=False)
    return Exit.ADVISED if advice.pathway else Exit.EXCLUDED


def _begin(session: Session, resume: str | None, save: str | None, words: str) -> Interview:
    from advisor.errors import Place
    from advisor.interview import Interview
    from advisor.yaml.node import Mapping

    name = Path(save).stem if save else "interview"
    if resume:
        order = one_order(resume, None, session.reader)
    elif words.strip():
        order = from_words(words, session, name)
    else:
        empty = Mapping(entries=(), flow=False, at=Place("interview", 1, 1))
        order = session.reader.order(empty, name)
    return Interview(session.advisor, session.reader, order)


def _missing(interview: Interview) -> str:
    flags = " ".join(f"--set {one.fact.name}=..." for one in interview.waiting)
    return f"standard input is no terminal, so nothing can be asked; these facts could still change the answer: {flags}"


def _how_to_resume(target: str | None) -> str:
    if target:
        return f"your answers are in {target}; go on with: advisor ask --resume {target}"
    return "your answers were not kept; next time give --save FILE"


# --- the conversation -------------------------------------------------------------------------------------------------
def _converse(interview: Interview, target: str | None) -> None:
    _say(f"At every question: {HELP}.")
    again: str | None = None
    while True:
        question = interview.question_about(again) if again else interview.question()
        if question is None:
            if interview.keeps_going or not _wants_more(interview):
                return
            interview.keep_going()
            continue
        again = _turn(interview, question, target)


def _turn(interview: Interview, question: Question, target: str | None) -> str | None:
    """Ask one question until it is answered; return the path to ask next, or None for whatever comes next."""
    from advisor.interview import AnswerError
    from advisor.render.said_back import said_back

    pack = interview.pack
    is_helped = False
    _say("")
    _say(_heading(question))
    while True:
        text = _line("> ")
        if text == "quit":
            raise Left
        if text == "back":
            path = interview.back()
            _say("there is no earlier answer" if path is None else "")
            _save(interview, target)
            return path or question.path
        if text == "help" or (text == "?" and not is_helped):
            is_helped = True
            _lines(_help(question))
        elif text == "why":
            _lines(_why(interview, question))
        else:
            try:
                readings = interview.answer(question.path, text)
            except AnswerError as error:
                _say(f"{error}")
                continue
            for one in readings:
                _say(f"{said_back(one, pack)}.")
            _save(interview, target)
            return None


def _heading(question: Question) -> str:
    choices = [f"  {number}. {words}" for number, words in enumerate(_menu(question), start=1)]
    return "\n".join([f"{question.fact.question}", *choices])


def _menu(question: Question) -> list[str]:
    """Return what a person may choose from, in words."""
    fact = question.fact
    return [fact.group_words.get(name) or fact.words[name] for name in fact.menu if name != fact.catch_all]


def _help(question: Question) -> Iterable[str]:
    fact = question.fact
    if fact.help:
        yield fact.help
    yield {
        "flag": "Answer yes or no.",
        "choice": "Answer with a number or the words; several with commas if it may be one of them.",
        "set": "Answer with numbers or words, separated by commas; none for none of them.",
        "text": "Answer in words.",
    }.get(fact.kind.value, f"Answer with a number{_unit(question)}, or a range such as LOW..HIGH.")
    if fact.none_words:
        yield f"Type none for: {fact.none_words}."
    yield "Type unknown if you do not know: the answer then allows for all that is possible."


def _unit(question: Question) -> str:
    examples = {"money": ", such as EUR 400", "days": ", such as 4 weeks", "length": ", such as 30 mm"}
    return examples.get(question.fact.unit.name if question.fact.unit else "", "")


def _why(interview: Interview, question: Question) -> Iterable[str]:
    needs = interview.needs(question.path)
    yield (
        f"{len(needs)} rule{'s' if len(needs) != 1 else ''} still hang on it:"
        if needs
        else "Costs or times hang on it."
    )
    for need in needs:
        points = f" ({need.points} points)" if need.points else ""
        yield f"  - {need.rule}: {EFFECTS[need.effect]} {', '.join(need.options)}{points}"


def _wants_more(interview: Interview) -> bool:
    """Ask whether to go on although the answer is firm, if anything is left to ask."""
    if not interview.is_firm:
        return False
    _say(
        "\nThe answer is firm: what you have not said would not usually change it. Press Enter to see it, or type: keep going"
    )
    return _line("> ") in ("keep going", "keep-going")


def _save(interview: Interview, target: str | None) -> None:
    from advisor.batch.output import write_lines

    if target:
        write_lines(target, interview.lines())


def _line(prompt: str) -> str:
    """Return one typed line; the end of the input is a wish to leave."""
    click.echo(prompt, nl=False, err=True)
    text = sys.stdin.readline()
    if not text:
        raise Left
    return text.strip()


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        _say(line)


def _say(text: str) -> None:
    """Print a paragraph a line, wrapped, what hangs below a list's dash indented."""
    for line in text.split("\n"):
        hang = "    " if line.startswith("  ") else ""
        click.echo(click.wrap_text(line, width=WIDTH, subsequent_indent=hang) if len(line) > WIDTH else line, err=True)
