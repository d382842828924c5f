"""Each trouble between a whole till and a real server: what the clerk reads, what is true there.

And what the sheet of a till that starts again says of each sale in which the power was cut.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.states import SaleStage
from pos_terminal.checkout.model import Mode
from pos_terminal.gateway.answers import ReplyLost, Unreachable
from pos_terminal.gateway.wire import Reply, ServerAddress, Wire
from pos_terminal.practice.model import Recovery
from pos_terminal.practice.power_cut import CutNote
from pos_terminal.practice.presenter import PracticePresenter
from pos_terminal.practice.troubled_line import SILENCE_S, SLOW_S, TroubledLine
from pos_terminal.practice.troubles import Lasting, Setting, Stage, Trouble, Troubles
from support.server_process import ServerProcess
from support.troubled_till import Fuse, PracticeTill

REFUSED = Reply(status=401, media_type="application/json", body=b"{}")


@pytest.fixture
def till(server: ServerProcess, tmp_path: Path) -> Iterator[PracticeTill]:
    till = PracticeTill(tmp_path / "till", server)
    till.sign_in_as("clerk")
    yield till
    till.close()


@pytest.fixture(scope="module")
def numbers(server: ServerProcess) -> Iterator[str]:
    """Cards that nobody has sold yet."""
    gifts = next(one for one in server.demo["campaigns"] if one["name"] == "gift-50")
    return iter(gifts["sample_numbers"])


def test_without_trouble_the_line_changes_nothing(till: PracticeTill, numbers) -> None:
    number = next(numbers)
    till.sell(number)
    assert till.is_alive(number)
    assert Mode.NOT_KNOWN_YET not in till.modes
    assert till.waited == []


def test_a_slow_answer_comes_all_the_same(till: PracticeTill, numbers) -> None:
    till.switch_on(Trouble.SLOW)
    number = next(numbers)
    till.sell(number)
    assert till.waited == [SLOW_S]
    assert till.is_alive(number)


def test_an_answer_slower_than_its_limit_is_a_lost_one(server: ServerProcess) -> None:
    troubles, waited = Troubles(), []
    troubles.set(Setting(trouble=Trouble.SLOW, lasting=Lasting.UNTIL_OFF))

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    async def ask() -> None:
        line = TroubledLine(Wire(ServerAddress(url=server.url)), troubles, Fuse(), pause=pause)
        try:
            with pytest.raises(ReplyLost):
                await line.exchange("GET", "/v1/shop", body=b"", headers={}, read_timeout_s=SLOW_S)
        finally:
            await line.close()

    asyncio.run(ask())
    assert waited == [SLOW_S]


def test_a_lost_request_is_not_known_and_never_arrived(till: PracticeTill, numbers) -> None:
    till.switch_on(Trouble.LOST_REQUEST, lasting=Lasting.UNTIL_OFF)
    number = next(numbers)
    sale_id = till.sell(number, until=Mode.NOT_KNOWN_YET)
    assert "confirm" not in till.counted.sent
    assert till.waited[0] == SILENCE_S
    assert till.on_server(sale_id).stage is SaleStage.HELD
    assert not till.is_alive(number)
    till.switch_off()
    till.wait(lambda: till.screen.mode is Mode.ACTIVATED)
    assert till.is_alive(number)


def test_a_lost_reply_is_not_known_although_the_card_is_alive(till: PracticeTill, numbers) -> None:
    till.switch_on(Trouble.LOST_REPLY, lasting=Lasting.UNTIL_OFF)
    number = next(numbers)
    sale_id = till.sell(number, until=Mode.NOT_KNOWN_YET)
    assert till.on_server(sale_id).stage is SaleStage.CONFIRMED
    assert till.is_alive(number)
    till.switch_off()
    till.wait(lambda: till.screen.mode is Mode.ACTIVATED)


@pytest.mark.parametrize("trouble", [Trouble.LOST_REPLY, Trouble.LOST_REQUEST, Trouble.SERVER_DOWN])
def test_trouble_that_strikes_once_is_over_with_the_next_try(
    till: PracticeTill, numbers, trouble: Trouble
) -> None:
    till.switch_on(trouble)
    till.sell(next(numbers))
    assert Mode.NOT_KNOWN_YET in till.modes
    assert till.troubles.setting.trouble is None


def test_a_request_that_arrives_twice_activates_once(till: PracticeTill, numbers) -> None:
    till.switch_on(Trouble.DUPLICATE)
    number = next(numbers)
    sale_id = till.sell(number)
    assert till.counted.sent.count("confirm") == 2
    assert Mode.NOT_KNOWN_YET not in till.modes
    assert till.on_server(sale_id).stage is SaleStage.CONFIRMED
    assert till.is_alive(number)


def test_a_second_one_that_was_surely_not_sent_says_nothing_of_the_first() -> None:
    class Breaks:
        """Answers once and is gone."""

        def __init__(self) -> None:
            self.answers = [REFUSED]

        async def exchange(self, *_request, **_how) -> Reply:
            if not self.answers:
                raise Unreachable("gone")
            return self.answers.pop()

    troubles = Troubles()
    troubles.set(Setting(trouble=Trouble.DUPLICATE))
    confirm = TroubledLine(Breaks(), troubles, Fuse()).exchange(
        "POST", "/v1/sales/S/confirm", body=b"", headers={}, read_timeout_s=1
    )
    with pytest.raises(ReplyLost):
        asyncio.run(confirm)


def test_a_server_that_is_down_sells_nothing_and_hears_nothing(till: PracticeTill, numbers) -> None:
    number = next(numbers)
    till.take_payment(number)
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    till.switch_on(Trouble.SERVER_DOWN, lasting=Lasting.UNTIL_OFF)
    sent = len(till.counted.sent)
    till.checkout.pay_cash(till.screen.total_minor)
    till.wait(lambda: till.screen.mode is Mode.NOT_KNOWN_YET)
    with pytest.raises(Unreachable):
        till.loop.submit(till.gateway.health).result(5)
    assert len(till.counted.sent) == sent
    till.switch_off()
    till.wait(lambda: till.screen.mode is Mode.ACTIVATED)
    assert till.is_alive(number)


def test_the_power_goes_once_the_paid_sale_has_reached_the_server(
    till: PracticeTill, numbers
) -> None:
    till.switch_on(Trouble.POWER_CUT)
    number = next(numbers)
    sale_id = till.sell(number, until=Mode.ACTIVATED)
    assert till.fuse.cuts == [f"/v1/sales/{sale_id}/confirm"]
    assert till.on_server(sale_id).stage is SaleStage.CONFIRMED


def test_trouble_before_the_money_takes_none_and_the_card_can_be_sold_again(
    till: PracticeTill, numbers
) -> None:
    number = next(numbers)
    till.switch_on(Trouble.LOST_REPLY, stage=Stage.BEFORE_MONEY, lasting=Lasting.UNTIL_OFF)
    till.take_payment(number)
    till.wait(lambda: till.screen.toast is not None)
    assert till.screen.toast.fact.id == "toast.hold_not_known"
    assert Mode.PAYMENT not in till.modes
    till.switch_off()
    till.wait(lambda: till.journal.open_records() == ())
    till.checkout.take_payment()
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    till.checkout.pay_cash(till.screen.total_minor)
    till.wait(lambda: till.screen.mode is Mode.ACTIVATED)


# --- After a power cut ---------------------------------------------------------------------------


def sheet_after_cut(till: PracticeTill, note: CutNote, target: str) -> PracticePresenter:
    """The sheet as the next start shows it, were the power cut in this request."""
    note.write(target)
    presenter = PracticePresenter(till.troubles, note, till.tasks)
    presenter.till_opened(till.journal)
    return presenter


def test_the_sheet_follows_a_paid_sale_until_the_answer_is_there(
    till: PracticeTill, numbers, tmp_path: Path
) -> None:
    till.switch_on(Trouble.LOST_REPLY, lasting=Lasting.UNTIL_OFF)
    sale_id = till.sell(next(numbers), until=Mode.NOT_KNOWN_YET)
    note = CutNote(tmp_path)
    sheet = sheet_after_cut(till, note, f"/v1/sales/{sale_id}/confirm")
    shown: list[Recovery | None] = []
    sheet.watch(lambda state: shown.append(state.after_cut and state.after_cut.recovery))
    assert sheet.state.open
    assert shown == [Recovery.ASKING]
    till.switch_off()
    till.wait(lambda: shown[-1] is Recovery.ACTIVATED)
    assert sheet.state.after_cut is not None
    assert sheet.state.after_cut.note.values["number"] == till.screen.sale_number
    sheet.close()
    assert sheet.state.after_cut is None
    assert note.read() is None


def test_the_sheet_says_that_a_sale_was_not_paid_and_of_a_void_that_it_goes_on(
    till: PracticeTill, numbers, tmp_path: Path
) -> None:
    till.take_payment(next(numbers))
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    sale_id = till.checkout.on_screen
    note = CutNote(tmp_path)
    unpaid = sheet_after_cut(till, note, f"/v1/sales/{sale_id}/reserve")
    assert unpaid.state.after_cut.recovery is Recovery.NOT_PAID
    till.checkout.cancel_sale()
    till.wait(lambda: till.journal.open_records() == ())
    assert unpaid.state.after_cut.recovery is Recovery.NOT_PAID
    void = sheet_after_cut(till, note, "/v1/voids/T1-1-9")
    assert void.state.after_cut.recovery is Recovery.OTHER


def test_without_a_cut_or_with_a_note_that_cannot_be_read_no_sheet_opens(
    till: PracticeTill, tmp_path: Path
) -> None:
    (tmp_path / "power-cut.json").write_text("half a no")
    presenter = PracticePresenter(till.troubles, CutNote(tmp_path), till.tasks)
    presenter.till_opened(till.journal)
    assert presenter.state.after_cut is None
    assert not presenter.state.open
