"""Numbers as people say and type them, read exactly: in words, with k, with marks between thousands, as fractions."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from advisor.value.day import QuantityError
from advisor.yaml.text import quoted

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_GERMAN = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
)
_OTHERS = {
    2: "deux twee",
    3: "trois tres",
    4: "quatre cuatro quattro",
    5: "cinq vijf cinco cinque",
    6: "zes",
    7: "sept zeven siete",
    8: "huit ocho",
    9: "neuf",
    10: "tien diez dieci",
    15: "quinze quince",
}
"""French, Dutch, Spanish and Italian, but for words that another language has for something else (`due`, `six`, `dos`)."""
_TENS_SAID = (
    "twenty zwanzig",
    "thirty dreißig dreissig",
    "forty fourty vierzig",
    "fifty fünfzig",
    "sixty sechzig",
    "seventy siebzig",
    "eighty achtzig",
    "ninety neunzig",
)
SMALL = {
    **{word: number for words in (_ENGLISH, _GERMAN) for number, word in enumerate(words.split())},
    **{word: 10 * ten for ten, words in enumerate(_TENS_SAID, 2) for word in words.split()},
    **{word: number for number, words in _OTHERS.items() for word in words.split()},
    **dict.fromkeys(("ein", "eine", "einen", "einem", "einer"), 1),
}
_DOZENS = (
    "dozen", "doz", "dzn", "dz", "dutzend", "dozijn", "douzaines", "douzaine", "docenas", "docena", "dozzine", "dozzina",
)  # fmt: skip
SIZES = {
    **dict.fromkeys(_DOZENS, 12),
    "gross": 144,
    "hundred": 100,
    "hundert": 100,
    "thousand": 1000,
    "tausend": 1000,
    "tsd": 1000,
    "k": 1000,
    "million": 10**6,
    "millionen": 10**6,
    "mio": 10**6,
}
"""Words that multiply what stands before them."""
_HUNDREDS = frozenset((*_DOZENS, "gross", "hundred", "hundert"))
PLURALS = {
    "tens": (10, 99),
    "dozens": (24, 99),
    "hundreds": (100, 999),
    "thousands": (1000, 9999),
    "dutzende": (24, 99),
    "hunderte": (100, 999),
    "tausende": (1000, 9999),
    **dict.fromkeys(("dizaine", "tiental", "decina", "decena"), (9, 11)),
    **dict.fromkeys(("douzaine", "dozijn", "docena", "dozzina"), (12, 12)),
    **dict.fromkeys(("vingtaine", "twintigtal", "ventina", "veintena"), (18, 22)),
    **dict.fromkeys(("trentaine", "dertigtal", "trentina", "treintena"), (27, 33)),
    **dict.fromkeys(("cinquantaine", "vijftigtal", "cinquantina"), (45, 55)),
    **dict.fromkeys(("centaine", "honderdtal", "centinaio", "centenar"), (90, 110)),
}
_A = r"(?: of| von)?(?: an?| eine[rsmn]?)?"
_HEADS = (
    (
        re.compile(rf"(?:an? |one |eine?[rsmn]? )?(?:half|halb(?:e[rsmn]?)?){_A}(?![a-z])"),
        Fraction(1, 2),
        Fraction(1, 2),
    ),
    (re.compile(rf"(?:three|3) quarters?{_A}(?![a-z])"), Fraction(3, 4), Fraction(3, 4)),
    (re.compile(rf"(?:an? |one )?quarter{_A}(?![a-z])"), Fraction(1, 4), Fraction(1, 4)),
    (re.compile(rf"(?:two|2) thirds{_A}(?![a-z])"), Fraction(2, 3), Fraction(2, 3)),
    (re.compile(rf"(?:an? |one )?third{_A}(?![a-z])"), Fraction(1, 3), Fraction(1, 3)),
    (re.compile(r"(?:anderthalb|eineinhalb)(?![a-z])"), Fraction(3, 2), Fraction(3, 2)),
    (re.compile(r"(?:a |the )?couple(?: of)?(?![a-z])"), Fraction(2), Fraction(2)),
    (re.compile(r"(?:(?:an? |the )?few|ein paar|ein pair)(?: of)?(?![a-z])"), Fraction(2), Fraction(5)),
    (re.compile(r"(?:several|einige|mehrere)(?![a-z])"), Fraction(3), Fraction(9)),
)
"""What begins a number in words: pattern, low, high. `a few` is 2 to 5, `several` 3 to 9, each times what follows."""
_ARTICLE = re.compile(r"(?:an?|eine?[rsmn]?)(?= [a-zäöü])")
_DIGITS = re.compile(r"[0-9]{1,3}(?:[ '_][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+", re.ASCII)
_FRACTION = re.compile(r"(?:(?P<whole>[0-9]{1,6})[ -])?(?P<part>[0-9]{1,2})/(?P<of>[0-9]{1,2})(?![0-9/])")
_SCALE = re.compile(r"[ -]?(?P<size>" + "|".join(SIZES) + r")(?![a-zäöüß])\.?")
_AND_A_HALF = re.compile(r" (?:and a half|und eine halbe|und einhalb)(?![a-z])")
_WORD = re.compile(r"[ -]?(?P<word>[a-zäöüß]+)")
_SIGN = re.compile(r"(?P<minus>-|minus )|\+")
_GROUP = 3
_TENS = range(20, 100, 10)
_SIGNS = str.maketrans(
    {"\u2212": "-", "\u2012": "–", "—": "–", "×": "x", "✕": "x", "\u2018": "'", "\u2019": "'", "´": "'", "′": "'"}
    | dict.fromkeys("\u201c\u201d\u201e″", '"')
)


class SpokenNumber(Struct, frozen=True):
    """A number from low to high, and the text after it. scale: what `k` or `hundred` at its end multiplied it by."""

    low: Fraction
    high: Fraction
    rest: str
    scale: int = 1

    def times(self, factor: int | Fraction) -> SpokenNumber:
        return replace(self, low=self.low * factor, high=self.high * factor)


@lru_cache(maxsize=1 << 12)
def tidy(text: str) -> str:
    """Return the text as the tables of words have it: lower case, plain digits, spaces and signs, no full stop."""
    words = re.sub(r"(?<=[0-9])(?=[¼½¾⅐-⅞])", " ", text.translate(_SIGNS))
    words = unicodedata.normalize("NFKC", words).replace("\u2044", "/").replace("''", '"').lower()
    words = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in words)
    words = re.sub(r"(?<=[0-9])[.,] ?[-–]{1,2}(?=[^0-9]|$)", "", words)  # `400,-`
    return re.sub(r"(?<=[^0-9])\.$", "", re.sub(r"\s+", " ", words).strip(" ;!,"))


def number_at(words: str, *, whole: bool, article: bool = False) -> SpokenNumber | None:
    """Return the number that a tidy text begins with, or None.

    whole: whether three digits after a mark are thousands, as in money and counts; if not they could be decimals.
    article: whether `a` is one, as in `a month`; `a lot` is no count.

    Raises: QuantityError if the digits can be read two ways.
    """
    sign = _SIGN.match(words)
    if sign is None:
        return _digits_at(words, whole) or _words_at(words, article)
    said = _digits_at(words[sign.end() :].lstrip(), whole)
    if said is None or not sign["minus"]:
        return said
    return replace(said, low=-said.high, high=-said.low)


def whole_number(words: str) -> int:
    """Return the whole number that a tidy text is, 0 if it is none, not one alone, or can be read two ways."""
    try:
        said = number_at(words, whole=True)
    except QuantityError:
        return 0
    return int(said.low) if said is not None and said.low == said.high and not said.rest else 0


def _digits_at(words: str, whole: bool) -> SpokenNumber | None:  # noqa: FBT001  # handed on
    if found := _FRACTION.match(words):
        if not int(found["of"]):
            return None
        value = int(found["whole"] or 0) + Fraction(int(found["part"]), int(found["of"]))
        return _scaled(value, value, words[found.end() :])
    found = _DIGITS.match(words)
    read = found and _value(found[0])
    if not found or not read:
        return None
    value, is_open = read
    said = _scaled(value, value, words[found.end() :])
    if is_open and (not whole or said.scale > 1):
        raise _two_readings(found[0], said.scale, said.rest if said.rest.isalpha() else "")
    return said


def _value(number: str) -> tuple[Fraction, bool] | None:
    """Return what digits with marks mean, thousands where they can, and whether they could be decimals as well."""
    plain = re.sub(r"[ '_]", "", number)
    marks = re.sub(r"[0-9]", "", plain)
    if not marks:
        return Fraction(int(plain)), False
    *groups, last = re.split(r"[.,]", plain)
    is_grouped = all(len(group) == _GROUP for group in groups[1:]) and not (groups[1:] and len(groups[0]) > _GROUP)
    can_group = len(last) == _GROUP and 0 < len(groups[0]) <= _GROUP and bool(groups[0].strip("0"))
    if len(marks) > 1 and len(set(marks)) == 1:
        return (Fraction(int("".join((*groups, last)))), False) if is_grouped and can_group else None
    if len(marks) == 1 and can_group and plain == number:
        return Fraction(int(groups[0] + last)), True
    if len(set(marks[:-1])) > 1 or not is_grouped:
        return None
    return Fraction(int("".join(groups) + last), int(10 ** len(last))), False


def _two_readings(number: str, scale: int, unit: str) -> QuantityError:
    head, tail = re.split(r"[.,]", number)
    large = int(head + tail) * scale
    small = f"{head}.{tail}".rstrip("0").rstrip(".") if scale == 1 else str(Fraction(f"{head}.{tail}") * scale)
    small += "0" * (len(small.partition(".")[2]) == _GROUP)
    return QuantityError(
        f"expected a number that can be read one way only, got {quoted(number)}",
        f"write {f'{large} {unit}'.strip()} or {f'{small} {unit}'.strip()}",
    )


def _scaled(low: Fraction, high: Fraction, rest: str) -> SpokenNumber:
    """Return the number times the size words after it: `1.5k`, `2 and a half thousand`."""
    if found := _AND_A_HALF.match(rest):
        low, high, rest = low + Fraction(1, 2), high + Fraction(1, 2), rest[found.end() :]
    scale = 1
    while found := _SCALE.match(rest):
        scale *= SIZES[found["size"]]
        rest = rest[found.end() :]
    return SpokenNumber(low * scale, high * scale, rest.strip(), scale)


def _words_at(words: str, article: bool) -> SpokenNumber | None:  # noqa: FBT001  # handed on
    for pattern, low, high in _HEADS:
        if found := pattern.match(words):
            return _scaled(low, high, words[found.end() :])
    if many := _plural_at(words):
        return many
    if found := re.match(r"an? (?=hundred|thousand|million)", words):
        words = words[found.end() :]
    if said := _cardinal_at(words):
        return said
    found = _ARTICLE.match(words)
    if not article and not (found and words[found.end() :].strip() in SIZES):
        found = re.match(r"an?(?= (?:dozen|doz|gross|dutzend|hundred|thousand|million)(?![a-z]))", words)
    return _scaled(Fraction(1), Fraction(1), words[found.end() :]) if found else None


def _plural_at(words: str) -> SpokenNumber | None:
    """Return `hundreds` as 100 to 999, `tens of thousands` as 10,000 to 99,000."""
    found = re.match(
        r"(?:(?:une|una|un|een) )?(?P<many>[a-z]+)(?: of| von| de| di)?(?: (?P<of>thousands))?(?![a-z])", words
    )
    if found is None or found["many"] not in PLURALS:
        return None
    low, high = PLURALS[found["many"]]
    size = 1000 if found["of"] else 1
    return SpokenNumber(Fraction(low * size), Fraction(high * size), words[found.end() :].strip())


def _cardinal_at(words: str) -> SpokenNumber | None:
    """Return `two hundred and fifty`, `twenty-five`, `zweihundertfünfzig`, as far as it goes."""
    total = current = end = place = 0
    scale = 1
    while found := _WORD.match(words, place):
        word, place = found["word"], found.end()
        value = SMALL.get(word) if word in SMALL else _german(word)
        if value is not None and _fits(current, value, is_first=not end):
            current, scale = current + value, 1
        elif word in _HUNDREDS and current < SIZES["hundred"] and (current or not end):
            current, scale = (current or 1) * SIZES[word], SIZES[word]
        elif word in SIZES and SIZES[word] >= SIZES["thousand"] and (current or not end):
            total, current, scale = total + (current or 1) * SIZES[word], 0, SIZES[word]
        elif word in {"and", "und"} and end:
            continue
        else:
            break
        end = place
    if not end:
        return None
    return replace(_scaled(Fraction(total + current), Fraction(total + current), words[end:]), scale=scale)


def _fits(current: int, value: int, *, is_first: bool) -> bool:
    """Return whether a small number can stand after what was said so far: `twenty five`, not `two three`."""
    if is_first:
        return True
    return value > 0 and ((current % 100 == 0 and value < SIZES["hundred"]) or (current % 100 in _TENS and value < 10))  # noqa: PLR2004  # digits


def _german(word: str) -> int | None:
    """Return a German number written as one word, or None."""
    total = 0
    for mark, size in (("tausend", 1000), ("hundert", 100)):
        head, found, tail = word.partition(mark)
        if found:
            count = _german(head) if head else 1
            if count is None:
                return None
            total, word = total + count * size, tail.removeprefix("und")
            if not word:
                return total
    if word in SMALL:
        return total + SMALL[word]
    one, _, ten = word.partition("und")
    if one in SMALL and SMALL.get(ten) in _TENS:
        return total + SMALL[one] + SMALL[ten]
    return None
