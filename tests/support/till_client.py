"""A till as the server sees it: a key, a session, signed requests. Synchronous, for tests."""

from __future__ import annotations

import base64
import itertools
import secrets
import time
from pathlib import Path
from typing import Any, Final, Self

import httpx
import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from card_contract.sale_id import SaleId, VoidId, crockford
from card_contract.signing import (
    MAC_HEADER,
    OPERATOR_HEADER,
    SESSION_HEADER,
    TIME_HEADER,
    handshake_bytes,
    request_mac,
)
from support.plain_http import NO_AUTHORITIES

# When each sale was paid: the same in every repeat of a request, whichever client sends it.
_PAID_AT: Final[dict[str, int]] = {}


class TillClient:
    """Signs what it sends like a real till; every part of a signature can be bent for a test."""

    def __init__(
        self,
        url: str,
        *,
        till_id: str = "",
        key: Ed25519PrivateKey | None = None,
        verify: Any = NO_AUTHORITIES,
        timeout_s: float = 30.0,
    ) -> None:
        self.http = httpx.Client(base_url=url, verify=verify, timeout=timeout_s)
        self.till_id = till_id
        self.key = key or Ed25519PrivateKey.generate()
        self.session = ""
        self.mac_key = b""
        self.operator = ""
        self.generation = secrets.randbelow(900_000) + 1
        self._sequence = itertools.count(1)

    @classmethod
    def of_demo(cls, url: str, demo: dict[str, Any], **options: Any) -> TillClient:
        """The demo shop's till, with its session open."""
        pem = Path(demo["till"]["key_file"]).read_bytes()
        key = serialization.load_pem_private_key(pem, None)
        assert isinstance(key, Ed25519PrivateKey)
        client = cls(url, till_id=demo["till"]["id"], key=key, **options)
        client.open_session()
        return client

    def close(self) -> None:
        self.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- Who we are ------------------------------------------------------------------------------

    def public_key(self) -> str:
        raw = self.key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        return base64.b64encode(raw).decode()

    def enrol(self, code: str) -> httpx.Response:
        answer = self.http.post("/v1/enrol", json={"code": code, "public_key": self.public_key()})
        if answer.status_code == 200:
            self.till_id = answer.json()["till_id"]
        return answer

    def challenge(self) -> str:
        answer = self.http.post("/v1/till-sessions/challenge", json={"till_id": self.till_id})
        return answer.raise_for_status().json()["challenge"]

    def handshake(self, challenge: str, **more: Any) -> httpx.Response:
        signed = self.key.sign(handshake_bytes(till_id=self.till_id, challenge=challenge))
        body = {
            "till_id": self.till_id,
            "challenge": challenge,
            "signature": base64.b64encode(signed).decode(),
            **more,
        }
        return self.http.post("/v1/till-sessions", json=body)

    def open_session(self, **more: Any) -> dict[str, Any]:
        answer = self.handshake(self.challenge(), **more)
        assert answer.status_code == 200, answer.text
        opened = answer.json()
        self.session = opened["session_id"]
        self.mac_key = base64.b64decode(opened["mac_key"])
        return opened

    def sign_in(self, operator: str, pin: str) -> httpx.Response:
        answer = self.post("/v1/operator-sessions", {"operator": operator, "pin": pin})
        if answer.status_code == 200:
            self.operator = answer.json()["operator_session"]
        return answer

    # --- Requests --------------------------------------------------------------------------------

    def headers(
        self, method: str, target: str, body: bytes, *, time_ms: int | None = None
    ) -> dict[str, str]:
        time_text = str(time.time_ns() // 1_000_000 if time_ms is None else time_ms)
        mac = request_mac(
            self.mac_key,
            method=method,
            target=target,
            session=self.session,
            operator=self.operator,
            time_ms=time_text,
            body=body,
        )
        found = {SESSION_HEADER: self.session, TIME_HEADER: time_text, MAC_HEADER: mac}
        return {**found, OPERATOR_HEADER: self.operator} if self.operator else found

    def send(
        self, method: str, target: str, body: Any = None, *, time_ms: int | None = None
    ) -> httpx.Response:
        """Send a signed request; ``body`` is bytes as they are, or anything JSON can say."""
        if body is None:
            raw = b""
        else:
            raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
        headers = self.headers(method, target, raw, time_ms=time_ms)
        if raw:
            headers["Content-Type"] = "application/json"
        return self.http.request(method, target, content=raw, headers=headers)

    def get(self, target: str) -> httpx.Response:
        return self.send("GET", target)

    def post(self, target: str, body: Any) -> httpx.Response:
        return self.send("POST", target, body)

    # --- Journeys --------------------------------------------------------------------------------

    def new_sale_id(self) -> str:
        return str(self._new_id())

    def new_void_id(self) -> str:
        return str(VoidId(self._new_id()))

    def _new_id(self) -> SaleId:
        return SaleId(
            till=self.till_id,
            generation=self.generation,
            sequence=next(self._sequence),
            random=crockford(secrets.token_bytes(17)),
        )

    def look_up(self, text: str) -> httpx.Response:
        return self.post("/v1/cards/look-up", {"text": text})

    def reserve(self, sale_id: str, cards: list[dict[str, Any]]) -> httpx.Response:
        """Hold cards, given as look-ups answered them."""
        lines = [{"card_id": card["card_id"], "price_minor": card["price_minor"]} for card in cards]
        currency = cards[0]["currency"] if cards else "EUR"
        body = {"lines": lines, "currency": currency, "created_at": 1_790_000_000_000}
        return self.post(f"/v1/sales/{sale_id}/reserve", body)

    def confirm(self, sale_id: str, amount_minor: int, **payment: Any) -> httpx.Response:
        paid = {"kind": "cash", "amount_minor": amount_minor, "given_minor": amount_minor}
        paid_at = _PAID_AT.setdefault(sale_id, time.time_ns() // 1_000_000)
        body = {"payment": {**paid, **payment}, "paid_at": paid_at}
        return self.post(f"/v1/sales/{sale_id}/confirm", body)

    def cancel(self, sale_id: str, reason: str = "clerk") -> httpx.Response:
        return self.post(f"/v1/sales/{sale_id}/cancel", {"reason": reason})

    def approve(
        self, approver: str, pin: str, purpose: str, subject: str, **about: Any
    ) -> httpx.Response:
        """Have a manager sign; ``about`` names the sale and cards, where they are not the subject's."""
        body = {"approver": approver, "pin": pin, "purpose": purpose, "subject": subject}
        return self.post("/v1/approvals", {**body, "sale_id": subject, **about})

    def void(self, void_id: str, sale_id: str, **more: Any) -> httpx.Response:
        body = {"sale_id": sale_id, "card_ids": [], "reason": "wrong-card", **more}
        return self.post(f"/v1/voids/{void_id}", body)

    def sell(self, *numbers: str) -> str:
        """Look up, reserve and confirm these cards; returns the sale's id."""
        cards = [self.look_up(number).raise_for_status().json() for number in numbers]
        sale_id = self.new_sale_id()
        held = self.reserve(sale_id, cards).raise_for_status().json()
        self.confirm(sale_id, held["total_minor"]).raise_for_status()
        return sale_id
