"""What a server hears of money that may not be given, on a full disk and of an older version's journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from pos_terminal.checkout.board import DISK_AGAIN_S
from pos_terminal.journal import giving_steps
from pos_terminal.journal.journal import DiskFullError
from pos_terminal.journal.page import Page
from pos_terminal.journal.reconciliation import GIVEN_WITHIN_MS
from pos_terminal.waiting.model import WaitingKind
from support.open_cases import open_page
from support.scripted_server import ANNA
from terminal.core.test_asked_before_money_goes_back import refused_card
from terminal.core.test_contradicted_refunds import Floor
from terminal.core.test_ended_while_giving import (
    acknowledge,
    hand_back,
    not_given,
    restart,
    restore,
    told,
)


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    hand_back(floor)
    yield floor
    floor.shop.close()


# --- A full disk ----------------------------------------------------------------------------------


def test_a_full_disk_at_the_start_keeps_no_word_from_a_server_of_what_nobody_doubts(
    tmp_path: Path,
) -> None:
    floor = Floor(tmp_path)
    shop = floor.shop
    for call in ("hand_back_sale", "hand_back_void"):
        shop.server.faults.lose_requests[call] = 99
    refused_card(shop)
    shop.checkout.hand_back()
    shop.tasks.deliver()
    shop.checkout.next_sale()
    shop.pass_time(GIVEN_WITHIN_MS / 1000 + 1)
    hand_back(floor)
    shop.server.faults.lose_requests.clear()
    shop.disk.refuses = True
    restart(floor)
    shop.pass_time(600)
    assert [key for key in shop.server.handed_back if floor.refund_id in key] == []
    assert len(told(floor)) == 1
    shop.disk.refuses = False
    shop.close()


def test_a_disk_that_is_full_later_keeps_no_word_from_the_server(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    floor.shop.server.faults.lose_requests["hand_back_void"] = 99
    hand_back(floor)
    floor.shop.disk.refuses = True
    with pytest.raises(DiskFullError):
        floor.shop.book.refund_printed(floor.refund_id)
    floor.shop.server.faults.lose_requests["hand_back_void"] = 0
    floor.shop.pass_time(3600)
    assert (told(floor), floor.refund.owes_word) == ([floor.refund.handed_back_at], True)
    floor.shop.disk.refuses = False
    floor.shop.pass_time(DISK_AGAIN_S + 60)
    assert not floor.refund.owes_word
    floor.shop.close()


def test_a_restored_server_hears_nothing_either_of_what_has_no_room_for_its_mark(
    floor: Floor,
) -> None:
    first_at = floor.refund.handed_back_at
    floor.shop.disk.refuses = True
    restart(floor)
    restore(floor)
    floor.shop.pass_time(600)
    assert (told(floor), floor.shop.server.all_told_for) == ([], [2])
    floor.shop.disk.refuses = False
    floor.shop.on_duty.signed_in(ANNA)
    floor.shop.pass_time(DISK_AGAIN_S + 600)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT
    assert told(floor) == []
    acknowledge(floor)
    floor.shop.pass_time(60)
    assert (told(floor), floor.refund.owes_word) == ([first_at], False)


def restore_before_the_sale(floor: Floor) -> None:
    """The server is put back to before the sale, which its own till has yet to tell."""
    floor.shop.server.restore(floor.before)
    floor.shop.server.sales.clear()
    floor.shop.session(2)
    floor.shop.pass_time(10)


def test_a_full_disk_at_the_start_keeps_no_void_from_a_server_that_waits_for_it(
    floor: Floor,
) -> None:
    restore_before_the_sale(floor)
    floor.shop.disk.refuses = True
    restart(floor)
    assert floor.refund.void_owed
    floor.shop.server.calls.clear()
    floor.shop.server.handed_back.clear()
    floor.shop.pass_time(600)
    assert {call for call in floor.shop.server.calls if "void" in call} == {"void"}
    floor.shop.disk.refuses = False


def test_what_is_marked_while_a_restored_server_is_told_is_not_told_as_it_was_before(
    floor: Floor,
) -> None:
    floor.shop.disk.refuses = True
    restart(floor)
    floor.shop.server.handed_back.clear()
    floor.shop.server.restore(floor.before)
    floor.shop.server.faults.slow_s = 3.0
    floor.shop.session(2)
    floor.shop.pass_time(1)  # the void is on its way
    floor.shop.disk.refuses = False
    floor.shop.memory.all_told(7)  # the first that is kept
    assert floor.refund.may_not_be_given
    floor.shop.pass_time(60)
    assert floor.shop.server.keys[-1].endswith("/VOID")
    assert told(floor) == []


# --- The journal of an older version --------------------------------------------------------------


@pytest.fixture
def older(floor: Floor) -> Floor:
    """A till of an older version has doubted it, and kept that the server had heard it."""

    def step(page: Page) -> None:
        doubted_at = floor.shop.loop.now_ms()
        page.put(
            "given_doubted", msgspec.structs.replace(floor.refund, given_doubted_at=doubted_at)
        )

    assert floor.refund.back_told_at is not None
    floor.shop.journal.write(step)
    restart(floor)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT
    assert floor.refund.back_told_at is not None
    return floor


def restore_untold(floor: Floor) -> None:
    """As ``restore``, of a server that waits for all tills to say that this was all."""
    floor.shop.server.handed_back.clear()
    floor.shop.server.restore(floor.before)
    floor.shop.session(2, has_told=False)
    floor.shop.pass_time(600)


def test_what_an_older_version_doubted_and_was_not_given_is_told_again_once_it_is(
    older: Floor,
) -> None:
    first_at = older.refund.handed_back_at
    not_given(older)
    assert older.refund.back_told_at is None
    older.shop.pass_time(600)
    assert older.shop.server.calls.count("hand_back_void") == 1
    hand_back(older)
    older.shop.pass_time(60)
    assert older.shop.server.calls.count("hand_back_void") == 2
    assert (told(older), older.refund.owes_word) == ([first_at], False)


def test_a_restored_server_hears_all_of_what_an_older_version_doubted_and_was_not_given(
    older: Floor,
) -> None:
    first_at = older.refund.handed_back_at
    not_given(older)
    restore_untold(older)
    assert (told(older), older.shop.server.all_told_for) == ([], [2])
    open_page(older.shop)
    hand_back(older)
    older.shop.pass_time(60)
    assert (told(older), older.refund.owes_word) == ([first_at], False)


def test_a_restored_server_hears_what_an_older_version_doubted_only_once_it_is_known(
    older: Floor,
) -> None:
    restore_untold(older)
    assert (told(older), older.shop.server.all_told_for) == ([], [2])
    acknowledge(older)
    older.shop.pass_time(60)
    assert (told(older), older.refund.owes_word) == ([older.refund.handed_back_at], False)


def test_what_an_older_version_has_made_due_again_is_told_once_it_is_given(older: Floor) -> None:
    first_at = older.refund.handed_back_at

    def step(page: Page) -> None:
        due = giving_steps.not_given(older.refund, older.shop.loop.now_ms(), ANNA.name)
        told_at = older.refund.back_told_at
        page.put("not_given", msgspec.structs.replace(due, back_told_at=told_at))

    older.shop.journal.write(step)
    restore_untold(older)
    assert (told(older), older.shop.server.all_told_for) == ([], [2])
    open_page(older.shop)
    hand_back(older)
    older.shop.pass_time(60)
    assert (told(older), older.refund.owes_word) == ([first_at], False)
