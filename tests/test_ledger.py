"""The ledger: which claims are out of date on a day."""

from __future__ import annotations

from datetime import date

from advisor.advice import Advisor
from advisor.analysis.ledger import stale_claims

RUNS_OUT = "figure `eu_flat_duty` ran out on 2028-07-01"


def told(walk: Advisor, day: date) -> list[str]:
    return [claim.message for claim in stale_claims(walk.pack, day)]


def test_nothing_is_stale_on_the_day_it_was_gathered(walk: Advisor) -> None:
    """On the day of the pack no figure and no option is out of date."""
    assert told(walk, date(2026, 11, 24)) == []


def test_a_year_makes_old(walk: Advisor) -> None:
    """What is 365 days old is not yet old; a day later it is, and the place to look it up again is named."""
    assert "figure `month` is 366 days old (as of 2026-11-23)" in told(walk, date(2027, 11, 24))
    assert "figure `month` is 365 days old (as of 2026-11-23)" not in told(walk, date(2027, 11, 23))
    found = next(one for one in stale_claims(walk.pack, date(2027, 11, 24)) if "`month`" in one.message)

    assert found.help == "look it up again: seed/production-pathways.txt"


def test_bounds_of_validity(walk: Advisor) -> None:
    """A figure holds until its last day, and from its first."""
    assert RUNS_OUT not in told(walk, date(2028, 7, 1))
    assert RUNS_OUT in told(walk, date(2028, 7, 2))
    assert "figure `eu_flat_duty` is valid from 2026-07-01 only" in told(walk, date(2026, 6, 30))


def test_options_grow_old_too(walk: Advisor) -> None:
    """Every row of a way to make things has a date of its own."""
    assert any(message.startswith("option `") for message in told(walk, date(2027, 12, 1)))
