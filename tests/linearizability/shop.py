"""A real shop behind the fault proxy, and eight callers that all want the same few cards.

Two tills with two lines each, two players, and a customer's server in two sessions. Each of them
sends the same bytes again under the same key while no answer comes, and gives up in the end.
"""

from __future__ import annotations

import itertools
import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final

import httpx

from linearizability.card_model import OK, SELLABLE, Act, Asked
from linearizability.checker import NEVER, Operation
from support.braincloud_client import PlayerClient, ServerClient
from support.fault_proxy import Fault, FaultProxy
from support.plain_http import plain_client
from support.server_process import ServerProcess
from support.till_client import TillClient

CAMPAIGN: Final = "raced-cards"
CARDS: Final = 2
ACTS_OF_CALLER: Final = 6
HEAD_START_ANSWERS_MAX: Final = 20
TRIES_MAX: Final = 3
REPLY_MAX_S: Final = 20.0
CALM_SHARE: Final = 0.55

_REASONS: Final = {
    40397: "ACTIVE",
    40398: "NOT_ACTIVE",
    40400: "INVALID",
    40401: "REDEEMED",
    40402: "REDEEMED_BY_SELF",
    40403: "REDEEMED_BY_OTHER",
    49001: "CARD_HELD",
    49002: "CARD_STOPPED",
}
_TROUBLES: Final = tuple(fault for fault in Fault if fault is not Fault.NONE)

Send = Callable[[], str]
History = list[Operation]


@dataclass(frozen=True, slots=True)
class RacedCard:
    """One card: its code, how tills know it, and what was done to it so far."""

    code: str
    seen: dict[str, Any]
    history: History


class HeadStart:
    """Lets tills begin: the others wait until so many requests of tills were answered."""

    def __init__(self, answers: int) -> None:
        self._left = answers
        self._over = threading.Condition()

    def count(self) -> None:
        with self._over:
            self._left -= 1
            self._over.notify_all()

    def wait(self) -> None:
        with self._over:
            assert self._over.wait_for(lambda: self._left <= 0, REPLY_MAX_S)


class Caller:
    """One sender of requests, one after the other."""

    def __init__(self) -> None:
        self.chance = random.Random()

    def scuffle(self, cards: list[RacedCard], head_start: HeadStart) -> None:
        """Do something to one card after another."""
        head_start.wait()
        for _ in range(ACTS_OF_CALLER):
            self.act(self.chance.choice(cards))

    def act(self, card: RacedCard) -> None:
        """Do something to the card, and write down what came of it."""
        asked, send = self._next(card)
        began = time.perf_counter()
        answer = insist(send)
        ended = NEVER if answer is None else time.perf_counter()
        card.history.append(Operation(asked=asked, began=began, ended=ended, answer=answer))

    def _next(self, card: RacedCard) -> tuple[Asked, Send]:
        raise NotImplementedError


class TillLine(Caller):
    """A till, on one of its lines; ``held`` are its sales, by the card's code, on all its lines."""

    def __init__(self, client: TillClient, held: dict[str, list[str]]) -> None:
        super().__init__()
        self._client = client
        self._held = held

    def scuffle(self, cards: list[RacedCard], head_start: HeadStart) -> None:
        for _ in range(ACTS_OF_CALLER):
            self.act(self.chance.choice(cards))
            head_start.count()

    def _next(self, card: RacedCard) -> tuple[Asked, Send]:
        sales = self._held.setdefault(card.code, [])
        if not sales or self.chance.random() < 0.3:
            sale = self._client.new_sale_id()
            if self.chance.random() < 0.1:
                return self._end(sale)
            return Asked(Act.RESERVE, sale), lambda: self._reserve(sale, card, sales)
        sale = self.chance.choice(sales)
        if self.chance.random() < 0.5:
            return Asked(Act.CONFIRM, sale), lambda: self._confirm(sale, card)
        if self.chance.random() < 0.2:
            return Asked(Act.RESERVE, sale), lambda: self._reserve(sale, card, sales)
        return self._end(sale)

    def _end(self, sale: str) -> tuple[Asked, Send]:
        if self.chance.random() < 0.5:
            return Asked(Act.CANCEL, sale), lambda: _code_of(_answered(self._client.cancel(sale)))
        void = self._client.new_void_id()
        return Asked(Act.VOID, sale, void), lambda: self._void(void, sale)

    def _reserve(self, sale: str, card: RacedCard, sales: list[str]) -> str:
        answer = _answered(self._client.reserve(sale, [card.seen]))
        if answer.status_code != 200:
            refused = answer.json()["cards"]
            return str(refused[0]["refusal"]) if refused else _code_of(answer)
        sales.append(sale)  # only what was held is paid for and confirmed
        return OK

    def _confirm(self, sale: str, card: RacedCard) -> str:
        answer = _answered(self._client.confirm(sale, card.seen["price_minor"]))
        if answer.status_code != 200:
            return _code_of(answer)
        line = answer.json()["lines"][0]
        return OK if line["activated"] else str(line["refusal"]["refusal"])

    def _void(self, void: str, sale: str) -> str:
        answer = _answered(self._client.void(void, sale))
        if answer.status_code != 200:
            return _code_of(answer)
        line = answer.json()["lines"][0]
        return OK if line["voided"] else f"kept {line['refusal']['refusal']}"


class Player(Caller):
    """Redeems, whether or not the card has been sold."""

    def __init__(self, client: PlayerClient) -> None:
        super().__init__()
        self._client = client
        self._packets = itertools.count(100)

    def _next(self, card: RacedCard) -> tuple[Asked, Send]:
        packet = next(self._packets)
        data = {"scanCode": card.code, "codeType": CAMPAIGN}
        call = self._client.call
        return Asked(Act.REDEEM, self._client.profile_id), lambda: _reason_of(
            call("redemptionCode", "REDEEM_CODE", data, packet_id=packet)
        )


class CustomerServer(Caller):
    """Activates cards, and takes them out of use."""

    def __init__(self, client: ServerClient) -> None:
        super().__init__()
        self._client = client
        self._packets = itertools.count(100)

    def _next(self, card: RacedCard) -> tuple[Asked, Send]:
        packet = next(self._packets)
        act = Act.ACTIVATE if self.chance.random() < 0.6 else Act.INVALIDATE
        data = {"scanCode": card.code, "codeType": CAMPAIGN}
        operation = f"{act.upper()}_CODE"
        call = self._client.call
        return Asked(act), lambda: _reason_of(call(operation, data, packet_id=packet))


class RacedShop:
    """Makes cards, has them fought over in bad weather, and gives the histories."""

    def __init__(
        self, proxy: FaultProxy, callers: list[Caller], till: TillClient, server: ServerClient
    ) -> None:
        self._proxy = proxy
        self._callers = callers
        self._till = till
        self._server = server
        self._threads = ThreadPoolExecutor(len(callers))

    def close(self) -> None:
        self._threads.shutdown()

    def histories(self, seed: int) -> list[History]:
        """One scuffle over a few new cards: a history for each of them."""
        chance = random.Random(seed)
        cards = self._new_cards(chance)
        self._proxy.weather = lambda: _weather(chance)
        for caller in self._callers:
            caller.chance = random.Random(chance.random())
        head_start = HeadStart(chance.randrange(HEAD_START_ANSWERS_MAX))
        list(self._threads.map(lambda caller: caller.scuffle(cards, head_start), self._callers))
        self._proxy.weather = lambda: Fault.NONE
        for card in cards:
            self._look(card)
        return [card.history for card in cards]

    def _new_cards(self, chance: random.Random) -> list[RacedCard]:
        codes = [f"RACE-{secrets.token_hex(13).upper()}" for _ in range(CARDS)]
        messages = [
            {
                "service": "redemptionCode",
                "operation": "ADD_CODE",
                "data": {"scanCode": code, "codeType": CAMPAIGN},
            }
            for code in codes
        ]
        for answer in self._server.packet(*messages)["messageResponses"]:
            assert answer["status"] == 200, answer
        seen = [self._till.look_up(code).raise_for_status().json() for code in codes]
        return [RacedCard(code, view, []) for code, view in zip(codes, seen, strict=True)]

    def _look(self, card: RacedCard) -> None:
        began = time.perf_counter()
        refusal = self._till.look_up(card.code).raise_for_status().json()["refusal"]
        answer = SELLABLE if refusal is None else refusal["refusal"]
        ended = time.perf_counter()
        looked = Operation(asked=Asked(Act.LOOK_UP), began=began, ended=ended, answer=answer)
        card.history.append(looked)


@contextmanager
def raced_shop(server: ServerProcess) -> Iterator[RacedShop]:
    """Everybody signed in, in calm weather, behind the proxy; the server has the campaign."""
    with ExitStack() as opened:
        proxy = opened.enter_context(FaultProxy(server.url))
        demo = server.demo
        straight = opened.enter_context(plain_client(server.url, timeout_s=REPLY_MAX_S))
        owner = ServerClient(straight, demo["app_id"], demo["server_name"], demo["server_secret"])
        assert owner.sign_in()["status"] == 200
        watching = opened.enter_context(_signed_in(TillClient.of_demo(server.url, demo), demo))
        tills = (watching, opened.enter_context(_second_till(watching, demo)))
        callers: list[Caller] = [line for till in tills for line in _lines(till, proxy.url, opened)]
        for _ in range(2):
            http = opened.enter_context(plain_client(proxy.url, timeout_s=REPLY_MAX_S))
            player = PlayerClient(http, demo["app_id"], demo["app_secret"])
            assert player.sign_in(secrets.token_hex(8))["status"] == 200
            http = opened.enter_context(plain_client(proxy.url, timeout_s=REPLY_MAX_S))
            customer = ServerClient(
                http, demo["app_id"], demo["server_name"], demo["server_secret"]
            )
            assert customer.sign_in()["status"] == 200
            callers += (Player(player), CustomerServer(customer))
        shop = RacedShop(proxy, callers, watching, owner)
        opened.callback(shop.close)
        yield shop


def insist(send: Send) -> str | None:
    """Send until there is an answer; None where there was none for all the asking."""
    for _ in range(TRIES_MAX):
        try:
            return send()
        except httpx.TransportError:
            continue
    return None


def _second_till(first: TillClient, demo: dict[str, Any]) -> TillClient:
    code = first.post("/v1/enrolment-codes", {"till_name": "Till 2"}).raise_for_status().json()
    second = TillClient(str(first.http.base_url))
    assert second.enrol(code["code"]).status_code == 200
    second.open_session()
    return _signed_in(second, demo)


def _signed_in(client: TillClient, demo: dict[str, Any]) -> TillClient:
    manager = next(person for person in demo["operators"] if person["role"] == "manager")
    assert client.sign_in(manager["id"], manager["pin"]).status_code == 200
    return client


def _lines(till: TillClient, url: str, opened: ExitStack) -> Iterator[TillLine]:
    """Two lines of a till in one session, both of which know the till's sales."""
    held: dict[str, list[str]] = {}
    for _ in range(2):
        line = TillClient(url, till_id=till.till_id, key=till.key, timeout_s=REPLY_MAX_S)
        line.session, line.mac_key, line.operator = till.session, till.mac_key, till.operator
        yield TillLine(opened.enter_context(line), held)


def _weather(chance: random.Random) -> Fault:
    return Fault.NONE if chance.random() < CALM_SHARE else chance.choice(_TROUBLES)


def _answered(answer: httpx.Response) -> httpx.Response:
    """Take "not now" for no answer: it is to be asked for again."""
    if answer.status_code == 503:
        raise httpx.TransportError(answer.text)
    return answer


def _code_of(answer: httpx.Response) -> str:
    return OK if answer.status_code == 200 else str(answer.json()["code"])


def _reason_of(said: dict[str, Any]) -> str:
    return OK if said["status"] == 200 else _REASONS[said["reason_code"]]
