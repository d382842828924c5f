"""The real commands, engine and database against a model of a page, over any order of requests.

Requests come alone, several in a round, again (as a till that lost the reply sends them), and the
server is restarted in between. After every step all cards and sales are as the model says.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from card_contract.states import CodeState, HoldState, StopReason
from server_stub.commands.redemption import Redeem
from server_stub.commands.requests import Keyed
from server_stub.engine.command import Refused
from server_stub.shop_folder.data_folder import DATABASE_URL_FILE
from server_stub.storage.ledger import Link, first_broken
from server_stub.storage.sealing import Keys, new_key_file
from support.core_shop import (
    APP,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    cancel,
    confirm,
    open_shop,
    read_all,
    reserve,
    sale_id,
    secret_row,
    void,
)
from support.postgres import PostgresServer

CARDS = (1, 2, 3, 4)
SALES = (1, 2, 3, 4, 5, 6)
TILLS = (TILL, OTHER_TILL)
cards_of_a_basket = st.lists(st.sampled_from(CARDS), min_size=1, max_size=3, unique=True)
sale_numbers = st.sampled_from(SALES)
tills = st.sampled_from(TILLS)


@dataclass
class Card:
    """What a card is in the model: ``life`` says all but whose it is and whether it is stopped."""

    life: str = "inactive"
    sale: Any = None
    hold: str = "free"
    probed: bool = False

    @property
    def sellable(self) -> bool:
        return (self.life, self.hold, self.probed) == ("inactive", "free", False)


@dataclass
class Sale:
    stage: str = "held"
    lines: dict[int, str] = field(default_factory=dict)


class Model:
    """What must become of each request. It knows no tables, rows or keys."""

    def __init__(self) -> None:
        self.cards = {number: Card() for number in CARDS}
        self.sales: dict[Any, Sale] = {}

    def reserve(self, sale: Any, wanted: list[int]) -> Any:
        if sale in self.sales:
            return None
        if not all(self.cards[number].sellable for number in wanted):
            return None
        for number in wanted:
            self.cards[number].hold, self.cards[number].sale = "held", sale
        self.sales[sale] = Sale(lines=dict.fromkeys(wanted, "open"))
        return len(wanted) * PRICE

    def confirm(self, sale: Any) -> Any:
        known = self.sales.get(sale)
        if known is None or known.stage != "held":
            return None
        known.stage = "confirmed"
        for number in known.lines:
            card = self.cards[number]
            if card.probed:
                known.lines[number], card.hold, card.sale = "refused", "free", None
            else:
                known.lines[number], card.hold, card.life = "sold", "sold", "available"
        return [known.lines[number] == "sold" for number in known.lines]

    def cancel(self, sale: Any) -> Any:
        known = self.sales.setdefault(sale, Sale(stage="cancelled"))
        if known.stage == "cancelled":
            return []
        if known.stage != "held":
            return None
        known.stage = "cancelled"
        for number in known.lines:
            self.cards[number].hold, self.cards[number].sale = "free", None
        return [str(number) for number in known.lines]

    def void(self, sale: Any, wanted: list[int]) -> Any:
        known = self.sales.setdefault(sale, Sale(stage="voided-unseen"))
        if known.stage == "held":
            if wanted and set(wanted) != set(known.lines):
                return None
            known.stage = "voided"
            for number in known.lines:
                self.cards[number].hold, self.cards[number].sale = "free", None
            return len(known.lines) * PRICE
        if known.stage != "confirmed" or not set(wanted) <= set(known.lines):
            return None
        refund = 0
        for number in wanted or known.lines:
            card = self.cards[number]
            if known.lines[number] == "sold" and card.life == "available":
                known.lines[number], card.hold, card.life = "voided", "voided", "invalidated"
                refund += PRICE
        if "sold" not in known.lines.values():
            known.stage = "voided"
        return refund

    def redeem(self, number: int) -> str:
        card = self.cards[number]
        if card.life == "inactive":
            card.probed = True
            return "not-active"
        if card.life == "available":
            card.life = "redeemed"
            return "redeemed"
        return {"redeemed": "redeemed-by-other", "invalidated": "invalidated"}[card.life]


def said(answer: Any) -> Any:
    """The part of an answer that the model foretells."""
    match type(answer).__name__:
        case "Refused":
            return None
        case "ReserveAnswer":
            return answer.total_minor
        case "ConfirmAnswer":
            return [line.activated for line in answer.lines]
        case "CancelAnswer":
            return answer.freed
        case "VoidAnswer":
            return answer.refund_minor
        case "RedeemAnswer":
            return str(answer.outcome)
    raise AssertionError(answer)


class CheckoutMachine(RuleBasedStateMachine):
    def __init__(self, database_url: str | None = None) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "shop.db"
        if database_url is not None:
            self.path.with_name(DATABASE_URL_FILE).write_text(database_url)
        self.loop = asyncio.new_event_loop()
        self.keys = Keys(new_key_file())
        self.model = Model()
        self.asked: list[tuple[Any, Any]] = []
        self.keys_used: set[str] = set()
        self.voids = 0
        self.redemptions = 0
        self.shop: CoreShop = self.run(open_shop(self.path, cards=len(CARDS), keys=self.keys))
        self.run(self.shop.sow(*[secret_row(self.keys, card, f"CODE-{card}") for card in CARDS]))

    def run(self, step: Any) -> Any:
        return self.loop.run_until_complete(step)

    def teardown(self) -> None:
        self.run(self.shop.close())
        self.loop.close()
        self.check_ledger()
        self.folder.cleanup()

    def ask(self, *requests: tuple[Any, Any]) -> None:
        """Send commands in one round; each is answered as the model said, or refused alike."""

        async def send() -> list[Any]:
            return await asyncio.gather(*[self.shop.engine.submit(c) for c, _ in requests])

        for (command, expected), answer in zip(requests, self.run(send()), strict=True):
            assert said(answer) == expected, (command, answer)
            assert not answer.replayed
            if not isinstance(answer, Refused) or answer.is_final:
                self.asked.append((command, answer))

    def fresh(self, key: str) -> bool:
        """A key is used for one request only; what happens otherwise is tested elsewhere."""
        if key in self.keys_used:
            return False
        self.keys_used.add(key)
        return True

    @rule(number=sale_numbers, cards=cards_of_a_basket, till=tills)
    def reserve(self, number: int, cards: list[int], till: Any) -> None:
        if self.fresh(f"{till}{number}/RESERVE"):
            expected = self.model.reserve((till, number), cards)
            self.ask((reserve(number, *cards, till=till), expected))

    @rule(numbers=st.lists(sale_numbers, min_size=2, unique=True), card=st.sampled_from(CARDS))
    def race_for_one_card(self, numbers: list[int], card: int) -> None:
        self.ask(
            *[
                (reserve(number, card, till=till), self.model.reserve((till, number), [card]))
                for number in numbers
                for till in TILLS
                if self.fresh(f"{till}{number}/RESERVE")
            ]
        )

    @rule(number=sale_numbers, till=tills)
    def confirm(self, number: int, till: Any) -> None:
        known = self.model.sales.get((till, number))
        amount = PRICE * len(known.lines) if known else PRICE
        if self.fresh(f"{till}{number}/CONFIRM"):
            expected = self.model.confirm((till, number))
            self.ask((confirm(number, till=till, amount=amount), expected))

    @rule(number=sale_numbers, till=tills)
    def cancel(self, number: int, till: Any) -> None:
        if self.fresh(f"{till}{number}/CANCEL"):
            self.ask((cancel(number, till=till), self.model.cancel((till, number))))

    @rule(number=sale_numbers, till=tills, cards=st.one_of(st.just([]), cards_of_a_basket))
    def void(self, number: int, till: Any, cards: list[int]) -> None:
        self.voids += 1
        command = void(self.voids, number, *cards, till=till, sale_till=till)
        self.ask((command, self.model.void((till, number), cards)))

    @rule(card=st.sampled_from(CARDS))
    def redeem(self, card: int) -> None:
        self.ask(self._redemption(card, self.model.redeem(card)))

    @rule(number=sale_numbers, till=tills, card=st.sampled_from(CARDS))
    def void_and_redeem_in_one_round(self, number: int, till: Any, card: int) -> None:
        self.voids += 1
        command = void(self.voids, number, till=till, sale_till=till)
        refund = self.model.void((till, number), [])
        self.ask((command, refund), self._redemption(card, self.model.redeem(card)))

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        command, answer = data.draw(st.sampled_from(self.asked))
        again = self.run(self.shop.engine.submit(command))
        assert again.replayed
        assert said(again) == said(answer)

    @rule()
    def restart(self) -> None:
        async def close_and_open() -> CoreShop:
            await self.shop.close()
            return CoreShop(self.path, self.keys)

        self.shop = self.run(close_and_open())

    @invariant()
    def every_card_and_sale_is_as_the_model_says(self) -> None:
        rows = read_all(self.path, "SELECT code_id, state, hold, sale_id, stop FROM codes")
        for code_id, state, hold, sale, stop in rows:
            card = self.model.cards[code_id]
            whose = None if card.sale is None else str(sale_id(card.sale[1], card.sale[0]))
            assert (state.lower(), hold, sale) == (card.life, card.hold, whose)
            assert stop == (StopReason.PROBED if card.probed else None)
            if state == CodeState.REDEEMED:
                assert hold == HoldState.SOLD
        stages = dict(read_all(self.path, "SELECT sale_id, stage FROM sales"))
        assert stages == {
            str(sale_id(number, till)): sale.stage.removesuffix("-unseen")
            for (till, number), sale in self.model.sales.items()
        }
        assert self.shop.watch.failures == []

    def check_ledger(self) -> None:
        rows = read_all(self.path, "SELECT position, app_id, entry, hash FROM ledger ORDER BY 1")
        links = [Link(position=p, app_id=a, entry=e, hash=h) for p, a, e, h in rows]
        assert first_broken(links) is None

    def _redemption(self, card: int, expected: str) -> tuple[Any, str]:
        self.redemptions += 1
        command = Redeem(
            app_id=APP,
            request=Keyed(f"r{self.redemptions}"),
            profile_id=f"profile{self.redemptions}",
            profile_name="",
            code_hashes=[self.keys.code_hash(APP, f"CODE-{card}").value],
        )
        return command, expected


TestCheckoutModel = CheckoutMachine.TestCase
TestCheckoutModel.settings = settings(max_examples=40, stateful_step_count=30)


def test_the_model_holds_over_postgresql_too(postgres: PostgresServer) -> None:
    run_state_machine_as_test(
        lambda: CheckoutMachine(postgres.database()),
        settings=settings(max_examples=10, stateful_step_count=30),
    )
