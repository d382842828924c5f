"""What the command line does with customers: it finds one, shows one, and signs one out."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from card_contract.messages import Answer, Id
from card_contract.outcomes import Refusal
from server_stub.commands.customer_sessions import EndCustomerSessions
from server_stub.domain.ids import OperatorId
from server_stub.engine.command import Refused
from server_stub.queries.portal_customers import AttemptOfCustomer, CodeOfCustomer, CustomerLine
from server_stub.storage.rows.profiles import PLAYER_SESSIONS_OF_PROFILE, PlayerSessionRow
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.redemption_messages import Reason
from server_stub.web.control_api.staff import app_of
from server_stub.web.route import Call, Route

Sought = Annotated[str, Meta(min_length=1, max_length=100)]


class SeekCustomers(OfApp, frozen=True, kw_only=True):
    """By an id, a sign-in, or how a name begins; ``after`` is the last one of the page before."""

    what: Sought
    after: tuple[str, str] | None = None


class CustomersFound(Answer, frozen=True, kw_only=True):
    customers: list[CustomerLine]
    more: bool


class OfCustomer(OfApp, frozen=True, kw_only=True):
    customer: Sought


class SignOutCustomer(OfCustomer, frozen=True, kw_only=True):
    operator: Id
    reason: Reason


class CustomerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``wrong_codes`` are those of this hour; until ``waits_until`` no code of theirs is taken."""

    customer: str
    name: str
    sign_ins: str
    created_at: int
    last_login_at: int | None
    logins: int
    sessions: int
    wrong_codes: int
    waits_until: int | None


class CustomerShown(Answer, frozen=True, kw_only=True):
    facts: CustomerFacts
    codes: list[CodeOfCustomer]
    attempts: list[AttemptOfCustomer]
    more: bool


class SignedOut(Answer, frozen=True, kw_only=True):
    sessions: int


async def find_customers(call: Call) -> CustomersFound | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    customers = call.services.portal.customers
    known = await customers.find(app_id, request.what)
    if known is None:
        lines, more = await customers.named(app_id, request.what, request.after)
        return CustomersFound(customers=lines, more=more)
    one = await customers.customer(app_id, known, call.services.clock.now_ms())
    if one is None:
        return CustomersFound(customers=[], more=False)
    line = CustomerLine(one.profile_id, one.name, one.created_at, one.last_login_at)
    return CustomersFound(customers=[line], more=False)


async def show_customer(call: Call) -> CustomerShown | Refusal:
    app_id, who = await app_of(call), call.request.customer
    if app_id is None:
        return Refusal.NOT_FOUND
    customers, now_ms = call.services.portal.customers, call.services.clock.now_ms()
    one = await customers.customer(app_id, who, now_ms)
    if one is None:
        return Refusal.NOT_FOUND
    sessions: list[PlayerSessionRow] = await call.services.reader.find(
        PLAYER_SESSIONS_OF_PROFILE.at(app_id, who)
    )
    codes, more = await customers.codes(app_id, who, None)
    return CustomerShown(
        facts=CustomerFacts(
            customer=one.profile_id,
            name=one.name,
            sign_ins=", ".join(one.sign_ins),
            created_at=one.created_at,
            last_login_at=one.last_login_at,
            logins=one.logins,
            sessions=sum(each.ended_at is None and each.expires_at > now_ms for each in sessions),
            wrong_codes=0 if one.wrong is None else one.wrong.number,
            waits_until=None if one.wrong is None else one.wrong.waits_until,
        ),
        codes=codes,
        attempts=await customers.attempts(app_id, who),
        more=more,
    )


async def sign_out_customer(call: Call) -> SignedOut | Refused | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    answer = await call.services.engine.submit(
        EndCustomerSessions(
            app_id=app_id,
            profile_id=request.customer,
            operator_id=OperatorId(request.operator),
            reason=request.reason,
        )
    )
    return answer if isinstance(answer, Refused) else SignedOut(sessions=answer.sessions)


CUSTOMER_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("customers", "Customers.", find_customers, SeekCustomers, CustomersFound),
    control("customer", "One customer.", show_customer, OfCustomer, CustomerShown),
    control(
        "sign-out-customer", "End all sessions.", sign_out_customer, SignOutCustomer, SignedOut
    ),
)
