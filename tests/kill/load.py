"""Load on a server that is being killed: tills that sell, cancel and void, and note every answer.

A request is sent again, with the same id and bytes, until it is answered; what was answered is
acknowledged and must never be gone.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec

from card_contract.outcomes import MEANINGS, Refusal
from support.till_client import TillClient

PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """One answer that a till has received for good."""

    target: str
    body: bytes
    status: int
    answer: dict[str, Any]


class BusyTill:
    """One till under load, in a thread of its own."""

    def __init__(self, client: TillClient, numbers: Iterator[str], seed: int) -> None:
        self._numbers = numbers
        self._chance = random.Random(seed)
        self._client = client
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.acknowledged: list[Acknowledged] = []
        self.sold: list[str] = []
        self.failure: BaseException | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let the sale that is under way come to its end."""
        self._stop.set()
        self._thread.join(PATIENCE_S * 2)
        assert not self._thread.is_alive(), "a sale never ended"
        self._client.http.close()
        if self.failure is not None:
            raise self.failure

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._one_sale(next(self._numbers))
        except BaseException as failure:  # noqa: BLE001 - raised again by stop
            self.failure = failure

    def _one_sale(self, number: str) -> None:
        card = self.insist("/v1/cards/look-up", {"text": number}).answer
        sale_id = self._client.new_sale_id()
        line = {"card_id": card["card_id"], "price_minor": card["price_minor"]}
        reserve = {"lines": [line], "currency": card["currency"], "created_at": 1}
        self._acknowledge(f"/v1/sales/{sale_id}/reserve", reserve)
        if self._chance.random() < 0.2:
            self._acknowledge(f"/v1/sales/{sale_id}/cancel", {"reason": "clerk"})
            return
        payment = {"kind": "cash", "amount_minor": card["price_minor"]}
        paid = {"payment": payment, "paid_at": time.time_ns() // 1_000_000}
        self._acknowledge(f"/v1/sales/{sale_id}/confirm", paid)
        if self._chance.random() < 0.2:
            void = {"sale_id": sale_id, "card_ids": [], "reason": "wrong-card"}
            self._acknowledge(f"/v1/voids/{self._client.new_void_id()}", void)
        else:
            self.sold.append(card["card_id"])

    def _acknowledge(self, target: str, body: dict[str, Any]) -> None:
        answered = self.insist(target, body)
        assert answered.status == 200, answered
        self.acknowledged.append(answered)

    def insist(self, target: str, body: dict[str, Any] | None) -> Acknowledged:
        """Send the same bytes until an answer comes that will never change; without any, look."""
        method, raw = ("GET", b"") if body is None else ("POST", msgspec.json.encode(body))
        end = time.monotonic() + PATIENCE_S
        last = ""
        while time.monotonic() < end:
            try:
                answer = self._client.send(method, target, raw)
                told = answer.json()
                if told.get("code") == Refusal.NO_SESSION:  # the server has started anew
                    self._client.open_session()
            except (httpx.HTTPError, ValueError):
                last = "no answer"
                time.sleep(0.02)
                continue
            if answer.status_code == 200 or MEANINGS[Refusal(told["code"])].final:
                return Acknowledged(target=target, body=raw, status=answer.status_code, answer=told)
            last = answer.text
            time.sleep(0.02)
        raise AssertionError(f"no answer for {target} within {PATIENCE_S} s: {last}")


def send_again(client: TillClient, acknowledged: Acknowledged) -> None:
    """A copy of an answered request gets the same answer, marked as told before."""
    answer = client.send("POST", acknowledged.target, acknowledged.body)
    assert answer.status_code == acknowledged.status, (acknowledged, answer.text)
    told = answer.json()
    assert told.pop("replayed") is True, acknowledged
    before = {name: value for name, value in acknowledged.answer.items() if name != "replayed"}
    assert told == before
