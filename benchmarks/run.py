"""Measures every claim about speed: `python benchmarks/run.py [--quick] [--only PART,...] [--out DIR]`, or `make bench`.

The parts are listed in PARTS. Each engine is first held equal to the reference on the same seeded orders; runs are
interleaved, medians and ratios are told, and so is how noisy the machine was. Writes `speed.md` and the charts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

from agreement import agree  # noqa: E402  # found only once its folder is on the path
from measure import machine, noise  # noqa: E402  # as above
from parts import columnar, engines, growth, inside, mixed, whole  # noqa: E402  # as above
from report import Report, Sizes  # noqa: E402  # as above

PARTS: dict[str, Callable[[Report, Sizes, Path], None]] = {
    "engines": engines.one_at_a_time,
    "thousand": whole.thousand_orders,
    "first": whole.first_answer,
    "text-memory": whole.memory_of_text,
    "million": columnar.million_in_memory,
    "parquet": columnar.parquet_to_parquet,
    "builtin": columnar.built_in_pack,
    "growth": growth.plots,
    "mixed": mixed.mixed_orders,
    "explained": mixed.explained_orders,
    "inside": inside.inside_one_process,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, one run: does it all work?")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--out", type=Path, default=HERE / "results", help="where the report is written")
    for name in ("runs", "columnar", "parquet", "built-in", "growth-table"):
        parser.add_argument(
            f"--{name}", type=int, metavar="N", help=f"another size than {getattr(Sizes, _field(name))}"
        )
    parser.add_argument("--growth-orders", metavar="N,N", help="numbers of orders to plot")
    parser.add_argument("--mixed", metavar="N,N", help="numbers of mixed orders")
    parser.add_argument(
        "--base", type=Path, metavar="DIR", help="a checkout of another commit, measured beside this one"
    )
    asked = parser.parse_args()
    sizes = _sized(Sizes.quick() if asked.quick else Sizes(), asked)
    report, before = Report(), noise()
    report.paragraph(agree(sizes.agreement))
    with tempfile.TemporaryDirectory() as folder:
        for name in asked.only.split(","):
            print(f"== {name}", file=sys.stderr, flush=True)
            PARTS[name](report, sizes, Path(folder))
    report.paragraph(
        f"{machine()}; a fixed loop varied by {before:.0f} % before and {noise():.0f} % after. Ratios are of medians of "
        f"{sizes.runs} interleaved runs; on shared cores differences under 20 % are ties."
    )
    report.write(asked.out)
    print(report.text())
    return 0


def _field(flag: str) -> str:
    return flag.replace("-", "_")


def _sized(sizes: Sizes, asked: argparse.Namespace) -> Sizes:
    """Return the sizes with those that were asked for."""
    names = ("runs", "columnar", "parquet", "built_in", "growth_table")
    said = {name: getattr(asked, name) for name in names if getattr(asked, name) is not None}
    for name in ("growth_orders", "mixed"):
        if told := getattr(asked, name):
            said[name] = tuple(map(int, told.split(",")))
    if asked.base:
        said["base"] = asked.base.resolve(strict=True)
    return replace(sizes, **said)


if __name__ == "__main__":
    sys.exit(main())
