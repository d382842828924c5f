"""What the rules let pass, and only that."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from card_contract.messages import CardRefused
from card_contract.outcomes import CardRefusal
from card_contract.sale_id import SaleId
from card_contract.states import CaseKind, CodeState, HoldState
from pos_terminal.journal.records import SaleRecord
from pos_terminal.journal.sale_machine import SaleState
from server_stub.commands.cases import opened
from server_stub.domain.restore_machine import RestoreStage
from server_stub.storage.change import changed
from server_stub.storage.rows.books import RestorationRow
from server_stub.storage.rows.cards import CodeRow
from simulation.cast import APP
from simulation.disk import Disk
from simulation.memory_journal import TillDisk
from simulation.people import MIA, line_of
from simulation.rule_broken import RuleBrokenError
from simulation.rules import Rules
from simulation.scene import set_the_scene
from simulation.truth import Truth

SALE = str(SaleId(till="T1", generation=1, sequence=1, random="0" * 26))
VOID = f"V-{SaleId(till='T2', generation=1, sequence=5, random='0' * 26)}"


def rules_of(stage: RestoreStage, *, is_case_open: bool | None, is_voided: bool = True) -> Rules:
    """A sale whose card another till had voided: a restored server has it as sold."""
    disk, till, truth = Disk(), TillDisk("T1"), Truth()
    set_the_scene(disk, 0)
    (code, *_) = disk.rows(CodeRow)
    sold = {"hold": HoldState.SOLD, "state": CodeState.AVAILABLE, "sale_id": SALE}
    disk.put(changed(code, **sold).after)
    disk.put(RestorationRow(app_id=APP, epoch=2, stage=stage, restored_at=0))
    if is_case_open is not None:
        case = opened(APP, CaseKind.VOID_REFUSED, 0, sale_id=SALE, void_id=VOID, detail="")
        disk.put(replace(case, closed_at=None if is_case_open else 1))
    refused = CardRefused(card_id=str(code.code_id), refusal=CardRefusal.VOIDED)
    line = replace(line_of(code), activated=False, voided=is_voided, refusal=refused)
    till.records[SALE] = SaleRecord(
        sale_id=SALE, state=SaleState.DONE, created_at=0, clerk=MIA, currency="EUR", lines=(line,)
    )
    truth.customer_pays(SALE, frozenset({line.card_id}))
    return Rules(disk, [till], truth, set())


def test_a_card_may_be_shown_as_voided_while_a_case_says_that_its_void_was_not_taken_again():
    rules_of(RestoreStage.CHECKING, is_case_open=True).hold_now()


@pytest.mark.parametrize(
    "facts",
    [
        {"stage": RestoreStage.CHECKING, "is_case_open": None},
        {"stage": RestoreStage.CHECKING, "is_case_open": False},
        {"stage": RestoreStage.CHECKING, "is_case_open": True, "is_voided": False},
        {"stage": RestoreStage.OPEN, "is_case_open": True},
    ],
)
def test_else_no_card_is_shown_as_refused_that_is_active(facts):
    with pytest.raises(RuleBrokenError, match="shows card 1 refused, and it is active"):
        rules_of(**facts).hold_now()
