"""The line between a command and the running server breaks: nothing is said that is not known.

Whoever runs the command again does no harm by it, and is told how it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest

from server_stub.shop_folder.data_folder import DataFolder
from support.command_line import CommandLine
from support.fault_proxy import Fault, FaultProxy, calm
from support.portal_shop import PortalShop
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess
from support.stored_rows import read_rows

# A command finds the server of a file by its lock; a shop in PostgreSQL it opens by itself.
pytestmark = pytest.mark.sqlite_only

PACK_OF_ONE = "cards:970010000010000406"
BY_ANNA = ("--reason", "lost", "--note", "Carton 93 is gone.", "--operator", "anna")
IN_DOUBT = "was asked and has not answered: it may be done."


@pytest.fixture(scope="module")
def line(server: ServerProcess) -> Iterator[FaultProxy]:
    """What stands between commands and the server."""
    folder = DataFolder(server.data)
    running = folder.running()
    assert running is not None
    with FaultProxy(server.url) as proxy:
        folder.write_running(msgspec.structs.replace(running, url=proxy.url))
        yield proxy


@pytest.fixture
def loses(line: FaultProxy) -> Iterator[Callable[..., None]]:
    """Has the next requests of commands meet these faults; those after them go through."""

    def lose(*faults: Fault) -> None:
        weather = iter(faults)
        line.weather = lambda: next(weather, Fault.NONE)

    yield lose
    line.weather = calm


def test_a_settlement_whose_reply_was_lost_is_found_as_it_is(
    beside: CommandLine, server: ServerProcess, loses: Callable[..., None]
) -> None:
    floor = PortalShop(server.url, server.demo)
    sale = floor.held_by_a_dead_till()
    floor.close()
    settle = ("hold", "settle", sale, "paid", "--reason", "the slip is here", "--operator", "anna")
    loses(Fault.SWALLOW)
    assert IN_DOUBT in beside.fails(*settle, stdin="333333\n")
    again = beside.says(*settle, stdin="333333\n")
    assert "is confirmed. It was so before; nothing was changed." in again
    assert len(beside.says("ledger", "--kind", "sale.settled").splitlines()) == 1


def test_a_stop_sale_that_arrives_twice_is_one(
    beside: CommandLine, loses: Callable[..., None]
) -> None:
    loses(Fault.NONE, Fault.TWICE)  # it looks first
    beside.says("recall", "stop-sale", PACK_OF_ONE, *BY_ANNA)
    assert len(beside.rows("recall", "list")) == 1
    again = beside.says("recall", "stop-sale", PACK_OF_ONE, *BY_ANNA)
    assert again == "None of these cards is for sale any more; nothing was changed."


def test_settings_people_and_webhooks_are_as_asked_when_it_is_done_again(
    beside: CommandLine, loses: Callable[..., None]
) -> None:
    beside.says("webhook", "add", "erp", "https://shop.example/hook")
    for command, said in (
        (("app", "set", "--name", "Harbour & Sons"), "It was so before; nothing was changed."),
        (("operator", "disable", "jonas"), "jonas was let go before; nothing was changed."),
        (
            ("webhook", "remove", "erp", "--reason", "another system"),
            "erp was removed before; nothing was changed.",
        ),
    ):
        loses(Fault.SWALLOW)
        assert IN_DOUBT in beside.fails(*command)
        assert beside.says(*command) == said


def test_a_person_that_was_taken_on_is_not_taken_on_twice(
    beside: CommandLine, loses: Callable[..., None]
) -> None:
    add = ("operator", "add", "olga", "--name", "Olga", "--role", "clerk")
    loses(Fault.LOSE)
    assert IN_DOUBT in beside.fails(*add, stdin="888888\n")
    loses(Fault.SWALLOW)
    assert IN_DOUBT in beside.fails(*add, stdin="888888\n")
    assert "There is a person olga already" in beside.fails(*add, stdin="888888\n")


def test_a_recovery_whose_reply_was_lost_has_happened_once(
    beside: CommandLine, server: ServerProcess, loses: Callable[..., None]
) -> None:
    floor = RedemptionFloor(server)
    (failing,) = floor.codes("sync-fail")
    floor.customer("ann@example.com").redeem(failing)
    floor.close()
    ((failed,),) = read_rows(server.data, "SELECT code_id FROM codes WHERE state = 'Failed'")
    fulfil = ("redemption", "fulfil", str(failed), "--operator", "lea", "--reason", "by hand")
    loses(Fault.SWALLOW)
    assert IN_DOUBT in beside.fails(*fulfil)
    again = beside.fails(*fulfil)
    assert again == "That redemption has not failed, or not any more; nothing was changed."
    (entry,) = beside.says("ledger", "--kind", "fulfilment.fulfilled").splitlines()
    assert "operator:lea" in entry


def test_a_server_that_is_gone_is_told_as_gone(beside: CommandLine, server: ServerProcess) -> None:
    folder = DataFolder(server.data)
    running = folder.running()
    assert running is not None
    folder.write_running(msgspec.structs.replace(running, url="http://127.0.0.1:9"))
    said = beside.fails("app", "show")
    folder.write_running(running)
    assert said == "The server at http://127.0.0.1:9 does not answer."


def test_a_recovery_that_takes_two_is_done_by_two_who_prove_it(
    beside: CommandLine, server: ServerProcess
) -> None:
    floor = RedemptionFloor(server)
    (failing,) = floor.codes("sync-fail")
    floor.customer("ida@example.com").redeem(failing)
    floor.close()
    newest = "SELECT max(code_id) FROM codes WHERE state = 'Failed'"
    ((failed,),) = read_rows(server.data, newest)
    beside.says("app", "code-acts-signed", "yes")
    act = ("redemption", "release", str(failed), "--operator", "lea", "--reason", "she called")
    said = beside.fails(*act)
    assert said.startswith("In this shop a second person signs for that: name one with --second")
    beside.says(*act, "--second", "anna", stdin="555555\n333333\n")
    # Once more, as after a lost reply: it is done once.
    said = beside.fails(*act, "--second", "anna", stdin="555555\n333333\n")
    assert said.startswith("That redemption has not failed")
    beside.says("app", "code-acts-signed", "no")
    told = beside.says("ledger", "--kind", "fulfilment.released")
    assert told.count("approved_by=anna") == 1
