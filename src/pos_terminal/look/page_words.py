"""How a page says things: its own labels, its presenter's messages, and why a button is off."""

from __future__ import annotations

from collections.abc import Mapping

from pos_terminal.look.card_words import say_with_cards
from pos_terminal.words import Button, Message


class PageWords:
    """The tables of one page, with what all pages share behind them.

    ``labels`` are the view's own words, ``sentences`` what its presenter says by message id.
    """

    def __init__(
        self, context: str, *, labels: Mapping[str, str], sentences: Mapping[str, str]
    ) -> None:
        self._context = context
        self._labels = labels
        self._sentences = sentences

    def tell(self, message_id: str, **values: str | int) -> str:
        """A label of the view itself."""
        return say_with_cards(self._context, self._labels, Message(message_id, values))

    def tell_message(self, message: Message | None) -> str:
        """A presenter's message; nothing where there is none."""
        if message is None:
            return ""
        return say_with_cards(self._context, self._sentences, message)

    def why_off(self, button: Button) -> str | None:
        """Why a button is off, or nothing where it is on."""
        return None if button.enabled else self.tell_message(button.why_off)
