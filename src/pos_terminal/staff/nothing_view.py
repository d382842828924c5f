"""Nobody chosen, nothing told yet, or nothing that could be told."""

from __future__ import annotations

from pos_terminal.look.nothing_panel import NothingPanel
from pos_terminal.staff.model import Section, StaffState
from pos_terminal.staff.sentences_view import tell, tell_message


def show_nothing(panel: NothingPanel, state: StaffState) -> None:
    people = state.section is Section.PEOPLE
    empty = not (state.people if people else state.tills)
    icon, word = ("users" if people else "desktop"), ""
    note = tell("view.choose_person" if people else "view.choose_till")
    if state.loading and empty:
        icon, note = "hourglass-medium", tell("view.loading")
    elif empty and state.list_note is not None:
        icon, word, note = "wifi-slash", tell("view.not_shown"), tell_message(state.list_note)
    elif empty:
        word = tell("view.nobody" if people else "view.no_tills")
        note = tell("view.nobody_note" if people else "view.no_tills_note")
    can_retry = empty and state.can_retry
    panel.show_nothing(icon, word, note, retry=tell("view.retry"), can_retry=can_retry)
