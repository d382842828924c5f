"""Sales that hang on a dead till are listed and settled from the command line, as at the portal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.command_line import CommandLine
from support.portal_shop import PortalShop
from support.server_process import ServerProcess

WHY = ("--reason", "the slip is here", "--operator", "anna")
ANNA, MIA = "333333\n", "111111\n"


@pytest.fixture(scope="module")
def floor(server: ServerProcess) -> Iterator[PortalShop]:
    floor = PortalShop(server.url, server.demo)
    yield floor
    floor.close()


@pytest.fixture
def sale(floor: PortalShop) -> str:
    return floor.held_by_a_dead_till()


def settled(beside: CommandLine, sale: str) -> list[str]:
    lines = beside.says("ledger", "--kind", "sale.settled").splitlines()
    return [line for line in lines if sale in line]


def test_a_held_sale_is_listed_and_shown_with_its_cards(beside: CommandLine, sale: str) -> None:
    (listed,) = [row for row in beside.rows("hold", "list") if row["sale_id"] == sale]
    assert (listed["cards"], listed["total_minor"], listed["currency"]) == ("1", "5000", "EUR")
    assert listed["till_revoked"] == "True"
    shown = beside.says("hold", "show", sale)
    assert "stage\theld" in shown
    assert "\theld\tInactive" in shown


def test_a_paid_sale_is_confirmed_once_and_a_repeat_says_so(beside: CommandLine, sale: str) -> None:
    said = beside.says("hold", "settle", sale, "paid", *WHY, stdin=ANNA)
    assert said.startswith(f"Sale {sale} is confirmed.\n")
    assert "\tTrue\t" in said
    again = beside.says("hold", "settle", sale, "paid", *WHY, stdin=ANNA)
    assert f"Sale {sale} is confirmed. It was so before; nothing was changed." in again
    assert sale not in beside.says("hold", "list")
    (entry,) = settled(beside, sale)
    assert "operator:anna" in entry
    for said_there in ("till=command-line", "reason=the slip is here", "by=cash"):
        assert said_there in entry
    other = beside.fails("hold", "settle", sale, "not-paid", *WHY, stdin=ANNA)
    assert other.startswith("The sale is confirmed by now: void it at a till")
    assert len(settled(beside, sale)) == 1


def test_an_unpaid_sale_is_cancelled_and_its_cards_are_free(
    beside: CommandLine, sale: str, floor: PortalShop
) -> None:
    said = beside.says("hold", "settle", sale, "not-paid", *WHY, stdin=ANNA)
    assert said == f"Sale {sale} is cancelled, and its cards are free."
    again = beside.says("hold", "settle", sale, "not-paid", *WHY, stdin=ANNA)
    assert again.endswith("It was so before; nothing was changed.")
    line = floor.till.get(f"/v1/sales/{sale}").json()["lines"][0]
    floor.till.sell(line["number"])


def test_money_that_goes_back_is_one_case_however_often_it_is_said(
    beside: CommandLine, sale: str
) -> None:
    for _ in range(2):
        said = beside.says("hold", "settle", sale, "money-back", *WHY, stdin=ANNA)
        assert "is voided" in said
        assert "close its case at a till" in said
    assert len(settled(beside, sale)) == 1


def test_a_reference_pays_for_one_sale_alone(floor: PortalShop, beside: CommandLine) -> None:
    first, second = floor.held_by_a_dead_till(), floor.held_by_a_dead_till()
    by = (*WHY, "--reference", "SLIP-1")
    beside.says("hold", "settle", first, "paid", *by, stdin=ANNA)
    said = beside.fails("hold", "settle", second, "paid", *by, stdin=ANNA)
    assert "PAYMENT_REFERENCE_USED" in said
    assert settled(beside, second) == []
    odd = beside.fails("hold", "settle", second, "not-paid", *by, stdin=ANNA)
    assert odd == "What was not paid has no reference."


def test_who_may_not_and_what_cannot_be_is_refused_in_a_sentence(
    beside: CommandLine, sale: str
) -> None:
    answer = ("hold", "settle", sale, "paid", "--reason", "the slip is here", "--operator")
    for somebody, pin, sentence in (
        ("anna", "000000\n", "The person or the PIN is wrong; nothing was settled."),
        ("nobody", ANNA, "The person or the PIN is wrong; nothing was settled."),
        ("mia", MIA, "Only a manager or an administrator settles a sale."),
        ("anna", "letters\n", "That cannot be"),
        ("anna", "", "The PIN of anna is read from the standard input, and there was none."),
    ):
        assert sentence in beside.fails(*answer, somebody, stdin=pin)
    short = ("hold", "settle", sale, "paid", "--reason", " x ", "--operator", "anna")
    assert "That cannot be" in beside.fails(*short, stdin=ANNA)
    unknown = f"{sale[:-1]}{'0' if sale[-1] != '0' else '1'}"
    for command in (("show", unknown), ("settle", unknown, "paid", *WHY)):
        assert "does not know this sale" in beside.fails("hold", *command, stdin=ANNA)
    assert beside.run("hold", "settle", sale, "perhaps", *WHY, stdin=ANNA).exit_code == 2
    assert settled(beside, sale) == []


def test_no_server_has_to_run(server: ServerProcess, beside: CommandLine, sale: str) -> None:
    server.stop()
    try:
        assert sale in beside.says("hold", "list")
        said = beside.says("hold", "settle", sale, "paid", *WHY, stdin=ANNA)
        assert "is confirmed" in said
        assert beside.run("verify").exit_code == 0
    finally:
        server.start()
