"""`docs/words.md`: what it says can be typed is read so, and what it lists is what the lexicon has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from advisor.ir import FactType, Pack
from advisor.order import OrderReader
from advisor.render.as_typed import typed
from advisor.render.tender import pack_tender
from advisor.render.words import choice
from conftest import ROOT, builtin_pack, kept_on

PAGE = ROOT / "docs" / "words.md"
LISTED = ("object", "material", "process", "form", "finish", "owns", "sold_through", "used_for")
PACK = builtin_pack()


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield fact, text and meaning of each example on the page."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"\| (\w+) \| (`.*`) \| `(.*)` \|", line):
            yield from ((found[1], text, found[3]) for text in re.findall(r"`([^`]+)`", found[2]))


@pytest.mark.parametrize(("fact", "text", "meaning"), [*rows()])
def test_what_the_page_says_is_read_so(fact: str, text: str, meaning: str) -> None:
    """Each example of the page means what stands beside it."""
    reader = OrderReader(pack=PACK, as_of=date(2026, 12, 1), sets=[(fact, text)])
    order = reader.read(b"id: a\n", "o.yaml").orders[0]
    known = PACK.facts[fact]

    assert typed(order.given.get(f"order.{fact}", known.domain), known, pack_tender(PACK)) == meaning


def listed(pack: Pack) -> str:
    """Return the list of what there is."""
    return "\n".join(f"- **{pack.facts[name].label}**: {'; '.join(_menu(pack.facts[name]))}." for name in LISTED) + "\n"


def _menu(fact: FactType) -> Iterator[str]:
    groups = {name: fact.choice_groups[name] for name in fact.group_words if fact.name == "object"}
    held = {one for members in groups.values() for one in members}
    for name, members in groups.items():
        yield f"{choice(name, fact)} ({', '.join(choice(one, fact) for one in members)})"
    for name in (one for one in fact.menu if one not in held):
        kinds = fact.choice_groups.get(name, ()) if name in fact.group_words else ()
        told = f" ({', '.join(choice(one, fact) for one in kinds)})" if kinds else ""
        yield f"{choice(name, fact)}{told}"


def test_the_page_lists_what_there_is() -> None:
    """The list is the lexicon's; GOLDEN=write writes it anew."""
    kept_on(PAGE, "words", listed(PACK))
