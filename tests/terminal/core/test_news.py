"""The till listens for what recalls change: it comes back by itself, and warns in the open basket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.outcomes import CardRefusal
from card_contract.recall_messages import RecallNews
from card_contract.states import RecallAct
from pos_terminal.checkout.model import Mode
from pos_terminal.gateway.answers import ReplyLost, Unreachable
from pos_terminal.gateway.news import NewsListener, news_in
from support.shop_floor import ShopFloor

NEWS = RecallNews(recall_id=3, serial=9, act=RecallAct.RECALL, card_ids=["1"], at=5)
LINE = "data: " + msgspec.json.encode(NEWS).decode()


class FaultyLine:
    """A line to the server that ends each time in another way, then says its news."""

    def __init__(self) -> None:
        self.tries = 0
        self.said_heard: list[RecallNews] = []
        self.has_said = asyncio.Event()

    async def news_lines(self) -> AsyncIterator[str]:
        self.tries += 1
        if self.tries == 1:
            raise Unreachable("nobody there")
        if self.tries == 2:
            yield ": still here"
            raise ReplyLost("it broke off")
        if self.tries == 3:
            return
        for line in (
            "event: alarms",
            "data: {}",
            "event: recall",
            "data: not json",
            "data: {}",
            LINE,
            "",
        ):
            yield line
        await asyncio.Event().wait()

    async def heard(self, news: RecallNews) -> None:
        self.said_heard.append(news)
        self.has_said.set()


def test_the_listener_comes_back_however_the_line_ended_and_says_what_it_heard() -> None:
    async def story() -> None:
        line, told, alarmed = FaultyLine(), asyncio.Queue[RecallNews](), list[bool]()
        stood: list[int] = []
        listener = NewsListener(line, again_after_s=0)
        listener.watch(told.put_nowait)
        listener.watch_alarms(lambda: alarmed.append(True))
        listener.watch_line(lambda: stood.append(line.tries))
        task = asyncio.create_task(listener.run())
        async with asyncio.timeout(20):
            assert await told.get() == NEWS
            await line.has_said.wait()
        assert (line.tries, line.said_heard, alarmed) == (4, [NEWS], [True])
        assert stood == [2, 4], "each time that it stands, and where it never did not at all"
        task.cancel()

    asyncio.run(story())


@given(st.text())
def test_any_line_is_news_or_none(text: str) -> None:
    assert news_in(text) is None or text.startswith("data: ")
    news_in(f"data: {text}")


# --- The open basket -----------------------------------------------------------------------------


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[ShopFloor]:
    made = ShopFloor(tmp_path / "till")
    yield made
    made.close()


def stop(floor: ShopFloor, *card_ids: str, why: CardRefusal = CardRefusal.RECALLED) -> None:
    floor.checkout.cards_stopped(frozenset(card_ids), why, floor.loop.now_ms())


@pytest.mark.parametrize("why", [CardRefusal.RECALLED, CardRefusal.STOP_SALE])
def test_a_card_in_the_basket_is_taken_out_in_red_and_the_others_stay(
    floor: ShopFloor, why: CardRefusal
) -> None:
    first, second = floor.server.add_card(1), floor.server.add_card(2)
    floor.scan(first)
    floor.scan(second)
    stop(floor, first.card_id, "999", why=why)
    dialog = floor.screen.refusal
    assert dialog is not None
    assert [card.card_id for card in dialog.cards] == [first.card_id]
    assert floor.screen.scanning_locked
    assert [line.card_id for line in floor.screen.lines] == [second.card_id]
    floor.checkout.acknowledge_refusal()
    assert floor.screen.refusal is None


def test_a_second_warning_waits_until_the_first_is_acknowledged(floor: ShopFloor) -> None:
    first, second = floor.server.add_card(1), floor.server.add_card(2)
    floor.scan(first)
    floor.scan(second)
    stop(floor, first.card_id)
    stop(floor, second.card_id)
    for card in (first, second):
        dialog = floor.screen.refusal
        assert dialog is not None
        assert [shown.card_id for shown in dialog.cards] == [card.card_id]
        floor.checkout.acknowledge_refusal()
    assert floor.screen.refusal is None
    assert floor.screen.lines == ()


def test_while_payment_is_asked_for_the_clerk_is_warned_and_the_sale_stays(
    floor: ShopFloor,
) -> None:
    card = floor.server.add_card(1)
    floor.scan(card)
    floor.take_payment()
    stop(floor, card.card_id)
    toast = floor.screen.toast
    assert toast is not None
    assert toast.fact.id == "toast.card_stopped"
    assert floor.screen.mode is Mode.PAYMENT


def test_cards_that_lie_nowhere_here_are_no_matter(floor: ShopFloor) -> None:
    card = floor.server.add_card(1)
    floor.sell(card)
    before = floor.screen
    stop(floor, card.card_id, "77")
    assert floor.screen == before


@pytest.mark.parametrize("why", [CardRefusal.RECALLED, CardRefusal.STOP_SALE])
def test_what_was_stopped_while_the_line_was_down_is_found_in_the_basket(
    floor: ShopFloor, why: CardRefusal
) -> None:
    first, second = floor.server.add_card(1), floor.server.add_card(2)
    floor.scan(first)
    floor.scan(second)
    first.refusal = why
    second.refusal = CardRefusal.HELD_ELSEWHERE  # which may end again; the server says so then
    floor.server.faults.down = True
    floor.checkout.look_again()
    floor.tasks.deliver()
    assert floor.screen.refusal is None
    floor.server.faults.down = False
    floor.checkout.look_again()
    floor.tasks.deliver()
    dialog = floor.screen.refusal
    assert dialog is not None
    assert [card.card_id for card in dialog.cards] == [first.card_id]
    assert [line.card_id for line in floor.screen.lines] == [second.card_id]


def test_a_basket_that_was_emptied_meanwhile_is_no_matter(floor: ShopFloor) -> None:
    card = floor.server.add_card(1)
    floor.scan(card)
    card.refusal = CardRefusal.RECALLED
    floor.checkout.look_again()
    floor.checkout.remove_line(card.card_id)
    floor.tasks.deliver()
    assert floor.screen.refusal is None
