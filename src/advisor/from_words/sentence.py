"""A sentence as words and clauses: where each stands, and how a phrase of them reads in its normal form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise, zip_longest

from msgspec.structs import replace

from advisor.from_words.compound import bent, compound_parts, singulars
from advisor.from_words.word import Word, signs_as_words, words_of
from advisor.ir import Lexicon
from advisor.value.spoken import SIZES, SMALL
from advisor.value.unit import DAYS, WORDS
from advisor.value.word_match import normal

PhraseEnds = tuple[int, int]  # the first and the last word of a phrase

_LONGEST = 8  # of how many words a phrase is at most


STOPS = (".", "!", "?", ";")  # marks at which a sentence ends
_LABEL = 3  # of how many words the name of a fact in a label is at most
_QUOTES = frozenset('"\u201c\u201e')
_SIGNS = "\u20ac$\u00a3~<\u2264"


class Sentence:
    """The words of one sentence, and the phrases they make by a pack's lexicon."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        speech = lexicon.speech
        self._text = text = signs_as_words(text, speech)
        self._lexicon = lexicon
        self._bent: dict[PhraseEnds, str] = {}
        self._known, self._places_known = lexicon.known, lexicon.choices.get(lexicon.roles.home, {})
        self.words = self._labelled(_with_breaks(compound_parts(words_of(text, speech), lexicon), lexicon))
        self._lower = [one.text.lower() for one in self.words]
        self._clauses: dict[int, range] = {}
        for at, one in enumerate(self.words):
            start = self._clauses.get(one.clause, range(at, at)).start
            self._clauses[one.clause] = range(start, at + 1)
        self._glued = frozenset(
            at
            for at, (one, two) in enumerate(pairwise(self.words))
            if one.end == two.start and one.text.casefold() in SMALL
        )
        self._normal: dict[PhraseEnds, str] = {}
        self._places: dict[str, list[PhraseEnds]] = {}

    def _labelled(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Return the words with a label and its number in one clause: `selling price in our shops: 14`."""
        found: list[Word] = []
        start = joined = 0
        for at, one in enumerate(words):
            if at and one.clause != words[at - 1].clause:
                is_label = self._text[words[at - 1].end] == ":" and one.text.lstrip(_SIGNS)[:1].isdigit()
                if is_label and self._names_fact(words[start:at]):
                    joined += one.clause - words[at - 1].clause
                start = at
            found.append(replace(one, clause=one.clause - joined) if joined else one)
        return tuple(found)

    def _names_fact(self, words: tuple[Word, ...]) -> bool:
        """Return whether words begin with the name of a fact, and deny nothing: not `quantity not fixed`."""
        if any(normal(one.text, self._lexicon.spellings) in self._lexicon.negations for one in words):
            return False
        ends = (one.end for one in words[:_LABEL])
        return any(
            normal(self._text[words[0].start : end], self._lexicon.spellings) in self._lexicon.facts for end in ends
        )

    def __len__(self) -> int:
        return len(self.words)

    def lower(self, at: int) -> str:
        """Return a word in small letters."""
        return self._lower[at]

    def word(self, at: int) -> str:
        """Return the normal form of one word."""
        return self.normal(at, at)

    def is_led(self, first: int, words: Collection[str]) -> bool:
        """Return whether one of some words stands right before a phrase."""
        return self.is_together(first - 1, first) and self._lower[first - 1] in words

    def text(self, first: int, last: int) -> str:
        """Return the words as they stand; a number and what it counts, written as one word, apart."""
        joints = (at for at in range(first, last) if at in self._glued)
        start, told = self.words[first].start, []
        for at in joints:
            told.append(self._text[start : self.words[at].end])
            start = self.words[at].end
        return " ".join((*told, self._text[start : self.words[last].end]))

    def before(self, at: int) -> str:
        """Return what stands before a word."""
        return self._text[: self.words[at].start]

    def with_mark(self, first: int, last: int) -> str:
        """Return words as they stand, with the mark before them."""
        return self._text[self.words[first - 1].end : self.words[last].end]

    def told(self, first: int, last: int) -> str:
        """Return the words as an order may hold them: as they stand, but a German plural in the singular, `bottles of perfume` turned."""
        return self._bent.get((first, last)) or self.text(first, last)

    def normal(self, first: int, last: int) -> str:
        """Return the normal form of words; an article at either end is left to the phrase without it."""
        found = self._normal.get((first, last))
        if found is None:
            found = normal(self.text(first, last), self._lexicon.spellings)
            if first == last and found not in self._known:
                text = self._noun(first)
                forms = singulars(text, self._lexicon.speech.endings)
                form = next((one for one in forms if one in self._known and one not in self._places_known), "")
                if form := form or bent(text, self._lexicon):
                    found = self._bent[first, last] = form
            if last == first + 2 and self._joins_nouns(first + 1):
                found = self._turned(first, last) or found
            self._normal[first, last] = found
        return found

    def _joins_nouns(self, at: int) -> bool:
        """Return whether a word may join a thing to what that is of or for: not `medals for sports day`."""
        speech, last = self._lexicon.speech, at + 1
        is_alone = not self.is_together(last, last + 1) or self.word(last + 1) in self._lexicon.ignored
        return self._lower[at] in speech.made_of or (is_alone and self._lower[at] in speech.purpose)

    def _turned(self, first: int, last: int) -> str:
        """Return what a thing of or for another is called that has a name of its own, empty if it has none: `boxes for rings`."""
        known, roles, (thing, of) = self._lexicon, self._lexicon.roles, (self.word(first), self.word(last))
        name, is_stuff = f"{of} {thing}", of in known.choices.get(roles.stuff, {})
        is_other = is_stuff and of not in known.never.get(roles.stuff, ())  # `bags of cotton` are not what is in them
        if name not in known.choices.get(roles.thing, {}) or is_other or thing in known.facts:
            return ""
        self._bent[first, last] = f"{self.words[last].text} {self.words[first].text}"
        return name

    def _noun(self, at: int) -> str:
        """Return a word; the second part of a compound as the noun it is by itself: `Kisten` of `Holz|kisten`."""
        word = self.words[at]
        return word.text.title() if self._text[word.start - 1 : word.start].isalpha() else word.text

    def _beside(self, first: int, last: int) -> str:
        leads = first < last and self.words[first].text.lower()
        return f"a {self.normal(first + 1, last)}" if leads in ("a", "an") else self.normal(first, last)

    def is_together(self, first: int, last: int) -> bool:
        """Return whether words stand in one clause."""
        return first >= 0 and last < len(self) and self.words[first].clause == self.words[last].clause

    def runs(self, places: Iterable[int]) -> Iterator[list[int]]:
        """Yield the places in ascending order, those together whose words nothing but a space parts."""
        run: list[int] = []
        for at in places:
            if run and not (at == run[-1] + 1 and self._text[self.words[at - 1].end : self.words[at].start].isspace()):
                yield run
                run = []
            run.append(at)
        if run:
            yield run

    def is_hyphened(self, at: int) -> bool:
        """Return whether a hyphen joins a word to the next."""
        return at + 1 < len(self) and self._text[self.words[at].end : self.words[at + 1].start] == "-"

    def mark_before(self, at: int) -> str:
        """Return the mark between a word and that before it, empty if only a space parts them."""
        return self._text[self.words[at - 1].end : self.words[at].start].strip() if at else ""

    def begins(self, at: int) -> bool:
        """Return whether a sentence begins with a word."""
        return not at or self.mark_before(at).endswith(STOPS)

    def start(self, at: int) -> int:
        """Return where the sentence of a word begins."""
        return next(one for one in range(at, -1, -1) if self.begins(one))

    def is_quoted(self, at: int) -> bool:
        """Return whether a quotation mark stands before a word, which is then what is written somewhere: `"1 May" engraved`."""
        return bool(_QUOTES.intersection(self.before(at)[-1:]))

    def is_bracketed(self, at: int) -> bool:
        """Return whether a bracket opens before a word."""
        return "(" in self.mark_before(at)

    def clause(self, place: int) -> range:
        """Return the places of the words in the clause of a word."""
        return self._clauses[self.words[place].clause]

    def ends(self, first: int) -> Iterator[int]:
        """Yield the last words of the phrases that begin here, the longest first; none goes over the end of a clause."""
        last = min(self.clause(first)[-1], first + _LONGEST - 1)
        yield from range(last, first - 1, -1)

    def is_number(self, at: int) -> bool:
        """Return whether a word is a number, or begins with one."""
        text = self.words[at].text.lower()
        return text[:1].isdigit() or text in SMALL or text in SIZES

    def is_time(self, at: int) -> bool:
        """Return whether a word is a unit of time that stands in one clause with the word before."""
        return self.is_together(at - 1, at) and self.normal(at, at) in WORDS[DAYS]

    def places(self, phrases: Iterable[str]) -> tuple[PhraseEnds, ...]:
        """Return where any of the phrases stands, each in the form of words beside others."""
        found = self._index()
        spans = (
            (first, last)
            for phrase in frozenset(phrases).intersection(found)
            for first, last in found[phrase]
            if last - first < phrase.count(" ") + 2  # an article may stand between
        )
        return tuple(sorted(spans, key=lambda one: (one[0], -one[1])))

    def within(self, place: PhraseEnds, phrases: Iterable[str]) -> bool:
        """Return whether a phrase is part of a longer one of some."""
        first, last = place
        return any(start <= first and last <= end and (start, end) != place for start, end in self.places(phrases))

    def _index(self) -> dict[str, list[PhraseEnds]]:
        """Return where each phrase stands, in the form of words beside others."""
        if not self._places:
            for first in range(len(self)):
                for last in self.ends(first):
                    self._places.setdefault(self._beside(first, last), []).append((first, last))
        return self._places


class Told:
    """What is told of one sentence by a lexicon, with the sentence's words at hand."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self._sentence, self._lexicon = sentence, lexicon
        self._roles, self._speech = lexicon.roles, lexicon.speech
        self._words, self._word, self._lower = sentence.words, sentence.word, sentence.lower
        self._together, self._clause, self._normal = sentence.is_together, sentence.clause, sentence.normal
        self._is_number = sentence.is_number


def _with_breaks(words: Iterable[Word], lexicon: Lexicon) -> tuple[Word, ...]:
    """Return the words with a clause begun at each word that begins one, such as `but`; not where it is of a phrase: `so far`, `anything but`."""
    found: list[Word] = []
    more = 0
    words = tuple(words)
    for one, follows in zip_longest(words, words[1:]):
        before = found[-1].text.lower() if found else ""
        is_or_so = before in lexicon.speech.either or f"{before} {one.text}".lower() in lexicon.negations
        is_phrase = follows is not None and f"{one.text} {follows.text}".lower() in lexicon.small_talk
        more += normal(one.text, lexicon.spellings) in lexicon.breaks and not (is_or_so or is_phrase)
        found.append(Word(one.text, one.start, one.end, one.clause + more))
    return tuple(found)
