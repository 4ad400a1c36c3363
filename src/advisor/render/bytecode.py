"""What templates and sentences compile to, kept from one start to the next."""

from __future__ import annotations

import hashlib

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from advisor.pack.cache import Kept


class Bytecode(BytecodeCache):
    """Keeps the bytecode of one form's templates, by their names and, as Jinja checks, their text.

    The form is part of the key: what is constant in a template is escaped for its form when it is compiled.
    """

    def __init__(self, kept: Kept, form: str) -> None:
        self._kept = kept
        self._form = form

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        del filename  # a template that comes from a wheel has none
        told = f"{jinja2.__version__} {self._form} {name}"
        return f"{hashlib.sha256(told.encode()).hexdigest()}.jinja"

    def load_bytecode(self, bucket: Bucket) -> None:
        raw = self._kept.read(bucket.key)
        if raw is not None:
            bucket.bytecode_from_string(raw)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept.write(bucket.key, bucket.bytecode_to_string())
