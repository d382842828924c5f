"""Staff and tills against the real redemption server: a locked clerk works again, a till comes and goes."""

from __future__ import annotations

import asyncio

from card_contract.messages import EnrolAnswer, EnrolRequest
from card_contract.outcomes import Refusal
from card_contract.states import Role
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.gateway import Gateway, enrol
from pos_terminal.gateway.till_key import TillIdentity, make_key, till_key
from pos_terminal.gateway.wire import ServerAddress, Wire
from pos_terminal.staff.model import PersonStanding, Section, TillStanding, Way
from pos_terminal.staff.presenter import StaffPresenter
from support.real_till import RealTill, WallClock
from support.server_process import ServerProcess

WRONG, NEW = "909090", "731942"
WRONG_PINS_THAT_LOCK = 10


def page_of(till: RealTill) -> StaffPresenter:
    page = StaffPresenter(
        till.waiting._till,
        server_url=None,
        server_now_ms=lambda: till.gateway.server_time_ms,
        sign_out=till.sign_in.sign_out,
    )
    till.sign_in_as("manager")
    page.open()
    till.wait(lambda: bool(page.state.people))
    return page


def try_pin(till: RealTill, who: str, pin: str) -> str | None:
    """Try to sign in; returns what was said where it was refused."""
    till.sign_in.choose(who)
    for digit in pin:
        till.sign_in.press_digit(digit)
    till.sign_in.enter()
    till.wait(lambda: not till.sign_in.state.checking)
    fault = till.sign_in.state.fault
    return fault.id if fault is not None else None


def test_a_clerk_who_was_locked_out_works_again_with_a_new_pin(till: RealTill) -> None:
    clerk = till.operator("clerk")["id"]
    said = [try_pin(till, clerk, WRONG) for _ in range(WRONG_PINS_THAT_LOCK + 1)]
    assert said[-1] == "pin_locked"
    page = page_of(till)
    first = page.state.people[0]
    assert (first.operator_id, first.standing) == (clerk, PersonStanding.LOCKED)
    page.choose_person(clerk)
    page.choose_way(Way.NEW_PIN)
    for _ in range(2):
        for digit in NEW:
            page.press_digit(digit)
        page.enter_pin()
    page.confirm_person()
    till.wait(lambda: page.state.toast is not None)
    assert page.state.person is not None
    assert page.state.person.standing is PersonStanding.FREE
    till.sign_in.sign_out()
    assert try_pin(till, clerk, till.operator("clerk")["pin"]) == "wrong_pin"
    assert try_pin(till, clerk, NEW) is None
    assert till.on_duty.operator is not None
    assert till.on_duty.operator.operator_id == clerk


def test_a_person_is_taken_on_signs_in_and_becomes_a_manager(till: RealTill) -> None:
    page = page_of(till)
    page.open_new_person()
    page.name_new_person("Noor Haddad")
    page.choose_role(Role.CLERK)
    page.take_on()
    for _ in range(2):
        for digit in NEW:
            page.press_digit(digit)
        page.enter_pin()
    page.take_on()
    till.wait(lambda: page.state.toast is not None)
    noor = next(row for row in page.state.people if row.name == "Noor Haddad")
    till.sign_in.sign_out()
    till.sign_in.load()
    till.wait(lambda: noor.operator_id in {one.operator_id for one in till.on_duty.staff})
    assert try_pin(till, noor.operator_id, NEW) is None
    assert till.on_duty.operator is not None
    assert till.on_duty.operator.role is Role.CLERK
    till.sign_in.sign_out()

    page = page_of(till)
    page.choose_person(noor.operator_id)
    page.choose_way(Way.ANOTHER_ROLE)
    page.choose_role(Role.MANAGER)
    page.confirm_person()
    till.wait(lambda: page.state.toast is not None)
    assert page.state.person is not None
    assert page.state.person.role is Role.MANAGER
    till.sign_in.sign_out()
    assert try_pin(till, noor.operator_id, NEW) is None
    assert till.on_duty.is_manager


def test_a_till_comes_in_with_its_code_and_is_shut_out(
    server: ServerProcess, till: RealTill
) -> None:
    page = page_of(till)
    page.open_new_till()
    page.name_new_till("Till 3")
    page.get_code()
    till.wait(lambda: page.state.new_till is not None and page.state.new_till.code is not None)
    assert page.state.new_till is not None
    code = page.state.new_till.code
    assert code is not None
    assert 14 * 60_000 < code.ends_at_ms - WallClock().now_ms() < 15 * 60_000 + 1_000

    joined, key = asyncio.run(join(server.url, "-".join(code.groups)))
    page.look_for_new_till()
    till.wait(lambda: page.state.new_till is not None and page.state.new_till.joined is not None)
    page.back()
    page.open_section(Section.TILLS)
    page.choose_till(joined.till_id)
    assert page.state.till is not None
    assert (page.state.till.name, page.state.till.standing) == ("Till 3", TillStanding.OPEN)
    page.give_till_reason("It was stolen.")
    page.shut_out()
    till.wait(lambda: page.state.toast is not None)
    page.open()
    assert page.state.till is not None
    assert page.state.till.standing is TillStanding.SHUT_OUT
    answer = asyncio.run(ask_shop(server.url, key))
    assert isinstance(answer, Refused)
    assert answer.code is Refusal.TILL_REVOKED


async def join(url: str, code: str) -> tuple[EnrolAnswer, TillIdentity]:
    """What another till does at its first start."""
    pem, public_key = make_key()
    wire = Wire(ServerAddress(url=url))
    answer = await enrol(wire, EnrolRequest(code=code, public_key=public_key))
    await wire.close()
    assert isinstance(answer, EnrolAnswer), answer
    return answer, till_key(answer.till_id, pem)


async def ask_shop(url: str, key: TillIdentity) -> object:
    gateway = Gateway(Wire(ServerAddress(url=url)), key, WallClock())
    answer = await gateway.shop()
    await gateway.close()
    return answer
