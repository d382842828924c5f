"""Asking the server what would happen to the cards that are meant; a list goes up before."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from card_contract.recall_messages import (
    LIST_PIECE_MAX,
    CardListRequest,
    DryRunRequest,
    NumberList,
    Selection,
)
from card_contract.sale_id import crockford
from card_contract.states import RecallAct
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.recall.act_desk import Looked
from pos_terminal.recall.words import REFUSALS
from pos_terminal.words import Message


@dataclass(slots=True)
class _Upload:
    """A list on its way up; one that nobody waits for any more goes no further."""

    numbers: tuple[str, ...]
    sent: int = 0
    is_wanted: bool = True
    has_ended: bool = False


class Looking:
    """``changed`` is called, on the window's thread, as a list goes up."""

    def __init__(
        self, server: Server, tasks: TaskRunner, asking: Asking, *, changed: Callable[[], None]
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._asking = asking
        self._changed = changed
        self._upload = _Upload((), has_ended=True)

    @property
    def word(self) -> Message:
        """What the server is busy with."""
        upload = self._upload
        if upload.has_ended:
            return Message("head.asking")
        return Message("head.sending", {"sent": upload.sent, "count": len(upload.numbers)})

    def look(
        self,
        selection: Selection | None,
        numbers: tuple[str, ...],
        then: Callable[[Looked], None],
    ) -> None:
        """Ask what each act would do to the selection or, without one, to a list of numbers."""
        upload = self._upload = _Upload(numbers, has_ended=selection is not None)

        async def ask() -> Looked | Refused | None:
            meant = selection or await self._sent_up(upload)
            return await self._answer(meant) if upload.is_wanted else None

        def told(looked: Looked | None) -> None:
            if looked is not None:
                then(looked)

        self._asking.ask(ask, then=told, refusals=REFUSALS)

    def stop(self) -> None:
        """Nobody waits for what was asked."""
        self._upload.is_wanted = False

    async def _answer(self, selection: Selection | Refused) -> Looked | Refused:
        if isinstance(selection, Refused):
            return selection
        answers = {}
        for act in RecallAct:
            answer = await self._server.dry_run(DryRunRequest(act=act, selection=selection))
            if isinstance(answer, Refused):
                return answer
            answers[act] = answer
        return Looked(
            selection=selection,
            recall=answers[RecallAct.RECALL],
            stop_sale=answers[RecallAct.STOP_SALE],
            lift=answers[RecallAct.LIFT],
        )

    async def _sent_up(self, upload: _Upload) -> NumberList | Refused:
        list_id = f"L-{crockford(secrets.token_bytes(17))}"
        try:
            while upload.is_wanted and upload.sent < len(upload.numbers):
                piece = list(upload.numbers[upload.sent : upload.sent + LIST_PIECE_MAX])
                request = CardListRequest(place=upload.sent, numbers=piece)
                sent = await self._server.add_to_list(list_id, request)
                if isinstance(sent, Refused):
                    return sent
                upload.sent += len(piece)
                self._tasks.post(self._changed)
        finally:
            upload.has_ended = True
        return NumberList(list_id=list_id)
