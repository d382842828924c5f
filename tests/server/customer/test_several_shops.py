"""A server of several apps: each shop's page has its own address, its own customers and codes."""

from __future__ import annotations

from typing import Any

from support.command_line import CommandLine
from support.server_process import ServerProcess


def test_an_address_names_the_shop_where_there_are_several(
    server: ServerProcess, customers: Any, new_code: Any
) -> None:
    care = CommandLine(server.data)
    ann = customers()
    ann.register()
    care.says("app", "add", "Other cards", "--id", "other")
    assert ann.get("/redeem").status_code == 404
    ann.base = "/redeem/at/demo"
    assert f"Signed in as {ann.name}." in ann.get(ann.base).text
    answer = ann.redeem(new_code())
    assert answer.headers["location"].startswith("/redeem/at/demo/code?id=")
    assert ann.outcome(answer) == "Redeemed"

    code, session = new_code(), ann.http.cookies["customer"]
    ann.base = "/redeem/at/other"
    assert "Signed in as" not in ann.get(ann.base).text
    assert ann.enter(ann.name).status_code == 403
    assert ann.register().headers["location"] == "/redeem/at/other"
    assert ann.redeem(code).status_code == 422
    assert "There is no such code" in ann.why

    care.says("app", "disable", "--app", "demo")
    closed = customers()
    closed.http.cookies.set("customer", session)
    for path in ("/redeem/at/demo", "/redeem/at/demo/codes"):
        answer = closed.get(path)
        assert answer.status_code == 503
        assert "Closed at present" in answer.text
    assert closed.send("/redeem/at/demo", code=code).status_code == 503
    care.says("app", "enable", "--app", "demo")
    assert "Signed in as" in closed.get("/redeem/at/demo").text
