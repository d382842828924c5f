"""A shop: the app, its servers and stores, and the pictures of its cards."""

from __future__ import annotations

from typing import ClassVar

from card_contract.states import CustodyRule
from server_stub.domain.ids import AppId, StoreId
from server_stub.storage.table import Index, Row, primary


class AppRow(Row, frozen=True, kw_only=True, array_like=True):
    """One retailer or publisher; the sealed secret is what the customer's app signs with.

    While an app is disabled its customers' apps and servers are turned away; its tills go on.
    A recall that changes more than ``recall_signed_above`` cards takes two managers,
    a print run with which one person prints more than ``print_signed_above`` of a batch two
    persons, and with ``code_acts_signed`` whatever staff do to one code. Of each batch
    ``proof_demanded`` printed cards are read back before it is shipped.
    """

    TABLE: ClassVar = "apps"
    KEY: ClassVar = ("app_id",)
    RARELY_CHANGED: ClassVar = True

    app_id: AppId
    name: str
    demo: bool
    language: str
    idle_lock_s: int
    secret_sealed: bytes
    seal_key_id: str
    created_at: int
    disabled_at: int | None = None
    recall_signed_above: int = 100
    print_signed_above: int = 500
    proof_demanded: int = 10
    code_acts_signed: bool = False
    version: int = 1


class ServerRow(Row, frozen=True, kw_only=True, array_like=True):
    """A server of the customer that may call the S2S dispatcher."""

    TABLE: ClassVar = "servers"
    KEY: ClassVar = ("app_id", "server_name")
    RARELY_CHANGED: ClassVar = True

    app_id: AppId
    server_name: str
    secret_sealed: bytes
    seal_key_id: str
    created_at: int
    disabled_at: int | None = None
    version: int = 1


class StoreRow(Row, frozen=True, kw_only=True, array_like=True):
    """A store. ``custody_rule`` says what happens to cards that it has not received."""

    TABLE: ClassVar = "stores"
    KEY: ClassVar = ("app_id", "store_id")
    RARELY_CHANGED: ClassVar = True

    app_id: AppId
    store_id: StoreId
    name: str
    address: str
    currency: str
    time_zone: str
    receipt_header: list[str]
    receipt_legal: list[str]
    created_at: int
    custody_rule: CustodyRule = CustodyRule.IGNORE
    version: int = 1


class ArtworkRow(Row, frozen=True, kw_only=True, array_like=True):
    """A picture of a card; its id is made of its content, so it never changes."""

    TABLE: ClassVar = "artworks"
    KEY: ClassVar = ("app_id", "artwork")

    app_id: AppId
    artwork: str
    media_type: str
    content: bytes
    created_at: int


APPS = primary(AppRow)
SERVERS = primary(ServerRow)
STORES = primary(StoreRow)
STORES_OF_APP = Index(StoreRow, ("app_id",))
ARTWORKS = primary(ArtworkRow)
