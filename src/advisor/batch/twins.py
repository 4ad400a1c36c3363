"""Which ids come twice, found among the hashes of any number of them."""

from __future__ import annotations

from typing import Any

import polars as pl

_HELD = 1 << 22
"""How many ids are compared in memory; more wait in files."""
_PARTS = 64


class Ids:
    """Hashes of ids, compared in memory, or in files in parts once there are many."""

    def __init__(self) -> None:
        self._held: list[pl.Series] = []
        self._count = 0
        self._folder: Any = None
        self._turn = 0

    def add(self, ids: pl.Series) -> None:
        self._held.append(ids.hash())
        self._count += len(ids)
        if self._count >= _HELD:
            self._spill()

    def _spill(self) -> None:
        import tempfile
        from pathlib import Path

        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory()
        frame = pl.concat(self._held).alias("hash").to_frame().with_columns((pl.col("hash") % _PARTS).alias("part"))
        for (part,), rows in frame.partition_by("part", as_dict=True).items():
            rows.select("hash").write_parquet(Path(self._folder.name) / f"{part}-{self._turn}.parquet")
        self._turn += 1
        self._held, self._count = [], 0

    def twice(self) -> pl.Series:
        """Return the hashes that came more than once."""
        from pathlib import Path

        if self._folder is None:
            whole = pl.concat(self._held) if self._held else pl.Series("hash", [], dtype=pl.UInt64)
            return _repeated(whole.alias("hash"))
        if self._held:
            self._spill()
        folder = Path(self._folder.name)
        parts = [
            _repeated(pl.read_parquet(folder / f"{part}-*.parquet")["hash"])
            for part in range(_PARTS)
            if list(folder.glob(f"{part}-*.parquet"))
        ]
        self._folder.cleanup()
        return pl.concat(parts)


def _repeated(hashes: pl.Series) -> pl.Series:
    return hashes.filter(hashes.is_duplicated()).unique()
