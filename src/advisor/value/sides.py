"""The sides of a thing, two or three lengths at once: `30 x 20 x 5 cm`, `12" x 8"`, `A5`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.value.day import QuantityError
from advisor.value.late import late
from advisor.value.measure import INCH, factor_of
from advisor.value.number import parse_bounds
from advisor.value.spoken import tidy
from advisor.value.unit import LENGTH, UNITS
from advisor.yaml.text import quoted

Side = tuple[int, int]
"""From and to, in nm."""

_MM = 1_000_000
_A = ((841, 1189), (594, 841), (420, 594), (297, 420), (210, 297), (148, 210), (105, 148), (74, 105), (52, 74))
_B = ((1000, 1414), (707, 1000), (500, 707), (353, 500), (250, 353), (176, 250), (125, 176), (88, 125))
SHEETS: dict[str, tuple[int, int]] = {
    **{f"a{number}": (long * _MM, short * _MM) for number, (short, long) in enumerate(_A)},
    **{f"b{number}": (long * _MM, short * _MM) for number, (short, long) in enumerate(_B)},
    "letter": (11 * INCH, 17 * INCH // 2),
    "legal": (14 * INCH, 17 * INCH // 2),
    "tabloid": (17 * INCH, 11 * INCH),
    "business card": (85 * _MM, 55 * _MM),
    "credit card": (85_600_000, 53_980_000),
}
"""Name -> long and short side in nm: ISO 216, the North American sheets, the cards of most of Europe and of banks."""
_SHEET = late(
    r"(?:size |format |iso |din[ -]?|us )?(?P<name>[ab] ?[0-8]|letter|legal|tabloid|business card|visitenkarte|credit card)s?"
    r"(?: (?:size|format|paper|sheet|landscape|portrait))*"
)
_SHEETS = late(r"(?<![\w.])[ab] ?[0-8](?![\w.])")
_FOLDED = late(r"fold|closed|flat|open|falz|falt|plié|gevouw|dobl|pieg", re.IGNORECASE)
_BETWEEN = late(r" ?[x*] ?(?=[^ a-z]|[hwdl] ?[0-9])| (?:by|mal|auf) ")
_ROUND = r"ø|⌀|diam(?:eter|\.)?|dia\.?|durchmesser"
_LETTER = late(
    rf"^(?:[hwdlbt]|{_ROUND}|height|width|depth|length|höhe|breite|tiefe|länge)[: ]? ?(?=[0-9])|(?<=[0-9mn\"]) ?\(?[hwdlbt]\)?$"
)
_APART = late(r" ?[,;/] ?(?=[^,;/]*[0-9])| ?[|+] ?")
"""What stands between sides that are each called by the way they run, or told apart by strokes: `Ø 30 cm, H 28 cm`, `18/12/8 cm`."""
_ALIKE = late(r"(?P<side>.+?) (?P<shape>square|cube|cubed)|(?:(?P<form>square|cube)(?: of)? )(?P<length>.+)")
_ABOUT = late(r"^(?:about|around|approx(?:\.|imately)?|circa|ca\.?|roughly|~) ?")
_APPROX = late(r",? (?:approx(?:\.|imately)?|roughly|or so)$")
_SHORT_SIDE = late(r" ?\([hwdlbt]\)|(?<=[0-9])[hwdlbt](?= ?[x*]| ?[mc]m\b)")
_ASPECT = late(r"(?<=[0-9]) (?:high|tall|wide|deep|long|thick|hoch|breit|tief|lang|dick)(?= ?[x*] ?[0-9])")
_UNIT = late(r"(?<=[0-9]) ?(?P<unit>[a-z\"'][a-z.]*)(?: [a-z]+)*$")
_TURNED = late(rf" (?:{_ROUND}|high|tall|wide|deep|long|thick|across|height|width|hoch|breit|tief|lang)$")
_MOST = 3


def flat_sheet(text: str) -> str:
    """Return the largest of the sheets that a text names, which counts where it is folded: `A4 folded to A5`; nothing if it names none."""
    named = [one.replace(" ", "") for one in _SHEETS.findall(text.lower())]
    is_one = len(set(named)) == 1 or (len(named) > 1 and _FOLDED.search(text))
    return max(named, key=lambda one: SHEETS[one]) if is_one else ""


def _without_unit(parts: Sequence[str], text: str) -> QuantityError:
    """Return what is told of sides whose unit is not said."""
    bare = " x ".join(parts)
    help = f"say the unit: {bare} mm or {bare} cm"
    return QuantityError(f"expected two or three sides with their unit, got {quoted(text)}", help)


def sides(text: str) -> tuple[Side, ...] | None:
    """Return the sides in nm, as number.parse_sides does; `about` before the first is said of each."""
    words = _ASPECT.sub("", _SHORT_SIDE.sub("", tidy(text)))
    if found := _APPROX.search(words):
        words = f"about {words[: found.start()]}"
    if found := _SHEET.fullmatch(words):
        name = found["name"].replace(" ", "") if len(found["name"]) <= _MOST else found["name"]
        return tuple((side, side) for side in SHEETS[name.replace("visitenkarte", "business card")])
    if found := _ALIKE.fullmatch(words):
        length = _side(found["side"] or found["length"], text)
        return (length,) * (2 if "square" in (found["shape"], found["form"]) else _MOST)
    about = _ABOUT.match(words)
    parts = [_LETTER.sub("", side.strip()) for side in _BETWEEN.split(words[about.end() :] if about else words)]
    if len(parts) == 1:
        parts = _called(words)
    if len(parts) == 1 or not all(re.search(r"[0-9]", side) for side in parts):
        return None
    if len(parts) > _MOST:
        raise QuantityError(f"expected two or three sides, got {quoted(text)}", "write them such as 30 x 20 x 5 cm")
    units = [found["unit"] for side in parts if (found := _UNIT.search(side)) and factor_of(found["unit"], LENGTH)]
    if not units and any(re.search(r"[a-z]", part) for part in parts):
        return None
    if not units:
        raise _without_unit(parts, text)
    unit = units[-1]
    with_unit = [side if _UNIT.search(side) else f"{side} {unit}" for side in parts]
    read = [_side(f"about {side}" if about else side, text) for side in with_unit]
    return tuple(sorted(read, key=lambda side: (side[1], side[0]), reverse=True))


def _called(words: str) -> list[str]:
    """Return the sides that a text says apart, each with its unit or by the way it runs; the text alone if they are none."""
    parts = [one.strip() for one in _APART.split(words)]
    plain = [_TURNED.sub("", _LETTER.sub("", one)) for one in parts]
    is_said = [_UNIT.search(one) is not None or bare != one for bare, one in zip(plain, parts, strict=True)]
    is_all = len(parts) == _MOST and _UNIT.search(words) is not None and "/" in words
    return plain if all(re.match(r"[0-9]", one) for one in plain) and (all(is_said) or is_all) else [words]


def _side(words: str, text: str) -> Side:
    low, high = parse_bounds(words, UNITS["length"], currency="", typed=True)
    if low is None or high is None or low <= 0:
        raise QuantityError(
            f"expected sides with a length each, got {quoted(text)}", "write them such as 30 x 20 x 5 cm"
        )
    return low, high
