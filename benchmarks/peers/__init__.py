"""The 43 rules in other engines, each in the form that it likes best. `ENGINES` names those that are installed."""

from __future__ import annotations
