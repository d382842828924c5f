"""The designs on the page *Print*: answers that come late say nothing of what is chosen now."""

from __future__ import annotations

import pytest

from pos_terminal.card_design.shipped import game_card
from pos_terminal.card_design.template_file import Template
from pos_terminal.gateway.answers import Unreachable
from pos_terminal.print_page.design_desk import DesignDesk
from pos_terminal.print_page.jobs import LoadedDesign
from support.print_office import batch_view

LOADED = LoadedDesign(
    template=Template(design=game_card()), shown=Template(design=game_card()), digest="", to_fix=0
)


class Tasks:
    """Keeps who waits for an answer."""

    def __init__(self):
        self.waiting = []

    def run(self, _work, *, then, failed):
        self.waiting.append((then, failed))


@pytest.mark.parametrize("is_late", [True, False])
def test_a_fault_of_an_older_question_stands_over_no_newer_answer(is_late):
    tasks = Tasks()
    desk = DesignDesk(None, tasks, changed=lambda: None)
    desk.show_for(batch_view(20417, "", 10))
    desk.choose("gift-card")
    desk.choose("game-card")
    (_, older), (answered, newest) = tasks.waiting[-2:]
    answered(LOADED)
    (older if is_late else newest)(Unreachable("no line"))
    assert desk.loaded is LOADED
    assert (desk.fault is None) is is_late
