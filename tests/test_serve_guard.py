"""`advisor serve`, as somebody who means harm meets it: nothing is lost, and nothing leaks."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

pytest.importorskip("starlette", reason="needs the extra `web`")
pytest.importorskip("httpx")

import httpx

from serving import SENTENCE, Server, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]
PAGES = ("/", "/o/aaaaaaaaaaaaa", "/api", "/openapi.json")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("state"), "--as-of", "2026-11-28") as found:
        yield found


def raw(server: Server, text: bytes, *, patience: float = 20) -> bytes:
    """Return what the server answers to bytes, until it closes or falls silent."""
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=patience) as line:
        line.sendall(text)
        found = b""
        try:
            while part := line.recv(65536):
                found += part
                if b"\r\n\r\n" in found:
                    break
        except TimeoutError:
            pass
    return found


@pytest.mark.parametrize("path", PAGES)
def test_without_token_or_cookie_nothing_is_shown(server: Server, path: str) -> None:
    """A wrong token, a wrong cookie and none at all see the same short answer."""
    for asked, cookie in (
        (path, ""),
        (f"{path}?token=wrong", ""),
        (path, "advisor=" + "a" * 43),
        (path, "advisor=../.."),
    ):
        found = httpx.get(f"{server.address}{asked}", headers={"cookie": cookie})

        assert found.status_code in (401, 403)
        assert "order" not in found.text.lower().replace("orders", "")
        assert server.token not in found.text
        assert "set-cookie" not in found.headers


def test_the_token_leaves_the_address_and_the_cookie_is_private(server: Server) -> None:
    """The token is taken out of the address at once; script cannot read the cookie, nor another site send it."""
    found = httpx.get(server.opened)
    cookie = found.headers["set-cookie"].lower()

    assert found.status_code == 303
    assert found.headers["location"] == "/"
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert httpx.get(f"{server.address}//evil.example/?token={server.token}").headers["location"] == "/evil.example/"


def test_a_browser_does_not_see_the_orders_of_another(server: Server) -> None:
    """Not in the list, not by the address, not to change and not to throw away."""
    mine, other = server.visit(), server.visit()
    place = mine.say(SENTENCE)
    assert "oak" not in other.get("/").text
    for path in ("", "/whole", "/try", "/order.yaml", "/report.html", "/letters.zip"):
        assert other.get(f"{place}{path}").status_code == 404
    for move in ("answer", "save", "back", "remove", "keep", "quote"):
        other.post(f"{place}/{move}", path="order.quantity", text="7", order__quantity="7")

    assert "quantity: 80" in mine.get(f"{place}/order.yaml").text


def test_a_form_of_another_page_changes_nothing(server: Server) -> None:
    """Without the seal of the form, from another origin or from another site, it is refused."""
    visitor = server.visit()
    place = visitor.say(SENTENCE)
    good = {"csrf": visitor.csrf, "path": "order.quantity", "text": "7"}
    tried = [
        ({**good, "csrf": "0" * 64}, {}),
        ({**good, "csrf": server.visit().csrf}, {}),
        (good, {"origin": "http://evil.example"}),
        (good, {"origin": "null"}),
        (good, {"sec-fetch-site": "cross-site"}),
    ]
    for data, headers in tried:
        assert visitor.client.post(f"{place}/answer", data=data, headers=headers).status_code == 403

    assert "quantity: 80" in visitor.get(f"{place}/order.yaml").text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5", "", "localhost.evil.example:80"]
)
def test_another_name_is_not_ours(server: Server, host: str) -> None:
    """A name that somebody else may point at this machine is refused, cookie or not."""
    found = raw(server, f"GET /?token={server.token} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())

    assert b" 421 " in found or b" 400 " in found
    assert b"set-cookie" not in found.lower()


def test_every_answer_carries_the_policy(server: Server) -> None:
    """Pages, files, refusals and faults alike."""
    visitor = server.visit()
    place = visitor.say(SENTENCE)
    for path in ("/", place, f"{place}/try", f"{place}/order.yaml", "/nowhere", "/static/page.css", "/o/bbbbbbbbbbbbb"):
        headers = visitor.get(path).headers

        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers


def test_what_an_order_says_is_never_markup_and_never_steers_a_terminal(server: Server) -> None:
    """Tags and escapes are shown as what they are, in every page and file."""
    visitor = server.visit()
    said = '120 mugs <script>alert(1)</script> \x1b[31mred \u202edrawkcab" onload=x'
    place = visitor.say(said)
    visitor.post(f"{place}/answer", path="order.object", text=said)
    quote = '{supplier: "<img src=x>", pathway: factory, unit_cost: EUR 9, lead_time: 3 weeks}'
    brought = f'id: "<script>alert(1)</script>"\nquantity: 120\nquotes: [{quote}]\n'
    visitor.post("/bring", files={"file": ("<b>.yaml", brought)})
    for at in (place, visitor.place):
        for path in ("", "/whole", "/try", "/report.html", "/answer.html", "/client.html"):
            text = visitor.get(f"{at}{path}").text

            assert "<script>alert" not in text
            assert "<img" not in text
            assert "\x1b" not in text
            assert "\u202e" not in text
    assert "<script>" not in visitor.get("/").text


def test_too_much_is_refused_before_it_is_read(server: Server) -> None:
    """Ten megabytes, no length, a length that is none, and lengths that contradict: refused at once, and the order stays."""
    visitor = server.visit()
    place = visitor.say(SENTENCE)
    found = raw(server, f"POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Length: {10 << 20}\r\n\r\n".encode())
    assert b" 413 " in found
    for head in (
        "Transfer-Encoding: chunked",
        "",
        "Content-Length: -1",
        "Content-Length: 9" + "9" * 30,
        "Content-Length: x",
    ):
        found = raw(server, f"POST /new HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n".encode())
        assert found.split(b" ")[1] in {b"400", b"411", b"413"}, (head, found)
    big = visitor.post("/bring", files={"file": ("big.yaml", b"a" * (900 << 10))})

    assert big.status_code == 422
    assert visitor.get(place).status_code == 200


def test_two_hundred_silent_connections_hold_nobody_up(server: Server) -> None:
    """While they say nothing, or half a request, others are answered; then they are closed."""
    host, port = server.address.removeprefix("http://").split(":")
    lines = [socket.create_connection((host, int(port)), timeout=30) for _ in range(200)]
    try:
        for number, line in enumerate(lines):
            line.sendall(
                [
                    b"GET / HTTP/1.1\r\nHost: loc",
                    b"POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\na",
                ][number % 2]
            )
        begun = time.monotonic()
        visitor = server.visit()
        assert visitor.get("/").status_code == 200
        assert time.monotonic() - begun < 5
        for line in lines[:2]:
            while line.recv(65536):
                pass
        assert time.monotonic() - begun < 30
    finally:
        for line in lines:
            line.close()


def test_files_of_others_are_not_served(server: Server) -> None:
    """Neither by climbing, nor by a name that is none of an order's."""
    visitor = server.visit()
    for path in ("/static/../guard.py", "/static/%2e%2e/guard.py", "/o/..%2f..%2ftoken", "/o/token", "/o/%00"):
        assert visitor.get(path).status_code in (400, 404), path


def test_many_questions_at_once_are_answered_in_turn_or_told_to_wait(server: Server) -> None:
    """Nothing breaks under more work than one thread can do."""
    visitor = server.visit()
    place = visitor.say(SENTENCE)
    with ThreadPoolExecutor(48) as pool:
        codes = list(
            pool.map(
                lambda _: (
                    httpx.get(f"{server.address}{place}", cookies=dict(visitor.client.cookies), timeout=90).status_code
                ),
                range(48),
            )
        )

    assert set(codes) <= {200, 503}
    assert 200 in codes
