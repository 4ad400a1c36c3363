"""Where the header of a table is, if something stands above it: what plainly is a title is passed over, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from advisor.batch.sheet import Row, Sheet
from advisor.errors import Diagnostic, FaultsError, Place
from advisor.yaml.text import quoted

LOOKED = 20
"""Among how many rows a header is looked for."""
FEWEST = 2
"""How many columns must be known of a row that is taken for a header below the first, or beside columns that nobody knows."""
_MANY = 4
"""So many known columns make a header, however many others stand beside them."""
_NAMED = 3
"""How many columns are named to show which row it is."""


def known_in(cells: Iterable[str], known: Callable[[str], bool]) -> list[str]:
    """Return the names of known columns among some cells, if these look like a header: at least two, and half of what is said, or four."""
    said = [cell.strip() for cell in cells if cell.strip()]
    names = [cell for cell in said if known(cell)]
    return names if len(names) >= FEWEST and (2 * len(names) >= len(said) or len(names) >= _MANY) else []


def below_title(sheet: Sheet, known: Callable[[str], bool]) -> tuple[Sheet, str]:
    """Return a sheet that begins with its header, and in words what above it was passed over.

    Where the first row is none and a row below it is, that is the header, if each row above says one thing at most.

    Raises:
        FaultsError: more than a title stands above it.
    """
    head = sheet.head()
    if head is None or head.slip or known_in(head.cells, known):
        return sheet, ""
    above = [head]
    for row in islice(sheet.body("en"), LOOKED):
        if row.slip:
            break
        if names := known_in(row.cells, known):
            found = sheet.under(row.number) if all(map(_is_title, above)) else None
            if found is None:
                raise FaultsError([_refused(sheet, row.number, names)])
            titles = [quoted(cell) for one in above for cell in list(dict.fromkeys(_said(one)))]
            return found, f"; its header is row {row.number}" + (f", below {', '.join(titles)}" if titles else "")
        above.append(row)
    return sheet, ""


def _refused(sheet: Sheet, number: int, names: Sequence[str]) -> Diagnostic:
    listed = ", ".join(map(quoted, names[:_NAMED]))
    told = f"the header is not the first row: row {number} names columns, such as {listed}"
    return Diagnostic(Place(sheet.file, sheet.first, 1), told, "delete the rows above it")


def _said(row: Row) -> list[str]:
    return [cell.strip() for cell in row.cells if cell.strip()]


def _is_title(row: Row) -> bool:
    """Return whether a row says one thing at most, in one line: a cell merged over many says it in each."""
    return len({*_said(row)}) <= 1 and not any("\n" in cell for cell in row.cells)
