"""What goes to others, a letter or a client's report: a date as a day, the order's own words but for one's money, the maker by his trade."""

from __future__ import annotations

from advisor import ir
from advisor.ir import Numbers
from advisor.meaning.possible import NONE, is_known
from advisor.render import words
from advisor.render.inert import show
from advisor.render.names import PackNames
from advisor.render.plain import whole_day
from advisor.trace import Order, Ranked
from advisor.value.day import days_later
from advisor.value.own_words import is_private
from advisor.value.word_match import normal

_FEW = 2
"""So many words of one's own say no more than the choice they were read as."""
_MOST = 60
"""How long what is ordered may be, in its own words, to stand in a title."""


class PaperNames(PackNames, frozen=True):
    """The names of a pack as they are said to others. order: what is told of."""

    order: Order

    def told(self, path: str, value: ir.Possible) -> str:
        """Return a value: a date with its day, what was said freely with the words it was said in."""
        told = super().told(path, value)
        if path == self.pack.roles.due:
            day = due_day(self.pack, self.order, value)
            return f"{told}, by {day}" if day else told
        text, is_all = self._own(path, value)
        return text if is_all else f"{told} ({text})" if text else told

    def _own(self, path: str, value: ir.Possible) -> tuple[str, bool]:
        """Return in which words a fact that people describe was said, empty where they say no more than it; and whether nothing more is known of it."""
        roles = self.pack.lexicon.roles
        if path.removeprefix("order.") not in roles.describe - roles.of_parts | roles.freely:
            return "", False
        for one in self.order.readings:
            is_all = one.is_strange
            is_own = one.path == path and one.value == value and (is_all or len(one.text.split()) > _FEW)
            if is_own and not is_private(one.text, self.pack):
                return show(one.text), is_all
        return "", False


def due_day(pack: ir.Pack, order: Order, value: ir.Possible) -> str:
    """Return the last day on which an order is due, empty where it has none or its own day is not known."""
    is_due = isinstance(value, Numbers) and value != NONE and value.high < ir.UNLIMITED and not value.or_none
    day = days_later(order.as_of, value.high) if is_due and isinstance(value, Numbers) else None
    return whole_day(day, pack.language) if day else ""


def maker(row: Ranked, pack: ir.Pack) -> str:
    """Return what kind of maker an option is, as the first screen calls it: `Textile printer`."""
    pathway = pack.pathways[row.option.pathway]
    name = (pathway.short or pathway.name) if row.option.generic else show(row.option.name)
    return words.capital(name.partition(",")[0].partition(" with ")[0])


def wanted(names: PackNames, order: Order) -> str:
    """Return what is ordered and how many as a person would say it, `500 silk scarves`; empty where it is not said."""
    roles = names.pack.lexicon.roles
    thing, stuff, count = (f"order.{one}" for one in (roles.thing, roles.stuff, roles.count))
    value, many = order.given.get(thing), order.given.get(count)
    if value is None or not is_known(value):
        return ""
    said = names.told(thing, value)
    own = [
        one.text for one in order.readings if one.path == thing and one.value == value and _is_title(one.text, names)
    ]
    text = own[0] if own else said
    of = (
        names.told(stuff, order.given[stuff])
        if is_known(order.given.get(stuff, names.pack.facts[roles.stuff].domain))
        else ""
    )
    is_named = not {*of.casefold().split()}.isdisjoint(text.casefold().split())
    text = text if not of.replace(" ", "").isalpha() or is_named or of.casefold() in text.casefold() else f"{of} {text}"
    if not isinstance(many, Numbers) or not is_known(many):
        return show(text)
    is_plural = any(normal(word, names.pack.lexicon.spellings) != word for word in text.casefold().split())
    number = words.grouped(many.low)
    return show(f"{number} {text}" if is_plural else f"{text}, {number} pieces" if many.low != 1 else f"1 {text}")


def _is_title(text: str, names: PackNames) -> bool:
    """Return whether what a thing is called may stand in a title: short, without sizes and without money."""
    is_plain = text.isprintable() and len(text) <= _MOST and not any(sign.isdigit() for sign in text)
    return is_plain and not is_private(text, names.pack)
