"""What finished orders prove of a pack, and what of it is drafted."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from itertools import product
from pathlib import Path
from statistics import median

import pytest
import xlsxwriter
from msgspec.structs import replace

from advisor import estimate
from advisor.advice import Advisor
from advisor.analysis.correction import corrections, fewest_that_prove, interval
from advisor.analysis.outcome import Held, OrderOutcome, estimates_measured, hold, rejected
from advisor.batch.outcome_file import OutcomeFile, read_outcomes
from advisor.batch.outcome_reader import OUTCOME_FACTS
from advisor.errors import FaultsError, PackError
from advisor.ir import Pack, Span
from advisor.order import OrderReader
from conftest import ROOT, Run

EXAMPLE = ROOT / "examples/outcomes.csv"
HEAD = "id,object,material,process,quantity,pathway,supplier,price,total,tools,days,rejects,status\n"


@pytest.fixture(scope="module")
def reader(walk: Advisor) -> OrderReader:
    return OrderReader(pack=walk.pack, derived=walk.derived)


@pytest.fixture(scope="module")
def example(reader: OrderReader) -> tuple[OrderOutcome, ...]:
    return read_outcomes(str(EXAMPLE), reader, io.BytesIO()).outcomes


@pytest.fixture(scope="module")
def held(example: tuple[OrderOutcome, ...], walk: Advisor) -> tuple[Held, ...]:
    return hold(example, walk)


def read(text: str, reader: OrderReader, form: str = "csv") -> OutcomeFile:
    """Return the outcomes of a text that comes by standard input."""
    return read_outcomes("-", reader, io.BytesIO(text.encode()), form=form)


# --- how sure it is ---------------------------------------------------------------------------------------------------
def test_six_outcomes_are_the_fewest_that_prove_anything() -> None:
    """Of n values on either side of their median by a fair coin, all n lie on one side in 2 of 2**n: 1 in 32 of six, 1 in 16 of five."""
    assert fewest_that_prove() == 6
    assert interval([1.0, 2.0, 3.0, 4.0, 5.0]) is None
    assert interval([6.0, 1.0, 2.0, 3.0, 4.0, 5.0]) == (1.0, 6.0)


@pytest.mark.parametrize("count", [6, 8, 9, 12])
def test_an_interval_holds_the_median_in_95_of_100_and_no_narrower_one_does(count: int) -> None:
    """Counted over every way in which so many values can lie below or above their median."""
    values = [float(place) for place in range(1, count + 1)]
    low, high = interval(values) or (0.0, 0.0)

    def share(place: float) -> float:
        inside = (place <= sum(below) <= count - place for below in product((0, 1), repeat=count))
        return float(sum(inside)) / 2.0**count

    assert low + high == count + 1
    assert share(low) >= 0.95
    assert share(low + 1) < 0.95


# --- what is held against what ----------------------------------------------------------------------------------------
def test_a_share_makes_the_row_reckon_what_was_real(held: tuple[Held, ...], walk: Advisor) -> None:
    """With its row's share so many times as large, an outcome's likely number is the real one, to a cent in a hundred or a day."""
    tried = [one for one in held if one.share is not None][::6]
    for one in tried:
        row = walk.pack.options[one.number.option or ""]
        was = row.values[f"option.{one.fact}"]
        assert isinstance(was, Span)
        share = round(was.likely * (one.share or 0))
        other = replace(row, values={**row.values, f"option.{one.fact}": Span(low=share, likely=share, high=share)})
        advisor = Advisor(replace(walk.pack, options={**walk.pack.options, row.id: other}), "walk")
        decision = next(advisor.weigh_block([one.outcome.order]))
        found = next(each for each in decision.candidates if each.option.id == row.id)
        name = estimates_measured(walk.pack)[one.number.measure].name
        likely = estimate.spread(name, found.assumed.memory).likely

        assert likely == pytest.approx(sum(one.number.said) / 2, abs=1, rel=0.01), one.outcome.id
    assert len(tried) > 5


def test_a_row_is_corrected_only_where_its_outcomes_lie_on_one_side(held: tuple[Held, ...], walk: Advisor) -> None:
    """The example proves powder printing cheaper, and slip casting slower, than reckoned, and nothing else."""
    proved = {(one.option, one.fact): one for one in corrections(held, walk.pack)}
    moved = {key for key, one in proved.items() if one.verdict == "corrected"}

    assert moved == {
        ("artisan_workshop-slip_casting", "time_measured"),
        ("fab_network-sls_printing", "price_measured"),
    }
    for key, one in proved.items():
        shares = [each.share for each in held if (each.number.option, each.fact) == key and each.share]
        low, high = interval(shares) or (0.0, 0.0)
        assert one.middle == median(shares)
        assert (one.verdict == "corrected") is (low > 1 or high < 1)


def test_fewer_outcomes_than_six_correct_nothing(example: tuple[OrderOutcome, ...], walk: Advisor) -> None:
    some = [one for one in example if one.id.startswith(("holder", "hook"))][:5]

    assert {one.verdict for one in corrections(hold(some, walk), walk.pack)} == {"few"}


def test_a_share_beyond_the_bounds_of_its_fact_corrects_nothing(
    example: tuple[OrderOutcome, ...], walk: Advisor
) -> None:
    """A row that is ten times too cheap is another row's matter."""
    dear = [
        replace(one, said={"price": (100 * one.said["price"][0], 100 * one.said["price"][1])})
        for one in example
        if one.id.startswith(("holder", "hook", "stand"))
    ]

    assert {one.verdict for one in corrections(hold(dear, walk), walk.pack)} == {"beyond"}


def test_an_outcome_without_a_row_of_its_own_is_counted_and_proves_nothing(reader: OrderReader, walk: Advisor) -> None:
    found = read(HEAD + "a,lamp,plastic,powder printing,60,hub,,20,,0,9,,\n", reader)
    numbers = hold(found.outcomes, walk)

    assert [(one.number.option, one.share) for one in numbers] == [(None, None), (None, None)]
    assert corrections(numbers, walk.pack) == ()


def test_a_pack_that_measures_nothing_is_refused_with_the_cure(pack: Pack) -> None:
    bare = replace(pack, estimates={name: replace(one, measured="") for name, one in pack.estimates.items()})
    with pytest.raises(PackError, match=r"`measured: price`"):
        estimates_measured(bare)


# --- how they are read ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("20,,0,,,", {"price": (2000, 2000)}),
        ("20,,,,,", {"price_with_tooling": (2000, 2000)}),
        (",1000,,,,", {"price_with_tooling": (2000, 2000)}),
        (",1000,100,,,", {"price": (1800, 1800)}),
        ("20,,0,,10,", {"price": (2500, 2500)}),
        (",1000,,,10,", {"price_with_tooling": (2500, 2500)}),
        (",,,3 weeks,,", {"days": (21, 21)}),
        (",,,18..21,,", {"days": (18, 21)}),
        ("18..20,,0,12,,quoted", {"price": (1800, 2000), "days": (12, 12)}),
    ],
)
def test_what_was_paid_is_the_price_of_a_good_unit(row: str, said: dict[str, object], reader: OrderReader) -> None:
    """Of 50 mugs: all that was paid is divided by those that were good, without the tools where they are said apart."""
    found = read(f"{HEAD}a,mug,ceramic,slip casting,50,workshop,Ton,{row}\n", reader)

    assert found.faults == ()
    assert found.outcomes[0].said == said


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        ("mug,ceramic,slip casting,50,worskhop,T,20,,,,,", "2:6", "unknown pathway `worskhop`"),
        ("mug,ceramic,slip casting,50,,T,20,,,,,", "2:1", "does not say which pathway made it"),
        ("mug,ceramic,slip castign,50,workshop,T,20,,,,,", "2:4", "unknown choice of `process` `slip castign`"),
        ("mug,ceramic,slip casting,50,workshop,T,20,900,,,,", "2:9", "`price` and `total` both say"),
        ("mug,ceramic,slip casting,50,workshop,T,,900,900,,,", "2:9", "`tools` take all of `total`"),
        ("mug,ceramic,slip casting,,workshop,T,,900,,,,", "2:9", "for how many units it was paid"),
        ("mug,ceramic,slip casting,50,workshop,T,20,,,,50,", "2:8", "expected fewer rejects than units, got 50 of 50"),
        ("mug,ceramic,slip casting,50,workshop,T,,,,,,", "2:1", "neither what was paid nor how long it took"),
        ("mug,ceramic,slip casting,50,workshop,T,20,,,,,lost", "2:13", "unknown `status` `lost`"),
        ("mug,ceramic,slip casting,50,workshop,T,20 kg,,,,,", "2:8", "`price`"),
        ("mug,ceramic,frobnication,50,workshop,T,20,,,,,", "2:4", "unknown choice of `process` `frobnication`"),
        ("mug,ceramic,slip casting,0,workshop,T,20,,,5,,", "2:5", "`quantity` must be"),
        ("mug,ceramic,slip casting,50,workshop,T,20,,,0 days,,", "2:11", "`days` must be from 1 day"),
    ],
)
def test_a_fault_is_told_at_its_cell_and_refuses_its_row_alone(
    row: str, place: str, words: str, reader: OrderReader
) -> None:
    found = read(f"{HEAD}a,{row}\nb,mug,ceramic,slip casting,50,workshop,T,20,,,,,\n", reader)

    assert (len(found.outcomes), found.refused) == (1, 1)
    assert any(f"{one.at}" == f"<stdin>:{place}" and words in one.message for one in found.faults), found.faults


def test_csv_excel_and_yaml_say_the_same(
    reader: OrderReader, example: tuple[OrderOutcome, ...], tmp_path: Path
) -> None:
    with EXAMPLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    book = xlsxwriter.Workbook(tmp_path / "o.xlsx")
    sheet = book.add_worksheet()
    for across, header in enumerate(rows[0]):
        sheet.write_string(0, across, header)
        for down, row in enumerate(rows, start=1):
            number = re.fullmatch(r"[0-9]+(\.[0-9]+)?", row[header])
            (sheet.write_number if number else sheet.write_string)(
                down, across, float(row[header]) if number else row[header]
            )
    book.close()
    (tmp_path / "o.json").write_text(json.dumps([{key: one for key, one in row.items() if one} for row in rows]))

    for name in ("o.xlsx", "o.json"):
        found = read_outcomes(str(tmp_path / name), reader, io.BytesIO())
        assert found.faults == ()
        assert [(one.id, one.said, one.day, one.rejects) for one in found.outcomes] == [
            (one.id, one.said, one.day, one.rejects) for one in example
        ]


def test_what_became_of_an_order_goes_before_facts_of_the_same_name(reader: OrderReader) -> None:
    """`price` and `days` are words for the selling price and the deadline in a table of orders; in one of outcomes they are real ones."""
    found = read(HEAD + "a,mug,ceramic,slip casting,50,workshop,T,20,,5,21,,\n", reader).outcomes[0]

    assert {"selling_price", "deadline"} <= {reader.pack.lexicon.facts.get(one) for one in OUTCOME_FACTS}
    assert set(found.order.given) == {"order.object", "order.material", "order.process", "order.quantity"}


def test_an_id_that_comes_twice_and_json_lines_are_refused(reader: OrderReader) -> None:
    row = "a,mug,ceramic,slip casting,50,workshop,T,20,,,,,\n"
    twice = read(HEAD + row + row, reader)
    assert (len(twice.outcomes), twice.refused) == (1, 1)
    assert "used twice" in twice.faults[0].message
    with pytest.raises(FaultsError, match="not from JSON Lines"):
        read("{}", reader, "jsonl")


def test_a_key_that_is_misspelt_is_told_with_the_nearest_one_an_outcome_may_say(reader: OrderReader) -> None:
    """In a list in YAML, where a studio's block is shared by all of it."""
    text = """
studio: {studio_region: germany}
orders:
  - {id: a, object: mug, quantity: 80, pathway: workshop, price: EUR 18, days: 10 weeks}
  - {id: b, object: mug, quantity: 80, pathway: workshop, prise: EUR 18}
"""
    found = read(text, reader, "yaml")

    assert "order.studio_region" in found.outcomes[0].order.given
    assert found.outcomes[0].said["days"] == (70, 70)
    assert (f"{found.faults[0].at}", found.faults[0].help) == ("<stdin>:5:59", "did you mean `price`?")


def test_rejects_are_a_share_of_the_units_that_came(held: tuple[Held, ...]) -> None:
    """A quote is of no units."""
    own = [one for one in held if one.outcome.supplier == "Polyform"]

    assert rejected(own) == pytest.approx(7 / (300 + 80 + 120 + 500))
    assert rejected([one for one in own if one.outcome.is_quote]) is None


# --- what is written --------------------------------------------------------------------------------------------------
def test_a_draft_is_accepted_and_explained_and_proves_itself_right(cli: Run, tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path)
    wrote = cli("learn", "outcomes.csv", "--write", "learned")
    check, test = cli("pack", "check", "learned"), cli("pack", "test", "learned")
    again = json.loads(cli("learn", "outcomes.csv", "--pack", "learned", "--format", "json").stdout)
    figures = (tmp_path / "learned/knowledge/figures.yaml").read_text()

    assert (wrote.returncode, check.returncode, test.returncode) == (0, 0, 0), check.stdout + test.stdout
    assert "2 passed, 0 failed" in test.stdout
    assert {one["verdict"] for one in again["corrections"]} == {"right"}
    assert 'quote: "9 outcomes, 2 of them quoted, 2 suppliers: 0.73..0.80 of what was reckoned, median 0.76"' in figures
    assert "as_of: 2026-07-02" in figures
    assert "own measurement" in (tmp_path / "learned/knowledge/sources.yaml").read_text()


def test_nothing_is_written_over(cli: Run, tmp_path: Path) -> None:
    """A folder that holds something is refused before anything is told, and stays as it is."""
    shutil.copy(EXAMPLE, tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("ours")
    done = cli("learn", "outcomes.csv", "--write", "mine")

    assert done.returncode == 3
    assert done.stdout == ""
    assert "expected a new or empty folder" in done.stderr
    assert [one.name for one in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_where_nothing_is_proved_nothing_is_written(cli: Run, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "few.csv").write_text("".join(text[:5]), encoding="utf-8")
    done = cli("learn", "few.csv", "--write", "mine")

    assert done.returncode == 0
    assert "nothing is proved to be off" in done.stderr
    assert not (tmp_path / "mine").exists()


def test_a_draft_lies_over_the_pack_in_use_also_in_a_folder_that_is_there(cli: Run, tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path)
    cli("pack", "new", "house")
    (tmp_path / "learned").mkdir()
    done = cli("learn", "outcomes.csv", "--pack", "house", "--write", "learned")

    assert done.returncode == 0, done.stderr
    assert 'extends: "../house"' in (tmp_path / "learned/knowledge/pack.yaml").read_text()
    assert cli("pack", "check", "learned").returncode == 0


def test_a_refused_row_ends_with_4_and_a_file_without_a_good_one_with_3(cli: Run, tmp_path: Path) -> None:
    good = "b,mug,ceramic,slip casting,50,workshop,T,20,,,,,\n"
    bad = "a,mug,ceramic,slip casting,50,,T,20,,,,,\n"
    for text, code in ((bad + good, 4), (bad, 3)):
        (tmp_path / "o.csv").write_text(HEAD + text)
        assert cli("learn", "o.csv").returncode == code


# --- the language -----------------------------------------------------------------------------------------------------
def test_what_corrects_an_estimate_is_a_share_of_an_option(cli: Run, tmp_path: Path) -> None:
    cli("pack", "new", "mine")
    path = tmp_path / "mine/knowledge/estimates.yaml"
    path.write_text("estimates:\n  ex_works: {measured: wages, corrected_by: unit_cost}\n")
    done = cli("pack", "check", "mine")

    assert "unknown `measured` `wages`" in done.stdout
    assert "unknown `corrected_by` `unit_cost`" in done.stdout


def test_a_formula_said_anew_is_not_corrected_as_the_old_one_was(cli: Run, tmp_path: Path) -> None:
    """Who writes another formula says by what it is corrected."""
    cli("pack", "new", "mine")
    (tmp_path / "mine/knowledge/estimates.yaml").write_text(
        "estimates:\n  lead_time: {formula: option.making_days, source: studio#prices}\n"
    )
    shutil.copy(EXAMPLE, tmp_path)
    told = json.loads(cli("learn", "outcomes.csv", "--pack", "mine", "--format", "json").stdout)

    assert {one["fact"] for one in told["corrections"]} == {"price_measured"}
    assert any(one["measured"] == "times" for one in told["rows"])
