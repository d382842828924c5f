"""What a large shop has, as rows: what all of a kind have in common, and what differs, as SQL.

The SQL is over a number ``id``, and such that both databases understand it alike: SQLite joins
texts before it calculates, so what is calculated in between stands in brackets.
"""

from __future__ import annotations

from typing import Final

from card_contract.states import CaseKind, CodeState, HoldState, Role, SaleStage
from confirm import now_ms
from server_stub.domain.attempt_rules import AttemptFailure, AttemptPhase, AttemptState
from server_stub.domain.ids import AppId, CodeId, OperatorId, StoreId, TillId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage.rows.cards import BatchRow, CartonRow, CodeRow, PackRow
from server_stub.storage.rows.profiles import ProfileRow
from server_stub.storage.rows.redemption import AttemptRow
from server_stub.storage.rows.requests import RequestRow
from server_stub.storage.rows.sales import CaseRow, SaleLineRow, SaleRow
from server_stub.storage.rows.staff import OperatorRow, TillRow
from server_stub.storage.table import Row

APP: Final = AppId("demo")
CAMPAIGN: Final = "gift-50"
SCRIPTED: Final = "sync-ok"
FIRST: Final = 1_000_000
"""The first of our ids. All have seven digits, so that a text's length is the same for each."""
OF_SALE: Final = 4
"""Of so many cards in a row three were sold together, and the first of them was redeemed."""
OF_BATCH: Final = 100_000
FIRST_BATCH: Final = 70_000
OF_PACK: Final = 100
OF_CARTON: Final = 1_000
CUSTOMERS: Final = 100_000
REQUESTS: Final = 100_000
REQUEST_EVERY_MS: Final = 20_000
CASES: Final = 20_000
TILLS: Final = 500
PEOPLE: Final = 500
NOW: Final = now_ms()

HOURS: Final = f"{NOW} - id % 1000 * 3600000"
"""Some hour of the last six weeks."""
OF_ITS_SALE: Final = f"(id - id % {OF_SALE})"
TILL_ID: Final = f"'T' || substr(CAST(10001 + id / {OF_SALE} % {TILLS} AS TEXT), 2)"
SALE_ID: Final = f"{TILL_ID} || '.7.' || {OF_ITS_SALE} || '.{'0' * 26}'"
LAST_FOUR: Final = "substr(CAST(id AS TEXT), 4)"
BATCH_NO: Final = f"({FIRST_BATCH} + (id - {FIRST}) / {OF_BATCH})"
ISSUER: Final = "970010"


def in_batch(size: int) -> str:
    """The number of the pack or carton of so many cards within its batch."""
    return f"((id - {FIRST}) % {OF_BATCH} / {size} + 1)"


def label(sign: str, size: int) -> str:
    number = f"substr(CAST(100000 + {in_batch(size)} AS TEXT), 2)"
    return f"'{sign}{ISSUER}' || {BATCH_NO} || {number} || '0'"


def receipt(first: int) -> str:
    return f"T{1 + first // OF_SALE % TILLS:04}-7-{first}"


CARD: Final = CodeRow(
    app_id=APP,
    code_id=CodeId(0),
    campaign=CAMPAIGN,
    batch=None,
    pack=None,
    number=0,
    last_four="",
    is_card=True,
    price_minor=5000,
    currency="EUR",
    state=CodeState.AVAILABLE,
    hold=HoldState.SOLD,
    created_at=NOW,
    updated_at=NOW,
)
SALE: Final = SaleRow(
    app_id=APP,
    sale_id="",
    receipt_number="",
    till_id=TillId("T01"),
    till_name="Till",
    store_id=StoreId("harbour-12"),
    store_name="Harbour Street 12",
    operator_id="mia",
    operator_name="Mia Kern",
    stage=SaleStage.CONFIRMED,
    currency="EUR",
    total_minor=15_000,
    created_at=NOW,
    held_at=NOW,
    paid_at=NOW,
    confirmed_at=NOW,
    day_at=NOW,
)
LINE: Final = SaleLineRow(
    app_id=APP,
    sale_id="",
    position=0,
    code_id=CodeId(0),
    last_four="0000",
    price_minor=5000,
    keyed=False,
    campaign=CAMPAIGN,
)
BATCH: Final = BatchRow(
    app_id=APP,
    batch=0,
    campaign=CAMPAIGN,
    issuer=ISSUER,
    quantity=OF_BATCH,
    made=OF_BATCH,
    cards_per_pack=OF_PACK,
    packs_per_carton=OF_CARTON // OF_PACK,
    price_minor=5000,
    currency="EUR",
    created_by="sam",
    created_at=NOW,
)
CARTON: Final = CartonRow(
    app_id=APP, batch=0, carton=0, label="", first_sequence=0, last_sequence=0
)
PACK: Final = PackRow(
    app_id=APP, batch=0, pack=0, carton=0, label="", first_sequence=0, last_sequence=0
)
ATTEMPT: Final = AttemptRow(
    app_id=APP,
    redemption_id=CodeId(0),
    attempt=1,
    is_shared=False,
    campaign=SCRIPTED,
    profile_id="",
    profile_name="Player",
    asked_by="profile",
    script="deliver",
    is_async=False,
    state=AttemptState.COMPLETED,
    phase=AttemptPhase.ENDED,
    answered=1,
    attempted_at=NOW,
    deadline_at=NOW,
    due_at=None,
    ended_at=NOW,
)
CUSTOMER: Final = ProfileRow(app_id=APP, profile_id="", name="Player", created_at=NOW)
REQUEST: Final = RequestRow(
    app_id=APP,
    at=0,
    request="",
    profile_id="",
    profile_name="Player",
    campaign=CAMPAIGN,
    last_four="",
    redemption_id=CodeId(0),
    outcome=RedemptionOutcome.REDEEMED,
)
CASE: Final = CaseRow(
    app_id=APP,
    case_id="",
    kind=CaseKind.PROBED,
    sale_id=None,
    void_id=None,
    code_id=CodeId(0),
    detail="",
    opened_at=NOW,
)
TILL: Final = TillRow(
    app_id=APP,
    till_id=TillId(""),
    store_id=StoreId("harbour-12"),
    name="Till",
    public_key=bytes(32),
    enrolled_by="system",
    enrolled_at=NOW,
)
PERSON: Final = OperatorRow(
    app_id=APP,
    operator_id=OperatorId(""),
    name="Somebody",
    role=Role.CLERK,
    pin_hash="none",
    created_at=NOW,
)

CUSTOMER_ID: Final = f"'p' || (id % {CUSTOMERS})"
PLACE: Final = f"(id - {FIRST}) % {OF_BATCH}"
STATE: Final = "CASE id % 4 WHEN 0 THEN 'Redeemed' WHEN 3 THEN 'Inactive' ELSE 'Available' END"
CARDS: Final[tuple[tuple[Row, int, dict[str, str]], ...]] = (
    (
        CARD,
        1,
        {
            "code_id": "id",
            "batch": BATCH_NO,
            "pack": in_batch(OF_PACK),
            "number": f"{ISSUER}00000000000 + {BATCH_NO} * 1000000 + {PLACE} + 1",
            "last_four": LAST_FOUR,
            "state": STATE,
            "hold": "CASE id % 4 WHEN 3 THEN 'free' ELSE 'sold' END",
            "sale_id": f"CASE id % 4 WHEN 3 THEN NULL ELSE {SALE_ID} END",
            "created_at": f"{NOW} - 4000000000",
            "activated_at": f"CASE id % 4 WHEN 3 THEN NULL ELSE {HOURS} END",
            "redeemed_at": f"CASE id % 4 WHEN 0 THEN {HOURS} END",
            "redeemed_by_id": f"CASE id % 4 WHEN 0 THEN {CUSTOMER_ID} END",
            "redeemed_by_name": "CASE id % 4 WHEN 0 THEN 'Player' END",
        },
    ),
    (
        SALE,
        OF_SALE,
        {
            "sale_id": SALE_ID,
            "receipt_number": f"{TILL_ID} || '-7-' || {OF_ITS_SALE}",
            "till_id": TILL_ID,
            "day_at": HOURS,
        },
    ),
    *(
        (
            LINE,
            OF_SALE,
            {"sale_id": SALE_ID, "position": f"{place}", "code_id": f"id + {place}"},
        )
        for place in range(OF_SALE - 1)
    ),
    (
        ATTEMPT,
        4 * OF_SALE,
        {
            "redemption_id": "id",
            "profile_id": CUSTOMER_ID,
            "state": "CASE id % 64 WHEN 0 THEN 'FAILED' ELSE 'COMPLETED' END",
            "failure": f"CASE id % 64 WHEN 0 THEN '{AttemptFailure.REPORTED}' END",
            "attempted_at": f"{HOURS} - id % 20000",
            "deadline_at": f"{HOURS} + 60000",
            "ended_at": HOURS,
        },
    ),
    (
        BATCH,
        OF_BATCH,
        {"batch": BATCH_NO, "name": f"'Batch ' || {BATCH_NO}"},
    ),
    (
        CARTON,
        OF_CARTON,
        {
            "batch": BATCH_NO,
            "carton": in_batch(OF_CARTON),
            "label": label("C", OF_CARTON),
            "first_sequence": f"{PLACE} + 1",
            "last_sequence": f"{PLACE} + {OF_CARTON}",
        },
    ),
    (
        PACK,
        OF_PACK,
        {
            "batch": BATCH_NO,
            "pack": in_batch(OF_PACK),
            "carton": in_batch(OF_CARTON),
            "label": label("P", OF_PACK),
            "first_sequence": f"{PLACE} + 1",
            "last_sequence": f"{PLACE} + {OF_PACK}",
        },
    ),
)
"""Rows that go with cards: one for so many of them, and what differs."""
BESIDE: Final[tuple[tuple[Row, int, dict[str, str]], ...]] = (
    (CUSTOMER, CUSTOMERS, {"profile_id": CUSTOMER_ID, "name": "'Player ' || id"}),
    (
        REQUEST,
        REQUESTS,
        {
            "at": f"{NOW} - (id - {FIRST}) * {REQUEST_EVERY_MS}",
            "request": "'a' || id",
            "profile_id": CUSTOMER_ID,
            "last_four": LAST_FOUR,
            "redemption_id": f"id / {OF_SALE} * {OF_SALE}",
            "outcome": "CASE id % 10 WHEN 0 THEN 'not-active' ELSE 'redeemed' END",
        },
    ),
    (
        CASE,
        CASES,
        {
            "case_id": "'probed:' || id || ':1'",
            "code_id": "id",
            "opened_at": f"{NOW} - id",
            "closed_at": "CASE WHEN id % 4 > 0 THEN 1 END",
        },
    ),
    (
        CASE,
        CASES,
        {
            "case_id": f"'refund-due:' || {SALE_ID} || ':' || id",
            "kind": f"'{CaseKind.REFUND_DUE}'",
            "sale_id": SALE_ID,
            "code_id": "id",
            "opened_at": f"{NOW} - id",
        },
    ),
    (TILL, TILLS, {"till_id": f"'T' || substr(CAST(id + {10001 - FIRST} AS TEXT), 2)"}),
    (PERSON, PEOPLE, {"operator_id": f"'p' || substr(CAST(id + {10000 - FIRST} AS TEXT), 2)"}),
)
"""Rows that there are as many of in every large shop."""
