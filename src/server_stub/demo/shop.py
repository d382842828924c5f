"""The demo shop: something to sell at once, and nothing in it that could be taken for real.

Its PINs are written down, its till's key lies beside the database, and every screen and receipt
says that it is a demo. ``demo.json`` tells programs and tests what is in it.
"""

from __future__ import annotations

import asyncio
import base64
import secrets
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from card_contract.messages import (
    ConfirmRequest,
    EnrolRequest,
    Payment,
    ReserveLine,
    ReserveRequest,
)
from card_contract.sale_id import SaleId, crockford
from card_contract.states import PaymentKind
from server_stub.bootstrap import PIN_HASHER
from server_stub.commands.batches import MakeCampaign, OpenBatch
from server_stub.commands.checkout import Confirm
from server_stub.commands.proofs import ExcuseProof
from server_stub.commands.redemption import Redeem
from server_stub.commands.requests import Keyed
from server_stub.commands.reserving import Reserve
from server_stub.commands.server_codes import InvalidateByServer
from server_stub.commands.shop import MakeShop
from server_stub.demo import redemption
from server_stub.demo.artwork import draw
from server_stub.demo.cast import PEOPLE, PRODUCTS, DemoProduct
from server_stub.domain.ids import AppId, OperatorId, StoreId, TillId
from server_stub.engine.command import Refused
from server_stub.queries.batches import CardOfBatch
from server_stub.settings import IDLE_LOCK_S
from server_stub.shop_folder.data_folder import DataFolder
from server_stub.shop_folder.secret_files import write_secret
from server_stub.shop_folder.shop_setup import SetupError, new_folder
from server_stub.storage.rows.cards import CODE_SECRETS, CampaignRow, CodeSecretRow, UseType
from server_stub.storage.rows.portal import PortalAccountRow
from server_stub.storage.rows.shop import AppRow, ArtworkRow, ServerRow, StoreRow
from server_stub.storage.rows.staff import OperatorRow
from server_stub.storage.sealing import Keys
from server_stub.web.services import Services

APP: Final = AppId("demo")
STORE: Final = StoreId("harbour-12")
ISSUER: Final = "970010"
CURRENCY: Final = "EUR"
QUANTITY: Final = 200
SAMPLES: Final = 20
_ACTOR: Final = "system"
_SERVER: Final = "demo-server"
_NOTICE: Final = "DEMO - cards of this shop are worth nothing"


async def make_demo_shop(folder: DataFolder) -> None:
    """Make the demo shop in an empty folder, and write ``demo.json``."""
    app_secret, server_secret = secrets.token_hex(18), secrets.token_hex(18)
    async with new_folder(folder) as (draft, services, keys):
        shop = await _shop(services, keys, app_secret, server_secret)
        await _done(services, shop)
        till_key = Ed25519PrivateKey.generate()
        till_id = await _enrol(services, "Till 1", till_key)
        other_till = await _enrol(services, "Till 2", Ed25519PrivateKey.generate())
        cards = {product.campaign: await _produce(services, product) for product in PRODUCTS}
        for command in redemption.commands(APP, CURRENCY, made_by=_ACTOR):
            await _done(services, command)
        special = await _special(services, keys, TillId(other_till), cards["gift-25"])
        key_file = f"till-{till_id}.key"
        write_secret(draft.root / key_file, _pem(till_key))
        description = {
            "app_id": APP,
            "app_secret": app_secret,
            "server_name": _SERVER,
            "server_secret": server_secret,
            "store": {"id": STORE, "name": "Harbour Street 12"},
            "till": {"id": till_id, "key_file": str((folder.root / key_file).absolute())},
            "operators": [
                {
                    "id": person.operator_id,
                    "name": person.name,
                    "pin": person.pin,
                    "role": person.role.value,
                    "badge": person.badge,
                    "portal_password": person.portal_password,
                }
                for person in PEOPLE
            ],
            "campaigns": [
                *(_described(product, cards[product.campaign]) for product in PRODUCTS),
                *redemption.described(),
            ],
            "scripts": redemption.SCRIPTS,
            "special_numbers": special,
        }
        text = msgspec.json.format(msgspec.json.encode(description), indent=1)
        write_secret(draft.demo, text)


def _described(product: DemoProduct, cards: list[CardOfBatch]) -> dict[str, Any]:
    return {
        "name": product.campaign,
        "title": product.title,
        "use_type": UseType.PERSONAL.value,
        "kind": product.kind,
        "price_minor": product.price_minor,
        "currency": CURRENCY,
        "issuer": ISSUER,
        "batch": cards[0].batch,
        "sample_numbers": [card.number.digits for card in cards[:SAMPLES]],
    }


async def _shop(services: Services, keys: Keys, app_secret: str, server_secret: str) -> MakeShop:
    now_ms = services.clock.now_ms()
    app_sealed = keys.seal(app_secret.encode(), about=f"app/{APP}")
    server_sealed = keys.seal(server_secret.encode(), about=f"server/{APP}/{_SERVER}")
    pin_hashes = await asyncio.gather(
        *(asyncio.to_thread(PIN_HASHER.hash, person.pin) for person in PEOPLE)
    )
    return MakeShop(
        app_id=APP,
        app=AppRow(
            app_id=APP,
            name="Harbour Cards (demo)",
            demo=True,
            language="en",
            idle_lock_s=IDLE_LOCK_S,
            secret_sealed=app_sealed.value,
            seal_key_id=app_sealed.key_id,
            created_at=now_ms,
        ),
        store=StoreRow(
            app_id=APP,
            store_id=STORE,
            name="Harbour Street 12",
            address="Harbour Street 12\n20457 Hamburg",
            currency=CURRENCY,
            time_zone="Europe/Berlin",
            receipt_header=[
                "Harbour Cards",
                "Harbour Street 12",
                "20457 Hamburg",
                "VAT no. DE000000000",
            ],
            receipt_legal=[
                _NOTICE,
                "Cards are activated with this receipt.",
                "Keep it: it proves the sale if a card is lost.",
                "Unused cards may be returned within 14 days.",
            ],
            created_at=now_ms,
        ),
        operators=tuple(
            OperatorRow(
                app_id=APP,
                operator_id=OperatorId(person.operator_id),
                name=person.name,
                role=person.role,
                pin_hash=pin_hash,
                badge=person.badge,
                created_at=now_ms,
            )
            for person, pin_hash in zip(PEOPLE, pin_hashes, strict=True)
        ),
        servers=(
            ServerRow(
                app_id=APP,
                server_name=_SERVER,
                secret_sealed=server_sealed.value,
                seal_key_id=server_sealed.key_id,
                created_at=now_ms,
            ),
        ),
        artworks=tuple(_artwork(product, now_ms) for product in PRODUCTS),
        accounts=await _accounts(now_ms),
    )


async def _accounts(now_ms: int) -> tuple[PortalAccountRow, ...]:
    """How the demo's people sign in at the portal: under the ids that they have at the till."""
    passwords = {person.operator_id: person.portal_password or "" for person in PEOPLE}
    named = {operator_id: password for operator_id, password in passwords.items() if password}
    hashes = await asyncio.gather(
        *(asyncio.to_thread(PIN_HASHER.hash, password) for password in named.values())
    )
    return tuple(
        PortalAccountRow(
            app_id=APP,
            operator_id=OperatorId(operator_id),
            sign_in=operator_id,
            password_hash=password_hash,
            password_set_at=now_ms,
        )
        for operator_id, password_hash in zip(named, hashes, strict=True)
    )


def _artwork(product: DemoProduct, now_ms: int) -> ArtworkRow:
    picture = draw(product.kind, name=product.title, value=product.value)
    return ArtworkRow(
        app_id=APP,
        artwork=_artwork_id(product),
        media_type="image/png",
        content=picture,
        created_at=now_ms,
    )


def _artwork_id(product: DemoProduct) -> str:
    return f"demo-{product.campaign}"


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


async def _enrol(services: Services, name: str, key: Ed25519PrivateKey) -> str:
    """Enrol a till as every till is enrolled: with a one-use code."""
    code = _answer(await services.till_desk.issue_code(APP, STORE, name, created_by=_ACTOR))
    public_key = key.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw
    )
    request = EnrolRequest(code=code.code, public_key=base64.b64encode(public_key).decode())
    enrolled = _answer(await services.till_desk.enrol(request, client=_ACTOR))
    till_id: str = enrolled.till_id
    return till_id


async def _produce(services: Services, product: DemoProduct) -> list[CardOfBatch]:
    """Make a product's campaign and a batch of its cards."""
    now_ms = services.clock.now_ms()
    campaign = CampaignRow(
        app_id=APP,
        campaign=product.campaign,
        title=product.title,
        description=product.description,
        use_type=UseType.PERSONAL,
        price_minor=product.price_minor,
        currency=CURRENCY,
        artwork=_artwork_id(product),
        issuer=ISSUER,
        created_at=now_ms,
        updated_at=now_ms,
    )
    await _done(services, MakeCampaign(app_id=APP, campaign=campaign, made_by=_ACTOR))
    opened = await _done(
        services,
        OpenBatch(
            app_id=APP,
            campaign=product.campaign,
            quantity=QUANTITY,
            cards_per_pack=10,
            packs_per_carton=10,
            made_by=_ACTOR,
        ),
    )
    made = 0
    while made < QUANTITY:
        made = _answer(await services.press.press(APP, opened.batch)).made
    excused = "made by the demo"
    await _done(
        services,
        ExcuseProof(app_id=APP, batch=opened.batch, reason=excused, excused_by=_ACTOR),
    )
    return await services.batches.cards(APP, opened.batch, QUANTITY)


async def _special(
    services: Services, keys: Keys, till_id: TillId, cards: list[CardOfBatch]
) -> dict[str, str]:
    """Prepare the last cards of a batch: one sold elsewhere, one probed, one invalidated."""
    sold, probed, invalidated = cards[-1], cards[-2], cards[-3]
    await _sell(services, till_id, sold)
    await _done(
        services,
        Redeem(
            app_id=APP,
            request=Keyed("demo-probe"),
            profile_id="demo-stranger",
            profile_name="Somebody",
            code_hashes=[_hash(services, keys, await _secret(services, probed))],
        ),
    )
    secret = await _secret(services, invalidated)
    await _done(
        services,
        InvalidateByServer(
            app_id=APP,
            request=Keyed("demo-damage"),
            server_name=_SERVER,
            campaign=secret.campaign,
            code_hashes=[_hash(services, keys, secret)],
            reason="damaged in transit",
        ),
    )
    return {
        "sold": sold.number.digits,
        "probed": probed.number.digits,
        "invalidated": invalidated.number.digits,
    }


async def _secret(services: Services, card: CardOfBatch) -> CodeSecretRow:
    found: list[CodeSecretRow] = await services.reader.find(CODE_SECRETS.at(APP, card.code_id))
    return found[0]


def _hash(services: Services, keys: Keys, secret: CodeSecretRow) -> bytes:
    return keys.code_hash(APP, services.press.opened(secret)).value


async def _sell(services: Services, till_id: TillId, card: CardOfBatch) -> None:
    sale_id = SaleId(
        till=till_id, generation=1, sequence=1, random=crockford(secrets.token_bytes(17))
    )
    now_ms, price_minor = services.clock.now_ms(), card.price_minor
    line = ReserveLine(card_id=str(card.code_id), price_minor=price_minor)
    reserve = ReserveRequest(lines=[line], currency=CURRENCY, created_at=now_ms)
    payment = Payment(kind=PaymentKind.CASH, amount_minor=price_minor, given_minor=price_minor)
    await _done(
        services,
        Reserve(
            app_id=APP,
            store_id=STORE,
            till_id=till_id,
            sale_id=sale_id,
            operator_id=OperatorId("jonas"),
            request=reserve,
        ),
    )
    confirm = ConfirmRequest(payment=payment, paid_at=now_ms)
    await _done(services, Confirm(app_id=APP, till_id=till_id, sale_id=sale_id, request=confirm))


async def _done(services: Services, command: Any) -> Any:
    return _answer(await services.engine.submit(command))


def _answer(answer: Any) -> Any:
    """What was answered; anything but a yes ends the making of the shop."""
    if not isinstance(answer, Struct) or isinstance(answer, Refused):
        raise SetupError(f"The demo shop was not made ({answer}).")
    return answer
