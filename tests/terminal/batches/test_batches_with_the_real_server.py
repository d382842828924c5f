"""Batches against the real redemption server: begun, cancelled, labelled, and imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.card_number import CardNumber
from card_contract.states import RecallReason
from card_contract.studio_messages import BatchState
from pos_terminal.batches.model import (
    NOTE_FILE,
    BatchField,
    BatchNote,
    CampaignField,
    NewBatch,
    Section,
)
from pos_terminal.batches.picture_files import PictureFiles
from pos_terminal.batches.presenter import BatchesPresenter
from pos_terminal.card_import.model import NOTE_FILE as IMPORT_NOTE
from pos_terminal.card_import.model import ImportNote, Stage
from pos_terminal.card_import.presenter import ImportPresenter
from pos_terminal.card_import.reading import CardFiles
from pos_terminal.custody.deed_notes import DeedNotes
from pos_terminal.custody.presenter import StockPresenter
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.note_file import NoteFile
from pos_terminal.pack_labels.making import LabelWorkshop
from pos_terminal.pack_labels.model import LabelsOf, LabelsPicture
from pos_terminal.pack_labels.presenter import LabelsPresenter
from pos_terminal.recall.model import Stage as RecallStage
from pos_terminal.recall.presenter import RecallPresenter
from pos_terminal.scanning.decoder import read_barcodes
from pos_terminal.words import ScanSource
from support.real_till import RealTill
from support.recall_office import MemoryPapers
from support.server_process import ServerProcess
from support.stored_rows import read_rows

IMPORTED = 77


def page_of(till: RealTill, folder: Path) -> BatchesPresenter:
    notes = NoteFile(folder / NOTE_FILE, BatchNote)
    page = BatchesPresenter(till.waiting._till, till.gateway, notes=notes, files=PictureFiles())
    till.sign_in_as("studio")
    page.open()
    till.wait(lambda: bool(page.state.rows))
    return page


def form_of(page: BatchesPresenter) -> NewBatch:
    form = page.state.new_batch
    assert form is not None
    return form


def fill(till: RealTill, page: BatchesPresenter, quantity: int) -> NewBatch:
    """Open the form and ask what so many cards come to."""
    page.open_new_batch()
    till.wait(lambda: bool(form_of(page).campaigns))
    page.edit(BatchField.CAMPAIGN, "gift-50")
    page.edit(BatchField.NAME, "Winter")
    page.edit(BatchField.QUANTITY, str(quantity))
    page.edit(BatchField.CARDS_PER_PACK, "10")
    page.edit(BatchField.PACKS_PER_CARTON, "2")
    page.act()
    till.wait(lambda: bool(form_of(page).plan or form_of(page).faults or form_of(page).fault))
    return form_of(page)


def test_a_batch_is_seen_begun_and_made(till: RealTill, tmp_path: Path) -> None:
    page = page_of(till, tmp_path)
    before = len(page.state.rows)
    form = fill(till, page, 45)
    assert [one.id for one in form.plan] == [
        "plan.cards", "plan.packs", "plan.cartons", "plan.numbers",
    ]  # fmt: skip
    assert [one.values.get("count") for one in form.plan[:3]] == [45, 5, 3]
    assert len(page.state.rows) == before
    page.act()
    till.wait(lambda: page.state.batch is not None)

    def is_made() -> bool:
        page.look_again()
        card = page.state.batch
        return card is not None and card.state is BatchState.MADE and card.history is not None

    till.wait(is_made)
    card = page.state.batch
    assert card is not None
    assert card.cancel is None
    assert card.history is not None
    assert card.history[-1].kind == "batch.opened"
    assert card.history[-1].actor == till.operator("studio")["name"]


def test_too_many_cards_are_refused_at_their_field(till: RealTill, tmp_path: Path) -> None:
    page = page_of(till, tmp_path)
    form = fill(till, page, 999_999_999)
    assert BatchField.QUANTITY in {one.field for one in form.faults}
    assert not form.act.enabled
    page.edit(BatchField.QUANTITY, "10")
    assert form_of(page).faults == ()
    assert form_of(page).act.enabled


def test_a_batch_that_is_being_made_is_cancelled(till: RealTill, tmp_path: Path) -> None:
    page = page_of(till, tmp_path)
    fill(till, page, 90_000)
    page.act()
    till.wait(lambda: page.state.batch is not None)
    page.cancel_batch()

    def is_cancelled() -> bool:
        card = page.state.batch
        return card is not None and card.state is BatchState.CANCELLED

    till.wait(is_cancelled)
    assert page.state.toast is not None
    assert page.state.toast.fact.id == "toast.cancelled"
    page.cancel_batch()
    assert is_cancelled()


def test_a_product_is_made_changed_and_disabled(till: RealTill, tmp_path: Path) -> None:
    page = page_of(till, tmp_path)
    page.open_section(Section.CAMPAIGNS)
    till.wait(lambda: bool(page.state.campaigns))
    page.open_new_campaign()
    for field, text in (
        (CampaignField.CAMPAIGN, "winter-30"),
        (CampaignField.TITLE, "Winter card"),
        (CampaignField.PRICE, "30"),
        (CampaignField.SELLS, "numbers"),
        (CampaignField.ISSUER, "990010"),
    ):
        page.edit_campaign(field, text)
    page.save_campaign()
    till.wait(lambda: page.state.campaign is not None and bool(page.state.campaign.faults))
    assert page.state.campaign is not None
    assert [(one.field, one.fault.id) for one in page.state.campaign.faults] == [
        (CampaignField.ISSUER, "campaign_fault.ISSUER_RESERVED")
    ]
    page.edit_campaign(CampaignField.ISSUER, "970030")
    page.save_campaign()
    till.wait(lambda: page.state.campaign is not None and page.state.campaign.campaign is not None)
    page.edit_campaign(CampaignField.PRICE, "35")
    page.save_campaign()
    till.wait(lambda: any(row.price_minor == 3500 for row in page.state.campaigns))
    page.switch_campaign()
    till.wait(
        lambda: any(row.campaign == "winter-30" and row.disabled for row in page.state.campaigns)
    )


def labels_on(file: Path) -> set[str]:
    with PagePictures(file) as pictures:
        return {
            text
            for page in range(pictures.count)
            for text in read_barcodes(pictures.gray(page, 200))
        }


def saved(till: RealTill, page: LabelsPresenter, file: Path) -> LabelsPicture:
    till.wait(lambda: page.state.act.enabled)
    before = page.state.toast
    page.save(file)
    till.wait(lambda: page.state.toast != before or page.state.fault is not None)
    assert page.state.fault is None
    return page.state


@pytest.mark.usefixtures("qapp")
def test_printed_labels_are_understood_by_recall_and_custody(
    till: RealTill, tmp_path: Path
) -> None:
    packs, cartons = print_both(till, tmp_path)
    till.sign_in.sign_out()
    till.sign_in_as("manager")
    assert cards_by_recall(till, max(packs)) == 10
    stock = StockPresenter(till.waiting._till, DeedNotes(tmp_path))
    stock.open()
    stock.on_scan(min(cartons), ScanSource.WEDGE)
    till.wait(lambda: stock.state.label is not None)
    card = stock.state.label
    assert card is not None
    assert card.text == min(cartons)


def print_both(till: RealTill, folder: Path) -> tuple[set[str], set[str]]:
    """The labels of the demo's first batch, as they are found on the printed sheets."""
    page = LabelsPresenter(till.waiting._till, till.gateway, LabelWorkshop(), lambda: None)
    till.sign_in_as("studio")
    page.choose(1)
    order = saved(till, page, folder / "packs.pdf").order
    assert order is not None
    packs = labels_on(folder / "packs.pdf")
    assert packs == {line.label for line in order.lines}
    page.choose_of(LabelsOf.CARTONS)
    saved(till, page, folder / "cartons.pdf")
    return packs, labels_on(folder / "cartons.pdf")


def cards_by_recall(till: RealTill, label: str) -> int:
    """How many cards a recall finds under a scanned label."""
    recall = RecallPresenter(till.waiting._till, till.approval, MemoryPapers())
    recall.on_scan(label, ScanSource.WEDGE)
    recall.choose_reason(RecallReason.STOLEN)
    recall.write_note("The pack is missing.")
    recall.look()
    till.wait(lambda: recall.state.stage is RecallStage.LOOKED)
    return sum(row.count for row in recall.state.rows)


def file_of(folder: Path, issuer: str, count: int) -> Path:
    lines = [
        f"{CardNumber.build(issuer=issuer, batch=IMPORTED, sequence=each).digits},"
        f"MADEX-ELSEW-HEREX-CARDS-{each:05d},{(each - 1) // 50 + 1}\n"
        for each in range(1, count + 1)
    ]
    file = folder / "cards.csv"
    file.write_text("".join(lines))
    return file


def test_a_file_is_taken_in_and_none_of_its_codes_lies_open(
    server: ServerProcess, till: RealTill, tmp_path: Path
) -> None:
    notes = NoteFile(tmp_path / "till" / IMPORT_NOTE, ImportNote)
    page = ImportPresenter(till.waiting._till, till.gateway, CardFiles(), notes, lambda: None)
    till.sign_in_as("studio")
    page.open()
    till.wait(lambda: bool(page.state.campaigns))
    page.choose_campaign("gift-25")
    page.choose_file(file_of(tmp_path, till.numbers("gift-25")[0][:6], 250))
    page.act()
    till.wait(lambda: page.state.stage is Stage.CHECKED)
    page.act()
    till.wait(lambda: page.state.stage is Stage.DONE)
    report = page.state.report
    assert report is not None
    assert (report.accepted, report.refused) == (250, 0)
    rows = read_rows(server.data, "SELECT batch FROM codes")
    assert rows.count((IMPORTED,)) == 250
    kept = [path for path in server.data.rglob("*") if path.is_file()]
    kept += [path for path in (tmp_path / "till").rglob("*") if path.is_file()]
    assert not any(b"MADEX" in path.read_bytes() for path in kept)
