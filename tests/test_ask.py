"""`advisor ask` in a real terminal, and where there is none."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import Run

PLAIN = {"COLUMNS": "80", "TERM": "dumb"}
RICH = {"TERM": "xterm"}
ENDS = ("More:", "Your order is kept in")
"""What stands below an answer: of an order that has a file, and of one that has none."""
DRAWN = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]")


class Terminal:
    """A command in a pseudo-terminal, driven as a person would."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self._mine, theirs = pty.openpty()
        self.child = subprocess.Popen(  # our own command
            [sys.executable, "-m", "advisor", *arguments], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs,
            env={**os.environ, **PLAIN, "ADVISOR_STATE": str(folder / "state"), **environment}, start_new_session=True,
            preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),  # noqa: PLW1509  # so that Ctrl-C reaches it
        )  # fmt: skip
        os.close(theirs)
        self._raw = b""
        self._place = 0

    @property
    def seen(self) -> str:
        """All that was shown, without what only draws."""
        return DRAWN.sub("", self._raw.decode(errors="replace")).replace("\r\n", "\n")

    def until(self, *texts: str, seconds: float = 60) -> str:
        """Read until one of the texts is shown; return what was shown since the last time, up to its end."""
        end = time.monotonic() + seconds
        while not (ends := self._ends(texts)):
            ready, _, _ = select.select([self._mine], [], [], max(0, end - time.monotonic()))
            assert ready, f"none of {texts} was shown after:\n{self.seen[self._place :]}"
            try:
                self._raw += os.read(self._mine, 4096)
            except OSError:
                break
        shown = self.seen[self._place : min(ends, default=None)]
        assert ends, shown
        self._place = min(ends)
        return shown

    def _ends(self, texts: tuple[str, ...]) -> list[int]:
        """Return where each of the texts that was shown since the last time ends."""
        found = ((self.seen.find(text, self._place), text) for text in texts)
        return [at + len(text) for at, text in found if at >= 0]

    def say(self, text: str, *answers: str) -> str:
        """Type a line and read until one of the answers, or the next prompt, is shown."""
        self.type(text)
        return self.until(*answers)

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._mine, f"{text}\r".encode())

    def press(self, key: bytes) -> None:
        """Press a key."""
        os.write(self._mine, key)

    def end(self, seconds: float = 60) -> int:
        """Read to the end and return the exit code."""
        end = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self._mine], [], [], max(0, end - time.monotonic()))
            if not ready:
                self.child.kill()
                pytest.fail(f"it did not end:\n{self.seen}")
            try:
                chunk = os.read(self._mine, 4096)
            except OSError:
                break
            if not chunk:
                break
            self._raw += chunk
        os.close(self._mine)
        return self.child.wait(timeout=20)


ASKED = "quit)\n> "
"""How a plain screen ends."""
FIRST = "quit)\n> "


def kept_in(folder: Path) -> list[Path]:
    """Return the interviews kept for a terminal in a folder, the oldest first."""
    return sorted((folder / "state").glob("*.yaml"), key=lambda one: one.stat().st_mtime_ns)


def test_a_person_is_led_from_nothing_to_advice(tmp_path: Path) -> None:
    """Quiz 1 from nothing: a wrong answer, help, why, back over answers, unknown, and the advice at the end."""
    screen = Terminal(tmp_path, "ask", "--save", "lamp.yaml")
    screen.until(FIRST)
    for text, answer in (
        ("", "What do you want made?"),
        ("tableware", "mug, espresso cup"),
        ("120", "in words"),
        ("skip", "How many of these do you want"),
        ("?", "Finished pieces"),
        ("why", "could rule out"),
        ("lots", "got `lots`"),
        ("120", "How long is the longest side"),
        ("", "How long do you have"),
        ("back", "How long is the longest side"),
        ("", "How long do you have"),
        ("4 weeks", ASKED),
        ("back", "How long do you have"),
        ("3..4 weeks", ASKED),
    ):
        screen.say(text, answer)
    for _ in range(12):
        if screen.say("don't know", "quit)\n> ", "go on)\n> ", *ENDS).endswith(ENDS):
            break
        if "say what is otherwise" in screen.seen:
            screen.say("", *ENDS)
            break
    code = screen.end()

    assert code == 0
    assert "online fabrication network" in screen.seen
    assert "So far:" in screen.seen
    assert "At stake:" in screen.seen
    assert "quantity: 120\nlongest_side: unknown\ndeadline: 3 weeks..4 weeks\n" in (tmp_path / "lamp.yaml").read_text()
    assert not kept_in(tmp_path)


def test_it_begins_with_a_sentence_and_tells_what_was_read(tmp_path: Path) -> None:
    """What was read of the first words is said back, what was not is told, and both are kept."""
    screen = Terminal(tmp_path, "ask")
    assert "120 enamel mugs" in screen.until(FIRST)
    shown = screen.say("120 enamel mugs for the flibbert", ASKED)
    screen.type("quit")
    code = screen.end()
    kept = kept_in(tmp_path)[0].read_text()

    assert code == 0
    assert "order quantity: 120 units" in shown
    assert "not read: flibbert" in shown
    assert "How many" not in shown
    assert "# in your words: 120 enamel mugs for the flibbert\n" in kept
    assert "quantity: 120\n" in kept


def test_it_asks_of_the_first_of_several_things_and_tells_the_others(tmp_path: Path) -> None:
    """A second thing that is counted is told as the command that asks of it, and is no answer to this one."""
    screen = Terminal(tmp_path, "ask", "80 oak lamps and 40 stools, by 1 June 2027")
    shown = screen.until(ASKED)
    screen.type("quit")
    code = screen.end()

    assert code == 0
    assert 'advisor ask "40 stools, by 1 June 2027"' in " ".join(shown.split())
    assert "object: lamp" in (kept := kept_in(tmp_path)[0].read_text())
    assert "40" not in kept.replace("# in your words: 80 oak lamps and 40 stools", "")


def test_an_unfinished_interview_is_offered_and_a_finished_one_is_not(tmp_path: Path) -> None:
    """Without words, Enter goes on with the last one; once the answer was shown, it is offered no more."""
    screen = Terminal(tmp_path, "ask", "120 mugs")
    screen.until(ASKED)
    screen.press(b"\x03")
    assert screen.end() == 130
    assert "Go on with: advisor ask" in screen.seen
    again = Terminal(tmp_path, "ask")
    assert "mug" in again.until("You left an interview unfinished", "> ") + again.until("> ")
    assert "How many" not in again.say("", ASKED)
    again.say("5 cm", ASKED)
    again.say("done", *ENDS)
    assert again.end() == 0
    third = Terminal(tmp_path, "ask")
    assert "unfinished" not in third.until(FIRST)
    third.press(b"\x04")

    assert third.end() == 0
    assert len(kept_in(tmp_path)) == 1
    assert kept_in(tmp_path)[0].read_text().startswith("# advisor ask keeps this interview: finished\n")


def test_something_else_begins_a_new_one_and_the_old_one_stays(tmp_path: Path) -> None:
    """Whatever is typed instead of Enter is the first sentence of another interview."""
    screen = Terminal(tmp_path, "ask", "120 mugs")
    screen.until(ASKED)
    screen.press(b"\x04")
    assert screen.end() == 0
    again = Terminal(tmp_path, "ask")
    again.until("want made)\n> ")
    assert "stool" in again.say("40 stools", ASKED)
    again.type("quit")
    again.end()

    assert len(kept_in(tmp_path)) == 2
    assert "object: mug" in kept_in(tmp_path)[0].read_text()


@pytest.mark.parametrize(("typed", "begins"), [("go on", False), ("continue", False), ("yes", False), ("no", True)])
def test_a_word_for_going_on_is_no_new_order(tmp_path: Path, typed: str, begins: bool) -> None:
    """`go on` at the offer goes on with what was left, `no` asks what else is wanted."""
    screen = Terminal(tmp_path, "ask", "120 mugs")
    screen.until(ASKED)
    screen.press(b"\x04")
    screen.end()
    again = Terminal(tmp_path, "ask")
    again.until("want made)\n> ")
    shown = again.say(typed, FIRST, ASKED)
    again.type("quit")
    again.end()

    assert ("120 enamel mugs" in shown) is begins
    assert ("How long is" in shown) is not begins


def test_edit_why_now_and_done(tmp_path: Path) -> None:
    """An answer is changed by its number; `now` shows the whole answer and goes on; `done` leaves it at that."""
    screen = Terminal(tmp_path, "ask", "--plain", "120 mugs, stoneware", TERM="xterm")
    screen.until(ASKED)
    listed = screen.say("edit", "on)\n> ")
    assert "order quantity: 120 units" in listed
    screen.say("99", "from 1 to 3")
    at = re.search(r"([0-9])\. order quantity", listed)
    assert at is not None
    assert "until now: 120 units" in screen.say(at[1], "back)\n> ")
    screen.say("200", ASKED)
    shown = screen.say("now", "That is the answer as it stands")
    assert "MUG · 200 pieces" in shown
    screen.until(ASKED)
    screen.say("done", *ENDS)

    assert screen.end() == 0
    assert "quantity: 200\n" in kept_in(tmp_path)[0].read_text()


def test_an_answer_to_something_else_is_taken_for_what_it_says(tmp_path: Path) -> None:
    """What says nothing of the question, but something of the order, is not lost; the question stays open."""
    screen = Terminal(tmp_path, "ask", "mugs, 120 pieces")
    screen.until(ASKED)
    assert "I take that as" in screen.say("by mid December", "still open")
    screen.type("quit")
    screen.end()

    found = re.search(r"deadline: ([0-9]+) days\.\.([0-9]+) days\n", kept_in(tmp_path)[0].read_text())
    assert found is not None
    assert int(found[2]) - int(found[1]) == 9  # from the 11th to the 20th, whatever day it is


def test_an_answer_that_says_more_than_was_asked_is_taken_whole(tmp_path: Path) -> None:
    """The answer and what stands beside it: the question is done with."""
    screen = Terminal(tmp_path, "ask", "120 stoneware mugs, 12 cm")
    screen.until("How long do you have")
    screen.say("six weeks, and the date is fixed", "I take that as deadline 6 weeks, fixed date yes.")
    screen.until("> ")
    screen.type("quit")
    screen.end()

    assert "deadline: 6 weeks\ndeadline_is_hard: true\n" in kept_in(tmp_path)[0].read_text()


def test_the_rich_terminal_has_keys_a_filter_and_the_fault_under_the_field(tmp_path: Path) -> None:
    """Keys do what words do; what is typed finds choices, and Tab takes one."""
    screen = Terminal(tmp_path, "ask", **RICH)
    screen.until("quit)")
    screen.press(b"\r")
    screen.until("Ctrl-D quit")
    screen.press(b"espre")
    screen.until("espresso cup")
    screen.press(b"\t\r")
    screen.until("How many")
    screen.until("Ctrl-D quit")
    screen.press(b"\x1bOP")  # F1
    screen.until("At every question you can type")
    screen.until("Ctrl-D quit")
    screen.say("soon", "got `soon`")
    screen.say("12", "How long is the longest side")
    screen.until("Ctrl-D quit")
    screen.press(b"\x02")  # Ctrl-B
    screen.until("How many")
    screen.until("Ctrl-D quit")
    screen.press(b"\x03")

    assert screen.end() == 130
    assert "object: espresso_cup\n" in kept_in(tmp_path)[0].read_text()


def test_ctrl_c_says_how_to_resume_and_resuming_goes_on(cli: Run, tmp_path: Path) -> None:
    """Answers are saved at once; Ctrl-C is exit 130; the resumed interview does not ask them again."""
    screen = Terminal(tmp_path, "ask", "--save", "lamp.yaml")
    screen.until(FIRST)
    screen.say("120 lamps", ASKED)
    screen.press(b"\x03")
    code = screen.end()
    again = Terminal(tmp_path, "ask", "--resume", "lamp.yaml")
    shown = again.until(ASKED)
    again.type("quit")
    left = again.end()

    assert code == 130
    assert "advisor ask --resume lamp.yaml" in screen.seen
    assert "How many" not in shown
    assert left == 0
    assert cli("advise", "lamp.yaml").returncode == 0


def test_resuming_edits_the_file_in_place(tmp_path: Path) -> None:
    """A person's comments and order of keys stay; the answer is added."""
    (tmp_path / "o.yaml").write_text("# for Anna\nquantity: 120 # about\nobject: lamp\n")
    screen = Terminal(tmp_path, "ask", "--resume", "o.yaml")
    screen.until(ASKED)
    screen.say("50 cm", ASKED)
    screen.type("quit")
    screen.end()

    assert (tmp_path / "o.yaml").read_text() == (
        "# for Anna\nquantity: 120 # about\nobject: lamp\nlongest_side: 50 cm\n"
    )


def test_json_and_what_changed_meanwhile_are_left_alone(tmp_path: Path) -> None:
    """Answers that cannot be put into a file are kept beside, and the person is told where."""
    (tmp_path / "o.json").write_text('{"object": "lamp"}')
    (tmp_path / "o.yaml").write_text("object: lamp\n")
    for name, told in (("o.json", "JSON"), ("o.yaml", "changed by somebody else")):
        screen = Terminal(tmp_path, "ask", "--resume", name)
        screen.until(ASKED)
        if name == "o.yaml":
            (tmp_path / name).write_text("object: mug\n")
        screen.say("40", ASKED)
        screen.type("quit")
        screen.end()

        assert told in screen.seen.replace("\n", " ")
        assert "quantity: 40\n" in kept_in(tmp_path)[-1].read_text()
    assert (tmp_path / "o.json").read_text() == '{"object": "lamp"}'
    assert (tmp_path / "o.yaml").read_text() == "object: mug\n"


def test_answers_that_no_longer_read_are_asked_again(tmp_path: Path) -> None:
    """A value that today's pack does not know is told, and its question comes again."""
    (tmp_path / "o.yaml").write_text("object: lamp\nquantity: 40\nlongest_side: 50 cubits\n")
    screen = Terminal(tmp_path, "ask", "--resume", "o.yaml")
    assert "Not read any more" in screen.until(ASKED)
    screen.say("50 cm", ASKED)
    screen.type("quit")
    screen.end()

    assert (tmp_path / "o.yaml").read_text() == "object: lamp\nquantity: 40\nlongest_side: 50 cm\n"


def test_save_never_erases_what_it_did_not_read(cli: Run, tmp_path: Path) -> None:
    """A file that is there: on a terminal the person chooses; without one it is refused, with the cure."""
    (tmp_path / "o.yaml").write_text("object: lamp # mine\n")
    refused = cli("ask", "--save", "o.yaml", "120 mugs")
    screen = Terminal(tmp_path, "ask", "--save", "o.yaml", "120 mugs")
    screen.until("stop)\n> ")
    screen.say("other.yaml", ASKED)
    screen.type("quit")
    screen.end()
    stopped = Terminal(tmp_path, "ask", "--save", "o.yaml", "120 mugs")
    stopped.until("stop)\n> ")
    stopped.type("stop")
    on = Terminal(tmp_path, "ask", "--save", "o.yaml")
    on.until("stop)\n> ")
    assert "How many" in on.say("", ASKED)
    on.type("quit")

    assert (refused.returncode, stopped.end(), on.end()) == (2, 0, 0)
    assert "--resume o.yaml" in refused.stderr
    assert (tmp_path / "o.yaml").read_text() == "object: lamp # mine\n"
    assert "object: mug\n" in (tmp_path / "other.yaml").read_text()


def test_a_second_terminal_never_writes_over_the_first(tmp_path: Path) -> None:
    """Both go on with the same interview: the second to answer is told, and its answers are kept beside."""
    begun = Terminal(tmp_path, "ask", "mugs")
    begun.until(ASKED)
    begun.press(b"\x04")
    begun.end()
    first, second = Terminal(tmp_path, "ask"), Terminal(tmp_path, "ask")
    for one in (first, second):
        one.until("want made)\n> ")
        one.say("", ASKED)
    first.say("50", ASKED)
    second.say("90", ASKED)
    for one in (first, second):
        one.type("quit")
        one.end()
    texts = [one.read_text() for one in kept_in(tmp_path)]

    assert "changed by somebody else" in " ".join(second.seen.split())  # however long the path is, and lines with it
    assert ["quantity: 50\n" in texts[0], "quantity: 90\n" in texts[1]] == [True, True]


def test_nothing_is_lost_where_nothing_can_be_kept(tmp_path: Path) -> None:
    """Without a folder to keep in, the interview goes on, and that is said once."""
    (tmp_path / "state").write_text("a file")
    screen = Terminal(tmp_path, "ask", "120 mugs")
    screen.until("are not kept")
    screen.until(ASKED)
    screen.say("9 cm", ASKED)
    screen.say("done", "DO NEXT")

    assert screen.end() == 0
    assert screen.seen.count("are not kept") == 1


def test_without_a_terminal_what_was_read_is_saved_all_the_same(cli: Run, tmp_path: Path) -> None:
    """`ask --save` of a script writes the file and answers by what was read; what would be asked is told beside."""
    path = tmp_path / "stools.yaml"
    run = cli("ask", "--save", str(path), "200 oak stools, 45 cm, studio in Denmark")

    assert run.returncode == 0
    assert "quantity: 200" in path.read_text(encoding="utf-8")
    assert "these facts could still change the answer" in run.stderr


def test_without_a_terminal_the_missing_facts_and_their_flags_are_listed(cli: Run) -> None:
    """Nothing is ever asked through a pipe."""
    done = cli("ask", "--set", "quantity=120", stdin="4 weeks\n")

    assert done.returncode == 2
    assert "--set deadline=..." in done.stderr
    assert not done.stdout


def test_with_everything_said_ahead_a_pipe_gets_the_advice(cli: Run) -> None:
    """`--set` answers ahead; `unknown` is an answer too."""
    unsaid = (
        "object",
        "longest_side",
        "cash_for_tooling",
        "total_cash",
        "unit_cost_ceiling",
        "heritage",
        "material",
        "owns",
    )
    sets = ["quantity=120", "deadline=4 weeks", *(f"{name}=unknown" for name in unsaid)]
    flags = [part for one in sets for part in ("--set", one)]
    text, json = cli("ask", *flags), cli("ask", "--json", *flags, PYTHONIOENCODING="cp1252")

    assert (text.returncode, json.returncode) == (0, 0)
    assert "online fabrication network" in text.stdout
    assert re.search(r'"pathway": "fab_network"', json.stdout)


def test_a_firm_answer_may_be_asked_on(tmp_path: Path) -> None:
    """Once firm, Enter shows the answer, `more` asks the rest, and what is said otherwise is taken."""
    sets = [
        "object=bottle",
        "longest_side=20 cm",
        "deadline=none",
        "quantity=5000",
        "material=glass",
        "process=glass_blowing",
    ]
    screen = Terminal(tmp_path, "ask", *[part for one in [*sets, "owns=none"] for part in ("--set", one)])
    screen.until("longer", "? ", "(Enter")
    while "The answer is firm" not in screen.seen:
        screen.say("don't know", "quit)\n> ", "go on)\n> ")
    screen.say("huh", "I did not understand: huh\npress Enter for the answer")
    screen.say("6000 pieces, with our wombat", "order quantity 6,000 units. I did not understand: wombat", "go on)\n> ")
    screen.say("more", ASKED, *ENDS)
    screen.type("quit")

    assert screen.end() == 0


def test_termination_leaves_the_saved_answers(tmp_path: Path) -> None:
    """A kill loses nothing that was answered."""
    screen = Terminal(tmp_path, "ask", "mugs")
    screen.until(ASKED)
    screen.say("40", ASKED)
    screen.child.send_signal(signal.SIGKILL)
    screen.child.wait(timeout=20)

    assert "quantity: 40\n" in kept_in(tmp_path)[0].read_text()
