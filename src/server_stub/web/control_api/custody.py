"""What the command line does with stores and with packs on their way to them."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from card_contract.custody_messages import CustodyAnswer, LabelText, LabelView
from card_contract.messages import Answer, Done, Name
from card_contract.outcomes import Refusal
from card_contract.states import CustodyAct
from server_stub.commands.custody import Consignment, MovePacks
from server_stub.commands.shop import AddStore
from server_stub.domain.ids import StoreId
from server_stub.engine.command import Refused
from server_stub.queries.custody import MisplacedSale
from server_stub.queries.portal_shop import StoreLine
from server_stub.queries.shop import StoreListed
from server_stub.settings import Lines
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.staff import ACTOR, app_of, store_of
from server_stub.web.route import Call, Route


class NewStore(OfApp, frozen=True, kw_only=True):
    """``store`` is the one that the new one is like; it may be left out where there is only one."""

    new_store: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9-]{0,31}$")]
    name: Name
    address: Lines | None = None
    store: str = ""
    currency: str = ""
    time_zone: str = ""


class Stores(Answer, frozen=True, kw_only=True):
    stores: list[StoreListed]


class OfStore(OfApp, frozen=True, kw_only=True):
    """``store`` may be left out where the app has one store only."""

    store: str = ""


class StoreShown(Answer, frozen=True, kw_only=True):
    store: StoreLine


class MoveLabelled(OfApp, frozen=True, kw_only=True):
    """``store`` may be left out where the app has one store only."""

    act: CustodyAct
    label: LabelText
    store: str = ""


class OfLabel(OfApp, frozen=True, kw_only=True):
    label: LabelText


class MisplacedSales(Answer, frozen=True, kw_only=True):
    sales: list[MisplacedSale]


async def stores(call: Call) -> Stores | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return Stores(stores=await call.services.shop.stores(app_id))


async def show_store(call: Call) -> StoreShown | Refusal:
    app_id = await app_of(call)
    store_id = None if app_id is None else await store_of(call, app_id)
    if app_id is None or store_id is None:
        return Refusal.NOT_FOUND
    found = await call.services.portal.shop.store(app_id, store_id)
    return Refusal.NOT_FOUND if found is None else StoreShown(store=found)


async def add_store(call: Call) -> Done | Refused | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    # Whoever asks again after the second store was opened has not said which one it is like.
    if request.new_store in [store.store_id for store in await call.services.shop.stores(app_id)]:
        return Refusal.KEY_REUSED
    like = await store_of(call, app_id)
    if like is None:
        return Refusal.NOT_FOUND
    answer = await call.services.engine.submit(
        AddStore(
            app_id=app_id,
            store_id=StoreId(request.new_store),
            name=request.name,
            address=request.address or [],
            like=like,
            added_by=ACTOR,
            currency=request.currency,
            time_zone=request.time_zone,
        )
    )
    if isinstance(answer, Refused):
        return answer
    return Done(server_time=call.services.clock.now_ms())


async def move_labelled(call: Call) -> CustodyAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    store_id = await store_of(call, app_id)
    if store_id is None:
        return Refusal.STORE_UNKNOWN
    request = call.request
    consignment = Consignment(
        app_id=app_id, act=request.act, label=request.label, store_id=store_id
    )
    return await call.services.engine.submit(
        MovePacks(app_id=app_id, consignment=consignment, moved_by=ACTOR)
    )


async def show_label(call: Call) -> LabelView | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    view = await call.services.custody.label(app_id, call.request.label)
    return Refusal.LABEL_UNKNOWN if view is None else view


async def misplaced_sales(call: Call) -> MisplacedSales | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return MisplacedSales(sales=await call.services.custody.misplaced_sales(app_id))


CUSTODY_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("store", "One store.", show_store, OfStore, StoreShown),
    control("stores", "All stores.", stores, OfApp, Stores),
    control("add-store", "Open another store.", add_store, NewStore, Done),
    control("move-packs", "Ship or receive packs.", move_labelled, MoveLabelled, CustodyAnswer),
    control("label", "What a label stands on.", show_label, OfLabel, LabelView),
    control("misplaced-sales", "Cards sold elsewhere.", misplaced_sales, OfApp, MisplacedSales),
)
