"""The forms in which files of orders are read, and how the command line names them. Imports nothing, so that `--help` waits for nothing."""

from __future__ import annotations

STDIN = "-"
"""Names standard input, and standard output."""
FORMS = ("yaml", "json", "jsonl", "csv", "tsv", "excel", "parquet")
TABLES = ("csv", "tsv", "excel", "parquet")
SUFFIXES = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv",
    ".xlsx": "excel", ".xlsm": "excel", ".xlsb": "excel", ".xls": "excel", ".ods": "excel", ".parquet": "parquet",
}  # fmt: skip
"""Suffix of a file -> its form."""
EXCEL_MISSING = "Excel sheets need an extra: pip install 'advisor[excel]'"
