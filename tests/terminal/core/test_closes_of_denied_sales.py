"""A void of a denied sale at a real till: its own close, told back by the real server, is its own."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.messages import VoidReason
from pos_terminal.practice.troubles import Stage, Trouble
from pos_terminal.sales.model import VoidStage
from pos_terminal.waiting.model import CaseStage
from support.server_process import ServerProcess, demo_template
from support.tills import Tills
from support.troubled_till import PracticeTill
from terminal.core.test_restored_server import stage_of

JONAS = ("jonas", "222222")
ADMIN = ("admin", "666666")
REASON = "paid by hand"


class Floor:
    """A till that has voided another till's sale, which says since that nobody paid it."""

    def __init__(self, server: ServerProcess, folder: Path, tills: Tills) -> None:
        self._server, self._folder = server, folder
        self.till = self._starts()
        other, manager = tills.enrolled(server, *JONAS), tills.enrolled(server, *ADMIN)
        sale_id = other.new_sale_id()
        card = other.look_up(self.till.numbers("gift-50")[0]).json()
        other.reserve(sale_id, [card]).raise_for_status()
        signed = manager.approve(*ADMIN, "settle", sale_id).json()["approval"]
        paid = {"kind": "cash", "amount_minor": 5000, "given_minor": 5000}
        body = {"was_paid": True, "reason": "seen", "approval": signed, "payment": paid}
        manager.post(f"/v1/sales/{sale_id}/settle", body).raise_for_status()
        self._void(sale_id)
        other.cancel(sale_id, "not-paid")
        self.till.wait(self._is_denied)
        (refund,) = self.till.journal.refunds_of(sale_id)
        self.case_id = f"refund-due:{refund.refund_id}"
        self.till.wait(lambda: self._case is not None)

    def _starts(self) -> PracticeTill:
        till = PracticeTill(self._folder / "till", self._server)
        till.sign_in_as("manager")
        return till

    def _void(self, sale_id: str) -> None:
        sales = self.till.sales
        sales.show_sale(sale_id)
        self.till.wait(lambda: not sales.state.searching)
        sales.open_void()
        sales.choose_reason(VoidReason.WRONG_CARD)
        sales.sign_void()
        self.till.sign()
        self.till.wait(lambda: stage_of(self.till) is VoidStage.REFUND_DUE)

    def _is_denied(self) -> bool:
        self.till.waiting.open()
        return self.row == "row.in_doubt"

    @property
    def _case(self) -> CaseStage | None:
        stages = {one.case_id: one.stage for one in self.till.waiting.state.cases}
        return stages.get(self.case_id)

    @property
    def row(self) -> str | None:
        """What the till's own row of the void says."""
        return next((row.fact.id for row in self.till.waiting.state.rows), None)

    def closes(self) -> None:
        before = self.till.waiting.state.toast
        self.till.waiting.close_open_case(self.case_id, REASON)
        self.till.wait(lambda: self.till.waiting.state.toast is not before)

    def is_listed_as(self, stage: CaseStage) -> None:
        """Whoever looks is told of the sale, and in it of the case as closed by now."""
        told: list[None] = []
        self.till.waiting._till.handing_back.watch(lambda: told.append(None))
        self.till.waiting.open()
        self.till.wait(lambda: bool(told))
        assert (self._case, self.row) == (stage, "row.in_doubt")

    def journal_reaches_the_disk(self) -> None:
        """All that it has by now; later steps are lost once the till dies."""
        self.till.close()
        for name in ("journal.db", "journal.head"):
            shutil.copy(self._folder / "till" / name, self._folder / name)
        self.till = self._starts()
        self.till.waiting.open()
        self.till.wait(lambda: self._case is not None)

    def dies(self) -> None:
        self.till.close()
        for name in ("journal.db", "journal.head"):
            shutil.copy(self._folder / name, self._folder / "till" / name)
        self.till = self._starts()

    def says_not_given(self) -> None:
        self.till.waiting.case_not_given(self.case_id)
        self.till.wait(lambda: bool(self.ended))

    @property
    def ended(self) -> dict[str, str]:
        return {one.case_id: one.what_to_do.id for one in self.till.waiting.state.cases_ended}

    def is_given_once(self) -> None:
        printer = self.till.printer
        assert self.ended == {self.case_id: "case.closed_owed.todo"}
        self.till.wait(lambda: bool(printer.drawer_opened))
        assert printer.drawer_opened == 1


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    with (
        ServerProcess.of_demo(demo_template(), tmp_path / "data") as server,
        contextlib.ExitStack() as stack,
    ):
        floor = Floor(server, tmp_path, Tills(stack))
        yield floor
        floor.till.close()


def test_a_close_whose_reply_was_lost_is_asked_about_again_and_its_money_given(
    floor: Floor,
) -> None:
    floor.till.switch_on(Trouble.LOST_REPLY, stage=Stage.CASE)
    floor.closes()
    floor.is_listed_as(CaseStage.NOT_KNOWN)
    floor.closes()
    floor.is_given_once()


def test_what_was_not_given_after_a_death_before_the_rows_own_step_is_given(floor: Floor) -> None:
    floor.journal_reaches_the_disk()
    floor.closes()
    floor.is_given_once()
    floor.dies()
    floor.is_listed_as(CaseStage.GIVEN_IN_DOUBT)
    floor.says_not_given()
    floor.is_given_once()
    assert floor.row is None
