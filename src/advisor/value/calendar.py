"""The days that one phrase of the calendar names: a day, a month or part of it, a week, a feast, digits in an order that is plain."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta

from msgspec import Struct

from advisor.value.day import QuantityError, Unsettled, no_day_to_count_from
from advisor.value.feast import NAMED_DAYS, feast_days, weekday_in
from advisor.value.late import late
from advisor.value.month import MONTHS, NTH, PARTS, SEASONS, WEEKDAYS, part_of
from advisor.yaml.text import quoted

Days = tuple[date, date]
"""The first and the last of the days that a phrase names."""

MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-zäöéû])\.?"
_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})"
OF_YEAR = rf"(?:,? ?(?:del? )?{_YEAR})?"
DAY = r"(?:the |le )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|\.)?"
_PART = "(?:(?P<part>" + "|".join(words for words, _, _ in PARTS) + ")[ -])?"
WEEKDAY = "(?P<weekday>" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + ")"
_SHORT_YEAR = 2
"""How many digits a year without its century has."""
_WHOLE_WEEKS = {"this": 0, "diese": 0, "dieser": 0, "next": 1, "nächste": 1, "nächster": 1}


class Calendar(Struct, frozen=True):
    """Days being read, as said on a day. today: None if that is not known; text: what was typed."""

    today: date | None
    text: str

    def now(self) -> date:
        if self.today is None:
            raise no_day_to_count_from(self.text)
        return self.today

    def day(self, year: int, month: int, day: int) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            message = f"expected a date, got {quoted(self.text)}: there is no such day"
            raise QuantityError(message, "correct the day") from None

    def next_day(self, month: int, day: int, year: str | None) -> Days:
        """Return the day of that year, or the next such day from today on."""
        if year:
            only = self.day(int(year) if len(year) > _SHORT_YEAR else 2000 + int(year), month, day)
            return only, only
        start = self.now()
        self.day(2000, month, day)  # a leap year: what it does not have, none has
        for later in range(start.year, min(start.year + 9, MAXYEAR + 1)):
            try:
                found = date(later, month, day)
            except ValueError:
                continue
            if found >= start:
                return found, found
        return self.day(MAXYEAR, month, day), self.day(MAXYEAR, month, day)

    def in_months(self, first: int, last: int, year: str | None, part: str | None = None) -> Days:
        """Return the days from the first month to the last, of the year or the next such ones of which a week or, of a part, a day is left."""
        low, high = part_of(part)
        if year:
            return self._from_to(int(year), first, last, low, high)
        now = self.now()
        days = self._from_to(now.year, first, last, low, high)
        is_left = days[1] >= now if part else days[1] - now >= timedelta(weeks=1)
        return self.rest_of(days) if is_left else self._from_to(now.year + 1, first, last, low, high)

    def _from_to(self, year: int, first: int, last: int, low: int, high: int) -> Days:
        length = (self.day(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)).day
        return self.day(year, first, low), self.day(year, last, min(high, length))

    def rest_of(self, days: Days) -> Days:
        """Return the days that are not over yet."""
        return max(days[0], self.now()), days[1]

    # --- one kind of phrase each --------------------------------------------------------------------------------------
    def named_day(self, found: re.Match[str]) -> Days:
        return self.next_day(MONTHS[found["month"]], int(found["day"]), found["year"])

    def named_month(self, found: re.Match[str]) -> Days:
        month = MONTHS[found["month"]]
        return self.in_months(month, month, found["year"], found["part"])

    def months(self, found: re.Match[str]) -> Days:
        month = self.now().month + (found["which"] in {"next", "nächsten", "nächster", "coming"})
        year = self.now().year + month // 13
        month = (month - 1) % 12 + 1
        return self.rest_of(self.in_months(month, month, str(year), found["part"]))

    def month_to_come(self, found: re.Match[str]) -> Days:
        """Return the days of `next December`.

        Raises: QuantityError if that month is still to come this year, so that the one after it may be meant.
        """
        month, now = MONTHS[found["month"]], self.now()
        if month > now.month:
            told = f"{found['month']} {now.year} or {found['month']} {now.year + 1}"
            raise Unsettled(f"expected a month of one year, got {quoted(self.text)}", f"write {told}")
        return self.in_months(month, month, str(now.year + 1))

    def season(self, found: re.Match[str]) -> Days:
        """Return the three months of a season of the northern half of the Earth, or the month of them that is meant; the next begins later."""
        months = SEASONS[found["season"]]
        part = found["part"] or ""
        first = (
            months[-1]
            if "late" in part or "end" in part or "ende" in part
            else months[1]
            if "mid" in part
            else months[0]
        )
        last = (
            months[0]
            if "early" in part or "begin" in part or "anfang" in part
            else months[1]
            if "mid" in part
            else months[-1]
        )
        now, year = self.now(), int(found["year"] or 0)
        is_next = (found["which"] or "").startswith("next")
        for start in (year,) if year else (now.year - 1, now.year, now.year + 1):
            low = self._from_to(start + (first < months[0]), first, first, 1, 31)[0]
            high = self._from_to(start + (last < months[0]), last, last, 1, 31)[1]
            if year or (high >= now and not (is_next and low <= now)):
                break
        return (low, high) if year else self.rest_of((low, high))

    def quarter(self, found: re.Match[str]) -> Days:
        last = 3 * int(found["quarter"])
        if not found["part"]:
            return self.in_months(last - 2, last, found["year"])
        first_day, last_day = part_of(found["part"])
        if last_day == part_of(None)[1]:
            return self.in_months(last, last, found["year"], found["part"])
        month = last - 2 if first_day == 1 else last - 1
        return self.in_months(month, month, found["year"])

    def year_end(self, found: re.Match[str]) -> Days:
        year = found["year"] or str(self.now().year + ((found["which"] or "") in {"next ", "nächsten "}))
        return self.in_months(12, 12, year, "end of")

    def year(self, found: re.Match[str]) -> Days:
        year = self.now().year + (found["which"] == "next")
        return self.rest_of(self.in_months(1, 3 if found["early"] else 12, str(year)))

    def week(self, found: re.Match[str]) -> Days:
        monday = self.now() - timedelta(days=self.now().weekday()) + timedelta(weeks=_WHOLE_WEEKS[found["which"]])
        first = monday + timedelta(days=4 if found["end"] else 0)
        return self.rest_of((first, monday + timedelta(days=6)))

    def numbered_week(self, found: re.Match[str]) -> Days:
        for year in (int(found["year"]),) if found["year"] else (self.now().year, self.now().year + 1):
            try:
                monday = date.fromisocalendar(year, int(found["week"]), 1)
            except ValueError:
                continue
            days = monday, monday + timedelta(days=6)
            if found["year"] or days[1] >= self.now():
                return days if found["year"] else self.rest_of(days)
        raise QuantityError(f"expected a week of the year, got {quoted(self.text)}", "write a day, such as 2026-12-15")

    def weekday(self, found: re.Match[str]) -> Days:
        ahead = (WEEKDAYS[found["weekday"]] - self.now().weekday() - 1) % 7 + 1
        day = self.now() + timedelta(days=ahead, weeks=bool(found["on"] or found["week"]))
        if found["next"]:
            later = day + timedelta(weeks=1)
            raise Unsettled(f"expected one day, got {quoted(self.text)}", f"write {day} or {later}")
        return day, day

    def weekday_of_month(self, found: re.Match[str]) -> Days:
        """Return the day of `the second Sunday of May`, or of `the last Friday in May`."""
        days = self.in_months(MONTHS[found["month"]], MONTHS[found["month"]], found["year"] or str(self.now().year))
        if not found["year"] and self._nth(found, days)[0] < self.now():
            days = self.in_months(MONTHS[found["month"]], MONTHS[found["month"]], str(self.now().year + 1))
        return self._nth(found, days)

    def _nth(self, found: re.Match[str], days: Days) -> Days:
        nth = next((at for at, words in enumerate(NTH, 1) if re.fullmatch(words, found["nth"])), -1)
        only = weekday_in(*days, WEEKDAYS[found["weekday"]], nth)
        return only, only

    def feast(self, found: re.Match[str]) -> Days:
        """Return the day of a feast, of that year or the next one to come.

        Raises: QuantityError if it is not known on which day it is then.
        """
        now = self.today if found["year"] else self.now()
        years = (
            (int(found["year"]),) if found["year"] or now is None else range(now.year, min(now.year + 3, MAXYEAR + 1))
        )
        for day in (one for year in years for one in feast_days(found["feast"], year)):
            if found["year"] or (now and day >= now):
                return day, day
        raise QuantityError(
            f"expected a day of the calendar, got {quoted(self.text)}", "write a day, such as 2026-12-15"
        )

    def week_of_day(self, found: re.Match[str]) -> Days:
        """Return the seven days from one on, or up to it: `the week of 18 January`."""
        day, _ = self.named_day(found)
        return (day - timedelta(days=6), day) if found["which"] == "ending" else (day, day + timedelta(days=6))

    def advent(self, found: re.Match[str]) -> Days:
        """Return the Sunday of Advent that is meant, of that year or the next one to come."""
        nth = next(at for at, words in enumerate(NTH, 1) if re.fullmatch(rf"{words}|{at}\.", found["nth"]))
        years = (int(found["year"]),) if found["year"] else (self.now().year, self.now().year + 1)
        for year in years:
            eve = self.day(year, 12, 24)
            sunday = eve - timedelta(days=(eve.weekday() + 1) % 7, weeks=len(NTH) - nth)
            if found["year"] or sunday >= self.now():
                break
        return sunday, sunday

    def near(self, found: re.Match[str]) -> Days:
        day = self.now() + timedelta(days=found[0] in {"tomorrow", "morgen"})
        return day, day

    def day_of_month(self, found: re.Match[str]) -> Days:
        now = self.now()
        month, day = now.month, int(found["day"])
        is_next = found["which"] == "next" or (day < now.day and not found["which"])
        year, month = (now.year + month // 12, month % 12 + 1) if is_next else (now.year, month)
        only = self.day(year, month, day)
        return only, only

    def year_first(self, found: re.Match[str]) -> Days:
        only = self.day(int(found["year"]), int(found["month"]), int(found["day"]))
        return only, only

    def month_of_year(self, found: re.Match[str]) -> Days:
        self.day(int(found["year"]), int(found["month"]), 1)
        return self.in_months(int(found["month"]), int(found["month"]), found["year"])

    def dotted(self, found: re.Match[str]) -> Days:
        return self.next_day(int(found["month"]), int(found["day"]), found["year"])

    def in_any_order(self, found: re.Match[str]) -> Days:
        """Return the day of `15/12/2026` and `12/15/2026`.

        Raises: QuantityError if both orders of day and month name a day, and not the same.
        """
        one, other, year = int(found["one"]), int(found["other"]), found["year"]
        if one == other or not (1 <= one <= 12 and 1 <= other <= 12):  # noqa: PLR2004  # months
            day, month = (one, other) if other <= 12 else (other, one)  # noqa: PLR2004  # months
            return self.next_day(month, day, year)
        first, second = (self.next_day(month, day, year)[0] for day, month in ((one, other), (other, one)))
        message = f"expected a date in an order that is plain, got {quoted(self.text)}"
        raise QuantityError(message, f"write {first} or {second}")


_Reader = Callable[[Calendar, re.Match[str]], Days]
_D = "(?P<day>[0-9]{1,2})"
_WEEK_OF = "(?:(?:the )?week (?:of|(?P<which>ending|commencing|beginning|starting)(?: on)?)|w/?c|woche (?:vom|ab)) (?:(?:mon(?:day)?|sun(?:day)?|fri(?:day)?),? )?"
_FORMS: tuple[tuple[str, _Reader], ...] = (
    (rf"{DAY}(?: of| de)? ?{MONTH}{OF_YEAR}", Calendar.named_day),
    (rf"{MONTH} ?{DAY}{OF_YEAR}", Calendar.named_day),
    (rf"(?P<day>[0-9]{{1,2}})[-/ .]{{1,2}}{MONTH}[-/ .]{{1,2}}'?(?P<year>[0-9]{{4}}|[0-9]{{2}})", Calendar.named_day),
    (rf"{_PART}{MONTH}{OF_YEAR}", Calendar.named_month),
    (rf"{_PART}(?:the |de[sn] )?(?P<which>this|next|coming|nächste[nrs]|diese[nrs]) (?:month|monats?)", Calendar.months),
    (r"(?P<part>end of|beginning of|middle of|ende) (?:(?P<which>the|des) )?(?:month|monats)", Calendar.months),
    (rf"next {MONTH}", Calendar.month_to_come),
    (rf"(?P<part>(?:(?:the )?(?:early|late|mid|beginning of|end of|anfang|mitte|ende)[ -])?)(?P<which>next |this |coming |the |de[mnrs] )?(?P<season>{'|'.join(SEASONS)}){OF_YEAR}", Calendar.season),
    (rf"{_PART}(?:the )?q(?P<quarter>[1-4])(?:[ /]{_YEAR})?", Calendar.quarter),
    (rf"{_PART}(?:des )?(?P<quarter>[1-4])\. quartals?(?: {_YEAR})?", Calendar.quarter),
    (rf"(?:the )?end of (?:the |this |(?P<which>next ))?(?:year|{_YEAR})", Calendar.year_end),
    (rf"(?:year[ -]?end|jahresende|ende (?P<which>nächsten )?(?:des )?jahres)(?: {_YEAR})?", Calendar.year_end),
    (r"(?P<early>early |beginning of |start of )?(?P<which>this|next) year", Calendar.year),
    (r"(?P<end>(?:the )?end of |ende )?(?:the )?(?P<which>this|next|diese|nächste|dieser|nächster) (?:week|woche)", Calendar.week),
    (rf"{_WEEK_OF}{DAY}(?: of| de)? ?{MONTH}{OF_YEAR}", Calendar.week_of_day),
    (rf"{_WEEK_OF}{MONTH} ?{DAY}{OF_YEAR}", Calendar.week_of_day),
    (rf"(?:calendar week|week|wk|kw|cw|uge|uke|vecka|tydzień) ?(?P<week>[0-9]{{1,2}})(?:(?:[ /]| of ){_YEAR})?", Calendar.numbered_week),
    (rf"(?:this |coming |diesen |kommenden |(?P<next>next |nächsten )|(?P<on>a week on ))?{WEEKDAY}(?P<week> week)?", Calendar.weekday),
    (rf"(?:the |der |dem |den |am )?(?P<nth>{'|'.join(NTH)}|last|letzte[rn]?) {WEEKDAY} (?:of|in|im) {MONTH}{OF_YEAR}", Calendar.weekday_of_month),
    (rf"(?P<feast>{'|'.join(sorted(NAMED_DAYS))}){OF_YEAR}", Calendar.feast),
    (rf"(?:the )?(?P<nth>{'|'.join(NTH)}|[1-4]\.)(?: sunday| sonntag)?(?: (?:of|in|im))? advent{OF_YEAR}", Calendar.advent),
    (r"today|heute|tomorrow|morgen", Calendar.near),
    (r"(?:the |(?=\S+ of ))(?P<day>[0-9]{1,2})(?:st|nd|rd|th)(?: of (?P<which>next|this|the) month)?", Calendar.day_of_month),
    (rf"{_YEAR}([-/.]) ?(?P<month>[0-9]{{1,2}})\2 ?{_D}", Calendar.year_first),
    (rf"{_YEAR}-(?P<month>[0-9]{{2}})-{_D}[t ][0-9]{{2}}:[0-9]{{2}}[0-9:.]*(?:z| ?[-+][0-9:]{{4,5}})?", Calendar.year_first),
    (rf"(?P<month>0?[1-9]|1[0-2])[/.]{_YEAR}", Calendar.month_of_year),
    (rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])", Calendar.month_of_year),
    (rf"{_D}\. ?(?P<month>[0-9]{{1,2}})\.(?: ?(?P<year>[0-9]{{4}}|[0-9]{{2}}))?", Calendar.dotted),
    (r"(?P<day>1[3-9]|2[0-9]|3[01])\.(?P<month>0[1-9]|1[0-2])(?P<year>(?!))?", Calendar.dotted),
    (r"(?P<one>[0-9]{1,2})/(?P<other>[0-9]{1,2})(?:/(?P<year>[0-9]{4}|[0-9]{2}))?", Calendar.in_any_order),
    (r"(?P<one>[0-9]{1,2})-(?P<other>[0-9]{1,2})-(?P<year>[0-9]{4})", Calendar.in_any_order),
)  # fmt: skip
DATE_FORMS = tuple((late(form), reader) for form, reader in _FORMS)
