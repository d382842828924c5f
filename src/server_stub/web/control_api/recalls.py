"""What the command line does with recalls, stop-sales and their lifting."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.messages import Answer, ApprovalPurpose, Id, Pin
from card_contract.outcomes import Refusal
from card_contract.recall_messages import (
    CARD_LIST_PATTERN,
    LIST_NUMBERS_MAX,
    LIST_PIECE_MAX,
    RECALL_REQUEST_PATTERN,
    CardListAnswer,
    ChosenCards,
    DryRunAnswer,
    Number,
    RecallCardsAnswer,
    RecallNote,
    RecallRequest,
    RecallsAnswer,
    RecallView,
    Selection,
    digest_of,
)
from card_contract.states import RecallAct, RecallEffect, RecallReason
from server_stub.commands.approvals import Act
from server_stub.desks.export_desk import Signature
from server_stub.domain.ids import AT_COMMAND_LINE, COMMAND_LINE, AppId, OperatorId
from server_stub.engine.command import Refused
from server_stub.storage.rows.cards import CODES_BY_NUMBER, CodeRow
from server_stub.web import recall_asking
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.signing import signed_by_second
from server_stub.web.control_api.staff import app_of
from server_stub.web.route import Call, Route


class ListPiece(OfApp, frozen=True, kw_only=True):
    """A piece of a list of card numbers; ``place`` is the number of those sent before."""

    list_id: Annotated[str, Meta(pattern=f"^{CARD_LIST_PATTERN}$")]
    place: Annotated[int, Meta(ge=0, le=LIST_NUMBERS_MAX)]
    numbers: Annotated[list[Number], Meta(min_length=1, max_length=LIST_PIECE_MAX)]


class CardsMeant(OfApp, frozen=True, kw_only=True):
    """Which cards, and what is to be done. Chosen cards are named by their numbers or ids."""

    act: RecallAct
    selection: Selection


class RecallWish(CardsMeant, frozen=True, kw_only=True):
    """``second`` signs as well; then both prove who they are with their PINs.

    ``request`` is drawn by who asks: however often it arrives, it begins one recall.
    """

    request: Annotated[str, Meta(pattern=f"^{RECALL_REQUEST_PATTERN}$")]
    reason: RecallReason
    note: RecallNote
    include_sold: bool = False
    operator: Id
    pin: Pin | None = None
    second: Id | None = None
    second_pin: Pin | None = None


class RecallBegun(Answer, frozen=True, kw_only=True):
    recall: int
    total: int


class RecallsFrom(OfApp, frozen=True, kw_only=True):
    before: int | None = None


class OfRecallNamed(OfApp, frozen=True, kw_only=True):
    recall: Annotated[int, Meta(ge=1, le=10**15)]


class CardsOfRecall(OfRecallNamed, frozen=True, kw_only=True):
    after: Annotated[int, Meta(ge=0)] = 0
    effect: RecallEffect | None = None


async def add_to_list(call: Call) -> CardListAnswer | Refused | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    return await recall_asking.listed(
        call.services,
        app_id,
        request.list_id,
        place=request.place,
        numbers=request.numbers,
        added_by=COMMAND_LINE,
    )


async def preview_recall(call: Call) -> DryRunAnswer | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    selection = await _by_ids(call, app_id)
    return await recall_asking.previewed(call.services, app_id, selection, call.request.act)


async def begin_recall(call: Call) -> RecallBegun | Refused | Refusal:
    app_id, wish = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    request = RecallRequest(
        act=wish.act,
        selection=await _by_ids(call, app_id),
        reason=wish.reason,
        note=wish.note,
        include_sold=wish.include_sold,
    )
    if wish.second is not None:
        approval = await _approval(call, app_id, request)
        if isinstance(approval, Refused | Refusal):
            return approval
        request = msgspec.structs.replace(request, approval=approval)
    answer = await recall_asking.begun(
        call.services,
        app_id,
        till_id=AT_COMMAND_LINE,
        operator_id=OperatorId(wish.operator),
        request_id=wish.request,
        request=request,
    )
    if isinstance(answer, Refused | Refusal):
        return answer
    job = await call.services.jobs.progress(app_id, answer.recall_id)
    return RecallBegun(recall=answer.recall_id, total=0 if job is None else job.total)


async def _approval(call: Call, app_id: AppId, request: RecallRequest) -> str | Refused | Refusal:
    """The second person's signature, once the first has proved to be who is named."""
    wish = call.request
    act = Act(
        purpose=ApprovalPurpose.RECALL,
        till_id=AT_COMMAND_LINE,
        subject=digest_of(request),
        sale_id=wish.request,
    )
    first = Signature(operator=wish.operator, pin=wish.pin or "")
    second = Signature(operator=wish.second, pin=wish.second_pin or "")
    return await signed_by_second(call, app_id, act, first, second)


async def recalls(call: Call) -> RecallsAnswer | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found, more = await call.services.recalls.page(app_id, call.request.before)
    return RecallsAnswer(recalls=found, more=more)


async def recall(call: Call) -> RecallView | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found = await call.services.recalls.recall(app_id, call.request.recall)
    return Refusal.NOT_FOUND if found is None else found


async def recall_cards(call: Call) -> RecallCardsAnswer | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None or not await call.services.recalls.is_there(app_id, request.recall):
        return Refusal.NOT_FOUND
    cards, more = await call.services.recalls.cards(
        app_id, request.recall, after=request.after, effect=request.effect, number=None
    )
    return RecallCardsAnswer(cards=cards, more=more)


async def _by_ids(call: Call, app_id: AppId) -> Selection:
    """The selection that is meant; cards that were named by their numbers by their ids."""
    selection: Selection = call.request.selection
    if not isinstance(selection, ChosenCards):
        return selection
    ids = [await _id_of(call, app_id, text) for text in selection.card_ids]
    return ChosenCards(card_ids=ids)


async def _id_of(call: Call, app_id: AppId, text: str) -> str:
    """The card's id; a number that no card has stays, and is no card's id either."""
    try:
        number = CardNumber.parse(text)
    except NotACardNumberError:
        return text
    found: list[CodeRow] = await call.services.reader.find(
        CODES_BY_NUMBER.at(app_id, number.stored)
    )
    return str(found[0].code_id) if found else text


RECALL_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("add-to-list", "Send up card numbers.", add_to_list, ListPiece, CardListAnswer),
    control("preview-recall", "What would happen.", preview_recall, CardsMeant, DryRunAnswer),
    control("begin-recall", "Recall, stop or lift.", begin_recall, RecallWish, RecallBegun),
    control("recalls", "The newest recalls.", recalls, RecallsFrom, RecallsAnswer),
    control("recall", "One recall.", recall, OfRecallNamed, RecallView),
    control("recall-cards", "Its cards.", recall_cards, CardsOfRecall, RecallCardsAnswer),
)
