"""What happens at the tills of the demo shop before somebody looks at it in the portal."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import msgspec

from card_contract.recall_messages import RecallRequest, digest_of
from card_contract.sale_id import crockford
from support.till_client import TillClient

MANAGER, CLERK, ADMINISTRATOR = ("anna", "333333"), ("mia", "111111"), ("admin", "666666")


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
        return self._begun(_request_id(), self._asked("stop-sale", *numbers))

    def recall_sold(self, *numbers: str) -> int:
        """Recall these cards, the sold ones included, for which an administrator signs; its id."""
        return self._signed({**self._asked("recall", *numbers), "include_sold": True})

    def recall_batch(self, batch: int, act: str = "recall", *, sold: bool = True) -> int:
        """Recall all cards of a batch, or stop them from being sold; its id."""
        chosen = {"by": "batch", "batch": batch}
        return self._signed({**_asked(act, chosen), "include_sold": sold})

    def _signed(self, body: dict[str, Any]) -> int:
        request, digest = _request_id(), digest_of(msgspec.convert(body, RecallRequest))
        signed = self.till.approve(*ADMINISTRATOR, "recall", digest, sale_id=request)
        return self._begun(request, {**body, "approval": signed.json()["approval"]})

    def _asked(self, act: str, *numbers: str) -> dict[str, Any]:
        ids = [self.till.look_up(number).json()["card_id"] for number in numbers]
        return _asked(act, {"by": "cards", "card_ids": ids})

    def _begun(self, request: str, body: dict[str, Any]) -> int:
        answer = self.till.post(f"/v1/recall-requests/{request}", body).raise_for_status()
        return int(answer.json()["recall_id"])


def _asked(act: str, selection: dict[str, Any]) -> dict[str, Any]:
    note = "seen in the back yard"
    return {"act": act, "selection": selection, "reason": "stolen", "note": note}


def _request_id() -> str:
    return f"R-{crockford(secrets.token_bytes(17))[:26]}"
