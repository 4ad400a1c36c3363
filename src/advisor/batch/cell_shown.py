"""A cell of a spreadsheet as a person sees it there, or why what it says cannot be known."""

from __future__ import annotations

from decimal import Decimal

from advisor.batch.notation import MARKS, Locale
from advisor.batch.number_format import Format, section
from advisor.batch.sheet_typed import DIGITS, cell_text

Wrong = tuple[str, str]
"""Why a cell cannot be read, and the cure."""


def fault_of_cell(told: str) -> Wrong:
    """Return what is wrong with a cell that holds an error, or a formula without a value."""
    if told.startswith("an error"):
        return f"the cell holds {told}", "mend its formula, or write the value itself"
    return f"the cell holds {told}", "open the workbook, let it calculate and save it, or write the value itself"


def shown_text(value: object, formats: tuple[Format, ...], locale: Locale) -> str | Wrong:
    """Return a cell as its number format shows it, with all its digits."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124  # not a number
        return cell_text(value, locale)
    form = section(formats, value)
    number = Decimal(f"{value:.{DIGITS}g}")
    shown = _plain(number.scaleb(form.scale), locale)
    if form.is_blank:
        return f"the cell holds {_plain(number, 'en')} and shows nothing", "give it a number format, or empty it"
    if form.scale < 0 and not (form.before or form.after):
        told = f"the cell holds {_plain(number, 'en')} and shows {_plain(number.scaleb(form.scale), 'en')}"
        return told, "give it a number format that shows the whole number"
    unit = form.after if form.after == "" or form.after in ("k", "K") else f" {form.after}"
    return f"{form.before} {shown}{unit}".strip()


def _plain(number: Decimal, locale: Locale) -> str:
    """Return a number as the locale writes it, without an exponent."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", MARKS[locale][1])
