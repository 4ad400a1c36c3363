"""Who may come in and with how much: checked before a request is read, and said on every answer."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.web.shelf import Shelf

COOKIE = "advisor"
YEAR = 365 * 24 * 3600
MOST_BODY = 1 << 20
"""How many bytes a request may bring."""
_SMALL = 5
"""Of a request that is refused, so many digits of bytes are read all the same."""
BODY_PATIENCE = 15.0
"""Within how many seconds a request must have arrived whole."""
READS = frozenset({"GET", "HEAD"})
DOORS = frozenset({"/advise", "/batch", "/openapi.json"})
"""The addresses that programs use."""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cache-control": "no-store",
}
CLOSED = (
    "This page opens with the address that `advisor serve` printed when it was started.\n"
    "Copy that address whole, to its end, and open it in this browser once; afterwards this page opens by itself.\n"
)


class Guard:
    """Lets through what may come in; what comes through has `secret` in its state: whose orders it may see."""

    def __init__(self, app: ASGIApp, *, shelf: Shelf, token: str, local: bool) -> None:
        """local: whether only this machine may name us."""
        self._app, self._shelf, self._token, self._local = app, shelf, token.encode(), local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        told = self._refused(scope, headers) or self._admitted(scope, headers)
        body = b""
        if told is None and scope["method"] not in READS:
            read = await _body(receive, headers)
            told = PlainTextResponse("The request did not arrive whole in time.\n", 408) if read is None else None
            body = read or b""
        elif told is not None and _is_small(headers):
            await _body(receive, headers)  # who is still sending when the connection closes may never see the answer
        if told is not None and scope["method"] not in READS:
            told.headers["connection"] = "close"  # what else the request brings is not read
        await (told or self._app)(scope, _replayed(body, receive), _headed(send))

    # --- what is asked ------------------------------------------------------------------------------------------------
    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """Return why a request is not looked at at all."""
        if len(headers.getlist("host")) != 1 or not self._is_ours(headers["host"]):
            return PlainTextResponse("This is not the address of this page.\n", 421)
        if scope["method"] in READS:
            return None
        length = headers.get("content-length", "")
        if "transfer-encoding" in headers or not (length.isascii() and length.isdigit()):
            return PlainTextResponse("Say how long the request is, in Content-Length.\n", 411)
        if len(length) > 12 or int(length) > MOST_BODY:  # noqa: PLR2004  # a longer number is not worth reading
            return PlainTextResponse("That is too much at once: at most 1 MB.\n", 413)
        return None

    def _is_ours(self, host: str) -> bool:
        """Return whether a name cannot have been pointed at us by somebody else: it is this machine, or a bare number."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name == "localhost":
            return True
        try:
            number = ipaddress.ip_address(name)
        except ValueError:
            return False
        return number.is_loopback or not self._local

    # --- who asks -----------------------------------------------------------------------------------------------------
    def _admitted(self, scope: Scope, headers: Headers) -> Response | None:
        """Return why somebody may not come in, or how; None once they are in, and known."""
        path = scope["path"]
        if path.startswith("/static/"):
            return None
        scheme, _, word = headers.get("authorization", "").partition(" ")
        if scheme:
            if path in DOORS and scheme.lower() == "bearer" and self._is_token(word.strip()):
                return None
            return _no(path)
        secret = cookie(headers)
        if scope["method"] in READS:
            query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            words = [value for name, value in query if name == "token"]
            if words:
                return self._welcome(path, query, secret) if self._is_token(words[0]) else _no(path)
        if not self._shelf.knows(secret):
            return _no(path)
        if scope["method"] not in READS and (path in DOORS or not _is_own(headers)):
            return _no(path)
        scope.setdefault("state", {})["secret"] = secret
        return None

    def _is_token(self, word: str) -> bool:
        return hmac.compare_digest(word.encode(), self._token)

    def _welcome(self, path: str, query: list[tuple[str, str]], secret: str) -> Response:
        """Let a browser in: it is known from now on, and the token goes out of its address."""
        left = urlencode([one for one in query if one[0] != "token"])
        clean = "/" + path.lstrip("/\\")
        told = RedirectResponse(f"{clean}?{left}" if left else clean, 303)
        if not self._shelf.knows(secret):
            secret = self._shelf.admit()
        told.set_cookie(COOKIE, secret, max_age=YEAR, path="/", httponly=True, samesite="strict")
        return told


def cookie(headers: Mapping[str, str]) -> str:
    """Return the secret that a browser brings, empty if it brings none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def seal(secret: str) -> str:
    """Return what every form of a browser carries, which no other page can know."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def is_sealed(secret: str, word: str) -> bool:
    """Return whether a form was one of ours, for this browser."""
    return hmac.compare_digest(seal(secret).encode(), word.encode())


def _is_own(headers: Headers) -> bool:
    """Return whether a request comes from a page of ours, as far as the browser says."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None and urlsplit(origin).netloc != headers["host"]:
        return False
    return site in {None, "same-origin", "none"}


def _no(path: str) -> Response:
    if path in DOORS:
        told = {"faults": [{"at": "", "message": "the token is missing or wrong", "help": "send it as a Bearer token"}]}
        return JSONResponse(told, 401, {"www-authenticate": "Bearer"})
    return PlainTextResponse(CLOSED, 403)


# --- what comes and goes ----------------------------------------------------------------------------------------------
def _is_small(headers: Headers) -> bool:
    """Return whether a request says that it is short."""
    length = headers.get("content-length", "")
    return length.isascii() and length.isdigit() and len(length) <= _SMALL


async def _body(receive: Receive, headers: Headers) -> bytes | None:
    """Return the body of a request, None if it did not arrive in time or not as long as it said."""
    parts: list[bytes] = []
    try:
        async with asyncio.timeout(BODY_PATIENCE):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    break
    except TimeoutError:
        return None
    whole = b"".join(parts)
    return whole if len(whole) == int(headers["content-length"]) else None


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that was read already, then waits for the end of the connection."""
    first = True

    async def again() -> Message:
        nonlocal first
        if first:
            first = False
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return again


def _headed(send: Send) -> Send:
    """Return what sends every answer with our headers, unless it says its own."""

    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return headed
