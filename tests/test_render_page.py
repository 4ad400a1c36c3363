"""Advice in words: what a designer reads, in every form, whatever the order calls itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor.errors import PackError, UnknownNameError
from advisor.ir import Pack
from advisor.pack.load import builtin
from advisor.render import Renderer
from advisor.trace import Advice

Advise = Callable[[str], Advice]
QUIZ = "{id: quiz-1, quantity: 120, deadline: 4 weeks}"
ORDERS = [
    QUIZ,
    "{finish: enamel, colour_match: across_batches, repeat_interval: 6 months}",
    "{quantity: 15}",
    "{quantity: 60}",
    "{quantity: 100, oversight: on_site, cash_for_tooling: EUR 300}",
    "{quantity: 300, heritage: core, deadline: 8 weeks, as_of: 2026-11-23}",
    "{quantity: 1000, after_sale: [drop_ship], cash_for_tooling: EUR 8000}",
    "{quantity: 50, deadline: 4 days}",
    "{quantity: 80-150, heritage: [core, nice], documents: {some: [step], maybe: [bom]}}",
    "{}",
]
HOSTILE = "<script>alert(1)</script> [x](javascript:alert) {{ 7*7 }} a_b *c* | # `d` 'e"
HOSTILE_ORDER = f"""
id: "{HOSTILE}"
quantity: 120
deadline: 4 weeks
quotes:
  - {{supplier: "{HOSTILE}", pathway: fab_network, process: sls_printing, unit_cost: EUR 20, lead_time: 2 weeks}}
"""


@pytest.fixture(scope="module")
def renderer(pack: Pack) -> Renderer:
    return Renderer(pack, builtin() / "templates")


def first_section(markdown: str) -> str:
    """Return the first section but what was read."""
    return next(one for one in markdown.split("\n## ")[1:] if not one.startswith("What was read"))


@pytest.mark.parametrize("order", ORDERS)
def test_the_first_section_is_short_and_plain(renderer: Renderer, advise: Advise, order: str) -> None:
    """Under 120 words, no rule id, no snake_case, a unit to every number, and what decided."""
    advice = advise(order)
    first = first_section(renderer.markdown(advice))

    assert len(first.split()) < 120
    assert "decided" in first or not advice.decided_by
    assert not re.search(r"[a-z]_[a-z]", first)
    assert not any(rule in first for rule in renderer._pack.rules)
    assert re.findall(
        r"(?<![\w.,–-])\d[\d.,]*(?:–[\d.,]+)?(?! ?(?:units?|days?|weeks?|months?|years?|%|[\d.,–]))", first
    ) == (re.findall(r"(?<=EUR )\d[\d.,]*(?:–[\d.,]+)?(?![\d.,–])", first))


@pytest.mark.parametrize("order", ORDERS)
def test_every_form_is_tidy(renderer: Renderer, advise: Advise, order: str) -> None:
    """No trailing space, one line feed at the end, text in 80 columns but for unbreakable words, no float."""
    advice = advise(order)
    told = [renderer.text(advice), renderer.markdown(advice), renderer.html([advice]), renderer.brief(advice)]

    assert all(one.endswith("\n") and not one.endswith("\n\n") for one in told)
    assert not any(re.search(r"[ \t]+$", one, re.MULTILINE) for one in told)
    assert all(len(line) <= 80 or " " not in line.strip() for line in told[0].splitlines())
    assert not any(re.search(r"\d\.\d{3,}", one) for one in told[:2])


@pytest.mark.parametrize("order", ORDERS)
def test_brief_is_three_lines(renderer: Renderer, advise: Advise, order: str) -> None:
    """Neither more nor fewer, whatever the answer."""
    assert renderer.brief(advise(order)).count("\n") == 3


def test_the_explanation_has_every_part(renderer: Renderer, advise: Advise) -> None:
    """Answer, why, why not, assumed, what could change it, prices, papers, steps, figures, sources, in that order."""
    titles = re.findall(r"^## (.+)$", renderer.explanation(advise(QUIZ)), re.MULTILINE)

    assert titles == [
        "The answer", "Why", "Why not the others", "What was assumed", "What could change the answer",
        "Whether prices decide", "What is missing", "Next steps", "Good to know", "Side by side", "Figures that this rests on",
        "Sources",
    ]  # fmt: skip


def test_each_other_pathway_has_its_line(renderer: Renderer, advise: Advise, pack: Pack) -> None:
    """No pathway is passed over in silence."""
    told = renderer.explanation(advise(QUIZ)).split("## Why not the others")[1].split("\n## ")[0]

    assert all(f"- **{one.name}:**" in told for one in pack.pathways.values() if one.id != "fab_network")


def test_excluded_everywhere_is_said_with_the_nearest_change(renderer: Renderer, advise: Advise) -> None:
    """When nothing fits, the first section says so, and what would help."""
    first = first_section(renderer.markdown(advise("{quantity: 50, deadline: 4 days}")))

    assert "every option is excluded" in first
    assert "would fit with deadline **2 weeks** instead of 4 days" in first


def test_steps_have_dates_where_the_order_has_one(renderer: Renderer, advise: Advise) -> None:
    """Days are counted from the order's date; without one they are said as a time from today."""
    dated = renderer.text(advise("{quantity: 120, deadline: 4 weeks, as_of: 2026-11-23}"))
    undated = renderer.text(advise(QUIZ))

    assert "By 2026-11-30:" in dated
    assert "Within 1 week:" in undated


def test_ids_are_shown_when_asked_for_only(renderer: Renderer, advise: Advise) -> None:
    """Rule ids, places and scores stay out of the way; by how many points a loser is behind is said."""
    advice = advise(QUIZ)
    plain, full = renderer.text(advice), renderer.text(advice, ids=True)

    assert "digital-within-a-month" not in plain
    assert "Score:" not in plain
    assert "45 points behind" in " ".join(plain.split())
    assert "[digital-within-a-month, rules/speed.yaml:" in full
    assert "Score: 15 points." in full


def test_what_was_assumed_is_said_beside_what_was_given(renderer: Renderer, advise: Advise) -> None:
    """A vague number at its midpoint is an assumption, and is told as one."""
    assert "order quantity: 115 units (you said 80–150 units)" in renderer.text(advise("{quantity: 80-150}"))


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def test_hostile_names_are_inert_in_html(renderer: Renderer, advise: Advise) -> None:
    """No tag, no attribute and no link comes out of an order; the page forbids scripts."""
    page = renderer.html([advise(HOSTILE_ORDER), advise(QUIZ)])
    found = Tags(page)

    assert not found.tags & {"script", "iframe", "img", "object", "form", "b"}
    assert all(
        name
        in {"href", "lang", "charset", "http-equiv", "content", "name", "class", "scope", "rel", "tabindex", "data-of"}
        for name, _ in found.attributes
    )
    assert all((value or "").startswith(("https://", "http://")) for name, value in found.attributes if name == "href")
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "{{ 7*7 }}" in page


def test_hostile_names_are_inert_in_markdown(renderer: Renderer, advise: Advise) -> None:
    """Brackets, angle brackets, bars and stars are shown as they are; the table keeps its columns."""
    told = renderer.markdown(advise(HOSTILE_ORDER))
    rows = [line for line in told.splitlines() if line.startswith("| ")]

    assert not re.search(r"(?<!\\)<(?!https?://[^\s<>]+>)", told)
    assert "](javascript" not in told.replace("\\]", "")
    bars = [len(re.findall(r"(?<!\\)\|", row)) for row in rows]
    assert set(bars[: bars.index(5)]) == {6}  # the first screen's four columns and the name
    assert set(bars[bars.index(5) :]) == {5}
    assert not re.search(r"(?<![.,\d])49(?![.,\d])", told)


def test_hostile_names_are_inert_in_a_terminal(renderer: Renderer, advise: Advise) -> None:
    """No control character reaches a terminal, even from an order that no file could hold."""
    advice = advise(QUIZ)
    told = renderer.text(replace(advice, order=replace(advice.order, id="\x1b]8;;x\x07\u202e\u200b\n")))

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]", told)
    assert "\\u001b]8;;x\\u0007" in told


def test_the_same_advice_gives_the_same_bytes(pack: Pack, renderer: Renderer, advise: Advise) -> None:
    """Nothing depends on what was rendered before."""
    again = Renderer(pack, builtin() / "templates")

    assert [again.text(advise(order)) for order in ORDERS] == [
        renderer.text(advise(order)) for order in reversed(ORDERS)
    ][::-1]


def test_a_faulty_template_is_a_fault_of_the_pack(pack: Pack, advise: Advise, tmp_path: Path) -> None:
    """A template that cannot be read, or names what is not there, is told with its file."""
    shutil.copytree(str(builtin() / "templates"), tmp_path / "templates")
    (tmp_path / "templates/brief.j2").write_text("one\n{% if %}", encoding="utf-8")
    (tmp_path / "templates/why.j2").write_text("{{ nothing.here }}", encoding="utf-8")
    (tmp_path / "templates/why_not.j2").unlink()
    broken = Renderer(pack, tmp_path / "templates")

    with pytest.raises(PackError, match=r"templates/brief\.j2:2:1"):
        broken.brief(advise(QUIZ))
    with pytest.raises(PackError, match="nothing"):
        broken.why(advise(QUIZ))
    with pytest.raises(PackError, match=r"why_not\.j2"):
        broken.why_nots(advise(QUIZ), {"maker_hub": ()}, None, "text")


def test_a_link_out_of_the_templates_is_not_followed(pack: Pack, advise: Advise, tmp_path: Path) -> None:
    """Templates are files of their folder, not what a link in it leads to."""
    shutil.copytree(str(builtin() / "templates"), tmp_path / "templates")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (tmp_path / "templates/brief.j2").unlink()
    (tmp_path / "templates/brief.j2").symlink_to(tmp_path / "secret")

    with pytest.raises(PackError):
        Renderer(pack, tmp_path / "templates").brief(advise(QUIZ))


def test_templates_cannot_reach_python(pack: Pack, advise: Advise, tmp_path: Path) -> None:
    """The sandbox refuses what leads out of it."""
    shutil.copytree(str(builtin() / "templates"), tmp_path / "templates")
    (tmp_path / "templates/brief.j2").write_text("{{ a.__class__.__mro__ }}", encoding="utf-8")

    with pytest.raises(PackError, match="unsafe"):
        Renderer(pack, tmp_path / "templates").brief(advise(QUIZ))


# --- the pack ---------------------------------------------------------------------------------------------------------
def test_the_pathways_stand_on_one_canvas(renderer: Renderer, pack: Pack) -> None:
    """Each pathway is a column, with what it takes, costs and expects, and what decides for or against it."""
    told = renderer.pack_page("pathways")
    flat = " ".join(told.split())

    assert all(len(line) <= 120 for line in told.splitlines())
    assert all(one in flat for one in ("1–50 units", "250–2,000 units", "EUR 15–70", "EUR 2,000–8,000", "3–6 weeks"))
    assert all(word in flat for one in pack.pathways.values() for word in one.name.split())
    assert "What decides" in told


def test_contradictions_stand_with_both_quotes(renderer: Renderer, pack: Pack) -> None:
    """Each claim has its words, the chosen one is marked, and why is written."""
    flat = " ".join(renderer.pack_page("contradictions").split())

    for one in pack.contradictions.values():
        assert one.title in flat
        assert all(" ".join(pack.figures[name].quote.split()) in flat for name in one.claims)
        assert " ".join(one.because.split()) in flat
    assert flat.count("Ruled by:") == sum(1 for one in pack.contradictions.values() if one.chosen)


@pytest.mark.parametrize("what", ["figures", "sources", "rules"])
def test_every_list_is_whole(renderer: Renderer, pack: Pack, what: str) -> None:
    """Nothing that a pack knows is left out of its pages."""
    told = renderer.pack_page(what)
    wanted = {"figures": pack.figures, "rules": pack.rules, "sources": {}}[what]

    assert all(name in told for name in wanted)
    assert what != "sources" or all(one.address in told for one in pack.sources.values())


def test_an_unknown_page_is_refused(renderer: Renderer) -> None:
    """Asking for a page that there is none of names those there are."""
    with pytest.raises(UnknownNameError, match="pathways"):
        renderer.pack_page("nothing")
