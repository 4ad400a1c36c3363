"""What is no order in a table, and what is in two encodings at once, is refused and not advised on."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.batch.spoilt import no_order
from conftest import Run

HEAD = "id,quantity,material,client\n"


def table(rows: str) -> bytes:
    return (HEAD + "".join(f"{row}\n" for row in rows.split("\n"))).encode()


@pytest.mark.parametrize("explain", ["none", "brief"])
@pytest.mark.parametrize(
    "row",
    [
        "Summe,300,,",
        ",300,,Total",
        "Refund #1001,20,oak,",
        "r1,20,oak,refunded",
        "Grand total:,300,,",
        "Storno 12,5,oak,",
    ],
)
def test_a_total_or_a_refund_is_no_order(cli: Run, tmp_path: Path, explain: str, row: str) -> None:
    """In the id or a column that is kept, its label refuses the row, in columns as one by one; the orders stay."""
    (tmp_path / "o.csv").write_bytes(table(f"a,100,oak,x\nb,200,oak,y\n{row}"))
    done = cli(
        "batch", str(tmp_path / "o.csv"), "--keep", "client", "-o", str(tmp_path / "out.csv"), "--explain", explain
    )

    assert done.returncode == 4
    assert "o.csv:4:" in done.stderr
    assert "not an order" in done.stderr
    assert "2 orders advised" in done.stderr


NAMELESS = [",300,,", ",300,,1.250", ' ,"EUR 1,250.00",,300', ",,,42"]


@pytest.mark.parametrize("explain", ["none", "brief"])
@pytest.mark.parametrize("row", NAMELESS)
def test_numbers_alone_below_named_orders_are_no_order(cli: Run, tmp_path: Path, explain: str, row: str) -> None:
    """A row without an id or a word, where the first row has an id, is a total that nobody labelled."""
    (tmp_path / "o.csv").write_bytes(table(f"a,100,oak,x\nb,200,oak,y\n{row}"))
    done = cli(
        "batch", str(tmp_path / "o.csv"), "--keep", "client", "-o", str(tmp_path / "out.csv"), "--explain", explain
    )

    assert done.returncode == 4
    assert "o.csv:4:1: the row has numbers alone and no id" in done.stderr
    assert "2 orders advised" in done.stderr


@pytest.mark.parametrize("explain", ["none", "brief"])
@pytest.mark.parametrize(
    "rows", [",100,oak,\n,200,,\n", "a,100,oak,\n,200,oak,", "a,100,oak,\n,200,,x", "a,100,oak,\n7,200,,"]
)
def test_numbers_alone_are_an_order_where_it_is_named_or_says_a_word(
    cli: Run, tmp_path: Path, explain: str, rows: str
) -> None:
    """An id, a word, or a table whose first row has no id either: each makes it an order."""
    (tmp_path / "o.csv").write_bytes(table(rows.strip()))
    done = cli(
        "batch", str(tmp_path / "o.csv"), "--keep", "client", "-o", str(tmp_path / "out.csv"), "--explain", explain
    )

    assert done.returncode == 0, done.stderr
    assert "2 orders advised" in done.stderr


@pytest.mark.parametrize(
    "word", ["total-lamp", "Summer", "sum-1", "Totalis GmbH", "storno", "refund policy lamp", "Gesamtschule", "credit"]
)
def test_a_word_that_only_begins_so_is_an_order(word: str) -> None:
    """Names that begin like a total are names; `storno` alone is a refund."""
    assert (no_order(word) is None) == (word != "storno")


@pytest.mark.parametrize(
    ("stray", "place"),
    [(b"m\xf6we", "o.csv:3:12"), (b"\x80", "o.csv:3:11"), (b"m\xc3\xb6we \xfc", "o.csv:3:16"), (b"\xc3", "o.csv:3:11")],
)
def test_one_stray_byte_does_not_garble_the_rest(cli: Run, tmp_path: Path, stray: bytes, place: str) -> None:
    """A file that is UTF-8 but for one byte is refused at that byte, and read once its encoding is said."""
    raw = table("a,100,oak,m\u00f6we\nb,200,oak,STRAY\nc,300,oak,m\u00f6we").replace(b"STRAY", stray)
    (tmp_path / "o.csv").write_bytes(raw)
    command = (
        "batch",
        str(tmp_path / "o.csv"),
        "--keep",
        "client",
        "-o",
        str(tmp_path / "out.csv"),
        "--explain",
        "none",
    )
    done = cli(*command)

    assert done.returncode == 3
    assert place in done.stderr
    assert cli(*command, "--encoding", "cp1252").returncode == 0


def test_a_table_in_cp1252_alone_is_still_read(cli: Run, tmp_path: Path) -> None:
    """Where nothing is UTF-8 beyond ASCII, the file is cp1252."""
    (tmp_path / "o.csv").write_bytes(table("a,100,oak,m\u00f6we\nb,200,oak,\u00e4rger").decode().encode("cp1252"))
    done = cli("batch", str(tmp_path / "o.csv"), "--keep", "client", "-o", "-", "--format", "csv", "--explain", "none")

    assert done.returncode == 0
    assert "m\u00f6we" in done.stdout
