"""The pages on which an order is said, asked about and edited. Every step is a form that a browser without script sends too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from advisor.errors import FaultsError
from advisor.interview import AnswerError
from advisor.web.desk import Desk
from advisor.web.guard import is_sealed
from advisor.web.shelf import FullShelfError
from advisor.web.sight import order_view, shelf_view, typed_again
from advisor.web.worker import Worker

MOST_FIELDS = 200
ASK = "#ask"
"""Where on the page the question stands."""
Handler = Callable[[Request], Awaitable[Response]]


def desk_of(request: Request) -> Desk:
    """Return the desk that serves a request; what is done at it goes through the worker."""
    found: Desk = request.app.state.desk
    return found


def worker_of(request: Request) -> Worker:
    """Return the worker of a request's desk."""
    found: Worker = request.app.state.worker
    return found


def secret_of(request: Request) -> str:
    """Return whose orders a request may see."""
    found: str = request.state.secret
    return found


async def form_sent(request: Request) -> FormData | None:
    """Return the form that was sent, None if it is none of ours."""
    form = await request.form(max_files=4, max_fields=MOST_FIELDS)
    word = form.get("csrf")
    return form if isinstance(word, str) and is_sealed(secret_of(request), word) else None


def text_in(form: FormData, name: str) -> str:
    """Return what was written into a field, empty if there is no such field."""
    found = form.get(name)
    return found if isinstance(found, str) else ""


def order_address(key: str, mark: str = "") -> RedirectResponse:
    """Send the browser to an order's page. mark: where on it."""
    return RedirectResponse(f"/o/{key}{mark}", 303)


async def shown(request: Request, name: str, view: Callable[..., Mapping[str, Any]], *args: Any, code: int = 200, **named: Any) -> HTMLResponse:  # noqa: ANN401  # handed on as it is  # fmt: skip
    """Return a page. view: makes what its template reads, of the desk, the browser's secret and what else is given."""
    desk, secret = desk_of(request), secret_of(request)
    told = await worker_of(request).run(lambda: desk.pages.page(name, **view(desk, secret, *args, **named)))
    return HTMLResponse(told, code)


async def stale(request: Request) -> Response:
    """Say that a form was not one of ours, or too old."""
    told = "That form was too old, so nothing was changed. Go back, open the page anew, and try again."
    return await shown(request, "no", lambda _, __: {"told": told}, code=403)


def posted(handler: Callable[[Request, FormData], Awaitable[Response]]) -> Handler:
    """Return a handler of forms that are ours."""

    async def checked(request: Request) -> Response:
        form = await form_sent(request)
        return await stale(request) if form is None else await handler(request, form)

    return checked


# --- the first page ---------------------------------------------------------------------------------------------------
async def home(request: Request) -> Response:
    """Show the box for a sentence, and the orders that are kept."""
    return await shown(request, "home", shelf_view)


async def begin_order(request: Request, form: FormData) -> Response:
    """Begin an order from a sentence."""
    desk, words = desk_of(request), text_in(form, "words")
    try:
        key = await worker_of(request).run(desk.begin, secret_of(request), words)
    except (FaultsError, FullShelfError) as error:
        return await shown(request, "home", shelf_view, error=say_fault(error), words=words, code=422)
    return order_address(key)


async def bring(request: Request, form: FormData) -> Response:
    """Take the orders of a file."""
    desk, file = desk_of(request), form.get("file")
    raw = await file.read() if isinstance(file, UploadFile) else b""
    name = (file.filename if isinstance(file, UploadFile) else "") or "your file"
    try:
        keys = await worker_of(request).run(desk.bring, secret_of(request), raw, name)
    except (FaultsError, FullShelfError) as error:
        return await shown(request, "home", shelf_view, error=say_fault(error), code=422)
    return order_address(keys[0]) if len(keys) == 1 else RedirectResponse("/", 303)


# --- one order --------------------------------------------------------------------------------------------------------
async def order(request: Request) -> Response:
    """Show an order: the next question, the answer so far, what was said."""
    key, ask = request.path_params["key"], request.query_params.get("ask", "")
    return await shown(request, "order", order_view, key, ask=ask)


async def answer(request: Request, form: FormData) -> Response:
    """Take an answer; what cannot be read stays in its field, with what to write."""
    key, path = request.path_params["key"], text_in(form, "path")
    texts = [one for one in form.getlist("text") if isinstance(one, str) and one.strip()]
    text = ", ".join(texts)
    desk, secret = desk_of(request), secret_of(request)
    if not _is_asked(desk, path):
        return order_address(key)
    try:
        if not text:
            return await shown(
                request, "order", order_view, key, ask=path, wrong={path: "write an answer, or say that you don't know"}, code=422
            )  # fmt: skip
        await worker_of(request).run(desk.answer, secret, key, path, text)
    except AnswerError as error:
        wrong = {path: str(error)}
        return await shown(request, "order", order_view, key, ask=path, wrong=wrong, texts={path: text}, code=422)
    return order_address(key, ASK)


def _is_asked(desk: Desk, path: str) -> bool:
    fact = desk.advisor.pack.facts.get(path.removeprefix("order."))
    return fact is not None and fact.of == "order" and bool(fact.question) and path == f"order.{fact.name}"


async def skip(request: Request, form: FormData) -> Response:
    """Take for an answer that it is not known."""
    key, path, desk = request.path_params["key"], text_in(form, "path"), desk_of(request)
    if _is_asked(desk, path):
        await worker_of(request).run(desk.skip, secret_of(request), key, path)
    return order_address(key, ASK)


async def back(request: Request, _: FormData) -> Response:
    """Take the last answer back and ask for it again."""
    key = request.path_params["key"]
    path = await worker_of(request).run(desk_of(request).back, secret_of(request), key)
    return order_address(key, f"?ask={path}{ASK}" if path else "")


async def more(request: Request, _: FormData) -> Response:
    """Ask on, though the answer is firm."""
    key = request.path_params["key"]
    await worker_of(request).run(desk_of(request).more, secret_of(request), key)
    return order_address(key, ASK)


async def save(request: Request, form: FormData) -> Response:
    """Take what was changed among the facts."""
    key, desk, secret = request.path_params["key"], desk_of(request), secret_of(request)
    texts = {name: text for name, text in form.items() if isinstance(text, str) and _is_asked(desk, name)}

    def changed() -> tuple[dict[str, str], dict[str, str]]:
        held = desk.open(secret, key)
        found = {path: text for path, text in texts.items() if text.strip() != typed_again(desk, held, path)}
        return found, desk.save(secret, key, found)

    found, wrong = await worker_of(request).run(changed)
    if wrong:
        unread = {path: found[path] for path in wrong}
        return await shown(request, "order", order_view, key, wrong=wrong, texts=unread, code=422)
    return order_address(key)


async def show_again(request: Request) -> Response:
    """Show an order's page to whoever opens the address of a step on it anew."""
    return order_address(request.path_params["key"])


async def remove(request: Request, _: FormData) -> Response:
    """Throw an order away."""
    await worker_of(request).run(desk_of(request).remove, secret_of(request), request.path_params["key"])
    return RedirectResponse("/", 303)


def say_fault(error: Exception) -> str:
    """Return what is wrong as a person is told it, without the place where a line of it is all there is."""
    if isinstance(error, FaultsError):
        return "; ".join(
            f"{one.message}{f' (line {one.at.line})' if one.at.line else ''}{f': {one.help}' if one.help else ''}"
            for one in error.faults[:5]
        )
    return str(error)
