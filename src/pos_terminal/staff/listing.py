"""The lists in the order in which a manager needs them: what wants a hand first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from card_contract.messages import (
    Operator,
)
from card_contract.staff_messages import StaffView, TillListView
from card_contract.states import Role
from pos_terminal.staff.model import PersonRow, PersonStanding, TillRow, TillStanding

_PEOPLE: Final = (
    PersonStanding.SUSPENDED,
    PersonStanding.LOCKED,
    PersonStanding.FREE,
    PersonStanding.DISABLED,
)
_TILLS: Final = (TillStanding.OWN, TillStanding.OPEN, TillStanding.SHUT_OUT)


def roles_for(operator: Operator | None) -> tuple[Role, ...]:
    """The roles that this operator may give: only an administrator makes administrators."""
    makes_all = operator is not None and operator.role is Role.ADMINISTRATOR
    return tuple(role for role in Role if makes_all or role is not Role.ADMINISTRATOR)


def person_standing(person: StaffView) -> PersonStanding:
    """Whether this person can sign in. Somebody disabled is not helped by being unlocked."""
    if person.disabled:
        return PersonStanding.DISABLED
    if person.suspended_why is not None:
        return PersonStanding.SUSPENDED
    return PersonStanding.LOCKED if person.locked else PersonStanding.FREE


def till_standing(till: TillListView) -> TillStanding:
    """Whether this till is let in."""
    if till.revoked_at is not None:
        return TillStanding.SHUT_OUT
    return TillStanding.OWN if till.is_own else TillStanding.OPEN


def person_rows(people: Iterable[StaffView], chosen: str | None) -> tuple[PersonRow, ...]:
    """Locked people first, disabled ones last."""
    rows = [
        PersonRow(
            operator_id=person.operator_id,
            name=person.name,
            role=person.role,
            standing=person_standing(person),
            chosen=person.operator_id == chosen,
        )
        for person in people
    ]
    return tuple(sorted(rows, key=lambda row: (_PEOPLE.index(row.standing), row.name.casefold())))


def till_rows(tills: Iterable[TillListView], chosen: str | None) -> tuple[TillRow, ...]:
    """The till of this page first, those shut out last."""
    rows = [
        TillRow(
            till_id=till.till_id,
            name=till.name,
            store_name=till.store_name,
            standing=till_standing(till),
            heard_at_ms=till.last_seen_at,
            chosen=till.till_id == chosen,
        )
        for till in tills
    ]
    return tuple(
        sorted(rows, key=lambda row: (_TILLS.index(row.standing), row.name.casefold(), row.till_id))
    )
