"""The bytes of requests that servers have fingerprinted: a repeat from before an update fits them.

A changed line here turns the repeats of tills that wait with an open sale into KEY_REUSED, for
good. Add optional fields; never change what a request without them encodes to.
"""

from __future__ import annotations

import msgspec
import pytest

from card_contract.custody_messages import CustodyRequest
from card_contract.messages import (
    CancelReason,
    CancelRequest,
    ConfirmRequest,
    HandedBackRequest,
    Payment,
    Request,
    ReserveLine,
    ReserveRequest,
    VoidReason,
    VoidRequest,
)
from card_contract.print_messages import ProofRequest, ProofScan, ProofWay
from card_contract.settle_messages import SettleRequest
from card_contract.states import CustodyAct, PaymentKind

CASH = Payment(kind=PaymentKind.CASH, amount_minor=5000)
GOLDEN = [
    (
        ReserveRequest(
            lines=[
                ReserveLine(card_id="7", price_minor=2500),
                ReserveLine(card_id="8", price_minor=2500, keyed=True),
            ],
            currency="EUR",
            created_at=1,
        ),
        (
            b'{"lines":[{"card_id":"7","price_minor":2500},'
            b'{"card_id":"8","price_minor":2500,"keyed":true}],"currency":"EUR","created_at":1}'
        ),
    ),
    (
        CustodyRequest(act=CustodyAct.RECEIVE, label="P97001000001000017"),
        b'{"act":"receive","label":"P97001000001000017"}',
    ),
    (
        VoidRequest(sale_id="S1", card_ids=[], reason=VoidReason.OTHER, decided_by="mia"),
        b'{"sale_id":"S1","card_ids":[],"reason":"other","decided_by":"mia"}',
    ),
    (
        ConfirmRequest(payment=CASH, paid_at=2),
        b'{"payment":{"kind":"cash","amount_minor":5000},"paid_at":2}',
    ),
    (
        ConfirmRequest(
            payment=Payment(kind=PaymentKind.REFERENCE, amount_minor=5000, reference="A1"),
            paid_at=2,
        ),
        b'{"payment":{"kind":"reference","amount_minor":5000,"reference":"A1"},"paid_at":2}',
    ),
    (CancelRequest(reason=CancelReason.CLERK), b'{"reason":"clerk"}'),
    (
        VoidRequest(sale_id="S1", card_ids=[], reason=VoidReason.OTHER),
        b'{"sale_id":"S1","card_ids":[],"reason":"other"}',
    ),
    (
        VoidRequest(sale_id="S1", card_ids=[], reason=VoidReason.OTHER, payment=CASH, paid_at=2),
        (
            b'{"sale_id":"S1","card_ids":[],"reason":"other",'
            b'"payment":{"kind":"cash","amount_minor":5000},"paid_at":2}'
        ),
    ),
    (HandedBackRequest(at=3), b'{"at":3}'),
    (HandedBackRequest(card_ids=["7"], at=3), b'{"card_ids":["7"],"at":3}'),
    (
        SettleRequest(was_paid=True, reason="slip", approval="a"),
        b'{"was_paid":true,"reason":"slip","approval":"a"}',
    ),
    (
        ProofRequest(batch=1, scans=[ProofScan(text="X", way=ProofWay.WEDGE)]),
        (
            b'{"batch":1,"scans":[{"text":"X","way":"wedge","contrast_percent":null,'
            b'"quiet_zone_tenths":null}]}'
        ),
    ),
]


@pytest.mark.parametrize(("request_", "golden"), GOLDEN)
def test_a_request_encodes_to_the_bytes_that_were_fingerprinted_before(
    request_: Request, golden: bytes
) -> None:
    assert msgspec.json.encode(request_) == golden


SCAN = b'{"text":"X","way":"wedge","contrast_percent":null,"quiet_zone_tenths":null'


@pytest.mark.parametrize("said", [b"", b',"poor_counts":false', b',"poor_counts":true'])
def test_a_proof_encodes_to_what_its_till_has_sent_whatever_its_version(said: bytes) -> None:
    sent = b'{"batch":1,"scans":[%s%s}]}' % (SCAN, said)
    assert msgspec.json.encode(msgspec.json.decode(sent, type=ProofRequest)) == sent


def test_an_optional_field_added_later_leaves_the_bytes_as_they_were() -> None:
    class LaterConfirm(ConfirmRequest, frozen=True, kw_only=True):
        counted: int = 0
        tags: tuple[str, ...] = ()

    before = ConfirmRequest(payment=CASH, paid_at=2)
    later = LaterConfirm(payment=CASH, paid_at=2)
    assert msgspec.json.encode(later) == msgspec.json.encode(before)
