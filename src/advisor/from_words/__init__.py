"""A free sentence as an order: which words of it say which fact.

The sentence is only taken apart here; what each part means is read as in any order. The longest known phrase counts first,
numbers go to the fact of their unit whose cue stands nearest, and words that say nothing known are told, never guessed at.

- The sentence: `word` (a text as words and clauses), `sentence` (its phrases in their normal form), `compound` (nouns
  joined), `turn` (what is taken back or past), `whose` (another's, another time's, an event's), `cue`, `look` (measures).
- What is taken from it: `phrase` (choices and flags; `noun`, `modifier`, `joined`, `counted`, `rival`, `part` tell the thing ordered from
  others, `place` where one works, `whither` where things go, `attribute` what a place says of a noun), `count` (`uncounted` what else numbers count, `tally` which is meant, `multiple` so many of each, `sorts` so many of this and of that),
  `with_unit` (`meant` of which fact, `unled` by what it is alone, `bare` money without a currency, `counted_back`, `inch` whether in inches), `side`, `gauge` (how thick a sheet of a number is), `left` (what only one thing can be meant by), `absurd` (impossible money), `often` (how often so many are ordered), `own_pace` (how many one makes in a time), `made_where` (that the things are made where one is).
- `listened`: all that was heard of one sentence; `room`: what these have at hand; `heard`: what was heard so far, and the order that says the same; `slip`: what may have
  been meant by a word that was left; `apart`: the things that are orders of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from advisor.errors import Diagnostic, OrderError, Place
from advisor.from_words.heard import order_node
from advisor.from_words.listened import Listened
from advisor.from_words.slip import asked
from advisor.ir import Lexicon, OneOf, Possible, Roles
from advisor.order import OrderReader
from advisor.trace import TYPED, Among, Order
from advisor.value.another import set_apart
from advisor.value.unit import MONEY
from advisor.value.word_match import normal
from advisor.yaml.text import slug

SUCH_AS = "say what, how many, by when and for how much, such as `120 enamel mugs by mid December, about 2,000 euros`"


class FromWords(Struct, frozen=True):
    """A sentence as an order. text: what says it; said: fact -> its words; told: runs of words not known, with likely slips; others: those that count another thing.

    shared: fact -> words for it that are not in the text, but beside what is said of another thing.
    """

    text: str
    order: Order
    said: Mapping[str, list[str]]
    told: tuple[str, ...]
    others: tuple[str, ...]
    faults: tuple[Diagnostic, ...]
    shared: Mapping[str, list[str]] = {}

    @property
    def left(self) -> tuple[str, ...]:
        """The runs of words that are not known, as they are written."""
        return self.order.unread

    @property
    def nothing(self) -> tuple[Diagnostic, ...]:
        """What to say of a sentence of which nothing could be read, none where something was."""
        if self.said:
            return ()
        if self.faults:
            return self.faults
        unread = f": {', '.join(self.told)}" if self.told else ""
        return (Diagnostic(Place(TYPED), f"nothing of an order was read{unread}", SUCH_AS),)


def orders_from(sentence: str, reader: OrderReader, name: str) -> list[FromWords]:
    """Return what a sentence says as the orders that it holds: one, or one for each thing that it counts beside others.

    What is said of none of them by itself, a day, a place, money for all, is said of each.
    """
    listened = Listened(sentence, reader)
    apart = listened.apart()
    whole = _as_order(listened, reader, name)
    if not apart:
        return [whole]
    alone = [Listened(one.alone, reader) for one in apart]
    shared = _shared(whole, alone, reader)
    common = tuple(name for name in shared if reader.facts[name].is_in(MONEY))
    found: list[FromWords] = []
    for number, (one, own) in enumerate(zip(apart, alone, strict=True), start=1):
        heard = Listened(one.text, reader)
        elsewhere = {fact: texts for fact, texts in shared.items() if fact not in heard.said}
        heard.said |= elsewhere
        if number < len(apart):
            _leave_to_the_last(heard, own, alone[-1], reader.pack.lexicon.roles)
        read = _as_order(heard, reader, slug(one.name))
        among = Among(key="", name=one.name, number=number, many=len(apart), how="things", common=common)
        found.append(replace(read, order=replace(read.order, among=among), shared=elsewhere))
    return found


def _shared(whole: FromWords, alone: Sequence[Listened], reader: OrderReader) -> dict[str, list[str]]:
    """Return what a sentence says of all its things: nothing of how one is made, what one costs, or money that is said of one."""
    roles, of_one = reader.pack.lexicon.roles, reader.pack.lexicon.of_one
    of_thing = {roles.thing, roles.count, *roles.describe, *roles.details, *of_one}
    of_thing |= {name for one in alone for name in one.said if reader.facts[name].is_in(MONEY)}
    return {name: texts for name, texts in whole.said.items() if name not in of_thing}


def _leave_to_the_last(heard: Listened, own: Listened, last: Listened, roles: Roles) -> None:
    """Let sizes behind all things be the last one's, but what that is made of of all that say nothing else: `stools and tables in ash`."""
    sizes = roles.details - own.said.keys()
    texts = last.of_all(roles.stuff)
    said = {**({roles.stuff: texts} if texts else {}), **heard.said}
    heard.said = {fact: told for fact, told in said.items() if fact not in sizes}


def order_from(sentence: str, reader: OrderReader, name: str) -> FromWords:
    """Return what a sentence says as one order. A part that cannot be read is left out, and told."""
    return _as_order(Listened(sentence, reader), reader, name)


def _as_order(listened: Listened, reader: OrderReader, name: str) -> FromWords:
    """Return as an order what was heard of a sentence."""
    sentence, said, left = listened.text, dict(listened.said), listened.left
    at = Place(TYPED)
    faults: list[Diagnostic] = []
    alone = replace(reader, sets=())  # what is laid over the whole may need what another word says
    for fact, texts in list(said.items()):
        try:
            by = {one.name: said[one.name] for one in reader.read_by(reader.facts[fact]) if one.name in said}
            alone.order(order_node({**by, fact: texts}, at), name)
        except OrderError as error:
            faults += [one for one in error.faults if one.at == at]
            del said[fact]
    if not (said or left or faults) and (whole := sentence.strip(" .")):
        left = (whole,)  # a greeting, say, which beside an order says nothing, is here all there is
    order = replace(reader.order(order_node(said, at), name), unread=left)
    others, strange = set_apart(left, reader.pack.lexicon)
    contents = [one for one in others if _is_in_it(one, sentence, order, reader.pack.lexicon)]
    others, strange = (
        [one for one in others if one not in contents],
        [one for one in left if one in (*strange, *contents)],
    )
    told = tuple(asked(run, said, reader) for run in strange)
    return FromWords(sentence, order, said, told, tuple(others), tuple(faults))


def _is_in_it(run: str, sentence: str, order: Order, lexicon: Lexicon) -> bool:
    """Return whether a run of words comes with the thing ordered, is listed of it, or a piece of it: `500 games with 110 cards, 40 meeples`."""
    before, _, behind = sentence.casefold().partition(run.casefold())
    is_of_each = behind.split(maxsplit=1)[:1] and behind.split(maxsplit=1)[0].strip(",.;") in lexicon.speech.each
    thing = order.said.get(f"order.{lexicon.roles.thing}")
    wholes = lexicon.in_pieces.get(normal(run.rpartition(" ")[2], lexicon.spellings), frozenset())
    is_piece = isinstance(thing, OneOf) and not wholes.isdisjoint(thing.values)
    return is_piece or bool(is_of_each) or ":" in before or not lexicon.speech.joined.isdisjoint(before.split())


def answered(path: str, text: str, reader: OrderReader, said: Collection[str]) -> FromWords | None:
    """Return an answer that says more than was asked, `six weeks, and the date is fixed`; None if it says not that.

    path: of what was asked; said: what is known already, of which it may say nothing.
    """
    found = order_from(text, replace(reader, sets=()), "words")
    given = found.order.said
    return found if path in given and given.keys().isdisjoint(said) else None


def thing_described(text: str, reader: OrderReader) -> Mapping[str, Possible]:
    """Return what a text that describes a thing says of it and of how it is made, path -> values; of nothing else that it may say."""
    roles = reader.pack.lexicon.roles
    named = {f"order.{name}" for name in (roles.thing, *roles.describe, *roles.details)}
    said = order_from(text, replace(reader, sets=(), studio=None, hears=None), "words").order.said
    return {path: value for path, value in said.items() if path in named}
