"""Order text is inert in every form: no escape, no markup, no link, no line of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from advisor.render.inert import as_html, as_markdown, as_text, link, show, squeezed

HARMFUL = [
    "\x1b]8;;x\x07",
    "\r",
    "\n",
    "\x00",
    "\x9b",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\U000e0041",
    "\xad",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_what_hides_or_steers_is_escaped(text: str) -> None:
    """Controls, bidi controls and zero-width characters come out as code points, in every form."""
    told = [show(text), as_text(text), as_markdown(text), as_html(text)]

    assert all(not set(text) & set(one) - set("]8;x") for one in told)
    assert all("\\u" in one or "\\U" in one or "\\\\u" in one for one in told)


@given(st.text())
def test_shown_text_is_one_short_printable_line(text: str) -> None:
    """Whatever an order calls itself, it is shown on one line of at most 200 characters."""
    told = show(text)

    assert len(told.splitlines()) <= 1
    assert len(told) <= 200
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", told)


def test_long_text_is_cut_and_says_so() -> None:
    """The cut is marked."""
    assert show("a" * 300) == "a" * 199 + "…"


@pytest.mark.parametrize("mark", list("\\`*_[]<>|#~&"))
def test_markdown_has_no_markup_from_order_text(mark: str) -> None:
    """A character that means something in Markdown is shown as itself."""
    assert as_markdown(f"a{mark}b") == f"a\\{mark}b"


def test_markdown_makes_no_link_or_list_of_order_text() -> None:
    """Bare addresses stay words, and a hyphen at the head opens no list."""
    assert as_markdown("http://x www.y") == "http\\://x www\\.y"
    assert as_markdown("- a") == "\\- a"
    assert as_markdown("1. a") == "1\\. a"


def test_html_is_escaped() -> None:
    """Neither tags nor quotes survive."""
    assert as_html('<b a="\'">&') == "&lt;b a=&#34;&#39;&#34;&gt;&amp;"


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("https://x>y", False),
        ('https://x"y', False),
        ("seed/a.txt", False),
    ],
)
def test_only_plain_web_addresses_are_links(address: str, is_link: bool) -> None:
    """A link is http or https and holds nothing that could end it."""
    assert isinstance(link(address), Markup) is is_link


def test_squeezing_keeps_markup() -> None:
    """White space is narrowed; what was marked stays marked."""
    assert squeezed(" a \n b ") == "a b"
    assert isinstance(squeezed(Markup("<b> a </b>")), Markup)
