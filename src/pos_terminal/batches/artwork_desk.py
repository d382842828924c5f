"""The picture of a product, chosen from a file: stored at the server before it is in the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from card_contract.outcomes import Refusal
from pos_terminal.batches.model import (
    ArtworkPart,
    BatchServer,
    CampaignField,
    CampaignSaying,
    PictureReader,
)
from pos_terminal.card_design.artwork import ArtworkRefusedError
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Button, Message

_NOT_TAKEN: Final = "fault.artwork_not_taken"
_REFUSALS: Final = {Refusal.TOO_LARGE: _NOT_TAKEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """A picture by its id; empty where it is not stored, with the reason."""

    artwork: str = ""
    why_not: Message | None = None


class ArtworkDesk:
    """``stored`` is called with the picture's id once the server has it."""

    def __init__(
        self,
        server: BatchServer,
        files: PictureReader,
        tasks: TaskRunner,
        *,
        stored: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        self._server = server
        self._files = files
        self._stored = stored
        self._changed = changed
        self._asking = Asking(tasks, changed=changed, late=lambda: None)

    @property
    def busy(self) -> bool:
        return self._asking.busy

    def forget(self) -> None:
        """Another form is shown, or another picture: nothing of this one is."""
        self._asking.forget()

    def choose(self, file: Path) -> None:
        """Read a file and store its picture. Chosen again it is there once."""
        self._asking.ask(
            lambda: self._read_and_stored(file),
            then=self._answered,
            no_reply="fault.no_reply_artwork",
            refusals=_REFUSALS,
        )

    async def _read_and_stored(self, file: Path) -> _Stored | Refused:
        try:
            content = await self._files.read(file)
        except ArtworkRefusedError as error:
            return _Stored(why_not=Message(f"artwork.{error.fault}"))
        answer = await self._server.store_artwork(content)
        if isinstance(answer, Refused):
            return answer
        if answer.artwork is None:
            return _Stored(why_not=Message(_NOT_TAKEN))
        return _Stored(artwork=answer.artwork)

    def _answered(self, stored: _Stored) -> None:
        if stored.artwork:
            self._stored(stored.artwork)
        self._asking.fault = stored.why_not
        self._changed()

    def part(
        self,
        values: Mapping[CampaignField, str],
        faults: Mapping[CampaignField, str],
        theirs: tuple[CampaignSaying, ...],
        may: Button,
    ) -> ArtworkPart:
        """The part of the form; ``may`` says whether the server can be asked now."""
        field = CampaignField.ARTWORK
        artwork = values[field] or None
        fault = Message(faults[field]) if field in faults else None
        price, currency = values[CampaignField.PRICE], values[CampaignField.CURRENCY]
        return ArtworkPart(
            artwork=artwork,
            title=values[CampaignField.TITLE],
            price=f"{price} {currency}" if price else "",
            note=next((one.fault for one in theirs if one.field is field), None),
            fault=self._asking.fault or fault,
            choose=may,
            can_drop=artwork is not None,
        )
