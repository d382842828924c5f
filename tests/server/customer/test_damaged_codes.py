"""A customer's code whose sealed copy is damaged: nothing is lost, but it has to be typed."""

from __future__ import annotations

from typing import Any

from support.customer_client import CustomerClient
from support.portal_form import form_on
from support.server_process import ServerProcess
from support.stored_rows import change_rows


def test_a_code_whose_sealed_copy_is_damaged_is_typed_once_more(
    ann: CustomerClient, new_code: Any, server: ServerProcess
) -> None:
    code = new_code("sync-fail")
    where = ann.redeem(code).headers["location"]
    again = form_on(ann.get(where).text, "/redeem/again")
    damaged = "UPDATE code_secrets SET sealed = 'AAAA' WHERE code_id = ?"
    change_rows(server.data, damaged, int(again["id"]))
    assert ann.send("/redeem/again", **again).status_code == 422
    assert ann.why == "Type the code first."
    assert ann.redeem(code).headers["location"] == where
    assert "ask the shop" in ann.get(where).text, "that was the last try"
