"""A free sentence as an order: which words of it say which fact.

The sentence is only taken apart here; what each part means is read as in any order. The longest known phrase counts first,
numbers go to the fact of their unit whose cue stands nearest, and words that say nothing known are told, never guessed at.

- The sentence: `word` (a text as words and clauses), `sentence` (its phrases in their normal form), `compound` (nouns
  joined), `turn` (what is taken back or past), `whose` (another's, another time's, an event's), `cue`, `look` (measures).
- What is taken from it: `phrase` (choices and flags; `noun`, `joined`, `counted`, `rival`, `part` tell the thing ordered from
  others, `place` where one works), `count` (`uncounted` what else numbers count, `tally` which is meant, `multiple` so many of each),
  `with_unit` (`meant` of which fact, `unled` by what it is alone, `bare` money without a currency, `counted_back`), `side`, `left` (what only one thing can be meant by), `absurd` (impossible money).
- `room`: what these have at hand; `heard`: what was heard so far, and the order that says the same; `slip`: what may have
  been meant by a word that was left; `apart`: the things that are orders of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct
from msgspec.structs import replace

from advisor.errors import Diagnostic, OrderError, Place
from advisor.from_words.absurd import Absurd
from advisor.from_words.apart import Apart, SaidApart
from advisor.from_words.count import BareNumbers
from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard, order_node
from advisor.from_words.left import Left
from advisor.from_words.part import Parts
from advisor.from_words.phrase import Phrases
from advisor.from_words.sentence import Sentence
from advisor.from_words.side import Sides
from advisor.from_words.slip import asked
from advisor.from_words.turn import SentenceTurns
from advisor.from_words.whose import Whose
from advisor.from_words.with_unit import Measures
from advisor.ir import Kind, Lexicon, OneOf, Possible
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
    listened = _Listened(sentence, reader)
    apart = listened.apart()
    whole = _as_order(listened, reader, name)
    if not apart:
        return [whole]
    alone = [_Listened(one.alone, reader) for one in apart]
    roles, is_of_one = reader.pack.lexicon.roles, reader.pack.lexicon.of_one
    of_thing = {roles.thing, roles.count, *roles.describe, *roles.details, *is_of_one}
    money = {name for name in whole.said if reader.facts[name].is_in(MONEY)}
    of_thing |= {name for name in money if any(name in one.said for one in alone)}
    shared = {name: texts for name, texts in whole.said.items() if name not in of_thing}
    stuff = {roles.stuff: texts} if (texts := alone[-1].of_all(roles.stuff)) else {}
    found: list[FromWords] = []
    for number, (one, own) in enumerate(zip(apart, alone, strict=True), start=1):
        heard = _Listened(one.text, reader)
        elsewhere = {fact: texts for fact, texts in shared.items() if fact not in heard.said}
        others = frozenset() if number == len(apart) else roles.details - own.said.keys()
        heard.said = {fact: texts for fact, texts in {**heard.said, **elsewhere}.items() if fact not in others}
        heard.said = {**(stuff if number < len(apart) else {}), **heard.said}
        read = _as_order(heard, reader, slug(one.name))
        common = tuple(money & shared.keys())
        among = Among(key="", name=one.name, number=number, many=len(apart), how="things", common=common)
        found.append(replace(read, order=replace(read.order, among=among), shared=elsewhere))
    return found


def order_from(sentence: str, reader: OrderReader, name: str) -> FromWords:
    """Return what a sentence says as one order. A part that cannot be read is left out, and told."""
    return _as_order(_Listened(sentence, reader), reader, name)


def _as_order(listened: _Listened, reader: OrderReader, name: str) -> FromWords:
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


class _Listened:
    """What was heard of one sentence. said: fact -> its words; left: the words that say nothing known."""

    def __init__(self, text: str, reader: OrderReader) -> None:
        self.text = text
        self._lexicon, year = reader.pack.lexicon, reader.as_of.year if reader.as_of else 0
        self._sentence = Sentence(text, self._lexicon)
        turns = SentenceTurns(self._sentence, self._lexicon)
        cues = Cues(self._sentence, self._lexicon, turns, Whose(self._sentence, self._lexicon, year))
        self._heard = Heard(self._sentence)
        self._heard.done(turns.withdrawn)
        self._parts = _take_all(self._sentence, cues, self._heard, reader)
        for name in self._heard.said():
            if reader.facts[name].kind is Kind.CHOICE:
                self._heard.widen(name, self._lexicon.qualifiers - self._lexicon.ignored)
        self.said, self.left = self._heard.said(), _left(self._sentence, cues, self._heard, reader)

    def of_all(self, name: str) -> list[str]:
        """Return the words for a fact that end what is said of several things together, `stools and tables in ash`; none where they do not."""
        inside = self._lexicon.speech.inside | self._lexicon.speech.made_of
        spans = self._heard.spans(name)
        return self.said[name] if spans and all(self._sentence.is_led(first, inside) for first, _ in spans) else []

    def apart(self) -> list[SaidApart]:
        """Return the things that the sentence counts beside each other, none where it says one order."""
        return Apart(self._sentence, self._heard, self._parts, self._lexicon).things()


def _take_all(sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader) -> Parts:
    """Let each room take from a sentence what it knows, the surest first; return what tells its things apart."""
    spoken = Phrases(sentence, cues, heard, reader)
    sides = Sides(sentence, cues, heard, reader, spoken)
    measures = Measures(sentence, cues, heard, reader, spoken)
    for taker in (spoken, measures, sides):
        at = 0
        while at < len(sentence):
            at = max(taker.take(at), at) + 1
        for place in spoken.parts.per_object(heard.places(reader.pack.lexicon.roles.thing)):
            cues.add_per_one(*place)
    spoken.say_denied()
    measures.settle()
    sides.settle()
    BareNumbers(sentence, cues, heard, reader, spoken).take_all()
    Left(sentence, cues, heard, reader, spoken.parts).settle(measures.lengths, measures.event_days)
    Absurd(sentence, cues, heard, reader).settle()
    return spoken.parts


def _left(sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader) -> tuple[str, ...]:
    """Return the words that are of no phrase, no cue, and not such as say nothing; those beside each other together."""
    cued = {at for name in heard.said() for first, last in cues.places.get(name, ()) for at in range(first, last + 1)}
    lexicon = reader.pack.lexicon
    money = {last for name in cues.per_piece for last in heard.places(name)}
    cued |= {
        at
        for last in money
        for first, end in sentence.places(lexicon.per_one)
        if first == last + 1
        for at in range(first, end + 1)
    }
    idle = {at for first, last in sentence.places(lexicon.small_talk) for at in range(first, last + 1)}
    left = [
        at
        for at in range(len(sentence))
        if not (heard.is_taken(at) or at in cued or at in idle or sentence.word(at) in lexicon.ignored)
    ]
    return tuple(sentence.text(run[0], run[-1]) for run in sentence.runs(left))
