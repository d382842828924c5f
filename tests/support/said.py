"""Whatever a presenter says in a test must have its sentence, with all the values that it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pos_terminal.words import Message


class Said:
    """Every message that a feature's pictures have shown."""

    def __init__(self, feature: str) -> None:
        self.feature = feature
        self.messages: dict[str, Message] = {}

    def listen(self, picture: Any) -> None:
        """Take the messages out of one picture."""
        for message in messages_of(picture):
            self.messages[message.id] = message

    def check(self, tell: Callable[[Message], str]) -> None:
        """Say all of them."""
        for message in self.messages.values():
            assert tell(message), f"{self.feature} has no words for {message}"


def messages_of(value: Any) -> Iterator[Message]:
    """Every message in a picture, however deep it lies."""
    if isinstance(value, Message):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from messages_of(getattr(value, part.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from messages_of(one)


def teller_of(feature: str) -> Callable[[Message], str]:
    """The view's own way to say a message of this feature."""
    if feature == "approval":
        from pos_terminal.approval.view import tell_message
    elif feature == "checkout":
        from pos_terminal.checkout.sentences_view import tell_message
    elif feature == "waiting":
        from pos_terminal.waiting.sentences_view import tell_message
    else:
        from pos_terminal.sales.sentences_view import tell_message
    return tell_message
