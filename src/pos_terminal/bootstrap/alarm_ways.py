"""Where alarms lead: to the pages on which something is done about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.look.rail import LEDGER, RECALL, STAFF
from pos_terminal.recall.model import By
from pos_terminal.staff.model import Section

if TYPE_CHECKING:
    from pos_terminal.bootstrap.pages import Pages


class AlarmWays:
    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def to_recall(self, label: str) -> None:
        self._pages.show_page(RECALL.page)
        self._pages.recall.start_over()
        self._pages.recall.choose_by(By.LABEL)
        self._pages.recall.write("label", label)

    def to_tills(self) -> None:
        self._pages.show_page(STAFF.page)
        self._pages.staff.open_section(Section.TILLS)

    def to_sale(self, sale_id: str) -> None:
        self._pages.show_sale(sale_id, void=False)

    def to_ledger(self) -> None:
        self._pages.show_page(LEDGER.page)
        self._pages.ledger.verify()
