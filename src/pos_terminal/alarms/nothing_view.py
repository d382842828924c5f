"""No alarm chosen, none open, none told yet, or none that could be told."""

from __future__ import annotations

from pos_terminal.alarms.model import AlarmsState
from pos_terminal.alarms.sentences_view import tell, tell_message
from pos_terminal.look.nothing_panel import NothingPanel


def show_nothing(panel: NothingPanel, state: AlarmsState) -> None:
    icon, word, note = "bell", "", tell("view.choose")
    if state.loading:
        icon, note = "hourglass-medium", tell("view.loading")
    elif not state.rows and state.list_note is not None:
        icon, word, note = "wifi-slash", tell("view.not_shown"), tell_message(state.list_note)
    elif not state.rows:
        icon, word, note = "shield-check", tell("view.none"), tell("view.none_note")
    can_retry = not state.rows and state.can_retry
    panel.show_nothing(icon, word, note, retry=tell("view.retry"), can_retry=can_retry)
