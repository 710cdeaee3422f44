"""Cookies: signed, closed to scripts, tied to their host over https, each for what it was made for."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from starlette.requests import Request
from starlette.responses import Response

from graph_service.access.tickets import new_ticket
from graph_service.http.cookies import Cookies, is_from_elsewhere

SECRET = "s" * 40


def request(scheme: str = "http", **headers: str) -> Request:
    told = {"host": "sillon.example.org", **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in told.items()]
    return Request({"type": "http", "method": "POST", "scheme": scheme, "path": "/", "headers": raw})


def kept(cookies: Cookies, asked: Request, ticket: str) -> tuple[str, str]:
    """What a browser sends back, and what it was told."""
    response = Response()
    cookies.keep_ticket(asked, response, ticket, days=2)
    told = response.headers["set-cookie"]
    [(name, morsel)] = SimpleCookie(told).items()
    return f"{name}={morsel.coded_value}", told


@pytest.mark.parametrize(("scheme", "https"), [("http", False), ("https", False), ("http", True)])
def test_a_browser_gives_back_the_ticket_it_was_given(scheme: str, https: bool) -> None:
    cookies, ticket = Cookies(SECRET, https=https), new_ticket()
    secure = https or scheme == "https"

    sent, told = kept(cookies, request(scheme), ticket)

    assert cookies.ticket(request(scheme, cookie=sent)) == ticket
    assert {"HttpOnly", "SameSite=lax", "Path=/", f"Max-Age={2 * 86_400}"} <= set(told.split("; "))
    assert ("Secure" in told.split("; "), told.startswith("__Host-"), "Domain" in told) == (secure, secure, False)


def test_what_we_did_not_sign_or_signed_for_something_else_is_no_ticket() -> None:
    cookies, ticket = Cookies(SECRET, https=False), new_ticket()
    sent, _ = kept(cookies, request(), ticket)
    eyes = Response()
    cookies.keep_eyes(request(), eyes, ticket)
    other_name = SimpleCookie(eyes.headers["set-cookie"])["sillon_eyes"].coded_value

    for wrong in (
        f"sillon_session={ticket}", sent[:-1], sent + "x", f"sillon_session={other_name}", "sillon_session=",
        "sillon_session=" + "a" * 5_000, "sillon_session=é.é", "sillon_session=WzFd.abc",
    ):  # fmt: skip
        assert cookies.ticket(request(cookie=wrong)) is None, wrong
    assert Cookies("t" * 40, https=False).ticket(request(cookie=sent)) is None
    assert cookies.eyes(request(cookie=sent)) is None


def test_a_form_is_of_its_session_alone() -> None:
    cookies, ticket, other = Cookies(SECRET, https=False), new_ticket(), new_ticket()

    assert cookies.form_fits(ticket, cookies.form_token(ticket))
    for wrong in (cookies.form_token(other), "", "é", cookies.form_token(ticket)[:-1], ticket):
        assert not cookies.form_fits(ticket, wrong)
    assert cookies.form_token(ticket) != Cookies("t" * 40, https=False).form_token(ticket)


@pytest.mark.parametrize(
    ("headers", "elsewhere"),
    [
        ({}, False),
        ({"origin": "http://sillon.example.org"}, False),
        ({"origin": "https://sillon.example.org"}, False),
        ({"origin": "https://evil.example.org"}, True),
        ({"origin": "https://sillon.example.org.evil.org"}, True),
        ({"origin": "null"}, True),
        ({"origin": ""}, True),
        ({"sec_fetch_site": "same-origin"}, False),
        ({"sec_fetch_site": "none"}, False),
        ({"sec_fetch_site": "same-site"}, True),
        ({"sec_fetch_site": "cross-site"}, True),
        ({"origin": "https://evil.example.org", "sec_fetch_site": "same-origin"}, True),
    ],
)
def test_what_another_site_makes_a_browser_send_is_known(headers: dict[str, str], elsewhere: bool) -> None:
    assert is_from_elsewhere(request(**headers)) is elsewhere
