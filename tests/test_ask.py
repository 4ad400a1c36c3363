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

from conftest import Run


class Terminal:
    """A command in a pseudo-terminal, driven as a person would."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self._mine, theirs = pty.openpty()
        self.child = subprocess.Popen(  # our own command
            [sys.executable, "-m", "advisor", *arguments], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs,
            env={**os.environ, "COLUMNS": "80", **environment}, start_new_session=True,
            preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),  # noqa: PLW1509  # so that Ctrl-C reaches it
        )  # fmt: skip
        os.close(theirs)
        self.seen = ""

    def until(self, text: str, seconds: float = 60) -> str:
        """Read until the text is shown; return what was shown since the last time."""
        shown = ""
        end = time.monotonic() + seconds
        while text not in shown:
            ready, _, _ = select.select([self._mine], [], [], max(0, end - time.monotonic()))
            assert ready, f"`{text}` was not shown after:\n{shown}"
            try:
                shown += os.read(self._mine, 4096).decode(errors="replace")
            except OSError:
                break
        self.seen += shown
        assert text in shown, shown
        return shown

    def until_one_of(self, *texts: str) -> str:
        """Read until one of the texts is shown."""
        shown = ""
        while not any(text in shown for text in texts):
            ready, _, _ = select.select([self._mine], [], [], 60)
            assert ready, shown
            shown += os.read(self._mine, 4096).decode(errors="replace")
        self.seen += shown
        return shown

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._mine, f"{text}\n".encode())

    def press(self, key: bytes) -> None:
        """Press a key."""
        os.write(self._mine, key)

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while True:
            try:
                chunk = os.read(self._mine, 4096).decode(errors="replace")
            except OSError:
                break
            if not chunk:
                break
            self.seen += chunk
        os.close(self._mine)
        return self.child.wait(timeout=20)


def test_a_person_is_led_from_nothing_to_advice(tmp_path: Path) -> None:
    """Quiz 1 from nothing: a wrong answer, help, why, back over answers, unknown, and the advice at the end."""
    screen = Terminal(tmp_path, "ask", "--save", "lamp.yaml", TERM="dumb")
    assert "How many of these do you want" in screen.until("> ")
    for text, answer in (
        ("?", "Finished pieces"),
        ("why", "could rule out"),
        ("lots", "got `lots`"),
        ("120", "How long do you have"),
        ("back", "How many of these do you want"),
        ("120", "How long do you have"),
        ("4 weeks", "questions left"),
        ("back", "How long do you have"),
        ("3..4 weeks", "left"),
    ):
        screen.type(text)
        screen.until(answer)
    for _ in range(8):
        screen.type("unknown")
        if "More:" in screen.until_one_of("\r\n> ", "More:"):
            break
    code = screen.end()

    assert code == 0
    assert "online fabrication network" in screen.seen
    assert (tmp_path / "lamp.yaml").read_text().splitlines()[::2][:2] == ['id: "lamp"', "quantity: 120"]


def test_ctrl_c_says_how_to_resume_and_resuming_goes_on(cli: Run, tmp_path: Path) -> None:
    """Answers are saved at once; Ctrl-C is exit 130; the resumed interview does not ask them again."""
    screen = Terminal(tmp_path, "ask", "--save", "lamp.yaml")
    screen.until("> ")
    screen.type("120")
    screen.until("How long do you have")
    screen.press(b"\x03")
    code = screen.end()
    again = Terminal(tmp_path, "ask", "--resume", "lamp.yaml")
    shown = again.until("> ")
    again.type("quit")
    left = again.end()

    assert code == 130
    assert "advisor ask --resume lamp.yaml" in screen.seen
    assert "How long do you have" in shown
    assert left == 0
    assert cli("advise", "lamp.yaml").returncode == 0


def test_without_a_terminal_the_missing_facts_and_their_flags_are_listed(cli: Run) -> None:
    """Nothing is ever asked through a pipe."""
    done = cli("ask", "--set", "quantity=120", stdin="4 weeks\n")

    assert done.returncode == 2
    assert "--set deadline=..." in done.stderr
    assert not done.stdout


def test_with_everything_said_ahead_a_pipe_gets_the_advice(cli: Run) -> None:
    """`--set` answers ahead; `unknown` is an answer too."""
    unsaid = ("cash_for_tooling", "total_cash", "unit_cost_ceiling", "heritage", "material", "owns")
    sets = ["quantity=120", "deadline=4 weeks", *(f"{name}=unknown" for name in unsaid)]
    flags = [part for one in sets for part in ("--set", one)]
    text, json = cli("ask", *flags), cli("ask", "--json", *flags, PYTHONIOENCODING="cp1252")

    assert (text.returncode, json.returncode) == (0, 0)
    assert "online fabrication network" in text.stdout
    assert re.search(r'"pathway": "fab_network"', json.stdout)


def test_a_firm_answer_may_be_asked_on(tmp_path: Path) -> None:
    """Once firm, Enter shows the answer and `keep going` asks the rest."""
    sets = ["quantity=5000", "material=glass", "process=glass_blowing", "own_capacity_per_week=0", "owns=none"]
    screen = Terminal(tmp_path, "ask", *[part for one in sets for part in ("--set", one)])
    screen.until("The answer is firm")
    screen.type("keep going")
    screen.until("left")
    screen.type("quit")

    assert screen.end() == 0


def test_termination_leaves_the_saved_answers(tmp_path: Path) -> None:
    """A kill loses nothing that was answered."""
    screen = Terminal(tmp_path, "ask", "--save", "lamp.yaml")
    screen.until("> ")
    screen.type("120")
    screen.until("How long do you have")
    screen.child.send_signal(signal.SIGKILL)
    screen.child.wait(timeout=20)

    assert "quantity: 120\n" in (tmp_path / "lamp.yaml").read_text()
