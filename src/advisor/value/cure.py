"""Cures that cure: what a refusal says to write is read before it is said."""

from __future__ import annotations

import re
from collections.abc import Callable

from advisor.value.day import ISO, QuantityError

_SAID = re.compile(r"(?:write|say the unit of both|say the unit|say the currency):? (?P<told>.*[0-9].*)")
_EXAMPLE = re.compile(r"such as|example| in full")
_MOST = 4


def alternatives(help: str) -> tuple[str, ...]:
    """Return the texts that a help says to write, nothing if it says none but an example."""
    found = None if _EXAMPLE.search(help) else _SAID.fullmatch(help)
    return tuple(one.strip("` ") for one in re.split(r",? or ", found["told"])) if found else ()


def proved(error: QuantityError, text: str, read: Callable[[str], object], usual: str) -> QuantityError:
    """Return a refusal of which every text that it says to write is read: one that is not gives way to what cures it in turn.

    text: what is refused; a cure of one end of a span alone is none. usual: what is said where none is left.
    """
    told = alternatives(error.help)
    good = list(dict.fromkeys(cure for one in told for cure in _readable(one, read)))
    good = [one for one in good if (".." in one) or (".." not in text)][:_MOST]
    if not told or good == list(told):
        return error
    return QuantityError(error.message, f"write {' or '.join(good)}" if good else usual)


def _readable(text: str, read: Callable[[str], object], *, again: bool = True) -> tuple[str, ...]:
    """Return a text if it is read, or is a day, else what its own refusal says to write, if that is read."""
    if ISO.fullmatch(text):
        return (text,)  # read wherever the order has a date to count from
    try:
        read(text)
    except QuantityError as error:
        if not again:
            return ()
        return tuple(found for one in alternatives(error.help) for found in _readable(one, read, again=False))
    return (text,)
