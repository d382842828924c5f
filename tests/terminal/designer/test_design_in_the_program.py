"""The page in the assembled program, on a real server: a real card is seen on the preview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.designer.checks import against_printing
from pos_terminal.designer.model import ReadBack
from pos_terminal.look.rail import DESIGN
from support.assembled_till import AssembledTill, demo_till_folder
from support.server_process import ServerProcess


@pytest.fixture
def till(qapp: QApplication, server: ServerProcess, tmp_path: Path) -> Iterator[AssembledTill]:
    root = demo_till_folder(server.data, tmp_path)
    with AssembledTill(qapp, root, url=server.url) as till:
        yield till.wait_for_staff()


def test_a_scanned_card_is_drawn_read_back_and_its_product_given_the_design(
    till: AssembledTill,
) -> None:
    till.sign_in("administrator")
    till.pages.show_page(DESIGN.page)
    design = till.pages.design
    till.wait("the check", lambda: design.state.read_back is ReadBack.SAME)
    number = till.number(4)
    till.clerk.scan(number)
    till.wait("the card", lambda: design.state.card.barcode == number)
    till.wait("its check", lambda: not design.state.checking)
    assert design.state.read_back is ReadBack.SAME
    assert against_printing(design.state.to_fix) == 0
    product = design.state.sample
    till.clerk.click("Use for this product")
    till.wait("the gift", lambda: not design.state.give.enabled)
    shelf = DesignShelf(till.program.places.designs)
    given = shelf.of_product(product)
    assert given is not None
    assert given.design == design.state.design


def test_a_draft_is_there_again_after_the_program_was_closed(till: AssembledTill) -> None:
    till.sign_in("administrator")
    till.pages.show_page(DESIGN.page)
    design = till.pages.design
    design.choose("wish")
    design.set_field("text", "Merry winter")
    drawn = design.state.design
    shelf = DesignShelf(till.program.places.designs)
    till.wait("the draft", lambda: (shelf.draft() or None) is not None)
    till.close()
    till.open()
    till.wait_for_staff()
    till.sign_in("administrator")
    till.pages.show_page(DESIGN.page)
    assert till.pages.design.state.design == drawn
    toast = till.pages.design.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.recovered"
