"""The parts of a run, each of which adds its tables, goals and charts to the report."""

from __future__ import annotations
