"""The page in the assembled program, on a real server: the studio signs in and finds its batches."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_terminal.look.rail import BATCHES, DESIGN
from support.assembled_till import AssembledTill, demo_till_folder
from support.server_process import ServerProcess, demo_template


def test_the_studio_finds_its_batches_and_goes_on_with_one(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    base = tmp_path_factory.mktemp("studio-shop")
    with ServerProcess.of_demo(demo_template(), base / "served") as server:
        root = demo_till_folder(server.data, tmp_path)
        with AssembledTill(qapp, root, url=server.url) as till:
            till.wait_for_staff()
            till.sign_in("studio")
            page = till.pages.batches
            assert till.pages.frame.current_page() == BATCHES.page
            till.wait("the batches", lambda: bool(page.state.rows))
            till.clerk.press(Qt.Key.Key_Down)
            till.wait(
                "its figures",
                lambda: page.state.batch is not None and page.state.batch.figures is not None,
            )
            till.clerk.press(Qt.Key.Key_F3)
            till.wait(
                "the products",
                lambda: page.state.new_batch is not None and bool(page.state.new_batch.campaigns),
            )
            till.clerk.press(Qt.Key.Key_Escape)
            assert page.state.new_batch is None
            till.clerk.press(Qt.Key.Key_Down)
            till.wait(
                "the ways on", lambda: page.state.batch is not None and bool(page.state.batch.ways)
            )
            frame, labels = till.pages.frame, till.pages.labels
            till.pages.batches_view.batch.ways["labels"].click()
            assert frame.current_page() == "labels"
            till.wait("the labels", lambda: labels.state.order is not None)
            till.clerk.press(Qt.Key.Key_Escape)
            assert frame.current_page() == BATCHES.page
            till.pages.batches_view.list.import_cards.click()
            assert frame.current_page() == "import"
            till.wait("the products", lambda: bool(till.pages.card_import.state.campaigns))
            till.clerk.press(Qt.Key.Key_Escape)
            assert page.state.batch is not None
            number = f"{page.state.batch.batch:05d}"
            till.pages.batches_view.batch.ways["design"].click()
            assert frame.current_page() == DESIGN.page
            till.wait("its card", lambda: till.pages.design.state.card.batch == number)
