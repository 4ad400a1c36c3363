"""Whether what serves pages is installed."""

from __future__ import annotations

from importlib.util import find_spec

from advisor.errors import MissingExtraError

_NEEDED = ("starlette", "uvicorn", "python_multipart")
_MISSING = "the page in a browser needs an extra: pip install 'advisor[web]'"


def need_web_extra() -> None:
    """Refuse, before any work, to serve without what serves.

    Raises:
        MissingExtraError: the extra is not installed.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise MissingExtraError(_MISSING)
