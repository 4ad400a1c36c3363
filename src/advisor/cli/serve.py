"""`advisor serve`: the page in a browser, and the door for programs on the same machine."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from advisor.cli.exits import Exit
from advisor.cli.session import Opening, order_options
from advisor.errors import MissingExtraError

PORT = 8765
_NEEDED = ("starlette", "uvicorn", "python_multipart")
_MISSING = "the page in a browser needs an extra: pip install 'advisor[web]'"


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes one that is free."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen; 0.0.0.0 lets a phone in.",
)
@order_options
def serve_command(  # one parameter an option
    port: int,
    host: str,
    *,
    opening: Opening,
) -> int:
    """Serve a page on which you say an order in your own words, and see what to do. Stop it with Ctrl-C.

    It is for this machine alone unless you name another --host. Your orders are kept as files in your own state folder.
    """
    _need_web()
    from advisor.render.served import Served
    from advisor.web.desk import Desk
    from advisor.web.server import bind
    from advisor.web.server import serve as served
    from advisor.web.shelf import Shelf

    bound = bind(host, port)
    session = opening.session()
    shelf = Shelf(_folder())
    if not bound.local:
        click.echo(
            "Anyone in your network who has this address can use the page, and can read what is sent: it is not encrypted.", err=True
        )  # fmt: skip
    pages = Served.like(session.renderer)
    served(Desk(session.advisor, session.reader, pages, shelf), bound, shelf.token(), _tell)
    return Exit.ADVISED


def _folder() -> Path:
    """Return where orders are kept: the user's own folder; where none is wanted or known one that goes with the machine's next start."""
    from tempfile import mkdtemp

    from advisor.interview.kept import state_folder

    kept = state_folder().path
    if kept is None:
        click.echo("I know no folder of yours to keep orders in, so they are not kept for long.", err=True)
    return kept or Path(mkdtemp(prefix="advisor-"))


def _tell(address: str) -> None:
    click.echo(f"Open {address}")
    click.echo("Stop with Ctrl-C.", err=True)


def _need_web() -> None:
    """Refuse, before any work, to serve without what serves.

    Raises:
        MissingExtraError: the extra is not installed.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise MissingExtraError(_MISSING)
