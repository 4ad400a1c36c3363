"""Which address leads where."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from advisor.errors import OrderError, OutputError
from advisor.web import door, number_tries, pages, takeaway
from advisor.web.desk import Desk
from advisor.web.guard import DOORS, Guard
from advisor.web.pages import posted, say_fault, shown
from advisor.web.shelf import NotOnShelfError
from advisor.web.worker import BusyError, Worker

STATIC = Path(__file__).parent / "static"
GET, POST = ["GET"], ["POST"]


def build(desk: Desk, *, token: str, local: bool = True) -> Starlette:
    """Return what answers requests. token: of the printed address; local: whether only this machine may ask."""
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Guard, shelf=desk.shelf, token=token, local=local)],
        exception_handlers={NotOnShelfError: _absent, OrderError: _unreadable, BusyError: _busy, OutputError: _unkept},
    )
    app.state.desk, app.state.worker = desk, Worker()
    return app


def _routes() -> list[BaseRoute]:
    """Return what is answered at each address."""
    files = {
        "order.yaml": takeaway.order_file, "answer.html": takeaway.answer_page, "report.html": takeaway.send_report,
        "client.html": takeaway.client_report, "report.pdf": takeaway.report_pdf, "letters.zip": takeaway.letters,
    }  # fmt: skip
    moves = {
        "answer": pages.answer, "skip": pages.skip, "back": pages.back, "more": pages.more, "save": pages.save,
        "remove": pages.remove, "quote": takeaway.quote, "unquote": takeaway.unquote, "keep": number_tries.keep,
    }  # fmt: skip
    return [
        Route("/", pages.home, methods=GET),
        Route("/new", posted(pages.begin_order), methods=POST),
        Route("/bring", posted(pages.bring), methods=POST),
        Route("/o/{key}", pages.order, methods=GET),
        Route("/o/{key}/whole", takeaway.whole_answer, methods=GET),
        Route("/o/{key}/try", number_tries.trial, methods=GET),
        *(Route(f"/o/{{key}}/{name}", takeaway.file_sender(make), methods=GET) for name, make in files.items()),
        *(Route(f"/o/{{key}}/{name}", posted(move), methods=POST) for name, move in moves.items()),
        *(Route(f"/o/{{key}}/{name}", pages.show_again, methods=GET) for name in moves),
        Route("/advise", door.advise, methods=POST),
        Route("/batch", door.batch, methods=POST),
        Route("/openapi.json", door.describe_door, methods=GET),
        Route("/api", door.readable, methods=GET),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


async def _absent(request: Request, _: Exception) -> Response:
    told = "There is no such order here. It may have been thrown away, or it is kept in another browser."
    return await shown(request, "no", lambda _, __: {"told": told}, code=404)


async def _unreadable(request: Request, error: Exception) -> Response:
    told = f"This order's file cannot be read any more: {say_fault(error)}."
    if request.url.path in DOORS:
        return JSONResponse({"faults": [{"at": "", "message": told, "help": ""}]}, 422)
    return await shown(request, "no", lambda _, __: {"told": told}, code=422)


async def _busy(request: Request, error: Exception) -> Response:
    headers = {"retry-after": "5"}
    if request.url.path in DOORS:
        return JSONResponse({"faults": [{"at": "", "message": str(error), "help": ""}]}, 503, headers)
    return PlainTextResponse(f"{str(error).capitalize()}.\n", 503, headers)


async def _unkept(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"Your answer could not be kept: {error}.\n", 507)
