"""What a key and its value say as one sentence, where no fact is called so or none is written so: `spend: about 600 pounds`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from advisor.ir import FactType, Kind, Lexicon, Numbers, OneOf, Pack, Possible
from advisor.meaning.path import name_in
from advisor.value.currency import currency_codes, untaxed
from advisor.value.description import is_of_sheets
from advisor.value.of_one import behind_one, is_for_another
from advisor.value.unit import MONEY, written
from advisor.value.word_match import heads, is_none, meant, normal

if TYPE_CHECKING:
    from advisor.order.fact_reader import FactReader

_Said = Mapping[str, Possible]
_NUMBER = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_SHARE = re.compile(r"[0-9]+ ?%")
_WORD = re.compile(r"[^\W\d_]{3}|[€$£]|[A-Z]{2}")
"""What a value has that is more than a number or two: a word, or money."""
_LETTERS = re.compile(r"[^\W\d_]{3,}")


def said_of_none(key: str, text: str, reader: FactReader, as_of: date | None) -> _Said:
    """Return what a key that is no fact says with its value, path -> values, where all of it is understood and it is of no other thing.

    Of what it is and how large is said by keys of its own, but for `wood: oak, oiled`: there the key names the stuff.
    """
    lexicon, roles = reader.pack.lexicon, reader.pack.lexicon.roles
    if kind := _kind_of(key, text, roles.stuff, lexicon):
        return {f"order.{roles.stuff}": OneOf(kind)}
    said, unread = _together(key, text, reader, as_of)
    unread = [one for one in unread if not {*_words(one)} <= {*_words(key)} & {*_words(text)}]  # `laser: a 40W laser`
    if unread or not {f"order.{roles.thing}", f"order.{roles.count}"}.isdisjoint(said):
        return {}
    stuff, heard = meant(key, roles.stuff, lexicon), said.get(f"order.{roles.stuff}")
    names_stuff = bool(stuff) and isinstance(heard, OneOf) and set(heard.values) <= set(stuff)
    described = set() if names_stuff else roles.describe
    sides = {name for one in reader.sides for name in (one.name, *one.sides)}
    return _without(said, {*described, *roles.details, *sides})


def _kind_of(key: str, text: str, stuff: str, lexicon: Lexicon) -> tuple[bool | str, ...]:
    """Return the kind of a material that a key and its value name together, where the key names more: `wax: rapeseed`, `yarn: 50% wool`."""
    named, bare = set(meant(key, stuff, lexicon)), _SHARE.sub("", text).strip()
    kinds = (meant(one, stuff, lexicon) for one in (f"{bare} {key}", bare)) if named else ()
    return next((one for one in kinds if one and set(one) <= named), ())


def said_of_fact(
    key: str,
    text: str,
    fact: FactType,
    reader: FactReader,
    as_of: date | None,
    *,
    is_refused: bool,
    lacks: Collection[str],
) -> _Said:
    """Return what a key says with a value that its fact cannot be, path -> values: of another fact, `budget: 5 each`, or in other words.

    All has to be understood, or the fact itself be said, which is no number. is_refused: whether the order is, without this; lacks: what it has to
    say and does not: `edition: 50, numbered` says how many.
    """
    roles = reader.pack.lexicon.roles
    is_money = fact.is_in(MONEY)
    said, parts = _together(key, text, reader, as_of, in_money=is_money if fact.kind is Kind.NUMBER else None)
    named = set(_words(key))
    unread = [one for one in parts if not named.issuperset(_words(one))]  # the key is understood: it names the fact
    if is_for_another(
        text, fact, reader.pack.lexicon
    ):  # what else is said of one is passed over: `3 each incl. ribbon`
        unread = [one for one in unread if _NUMBER.search(one)]
    is_number = fact.kind in (Kind.NUMBER, Kind.DATE)
    is_count = roles.count in lacks and f"order.{roles.count}" in said
    if (unread or not (is_number or is_refused)) and (is_number or (f"order.{fact.name}" not in said and not is_count)):
        return {}
    count = {roles.count} - set(lacks)
    return _without(said, {roles.thing, *count, *roles.describe, *roles.details} - {fact.name})


def named_by_key(key: str, fact: FactType, reader: FactReader) -> OneOf | None:
    """Return what the name of a fact says of it, where that is a word for some of its choices: `papier: 350 g` is paper."""
    if reader.strict or fact.kind is not Kind.CHOICE or key in reader.facts:
        return None
    found = meant(key, fact.name, reader.pack.lexicon)
    return OneOf(found) if found else None


def named_together(key: str, text: str, found: Possible | None, fact: FactType, reader: FactReader) -> OneOf | None:
    """Return what a key and its value name together where they name two things apart: `paper: 600 gsm cotton` is cotton paper."""
    named, lexicon = named_by_key(key, fact, reader), reader.pack.lexicon
    if named is None or not isinstance(found, OneOf) or not set(named.values).isdisjoint(found.values):
        return None
    both = (meant(f"{one} {key}", fact.name, lexicon) for one in heads(text))
    kind = next((one for one in both if one and set(one) <= set(named.values)), None)
    return OneOf(kind) if kind else named if is_of_sheets(text) else None


def answered_by(text: str, fact: FactType, reader: FactReader) -> OneOf | None:
    """Return what words say of yes or no that are neither: yes, where they name something of an order's and deny nothing, `own stock: paper`."""
    lexicon, words = reader.pack.lexicon, normal(text, reader.pack.lexicon.spellings).split()
    denials = lexicon.unknown | lexicon.negations | lexicon.breaks
    if any(one in denials or lexicon.flags.get(one) is False for one in words):
        return None
    ends = [one for part in text.split(",") for one in (part.strip(), *heads(part))]
    known = lexicon.choices.get(fact.name, {})
    said = next((known[one] for end in ends if (one := normal(end, lexicon.spellings)) in known), None)
    roles = lexicon.roles
    is_named = any(meant(end, name, lexicon) for end in ends for name in (roles.thing, roles.stuff))
    return OneOf(said) if said else OneOf((True,)) if is_named else None


def answered_under(key: str, text: str, reader: FactReader) -> _Said:
    """Return what yes or no says to a key that ends in words for yes or no of a fact, `date can move: no`, path -> value.

    Who denies one reason for something has not denied it: no says something only where the words themselves deny.
    """
    lexicon = reader.pack.lexicon
    answer = lexicon.flags.get(normal(text, lexicon.spellings))
    ends = [normal(one, lexicon.spellings) for one in (key, *heads(key)) if " " in one]
    flags = [fact for fact in reader.own_facts if fact.kind is Kind.FLAG] if answer is not None else []
    said = {
        f"order.{fact.name}": known[one]
        for fact in flags
        for known in (lexicon.choices.get(fact.name, {}),)
        for one in ends
        if one in known
    }
    return {path: OneOf((value[0] is answer,)) for path, value in said.items() if answer or value[0] is False}


def tells_more(text: str, pack: Pack) -> bool:
    """Return whether a text says more of an amount than its currency, its tax and that it is of one: `we can pay £9 each`."""
    bare = untaxed(text.casefold())
    place = behind_one(bare, pack.lexicon)
    words = _LETTERS.findall(f"{bare[: place[0]]} {bare[place[1] :]}" if place else bare)
    return len([one for one in words if not currency_codes(one, pack.currency, pack.rates)]) > 1


def is_of_one_or_named(name: str, text: str, lexicon: Lexicon) -> bool:
    """Return whether a limit is of one piece, or a text names it: no price is all of one's money unsaid, `EUR 65 for the pair`."""
    words = f" {normal(text, lexicon.spellings)} "
    return name in lexicon.of_one or any(f" {cue} " in words for cue in lexicon.cues.get(name, ()))


def is_away(key: str, text: str, reader: FactReader) -> bool:
    """Return whether a place under a key for where one works is that of somebody the things are for: `where: hotel in Lisbon`."""
    lexicon = reader.pack.lexicon
    ours = lexicon.speech.ours | lexicon.speech.own
    cues = lexicon.cues.get(lexicon.roles.away, ())
    word = normal(text, lexicon.spellings)
    return ours.isdisjoint(_words(f"{key} {text}")) and any(" " in one and word.startswith(f"{one} ") for one in cues)


def at_most(found: Possible | None, fact: FactType, currency: str) -> str:
    """Return the upper end of money that is no limit, where it alone is said: of `price: 30 at most` another price may be meant."""
    unit, domain = fact.unit, fact.domain
    if unit is None or unit.dimension != MONEY or fact.is_limit:
        return ""
    if not isinstance(found, Numbers) or not isinstance(domain, Numbers):
        return ""
    is_open = found.low == domain.low and domain.low < found.high < domain.high
    return f"max {written(found.high, unit, currency)}" if is_open else ""


def _together(
    key: str, text: str, reader: FactReader, as_of: date | None, *, in_money: bool | None = False
) -> tuple[_Said, Collection[str]]:
    """Return what a key says with its value, and what of it says nothing; nothing where it is denied or no sentence.

    A bare number is money where it is so with its key: `budget per unit: 3.80`. in_money: whether one among words is, too; None where none is.
    """
    lexicon = reader.pack.lexicon
    is_bare = (in_money is not None and _NUMBER.fullmatch(text)) or (
        in_money and len(_NUMBER.findall(text)) == 1 and not names_money(text, lexicon)
    )
    value = _NUMBER.sub(rf"\g<0> {reader.pack.currency}", text) if is_bare else text
    is_denied = is_none(text, lexicon) or lexicon.flags.get(normal(text, lexicon.spellings)) is False
    if reader.strict or is_denied or not (in_money is None or _WORD.search(value)):
        return {}, ()
    stroke = min(lexicon.speech.stroke, default="/")
    sentence = " ".join(_of_one(one, lexicon).replace("/", f" {stroke} ") for one in (key.replace("_", " "), value))
    order, faults, _ = reader.ask(sentence, as_of) or (None, (), ())
    return ({}, ()) if faults or order is None else (_whither(order.said, key, lexicon), order.unread)


def _whither(said: _Said, key: str, lexicon: Lexicon) -> _Said:
    """Return what is said, a place as that to which things go where its key says so but for a preposition: `shipping: Spain`."""
    home, away = (f"order.{name}" for name in (lexicon.roles.home, lexicon.roles.away))
    word = normal(key, lexicon.spellings)
    is_away = any(cue.startswith(f"{word} ") for cue in lexicon.cues.get(lexicon.roles.away, ()))
    return {away if path == home and is_away and away not in said else path: value for path, value in said.items()}


def names_money(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text has a word or sign of a currency in it."""
    return any(one in "€$£¥" for one in text) or not lexicon.speech.money.isdisjoint(_words(text))


def _of_one(text: str, lexicon: Lexicon) -> str:
    """Return a text with an amount for one as the sentence reader knows it, whatever the thing is: `7 per deck`."""
    place = behind_one(text, lexicon)
    return f"{text[: place[0]]} each{text[place[1] :]}" if place else text


def _words(text: str) -> list[str]:
    return text.casefold().replace("/", " ").replace("_", " ").split()


def _without(said: _Said, names: Collection[str]) -> _Said:
    return {path: value for path, value in said.items() if name_in(path) not in names}
