"""What is taken away of an order, and the quotes that are brought to it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from advisor.batch.output import named_after
from advisor.errors import FaultsError, MissingExtraError
from advisor.offer import Request as Letter
from advisor.web.desk import Desk
from advisor.web.pages import desk_of, order_address, say_fault, secret_of, shown, text_in, worker_of
from advisor.web.quotes import asked_fields, brought_quotes, typed_quote, wrong_fields
from advisor.web.sight import order_view

YAML, HTML, PDF, ZIP = "application/yaml", "text/html", "application/pdf", "application/zip"
_Made = tuple[bytes, str, str]
"""A file's bytes, its kind and its name."""


def order_file(desk: Desk, secret: str, key: str) -> _Made:
    """Return the order file, as it stands on the shelf."""
    held = desk.open(secret, key)
    return held.text.encode(), YAML, f"{named_after(held.interview.order.id)}.yaml"


def answer_page(desk: Desk, secret: str, key: str) -> _Made:
    """Return the whole answer as a page that needs no other file."""
    order = desk.open(secret, key).interview.order
    return desk.pages.html([desk.advisor.advise(order)]).encode(), HTML, f"{named_after(order.id)}.html"


def send_report(desk: Desk, secret: str, key: str) -> _Made:
    """Return the studio's report."""
    return _report(desk, secret, key), HTML, f"{_name(desk, secret, key)}-report.html"


def client_report(desk: Desk, secret: str, key: str) -> _Made:
    """Return the report for the client: no cost, cash, supplier or margin."""
    return _report(desk, secret, key, client=True), HTML, f"{_name(desk, secret, key)}-for-the-client.html"


def report_pdf(desk: Desk, secret: str, key: str) -> _Made:
    """Return the studio's report as a PDF.

    Raises:
        MissingExtraError: what typesets is not installed.
    """
    from advisor.render.pdf import need_pdf_extra, typeset

    need_pdf_extra()
    page = _report(desk, secret, key).decode()
    day = desk.open(secret, key).interview.order.as_of
    return typeset(page, day=day), PDF, f"{_name(desk, secret, key)}-report.pdf"


def letters(desk: Desk, secret: str, key: str) -> _Made:
    """Return the requests for quotation to those that the answer says to ask, each as a letter, a page, and a sheet to fill in."""
    from advisor.analysis.request import requests

    order = desk.open(secret, key).interview.order
    found = requests(desk.advisor, order)
    if not found:
        raise MissingExtraError("there is nobody to ask for a quote: no way that takes quotes is left")
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as book:
        for one in found:
            stem = f"{named_after(order.id)}-{one.pathway}"
            book.writestr(f"{stem}.md", desk.pages.request(one, "markdown"))
            book.writestr(f"{stem}.html", desk.pages.request(one, "html"))
            for sheet in _sheet(desk, one):
                book.writestr(f"{stem}.xlsx", sheet)
    return held.getvalue(), ZIP, f"{named_after(order.id)}-letters.zip"


def _sheet(desk: Desk, letter: Letter) -> list[bytes]:
    """Return the sheet to fill in; nothing where the library for it is not installed."""
    from advisor.analysis.quote_comparison import price_breaks
    from advisor.batch.quote_sheet import can_write, write_sheet

    if not can_write():
        return []
    quantities = price_breaks(desk.advisor, letter.order)
    with TemporaryDirectory(prefix="advisor-") as folder:
        path = Path(folder) / "quote.xlsx"
        write_sheet(path, desk.advisor.pack, letter.order, letter.pathway, quantities)
        return [path.read_bytes()]


def _report(desk: Desk, secret: str, key: str, *, client: bool = False) -> bytes:
    from advisor.analysis.order_variants import columnar
    from advisor.analysis.report_contents import report as reported

    found = reported(desk.advisor, columnar(desk.advisor), desk.open(secret, key).interview.order)
    return (desk.pages.client_report(found) if client else desk.pages.report(found)).encode()


def _name(desk: Desk, secret: str, key: str) -> str:
    return named_after(desk.open(secret, key).interview.order.id)


# --- handlers ---------------------------------------------------------------------------------------------------------
def file_sender(make: Callable[[Desk, str, str], _Made]) -> Callable[[Request], Any]:
    """Return a handler that sends a file; a page is shown, within what its own styles need, if `show` is asked for."""

    async def send(request: Request) -> Response:
        key, desk, secret = request.path_params["key"], desk_of(request), secret_of(request)
        try:
            raw, kind, name = await worker_of(request).run(make, desk, secret, key)
        except MissingExtraError as error:
            told = str(error)
            return await shown(request, "no", lambda _, __: {"told": told, "key": key}, code=409)
        if kind == HTML and "show" in request.query_params:
            return Response(raw, headers=_framed(raw.decode()), media_type=HTML)
        return Response(raw, headers={"content-disposition": f'attachment; filename="{name}"'}, media_type=kind)

    return send


def _framed(page: str) -> dict[str, str]:
    """Return the policy for a page that carries its own styles: those, and nothing else."""
    from advisor.render.served import style_hashes

    styles = " ".join(style_hashes(page)) or "'none'"
    told = f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return {"content-security-policy": told}


async def whole_answer(request: Request) -> Response:
    """Show all of the answer, proved as far as it can be."""

    def view(desk: Desk, secret: str, key: str) -> dict[str, Any]:
        advice = desk.advisor.advise(desk.open(secret, key).interview.order)
        return {"key": key, "a": desk.pages.whole(advice), "first": desk.pages.card(advice), "ids": False}

    return await shown(request, "whole", view, request.path_params["key"])


async def quote(request: Request, form: FormData) -> Response:
    """Add a quote that was typed, or those of a file."""
    key, desk, secret = request.path_params["key"], desk_of(request), secret_of(request)
    file = form.get("file")
    raw = await file.read() if isinstance(file, UploadFile) else b""
    name = (file.filename if isinstance(file, UploadFile) else "") or "your quote"
    pack = desk.advisor.pack
    texts = [(one, text_in(form, one)) for one in asked_fields(pack)]

    def add() -> None:
        nodes = brought_quotes(raw, name, pack) if raw else [typed_quote(texts, "your quote", pack, is_form=True)]
        desk.quote(secret, key, nodes)

    try:
        await worker_of(request).run(add)
    except (FaultsError, MissingExtraError) as error:
        fault = error

        def view(desk: Desk, secret: str, key: str) -> dict[str, Any]:
            wrong = {"": say_fault(fault)}
            if isinstance(fault, FaultsError) and not raw:
                wrong = wrong_fields(fault.faults, pack, desk.pages.quote_labels())
            return {**order_view(desk, secret, key), "wrong_quote": wrong, "quote": dict(texts)}

        return await shown(request, "order", view, key, code=422)
    return order_address(key, "#quotes")


async def unquote(request: Request, form: FormData) -> Response:
    """Take a quote out."""
    key = request.path_params["key"]
    await worker_of(request).run(desk_of(request).unquote, secret_of(request), key, text_in(form, "quote"))
    return order_address(key, "#quotes")
