"""Numbers by which trades say how thick a sheet is, or a wire: `14 gauge` of steel; they count nothing."""

from __future__ import annotations

from advisor.from_words.room import Room


class Gauges(Room):
    """Takes how thick a sheet is, by its number and what it is of."""

    def settle(self) -> None:
        """Say how thick the thing is by each number of a gauge, and let none count anything."""
        for at in range(len(self._sentence) - 1):
            for number, name in ((at, at + 1), (at + 1, at)):  # `14 gauge`, `gauge 14`
                if self._together(at, at + 1) and self._lower(name) in self._speech.gauge:
                    self._take(at, self._sentence.text(number, number))

    def _take(self, first: int, number: str) -> None:
        size, last = self._size, first + 1
        if not number.isdigit() or self._heard.is_any_taken(first, last):
            return
        thick = self._thickness(number)
        if not thick or size is None or self._heard.is_said(size.sides[-1]) or self._says_all_sides():
            self._heard.pass_over(first, last)
        else:
            self._heard.say(size.sides[-1], first, last, thick)

    def _thickness(self, number: str) -> str:
        """Return how thick a sheet of a number is of what the thing is made of, empty where that is not known, or of wire."""
        stuffs = map(str, self._choices_said(self._roles.stuff))
        found = {self._lexicon.gauges.get(one, {}).get(number.lstrip("0"), "") for one in stuffs}
        return found.pop() if len(found) == 1 else ""
