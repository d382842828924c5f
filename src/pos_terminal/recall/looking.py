"""Asking the server what would happen to the cards that are meant; a list goes up before."""

from __future__ import annotations

import secrets

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
from pos_terminal.gateway.port import Server
from pos_terminal.recall.act_desk import Looked


async def look_at(
    server: Server, selection: Selection | None, numbers: tuple[str, ...]
) -> Looked | Refused:
    """What each act would do to the selection or, without one, to a list of ``numbers``."""
    if selection is None:
        sent = await _sent_up(server, numbers)
        if isinstance(sent, Refused):
            return sent
        selection = sent
    answers = {}
    for act in RecallAct:
        answer = await server.dry_run(DryRunRequest(act=act, selection=selection))
        if isinstance(answer, Refused):
            return answer
        answers[act] = answer
    return Looked(
        selection=selection,
        recall=answers[RecallAct.RECALL],
        stop_sale=answers[RecallAct.STOP_SALE],
        lift=answers[RecallAct.LIFT],
    )


async def _sent_up(server: Server, numbers: tuple[str, ...]) -> NumberList | Refused:
    list_id = f"L-{crockford(secrets.token_bytes(17))}"
    for place in range(0, len(numbers), LIST_PIECE_MAX):
        piece = list(numbers[place : place + LIST_PIECE_MAX])
        sent = await server.add_to_list(list_id, CardListRequest(place=place, numbers=piece))
        if isinstance(sent, Refused):
            return sent
    return NumberList(list_id=list_id)
