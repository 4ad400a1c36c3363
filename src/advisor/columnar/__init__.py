"""The columnar engine: the pack compiled to Polars expressions over possible values, for many orders at once."""

from advisor.columnar.decide import Columnar
from advisor.columnar.frame import frame_of, series_of

__all__ = ["Columnar", "frame_of", "series_of"]
