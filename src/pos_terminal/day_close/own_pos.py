"""The file of the shop's own system: compared with the day, and anew whenever that is told anew."""

from __future__ import annotations

from card_contract.day_messages import DaySale, DayVoid
from card_contract.minor_units import minor_digits
from pos_terminal.day_close.model import Comparison
from pos_terminal.day_close.pos_file import NoPosFileError, compare
from pos_terminal.day_close.reports import Reports
from pos_terminal.words import Message


class OwnPos:
    """``comparison`` is of the last file with the last answer; ``fault`` says why there is none."""

    def __init__(self, reports: Reports) -> None:
        self._reports = reports
        self._file: tuple[str, bytes] | None = None
        self._ours: tuple[tuple[DaySale, ...], tuple[DayVoid, ...]] | None = None
        self.comparison: Comparison | None = None
        self.fault: Message | None = None

    def take(self, name: str, content: bytes) -> None:
        """A file was chosen."""
        self.put_away()
        self._file = (name, content)
        self.compare_again()

    def put_away(self) -> None:
        self._file = self._ours = None
        self.comparison = self.fault = None

    def compare_again(self) -> None:
        """Compare with what was told last; nothing changes where that was compared already."""
        report, ours = self._reports.report, (self._reports.sales, self._reports.voids)
        if report is None or self._file is None or ours == self._ours:
            return
        self._ours = ours
        name, content = self._file
        try:
            self.comparison = compare(name, content, *ours, minor_digits(report.currency))
        except NoPosFileError as error:
            self.fault = Message(error.word, {"name": name})
