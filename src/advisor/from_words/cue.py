"""What stands beside a word of a sentence: cues of facts, words of other things, negations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from advisor.from_words.look import is_amount
from advisor.from_words.sentence import PhraseEnds, Sentence, Told
from advisor.from_words.turn import SentenceTurns
from advisor.from_words.whose import Whose
from advisor.ir import Lexicon

NEAR = 5  # how many words away a cue may stand
FAR = NEAR + 1
_REACH = 3  # how many words behind a negation `more than` may stand


class Cues(Told):
    """Where the cues of one sentence stand."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, turns: SentenceTurns, whose: Whose) -> None:
        super().__init__(sentence, lexicon)
        self.turns, self.whose, self.known = turns, whose, lexicon
        self.needs = lexicon.needs_cue
        self.order = tuple(lexicon.cues)
        self._idle = sentence.places(lexicon.small_talk)
        before = sentence.places(lexicon.others_before)
        self._before = tuple(one for one in before if not sentence.within(one, lexicon.small_talk))
        self.places = {name: self._own(sentence.places(cues)) for name, cues in lexicon.cues.items()}
        self._before = tuple(one for one in self._before if not self._is_in_a_cue(one))
        self._after = sentence.places(lexicon.others_after)
        self._faint = set(sentence.places(lexicon.faint))
        speech = lexicon.speech
        little = speech.article | speech.own | speech.listing | speech.where | speech.inside | speech.origin
        self._leads = {at for at, one in enumerate(sentence.words) if one.text.lower() in little}
        """Words that only lead what follows, so that a cue which ends in one says nothing of what stands before it."""
        self._count, self._facts = lexicon.roles.count, lexicon.facts
        self._per_one = set(sentence.places(lexicon.per_one))
        bounds = (name for name, cues in lexicon.cues.items() if not lexicon.faint.isdisjoint(cues))
        self.bounding = next((name for name in bounds if not lexicon.per_one.isdisjoint(lexicon.cues[name])), "")
        """The fact of one piece that the most may say."""
        self.per_piece = frozenset(name for name, cues in lexicon.cues.items() if not lexicon.per_one.isdisjoint(cues))
        """The facts that are said of one piece."""
        self.capped: dict[int, int] = {}  # where the words begin and end that make a negation the most there may be
        self.negated = set(self._denied(lexicon))  # the words after a negation, of which nothing is said

    def _own(self, cues: tuple[PhraseEnds, ...]) -> tuple[PhraseEnds, ...]:
        """Return the cues that are no part of longer words for something else: no `from` of `quotes from`."""
        longer = [(start, end) for start, end in (*self._before, *self._idle) if end > start]
        return tuple(
            one
            for one in cues
            if not any(start <= one[0] <= one[1] <= end and one != (start, end) for start, end in longer)
        )

    def _is_in_a_cue(self, other: PhraseEnds) -> bool:
        """Return whether words for something else are part of a longer cue: no `cost me` of `cost me less than`."""
        cues = (one for places in self.places.values() for one in places)
        return any(start <= other[0] and other[1] <= end and (start, end) != other for start, end in cues)

    def _denied(self, lexicon: Lexicon) -> Iterator[int]:
        """Yield the words after each negation in its clause; between two numbers only the second: `30 not 40`."""
        yield from self._lacking(lexicon)
        yield from self.whose.others
        limits = self._sentence.places(lexicon.limits)
        for first, last in self._sentence.places(lexicon.negations):
            if last in self.turns.withdrawn or last in self.turns.correcting:
                continue  # `no wait`
            is_between = first == last and self._together(first - 1, last + 1)
            if is_between and self._is_number(first - 1) and self._is_number(last + 1):
                yield last + 1
                continue
            caps = {start: end for start, end in limits if last < start <= last + _REACH and self._together(last, end)}
            if last == self._clause(last)[-1]:  # `mehr als 8,50 geht nicht`
                self.capped |= {start: end for start, end in limits if end < first and self._together(start, last)}
            self.capped |= caps
            name = next((end for start, end in self.turns.named if start < first < end), 0)
            if name:  # `what I can't do is labels`
                yield from range(last + 1, name)
            elif not caps:
                yield from range(last + (first == last), self._to_the_turn(last))
                yield from self._listed(last, lexicon)

    def _to_the_turn(self, last: int) -> int:
        """Return where what a negation denies ends: with its clause, or before what is wanted instead: `no paint just oil`."""
        rest = [at for at in self._clause(last) if at > last + 1]
        return next((at for at in rest if self._lower(at) in self._speech.merely), self._clause(last)[-1] + 1)

    def only_denied(self, known: Collection[str], things: Collection[int]) -> Iterator[tuple[int, int, str]]:
        """Yield denials, and how they are told, whose clause says no more, or that stand behind the thing: `not ceramic`.

        known: the words that may be denied; things: where those for what is ordered end.
        """
        sentence, speech, idle = self._sentence, self._speech, self._lexicon.ignored
        for first, last in sentence.places(self._lexicon.negations):
            clause, inside = self._clause(first), first > 0 and sentence.is_led(first, speech.inside)
            rest = [at for at in clause if at > last]
            denied = [at for at in rest if self._word(at) in known and not sentence.is_hyphened(at)]
            is_led = first == clause[0] or first - 1 in things or inside
            is_plain = first == last or self._lower(last) in speech.barring  # no `anything from`
            is_all = is_plain and all(self._word(at) in idle for at in rest if at not in denied)
            if denied and is_led and is_all and first not in self.whose.others:
                yield first, denied[-1], f"{sentence.text(first, last)} {sentence.text(denied[0], denied[-1])}"

    def denied_flag(self, phrase: str) -> str:
        """Return the flag of which a word that is sure of it is denied: `not from overseas`."""
        sure = (name for name, words in self._lexicon.sure.items() if phrase in words)
        return next((one for one in sure if self._lexicon.choices.get(one, {}).get(phrase) == (True,)), "")

    def without_tools(self) -> Iterator[PhraseEnds]:
        """Yield clauses that say no more than that one has nothing to make things with: `we don't own any machines`."""
        sentence, speech, known = self._sentence, self._speech, self._lexicon
        had = {at for start, end in self.places.get(known.roles.tools, ()) for at in range(start, end + 1)}
        for first, last in sentence.places(known.negations):
            rest = range(last + 1, self._clause(last)[-1] + 1)
            named = [at for at in rest if sentence.lower(at) in speech.equipment]
            is_said = named and first == last and first not in self.whose.others
            if is_said and all(at in named or at in had or self._is_little(at) for at in rest):
                yield first, rest[-1]

    def _is_little(self, at: int) -> bool:
        """Return whether a word says nothing, and no verb's form: not `needed`."""
        word, speech, known = self._lower(at), self._speech, self._lexicon
        is_done = word in speech.acted or word.endswith(tuple(speech.participle))
        return (self._word(at) in known.ignored | known.qualifiers or word in speech.own) and not is_done

    def _listed(self, last: int, lexicon: Lexicon) -> list[int]:
        """Return the words of the clauses that go on with a list of what is denied: `no tin, iron or lead`."""
        sentence, at = self._sentence, last
        found: list[int] = []
        denied = sentence.normal(min(last + 1, sentence.clause(last)[-1]), sentence.clause(last)[-1])
        alike = [one for one in lexicon.choices.values() if denied in one]
        while alike and (at := sentence.clause(at)[-1] + 1) < len(sentence) and sentence.mark_before(at) == ",":
            clause = sentence.clause(at)
            is_end = any(sentence.lower(one) in lexicon.speech.either for one in clause)
            words = [sentence.word(one) for one in clause]
            if not any(all(word in one or word in lexicon.ignored for word in words) for one in alike):
                break
            found += clause
            if is_end:
                return found
        return []

    def _lacking(self, lexicon: Lexicon) -> Iterator[int]:
        """Yield the materials that a word behind them denies: `plastic-free`, `marble look`, but not `linen finish`."""
        sentence, stuff = self._sentence, lexicon.choices.get(lexicon.roles.stuff, {})
        finishes = [lexicon.choices.get(name, {}) for name in lexicon.roles.describe - lexicon.roles.of_parts]
        for at in range(len(sentence) - 1):
            is_denied = sentence.is_together(at, at + 1) and sentence.word(at + 1) in lexicon.speech.lacking
            is_finish = is_denied and any(sentence.normal(at, at + 1) in one for one in finishes)
            if is_denied and not is_finish and sentence.word(at) in stuff and not sentence.is_hyphened(at + 1):
                yield at

    def told_capped(self, first: int, last: int) -> str:
        """Return how an order says the most there may be, where the negation stands apart: `not have more than 300`; else empty."""
        end = self.capped.get(first, last)
        return f"at most {self._sentence.text(end + 1, last)}" if end < last else ""

    def add_per_one(self, first: int, last: int) -> None:
        """Let words behind an amount say that it is that of one: `a mug`, where mugs are ordered."""
        self._per_one.add((first, last))

    def of_one(self, last: int) -> frozenset[str]:
        """Return the facts of one piece, if words right behind a phrase say that it is of one: `each`, `a piece`; else none."""
        is_so = any(start == last + 1 and self._together(last, end) for start, end in self._per_one)
        return self.per_piece if is_so else frozenset()

    def is_per_one(self, last: int) -> bool:
        """Return whether words end here that say that an amount is that of one: `each`."""
        return any(end == last for _, end in self._per_one)

    def of_one_before(self, first: int) -> bool:
        """Return whether words before an amount, and behind no other, say that it is of one: `our budget per apron is 25 euros`."""
        return any(
            self._together(start - 1, first)
            and 0 < first - end <= _REACH
            and not any(self._is_number(at) for at in (start - 1, start - 2, *range(end + 1, first)) if at >= 0)
            for start, end in self._per_one
        )

    def is_count(self, last: int) -> bool:
        """Return whether the word right behind a number says what is counted: `90 pieces`, not `90 a piece`."""
        return self._together(last, last + 1) and self._facts.get(self._word(last + 1)) == self._count

    def is_bounded(self, first: int, last: int) -> bool:
        """Return whether words for the most stand in a phrase, behind it, or behind such as say that it is of one: `14 each at most`."""
        ends = {last, *(end for start, end in self._per_one if start == last + 1)}
        return any(
            self._together(last, end) and (start - 1 in ends or first <= start <= last) for start, end in self._faint
        )

    def gap(self, name: str, first: int, last: int, *, ahead: bool = False, per_one: bool = True) -> tuple[int, int]:
        """Return how far a fact's nearest cue stands, and minus its length. ahead: only before; per_one: `each` too."""
        found = [(FAR, 0)]
        for start, end in self.places.get(name, ()):
            if not self._together(min(start, first), max(end, last)):
                continue
            if (start > last and end in self._leads) or (not per_one and (start, end) in self._per_one):
                continue
            away = self._away((start, end), first, last)
            if away <= NEAR and not (ahead and end >= first):
                found.append((away, start - end - 1))
        return min(found)

    def gap_of_had(self, name: str, first: int, last: int) -> tuple[int, int]:
        """Return how far the nearest cue stands before a thing that one has, or next where words behind say it is at hand: `STEP and PDF attached`."""
        return (1, 0) if self._is_at_hand(name, first, last) else self.gap(name, first, last, ahead=True)

    def _is_at_hand(self, name: str, first: int, last: int) -> bool:
        """Return whether a clause ends in what says of the things listed before that one has them, and not that one will."""
        speech, known, clause = self._speech, self._lexicon, self._clause(first)
        ends = [(start, end) for start, end in self.places.get(name, ()) if start > last and end == clause[-1]]
        if not any(self._lower(end) in speech.trailing for _, end in ends):
            return False
        told = known.ignored | known.qualifiers | known.choices[name].keys() | speech.listing
        between = range(last + 1, min(start for start, _ in ends))
        is_open = any(self._lower(at) in speech.hoped for at in clause)
        return not is_open and all(self._word(at) in told or self._words[at].text.isupper() for at in between)

    def _away(self, cue: PhraseEnds, first: int, last: int) -> int:
        """Return how far a cue stands. Right behind, several words are as near as one before: `15k for tooling`."""
        start, end = cue
        if cue in self._faint:
            return NEAR
        if start > last:
            return start - last + (start > last + 1 or start == end)
        return max(first - end, int(start < first))  # one that only runs into it is beside it: `put up` to 8k

    def is_led(self, name: str, first: int) -> bool:
        """Return whether a cue of several words, of a fact that needs one, stands right before a phrase: `reorder every month`."""
        return name in self.needs and any(end == first - 1 and start < end for start, end in self.places[name])

    def is_led_afar(self, name: str, first: int) -> bool:
        """Return whether a cue stands anywhere before a phrase, with no amount and no word for what is wanted between: `selling at a fair for 9`."""
        cues = [one for one in self.places.get(name, ()) if one not in self._per_one and self._together(one[0], first)]
        between = (range(end + 1, first) for _, end in cues if end < first)
        return any(
            not any(is_amount(self._words[at].text) or self.turns.begins_now(at) for at in places) for places in between
        )

    def nearest(self, names: Iterable[str], first: int, last: int) -> str:
        """Return the fact whose cue stands nearest, else the first that needs none; nothing if each needs one."""
        ranked = sorted((self.gap(name, first, last), self.order.index(name), name) for name in names)
        return next((name for gap, _, name in ranked if gap[0] <= NEAR or name not in self.needs), "")

    def is_done(self, at: int) -> bool:
        """Return whether a word says what was done to a thing before it, or begins what does: `bars wrapped in paper`, `brackets 3D printed`."""
        ends = [at, at + 1] if self._together(at, at + 1) and self._is_way(at, at + 1) else [at]
        return self._lower(ends[-1]).endswith(tuple(self._speech.participle))

    def _is_way(self, first: int, last: int) -> bool:
        """Return whether a phrase says how a thing is made."""
        return any(self._normal(first, last) in self._lexicon.choices.get(one, {}) for one in self._roles.ways)

    def others(self, first: int, last: int, *, after: bool = True, noun: int = -1) -> int:
        """Return how far the nearest word of something else stands: before a phrase, or after it up to the next number.

        A phrase that lies within such a word is at no distance. after: whether those behind count; noun: where a noun behind
        ends, whose own words do not: `40 guest books`.
        """
        together, is_number = self._together, self._is_number
        within = [(start, end) for start, end in (*self._before, *self._after) if start <= first <= last <= end]
        gaps = [0 for start, end in within if (start, end) in self._after or end - start > last - first]
        gaps += [0 for start, end in self._before if start < first <= end < last]  # `samples by` May
        gaps += [first - end for start, end in self._before if end < first and together(start, last)]
        gaps += [
            start - last
            for start, end in self._after
            if start > last and end > noun and after and together(first, end)
            if first in self.whose.others or start not in self.whose.others
            if start != noun + 1 or not self.is_done(start)
            if not any(is_number(at) for at in range(last + 1, start))
        ]
        return min(gaps, default=FAR)
