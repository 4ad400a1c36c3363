"""What numbers a text may mean that is none as it stands: a number with a remark or among other words, a sum (`50 S, 80 M`), a product, alternatives, two prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.ir import Dimension, Lexicon
from advisor.value.beside import beside_number, strokes
from advisor.value.currency import CHANNEL
from advisor.value.day import QuantityError
from advisor.value.hedge import unhedged
from advisor.value.late import late
from advisor.value.measure import is_measure
from advisor.value.sides import flat_sheet
from advisor.value.spoken import SMALL, tidy
from advisor.value.unit import COUNT, DAYS, LENGTH, MONEY
from advisor.value.word_match import normal
from advisor.yaml.text import quoted

_BRACKETS = late(r" ?\((?P<inner>[^()]*)\)")
_NUMBER = r"[0-9][0-9,.]*"
_PART = late(rf"(?:(?:an? )?[^\W\d_]+ of )?(?P<number>{_NUMBER}) ?(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?)?")
_SIZED = late(rf"(?P<noun>[^\W\d_]{{1,5}}|[2-6]xl) ?[:=(x×]? ?(?P<number>{_NUMBER})\)?", re.IGNORECASE)
_SHARE = late(r"(?P<number>[0-9]+) ?% ?[^\d]*")
_ADDED = late(r" ?\+ ?| plus ")
_LISTED = late(r" ?[,;] (?:and |und )?| (?:and|und) ")
_MEASURED = late(r"[0-9][0-9.,]* ?(?:g|gsm|kg|mm|cm|ml|oz|lb)\b")
_BY_SIZE = late(r" ?[,;/+] ?|(?<=[0-9)]) ")
_OR = late(r" (?:or|oder|ou|of) ")
_EITHER = late(r" ?/ ?| [-–] ")
_OF_EACH = late(
    rf"(?P<many>{_NUMBER})(?: [^\W\d_]+)? (?:of )?each (?:of|in|for) (?P<kinds>[0-9]+) [^\W\d_]+"
    rf"|(?P<kinds_>[0-9]+) [^\W\d_]+(?:,| of|:| à| x) (?P<many_>{_NUMBER})(?: [^\W\d_]+)? each"
    rf"|(?P<kinds__>[0-9]+) ?[x×*] ?(?P<many__>[0-9]+)(?: ?(?P<noun>[^\W\d_]+))?"
)
_PACKED = late(r"(?P<packs>[0-9]+) (?P<noun>[^\W\d_]+) (?:of|à|zu|van|de) (?P<held>[0-9]+)")
_LATER = late(
    r"(?:first |zuerst |erst |initially )?(?P<first>[0-9]+)\D.*?\b(?:then|later|dann|später|puis|ensuite|luego|poi|daarna|dan) (?:[^0-9]* )?(?P<more>[0-9]+).*"
)
_BEFORE_THAT = late(
    r"(?P<day>[^,;]+)[,;] .*?(?P<back>[^\s]+ (?:days?|weeks?|months?|tage?|wochen?|monate?)) (?:before(?:hand)?|earlier|ahead|vorher|davor|früher)(?: that)?",
    re.IGNORECASE,
)
_BESIDE = late(rf"(?P<first>[^()]*?{_NUMBER}[^()]*?) ?\((?P<rest>[^()]*)\)")
_APART = late(r"[,;] | [-–+] | (?:and|und|et|en|y|e) ")
_AFTERWARDS = late(
    r"\b(?:then|there ?after|after(?:wards?)?|later|next|following|per annum|p\. ?a|(?:per|a|each|every) year|yearly|annually|danach|später|nächste[nrs]?|"
    r"(?:pro|im) jahr|jährlich|puis|ensuite|par an|l'an prochain|después|al año|poi|dopo|all'anno|daarna|volgend|per jaar)\b",
    re.IGNORECASE,
)
"""How what is wanted at another time is told from what is ordered."""
_CLAUSE = late(r"[,;] | [-–] | / ")
_SIZE = late(r"x{0,3}[sml]|[2-6]xl|small|medium|large|one size", re.IGNORECASE)
_WORD = late(r"[^\s,;:()?!]+")
_FIGURE = late(r"[0-9]")
_SCALED = late(r"[0-9][0-9.,]* ?k")
_NO_FIGURE = late(r"[^\W\d_]+|[^\w\s.,:;/-]")
_NEAR = 4  # how many words before its figures, and behind them, may be of a measure


def several(text: str, dimension: Dimension, lexicon: Lexicon) -> Iterator[Sequence[str]]:
    """Yield ways to take a text as the numbers that it may mean, any from the least to the most: each is to be read by itself."""
    if dimension == MONEY and CHANNEL.search(text):
        parts = [CHANNEL.sub("", one).strip() for one in re.split(r" ?(?:, |[;/(]|,$) ?|\)", text)]
        yield [one for one in parts if re.search("[0-9]", one)]
    if found := _BRACKETS.search(text):
        rest = _BRACKETS.sub("", text).strip()
        yield (f"{text[: found.start()]}, {found['inner']}",) if rest == text[: found.start()].strip() else (rest,)
        yield (rest,)
    elif dimension == COUNT:
        yield from _counts(text, lexicon)
    if dimension == LENGTH and len(either := _OR.split(text)) > 1:
        yield either
    if dimension == LENGTH and (sheet := flat_sheet(text)):
        yield (sheet,)
    if dimension == DAYS and (found := _BEFORE_THAT.fullmatch(text)):
        yield from (
            (f"{found['back']} before {day}",) for day in (found["day"], *_amid(found["day"], lexicon, is_count=False))
        )
    yield from ((one,) for one in _amid(text, lexicon, is_count=dimension == COUNT))


def clauses(text: str) -> list[str]:
    """Return what a text says apart, of which one may be the number: `mid March, hard`; nothing if that is all one."""
    found = [one.strip() for one in _CLAUSE.split(text) if one.strip()]
    return found if len(found) > 1 else []


def _counts(text: str, lexicon: Lexicon) -> Iterator[Sequence[str]]:
    """Yield the sum, the product or the alternatives that a text says of what is counted."""
    if found := _OF_EACH.fullmatch(text.strip()):
        many, kinds = (found[one] or found[f"{one}_"] or found[f"{one}__"] for one in ("many", "kinds"))
        if many.isdigit() and not is_measure(found["noun"] or ""):
            yield (str(int(many) * int(kinds)),)
    if sum_of_sizes := by_size(text):
        yield (str(sum_of_sizes),)
    if with_more := _with_spares(text):
        yield (with_more,)
    first, *others = _CLAUSE.split(text.strip())
    if first.isdigit() and others and all(_MEASURED.match(one) for one in others):
        yield (first,)  # `160, 100 g uncoated`
    for pattern in (_ADDED, _LISTED):
        parts = [_PART.fullmatch(one.strip()) for one in pattern.split(text)]
        numbers = [
            one["number"] for one in parts if one and (pattern is _ADDED or _is_sort(one["noun"] or "", lexicon))
        ]
        if len(numbers) == len(parts) > 1 and all(one.isdigit() for one in numbers):
            yield (str(sum(int(one) for one in numbers)),)
    parts = [_PART.fullmatch(one.strip()) for one in _EITHER.split(text)]
    bare = "/".join(one["number"] for one in parts if one)
    if len(parts) == bare.count("/") + 1 and (either := strokes(bare)):
        yield str(either[0]), str(either[-1])


def is_size(text: str) -> bool:
    """Return whether a text names a size of what is worn: `S`, `XL`, `medium`."""
    return _SIZE.fullmatch(text) is not None


def by_size(text: str) -> int:
    """Return how many a text says by sizes in all, `S 20, M 40`; 0 if it is none."""
    parts = [_SIZED.fullmatch(one.strip()) or _PART.fullmatch(one.strip()) for one in _BY_SIZE.split(text)]
    sizes = [one for one in parts if one and is_size(one["noun"] or "") and one["number"].isdigit()]
    return sum(int(one["number"]) for one in sizes) if len(sizes) == len(parts) > 1 else 0


def _with_spares(text: str) -> str:
    """Return a count with so many percent more in all, `550` of `500 + 10% spare`; empty if a text is none."""
    first, *rest = _ADDED.split(text)
    more = _SHARE.fullmatch(rest[0].strip()) if len(rest) == 1 else None
    found = _PART.fullmatch(first.strip())
    if more is None or found is None or not found["number"].isdigit():
        return ""
    return str(int(found["number"]) + -(-int(found["number"]) * int(more["number"]) // 100))


def _is_sort(noun: str, lexicon: Lexicon) -> bool:
    """Return whether a word tells pieces of one order apart, by size or colour."""
    return is_size(noun) or normal(noun, lexicon.spellings) in lexicon.qualifiers


def first_and_later(text: str) -> tuple[str, str] | None:
    """Return how many a text says are wanted now, and how many later; None if it says no such thing: `50, then 200 if they sell`."""
    found = _LATER.fullmatch(text.strip())
    return (found["first"], found["more"]) if found else None


def first_and_rest(text: str) -> tuple[str, str] | None:
    """Return how many a text says are ordered, and what it goes on to say of other numbers; None if it says no such thing.

    `400 now, 2000 next year`, `300 (pilot), thereafter 2,000 per annum`, `90 (plus 10 spare)`.
    """
    if (found := _BESIDE.fullmatch(text.strip())) and _FIGURE.search(found["rest"]):
        return found["first"], found["rest"]
    first, *others = _APART.split(text.strip(), maxsplit=1)
    is_later = any(_FIGURE.search(rest) and _AFTERWARDS.search(rest) for rest in others)
    return (first, others[0]) if is_later and len(re.findall(_NUMBER, first)) == 1 else None


def packed(text: str) -> QuantityError | None:
    """Return the refusal of so many packs of so many, or of some and then more, where one number alone is wanted; None if the text is none."""
    if later := first_and_later(text):
        return QuantityError(f"expected how many now, got {quoted(text)}", f"write {later[0]} or {later[1]}")
    found = _PACKED.fullmatch(text.strip())
    if found is None:
        return None
    packs, held = int(found["packs"]), int(found["held"])
    return QuantityError(f"expected one number, got {quoted(text)}", f"write {packs} or {packs * held}")


def _amid(text: str, lexicon: Lexicon, *, is_count: bool) -> Iterator[str]:
    """Yield what may be the measure that a text says among other words, the longest first: a part that holds all its figures.

    is_count: whether it needs no unit. What is denied, `not 300`, is none.
    """
    words = [(one.start(), one.end()) for one in _WORD.finditer(text)]
    figures = [at for at, place in enumerate(words) if _FIGURE.search(text[slice(*place)])]
    figures = figures or [at for at, place in enumerate(words) if text[slice(*place)].casefold() in SMALL]
    before = (normal(text[slice(*one)], lexicon.spellings) for one in words[: figures[0] if figures else 0])
    if not figures or not lexicon.negations.isdisjoint(before):
        return
    firsts = range(max(figures[0] - _NEAR, 0), figures[0] + 1)
    lasts = range(figures[-1], min(figures[-1] + _NEAR + 1, len(words)))
    if is_count and lasts.start + 1 < len(words) and is_measure(text[slice(*words[lasts.start + 1])].casefold()):
        lasts = range(lasts.start + 1, lasts.stop)  # of `L-bracket, 2 mm steel` no two are wanted
    parts = {(words[first][0], words[last][1]) for first in firsts for last in lasts}
    for start, end in sorted(parts - {(0, len(text))}, key=lambda one: one[0] - one[1]):
        is_rough = _SCALED.fullmatch(text[start:end]) and text[:start].islower()  # `can spend 4k`, but not `AED 2k`
        if is_count or is_rough or _has_unit(text[start:end]):
            yield text[start:end]


def _has_unit(text: str) -> bool:
    """Return whether a measure says its unit or currency, which it may not lack where a word beside it may be one: `AED 2k`."""
    words = unhedged(tidy(text))[1]
    return beside_number(words) != "" and any(one.casefold() not in SMALL for one in _NO_FIGURE.findall(words))
