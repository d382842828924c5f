"""The shop that scripted servers tell of."""

from __future__ import annotations

from card_contract.messages import ReceiptTexts, Shop

SHOP = Shop(
    app_id="demo",
    name="Harbour Games",
    demo=True,
    store_id="S1",
    store_name="Harbour Street 12",
    till_id="T1",
    till_name="Till 1",
    currency="EUR",
    time_zone="Europe/Berlin",
    language="en",
    issuers=["970010"],
    sells_codes=False,
    idle_lock_s=300,
    receipt=ReceiptTexts(header=["Harbour Street 12"], legal=["Keep this receipt."]),
)
