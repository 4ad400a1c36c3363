"""What a text or list says of a choice or set: the pack's own names, and with a lexicon the words that people use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.ir import FactType, Lexicon, OneOf, Subset
from advisor.value.denial import but, undenied
from advisor.value.description import (
    chosen,
    described_besides,
    details_in,
    headed,
    in_declared_order,
    is_of_sheets,
    keep_beside,
    said_elsewhere,
    said_instead,
    thickness_in,
    thing_described,
    told_of,
    whole_of,
    without_measures,
    without_purpose,
)
from advisor.value.no_choice import caught, exactly, labelled, refuse
from advisor.value.slips import slip
from advisor.value.step import are_steps, says_or, without_included
from advisor.value.word_match import (
    NOTHING,
    UNKNOWN,
    certain_and_perhaps,
    is_none,
    is_own_name,
    is_phrase,
    is_unknown,
    meant,
    normal,
    spelt,
    word_parts,
)
from advisor.yaml.fields import Faults, described
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    from advisor.value.read import ReadContext

JOINED_BY_AND = (" and ", " & ", " + ", " und ")


def read_choice(node: Node, fact: FactType, how: ReadContext) -> OneOf | None:
    """Return the choices that one of which is meant, or None after a report."""
    items = node.items if isinstance(node, SequenceNode) else (node,)
    if not items:
        how.faults.add(node.at, f"`{fact.name}` must be one of its choices, got an empty list")
    found = [member for item in items for member in _said(item, fact, how)]
    return OneOf(in_declared_order(found, fact)) if found else None


def read_members(node: Node, fact: FactType, how: ReadContext) -> Subset | None:
    """Return the set that a list or text says, exactly or vaguely, or None after a report."""
    if isinstance(node, MappingNode):
        return _vague_set(node, fact, how)
    items = node.items if isinstance(node, SequenceNode) else (node,)
    said = [one for one in items if not (isinstance(one, Scalar) and _says_nothing(one.text, fact, how.lexicon))]
    if items and not said:
        for one in items:
            if isinstance(one, Scalar) and how.lexicon and is_phrase(one.text, fact.name, how.lexicon):
                how.note(fact, one.text, Subset(()), "word")
        return Subset(())
    before, noted = len(how.faults.found), len(how.notes)
    apart = [one for item in said for one in _apart(item, how)]
    some, maybe = (
        [member for item, is_certain in apart if is_certain is wanted for member in _said(item, fact, how)]
        for wanted in (True, False)
    )
    if len(how.faults.found) > before:
        return None
    if UNKNOWN in (*some, *maybe) and isinstance(fact.domain, Subset):
        known = in_declared_order(
            [one for one in some if one != UNKNOWN], fact
        )  # what nobody knows beside it may be any other
        return Subset(known, tuple(one for one in fact.words if one not in known)) if known else fact.domain
    found = Subset(in_declared_order(some, fact), in_declared_order([one for one in maybe if one not in some], fact))
    if maybe and isinstance(node, Scalar):
        how.notes[noted:] = [one for one in how.notes[noted:] if one.how != "word"]
        how.note(fact, node.text, found, "word")
    return found


def _apart(node: Node, how: ReadContext) -> Iterator[tuple[Node, bool]]:
    """Yield what a node says for certain, and what it says after `perhaps`, as people write it."""
    if how.lexicon is None or not isinstance(node, Scalar):
        yield node, True
        return
    for text, is_certain in zip(certain_and_perhaps(node.text), (True, False), strict=True):
        if text or (is_certain and not node.text):
            yield replace(node, text=text), is_certain


def _says_nothing(text: str, fact: FactType, lexicon: Lexicon | None) -> bool:
    if text == NOTHING:
        return NOTHING not in fact.words
    if lexicon is None:
        return False
    said = lexicon.choices.get(fact.name, {}).get(normal(text, lexicon.spellings))
    return said == () or (said is None and is_none(text, lexicon) and not meant(text, fact.name, lexicon))


def _vague_set(node: MappingNode, fact: FactType, how: ReadContext) -> Subset | None:
    held: dict[str, tuple[str, ...]] = {"some": (), "maybe": ()}
    for key, value in node.entries:
        if key.text not in held:
            how.faults.unknown(key.at, f"part of `{fact.name}`", key.text, held)
            return None
        items = value.items if isinstance(value, SequenceNode) else (value,)
        held[key.text] = tuple(member for item in items for member in _said(item, fact, how))
    maybe = [member for member in held["maybe"] if member not in held["some"]]
    return Subset(in_declared_order(held["some"], fact), in_declared_order(maybe, fact))


def member_names(node: Node, fact: FactType, faults: Faults) -> tuple[str, ...]:
    """Return the choice that a node names by its own name, or the members of the choice group; empty after a report."""
    if not isinstance(node, Scalar):
        faults.add(node.at, f"`{fact.name}` must be one of its choices, got {described(node)}")
        return ()
    exact = exactly(node.text, fact)
    if not exact:
        faults.unknown(node.at, f"choice of `{fact.name}`", node.text, (*fact.words, *fact.choice_groups))
    return exact


def _said(node: Node, fact: FactType, how: ReadContext) -> tuple[str, ...]:
    """Return the choices that a node names, with a lexicon by the words that people use; empty after a report."""
    if how.lexicon is None or not isinstance(node, Scalar):
        return member_names(node, fact, how.faults)
    exact = _own(node.text, fact, how.lexicon) or labelled(node.text, fact)
    if exact:
        return exact
    keep_beside(node.text, thickness_in(node.text, how), how)
    parts = word_parts(node.text, fact, how.lexicon) or [node.text]
    if not meant(parts[0], fact.name, how.lexicon) and (left := but(node.text, fact, how.lexicon)):
        how.note(fact, node.text, chosen(left, fact), "word")
        return left
    words = [one for part in parts if (one := undenied(part, fact, how.lexicon))] or parts
    words = _without_hues(words, fact, how, how.lexicon)
    is_list = all(meant(one, fact.name, how.lexicon) for one in words)
    if not is_list and len(words) > 1 and (found := thing_described(node.text, fact, how, how.lexicon)):
        return found
    if not is_list and isinstance(fact.domain, OneOf) and _is_free(words, fact, how.lexicon):
        return _freely(node, words, fact, how, how.lexicon)
    return _several(node, words, fact, how) if len(words) > 1 else _word(node, words[0], fact, how, how.lexicon)


def _without_hues(words: list[str], fact: FactType, how: ReadContext, lexicon: Lexicon) -> list[str]:
    """Return the words that are no colours beside a material: `canvas, olive` is of no wood; bronze is a material by its own name."""
    hues = lexicon.count_names if fact.name == lexicon.roles.stuff else frozenset()
    left = [one for one in words if exactly(one, fact) or normal(one, lexicon.spellings) not in hues]
    if len(left) == len(words) or not any(meant(without_measures(one), fact.name, lexicon) for one in left):
        return words
    for one in words:
        if one not in left:
            how.note(fact, one, OneOf(()), "unknown")
    return left


def _is_free(words: Sequence[str], fact: FactType, lexicon: Lexicon) -> bool:
    """Return whether a text may be in words of one's own: where one may describe a thing so, or something nobody knows stands beside what is known."""
    if any(is_unknown(one, lexicon) for one in words):
        return False
    if fact.name in lexicon.roles.freely:
        return any(" " in word.strip() for word in words) or len(words) > 1
    return bool(fact.catch_all) and any(meant(without_measures(one), fact.name, lexicon) for one in words)


def _freely(node: Scalar, words: Sequence[str], fact: FactType, how: ReadContext, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what the parts of a text name; what they say of others is kept beside, and what says nothing known is told."""
    steps: list[tuple[str, tuple[str, ...]]] = []
    strange: list[str] = []
    details = details_in(node.text, fact, how, lexicon) or thickness_in(node.text, how)
    keep_beside(node.text, details, how)
    for word in words:
        is_others = said_instead(word, fact, how, lexicon)
        instead = (fact.implied,) if fact.implied else ()
        named_by = instead if is_others else _own(word, fact, lexicon) or meant(word, fact.name, lexicon)
        if not named_by and fact.name == lexicon.roles.stuff:
            named_by = meant(without_measures(word), fact.name, lexicon)
        own = [str(one) for one in named_by]
        is_detail = bool(details and _DIGIT.search(word))
        is_told = is_others or said_elsewhere(word, fact, how, lexicon, also=bool(own)) or is_detail
        if own and not is_own_name(word, fact, lexicon):
            how.note(fact, word, chosen(own, fact), "word")
        asked = node.text if fact.name in lexicon.roles.freely else word  # of a description no part is a slip
        if not (own or is_others or is_told) and (likely := slip(asked, spelt(fact, lexicon), lexicon)):
            refuse(replace(node, text=asked), fact, how.faults, likely)
            return ()
        found = () if own or is_told else headed(word, fact, how, lexicon)
        steps += [(word, names)] if (names := tuple(own or found)) else []
        is_described = not (own or is_told or found) and described_besides(word, fact, how, lexicon)
        if not (own or is_told or found or is_described or (details and details_in(word, fact, how, lexicon))):
            strange.append(word)
    if are_steps(node.text, fact, lexicon):
        steps = without_included(steps, fact, how, lexicon)
    named = [name for _, names in steps for name in names]
    if not named and len(strange) == len(words):
        return told_of(node.text, fact, how, lexicon) or caught(node.text, fact, how)
    for word in strange:
        how.note(fact, word, OneOf(()), "unknown")
    are_several = len({*named}) > 1 and len(words) - len(strange) > 1
    if are_several and fact.name in lexicon.roles.freely and not says_or(node.text, lexicon):
        how.note(fact, node.text, OneOf(in_declared_order(named, fact)), "parts")
    return tuple(named) or tuple(fact.words)


def _own(text: str, fact: FactType, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the choices that a name stands for; none where people mean something else by it, of such a thing as is ordered."""
    found = exactly(text, fact)
    is_other = bool(found) and fact.name in lexicon.by_thing and meant(text, fact.name, lexicon) != found
    return () if is_other else found


def _several(node: Scalar, words: Sequence[str], fact: FactType, how: ReadContext) -> tuple[str, ...]:
    """Return what several words in one text name; joined by `and` they are parts of one thing. `oak or unknown` is unknown."""
    if how.lexicon is None:
        return ()
    is_one = isinstance(fact.domain, OneOf)
    if is_one and any(is_unknown(word, how.lexicon) and not meant(word, fact.name, how.lexicon) for word in words):
        return tuple(fact.words)
    found = [_own(word, fact, how.lexicon) or _word(node, word, fact, how, how.lexicon) for word in words]
    if are_steps(node.text, fact, how.lexicon) and all(found):
        found = [names for _, names in without_included([*zip(words, found, strict=True)], fact, how, how.lexicon)]
    told = [one for one in found if len(one) < len(fact.words)] or found  # what says other facts says nothing here
    named = tuple(member for members in told for member in members)
    is_joined = any(word in node.text.casefold() for word in JOINED_BY_AND) or _are_joined(words, node.text)
    is_listed = fact.name in how.lexicon.roles.freely or bool(fact.includes) or all(" " in word for word in words)
    is_both = is_joined or (is_listed and not says_or(node.text, how.lexicon))
    if is_one and all(found) and is_both and len({*named}) > 1:
        how.note(fact, node.text, OneOf(in_declared_order(named, fact)), "parts")
    return named


def _are_joined(words: Sequence[str], text: str) -> bool:
    """Return whether nothing but a hyphen or a space stands between words: `linen-cotton`, `80/20 cotton polyester`."""
    return any(text.strip().endswith(mark.join(words)) for mark in ("-", " "))


_DIGIT = re.compile(r"[0-9]")
_NOUN = re.compile(r"[^\W\d_]{2}")
"""What a word has at least that may be the name of something: `2k` is none."""


def _word(node: Scalar, text: str, fact: FactType, how: ReadContext, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the choices that a word names. What it says of another fact is kept beside; what nobody knows may be caught."""
    if said_instead(text, fact, how, lexicon):
        return (fact.implied,) if fact.implied else tuple(fact.words)
    named = tuple(
        str(one) for one in meant(text, fact.name, lexicon) or meant("".join(text.split()), fact.name, lexicon)
    )
    if named and not is_phrase(text, fact.name, lexicon):  # by words that only qualify it, which may say more
        named = thing_described(text, fact, how, lexicon) or named
    is_elsewhere = not is_own_name(text, fact, lexicon) and said_elsewhere(text, fact, how, lexicon, also=bool(named))
    if named:
        if not (is_own_name(text, fact, lexicon) or how.is_noted(fact, text)):
            how.note(fact, text, chosen(named, fact), "word")
        return named
    if not text.strip() or is_unknown(text, lexicon):  # beside others: alone it says unknown of the fact
        cure = "take it out, or write `unknown` alone"
        how.faults.add(
            node.at, f"expected choices of `{fact.name}`, got {quoted(text) if text else 'nothing'} among them", cure
        )
        return ()
    if is_elsewhere:
        is_stuff = fact.name == lexicon.roles.stuff  # `spun aluminium` says both
        is_theirs = any(is_phrase(text, name, lexicon) for name in fact.elsewhere)  # `gold plated` says no gold
        is_headed = is_stuff and (not is_theirs or meant(text.rsplit(maxsplit=1)[-1], fact.name, lexicon))
        also = headed(text, fact, how, lexicon) if is_headed else ()
        return also or (tuple(fact.words) if isinstance(fact.domain, OneOf) else ())
    if isinstance(fact.domain, Subset) and normal(text.split(maxsplit=1)[0], lexicon.spellings) in lexicon.negations:
        how.note(fact, text, Subset(()), "unknown")
        return () if text != node.text else (UNKNOWN,)
    likely = slip(text, spelt(fact, lexicon), lexicon)
    likely = likely and (whole_of(text, spelt(fact, lexicon)) or likely)
    if likely or not fact.catch_all or not (is_of_sheets(text) or _NOUN.search(without_measures(text))):
        refuse(node, fact, how.faults, likely)
        return ()
    text = without_purpose(text, lexicon) if fact.name == lexicon.roles.thing else text
    ways = (thing_described, headed, told_of)
    return next((found for way in ways if (found := way(text, fact, how, lexicon))), ()) or caught(text, fact, how)
