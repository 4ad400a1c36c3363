"""Plain text on the page: wrapped, aligned, never cut."""

from __future__ import annotations

import pytest

from advisor.render.layout import aligned, breadth, table_lines, tidy_lines, underline


def test_lines_are_wrapped_under_their_own_bullet() -> None:
    """What follows a hyphen hangs under its first word."""
    told = tidy_lines("- " + "word " * 40, 80)

    assert all(len(line) <= 80 for line in told.splitlines())
    assert [line[:2] for line in told.splitlines()] == ["- ", "  ", "  "]


def test_nothing_is_cut() -> None:
    """A word longer than the line stands whole."""
    address = "https://example.org/" + "a" * 100

    assert address in tidy_lines(f"See {address} there", 80)


def test_an_amount_stays_with_its_currency() -> None:
    """No line ends between the currency and the sum."""
    told = tidy_lines("x" * 74 + " EUR 6,500 more", 80)

    assert "EUR 6,500" in told


def test_the_text_ends_in_one_line_feed_and_no_line_in_a_space() -> None:
    """Blank lines are single, and none at either end."""
    assert tidy_lines("\n\na  \n\n\n\nb \n\n\n") == "a\n\nb\n"


def test_columns_are_aligned_and_wrapped() -> None:
    """Cells that do not fit are wrapped in their column; every word of them is there."""
    rows = [["a name that is long enough to wrap", "EUR 15–70"], ["short", "one\ntwo"]]
    told = table_lines(["option", "unit cost"], rows, 30)

    assert all(len(line) <= 30 for line in told.splitlines())
    assert set(" ".join(cell for row in rows for cell in row).split()) <= set(told.split())
    assert told.splitlines()[0] == "option               unit cost"


def test_columns_keep_a_word_wider_than_the_page() -> None:
    """The table grows rather than lose a letter."""
    assert "a" * 60 in table_lines(["x", "y"], [["a" * 60, "b"]], 30)


def test_cells_are_inert() -> None:
    """A control in a cell is escaped; the line feed that separates its lines is kept."""
    assert "\x1b" not in aligned([["a\x1bb\nc"]], ["h"])


def test_a_title_is_underlined_to_its_length() -> None:
    """The rule under a title is as long as the title, at most a line."""
    assert (underline("Why"), len(underline("x" * 99))) == ("---", 80)


@pytest.mark.parametrize(
    "name", ["\u6771\u4eac\u5de5\u623f", "\uff21\uff22", "\ud55c\uad6d Ltd", "e\u0301clat", "M\u00f6we", "Neudruck"]
)
def test_wide_letters_take_two_columns(name: str) -> None:
    """What follows a wide or composed name stands under what follows a plain one."""
    rows = table_lines(("supplier", "price"), ((name, "EUR 1"), ("Harbour", "EUR 2"))).split("\n")

    assert (
        len(
            {
                breadth(row[: row.index(mark)])
                for row, mark in zip((rows[0], rows[2], rows[3]), ("price", "EUR", "EUR"), strict=True)
            }
        )
        == 1
    )
