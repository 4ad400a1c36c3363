"""What a run of the benchmarks found: Markdown with tables, goals met or missed, and charts beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chart import Chart


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How much is measured.

    columnar: orders of the million; parquet: of the ten million. growth_at: rules and options while the other grows.
    mixed: numbers of orders as mixed as a shop's; variants: of one order. base: a checkout of another commit, which is
    measured beside this one.
    """

    runs: int = 3
    agreement: int = 2_000
    one_by_one: int = 2_000
    thousand: int = 1_000
    columnar: int = 1_000_000
    parquet: int = 10_000_000
    built_in: int = 500_000
    growth_orders: tuple[int, ...] = (1_000, 10_000, 100_000, 1_000_000)
    growth_rules: tuple[int, ...] = (15, 30, 60, 120, 240)
    growth_options: tuple[int, ...] = (75, 150, 300, 600)
    growth_table: int = 50_000
    growth_at: tuple[int, int] = (60, 300)
    mixed: tuple[int, ...] = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
    variants: int = 200
    base: Path | None = None

    @classmethod
    def quick(cls) -> Sizes:
        """Return sizes that show in seconds whether everything works, and nothing else."""
        return cls(
            runs=1, agreement=20, one_by_one=10, thousand=4, columnar=2_000, parquet=5_000, built_in=50,
            growth_orders=(20, 40), growth_rules=(15, 30), growth_options=(15, 30), growth_table=100, growth_at=(15, 15),
            mixed=(3,), variants=2,
        )  # fmt: skip


@dataclass(slots=True)
class Report:
    lines: list[str] = field(default_factory=lambda: ["# Speed, measured", ""])
    charts: dict[str, Chart] = field(default_factory=dict)
    goals: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def heading(self, text: str) -> None:
        self.lines += [f"## {text}", ""]

    def paragraph(self, text: str) -> None:
        self.lines += [text, ""]

    def table(self, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Add a table; every column but the first is of figures."""
        self.lines.append(f"| {' | '.join(head)} |")
        self.lines.append(f"|---|{'--:|' * (len(head) - 1)}")
        self.lines += [f"| {' | '.join(map(str, row))} |" for row in rows]
        self.lines.append("")

    def goal(self, job: str, goal: str, found: str, *, met: bool) -> None:
        """Note whether a goal was met; all of them stand at the top of the report."""
        self.goals.append((job, goal, found, met))

    def chart(self, name: str, chart: Chart) -> None:
        self.charts[name] = chart
        self.lines += [f"![{chart.title}]({name}.svg)", ""]

    def text(self) -> str:
        head = [*self.lines[:2], "| job | goal | found | |", "|---|---|---|---|"]
        told = [
            f"| {job} | {goal} | {found} | {'met' if met else '**missed**'} |" for job, goal, found, met in self.goals
        ]
        return "\n".join([*head, *told, "", *self.lines[2:]])

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "speed.md").write_text(self.text(), encoding="utf-8")
        for name, chart in self.charts.items():
            (folder / f"{name}.svg").write_text(chart.svg(), encoding="utf-8")
