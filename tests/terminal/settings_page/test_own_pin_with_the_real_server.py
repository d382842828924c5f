"""*My PIN* against the real redemption server: changed here, over elsewhere, and an answer lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.settle_messages import HoldsAnswer
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.settings_page.own_pin import OwnPin
from support.fault_proxy import Fault, FaultProxy
from support.real_till import RealTill
from support.server_process import ServerProcess, demo_template

NEW = "731942"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with ServerProcess.of_demo(demo_template(), tmp_path / "data") as running:
        yield running


@pytest.fixture
def proxy(server: ServerProcess) -> Iterator[FaultProxy]:
    with FaultProxy(server.url) as line:
        yield line


@pytest.fixture
def till(server: ServerProcess, proxy: FaultProxy, tmp_path: Path) -> Iterator[RealTill]:
    made = RealTill(tmp_path / "till", proxy.url, server.demo)
    made.sign_in_as("clerk")
    yield made
    made.close()


def change(till: RealTill, present: str) -> str:
    page = OwnPin(server=till.gateway, on_duty=till.on_duty, tasks=till.tasks)
    for pin in (present, NEW, NEW):
        for digit in pin:
            page.press_digit(digit)
        page.enter_pin()
    page.change_pin()
    till.wait(lambda: page.state.result is not None)
    assert page.state.result is not None
    return page.state.result.fact.id


def may_ask(till: RealTill) -> bool:
    """Whether the server still knows who is signed in here."""
    told: list[object] = []

    def failed(error: NoAnswerError) -> None:
        told.append(error)

    till.tasks.run(till.gateway.holds, then=told.append, failed=failed)
    till.wait(lambda: bool(told))
    return isinstance(told[0], HoldsAnswer)


def sign_in(till: RealTill, pin: str) -> str | None:
    till.sign_in.choose(till.operator("clerk")["id"])
    for digit in pin:
        till.sign_in.press_digit(digit)
    till.sign_in.enter()
    till.wait(lambda: not till.sign_in.state.checking)
    fault = till.sign_in.state.fault
    return None if fault is None else fault.id


def test_a_clerk_takes_a_new_pin_and_works_on(till: RealTill) -> None:
    old = till.operator("clerk")["pin"]
    assert change(till, "909090") == "refused.wrong_pin"
    assert change(till, old) == "pin.changed"
    assert may_ask(till)
    till.sign_in.sign_out()
    assert sign_in(till, old) == "wrong_pin"
    assert sign_in(till, NEW) is None


@pytest.mark.parametrize("fault", [Fault.SWALLOW, Fault.LOSE])
def test_after_a_lost_answer_one_of_the_two_pins_signs_in(
    till: RealTill, proxy: FaultProxy, fault: Fault
) -> None:
    old = till.operator("clerk")["pin"]
    assert may_ask(till)
    coming = iter([fault])
    proxy.weather = lambda: next(coming, Fault.NONE)
    assert change(till, old) == "fault.not_known"
    assert may_ask(till), "whatever became of it, the one who asked is still signed in"
    till.sign_in.sign_out()
    is_changed = fault is Fault.SWALLOW
    assert sign_in(till, NEW) == (None if is_changed else "wrong_pin")
    if not is_changed:
        assert sign_in(till, old) is None
