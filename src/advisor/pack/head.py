"""What `pack.yaml` says of the pack itself: a version that is one, and the versions of this program that it needs."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from advisor import __version__
from advisor.yaml.fields import Fields, text_of
from advisor.yaml.text import quoted

_VERSION = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6}){0,3}(?:[-+][0-9A-Za-z][0-9A-Za-z.-]{0,31})?")
_CODE = re.compile(r"[A-Z]{3}")
_NEEDED = re.compile(r"(>=|<=|==|>|<) ?([0-9]{1,6}(?:\.[0-9]{1,6}){0,3})")
_HOLDS: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": operator.ge, "<=": operator.le, "==": operator.eq, ">": operator.gt, "<": operator.lt,
}  # fmt: skip


def check_version(head: Fields) -> str:
    """Return the pack's version, after reporting one that is none."""
    node = head.need("version")
    if node is None:
        return ""
    text = text_of(node, head.faults, "`version`")
    if text and not _VERSION.fullmatch(text):
        head.faults.add(node.at, f"`version` must be numbers with points, got {quoted(text)}", "write such as 0.1.0")
    return text


def check_currency(head: Fields) -> str:
    """Return the code of the pack's currency; after a report, the code that is most likely meant."""
    node = head.need("currency")
    text = text_of(node, head.faults, "`currency`") if node is not None else ""
    if node is not None and text and not _CODE.fullmatch(text):
        told = f"`currency` must be the code of one, got {quoted(text)}"
        code = text[:3].upper()
        head.faults.add(node.at, told, f"write `{code}`" if _CODE.fullmatch(code) else "write such as EUR")
        return code
    return text


def check_engine(head: Fields) -> None:
    """Report an `engine` that names no versions of this program, or others than this one."""
    node = head.take("engine")
    text = text_of(node, head.faults, "`engine`") if node is not None else ""
    if node is None or not text:
        return
    found = [_NEEDED.fullmatch(one.strip()) for one in text.split(",")]
    if not all(found):
        told = f"`engine` must be versions of advisor, got {quoted(text)}"
        head.faults.add(node.at, told, 'write such as ">=0.1", or delete it')
    elif not all(_HOLDS[one[1]](*_padded(__version__, one[2])) for one in found if one):
        told = f"this pack needs advisor {quoted(text)}, this is {__version__}"
        head.faults.add(node.at, told, "install that version, or change `engine` if the pack works with this one")


def _padded(own: str, other: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return two versions as numbers, as many of each: 0.1 is 0.1.0."""
    one, two = (tuple(map(int, text.split("."))) for text in (own, other))
    most = max(len(one), len(two))
    return one + (0,) * (most - len(one)), two + (0,) * (most - len(two))
