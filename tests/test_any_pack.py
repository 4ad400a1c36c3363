"""Another pack than the built-in one: every command, page and paper by a pack that shares no name with it but `process`; and its roles."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.errors import PackError
from advisor.ir import Pack
from advisor.pack.load import load
from advisor.pack.roles import ROLES
from conftest import ROOT, Run, builtin_pack

BOOKS = ROOT / "examples/packs/artist-books"
PACK, ZINE = str(BOOKS), str(BOOKS / "zine.yaml")
FORMS = ("text", "markdown", "html", "json")
FOREIGN = ("order quantity", "deadline", "landed unit cost", "lead time", "selling price")
"""What the built-in pack calls its facts, and no one says of books."""


@pytest.fixture(scope="module")
def books() -> Pack:
    return load(BOOKS, label=PACK)


def edited(folder: Path, edit: Callable[[str], str], file: str = "knowledge/pack.yaml") -> Path:
    """Return a copy of the pack with one file said otherwise."""
    target = folder / "pack"
    shutil.copytree(BOOKS, target)
    path = target / file
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    return target


def roles_said(said: str) -> Callable[[str], str]:
    """Return an edit that says a few roles otherwise."""
    names = {line.partition(":")[0] for line in said.splitlines()}

    def edit(text: str) -> str:
        kept = [line for line in text.splitlines() if line.strip().partition(":")[0] not in names]
        return "\n".join([*kept, *(f"  {line}" for line in said.splitlines())]) + "\n"

    return edit


# --- the pack ---------------------------------------------------------------------------------------------------------
def test_it_shares_no_name_with_the_built_in_pack_but_the_one_that_is_the_language_s(books: Pack, pack: Pack) -> None:
    """So what is answered below hangs on no name that is fixed in code; `reading` its pages is a word of both trades."""
    own, theirs = ({*one.facts, *one.estimates} for one in (books, pack))

    assert own & theirs == {"process", "pages"}


def test_its_roles_are_all_played(books: Pack) -> None:
    """Every role but the client's first payment has a fact or an estimate of the pack's own."""
    played = {name for name in ROLES if getattr(books.roles, name)}

    assert played == {*ROLES} - {"deposit"}
    assert books.roles.amount == "order.copies"
    assert books.roles.cost == "cost_of_a_copy"
    assert books.lexicon.roles.count == "copies"  # as a sentence counts it, though `words.yaml` does not say so


@pytest.mark.parametrize("command", ["check", "test", "show", "verify", "weights"])
def test_the_pack_is_checked_tested_shown_and_proved(cli: Run, command: str) -> None:
    """The tools of an author know it as they know the built-in one; `verify` may find what is meant."""
    done = cli("pack", command, PACK)

    assert done.returncode in ((0, 1) if command == "verify" else (0,)), done.stderr
    assert done.stdout
    assert "Traceback" not in done.stderr


def test_an_edit_of_it_is_held_against_it(cli: Run, tmp_path: Path) -> None:
    """`pack diff` says at which number of copies an edit moves the answer."""
    other = edited(tmp_path, lambda text: text.replace("fewest: 250", "fewest: 400"), "knowledge/options/ways.yaml")
    done = cli("pack", "diff", PACK, str(other))

    assert done.returncode in (0, 1), done.stderr
    assert "copies" in done.stdout


# --- the answer -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("more", [(), ("--full",)])
def test_advice_is_given_in_every_form(cli: Run, form: str, more: tuple[str, ...]) -> None:
    """The quote of a riso studio wins eighty copies, and nothing is called as the built-in pack calls it."""
    done = cli("advise", ZINE, "--pack", PACK, "--format", form, *more)

    assert done.returncode == 0, done.stderr
    assert "Farbwerk" in done.stdout
    if form != "json":
        assert not [word for word in FOREIGN if word in done.stdout.lower()]


def test_its_document_has_the_keys_that_machines_read(cli: Run) -> None:
    """What a pack calls its estimates is its own; the document calls them as it always does."""
    told = json.loads(cli("advise", ZINE, "--pack", PACK, "--format", "json").stdout)

    first = told["ranking"][0]
    assert first["option"] == "quote-farbwerk-any"
    assert first["landed_unit_cost"]["likely"] == 473  # (3.60 of 80) + 90 / 80, half up
    assert first["tooling_cost"]["likely"] == 9000
    assert first["cash_peak"]["likely"] == 37800
    assert first["lead_time_days"]["likely"] == 9
    assert {one["option"] for one in told["break_even"]} >= {"quote-blattdruck-any", "offset_printer-any"}


def test_a_sentence_is_asked_about(cli: Run) -> None:
    """A piped interview takes the sentence and answers by lines; a question it has left is of this pack."""
    done = cli("ask", "80", "copies,", "stapled,", "in", "4", "weeks", "--plain", "--pack", PACK, "--set", "process=riso",
               "--set", "photographs=no", "--set", "purse=none", "--set", "pages=24")  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "80 COPIES" in done.stdout
    assert "riso studio" in done.stdout.lower()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("why", ZINE), "Riso studio"),
        (("why", ZINE, "too-few-for-the-press"), "at least; this edition is 80 copies"),
        (("why-not", ZINE, "offset_printer"), "250 copies"),
        (("what-if", ZINE, "--set", "copies=30"), "80 copies"),
        (("sweep", ZINE, "copies=10..600"), "number of copies"),
        (("sweep", ZINE, "copies=10..60", "wanted_in=4..20 days"), "number of copies"),
        (("compare", ZINE), "EUR 4.73 a copy landed"),
        (("advise", ZINE), "€0.70 a copy less than Blattdruck"),
        (("compare", ZINE, "--format", "json"), '"quantity":80'),
    ],
)  # fmt: skip
def test_an_answer_is_looked_into(cli: Run, arguments: tuple[str, ...], told: str) -> None:
    """Every analysis goes by what the pack calls things."""
    done = cli(*arguments, "--pack", PACK)

    assert done.returncode == 0, done.stderr
    assert told in " ".join(done.stdout.split()).replace('": ', '":')


def test_papers_and_tables_are_written(cli: Run, tmp_path: Path) -> None:
    """A chart, both reports, letters with their sheets, and tables in every form."""
    for arguments in (
        ("sweep", ZINE, "copies=10..600", "--chart", "chart.svg"), ("report", ZINE, "-o", "studio.html"),
        ("report", ZINE, "-o", "client.html", "--for", "client"), ("rfq", ZINE, "-o", "letters"),
        ("batch", ZINE, "-o", "out.csv", "--flip", "copies"), ("batch", ZINE, "-o", "out.html"), ("batch", ZINE, "-o", "out.jsonl"),
    ):  # fmt: skip
        done = cli(*arguments, "--pack", PACK)
        assert done.returncode == 0, (arguments, done.stderr)

    assert "number of copies" in (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert "Money tied up" in (tmp_path / "studio.html").read_text(encoding="utf-8")
    client = (tmp_path / "client.html").read_text(encoding="utf-8")
    assert "80 copies" in client
    assert "EUR 1,120" in client  # 80 copies at EUR 14
    assert "EUR 4.73" not in client
    assert (tmp_path / "letters/zine-riso_studio.xlsx").exists()
    header, row = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    told = dict(zip(header.split(","), row.split(","), strict=False))
    assert told["landed_unit_cost_likely"] == "4.73"
    assert told["lead_time_days_likely"] == "9"


@pytest.mark.slow
@pytest.mark.xdist_group("serve")
def test_the_page_speaks_of_books(tmp_path: Path) -> None:
    """A sentence becomes an order, a quote is typed by the pack's own names, and the papers are there to take away."""
    pytest.importorskip("starlette", reason="needs the extra `web`")
    from serving import serving

    with serving(tmp_path, "--as-of", "2026-11-29", "--pack", PACK) as server:
        visitor = server.visit()
        place = visitor.say("80 copies, stapled, in 4 weeks")
        assert 'name="order.copies" value="80 copies"' in visitor.page
        assert 'name="copy_price"' in visitor.page
        visitor.post(
            f"{place}/quote", supplier="Anna", pathway="riso_studio", copy_price="EUR 3", at_press="8 days", fewest="50"
        )
        file = visitor.get(f"{place}/order.yaml").text
        papers = [
            visitor.get(f"{place}/{name}").status_code
            for name in ("report.html", "client.html", "letters.zip", "whole")
        ]

    assert '"copy_price": "EUR 3"' in file
    assert papers == [200] * 4


# --- a pack without a role --------------------------------------------------------------------------------------------
def test_without_roles_a_pack_lacks_what_needs_them_and_no_more(cli: Run, tmp_path: Path) -> None:
    """The answer stands without break-even; to compare quotes is refused in words that say what to write."""
    bare = str(edited(tmp_path, lambda text: text.replace("roles:", "roles:\n  deposit: none") and _bare(text)))
    advice = cli("advise", ZINE, "--pack", bare, "--format", "json")
    compared = cli("compare", ZINE, "--pack", bare)
    papers = [cli(*one, "--pack", bare) for one in (("rfq", ZINE, "-o", "letters"), ("report", ZINE, "-o", "r.html"),
              ("report", ZINE, "-o", "c.html", "--for", "client"), ("batch", ZINE, "-o", "o.csv"), ("what-if", ZINE, "--set", "copies=30"))]  # fmt: skip

    assert advice.returncode == 0, advice.stderr
    told = json.loads(advice.stdout)
    assert told["break_even"] == []
    assert told["ranking"][0]["tooling_cost"] is None
    assert compared.returncode == 3
    assert "has no fact that says how many are ordered" in compared.stderr
    assert "roles: {amount: NAME}" in compared.stderr
    assert [one.returncode for one in papers] == [0] * 5, [one.stderr for one in papers]


def _bare(text: str) -> str:
    needed = {name for name, role in ROLES.items() if role.is_needed}
    lines = text.splitlines()
    start = lines.index("roles:")
    kept = [line for line in lines[start + 1 :] if line.strip().partition(":")[0] in needed]
    return "\n".join([*lines[: start + 1], *kept]) + "\n"


@pytest.mark.parametrize(
    ("said", "message", "cure"),
    [
        ("amount: copys", "unknown fact of the order in role `amount` `copys`", "did you mean `copies`?"),
        ("amount: binding", "role `amount` needs a fact of the order, `kind: number`, `unit: units`; `binding` is a choice", "or leave the role out"),
        ("due: purse", "role `due` needs a fact of the order, `kind: number`, `unit: days`; `purse` is counted in money", "or leave the role out"),
        ("amount: fewest", "unknown fact of the order in role `amount` `fewest`", "known are"),
        ("cost: days_to_have", "role `cost` needs an estimate, `unit: money`; `days_to_have` is counted in days", "declare an estimate"),
        ("time: none", "unknown estimate in role `time` `none`", ""),
        ("amonut: copies", "unknown key of `roles` `amonut`", "did you mean `amount`?"),
    ],
)  # fmt: skip
def test_a_role_that_cannot_be_played_is_refused_where_it_is_said(
    tmp_path: Path, said: str, message: str, cure: str
) -> None:
    """At file, line and column, with what to write instead."""
    folder = edited(tmp_path, roles_said(said))
    lines = (folder / "knowledge/pack.yaml").read_text(encoding="utf-8").splitlines()
    with pytest.raises(PackError) as found:
        load(folder, label="p")

    fault = next(one for one in found.value.faults if one.message == message)
    assert fault.at.file == "p/knowledge/pack.yaml"
    assert lines[fault.at.line - 1].strip() == said
    assert cure in fault.help


def test_what_every_pack_needs_is_asked_for_with_the_way_to_name_it(tmp_path: Path) -> None:
    """Where neither the usual name nor the role is there, the message says both cures."""
    with pytest.raises(PackError) as found:
        load(edited(tmp_path, lambda text: text.replace("  cost: cost_of_a_copy\n", "")), label="p")
    (fault,) = found.value.faults

    assert fault.message == "the pack needs an estimate `landed_unit_cost`"
    assert fault.help == "declare it; or, where it has another name, say in pack.yaml `roles: {cost: NAME}`"


def test_a_pack_over_another_keeps_its_roles_and_may_say_one_anew(tmp_path: Path) -> None:
    """Role by role, as with every other entry."""
    shutil.copytree(BOOKS, tmp_path / "books")
    own = tmp_path / "own"
    (own / "knowledge").mkdir(parents=True)
    head = "id: own\nversion: 0.1.0\ntitle: Our own\nextends: ../books\nroles: {peak: cost_of_all, peak_day: none}\n"
    (own / "knowledge/pack.yaml").write_text(head, encoding="utf-8")
    pack = load(own, label="own")

    assert pack.roles.peak == "cost_of_all"
    assert pack.roles.peak_day == ""
    assert pack.roles.amount == "order.copies"


def test_a_time_by_when_that_is_a_date_is_no_time_by_when(tmp_path: Path) -> None:
    """Days are what lead times are held against; a fact of kind date in the role is refused, with what to declare."""
    date = "kind: date\n    bounds: 2026-01-01..2030-12-31"
    days = "kind: number\n    unit: days\n    bounds: 1 day..3 years"
    near = "    actionable: true\n    near: 50 %..200 %\n    clause: you want"
    folder = edited(
        tmp_path,
        lambda text: text.replace(days, date).replace(near, "    clause: you want"),
        "knowledge/facts.yaml",
    )
    with pytest.raises(PackError) as found:
        load(folder, label="p")

    assert any("role `due` needs a fact of the order, `kind: number`, `unit: days`; `wanted_in` is a date" in one.message for one in found.value.faults)  # fmt: skip


def test_the_built_in_pack_plays_every_role_under_the_usual_names() -> None:
    """It says none, so a role's usual name is what it calls its own."""
    pack = builtin_pack()
    usual = {name: role.usual if role.of == "estimate" else f"{role.of}.{role.usual}" for name, role in ROLES.items()}

    assert {name: getattr(pack.roles, name) for name in ROLES} == usual


def test_money_is_tied_up_after_times_alone(tmp_path: Path) -> None:
    """`paid_after` names estimates of time; any other is refused at its place, with those that can be meant."""
    folder = edited(tmp_path, lambda text: text.replace("[days_to_have]", "[cost_of_all]"), "knowledge/estimates.yaml")
    with pytest.raises(PackError) as found:
        load(folder, label="p")
    (fault,) = found.value.faults

    assert fault.message == "unknown estimate of time in `paid_after` `cost_of_all`"
    assert "`days_to_have`" in fault.help
