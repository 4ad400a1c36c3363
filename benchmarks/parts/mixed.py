"""Orders as mixed as a shop's beside one kind of order, whole processes of `batch`; with the checkout of another commit, before and after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from _orders import write
from checkout import Checkout, checkouts, named, seconds_and_memory
from measure import Run, interleaved
from report import Report, Sizes

FORMS = {"csv": "CSV to CSV", "parquet": "Parquet to Parquet"}
KINDS = {"mixed": True, "one kind": False}
REPEATED = 10_000
"""Up to so many orders, runs are repeated; more take so long that one run says enough."""
SEED = 5


def mixed_orders(report: Report, sizes: Sizes, folder: Path) -> None:
    """Tell what tables take, without explanations, by form, number and kind of orders."""
    sources = _warmed(sizes, folder)
    for form, told in FORMS.items():
        report.heading(f"Mixed orders and one kind of order, {told}, whole process")
        rows = [
            (f"{count:,}", kind, *_table(sources, form, count, kind, sizes, folder))
            for count in sizes.mixed
            for kind in KINDS
        ]
        heads = *named(sources, "processor s"), *named(sources, "peak MB")
        report.table(("orders", "kind", *heads), rows)
    report.paragraph(
        f"Thirteen facts, `--explain none`. One kind: all orders say the same facts, and one material. Above {REPEATED:,} orders it "
        "is one run each."
    )


def explained_orders(report: Report, sizes: Sizes, folder: Path) -> None:
    """Tell what explaining every order in full takes, YAML to JSON Lines."""
    sources = _warmed(sizes, folder)
    source = folder / "explained.yaml"
    write(sizes.thousand, source, SEED)
    found = interleaved({one.name: _batch(one, source, "jsonl", "full") for one in sources}, sizes.runs)
    report.heading(f"{sizes.thousand:,} mixed orders in YAML to JSON Lines, explained in full, whole process")
    heads = *named(sources, "processor s"), *named(sources, "peak MB")
    report.table(("orders", *heads), [(f"{sizes.thousand:,}", *seconds_and_memory(list(found.values())))])


def _warmed(sizes: Sizes, folder: Path) -> tuple[Checkout, ...]:
    """Return the checkouts once each has read its pack and kept it."""
    sources = checkouts(sizes.base, folder)
    order = folder / "warm.yaml"
    write(1, order, SEED)
    for one in sources:
        one.advisor("advise", order)
    return sources


def _table(
    sources: tuple[Checkout, ...], form: str, count: int, kind: str, sizes: Sizes, folder: Path
) -> tuple[str, ...]:
    source = folder / f"orders-{count}.{form}"
    write(count, source, SEED, is_mixed=KINDS[kind])
    runs = sizes.runs if count <= REPEATED else 1
    found = interleaved({one.name: _batch(one, source, form, "none") for one in sources}, runs)
    source.unlink()
    return seconds_and_memory(list(found.values()))


def _batch(one: Checkout, source: Path, form: str, explain: str) -> Callable[[], Run]:
    target = source.with_name(f"answers-{one.name}.{form}")
    return lambda: one.advisor("batch", source, "-o", target, "--explain", explain)
