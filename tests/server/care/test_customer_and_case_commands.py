"""Customers are found, shown and signed out, and cases listed, beside a running server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.command_line import CommandLine
from support.portal_shop import PortalShop
from support.redemption_floor import RedemptionFloor, soon
from support.server_process import ServerProcess
from support.stored_rows import change_rows

MAIL = "ann.berg@example.com"
BY_LEA = ("--operator", "lea", "--reason", "lost her telephone")


@pytest.fixture
def floor(server: ServerProcess) -> Iterator[RedemptionFloor]:
    floor = RedemptionFloor(server)
    yield floor
    floor.close()


@pytest.fixture
def tilled(server: ServerProcess) -> Iterator[PortalShop]:
    shop = PortalShop(server.url, server.demo)
    yield shop
    shop.close()


def test_a_customer_is_found_by_id_sign_in_and_name_and_shown(
    beside: CommandLine, floor: RedemptionFloor, server: ServerProcess
) -> None:
    ann = floor.customer(MAIL)
    (code,), (failing,) = floor.codes("plain"), floor.codes("sync-fail")
    ann.redeem(code)
    ann.redeem(failing)
    ann.redeem("ABCDE-FGHJK-MNPQR-STUVW-XYZ99")
    named = "UPDATE profiles SET name = ? WHERE profile_id = ?"
    change_rows(server.data, named, "Ann\tBerg\x1b[2J", ann.profile_id)
    for what in (MAIL, MAIL.upper(), ann.profile_id, "ann"):
        (found,) = beside.rows("customer", "find", what)
        assert (found["profile_id"], found["name"]) == (ann.profile_id, "Ann Berg [2J")
    assert beside.says("customer", "find", "nobody at all") == ""
    shown = beside.says("customer", "show", ann.profile_id)
    for said in (f"sign_ins\t{MAIL}", "sessions\t1", "wrong_codes\t1", code[-4:], "FAILED"):
        assert said in shown
    assert code[:5] not in shown


def test_a_customer_is_signed_out_everywhere_once_and_may_sign_in_again(
    beside: CommandLine, floor: RedemptionFloor
) -> None:
    ida, other = floor.customer("ida@example.com"), floor.customer("other@example.com")
    end = ("customer", "end-sessions", ida.profile_id, *BY_LEA)
    assert beside.says(*end) == "One session is over."
    assert beside.says(*end) == "No session is open; nothing was changed."
    assert beside.facts("customer", "show", ida.profile_id)["sessions"] == "0"
    assert beside.facts("customer", "show", other.profile_id)["sessions"] == "1"
    (entry,) = beside.says("ledger", "--kind", "profile.sessions-ended").splitlines()
    assert "operator:lea" in entry
    assert "lost her telephone" in entry
    (code,) = floor.codes("plain")
    assert ida.redeem(code)["status"] != 200, "the old session is over"
    assert floor.customer("ida@example.com").redeem(code)["status"] == 200


def test_who_may_not_and_whom_nobody_knows_is_said_in_a_sentence(
    beside: CommandLine, floor: RedemptionFloor
) -> None:
    eva = floor.customer("eva@example.com")
    end = ("customer", "end-sessions", eva.profile_id, "--reason", "why not", "--operator")
    for somebody in ("mia", "anna", "nobody"):
        assert beside.fails(*end, somebody).startswith("Only support or an administrator")
    unknown = "There is no customer with that id; see customer find. (NOT_FOUND)"
    assert beside.fails("customer", "show", "nobody") == unknown
    assert beside.fails("customer", "end-sessions", "nobody", *BY_LEA) == unknown
    assert beside.facts("customer", "show", eva.profile_id)["sessions"] == "1"


def test_open_cases_are_listed_and_shown_and_those_of_a_recall_apart(
    beside: CommandLine, tilled: PortalShop
) -> None:
    sale = tilled.held_by_a_dead_till()
    settle = ("hold", "settle", sale, "money-back", "--reason", "wants it back")
    beside.says(*settle, "--operator", "anna", stdin="333333\n")
    (listed,) = beside.rows("case", "list")
    assert (listed["kind"], listed["amount_minor"]) == ("refund-due", "5000")
    shown = beside.facts("case", "show", listed["case_id"])
    assert (shown["sale_id"], shown["detail"]) == (sale, "wants it back")
    assert "closed_at" not in shown
    number = next(tilled.numbers)
    tilled.till.sell(number)
    recall = str(tilled.recall_sold(number))
    soon(lambda: beside.facts("recall", "show", recall)["state"], lambda state: state == "done")
    done = beside.run("case", "list")
    assert f"Recall {recall} has 1 open cases of its own" in done.stderr
    (of_recall,) = beside.rows("case", "list", "--recall", recall)
    assert beside.facts("case", "show", of_recall["case_id"])["recall_id"] == recall


def test_what_is_no_case_is_said_in_a_sentence(beside: CommandLine) -> None:
    unknown = "There is no case with that id; alarms are in alarm list. (NOT_FOUND)"
    alarm = beside.rows("alarm", "list")[0]["case_id"]
    for case in ("nothing", alarm):
        assert beside.fails("case", "show", case) == unknown
    assert beside.says("case", "list", "--recall", "999") == ""
