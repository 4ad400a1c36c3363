"""`advisor serve`: from a sentence to what is taken away, by forms alone; and the JSON door."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from conftest import ROOT, Run
from counts import count

pytest.importorskip("starlette", reason="needs the extra `web`")
pytest.importorskip("httpx")

import httpx

from serving import PATH, SENTENCE, Server, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("state"), "--as-of", "2026-11-28") as found:
        yield found


def files_of(server: Server) -> list[Path]:
    return sorted(server.state.glob("web/*/*.yaml"))


# --- the page ---------------------------------------------------------------------------------------------------------
def test_a_sentence_becomes_an_order_with_its_first_screen_and_a_question(server: Server) -> None:
    """What was read stands in fields, what was not is told, the answer so far stands beside, and a question waits."""
    visitor = server.visit()
    visitor.say(f"{SENTENCE}, with secret sauce")

    assert re.search(r'name="order.quantity" value="80 pieces"', visitor.page)
    assert 'value="oak"' in visitor.page
    assert "I did not understand: sauce" in visitor.page
    assert 'id="verdict"' in visitor.page
    assert PATH.search(visitor.page)


def test_several_things_of_a_sentence_are_orders_that_lead_to_each_other(server: Server) -> None:
    """Each is kept as an order of its own; the page of the first leads to the second, and back; each says what they come to in all."""
    visitor = server.visit()
    first = visitor.say("80 oak lamps and 40 steel stools, by 1 June 2027, €9,000 altogether")
    assert "you said €9,000 for all" in visitor.page
    (second,) = re.findall(r'<a href="(/o/\w+)">40 steel stools</a>', visitor.page)

    visitor.get(second)

    assert 'value="steel"' in visitor.page
    assert 'name="order.quantity" value="40 pieces"' in visitor.page
    assert f'<a href="{first}">80 oak lamps</a>' in visitor.page
    assert "All of them likely come to €" in visitor.page


def test_every_answer_is_on_the_disk_before_the_next_page(server: Server) -> None:
    """Answer, skip, back, edit and forget each leave an order file that says so, private to its owner."""
    visitor = server.visit()
    before = set(files_of(server))
    place = visitor.say("120 mugs")
    (file,) = set(files_of(server)) - before
    visitor.post(f"{place}/answer", path="order.deadline", text="6 weeks")
    assert "deadline: 6 weeks" in file.read_text()
    visitor.post(f"{place}/skip", path="order.selling_price")
    assert "selling_price: unknown" in file.read_text()
    visitor.post(f"{place}/back")
    assert "selling_price" not in file.read_text()
    visitor.post(f"{place}/save", order__quantity="200", order__deadline="")
    text = file.read_text()

    assert "quantity: 200" in text
    assert "deadline" not in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert visitor.get(f"{place}/order.yaml").text == text


def test_what_cannot_be_read_stays_in_its_field_with_what_to_write(server: Server) -> None:
    """Nothing is lost by a wrong answer, and what is right beside it is kept."""
    visitor = server.visit()
    place = visitor.say("120 mugs")
    found = visitor.post(f"{place}/answer", path="order.deadline", text="soonish")
    assert found.status_code == 422
    assert 'value="soonish"' in visitor.page
    found = visitor.post(f"{place}/save", order__quantity="lots", order__object="bowl")

    assert found.status_code == 422
    assert "Expected a whole number of units" in visitor.page
    assert "object: bowl" in visitor.get(f"{place}/order.yaml").text
    assert "quantity: 120" in visitor.get(f"{place}/order.yaml").text
    assert visitor.get(f"{place}/answer").status_code == 200  # a step's own address, opened anew


def test_back_without_memory_takes_what_the_file_says_last(tmp_path: Path) -> None:
    """An order's address is good after a restart, and so is the way back."""
    with serving(tmp_path) as server:
        visitor = server.visit()
        place = visitor.say("120 mugs in 6 weeks")
        kept = dict(visitor.client.cookies)
    with serving(tmp_path) as again:
        assert again.token == server.token
        client = httpx.Client(base_url=again.address, cookies=kept, follow_redirects=True, timeout=60)
        page = client.get(place)
        csrf = re.search(r'name="csrf" value="(\w+)"', page.text)
        assert csrf
        client.post(f"{place}/back", data={"csrf": csrf[1]})
        text = client.get(f"{place}/order.yaml").text

    assert page.status_code == 200
    assert "object: mug" in text
    assert "deadline" not in text


def test_all_is_taken_away_and_brought_back(server: Server) -> None:
    """Report for studio and client, letters with sheets, the whole answer and the file; the file brought back says the same."""
    visitor = server.visit()
    place = visitor.say(SENTENCE)
    file = visitor.get(f"{place}/order.yaml").text
    report = visitor.get(f"{place}/report.html")
    client = visitor.get(f"{place}/client.html")
    letters = ZipFile(io.BytesIO(visitor.get(f"{place}/letters.zip").content)).namelist()
    whole = visitor.get(f"{place}/whole")
    answer = visitor.get(f"{place}/answer.html")
    visitor.get("/")
    visitor.post("/bring", files={"file": ("mine.yaml", file)})
    back = visitor.get(f"{visitor.place}/order.yaml").text

    assert "attachment" in report.headers["content-disposition"]
    assert "Joiner" in report.text
    assert client.status_code == answer.status_code == whole.status_code == 200
    assert any(name.endswith(".md") for name in letters)
    assert back == file


def test_a_report_that_is_shown_allows_its_own_styles_and_nothing_else(server: Server) -> None:
    """Its policy names each style by its hash; no script may run."""
    visitor = server.visit()
    place = visitor.say(SENTENCE)
    policy = visitor.get(f"{place}/report.html?show").headers["content-security-policy"]

    assert "sha256-" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "table",
    [
        "supplier,pathway,unit_cost,lead_time\nAnna,factory,EUR 9,5 weeks\n",
        "supplier;pathway;price_breaks.50;price_breaks.200;lead_time\r\nAnna;factory;EUR 9;EUR 8;5 weeks\r\n",
        "key,label,value\nsupplier,who,Anna\npathway,what,factory\nunit_cost,one,9\nlead_time,takes,5 weeks\n",
    ],
)
def test_quotes_are_brought_as_a_table(server: Server, table: str) -> None:
    """A row a quote, or a row a thing as in the sheet; in the file they stand as if they were written there."""
    visitor = server.visit()
    place = visitor.say("120 mugs")
    found = visitor.post(f"{place}/quote", files={"file": ("q.csv", table)})
    text = visitor.get(f"{place}/order.yaml").text

    assert found.status_code == 200, re.findall(r'class="wrong"[^>]*>([^<]*)', found.text)
    assert '"supplier": "Anna"' in text


def test_a_quote_sheet_is_brought_and_a_quote_is_typed_and_taken_out(server: Server, tmp_path: Path) -> None:
    """The sheet that went with the letter comes back filled; a faulty quote says what is wrong and keeps what was typed."""
    openpyxl = pytest.importorskip("openpyxl")
    visitor = server.visit()
    place = visitor.say(SENTENCE)
    book = ZipFile(io.BytesIO(visitor.get(f"{place}/letters.zip").content))
    name = next(one for one in book.namelist() if one.endswith(".xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(book.read(name)))
    for row in sheet.active.iter_rows(min_row=5):
        wanted = {"supplier": "Wood & Co", "lead_time": 30, "unit_cost": 50}.get(row[0].value)
        if wanted is not None or str(row[0].value).startswith("price_breaks"):
            row[2].value = wanted or 50
    sheet.save(tmp_path / "q.xlsx")
    visitor.get(place)
    found = visitor.post(f"{place}/quote", files={"file": ("q.xlsx", (tmp_path / "q.xlsx").read_bytes())})
    assert found.status_code == 200, re.findall(r'class="wrong"[^>]*>([^<]*)', found.text)
    assert "Wood &amp; Co" in visitor.page
    found = visitor.post(f"{place}/quote", supplier="Bert", pathway="the moon", unit_cost="€ 3", tooling="lots")
    told = dict(re.findall(r'id="wrong-quote-(\w+)" role="alert">([^<]*)', visitor.page))
    assert found.status_code == 422
    assert 'value="the moon"' in visitor.page
    assert set(told) == {"pathway", "tooling"}
    assert not re.search("_|`", "".join(told.values()))
    assert 'href="#quotes"' in visitor.page
    visitor.post(f"{place}/quote", pathway="factory")
    lacking = re.findall(r'id="wrong-quote-(\w+)" role="alert">Write this, too', visitor.page)
    assert {"supplier", "unit_cost"} <= set(lacking)
    name = re.findall(r'name="quote" value="([^"]+)"', visitor.page)[0]
    visitor.post(f"{place}/unquote", quote=name)

    assert "quotes:" not in visitor.get(f"{place}/order.yaml").text


def test_what_if_tries_without_changing_and_keeps_when_told(server: Server) -> None:
    """Sliders show where another way comes first; the order changes only when the person says so."""
    visitor = server.visit()
    place = visitor.say(SENTENCE)
    file = visitor.get(f"{place}/order.yaml").text
    visitor.get(f"{place}/try?quantity=300&deadline=70&selling_price=180")
    assert "As tried:" in visitor.page
    assert 'class="cross"' in visitor.page
    assert visitor.get(f"{place}/order.yaml").text == file
    visitor.get(f"{place}/try?quantity=300")
    visitor.post(f"{place}/keep", quantity="300")

    assert visitor.get(f"{place}/order.yaml").text == file.replace("quantity: 80", "quantity: 300")


def test_what_if_stands_at_what_the_order_says_and_moves_in_its_currency(server: Server) -> None:
    """Of a price in dollars the slider begins at it and moves by whole dollars; one of cents begins at its cents."""
    visitor = server.visit()
    place = visitor.say("80 mugs, sold at 40 dollars each")
    visitor.get(f"{place}/try")
    assert 'name="selling_price" min="4" max="' in visitor.page
    assert 'aria-valuetext="$40"' in visitor.page
    visitor.get(f"{place}/try?selling_price=55")
    assert 'aria-valuetext="$55"' in visitor.page
    place = visitor.say("80 mugs, sold at EUR 42.50 each")
    visitor.get(f"{place}/try")

    assert 'aria-valuetext="€42.50"' in visitor.page


def test_of_many_machines_the_likely_ones_are_ticked_first(server: Server) -> None:
    """What the trade of this order works with stands open, all else behind one word."""
    visitor = server.visit()
    place = visitor.say("120 stoneware mugs")
    visitor.get(f"{place}?ask=order.owns")
    first, _, others = visitor.page.partition("<summary>Others</summary>")

    assert 'value="wheel"' in first
    assert 'value="laser_cutter"' not in first
    assert 'value="laser_cutter"' in others
    assert 'value="wheel"' not in others.partition("</details>")[0]


def test_an_answer_on_the_page_may_say_a_word_more(server: Server) -> None:
    """What of it says the fact that was asked is kept, and the rest is told."""
    visitor = server.visit()
    place = visitor.say("120 mugs")
    visitor.post(f"{place}/answer", path="order.owns", text="none, we are a shop")
    visitor.post(f"{place}/answer", path="order.unit_cost_ceiling", text="EUR 30, i.e. 9000/300")
    assert "I did not understand: i.e. 9000/300" in visitor.page
    text = visitor.get(f"{place}/order.yaml").text

    assert "owns: []" in text or "owns: none" in text
    assert "unit_cost_ceiling: EUR 30" in text


def test_a_file_with_a_fault_is_refused_with_its_line(server: Server) -> None:
    """What is wrong is said, and nothing is kept of it."""
    visitor = server.visit()
    found = visitor.post("/bring", files={"file": ("o.yaml", "id: a\nquantity: lots\n")})

    assert found.status_code == 422
    assert "(line 2)" in visitor.page
    assert "Your orders" not in visitor.get("/").text


def test_without_the_extra_it_says_which_to_install(cli: Run, tmp_path: Path) -> None:
    """Without starlette nothing begins, and the exit code is that of a fault."""
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nold = u.find_spec\nu.find_spec = lambda n, *a: None if n == 'starlette' else old(n, *a)\n"
    )
    done = cli("serve", "--port", "0", PYTHONPATH=str(tmp_path))

    assert done.returncode == 3
    assert "pip install 'advisor[web]'" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_it_ends_quietly_by_ctrl_c(tmp_path: Path) -> None:
    """Ctrl-C ends it with no traceback."""
    with serving(tmp_path) as server:
        server.visit()
        os.kill(server.process.pid, signal.SIGINT)
        _, told = server.process.communicate(timeout=30)

    assert server.process.returncode == 0
    assert "Traceback" not in told


# --- the door for programs --------------------------------------------------------------------------------------------
def test_the_door_answers_what_the_command_prints(server: Server, cli: Run, tmp_path: Path) -> None:
    """The same order gives the same document."""
    order = {"id": "lamp", "object": "mug", "quantity": 120, "deadline": "6 weeks"}
    (tmp_path / "o.json").write_text(json.dumps(order))
    printed = json.loads(cli("advise", "o.json", "--format", "json", "--as-of", "2026-11-28").stdout)
    found = httpx.post(f"{server.address}/advise", json=order, headers=server.bearer(), timeout=60)
    many = httpx.post(
        f"{server.address}/batch", json={"orders": [order, {"quantity": "lots"}]}, headers=server.bearer(), timeout=60
    ).json()

    assert found.json() == printed
    assert many["answers"] == [{**printed, "engine": "columnar"}]
    assert many["refused"] == 1
    assert "write digits" in many["faults"][0]["help"]


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/advise", b"[]", 400), ("/advise", b"{", 400), ("/advise", b'{"quantity": NaN}', 400), ("/advise", b"\xff", 400),
        ("/advise", b"[" * 100_000, 400), ("/advise", b'{"a": 1}', 422), ("/batch", b"{}", 400), ("/batch", b'{"orders": []}', 400),
        ("/advise", b'{"quantity": "\\ud800"}', 422), ("/advise", b'{"quantity": 1e400}', 422),
    ],
)  # fmt: skip
def test_the_door_refuses_in_json(server: Server, path: str, body: bytes, code: int) -> None:
    """Whatever is sent, the answer says what is wrong; nothing breaks."""
    headers = {**server.bearer(), "content-type": "application/json"}
    found = httpx.post(f"{server.address}{path}", content=body, headers=headers, timeout=60)

    assert found.status_code == code, found.text
    assert found.json()["faults"]


def test_schemathesis_finds_nothing(server: Server, tmp_path: Path) -> None:
    """Whatever the description allows is answered as it says, whatever it does not is refused; only that words may be unreadable (422) is its own."""
    pytest.importorskip("schemathesis", reason="needs schemathesis")
    described = tmp_path / "openapi.json"
    described.write_text(httpx.get(f"{server.address}/openapi.json", headers=server.bearer()).text)
    done = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "run", str(described), "--url", server.address, "-n", str(count(1)), "--seed", "1", "--request-timeout", "60", "--max-time", str(count(8)),
            "-H", f"Authorization: Bearer {server.token}", "--phases", "examples,coverage,fuzzing",
            "--exclude-checks", "positive_data_acceptance",
        ],
        capture_output=True, text=True, cwd=tmp_path, timeout=400, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-3000:]


def test_every_template_and_file_of_the_page_is_free_of_style_and_script_attributes() -> None:
    """The policy would refuse them; nothing is fetched from elsewhere either."""
    for path in (ROOT / "templates").glob("serve_*.j2"):
        text = path.read_text()

        assert not re.search(r"\sstyle=|\son\w+=|<style|https?://", text), path
