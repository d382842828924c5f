"""The ribbon and the sheet fit and can be hit, in both languages, at every size and look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pos_terminal.look.language import Language
from pos_terminal.look.text import Label
from pos_terminal.look.theme import WINDOW_HEIGHT, WINDOW_WIDTH, Theme
from pos_terminal.look.window import Window
from pos_terminal.practice.model import AfterCut, Lesson, Recovery
from pos_terminal.practice.power_cut import CutNote
from pos_terminal.practice.presenter import PracticePresenter
from pos_terminal.practice.ribbon_view import PracticeRibbon
from pos_terminal.practice.sentences_view import SENTENCES, tell_message, tell_setting
from pos_terminal.practice.sheet_view import PracticeSheet
from pos_terminal.practice.troubles import Lasting, Setting, Stage, Trouble, Troubles
from pos_terminal.words import Message
from support.english import English
from support.fit import clipped, faults
from support.shown import settle

SIZES = [(WINDOW_WIDTH, WINDOW_HEIGHT), (1920, 1080)]


class Now:
    """Posts at once: the test is the window's thread."""

    def post(self, act: Callable[[], None]) -> None:
        act()


@pytest.fixture(params=["en", "de"])
def _language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    with English(qapp):
        language = Language(qapp)
        language.choose(request.param)
        yield
        language.choose("en")


class Desk:
    """A window with the ribbon and the sheet open over nothing."""

    def __init__(self, note: CutNote) -> None:
        self.theme = Theme()
        self.window = Window(self.theme)
        self.practice = PracticePresenter(Troubles(), note, Now())
        self.ribbon = PracticeRibbon(self.theme, self.practice, self.window)
        self.sheet = PracticeSheet(self.theme, self.practice, self.ribbon)
        self.window.show()
        self.practice.toggle()


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:  # noqa: ARG001  # must stand
    note = CutNote(tmp_path)
    note.write("/v1/voids/T1-1-9")
    desk = Desk(note)
    yield desk
    desk.window.deleteLater()


@pytest.mark.usefixtures("_language")
@pytest.mark.parametrize("size", SIZES)
def test_all_of_it_fits_and_can_be_hit_and_named(desk: Desk, size: tuple[int, int]) -> None:
    found: list[str] = []
    desk.window.resize(*size)
    for lesson in Lesson:
        desk.practice.begin(lesson)
        settle(6)
        found += faults(desk.window)
    assert found == []
    assert lies_between_top_and_ribbon(desk)


@pytest.mark.usefixtures("_language")
def test_in_the_smallest_window_it_scrolls_and_cuts_no_words_off(desk: Desk) -> None:
    desk.window.resize(desk.window.minimumSize())
    settle(6)
    labels = [label for label in desk.sheet.findChildren(Label) if label.isVisible()]
    assert [label.text() for label in labels if clipped(label)] == []
    assert lies_between_top_and_ribbon(desk)


def lies_between_top_and_ribbon(desk: Desk) -> bool:
    """Whether all of the sheet can be seen, and the ribbon too."""
    shadow = desk.theme.px(14)
    above = desk.sheet.geometry().bottom() <= desk.ribbon.y() + shadow
    at_the_foot = desk.ribbon.geometry().bottom() == desk.window.height() - 1
    return desk.sheet.isVisible() and desk.sheet.y() >= 0 and above and at_the_foot


def test_every_setting_and_every_recovery_has_its_words() -> None:
    lines = {
        tell_setting(Setting(trouble=trouble, stage=stage, lasting=lasting))
        for trouble in Trouble
        for stage in Stage
        for lasting in Lasting
    }
    # Slow and down meet all stages alike while they last.
    assert len(lines) == len(Trouble) * len(Stage) * len(Lasting) - 2 * (len(Stage) - 1)
    for recovery in Recovery:
        cut = AfterCut(
            recovery=recovery,
            fact=Message("cut", {"cut_at": 0}),
            note=Message(f"cut.{recovery}", {"number": "T1-1-9"}),
        )
        assert tell_message(cut.note)
    assert all(f"{trouble}.does" in SENTENCES for trouble in Trouble)
