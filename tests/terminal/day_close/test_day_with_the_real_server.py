"""The day against the real redemption server: sold at the till, counted, signed for, closed, once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from card_contract.states import DayFigure
from pos_terminal.checkout.model import Mode
from pos_terminal.day_close.model import Stage
from pos_terminal.day_close.presenter import DayPresenter
from support.real_till import RealTill
from support.server_process import ServerProcess, demo_template


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    base = tmp_path_factory.mktemp("day")
    with ServerProcess.of_demo(demo_template(), base / "data") as server:
        yield server


def page_of(till: RealTill) -> DayPresenter:
    page = DayPresenter(till.waiting._till, till.approval, lambda _: b"")
    page.open()
    till.wait(lambda: page.state.report is not None)
    return page


def sold(page: DayPresenter) -> int:
    tiles = {tile.figure: tile.sum.count for tile in page.state.tiles}
    return tiles[DayFigure.SOLD]


def test_a_day_is_sold_counted_signed_for_and_closed(till: RealTill, server: ServerProcess) -> None:
    till.sign_in_as("clerk")
    till.scan(server.demo["campaigns"][0]["sample_numbers"][0])
    till.checkout.take_payment()
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    till.checkout.pay_cash(10_000)
    till.wait(lambda: till.screen.mode is Mode.ACTIVATED)
    page = page_of(till)
    assert sold(page) == 1
    assert page.state.next is None

    till.sign_in.sign_out()
    till.sign_in_as("manager")
    page.open()
    till.wait(lambda: page.state.next is not None)
    price = page.state.tiles[0].sum.value_minor
    page.go_on()
    till.wait(lambda: not page.state.loading)
    page.count(f"{price // 100}.{price % 100:02d}")
    assert page.state.form is not None
    assert page.state.form.agrees
    page.close_day()
    till.wait(lambda: page.state.stage is Stage.CLOSED)
    report = page.state.report
    assert report is not None
    assert report.closing is not None
    assert report.closing.z_number == 1

    page.open()
    till.wait(lambda: not page.state.loading)
    assert page.state.report == report
