"""What the command line does to have a batch printed outside: a run, its cards, its file."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from card_contract.messages import Answer, Id, Pin
from card_contract.outcomes import Refusal
from card_contract.print_messages import CardsGiven, Sequences
from server_stub.commands.print_exports import ExportNoted
from server_stub.desks.export_desk import ExportRun, Signature, printer_at_shop
from server_stub.engine.command import Refused
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.staff import app_of
from server_stub.web.route import Call, Route

Recipient = Annotated[str, Meta(pattern="^age1[a-z0-9]{1,400}$")]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class BeginExport(OfApp, frozen=True, kw_only=True):
    """``file`` is the SHA-256 of what lies at the file's place already."""

    batch: Annotated[int, Meta(ge=1, le=99_999)]
    recipient: Recipient
    operator: Id
    pin: Pin
    second: Id | None = None
    second_pin: Pin | None = None
    file: Digest | None = None


class ExportBegun(Answer, frozen=True, kw_only=True):
    """``refusal`` says why there is no ``run``."""

    run: ExportRun | None = None
    refusal: Refusal | None = None


class OfExport(OfApp, frozen=True, kw_only=True):
    run: Id
    operator: Id


class ExportCards(OfExport, frozen=True, kw_only=True):
    cards: Sequences


class ExportMade(OfExport, frozen=True, kw_only=True):
    recipient: Recipient
    file: Digest
    cards: Annotated[int, Meta(ge=0)]


class ExportLeft(Answer, frozen=True, kw_only=True):
    """How many cards are not reported yet; with none the run has ended."""

    cards: int


async def begin_export(call: Call) -> ExportBegun | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    signatures = [Signature(operator=request.operator, pin=request.pin)]
    if request.second is not None and request.second_pin is not None:
        signatures.append(Signature(operator=request.second, pin=request.second_pin))
    run = await call.services.exports.begin(
        app_id, request.batch, request.recipient, tuple(signatures), request.file
    )
    if isinstance(run, Refused):
        return ExportBegun(refusal=run.refusal)
    return ExportBegun(refusal=run) if isinstance(run, Refusal) else ExportBegun(run=run)


async def export_cards(call: Call) -> CardsGiven | Refused | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    printer = printer_at_shop(app_id, request.operator)
    return await call.services.print_desk.give(printer, request.run, request.cards)


async def note_export(call: Call) -> ExportLeft | Refused | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    printer = printer_at_shop(app_id, request.operator)
    made = ExportNoted(file=request.file, cards=request.cards)
    noted = await call.services.exports.note(printer, request.run, request.recipient, made)
    return noted if isinstance(noted, Refused) else ExportLeft(cards=noted.cards)


async def advance_export(call: Call) -> ExportLeft | Refused | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    printer = printer_at_shop(app_id, request.operator)
    left = await call.services.exports.advance(printer, request.run)
    return left if isinstance(left, Refused | Refusal) else ExportLeft(cards=left)


EXPORT_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control(
        "begin-export", "Have a batch printed outside.", begin_export, BeginExport, ExportBegun
    ),
    control("export-cards", "Cards of an export.", export_cards, ExportCards, CardsGiven),
    control("note-export", "Note an export's file.", note_export, ExportMade, ExportLeft),
    control("advance-export", "Report an export.", advance_export, OfExport, ExportLeft),
)
