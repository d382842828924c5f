"""The page in the assembled program, on a real server: from the rail to a recall and its file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from card_contract.scan_text import Label, LabelKind
from pos_terminal.look.rail import RECALL
from pos_terminal.recall.model import Stage
from support.assembled_till import AssembledTill, demo_till_folder
from support.server_process import ServerProcess
from support.tills import Tills


@pytest.fixture
def till(qapp: QApplication, server: ServerProcess, tmp_path: Path) -> Iterator[AssembledTill]:
    root = demo_till_folder(server.data, tmp_path)
    with AssembledTill(qapp, root, url=server.url) as till:
        yield till.wait_for_staff()


def test_a_recall_at_another_till_warns_in_the_open_basket(
    till: AssembledTill, server: ServerProcess
) -> None:
    till.sign_in("clerk")
    till.scan_into_basket(till.number(0))
    with contextlib.ExitStack() as stack:
        manager = Tills(stack).enrolled(server, "anna", "333333")
        card_id = manager.look_up(till.number(0)).json()["card_id"]
        selection = {"by": "cards", "card_ids": [card_id]}
        request = {"act": "recall", "selection": selection, "reason": "lost", "note": "Gone."}
        begun = manager.post(f"/v1/recall-requests/R-{1:026d}", request).raise_for_status().json()
        till.wait("the warning", lambda: till.pages.checkout.state.refusal is not None)
        assert till.pages.checkout.state.lines == ()

        def knows() -> bool:
            view = manager.get(f"/v1/recalls/{begun['recall_id']}").json()
            return bool(view["hearing"] and view["hearing"]["slowest_ms"] is not None)

        till.wait("the till's answer", knows)


def test_a_clerk_finds_no_such_page(till: AssembledTill) -> None:
    till.sign_in("clerk")
    assert till.pages.frame.rail.entry(RECALL.page) is None


def test_a_scanned_pack_is_recalled_by_a_held_button_and_saved(
    till: AssembledTill, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "police.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    till.sign_in("manager")
    till.clerk.click("Recall")
    page, view = till.pages.recall, till.pages.recall_view
    label = Label(LabelKind.PACK, "970010", 1, 3).text()
    till.clerk.scan(label)
    till.wait("the label", lambda: page.state.choosing.label == label)
    assert till.pages.frame.current_page() == RECALL.page, "a scan here is the page's own"
    till.clerk.press(Qt.Key.Key_F12)
    till.wait("the dry run", lambda: page.state.stage is Stage.LOOKED)
    till.clerk.click("Stolen")
    QTest.keyClicks(view.choose.note.line, "Gone since Friday")
    till.wait("the button", view.foot.signing.hold.isEnabled)
    QTest.mousePress(view.foot.signing.hold, Qt.MouseButton.LeftButton)
    till.wait("the recall", lambda: page.state.stage in (Stage.RUNNING, Stage.ENDED))
    till.wait("its end", lambda: page.state.stage is Stage.ENDED)
    till.clerk.click("Card by card")
    results = page.state.results
    till.wait("the cards", lambda: len(getattr(page.state.results, "cards", ())) == 10)
    assert results is not None
    till.clerk.click("Save as PDF")
    till.wait("the file", lambda: page.state.toast is not None)
    toast = page.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.saved"
    assert file.read_bytes().startswith(b"%PDF")
