"""Reports as PDF: the same report as the page of HTML, the same bytes every time, and no word of an order is ever typst."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from advisor.advice import Advisor
from advisor.errors import MissingExtraError
from advisor.pack.load import builtin
from advisor.render.page import Renderer
from advisor.render.pdf import need_pdf_extra, typeset, undrawn
from advisor.render.pdf.page_blocks import blocks_of, styled_runs
from advisor.render.pdf.style import StyleSheet
from advisor.render.pdf.tree import Element, parse_page
from advisor.render.pdf.typeset import document_told
from advisor.variation import Report
from conftest import ROOT, Run

pytestmark = pytest.mark.xdist_group("report")
QUIZ = "{id: quiz-1, quantity: 120, deadline: 4 weeks}"
QUOTED = (ROOT / "examples/quotes.yaml").read_text(encoding="utf-8") + "selling_price: EUR 95\nclient_deposit: 30 %\n"
WORDS = r"""#import "x": * $x^2$ \u{41} <b>bold</b> *s* _e_ `r` @here // #panic() """.strip()
HOSTILE = "id: " + json.dumps(WORDS) + "\nquantity: 120\ndeadline: 4 weeks\n"
NOTHING_FITS = "{id: too-soon, quantity: 50, deadline: 2 days}"
SOURCE = (ROOT / "src/advisor/render/pdf/page.typ").read_bytes()
Pages = Callable[[str, str], str]
PDFs = Callable[[str, str], bytes]


@pytest.fixture(scope="module")
def page_of(walk: Advisor, report_of: Callable[[str], Report]) -> Pages:
    """Return the report on an order for a reader as HTML, each order worked out once."""
    kept = dict[str, dict[str, str]]()
    renderer = Renderer(walk.pack, builtin() / "templates")

    def made(text: str, reader: str) -> str:
        if text not in kept:
            found = report_of(text)
            kept[text] = {"studio": renderer.report(found, proof=True), "client": renderer.client_report(found)}
        return kept[text][reader]

    return made


@pytest.fixture(scope="module")
def pdf_of(page_of: Pages) -> PDFs:
    """Return the same as a PDF, each set once."""
    return cache(lambda text, reader: typeset(page_of(text, reader), day=None))


def words_of(raw: bytes) -> str:
    """Return the words on all the sheets of a PDF, each run of white space as one space."""
    told = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(raw)).pages)
    return " ".join(told.replace("\u200b", "").split())


def told(blocks: object) -> str:
    """Return all the words in blocks."""
    match blocks:
        case {"text": str() as text}:
            return text
        case dict():
            return " ".join(map(told, blocks.values()))
        case list():
            return " ".join(map(told, blocks))
        case _:
            return ""


# --- what is in it ----------------------------------------------------------------------------------------------------
def test_the_studios_pdf_has_all_its_parts(page_of: Pages, pdf_of: PDFs) -> None:
    """Quiz 1: every heading of the page, the words within the charts, the tables, the proof unfolded, the sources."""
    page = page_of(QUIZ, "studio")
    raw = pdf_of(QUIZ, "studio")
    words = words_of(raw)

    assert raw.startswith(b"%PDF-")
    for heading in re.findall(r"<h[1-3]>(.*?)</h[1-3]>", page):
        assert heading in words
    for part in ("this order: 120 units", "days after ordering", "The costs as a table", "EUR 77.50, 2 weeks"):
        assert part in words
    assert words.count("share of good units") == page.count("share of good units") > 20
    assert "Small specialised factory" in words


@pytest.mark.parametrize("text", [QUIZ, QUOTED, NOTHING_FITS])
def test_without_its_proof_a_report_has_four_sheets_at_most_and_begins_with_the_first_screen(
    walk: Advisor, report_of: Callable[[str], Report], text: str
) -> None:
    renderer = Renderer(walk.pack, builtin() / "templates")
    found = report_of(text)
    raw = typeset(renderer.report(found, twins=False), day=None)
    screen = renderer.first_screen(found.advice)

    assert len(PdfReader(io.BytesIO(raw)).pages) <= 4
    assert " ".join(screen.verdict.split()) in " ".join(
        PdfReader(io.BytesIO(raw)).pages[0].extract_text().replace("\u200b", "").split()
    )


@pytest.mark.parametrize("text", [QUIZ, QUOTED, NOTHING_FITS])
@pytest.mark.parametrize("reader", ["studio", "client"])
def test_no_word_of_the_page_is_lost(page_of: Pages, text: str, reader: str) -> None:
    """Every word of the page's body stands in a block or in a chart, in the page's order."""
    page = page_of(text, reader)
    body = parse_page(page).first("main")
    assert body is not None
    told_once = document_told(page, None)
    drawn = " ".join(re.sub(r"<[^>]*>", " ", svg) for svg in _charts(told_once["blocks"]))
    missing = set(body.text.split()) - set(told(told_once).split()) - set(drawn.split())
    spoken = " ".join(block["told"] + " " + str(block["legend"]) for block in _figures(told_once["blocks"]))

    assert {word for word in missing if word not in spoken} == set()


def test_the_client_is_told_no_cost_no_cash_no_supplier(pdf_of: PDFs) -> None:
    """Of an order with quotes, cash and a price the client's PDF has the price alone."""
    raw = pdf_of(QUOTED, "client")
    words = words_of(raw)

    assert set(re.findall(r"EUR [\d,.]*\d", words)) == {"EUR 95", "EUR 19,000"}
    for word in ("cost", "cash", "margin", "tooling", "quote", "Druckhaus", "Presswerk", "Harbour", "score", "points"):
        assert word.lower() not in words.lower()
    assert "How its quality is assured" in words


def test_a_pdf_has_an_outline_tags_and_numbers(pdf_of: PDFs) -> None:
    """It has a title, a language, an outline of its headings, tags for screen readers, and every sheet its number."""
    reader = PdfReader(io.BytesIO(pdf_of(QUIZ, "studio")))
    outline = str(reader.outline)
    sheets = len(reader.pages)

    assert reader.metadata is not None
    assert reader.metadata.title == "Report on order quiz-1"
    assert str(reader.root_object["/Lang"]) == "en"
    assert "/StructTreeRoot" in reader.root_object
    assert all(name in outline for name in ("Order quiz-1", "The answer", "Cost by quantity", "The proof"))
    for number, sheet in enumerate(reader.pages, 1):
        assert sheet.mediabox.width == pytest.approx(595, abs=1)
        assert f"{number} / {sheets}" in sheet.extract_text()


@pytest.mark.parametrize("reader", ["studio", "client"])
def test_a_screen_reader_is_told_all(page_of: Pages, reader: str) -> None:
    """Headings in order, tables, lists and the words for every chart are such that it is PDF/UA-1, which typst checks."""
    data = json.dumps(document_told(page_of(QUIZ, reader), None))

    assert typst.compile(SOURCE, sys_inputs={"page": data}, pdf_standards=["ua-1"])


def test_only_web_addresses_are_links(pdf_of: PDFs) -> None:
    """A link leads to a source on the web, and is nothing a reader would run."""
    reader = PdfReader(io.BytesIO(pdf_of(QUIZ, "studio")))
    actions = [note.get_object()["/A"] for sheet in reader.pages for note in sheet.get("/Annots", [])]

    assert actions
    assert all(one["/S"] == "/URI" and one["/URI"].startswith("https://") for one in actions)
    assert "/OpenAction" not in reader.root_object
    assert styled_runs(parse_page('<a href="javascript:x">a</a>').children) == [{"text": "a"}]


# --- the same bytes ---------------------------------------------------------------------------------------------------
def test_the_same_page_is_the_same_bytes(page_of: Pages) -> None:
    """No clock and no chance in it: two processes write the same, and the date it bears is the one given, or none."""
    page = page_of(QUIZ, "client")
    day = date(2026, 11, 23)
    code = "import sys, datetime; from advisor.render.pdf import typeset; sys.stdout.buffer.write(typeset(sys.stdin.read(), day=datetime.date(2026, 11, 23)))"
    other = subprocess.run([sys.executable, "-c", code], input=page.encode(), capture_output=True, check=True)
    dated = typeset(page, day=day)
    bare = PdfReader(io.BytesIO(typeset(page, day=None))).metadata

    assert other.stdout == dated
    assert b"20261123" in dated
    assert bare is not None
    assert bare.creation_date is None


# --- nothing in an order runs -----------------------------------------------------------------------------------------
def test_text_of_an_order_is_printed_as_text(page_of: Pages) -> None:
    """Marks of typst, of TeX and of HTML in an order's id are letters like others, for either reader."""
    for reader in ("studio", "client"):
        assert WORDS in words_of(typeset(page_of(HOSTILE, reader), day=None))


def test_a_word_too_long_for_a_line_is_broken(page_of: Pages) -> None:
    """A word of two hundred letters stays within the sheet, whole."""
    long = "W" * 150
    page = page_of(QUIZ, "client").replace("quiz-1", long)
    raw = typeset(page, day=None)
    (sheet,) = PdfReader(io.BytesIO(raw)).pages
    edges: list[float] = []
    sheet.extract_text(visitor_text=lambda _, __, matrix, ___, ____: edges.append(matrix[4]))

    assert max(edges) < sheet.mediabox.width
    assert words_of(raw).replace(" ", "").count(long) >= 2


def test_letters_that_the_fonts_lack_are_no_fault() -> None:
    """What no font here can draw does not keep the rest from being set."""
    page = "<html lang='xx-klingon'><p>日本 \U0001f600 \uf8d0 weiß</p></html>"

    assert "weiß" in words_of(typeset(page, day=None))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("東京東", "東京"), ("한국", "한국"), ("של", "של"), ("lamp \U0001f642", "\U0001f642"),
        ("weiß, α, Ж, ≥ € 5 → ẞ ﬁ", ""),
    ],
)  # fmt: skip
def test_letters_that_may_be_boxes_are_known(text: str, letters: str) -> None:
    """What only the machine's own fonts may draw is told, each letter once; what the fonts brought along draw is not."""
    assert undrawn(f"<p>{text}</p>") == letters


def test_a_pdf_says_which_letters_may_be_boxes(cli: Run, tmp_path: Path) -> None:
    """The command names them on standard error, and writes the PDF all the same."""
    (tmp_path / "o.yaml").write_text("id: 東京\nquantity: 120\n", encoding="utf-8")
    done = cli("report", str(tmp_path / "o.yaml"), "-o", str(tmp_path / "o.pdf"))

    assert done.returncode == 0
    assert "`東京` are drawn only by fonts of this machine" in done.stderr
    assert (tmp_path / "o.pdf").read_bytes().startswith(b"%PDF")


# --- how a page is read -----------------------------------------------------------------------------------------------
def test_what_is_not_known_is_passed_through() -> None:
    """An element that we never write is as if its children stood there; scripts and styles say nothing."""
    page = "<main>one <blink>two <b>three</b></blink><aside><p>four</p></aside><script>no</script><p>five<br>six</main></p>"
    blocks = blocks_of(parse_page(page), StyleSheet(""))

    assert [" ".join(told(one).split()) for one in blocks] == ["one two three", "four", "five six"]
    assert {one["kind"] for one in blocks} == {"paragraph"}
    assert blocks[0]["runs"][-1] == {"text": "three", "strong": True}


def test_lists_within_lists_and_tables_of_uneven_rows_are_set() -> None:
    """Whatever a pack's own template writes of these is set: nothing is lost, nothing is a fault."""
    page = """<ol><li>a<ul><li>b</li></ul></li></ol><dl><dd>c</dd><dt>d</dt><dd>e</dd><dd>f</dd></dl><table></table>
    <table><tr><td>g</td></tr><tr><td>h</td><td>i</td></tr></table><figure><p>j</p></figure><h6>k</h6><details>l</details>"""
    words = words_of(typeset(page, day=None))

    assert [one for one in words.split() if one in "abcdefghijkl"] == list("abcdefghijkl")


def test_a_chart_is_drawn_in_the_colours_of_paper() -> None:
    """Variables are put in, the heavier rule wins, and of the media only print counts."""
    css = """.chart { --ink: #111; fill: var(--ink); font: 13px system-ui; } .chart .p0 { --own: var(--p); } /* { */
    .chart .area { fill: var(--own); } .chart rect { fill: red; stroke: none; } a:hover { fill: pink; }
    @media (prefers-color-scheme: dark) { .chart { --ink: #eee; } } @media print { .chart { --ink: #000; --p: #123456; } }"""
    svg = Element("svg", {"class": "chart"})
    rect = Element("rect", {"class": "area p0"})
    sheet = StyleSheet(css)

    assert sheet.of([svg]) == {"fill": "#000", "font": "13px system-ui", "font-size": "13"}
    assert sheet.of([svg, rect]) == {"fill": "#123456", "stroke": "none"}


def test_no_colour_of_a_chart_is_left_open(page_of: Pages) -> None:
    """Every shape of every chart has what it needs, a viewBox among it, and names nothing from elsewhere."""
    charts = _charts(document_told(page_of(QUIZ, "studio"), None)["blocks"])

    assert len(charts) == 4
    for svg in charts:
        assert "viewBox=" in svg
        assert "var(" not in svg
        assert "href" not in svg
        assert 'fill=""' not in svg
        typst.compile(b'#image(bytes(sys.inputs.svg), format: "svg")', sys_inputs={"svg": svg})


# --- the command ------------------------------------------------------------------------------------------------------
def test_the_suffix_says_pdf_and_format_outranks_it(cli: Run, tmp_path: Path) -> None:
    """`-o x.pdf` is a PDF that bears the order's date; `--format` decides over the suffix, both ways."""
    for name, more in (("a.PDF", ()), ("b.out", ("--format", "pdf")), ("c.pdf", ("--format", "html"))):
        done = cli("report", "-", "-o", name, "--for", "client", "--as-of", "2026-11-23", *more, stdin=QUIZ)
        assert done.returncode == 0, done.stderr
        assert f"wrote {name}" in done.stderr
        assert not done.stdout
    first, second, third = ((tmp_path / name).read_bytes() for name in ("a.PDF", "b.out", "c.pdf"))

    assert first == second
    assert b"D:20261123" in first
    assert third.startswith(b"<!DOCTYPE html>")
    assert len(list(tmp_path.iterdir())) == 3


def test_a_pdf_goes_to_a_pipe_but_to_no_terminal(tmp_path: Path) -> None:
    """`-o -` writes bytes to a pipe; on a terminal it is wrong usage, said before any work."""
    command = [sys.executable, "-m", "advisor", "report", "-", "-o", "-", "--format", "pdf", "--for", "client"]
    piped = subprocess.run(command, input=QUIZ.encode(), capture_output=True, cwd=tmp_path, check=True)
    pty = pytest.importorskip("pty")
    near, far = pty.openpty()
    shown = subprocess.run(command, input=QUIZ.encode(), stdout=far, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    os.close(far)
    os.close(near)

    assert piped.stdout.startswith(b"%PDF-")
    assert piped.stdout.rstrip().endswith(b"%%EOF")
    assert shown.returncode == 2
    assert b"terminal" in shown.stderr


def test_without_the_extra_one_line_says_what_to_install(cli: Run, tmp_path: Path) -> None:
    """Where typst is not installed a PDF is refused in one line, and HTML is written as ever."""
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['typst'] = None\n", encoding="utf-8")
    where = {"PYTHONPATH": str(tmp_path)}
    refused = cli("report", "-", "-o", "out.pdf", stdin=QUIZ, **where)
    written = cli("report", "-", "-o", "out.html", "--for", "client", stdin=QUIZ, **where)

    assert refused.returncode == 3
    assert refused.stderr.strip() == "advisor: a PDF needs an extra: python -m pip install 'advisor[pdf]'"
    assert not (tmp_path / "out.pdf").exists()
    assert written.returncode == 0


def test_from_python_the_extra_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """`typeset` raises the error of a missing extra, before it reads the page."""
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(MissingExtraError, match=r"advisor\[pdf\]"):
        need_pdf_extra()
    with pytest.raises(MissingExtraError, match=r"advisor\[pdf\]"):
        typeset("", day=None)


def test_a_pdf_that_cannot_be_written_is_no_traceback(cli: Run, tmp_path: Path) -> None:
    """A folder that is not there is exit code 5, and so is the order's own file, which is left as it was."""
    order = tmp_path / "order.pdf"
    order.write_text(QUIZ, encoding="utf-8")
    for arguments in (("-", "-o", "no/such/out.pdf"), ("order.pdf", "-o", "order.pdf")):
        done = cli("report", *arguments, "--for", "client", stdin=QUIZ)
        assert done.returncode == 5
        assert "Traceback" not in done.stderr

    assert order.read_text(encoding="utf-8") == QUIZ


def _figures(blocks: list[dict[str, object]]) -> list[dict[str, str]]:
    return [one for one in blocks if one["kind"] == "figure"]  # type: ignore[misc]  # a figure's values are words


def _charts(blocks: list[dict[str, object]]) -> list[str]:
    return [one["svg"] for one in _figures(blocks)]
