"""The command line as a user meets it: answers, streams, exit codes, and what the worst files get."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from advisor import __version__
from advisor.ir import Pack
from conftest import ROOT, Run

ANSWERS = [
    ("{quantity: 120, deadline: 4 weeks}", "fab_network"),
    ("{finish: enamel, colour_match: across_batches, repeat_interval: 6 months}", "small_factory"),
    ("{quantity: 15}", "in_house"),
    ("{quantity: 60}", "maker_hub"),
    ("{quantity: 100, oversight: on_site, cash_for_tooling: EUR 300}", "maker_hub"),
    ("{quantity: 200, deadline: 1 month}", "fab_network"),
    ("{quantity: 300, heritage: core, deadline: 8 weeks}", "artisan_workshop"),
    ("{quantity: 1000, after_sale: [drop_ship], cash_for_tooling: EUR 8000}", "small_factory"),
    ("{quantity: 50, deadline: 4 days}", None),
]
SNAKE = re.compile(r"[a-z]+_[a-z]+")


def documents(text: str) -> list[dict[str, object]]:
    """Return the JSON documents of some output."""
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(("order", "pathway"), ANSWERS)
def test_the_articles_own_orders_get_its_answers(cli: Run, order: str, pathway: str | None) -> None:
    """Quizzes, matrix and text of the article agree with the tool, by favours of 5 to 50 points."""
    done = cli("advise", "-", "--format", "json", stdin=order)
    (found,) = documents(done.stdout)
    ranking = found["ranking"]
    assert isinstance(ranking, list)
    favours = sum(points for _, points in ranking[0]["favoured_by"])

    assert found["pathway"] == pathway
    assert done.returncode == (0 if pathway else 1)
    assert pathway is None or 5 <= favours <= 50


def test_words_are_kept_by_the_command_that_is_told(cli: Run, tmp_path: Path) -> None:
    """After words the command that keeps them carries them, and never names a file that is there."""
    (tmp_path / "order.yaml").write_text("{quantity: 1}")
    told = cli("advise", "--words", "80 mugs, the handle painted", "--set", "deadline=8 weeks").stderr
    dear = cli("advise", "--words", "80 mugs, at most $5 each").stderr

    assert 'advisor ask --save order-2.yaml "80 mugs, the handle painted" --set "deadline=8 weeks"' in told
    assert "'80 mugs, at most $5 each'" in dear


def test_words_where_a_file_is_expected_are_told_how_to_be_said(cli: Run, tmp_path: Path) -> None:
    """Words typed in the place of files, and a file that holds a sentence, are answered by the option that takes words."""
    (tmp_path / "told.yaml").write_text("I want 100 porcelain mugs")

    assert 'advisor advise --words "80 mugs"' in cli("advise", "80", "mugs").stderr
    assert "--words" in cli("advise", "told.yaml").stderr
    assert "told.yml: no such file" in cli("advise", "told.yml").stderr


def test_quiz_2_is_provisional_and_names_quantity_first(cli: Run) -> None:
    """Where the quantity is missing, it is the first thing to find out."""
    order = "{finish: enamel, colour_match: across_batches, repeat_interval: 6 months}"
    (found,) = documents(cli("advise", "-", "--format", "json", stdin=order).stdout)
    could_change = found["could_change"]
    assert isinstance(could_change, list)

    assert found["settled"] is False
    assert could_change[0]["fact"] == "quantity"


def test_an_order_nothing_fits_is_told_the_nearest_change(cli: Run) -> None:
    """With every option excluded, the least change that would help is named."""
    done = cli("advise", "-", stdin="{quantity: 50, deadline: 4 days}")

    assert done.returncode == 1
    assert "2 weeks" in done.stdout


@pytest.mark.parametrize("order", [order for order, _ in ANSWERS])
def test_the_whole_answer_is_in_plain_words(cli: Run, order: str) -> None:
    """It has no rule id, no snake_case, and names the fact that decided."""
    text = cli("advise", "-", "--full", "--format", "markdown", stdin=order).stdout

    assert not SNAKE.search(text)
    assert "decided" in text
    assert not re.search(r"\b[a-z]+-[a-z]+-[a-z]+-[a-z]+\b", text.split("## Why")[0].replace("in-house", ""))


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_every_format_of_one_advice_is_whole(cli: Run, form: str) -> None:
    """Each format names the winner and ends with one newline."""
    done = cli("advise", "-", "--format", form, stdin="{quantity: 120, deadline: 4 weeks}")

    assert done.returncode == 0
    assert "fab_network" in done.stdout if form == "json" else "nline fabrication network" in done.stdout
    assert done.stdout.endswith("\n")
    assert not done.stdout.endswith("\n\n")


def test_brief_is_three_lines(cli: Run) -> None:
    """`--brief` says it in three lines an order."""
    done = cli("advise", "-", "--brief", stdin="{quantity: 120, deadline: 4 weeks}")

    assert len(done.stdout.splitlines()) == 3


def test_the_json_document_has_the_promised_shape(cli: Run) -> None:
    """Other tools rely on these names."""
    (found,) = documents(cli("advise", "-", "--format", "json", stdin="{id: x, quantity: 120}").stdout)
    names = {
        "schema_version", "order_id", "pathway", "option", "standing", "settled", "close", "could_change", "ranking", "notes",
        "missing_documents", "ask_quotes_from", "assumed", "trace", "explanation", "engine", "pack",
    }  # fmt: skip
    ranked = {
        "option", "pathway", "process", "standing", "score", "premium", "landed_unit_cost", "tooling_cost", "cash_peak",
        "lead_time_days", "favoured_by", "risked_by", "excluded_by", "undecided_by",
    }  # fmt: skip
    rows, trace = found["ranking"], found["trace"]
    assert isinstance(rows, list)
    assert isinstance(trace, list)

    assert names <= found.keys()
    assert found["schema_version"] == 1
    assert found["engine"] == "experta"
    assert all(ranked <= row.keys() for row in rows)
    assert all({"rule", "option", "verdict", "premises", "text", "sources"} <= one.keys() for one in trace)


def test_why_shows_the_rules_and_one_rule(cli: Run) -> None:
    """`why` tells the rules behind the answer, and what became of any one of them."""
    order = "{quantity: 120, deadline: 4 weeks}"
    whole, one = cli("why", "-", stdin=order), cli("why", "-", "below-moq", stdin=order)
    unknown = cli("why", "-", "below-mok", stdin=order)

    assert "digital-within-a-month" in whole.stdout
    assert "below-moq" in one.stdout
    assert unknown.returncode == 3
    assert "did you mean `below-moq`?" in unknown.stderr


def test_why_not_names_what_to_lift_and_the_least_change(cli: Run) -> None:
    """`why-not` tells the exclusion, the value read, and the change that lifts it."""
    done = cli("why-not", "-", "small_factory", stdin="{quantity: 120, deadline: 4 weeks}")
    unknown = cli("why-not", "-", "small_factry", stdin="quantity: 120")

    assert done.returncode == 0
    assert "120 units" in done.stdout
    assert "250 units" in done.stdout
    assert "did you mean `small_factory`?" in unknown.stderr


HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "time": ("deadline: 12:30", "order.yaml:1:11"),
    "twice": ("quantity: 5\nquantity: 6", "order.yaml:2:1"),
    "misspelt": ("quantitty: 5", "order.yaml:1:1"),
    "negative": ("quantity: -3", "order.yaml:1:11"),
    "words": ("quantity: lots", "order.yaml:1:11"),
    "empty": ("", "order.yaml:1:1"),
    "binary": (b"\x00\xff\xfe\x7fELF" * 100, "order.yaml"),
    "brackets": ("[" * 100_000, "order.yaml:1:"),
    "dashes": ("- " * 100_000, "order.yaml:1:"),
    "aliases": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "order.yaml:1:4"),
    "tag": ("quantity: !!python/object/apply:os.system [id]", "order.yaml:1:11"),
    "escape": ('id: "\\e[2J"\nquantity: 5', "order.yaml:1:5"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_order_file_is_a_fault_with_its_place(cli: Run, tmp_path: Path, name: str) -> None:
    """Whatever the file, there is a placed message, exit 3, no traceback, and it takes under two seconds."""
    content, place = HOSTILE[name]
    (tmp_path / "order.yaml").write_bytes(content.encode() if isinstance(content, str) else content)
    before = os.times()
    done = cli("advise", "order.yaml")
    after = os.times()

    assert done.returncode == 3
    assert place in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout
    assert (after.children_user - before.children_user) + (after.children_system - before.children_system) < 2
    assert all(len(line) < 400 for line in done.stderr.splitlines())


def test_special_and_missing_files_are_faults(cli: Run, tmp_path: Path) -> None:
    """A missing file, a folder and a fifo are refused at once."""
    os.mkfifo(tmp_path / "fifo.yaml")
    done = cli("advise", "missing.yaml", ".", "fifo.yaml")

    assert done.returncode == 3
    assert [name in done.stderr for name in ("missing.yaml: no such file", ".: ", "fifo.yaml: ")] == [True] * 3


def test_a_pack_at_fault_is_exit_3(cli: Run, tmp_path: Path) -> None:
    """A missing pack and a pack without rules are told with their place."""
    (tmp_path / "mine/knowledge").mkdir(parents=True)
    missing = cli("advise", "--pack", "nowhere", "-", stdin="quantity: 5")
    bare = cli("advise", "--pack", "mine", "-", stdin="quantity: 5")

    assert missing.returncode == bare.returncode == 3
    assert "nowhere" in missing.stderr
    assert "mine/rules" in bare.stderr


def test_a_misspelt_figure_in_a_rule_is_told(cli: Run, tmp_path: Path) -> None:
    """`pack check` and `advise` name file, line, column and the nearest name."""
    for part in ("rules", "knowledge", "templates"):
        shutil.copytree(ROOT / part, tmp_path / "mine" / part)
    path = tmp_path / "mine/rules/speed.yaml"
    path.write_text(path.read_text().replace("figure.month", "figure.mont", 1))
    check, advise = cli("pack", "check", "mine"), cli("advise", "--pack", "mine", "-", stdin="quantity: 5")

    assert check.returncode == advise.returncode == 3
    assert "did you mean `figure.month`?" in check.stdout
    assert "mine/rules/speed.yaml:" in advise.stderr


def test_one_bad_order_among_many_is_exit_4(cli: Run, tmp_path: Path) -> None:
    """The others are advised, byte for byte as without it."""
    good = ["- {id: a, quantity: 60}\n", "- {id: c, quantity: 300, heritage: core}\n"]
    (tmp_path / "bad.yaml").write_text(good[0] + "- {id: b, quantity: lots}\n" + good[1])
    (tmp_path / "good.yaml").write_text("".join(good))
    bad, fine = cli("advise", "bad.yaml", "--format", "json"), cli("advise", "good.yaml", "--format", "json")

    assert (bad.returncode, fine.returncode) == (4, 0)
    assert bad.stdout == fine.stdout
    assert "bad.yaml:2:" in bad.stderr


def test_wrong_usage_is_exit_2(cli: Run) -> None:
    """A wrong option, argument or value is refused with the usage."""
    runs = [
        cli("advise"),
        cli("advise", "--nope", "-"),
        cli("advise", "--set", "quantity", "-"),
        cli("advise", "--as-of", "soon", "-"),
        cli("nope"),
    ]

    assert [run.returncode for run in runs] == [2] * len(runs)
    assert all("Traceback" not in run.stderr for run in runs)


def test_set_and_as_of_reach_the_order(cli: Run) -> None:
    """`--set` lays a fact over the order and `--as-of` dates it."""
    done = cli("advise", "-", "--set", "deadline=2026-12-29", "--as-of", "2026-12-01", stdin="quantity: 120")

    assert done.returncode == 0
    assert "4 weeks" in done.stdout
    assert "by Dec 8" in done.stdout


DAYS_NEEDED = (
    "deadline: 15 March",
    f"needed by: 15 May {date.today().year + 1}",  # noqa: DTZ011  # as the command has it
    "must arrive: 15 January",
)


@pytest.mark.parametrize("line", DAYS_NEEDED)
def test_a_day_is_counted_from_today_where_a_person_asks_and_refused_in_a_batch(
    cli: Run, tmp_path: Path, line: str
) -> None:
    """A person's command takes the day it is, and says so once; a batch is read again on other days, and refuses with the cure."""
    order = f"quantity: 120\nobject: mug\n{line}\n"
    (tmp_path / "order.yaml").write_text(order)
    taken = cli("advise", "-", stdin=order)
    tried = cli("what-if", "-", "--set", "quantity=100", stdin=order)
    refused = cli("batch", str(tmp_path / "order.yaml"), "-o", "-")

    assert taken.returncode in (0, 1)
    assert taken.stderr.count("Dates are reckoned from today, 20") == 1
    assert tried.stderr.count("Dates are reckoned from today, 20") == 1
    assert "--as-of today" in refused.stderr


def test_a_day_that_nothing_needs_is_not_taken(cli: Run) -> None:
    """Weeks need no day to count from, so none is taken, nor told."""
    done = cli("advise", "-", stdin="{quantity: 120, object: mug, deadline: 8 weeks}")

    assert "reckoned from today" not in done.stderr


def test_a_command_that_is_printed_says_what_the_answer_was_reckoned_with(cli: Run, tmp_path: Path) -> None:
    """The commands beneath an answer run as printed: the file as a shell takes it, the day, what was laid over it and which order."""
    orders = "- {id: a, quantity: 120, object: mug, deadline: 15 March}\n- {id: b, quantity: 9, object: mug}\n"
    (tmp_path / "my orders.yaml").write_text(orders)
    (tmp_path / "studio.yaml").write_text("studio_region: portugal\n")
    laid = ("--studio", "studio.yaml", "--as-of", "2026-12-01", "--set", "material=stoneware")
    told = " ".join(cli("advise", "my orders.yaml", *laid, "--order", "a").stdout.split())
    named = "'my orders.yaml' --studio studio.yaml --as-of 2026-12-01 --set \"material=stoneware\" --order a"

    assert f"More: advisor why {named} ·" in told
    assert f"advisor rfq {named} -o letters" in told


def test_a_narrow_stream_gets_what_it_can_hold(cli: Run) -> None:
    """cp1252 and ASCII outputs never break."""
    runs = [cli("advise", "-", stdin="quantity: 120", PYTHONIOENCODING=name) for name in ("cp1252", "ascii")]

    assert [run.returncode for run in runs] == [0, 0]


def test_a_closed_or_full_output_is_exit_5() -> None:
    """A reader that goes away and a full disk end the run without a traceback."""
    command = [sys.executable, "-m", "advisor", "advise", "-"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, input=b"quantity: 120", stdout=full, stderr=subprocess.PIPE, check=False
        )  # our own command
    reading, writing = os.pipe()
    os.close(reading)
    closed = subprocess.run(
        command, input=b"quantity: 120", stdout=writing, stderr=subprocess.PIPE, check=False
    )  # our own command
    os.close(writing)

    assert (done.returncode, closed.returncode) == (5, 5)
    assert b"could not be written" in done.stderr
    assert b"Traceback" not in done.stderr + closed.stderr


def test_help_and_version(cli: Run, pack: Pack) -> None:
    """Every command explains itself; the version names the pack and its hash."""
    helps = [
        cli(*words, "--help")
        for words in ((), ("advise",), ("batch",), ("why",), ("why-not",), ("pack",), ("pack", "show"))
    ]
    version = cli("--version")

    assert [run.returncode for run in helps] == [0] * len(helps)
    assert version.stdout == f"advisor {__version__}, pack {pack.id} {pack.version} ({pack.sha256[:12]})\n"


def test_pack_commands_run_on_the_built_in_pack(cli: Run) -> None:
    """`pack check` and `pack show` work without a folder."""
    shown = {
        what: cli("pack", "show", what)
        for what in ("--pathways", "--contradictions", "--figures", "--sources", "--rules")
    }
    check = cli("pack", "check")

    assert check.returncode == 0
    assert "no faults" in check.stdout
    assert [run.returncode for run in shown.values()] == [0] * 5
    assert "EUR 8–40" in shown["--pathways"].stdout
    assert "250" in shown["--contradictions"].stdout


# --- batch ------------------------------------------------------------------------------------------------------------
def test_batch_writes_what_advise_says(cli: Run, tmp_path: Path) -> None:
    """The lines of a batch are the documents of `advise`, by another engine, with what was given, in the order of the file; YAML and JSON alike."""
    orders = [{"id": f"o{n}", "quantity": n, "deadline": "4 weeks"} for n in (15, 60, 120, 300)]
    (tmp_path / "o.json").write_text(json.dumps(orders, indent=1))
    (tmp_path / "o.yaml").write_text(
        "".join(f"- {{id: {o['id']}, quantity: {o['quantity']}, deadline: 4 weeks}}\n" for o in orders)
    )
    batches = [cli("batch", name, "--explain", "full", "-o", f"{name}.jsonl") for name in ("o.json", "o.yaml")]
    advise = cli("advise", "o.yaml", "--format", "json")
    out = [(tmp_path / f"{name}.jsonl").read_text() for name in ("o.json", "o.yaml")]

    assert [run.returncode for run in batches] == [0, 0]
    assert out[0] == out[1]
    assert documents(out[0]) == [
        one | {"engine": "columnar", "given": {"quantity": str(order["quantity"]), "deadline": "4 weeks"}}
        for one, order in zip(documents(advise.stdout), orders, strict=True)
    ]
    assert [one["order_id"] for one in documents(out[0])] == ["o15", "o60", "o120", "o300"]


def test_batch_reports_and_refuses_the_bad_orders(cli: Run, tmp_path: Path) -> None:
    """Exit 4 with some refused, 3 with all, 0 though one is excluded everywhere."""
    mixed = cli("batch", "-", stdin="- {id: a, quantity: 60}\n- {id: b, quantity: -1}\n")
    wrong = cli("batch", "-", "-o", "out.jsonl", stdin="- {id: b, quantity: -1}\n")
    none = cli("batch", "-", stdin="- {id: a, quantity: 50, deadline: 4 days}\n")

    assert (mixed.returncode, wrong.returncode, none.returncode) == (4, 3, 0)
    assert len(documents(mixed.stdout)) == 1
    assert "<stdin>:2:" in mixed.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_batch_output_is_old_or_whole(cli: Run, tmp_path: Path) -> None:
    """Killed at any moment, the output is the old file or the whole new one, and nothing is left beside it."""
    (tmp_path / "o.yaml").write_text("".join(f"- {{id: o{n}, quantity: {n}}}\n" for n in range(20, 60)))
    assert cli("batch", "o.yaml", "-o", "out.jsonl").returncode == 0
    whole = (tmp_path / "out.jsonl").read_bytes()
    seen = set()
    for turn, sign in enumerate((signal.SIGTERM, signal.SIGINT)):
        (tmp_path / "out.jsonl").write_bytes(b"old\n")
        command = [sys.executable, "-m", "advisor", "batch", "o.yaml", "-o", "out.jsonl"]
        child = subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )  # our own command
        time.sleep(0.6 + 0.6 * turn)
        child.send_signal(sign)
        _, told = child.communicate(timeout=30)
        seen.add((tmp_path / "out.jsonl").read_bytes() in (b"old\n", whole))
        assert b"Traceback" not in told or child.returncode in (-2, -15)

    assert seen == {True}
    assert not list(tmp_path.glob(".*.part"))


def test_batch_refuses_to_write_over_its_input_or_into_nothing(cli: Run, tmp_path: Path) -> None:
    """An output that is an input, or that cannot be written, is exit 5."""
    (tmp_path / "o.yaml").write_text("quantity: 60\n")
    same = cli("batch", "o.yaml", "-o", "o.yaml")
    nowhere = cli("batch", "o.yaml", "-o", "no/such/folder/out.jsonl")

    assert (same.returncode, nowhere.returncode) == (5, 5)
    assert (tmp_path / "o.yaml").read_text() == "quantity: 60\n"


def test_without_experta_there_is_no_advice(tmp_path: Path) -> None:
    """The reference engine is experta; broken, `advise` fails and says so."""
    (tmp_path / "experta.py").write_text("raise ImportError('broken on purpose')\n")
    paths = os.pathsep.join([str(tmp_path), str(ROOT / "src")])
    done = subprocess.run(  # our own command
        [sys.executable, "-m", "advisor", "advise", "-"], input=b"quantity: 120", capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip

    assert done.returncode == 3
    assert b"experta" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(("of", "command"), [("quiz-1", ("sweep", "quantity=10..2000")), ("lamp-120", ("compare",))])
def test_nothing_is_drawn_for_a_screen_reader(
    cli: Run, of: str, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--plain`, or ACCESSIBLE=1, leaves out what is drawn from characters, and nothing else."""
    name, *rest = command
    order = str(ROOT / "examples" / "orders.yaml")
    asked = (name, order, *rest, "--order", of)
    drawn, plain = cli(*asked).stdout, cli(*asked, "--plain").stdout
    monkeypatch.setenv("ACCESSIBLE", "1")

    assert "Drawn" in drawn
    assert plain.rstrip() == drawn.partition("\nDrawn")[0].rstrip()
    assert cli(*asked).stdout == plain
