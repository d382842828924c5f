"""What happens at the tills of the demo shop before somebody looks at it in the portal."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from card_contract.sale_id import crockford
from support.till_client import TillClient

MANAGER, CLERK = ("anna", "333333"), ("mia", "111111")


class PortalShop:
    """The demo shop at work; every card is used once."""

    def __init__(self, url: str, demo: dict[str, Any]) -> None:
        self.url = url
        self.demo = demo
        gift = next(each for each in self.demo["campaigns"] if each["name"] == "gift-50")
        self.numbers: Iterator[str] = iter(gift["sample_numbers"])
        self.till = TillClient.of_demo(self.url, self.demo)
        self.till.sign_in(*MANAGER).raise_for_status()

    def close(self) -> None:
        self.till.close()

    def new_till(self, name: str) -> TillClient:
        """Another till, with somebody signed in."""
        code = self.till.post("/v1/enrolment-codes", {"till_name": name}).json()["code"]
        other = self.let_in(code)
        other.sign_in(*CLERK).raise_for_status()
        return other

    def let_in(self, code: str) -> TillClient:
        """A till that came with this code."""
        other = TillClient(self.url)
        other.enrol(code).raise_for_status()
        other.open_session()
        return other

    def held_by_a_dead_till(self) -> str:
        """A sale of one card that its till holds, and the till is shut out."""
        with self.new_till("Lost till") as other:
            sale_id = other.new_sale_id()
            card = other.look_up(next(self.numbers)).json()
            other.reserve(sale_id, [card]).raise_for_status()
            self.till.post(
                f"/v1/tills/{other.till_id}/revoke", {"reason": "stolen"}
            ).raise_for_status()
        return sale_id

    def stop_sale(self, *numbers: str) -> int:
        """Stop these cards from being sold; the id of the stop-sale."""
        ids = [self.till.look_up(number).json()["card_id"] for number in numbers]
        body: dict[str, Any] = {
            "act": "stop-sale",
            "selection": {"by": "cards", "card_ids": ids},
            "reason": "stolen",
            "note": "seen in the back yard",
        }
        request = f"R-{crockford(secrets.token_bytes(17))[:26]}"
        answer = self.till.post(f"/v1/recall-requests/{request}", body).raise_for_status()
        return int(answer.json()["recall_id"])
