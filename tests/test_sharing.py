"""Which rows share a plan hangs on cost alone: whatever is chosen has all their candidates, and stays chosen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advisor.columnar.sharing import Names, Sharing

MOST = 20
GENERIC = frozenset("abcde")
names = st.frozensets(st.sampled_from([f"option-{number}" for number in range(40)]), max_size=30)


@given(st.lists(st.dictionaries(names, st.integers(1, 10**6), min_size=1, max_size=12), min_size=1, max_size=4))
def test_a_plan_has_all_candidates_of_its_rows(frames: list[dict[Names, int]]) -> None:
    """Each set runs a plan that has it all; a plan is wider than a score only if a set is."""
    sharing = Sharing(MOST)
    for rows in frames:
        chosen = sharing.chosen(rows)

        assert set(chosen) == set(rows)
        assert all(own <= plan and (len(plan) <= MOST or own == plan) for own, plan in chosen.items())


def test_what_was_chosen_stays_chosen() -> None:
    """Chunk after chunk of one table runs the same plans."""
    sharing = Sharing(MOST)
    rows = {GENERIC: 9_000, GENERIC | {"f"}: 400, GENERIC | {"g", "h"}: 7}

    assert sharing.chosen(rows) == sharing.chosen(rows)


def test_a_handful_of_rows_runs_with_others() -> None:
    """A plan of their own would cost a few rows more than a candidate too many; a million rows it does not."""
    assert len(set(Sharing(MOST).chosen({GENERIC: 50, GENERIC | {"f"}: 50}).values())) == 1
    assert len(set(Sharing(MOST).chosen({GENERIC: 10**7, GENERIC | {"f"}: 10**7}).values())) == 2
