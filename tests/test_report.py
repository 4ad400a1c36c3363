"""Reports: the studio's has everything and needs nothing, the client's leaks neither cost nor cash, supplier or margin."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.pack.load import builtin
from advisor.render.page import Renderer
from advisor.variation import Report
from conftest import ROOT, Run

pytestmark = pytest.mark.xdist_group("report")
QUIZ = "{id: quiz-1, quantity: 120, deadline: 4 weeks}"
QUOTED = (ROOT / "examples/quotes.yaml").read_text(encoding="utf-8") + "selling_price: EUR 95\nclient_deposit: 30 %\n"
EMPTY = "{id: nothing-known}"
NOTHING_FITS = "{id: too-soon, quantity: 50, deadline: 2 days}"


@pytest.fixture(scope="module")
def renderer(walk: Advisor) -> Renderer:
    return Renderer(walk.pack, builtin() / "templates")


class Page(HTMLParser):
    """Gathers the words, the tags with their attributes, and whether every tag is closed."""

    def __init__(self, raw: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._hidden = False
        self.feed(raw)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden = tag == "style"

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  # the base class names it
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_the_studios_report_has_all_its_parts(renderer: Renderer, report_of: Callable[[str], Report]) -> None:
    """Quiz 1: four charts, where 120 lies, where the winner changes, flips, proof, checklist, sources."""
    page = Page(renderer.report(report_of(QUIZ), proof=True))
    charts = [attributes for tag, attributes in page.tags if tag == "svg"]

    assert len(charts) == 4
    for part in (
        "The answer",
        "Why not the others",
        "Cost by quantity",
        "Time",
        "Cash",
        "Where the answer tips",
        "The proof",
    ):
        assert part in page.text
    assert "this order: 120 units" in page.text
    assert "301–1,200 units: Small specialised factory" in page.text
    assert "301 units instead of 120 units" in page.text
    assert "Sources" in page.text


@pytest.mark.parametrize("text", [QUIZ, QUOTED, EMPTY, NOTHING_FITS])
def test_a_report_needs_no_script_and_no_other_file(
    renderer: Renderer, report_of: Callable[[str], Report], text: str
) -> None:
    """No script, no image, no style or font from elsewhere; the only addresses are links to sources."""
    for raw in (renderer.report(report_of(text), proof=True), renderer.client_report(report_of(text))):
        page = Page(raw)
        assert not {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "object"}
        assert "url(" not in raw
        assert "@import" not in raw
        assert all(tag == "a" for tag, attributes in page.tags if "href" in attributes)


@pytest.mark.parametrize("text", [QUIZ, QUOTED])
def test_every_chart_is_said_in_words_and_as_a_table(
    renderer: Renderer, report_of: Callable[[str], Report], text: str
) -> None:
    """Each SVG has a role, a title, a description of its own, and a table beside it; ids are unique."""
    raw = renderer.report(report_of(text), proof=True)
    page = Page(raw)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert len(ids) == len(set(ids))
    for _, attributes in [one for one in page.tags if one[0] == "svg"]:
        assert attributes["role"] == "img"
        assert all(name in ids for name in (attributes["aria-labelledby"] or "").split())
    assert raw.count(" as a table</summary>") == raw.count("<svg")


def test_the_client_is_told_no_cost_no_cash_no_supplier(renderer: Renderer, report_of: Callable[[str], Report]) -> None:
    """Of an order with quotes, cash and a price the client reads the price alone: of one, of all, and the share paid first."""
    one = report_of(QUOTED)
    page = Page(renderer.client_report(one))
    money = set(re.findall(r"EUR [\d,.]*\d", page.text))

    assert money == {"EUR 95", "EUR 19,000"}
    for word in ("cost", "cash", "margin", "tooling", "quote", "Druckhaus", "Presswerk", "Harbour", "score", "points"):
        assert word.lower() not in page.text.lower()
    assert "30 %" in page.text
    assert "How its quality is assured" in page.text


def test_a_client_without_a_price_reads_no_money_at_all(renderer: Renderer, report_of: Callable[[str], Report]) -> None:
    """No price given, no money said."""
    assert "EUR" not in Page(renderer.client_report(report_of(QUIZ))).text


def test_dates_are_counted_from_the_orders_own(renderer: Renderer, report_of: Callable[[str], Report]) -> None:
    """The client's dates are days of the calendar where the order has one, else times."""
    assert re.search(
        r"delivered (?:on|by|between) \d+ \w+ 20\d\d", Page(renderer.client_report(report_of(QUOTED))).text
    )
    assert "delivered" not in Page(renderer.client_report(report_of(QUIZ))).text


def test_a_client_reads_of_no_kind_of_maker_but_of_a_day(
    renderer: Renderer, report_of: Callable[[str], Report]
) -> None:
    """No pathway, no supplier, not what trade it is, no table of defects: how it is made, and the day that was asked for."""
    text = "{object: silk scarves, quantity: 500, finish: print, deadline: 1 August 2027, as_of: 2026-11-30}"
    told = Page(renderer.client_report(report_of(text))).text

    assert "Textile printer" not in told
    assert "How it is made" in told
    assert "1 August 2027" in told
    assert not re.search("AQL|Small specialised factory|within", told)


def test_the_words_of_the_advice_are_those_of_the_report(
    renderer: Renderer, report_of: Callable[[str], Report]
) -> None:
    """Every section of the advice stands in the report, word for word."""
    one = report_of(QUIZ)
    sections = re.findall(r"<section>\n<h3>.*?</section>", renderer.html([one.advice]), re.DOTALL)
    told = renderer.report(one, proof=True)

    assert len(sections) > 8
    assert all(section in told for section in sections)


def test_with_ids_everything_can_be_traced_to_its_line(
    renderer: Renderer, report_of: Callable[[str], Report], pack_files: set[str]
) -> None:
    """Each node of the proof names a line of the pack or of the order, and each line named exists."""
    raw = renderer.report(report_of(QUIZ), ids=True, proof=True)
    places = set(re.findall(r"((?:rules|knowledge)/[\w/.-]+\.yaml):(\d+)", raw))
    proof = raw.partition("<h3>The proof</h3>")[2].partition("<h3>What the order says")[0]

    assert len(places) > 30
    for file, line in places:
        assert file in pack_files
        assert 0 < int(line) <= len((ROOT / file).read_text(encoding="utf-8").splitlines())
    bare = [node for node in re.findall(r"<(?:p|summary)>(.*?)</(?:p|summary)>", proof) if "<code>" not in node]
    assert all(node.startswith(("Not known yet", "Below each")) for node in bare), bare


@pytest.fixture(scope="module")
def pack_files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix() for part in ("rules", "knowledge") for path in (ROOT / part).rglob("*.yaml")
    }


@pytest.mark.parametrize(("reader", "words"), [("studio", "The proof"), ("client", "How it is made")])
def test_the_command_writes_one_file(cli: Run, tmp_path: Path, reader: str, words: str) -> None:
    """`report` writes the page for its reader, whole, and says so on standard error."""
    done = cli("report", "-", "-o", "out.html", "--proof", "--for", reader, stdin=QUIZ)

    assert done.returncode == 0, done.stderr
    assert not done.stdout
    assert "wrote out.html" in done.stderr
    assert words in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_a_report_on_what_fits_nowhere_says_so(cli: Run) -> None:
    """Where nothing fits the page is written all the same, and the exit code is 1."""
    done = cli("report", "-", "-o", "-", "--proof", stdin=NOTHING_FITS)

    assert done.returncode == 1
    assert "Nothing fits" in done.stdout


def test_a_report_that_cannot_be_written_is_no_traceback(cli: Run) -> None:
    """A folder that is not there is exit code 5, in one line."""
    done = cli("report", "-", "-o", "no/such/folder/out.html", stdin=QUIZ)

    assert done.returncode == 5
    assert "Traceback" not in done.stderr
