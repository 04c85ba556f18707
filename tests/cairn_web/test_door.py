"""Only this machine's browser comes in, through a link that works once."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cairn_web.door import make_link


@pytest.fixture
def outside() -> Client:
    return Client(HTTP_HOST="127.0.0.1:8721")


def ticket_path() -> str:
    return make_link(8721, settings.SECRET_KEY).partition(":8721")[2]


def test_a_link_opens_once_and_only_once(outside: Client) -> None:
    path = ticket_path()
    assert outside.get(path).status_code == 302
    assert outside.get("/begin/stage/").status_code == 200
    assert Client(HTTP_HOST="127.0.0.1:8721").get(path).status_code == 403


def test_a_link_signed_with_another_key_opens_nothing(outside: Client) -> None:
    path = make_link(8721, "another key").partition(":8721")[2]
    assert outside.get(path).status_code == 403
    assert outside.get("/begin/stage/").status_code == 403


@pytest.mark.parametrize("path", ["/", "/plan/", "/share/export/", "/plan/files/plan.json", "/me/"])
def test_without_the_link_every_page_is_shut(outside: Client, path: str) -> None:
    assert outside.get(path).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "cairn.evil.example:8721", "127.0.0.1.evil.example", ""])
def test_a_name_that_was_pointed_here_is_refused(browser: Any, host: str) -> None:
    assert browser.get("/begin/stage/", HTTP_HOST=host).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://127.0.0.1:9999"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_SEC_FETCH_MODE": "navigate"},
    ],
)
def test_a_form_of_another_site_is_refused(browser: Any, headers: dict[str, str]) -> None:
    sent = browser.post("/begin/stage/", {"stage": "change"}, **headers)
    assert sent.status_code == 403


def test_a_form_without_its_token_is_refused(strict_browser: Any) -> None:
    sent = strict_browser.post("/begin/stage/", {"stage": "change"})
    assert sent.status_code == 403
    assert "load it again" in sent.content.decode()


def test_every_page_has_a_policy_without_inline_script_or_style(browser: Any) -> None:
    page = browser.get("/begin/stage/")
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page["X-Frame-Options"] == "DENY"
